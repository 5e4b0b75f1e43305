"""Make the recogniser of 32 rows: ``shorten.py PP-OCRv6_rec_small.onnx OUT.onnx``.

The model reads pictures of 48 rows, which a line with its margins fills; the margins are a
third of the work. Its layers are convolutions up to a mean over what is left of the height, so
it reads 32 rows with the same weights. Of the end only the scores are kept (their shares are
needed at few steps), with the bias as one more row of the weights. The three colour layers of
the first convolution are summed: all of them see the same grey.
"""

# pyright: reportMissingImports=false
from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

ROWS = 32
# The backbone halves the height four times.
_LEFT = ROWS // 16
NOTICE = (
    "Changed from PP-OCRv6_rec_small.onnx (Copyright Baidu and PaddleOCR authors, Apache-2.0) "
    "by packaging/model/shorten.py: 32 rows, one colour layer, scores without softmax."
)


def main(source: Path, out: Path) -> None:
    """Write the shortened model."""
    model = onnx.load(source)
    graph = model.graph
    weights = {one.name: one for one in graph.initializer}
    maker = {name: node for node in graph.node for name in node.output}

    def behind(name: str, kind: str) -> onnx.NodeProto:
        node = maker[name]
        while node.op_type == "Identity":
            node = maker[node.input[0]]
        if node.op_type != kind:
            raise SystemExit(f"{node.op_type} where {kind} was expected")
        return node

    picture = graph.input[0]
    size = picture.type.tensor_type.shape.dim
    size[1].dim_value, size[2].dim_value = 1, ROWS
    first = next(node for node in graph.node if picture.name in node.input)
    colours = numpy_helper.to_array(weights[first.input[1]])
    grey = colours.sum(axis=1, keepdims=True).astype(np.float32)
    weights[first.input[1]].CopyFrom(numpy_helper.from_array(grey, first.input[1]))
    for node in graph.node:
        if node.op_type == "AveragePool":
            for attribute in node.attribute:
                if attribute.name in ("kernel_shape", "strides"):
                    attribute.ints[0] = _LEFT
    bias = behind(behind(graph.output[0].name, "Softmax").input[0], "Add")
    product = behind(bias.input[0], "MatMul")
    whole = np.concatenate(
        [
            numpy_helper.to_array(weights[product.input[1]]),
            numpy_helper.to_array(weights[bias.input[1]])[None],
        ]
    )
    graph.initializer.extend(
        [
            numpy_helper.from_array(whole, "weights_and_bias"),
            numpy_helper.from_array(np.array([0, 0, 0, 0, 0, 1], np.int64), "one_more"),
            numpy_helper.from_array(np.array(1, np.float32), "one"),
        ]
    )
    graph.node.extend(
        [
            helper.make_node("Pad", [product.input[0], "one_more", "one"], ["with_one"]),
            helper.make_node("MatMul", ["with_one", "weights_and_bias"], ["scores"]),
        ]
    )
    del graph.output[:], graph.value_info[:]
    graph.output.append(
        helper.make_tensor_value_info("scores", onnx.TensorProto.FLOAT, [1, None, whole.shape[1]])
    )
    _drop_unused(graph)
    model.doc_string = NOTICE
    onnx.checker.check_model(model)
    onnx.save(model, out)


def _drop_unused(graph: onnx.GraphProto) -> None:
    """Leave out what no output needs."""
    needed = {one.name for one in graph.output}
    kept: list[onnx.NodeProto] = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            kept.append(node)
            needed.update(node.input)
    initializers = [one for one in graph.initializer if one.name in needed]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(initializers)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

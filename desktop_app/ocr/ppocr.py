"""The second reader: PP-OCRv6's recogniser under onnxruntime, on one thread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.recognition import Reading
from desktop_app.foundation import paths
from desktop_app.foundation.errors import EnvironmentMissing
from desktop_app.ocr.cells import Cell, reading_of
from desktop_app.ocr.engine import Grey, Strip
from desktop_app.ocr.onnx_session import session_of
from desktop_app.ocr.strips import resized

MODEL = "PP-OCRv6_rec_small_32.onnx"
_HEIGHT = 32
# The line's ink fills so many rows: time goes with the width, and down to here no line was read
# worse.
_INK_HEIGHT = 28
# White left and right of the ink, in strip columns at the model's scale; more is only time.
_BESIDE = 4
_INKED = 160
# One output step covers so many input columns.
_STEP = 8
_LEAST_WIDTH = 32
_WIDEST = 6_400


def model_file() -> Path:
    """Return where the model is; it need not exist."""
    return paths.resource("models", MODEL)


class PpOcr:
    """Reads strips with the PP-OCRv6 recogniser; the engine protocol.

    Args:
        file: the ONNX model; its metadata hold the character table.

    Raises:
        EnvironmentMissing: onnxruntime can't be loaded (``ocr.engine_missing``), or the model
            is missing or broken (``ocr.model_missing``).
    """

    name = "ppocr/v6-small"

    def __init__(self, file: Path | None = None) -> None:
        source = file or model_file()
        self._session = session_of(source)
        table = self._session.get_modelmeta().custom_metadata_map.get("character")
        if table is None:
            raise EnvironmentMissing("ocr.model_missing", model=source.name)
        self._input = self._session.get_inputs()[0].name
        # Class 0 is "no character"; the class after the table is the blank.
        self._characters = ["", *table.split("\n"), " "]

    def read(self, strips: Sequence[Strip]) -> list[Reading]:
        """Return one reading a strip, in the same order; several threads may call at a time."""
        return [self._read_one(strip) for strip in strips]

    def close(self) -> None:
        """Free the model."""
        del self._session

    def _read_one(self, strip: Strip) -> Reading:
        # One strip a run: batches of unlike widths were measured slower on one thread.
        inked = strip.grey < _INKED
        columns = np.flatnonzero(inked.any(axis=0))
        if not len(columns):
            return Reading(self.name, "", 0.0)
        rows = np.flatnonzero(inked.any(axis=1))
        high = int(rows[-1]) + 1 - int(rows[0])
        factor = min(_INK_HEIGHT / strip.ink_height, _HEIGHT / high)
        beside = math.ceil(_BESIDE / factor)
        left = max(0, int(columns[0]) - beside)
        grey = strip.grey[:, left : int(columns[-1]) + 1 + beside]
        if grey.shape[1] * factor > _WIDEST:
            return Reading(self.name, "", 0.0)
        middle = (int(rows[0]) + high / 2) * factor
        image = _fitted(resized(grey, factor), middle)
        pixels = (image.astype(np.float32) / 127.5 - 1.0)[None, None]
        scores = np.asarray(self._session.run(None, {self._input: pixels})[0])[0]
        return reading_of(self.name, self._decode(scores, factor, left), strip, placed=True)

    def _decode(self, scores: NDArray[np.float32], factor: float, first: int) -> list[Cell]:
        """Return the characters of one line by greedy CTC decoding.

        Args:
            scores: the classes' scores before softmax, shape steps x classes.
            factor: scale from strip columns to model columns.
            first: strip column of the model's column 0.
        """
        best = scores.argmax(axis=1)
        certainty = np.zeros(len(best))
        read = np.flatnonzero(best)
        above = scores[read] - scores[read, best[read]][:, None]
        certainty[read] = 1.0 / np.exp(above).sum(axis=1)
        cells: list[Cell] = []
        start = 0
        for end in range(1, len(best) + 1):
            if end < len(best) and best[end] == best[start]:
                continue
            if best[start] != 0:
                left, right = first + start * _STEP / factor, first + end * _STEP / factor
                confidence = float(certainty[start:end].max()) * 100
                cells.append(Cell(self._characters[best[start]], confidence, left, right))
            start = end
        while cells and cells[0].text.isspace():
            cells.pop(0)
        while cells and cells[-1].text.isspace():
            cells.pop()
        return cells


def _fitted(image: Grey, middle: float) -> Grey:
    """Return the rows around the middle of the ink, as high as the model, at least its width."""
    past = image.shape[0] - _HEIGHT
    if past > 0:
        top = min(max(0, round(middle - _HEIGHT / 2)), past)
        image = image[top : top + _HEIGHT]
    above = (_HEIGHT - image.shape[0]) // 2
    below = _HEIGHT - image.shape[0] - above
    beside = max(0, _LEAST_WIDTH - image.shape[1])
    return np.pad(image, ((above, below), (0, beside)), constant_values=255)

"""Tesseract's network ``[1,36,0,1Ct3,3,16Mp3,3Lfys64Lfx96Lrx96Lfx512O1c1]`` in PyTorch."""

# pyright: reportMissingImports=false
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional
from weights import Matrix

# The stock network has 48; its weights know nothing of the height.
ROWS = 36
OUTPUTS = 224
# The output that means "nothing here" (null_char in the component).
NULL = 223
# So many columns of the picture are one step of the network.
STEP = 3


class Lstm(nn.Module):
    """One LSTM layer, one direction; steps x lines x features."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.cells = nn.LSTM(inputs, outputs)
        self.cells.bias_hh_l0.requires_grad_(False)

    def load(self, gates: Sequence[Matrix]) -> None:
        """Take over Tesseract's gates: cell, input, forget, output."""
        cell, entry, forget, exit_ = gates
        whole = torch.from_numpy(np.concatenate([entry, forget, cell, exit_]).astype(np.float32))
        inputs = self.cells.input_size
        with torch.no_grad():
            self.cells.weight_ih_l0.copy_(whole[:, :inputs])
            self.cells.weight_hh_l0.copy_(whole[:, inputs:-1])
            self.cells.bias_ih_l0.copy_(whole[:, -1])
            self.cells.bias_hh_l0.zero_()

    def dump(self) -> list[Matrix]:
        """Return the gates in Tesseract's order."""
        bias = self.cells.bias_ih_l0[:, None]
        whole = torch.cat([self.cells.weight_ih_l0, self.cells.weight_hh_l0, bias], 1)
        entry, forget, cell, exit_ = np.split(whole.detach().double().numpy(), 4)
        return [cell, entry, forget, exit_]

    def forward(self, steps: torch.Tensor) -> torch.Tensor:
        """Return the outputs of every step."""
        return self.cells(steps)[0]


class Network(nn.Module):
    """The whole network, weights in and out as Tesseract's matrices."""

    def __init__(self) -> None:
        super().__init__()
        self.window = nn.Conv2d(1, 16, 3)
        self.down = Lstm(16, 64)
        self.right = Lstm(64, 96)
        self.left = Lstm(96, 96)
        self.memory = Lstm(96, 512)
        self.output = nn.Linear(512, OUTPUTS)
        self._layers = (self.down, self.right, self.left, self.memory)

    def load(self, matrices: Sequence[Matrix]) -> None:
        """Take over the matrices of an ``lstm`` component."""
        first = torch.from_numpy(matrices[0].astype(np.float32))
        last = torch.from_numpy(matrices[-1].astype(np.float32))
        with torch.no_grad():
            # Tesseract stacks a window column by column.
            self.window.weight.copy_(first[:, :9].reshape(16, 1, 3, 3).permute(0, 1, 3, 2))
            assert self.window.bias is not None
            self.window.bias.copy_(first[:, 9])
            self.output.weight.copy_(last[:, :-1])
            self.output.bias.copy_(last[:, -1])
        for index, layer in enumerate(self._layers):
            layer.load(matrices[1 + 4 * index : 5 + 4 * index])

    def dump(self) -> list[Matrix]:
        """Return the matrices in the component's order."""
        assert self.window.bias is not None
        window = self.window.weight.permute(0, 1, 3, 2).reshape(16, 9)
        first = torch.cat([window, self.window.bias[:, None]], 1).detach().double().numpy()
        last = torch.cat([self.output.weight, self.output.bias[:, None]], 1)
        gates = [matrix for layer in self._layers for matrix in layer.dump()]
        return [first, *gates, last.detach().double().numpy()]

    def forward(
        self, pictures: torch.Tensor, widths: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return logits, steps x lines x outputs, and the steps of each line.

        Args:
            pictures: lines x 36 x columns, paper 1, ink -1.
            widths: columns of each line.
        """
        lines, rows, columns = pictures.shape
        # Tesseract feeds random numbers beyond the picture's border.
        around = torch.rand(lines, 1, rows + 2, columns + 2) * 2 - 1
        around[:, 0, 1:-1, 1:-1] = pictures
        seen = functional.max_pool2d(torch.tanh(self.window(around)), STEP)
        _, depth, high, wide = seen.shape
        steps = widths // STEP
        tall = seen.permute(2, 0, 3, 1).reshape(high, lines * wide, depth)
        flat = self.down(tall)[-1].reshape(lines, wide, -1).permute(1, 0, 2)
        read = self.right(flat)
        backwards = (steps[None, :] - 1 - torch.arange(wide)[:, None]).clamp(min=0)[:, :, None]

        def turned(tensor: torch.Tensor) -> torch.Tensor:
            return torch.gather(tensor, 0, backwards.expand(-1, -1, tensor.shape[2]))

        return self.output(self.memory(turned(self.left(turned(read))))), steps


def _quantile(values: NDArray[np.intp], share: float, default: int) -> float:
    """Return the quantile as Tesseract's STATS::ile computes it from whole numbers."""
    if not len(values):
        values = np.array([default])
    counts = np.bincount(values, minlength=256)
    target = min(max(share * len(values), 1.0), float(len(values)))
    total, index = 0, 0
    while index <= 255 and total < target:
        total += int(counts[index])
        index += 1
    return index - (total - target) / counts[index - 1] if index > 0 else 0.0


def pixels(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return a line's picture as Tesseract feeds it: contrast from its middle row."""
    row = grey[len(grey) // 2].astype(np.intp)
    before, here, after = row[:-2], row[1:-1], row[2:]
    lows = here[((here < before) & (here <= after)) | ((here <= before) & (here < after))]
    highs = here[((here > before) & (here >= after)) | ((here >= before) & (here > after))]
    black, white = _quantile(lows, 0.25, 0), _quantile(highs, 0.75, 255)
    contrast = (white - black) / 2
    contrast = contrast if contrast > 0 else 1.0
    return np.clip((grey - black) / contrast - 1, -1, 1).astype(np.float32)


def batch(pictures: Sequence[NDArray[np.uint8]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return pictures of 36 rows as one tensor, and their widths."""
    widths = torch.tensor([picture.shape[1] for picture in pictures])
    result = torch.rand(len(pictures), ROWS, int(widths.max())) * 2 - 1
    for index, picture in enumerate(pictures):
        result[index, :, : picture.shape[1]] = torch.from_numpy(pixels(picture))
    return result, widths

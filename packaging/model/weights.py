"""The weights of Tesseract's ``lstm`` component: read, and overwritten as int8 in place.

The format is that of Tesseract 5 (network.cpp, weightmatrix.cpp): a tree of layers, each a
head and its own numbers; matrices of int8 rows, one scale a row. The last column is the bias.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_NESTS = ("Series", "Parallel", "Replicated", "RTLReversed", "TTBReversed", "XYTranspose")
_PAIRS = ("Convolve", "Maxpool", "Reconfig")
# Flag of a nest that keeps a learning rate a layer.
_OWN_RATES = 64
_INT8, _DOUBLE = 1, 128
_LARGEST = 127


@dataclass(frozen=True)
class _Place:
    """Where a matrix lies in the file, and what it holds."""

    rows_at: int
    scales_at: int
    rows: NDArray[np.int8]
    scales: NDArray[np.float64]


class Lstm:
    """One ``lstm`` component.

    Args:
        file: as ``combine_tessdata -u`` writes it; int8, not float.

    Raises:
        ValueError: the network is not int8.
    """

    def __init__(self, file: Path) -> None:
        self._bytes = file.read_bytes()
        self._at = 0
        self._places: list[_Place] = []
        self._heights: list[int] = []
        self._layer()

    def matrices(self) -> list[Matrix]:
        """Return the matrices as real numbers, in the file's order, rows x (inputs + bias)."""
        return [
            place.rows.astype(np.float64) * place.scales[: len(place.rows), None]
            for place in self._places
        ]

    def with_matrices(self, matrices: list[Matrix], rows: int) -> bytes:
        """Return the component with other weights of the same shapes, rounded to int8.

        Args:
            matrices: in the file's order.
            rows: height of the pictures that the network takes.
        """
        result = bytearray(self._bytes)
        for at in self._heights:
            struct.pack_into("<i", result, at, rows)
        for place, matrix in zip(self._places, matrices, strict=True):
            if matrix.shape != place.rows.shape:
                raise ValueError(f"{matrix.shape} is not {place.rows.shape}")
            scale = np.abs(matrix).max(axis=1) / _LARGEST
            scale[scale == 0] = 1.0
            whole = np.clip(np.rint(matrix / scale[:, None]), -_LARGEST, _LARGEST).astype(np.int8)
            result[place.rows_at : place.rows_at + whole.size] = whole.tobytes()
            scales = place.scales.copy()
            scales[: len(scale)] = scale
            written = scales.astype("<f8").tobytes()
            result[place.scales_at : place.scales_at + len(written)] = written
        return bytes(result)

    def _take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{form}", self._bytes, self._at)
        self._at += struct.calcsize(f"<{form}")
        return values

    def _word(self) -> str:
        (length,) = self._take("I")
        self._at += length
        return self._bytes[self._at - length : self._at].decode("ascii")

    def _layer(self) -> None:
        self._take("b")
        kind = self._word()
        _, _, flags = self._take("bbi")
        inputs_at = self._at
        self._take("iii")
        self._word()
        if kind in _NESTS:
            (count,) = self._take("I")
            for _ in range(count):
                self._layer()
            if flags & _OWN_RATES:
                (rates,) = self._take("I")
                self._at += 4 * rates
        elif kind == "Input":
            # Its number of inputs is its height, which its shape (second number) repeats.
            self._heights += [inputs_at, self._at + 4]
            self._take("iiiii")
        elif kind in _PAIRS:
            self._take("ii")
        elif kind in ("LSTM", "SummLSTM"):
            self._take("i")
            for _gate in ("cell", "input", "forget", "output"):
                self._matrix()
        else:
            self._matrix()

    def _matrix(self) -> None:
        (mode,) = self._take("B")
        if not mode & _INT8 or not mode & _DOUBLE:
            raise ValueError("not an int8 network")
        rows, columns = self._take("ii")
        self._take("b")
        at = self._at
        values = np.frombuffer(self._bytes, np.int8, rows * columns, at).reshape(rows, columns)
        self._at += rows * columns
        (count,) = self._take("I")
        scales = np.frombuffer(self._bytes, "<f8", count, self._at).astype(np.float64)
        self._places.append(_Place(at, self._at, values, scales))
        self._at += 8 * count

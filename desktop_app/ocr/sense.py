"""Which way up text is: a few lines are read both ways."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.recognition import RecognisedLine, TextLine
from desktop_app.ocr.crosscheck import comparable
from desktop_app.ocr.reader import ReaderMode, read_lines

Pixels = NDArray[np.uint8]

_SAMPLE = 6
# How much better the other way must read, in points of mean confidence.
_BETTER = 12.0
# Text that stands upright is hardly ever read worse than this; upside down hardly better.
_POOR = 68.0
_LEAST_LINES = 3


def longest(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the few lines by which the way up is told: long ones, well apart."""
    return sorted(lines, key=lambda line: -line.box.w / max(line.box.h, 1))[:_SAMPLE]


def reads_better(
    one: tuple[Pixels, Sequence[TextLine]],
    other: tuple[Pixels, Sequence[TextLine]],
    mode: ReaderMode,
) -> bool:
    """Whether the lines of the other picture read clearly better than those of the first."""
    return _legibility(*other, mode) > _legibility(*one, mode) + _BETTER


def is_poor(lines: Sequence[RecognisedLine]) -> bool:
    """Whether what was read is so doubtful that the picture may stand on its head."""
    worded = [line for line in lines if len(comparable(line.text)) >= 2]
    if len(worded) < _LEAST_LINES:
        return False
    weights = [len(line.text) for line in worded]
    return float(np.average([line.confidence for line in worded], weights=weights)) < _POOR


def _legibility(rgb: Pixels, lines: Sequence[TextLine], mode: ReaderMode) -> float:
    """Return the mean confidence of what is read, each line weighing as much as its length."""
    read = read_lines(rgb, lines, mode)
    if not read:
        return 0.0
    found = sum(line.confidence * line.box.w for line in read)
    return found / max(sum(line.box.w for line in lines), 1)

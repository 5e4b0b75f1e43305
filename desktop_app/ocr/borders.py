"""Where the characters of a read line begin and end on its strip."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desktop_app.ocr.engine import Grey
from desktop_app.ocr.wide import is_wide

_INK = 160
# How far a border may move to a column with less ink, in shares of the character beside it.
_REACH = 0.35
# Usual advance widths in em of what is not as wide as high; the rest of Latin is between.
_NARROW = frozenset("ijlI.,:;'!|()[]{}\"`· ")
_BROAD = frozenset("mwMW@%")


def advance(char: str) -> float:
    """Return the usual advance width of a character in em."""
    if is_wide(char):
        return 1.0
    if char in _NARROW:
        return 0.3
    if char in _BROAD:
        return 0.85
    return 0.66 if char.isupper() else 0.56


def ink_columns(grey: Grey) -> NDArray[np.float64]:
    """Return how much ink each column holds, 0 to the strip's height."""
    return (255.0 - grey.astype(np.float64)).sum(axis=0) / 255.0


def by_advances(text: str, left: float, right: float) -> list[float]:
    """Return borders that share out a stretch by usual advance widths, ``len(text) + 1`` values."""
    shares = np.array([advance(char) for char in text])
    return [left, *(left + np.cumsum(shares) / shares.sum() * (right - left)).tolist()]


def snapped(borders: list[float], grey: Grey) -> tuple[int, ...]:
    """Return the borders moved to the emptiest column nearby, ascending strip columns.

    Args:
        borders: rough borders in columns, ascending, one more than characters.
        grey: the strip, dark on white.
    """
    width = grey.shape[1]
    ink = ink_columns(grey)
    result: list[int] = []
    for index, border in enumerate(borders):
        beside = [
            abs(border - borders[at]) for at in (index - 1, index + 1) if 0 <= at < len(borders)
        ]
        reach = _REACH * min(beside)
        low, high = max(0, int(border - reach)), min(width - 1, int(border + reach) + 1)
        place = round(min(max(border, 0), width))
        if high > low and 0 < index < len(borders) - 1:
            columns = np.arange(low, high + 1)
            cost = ink[low : high + 1] + np.abs(columns - border) / max(1.0, reach)
            place = int(columns[int(cost.argmin())])
        result.append(max(place, result[-1] if result else 0))
    return tuple(result)


def extent(grey: Grey) -> tuple[int, int]:
    """Return first and past-last column with ink; the whole strip where there is none."""
    columns = np.flatnonzero(grey.min(axis=0) < _INK)
    return (int(columns[0]), int(columns[-1]) + 1) if len(columns) else (0, grey.shape[1])

"""Blanks that the screen shows and a recogniser left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from desktop_app.ocr.engine import Grey
from desktop_app.ocr.wide import is_wide

_INK = 160
# Widths of an empty gap, as shares of the line's ink height, that are a blank: between
# Chinese and Latin, and within Latin text or digits.
_BESIDE_CHINESE = 0.45
_WITHIN_LATIN = 0.5
_CLOCK = (":", "：")
# Slim characters stand in a wide empty field of their own where digits have equal widths.
_SLIM = frozenset("1Iijlrtf")


def _gap_at(empty: Sequence[bool], column: int) -> tuple[int, int]:
    """Return first and past-last column of the empty stretch around a column."""
    if not 0 <= column < len(empty) or not empty[column]:
        return column, column
    left = right = column
    while left > 0 and empty[left - 1]:
        left -= 1
    while right < len(empty) and empty[right]:
        right += 1
    return left, right


def _least_gap(before: str, after: str) -> float | None:
    """Return the gap from which two characters have a blank between them, None for never."""
    if not (before.isalnum() and after.isalnum()):
        return None
    if is_wide(before) and is_wide(after):
        return None
    if is_wide(before) or is_wide(after):
        return _BESIDE_CHINESE
    return None if before in _SLIM or after in _SLIM else _WITHIN_LATIN


def _within_clock(text: str, index: int) -> bool:
    """Whether the character belongs with the one before to the hour or minute of a clock."""
    if not (text[index - 1].isdigit() and text[index].isdigit()):
        return False
    before, after = text[index - 2 : index - 1], text[index + 1 : index + 2]
    return before in _CLOCK or after in _CLOCK


def with_shown_blanks(
    text: str, edges: tuple[int, ...], grey: Grey, ink_height: int
) -> tuple[str, tuple[int, ...]]:
    """Return text and edges with a blank added at each wide gap that has none.

    Args:
        text: as read.
        edges: strip columns, one more than characters.
        grey: the strip, dark on white.
        ink_height: height of the line's ink in pixels.
    """
    empty = [bool(value) for value in np.asarray(grey.min(axis=0) >= _INK).tolist()]
    characters = [text[0]]
    borders = [edges[0]]
    for index in range(1, len(text)):
        least = None
        if not _within_clock(text, index):
            least = _least_gap(text[index - 1], text[index])
        left, right = _gap_at(empty, edges[index]) if least is not None else (0, 0)
        if least is not None and right - left > least * ink_height:
            borders += [left, right]
            characters += [" ", text[index]]
        else:
            borders.append(edges[index])
            characters.append(text[index])
    # Two borders may stand in one gap, and a gap may reach beyond the border before.
    ascending = accumulate((*borders, edges[-1]), max)
    return "".join(characters), tuple(min(border, edges[-1]) for border in ascending)

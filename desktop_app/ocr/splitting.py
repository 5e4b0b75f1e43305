"""Lines that layout took for one: two rows of text beside a tall mark, or too close together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import TextLine
from desktop_app.ocr.engine import Grey, Strip
from desktop_app.ocr.icons import INK, is_closed_mark, runs_of

# Rows belong to lines of their own when each is so high, as a share of the whole, …
_LEAST_ROW = 0.22
# … at least so many pixels, and the whole so many times wider than high: a character such as
# 吕 is blank in its middle, but no stretch of text is.
_LEAST_PIXELS = 8
_LEAST_WIDTH = 2.5
# A mark beside the rows reaches over so much of the height.
_MARK_HEIGHT = 0.6
_APART = 0.15
# A row that another found line covers so far is left to it.
_COVERED = 0.5


def rows_of(grey: Grey, ink_height: int) -> list[Box]:
    """Return the box of each row of text on a strip; one or none where there is but one.

    Args:
        grey: dark on white.
        ink_height: height of the line's box in pixels.
    """
    columns = runs_of(grey.min(axis=0) < INK, _APART * ink_height)
    while len(columns) > 1 and _is_mark(grey, columns[0], ink_height):
        columns = columns[1:]
    while len(columns) > 1 and _is_mark(grey, columns[-1], ink_height):
        columns = columns[:-1]
    if not columns:
        return []
    left, right = columns[0][0], columns[-1][1]
    text = grey[:, left:right]
    rows = runs_of(text.min(axis=1) < INK, 0)
    least = max(_LEAST_PIXELS, _LEAST_ROW * ink_height)
    rows = [row for row in rows if row[1] - row[0] >= least]
    if len(rows) < 2 or right - left < _LEAST_WIDTH * ink_height:
        return []
    boxes: list[Box] = []
    for top, bottom in rows:
        inked = runs_of(text[top:bottom].min(axis=0) < INK, text.shape[1])[0]
        boxes.append(Box(left + inked[0], top, inked[1] - inked[0], bottom - top))
    return boxes


def _is_mark(grey: Grey, columns: tuple[int, int], ink_height: int) -> bool:
    part = grey[:, columns[0] : columns[1]]
    return is_closed_mark(part) and _height(part) >= _MARK_HEIGHT * ink_height


def _height(grey: Grey) -> int:
    rows = np.flatnonzero(grey.min(axis=1) < INK)
    return int(rows[-1] - rows[0]) + 1 if len(rows) else 0


def parted(line: TextLine, strip: Strip, others: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines that one found line really is, top to bottom; itself where it is one.

    Args:
        line: as layout found it.
        strip: its strip.
        others: all found lines; rows that another one covers are left to that one.
    """
    rows = rows_of(strip.grey, strip.ink_height)
    if len(rows) < 2:
        return [line]
    boxes = [row.moved(strip.x, strip.y) for row in rows]
    kept = [
        box
        for box in boxes
        if not any(_covers(other.box, box) for other in others if other is not line)
    ]
    return [replace(line, box=box) for box in kept]


def _covers(other: Box, box: Box) -> bool:
    common = other.intersection(box)
    return common is not None and common.area >= _COVERED * box.area and other.h < 1.5 * box.h

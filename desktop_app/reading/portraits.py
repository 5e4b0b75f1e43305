"""Portraits that were taken for bubbles or pictures: squares with words beside each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RecognisedLine, Region, RegionKind, Side
from desktop_app.reading.screen_words import is_delivery_mark, is_time

_KINDS = (RegionKind.BUBBLE, RegionKind.PICTURE, RegionKind.QUOTE)
# Sides of a square may differ by this share; sizes and places in a column by that.
_SQUARE, _SAME, _COLUMN = 0.25, 0.15, 0.4
# In letters: how high a portrait is, and how far from it the words begin.
_LEAST, _MOST, _REACH = 1.3, 5.0, 3.0
_SIGN = 2
_LEAST_WORDS = 2


def with_portraits(
    regions: Sequence[Region], lines: Sequence[RecognisedLine], letter: float
) -> tuple[Region, ...]:
    """Return regions with squares that stand in a column, each with words beside it, as portraits.

    A bubble with a single letter is a square too; but nothing stands between it and the middle.

    Args:
        regions: of the page; ids equal indices.
        lines: of the page.
        letter: typical height of a line, pixels.
    """
    squares = [
        region
        for region in regions
        if region.kind in (*_KINDS, RegionKind.AVATAR)
        and is_square(region.box, letter)
        and _letters(region, lines) <= _SIGN
        and _worded(region, lines, letter)
    ]
    faces = {
        region.id
        for region in squares
        if region.kind is not RegionKind.AVATAR
        and any(other is not region and _twins(region.box, other.box) for other in squares)
    }
    return tuple(
        replace(region, kind=RegionKind.AVATAR, parent=None) if region.id in faces else region
        for region in regions
    )


def is_square(box: Box, letter: float) -> bool:
    """Whether a box has the shape and size of a portrait.

    Args:
        box: in pixels.
        letter: typical height of a line, pixels.
    """
    even = abs(box.w - box.h) <= _SQUARE * max(box.w, box.h)
    return even and _LEAST * letter <= box.h <= _MOST * letter


def _letters(region: Region, lines: Sequence[RecognisedLine]) -> int:
    return sum(
        sum(not char.isspace() for char in line.text) for line in lines if line.region == region.id
    )


def _worded(region: Region, lines: Sequence[RecognisedLine], letter: float) -> bool:
    """Whether words stand right beside a square, towards the middle of the conversation."""
    box = region.box
    for line in lines:
        text = line.text.strip()
        if line.region == region.id or is_time(text) or is_delivery_mark(text):
            continue
        if sum(char.isalnum() for char in text) < _LEAST_WORDS:
            continue
        if not box.y - 0.5 * letter <= line.box.centre_y <= box.bottom + 0.5 * letter:
            continue
        on_left = region.side is not Side.RIGHT
        gap = line.box.x - box.right if on_left else box.x - line.box.right
        if -0.5 * letter <= gap <= _REACH * letter:
            return True
    return False


def _twins(one: Box, other: Box) -> bool:
    size = max(one.w, other.w)
    return abs(one.w - other.w) <= _SAME * size and abs(one.x - other.x) <= _COLUMN * size

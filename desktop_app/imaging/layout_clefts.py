"""Bubbles that touch: an area is cut where the ground shows through between its lines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.geometry import Box
from desktop_app.imaging.layout_flats import Image8
from desktop_app.imaging.layout_objects import Area, Colour, Mark, far

# An area that is filled less, or larger than this share of the page, is no bubble.
_FILLED = 0.62
_LARGEST = 0.25
# A pixel has a colour within this distance (RGB units); the ground differs from the fill by more.
_TOLERANCE = 14
_APART = 16
# Least gap between two lines that are looked between, in letters.
_GAP = 0.5
# A row of this share of ground, and no more of the fill, lies between two bubbles.
_OPEN = 0.7
_CLOSED = 0.25
# Least height of the ground between two bubbles, in letters.
_THICK = 0.09
# Rows and columns with this share of the fill belong to the bubble.
_OWN = 0.3
# Beside an area, from here to there in letters, the ground shows.
_NEAR, _BESIDE = 0.25, 0.6


def parted(
    rgb: Image8, areas: Sequence[Area], marks: Sequence[Mark], letter: float
) -> tuple[list[Area], list[Mark]]:
    """Return areas and lines with each area cut in two where two bubbles touch.

    The tails of bubbles under each other join what a few rows of ground keep apart.

    Args:
        rgb: the whole picture.
        areas: flat areas.
        marks: text lines; ``owner`` indexes ``areas``.
        letter: usual height of a line in pixels.
    """
    height, width = rgb.shape[:2]
    found, lines = list(areas), list(marks)
    for index, area in enumerate(areas):
        box = area.box
        if area.fill < _FILLED or box.area > _LARGEST * width * height or box.h < 3 * letter:
            continue
        inside = sorted(
            (i for i, mark in enumerate(lines) if mark.owner == index and mark.seen),
            key=lambda i: lines[i].box.y,
        )
        ground = _ground(rgb, box, letter)
        if len(inside) < 2 or ground is None or far(ground, area.colour) <= _APART:
            continue
        at, top = index, box.y
        for upper, lower in itertools.pairwise(inside):
            first, past = lines[upper].box.bottom, lines[lower].box.y
            if past - first < _GAP * letter:
                continue
            least = max(3, round(_THICK * letter))
            cut = _cleft(rgb, box, (first, past), least, area.colour, ground)
            if cut is None:
                continue
            found[at] = replace(area, box=_tight(rgb, box, top, cut, area.colour))
            at, top = len(found), cut
            found.append(area)
            for i in inside:
                if lines[i].box.y >= cut:
                    lines[i] = replace(lines[i], owner=at)
        if top > box.y:
            found[at] = replace(area, box=_tight(rgb, box, top, box.bottom, area.colour))
    return found, lines


def _near(pixels: Image8, colour: Colour) -> NDArray[np.bool_]:
    return np.abs(pixels.astype(np.int16) - np.array(colour, np.int16)).max(axis=2) <= _TOLERANCE


def _ground(rgb: Image8, box: Box, letter: float) -> Colour | None:
    """Return the colour on both sides of an area, None at the picture's edge."""
    close, wide = round(_NEAR * letter), round(_BESIDE * letter)
    rows = rgb[box.y : box.bottom]
    left = rows[:, max(0, box.x - wide) : max(0, box.x - close)]
    right = rows[:, box.right + close : box.right + wide]
    beside = np.concatenate([left, right], axis=1).reshape(-1, 3)
    if not len(beside):
        return None
    red, green, blue = (int(v) for v in np.median(beside, axis=0))
    return red, green, blue


def _cleft(
    rgb: Image8, box: Box, between: tuple[int, int], least: int, fill: Colour, ground: Colour
) -> int | None:
    """Return the row in the middle of the ground between two lines, or None.

    Args:
        rgb: the whole picture.
        box: the area.
        between: first row after one line, first row of the next.
        least: so many rows of ground are needed; a rule between parts of a card has fewer.
        fill: the area's colour.
        ground: the colour beside it.
    """
    first, past = between
    rows = rgb[first:past, box.x : box.right]
    open_ = _near(rows, ground).mean(axis=1) >= _OPEN
    closed = _near(rows, fill).mean(axis=1) <= _CLOSED
    through = np.flatnonzero(open_ & closed)
    if len(through) < least:
        return None
    return first + int(through[len(through) // 2])


def _tight(rgb: Image8, box: Box, top: int, bottom: int, fill: Colour) -> Box:
    """Return the part of an area between two rows, without the ground around its fill."""
    own = _near(rgb[top:bottom, box.x : box.right], fill)
    rows = np.flatnonzero(own.mean(axis=1) >= _OWN / 2)
    if not len(rows):
        return Box(box.x, top, box.w, bottom - top)
    first, past = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(own[first:past].mean(axis=0) >= _OWN)
    left, right = (int(columns[0]), int(columns[-1]) + 1) if len(columns) else (0, box.w)
    return Box(box.x + left, top + first, right - left, past - first)

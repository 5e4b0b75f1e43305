"""Bubbles that only their writing shows: on wallpapers, in photos, under drawn marks.

A flat area can be lost where a pattern or a stroke of the same colour touches it. Its writing
stands on an even patch all the same, and the patch ends on all sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.geometry import Box, union_of
from desktop_app.imaging.layout_flats import Image8
from desktop_app.imaging.layout_objects import Area, Mark, far

# An area that is filled less, or larger than this share of the page, is no bubble.
_FILLED = 0.62
_LARGEST = 0.2
_WIDEST = 0.93
# Lines of one paragraph: gap in letters, and how far their papers may differ (RGB units).
_GAP = 1.1
_SAME_PAPER = 10
# A pixel is paper within this distance (RGB units); a row goes on while this share is paper
# and so many rows after it do not differ from those before by more than this.
_TOLERANCE = 16
_EVEN = 0.82
_STEP = 5.0
_BESIDE = 4
# Padding around the writing of a bubble, in letters: at least, and at most above and below.
_LEAST_PAD = 0.15
_MOST_PAD = 1.5
# Lines lower than so many letters are no message.
_SMALL = 0.8
# How far to look to the sides, in letters.
_REACH = 16
# So many pixels of a row or column tell its colour.
_SAMPLES = 120


def rescued(
    rgb: Image8, areas: Sequence[Area], marks: Sequence[Mark], letter: float
) -> tuple[list[Area], list[Mark]]:
    """Return areas and lines with an area of its own for each patch that holds writing.

    Args:
        rgb: the whole picture.
        areas: flat areas.
        marks: text lines; ``owner`` indexes ``areas``.
        letter: usual height of a line in pixels.
    """
    height, width = rgb.shape[:2]
    page = width * height
    solid = [
        area.fill >= _FILLED and area.box.area <= _LARGEST * page and area.box.w <= _WIDEST * width
        for area in areas
    ]
    homeless = [
        index
        for index, mark in enumerate(marks)
        if mark.seen and (mark.owner < 0 or not solid[mark.owner])
    ]
    found, lines = list(areas), list(marks)
    for group in _paragraphs(marks, homeless, letter):
        if max(marks[i].letter for i in group) < _SMALL * letter:
            continue  # a name, a time or a notice needs no bubble
        box = union_of([marks[i].box for i in group])
        patch = _patch(rgb, box, marks[group[0]].paper, letter)
        if patch is None or patch.w > _WIDEST * width:
            continue
        for index in group:
            lines[index] = replace(lines[index], owner=len(found))
        found.append(Area(patch, marks[group[0]].paper, 1.0, 2.0, 1))
    return found, lines


def _paragraphs(marks: Sequence[Mark], chosen: Sequence[int], letter: float) -> list[list[int]]:
    """Return lines that follow each other closely on the same paper, top to bottom."""
    groups: list[list[int]] = []
    for index in sorted(chosen, key=lambda i: (marks[i].box.y, marks[i].box.x)):
        mark = marks[index]
        for group in groups:
            last = union_of([marks[i].box for i in group])
            across = min(last.right, mark.box.right) - max(last.x, mark.box.x)
            if (
                mark.box.y - last.bottom <= _GAP * letter
                and across > -1.5 * letter
                and far(marks[group[-1]].paper, mark.paper) <= _SAME_PAPER
            ):
                group.append(index)
                break
        else:
            groups.append([index])
    return groups


def _patch(rgb: Image8, box: Box, paper: tuple[int, int, int], letter: float) -> Box | None:
    """Return the even patch around writing, or None where it does not end like a bubble."""
    reach = round(_REACH * letter)
    most = round(_MOST_PAD * letter) + 1
    height, width = rgb.shape[:2]
    x, right = max(0, box.x - reach), min(width, box.right + reach)
    y, bottom = max(0, box.y - most), min(height, box.bottom + most)
    crop = rgb[y:bottom, x:right].astype(np.int16)
    left, past = box.x - x, box.right - x
    first, last = box.y - y, box.bottom - y
    above = _run(crop[:first, left:past][::-1], paper)
    below = _run(crop[last:, left:past], paper)
    if max(above, below) >= most - 1:
        return None
    before = _run(crop[first:last, :left].swapaxes(0, 1)[::-1], paper)
    after = _run(crop[first:last, past:].swapaxes(0, 1), paper)
    least = _LEAST_PAD * letter
    endless = before >= left or after >= crop.shape[1] - past
    if min(above, below, before, after) < least or endless:
        return None
    grown = Box(box.x - before, box.y - above, box.w + before + after, box.h + above + below)
    inside = grown.x > 0 and grown.right < width and grown.y > 0 and grown.bottom < height
    return grown if inside else None


def _run(rows: NDArray[np.int16], paper: tuple[int, int, int]) -> int:
    """Return how many rows, from the first, go on as even paper.

    They end where the rows after are busy, or of another colour than those before: light that
    changes slowly over a photo is no end.
    """
    if not rows.shape[0] or not rows.shape[1]:
        return 0
    rows = rows[:, :: max(1, rows.shape[1] // _SAMPLES)]
    even = (np.abs(rows - np.array(paper, np.int16)).max(axis=2) <= _TOLERANCE).mean(axis=1)
    ends = even < _EVEN
    middle = np.median(rows, axis=1)
    last = len(rows) - 1 - _BESIDE
    if last >= 2:
        windows = np.median(np.lib.stride_tricks.sliding_window_view(middle, _BESIDE, 0), axis=2)
        first = [np.median(middle[:at], axis=0) for at in range(2, min(_BESIDE, last + 1))]
        before = np.concatenate([np.array(first), windows[: max(0, last + 1 - _BESIDE)]])
        ends[2 : last + 1] |= np.abs(windows[3 : last + 2] - before).max(axis=1) > _STEP
    return int(np.argmax(ends)) if ends.any() else len(rows)

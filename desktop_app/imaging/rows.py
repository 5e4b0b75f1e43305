"""Rows of text in a small box, by ink alone: for words that layout has not seen."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import TextLine
from desktop_app.imaging.layout_flats import Image8

_LEAST_HEIGHT = 6
_FAINTEST = 10  # levels (0-255) that ink differs from its paper at least
_INK_OF_STRONGEST = 0.35
_GAP_OF_HEIGHT = 0.22  # a character such as 二 is blank inside; lines stand farther apart
_COLUMNS_OF_HEIGHT = 2.5  # a wider gap along a row parts two lines
_SPECK = 0.012  # share of a row's pixels that must be ink, or a few pixels


def rows_in(rgb: Image8, box: Box) -> tuple[TextLine, ...]:
    """Return what looks like rows of text within a box, top to bottom, left to right.

    Ink is what differs from the paper around it, where paper is the median over a few
    characters: so the edge of a bubble is no ink, and neither is a slow shade.

    Args:
        rgb: the picture, rows x columns x 3, uint8.
        box: within the picture.
    """
    crop = np.ascontiguousarray(rgb[box.y : box.bottom, box.x : box.right])
    if min(crop.shape[:2]) < _LEAST_HEIGHT:
        return ()
    reach = min(min(crop.shape[:2]) // 2 * 2 - 1, 151)
    best: list[TextLine] = []
    for size in sorted({max(reach, 3), max(reach // 3 | 1, 3)}, reverse=True):
        paper = np.asarray(cv2.medianBlur(crop, size), np.uint8)
        found = _rows(crop, paper, box)
        if sum(line.box.area for line in found) > 1.3 * sum(line.box.area for line in best):
            best = found
    return tuple(best)


def _rows(crop: Image8, paper: Image8, box: Box) -> list[TextLine]:
    far = np.abs(crop.astype(np.int16) - paper.astype(np.int16)).max(axis=2)
    strongest = float(np.percentile(far, 99))
    if strongest < _FAINTEST:
        return []
    inked = _without_outlines(far > max(_INK_OF_STRONGEST * strongest, _FAINTEST))
    found: list[TextLine] = []
    for top, bottom in _stretches(_enough(inked, 1), _GAP_OF_HEIGHT):
        if bottom - top < _LEAST_HEIGHT:
            continue
        band = inked[top:bottom]
        for left, right in _stretches(_enough(band, 0), _COLUMNS_OF_HEIGHT, float(bottom - top)):
            part = band[:, left:right]
            rows = np.flatnonzero(part.any(axis=1))
            first, last = top + int(rows[0]), top + int(rows[-1]) + 1
            if last - first < _LEAST_HEIGHT or right - left < 0.3 * (last - first):
                continue
            place = Box(box.x + left, box.y + first, right - left, last - first)
            within = (slice(first, last), slice(left, right))
            found.append(_line(place, crop[within], paper[within], far[within], strongest))
    return found


def _without_outlines(inked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Drop what is longer than any character: the rim of a bubble, a rule, a picture's edge."""
    height, width = inked.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inked.astype(np.uint8), connectivity=8)
    at = np.asarray(stats, np.int32)
    long = (at[:, cv2.CC_STAT_WIDTH] > 0.4 * width) & (width > 1.5 * height)
    tall = (at[:, cv2.CC_STAT_HEIGHT] > 0.9 * height) & (at[:, cv2.CC_STAT_WIDTH] < 0.2 * height)
    dropped = long | tall
    return inked & ~dropped[np.asarray(labels)]


def _line(
    place: Box, pixels: Image8, paper: Image8, far: NDArray[np.int16], strongest: float
) -> TextLine:
    solid = pixels[far >= min(0.75 * strongest, float(far.max()))]
    ink, behind = np.median(solid, axis=0), np.median(paper.reshape(-1, 3), axis=0)
    return TextLine(
        place,
        None,
        (int(ink[0]), int(ink[1]), int(ink[2])),
        (int(behind[0]), int(behind[1]), int(behind[2])),
    )


def _enough(inked: NDArray[np.bool_], axis: int) -> NDArray[np.bool_]:
    count = np.count_nonzero(inked, axis=axis)
    return np.asarray(count >= max(2, _SPECK * inked.shape[axis]) if axis else count >= 1)


def _stretches(
    there: NDArray[np.bool_], gap: float, height: float | None = None
) -> list[tuple[int, int]]:
    """Return runs of what is there; runs are one while the gap is small for their size.

    Args:
        there: one value a row or column.
        gap: largest gap, as a share of the height.
        height: that height; None means the runs' own.
    """
    runs: list[tuple[int, int]] = []
    start = -1
    for index, each in enumerate([*there.tolist(), False]):
        if each and start < 0:
            start = index
        elif not each and start >= 0:
            runs.append((start, index))
            start = -1
    joined: list[tuple[int, int]] = []
    for run in runs:
        if joined:
            last = joined[-1]
            size = height or float(max(last[1] - last[0], run[1] - run[0]))
            if run[0] - last[1] <= gap * size:
                joined[-1] = (last[0], run[1])
                continue
        joined.append(run)
    return joined

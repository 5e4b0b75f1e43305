"""Whether the text of a picture runs from top to bottom: the picture lies on its side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import TextLine
from desktop_app.imaging.layout_flats import Image8

# A text line is at least so many times wider than high.
_LONG = 2.5
# Below this share of ink in long lines the other direction is worth a look.
_DOUBTFUL = 0.65
_LEAST_LINES = 4


def may_lie(lines: Sequence[TextLine]) -> bool:
    """Whether so little text runs across that the picture may lie on its side."""
    return len(lines) >= _LEAST_LINES and run_share(lines) < _DOUBTFUL


def run_share(lines: Sequence[TextLine]) -> float:
    """Return the share of the text's length that lies in long lines, 0 to 1.

    Rims and rules, which are far thinner or thicker than the text, don't count.
    """
    thick = [min(line.box.w, line.box.h) for line in lines]
    usual = float(np.median(thick)) if thick else 0.0
    total = long = 0
    for line, own in zip(lines, thick, strict=True):
        if not 0.4 * usual <= own <= 2.5 * usual:
            continue
        total += max(line.box.w, line.box.h)
        long += line.box.w if line.box.w >= _LONG * line.box.h else 0
    return long / total if total else 0.0


def line_height(lines: Sequence[TextLine]) -> float:
    """Return the mean height of the boxes around lines, long ones weighing more, in pixels."""
    widths = sum(line.box.w for line in lines)
    return sum(line.box.area for line in lines) / widths if widths else 0.0


def turned(rgb: Image8, degrees: int) -> Image8:
    """Return the picture turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(rgb, k=-(degrees // 90) % 4))


def turning(degrees: int, width: int, height: int) -> NDArray[np.float64]:
    """Return the 3 x 3 way of a point when a picture of that size is turned clockwise."""
    if degrees == 90:
        rows = [(0, -1, height), (1, 0, 0)]
    elif degrees == 180:
        rows = [(-1, 0, width), (0, -1, height)]
    elif degrees == 270:
        rows = [(0, 1, 0), (-1, 0, width)]
    else:
        rows = [(1, 0, 0), (0, 1, 0)]
    return np.array([*rows, (0, 0, 1)], np.float64)


def upside_down(lines: Sequence[TextLine], width: int, height: int) -> list[TextLine]:
    """Return the lines where they are after half a turn of a picture of that size."""
    return [
        TextLine(
            Box(width - line.box.right, height - line.box.bottom, line.box.w, line.box.h),
            line.region,
            line.ink,
            line.paper,
        )
        for line in lines
    ]

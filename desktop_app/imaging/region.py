"""The text lines of one box that a person drew on a picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import TextLine
from desktop_app.imaging.layout import Find, analyse
from desktop_app.imaging.layout_flats import Image8
from desktop_app.imaging.rows import rows_in

_MARGIN = 24
_LEAST = 8  # pixels of a picture that layout can look at
_MOSTLY = 0.6  # of a line lies in the box, or it is another's


def lines_in(rgb: Image8, box: Box, find: Find | None = None) -> tuple[TextLine, ...]:
    """Return the lines within a box, in pixels of the picture, top to bottom.

    Layout is asked first, with a little of what lies around; where it sees none, rows are
    found by their ink alone.

    Args:
        rgb: the upright picture, rows x columns x 3, uint8.
        box: as drawn; what reaches over the picture is cut off.
        find: looks for writing beside layout, as ``layout.analyse`` takes it.
    """
    height, width = rgb.shape[:2]
    inside = box.intersection(Box(0, 0, width, height))
    if inside is None:
        return ()
    x, y = max(inside.x - _MARGIN, 0), max(inside.y - _MARGIN, 0)
    right, bottom = min(inside.right + _MARGIN, width), min(inside.bottom + _MARGIN, height)
    if min(right - x, bottom - y) < _LEAST:
        return ()
    seen = [
        replace(line, box=line.box.moved(x, y), region=None)
        for line in analyse(np.ascontiguousarray(rgb[y:bottom, x:right]), find).lines
    ]
    lines = tuple(line for line in seen if _share(line.box, inside) >= _MOSTLY)
    return lines or rows_in(rgb, inside)


def _share(line: Box, box: Box) -> float:
    common = line.intersection(box)
    return 0.0 if common is None else common.area / line.area

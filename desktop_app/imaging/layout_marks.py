"""A text line's exact box and colours, from the full-size pixels around a rough one."""

from __future__ import annotations

import numpy as np

from desktop_app.domain.geometry import Box
from desktop_app.imaging.layout_flats import Image8, contrast_to
from desktop_app.imaging.layout_objects import Colour, Mark

# Distance from the paper (RGB units) and share of the strongest one from which a pixel is ink.
_LEAST = 12
_INKED = 0.35
_SOLID = 0.75


def inked(rgb: Image8, box: Box, slack: int, owner: int, plain: Colour | None) -> Mark:
    """Return the line that stands in a rough box, tight around its ink.

    Args:
        rgb: the whole picture.
        box: where the line is, within the picture.
        slack: pixels that the rough box may be off on each side.
        owner: index of the area that the line lies on, or -1.
        plain: the colour of that area where it is one colour, else None.
    """
    height, width = rgb.shape[:2]
    x, y = max(box.x - slack, 0), max(box.y - slack, 0)
    right, bottom = min(box.right + slack, width), min(box.bottom + slack, height)
    crop = rgb[y:bottom, x:right]
    if plain is not None:
        paper = np.array(plain, np.uint8)
    else:
        rim = np.concatenate([crop[0], crop[-1], crop[:, 0], crop[:, -1]])
        paper = np.median(rim, axis=0).astype(np.uint8)
    contrast = contrast_to(crop, paper)
    peak = float(np.percentile(contrast, 98))
    dark = contrast > max(_INKED * peak, _LEAST)
    # Ink that only grazes the widened rim belongs to a neighbour.
    columns, rows = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    if len(columns) and len(rows):
        tight = Box(
            x + int(columns[0]),
            y + int(rows[0]),
            int(columns[-1] - columns[0]) + 1,
            int(rows[-1] - rows[0]) + 1,
        )
    else:
        tight = box
    solid = crop[contrast >= max(_SOLID * peak, _LEAST)]
    ink = np.median(solid, axis=0) if len(solid) else paper
    return Mark(
        tight,
        owner,
        (int(ink[0]), int(ink[1]), int(ink[2])),
        (int(paper[0]), int(paper[1]), int(paper[2])),
        float(tight.h),
    )

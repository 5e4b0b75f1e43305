"""Tall pictures are taken in bands, cut where no text line and no bubble edge is harmed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desktop_app.imaging.layout_flats import Image8

BAND = 5600
_SEARCH = 1600


def bands_of(rgb: Image8) -> list[tuple[int, int]]:
    """Return row ranges of at most ``BAND`` rows that cover the picture.

    A cut is placed in the middle of the longest stretch of rows with the fewest changes
    along the row: between two messages where there is such a row, else between two lines.
    """
    height = rgb.shape[0]
    cuts: list[tuple[int, int]] = []
    top = 0
    while height - top > BAND:
        low = top + BAND - _SEARCH
        cut = low + _calmest(rgb[low : top + BAND])
        cuts.append((top, cut))
        top = cut
    cuts.append((top, height))
    return cuts


def _calmest(rows: Image8) -> int:
    step = np.abs(np.diff(rows[:, ::2].astype(np.int16), axis=1)).max(axis=2)
    changes: NDArray[np.intp] = np.count_nonzero(step > 12, axis=1)
    quiet = changes <= int(changes.min()) + 1
    best, length, start = len(rows) // 2, 0, -1
    for index, calm in enumerate([*quiet.tolist(), False]):
        if calm and start < 0:
            start = index
        elif not calm and start >= 0:
            if index - start >= length:
                best, length = (start + index) // 2, index - start
            start = -1
    return max(best, 1)

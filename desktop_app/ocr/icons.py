"""Icons that layout took for the end of a text line: an (i) in a ring, a picture's corner."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desktop_app.ocr.engine import Grey

INK = 160
# A mark stands apart when the gap beside it is wider than this share of the line's height.
_APART = 0.4
# It is an icon when it is so much taller than the text and about as wide as high.
_TALLER = 1.3
_NARROWEST, _WIDEST = 0.6, 1.7


def runs_of(inked: NDArray[np.bool_], gap: float) -> list[tuple[int, int]]:
    """Return first and past-last index of each run; gaps up to ``gap`` don't part a run."""
    places = np.flatnonzero(inked)
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) > max(1.0, gap))
    starts = [int(places[0]), *(int(places[at + 1]) for at in breaks)]
    ends = [*(int(places[at]) + 1 for at in breaks), int(places[-1]) + 1]
    return list(zip(starts, ends, strict=True))


def _rows(grey: Grey) -> tuple[int, int]:
    if grey.shape[1] == 0:
        return 0, 0
    rows = np.flatnonzero(grey.min(axis=1) < INK)
    return (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)


def is_closed_mark(grey: Grey) -> bool:
    """Whether a piece holds one mark without a blank column, about as wide as high."""
    columns = runs_of(grey.min(axis=0) < INK, 0)
    if len(columns) != 1:
        return False
    top, bottom = _rows(grey)
    return _NARROWEST <= (columns[0][1] - columns[0][0]) / max(1, bottom - top) <= _WIDEST


def without_icons(grey: Grey, ink_height: int) -> tuple[Grey, int]:
    """Return the strip with tall square marks at its ends whitened, and the text's ink height.

    Args:
        grey: dark on white.
        ink_height: height of the line's box in pixels.
    """
    runs = runs_of(grey.min(axis=0) < INK, _APART * ink_height)
    kept = grey
    for end in (-1, 0):
        if len(runs) < 2:
            break
        left, right = runs[end]
        top, bottom = _rows(grey[:, left:right])
        others = runs[:-1] if end == -1 else runs[1:]
        low, high = _rows(grey[:, others[0][0] : others[-1][1]])
        if top == 0 or bottom == len(grey):
            continue  # a stroke drawn over the picture runs through a letter here
        if not is_closed_mark(grey[:, left:right]) or bottom - top < _TALLER * (high - low):
            continue
        if kept is grey:
            kept = grey.copy()
        kept[:, left:right] = 255
        runs = others
    if kept is grey:
        return grey, ink_height
    low, high = _rows(kept)
    return kept, max(1, high - low)


def trimmed_rows(grey: Grey, margin: int) -> tuple[int, int]:
    """Return first and past-last row of the ink with a margin of so many rows."""
    low, high = _rows(grey)
    return max(0, low - margin), min(len(grey), high + margin)

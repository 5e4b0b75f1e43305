"""Whether a picture was taken by a camera or is a copy of a screen's own pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desktop_app.imaging.layout_flats import Image8

_ROWS, _COLUMNS = 16, 64
_RANGE = 2
# Least share of tiles without any change in copies of screens (0.23 over wallpaper, else
# above 0.3); photos have none but where white is overexposed (up to 0.13).
_FLAT_SHARE = 0.16
_LEAST_TILES = 24
# So many rows of tiles are looked at, and every so many-eth row of pixels in them.
_BANDS = 30
_EVERY = 3
# Grain of the smoothest tiles: 0.01 at most in copies of screens, 0.4 at least in photos.
_SMOOTHEST = 5
_LEAST_GRAIN = 0.15
_DARKEST, _LIGHTEST = 8, 248
# Widths of phones' screens in pixels. Those are at least this much higher than wide, what
# cameras take is less (4:3, 16:9), and wider where it fills the screen.
_SCREENS = frozenset(
    {720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1220, 1242, 1260, 1264, 1284, 1290, 1320, 1440}
)
_LEAST_SLIM, _MOST_SLIM = 1.95, 2.4


def is_photo(rgb: Image8) -> bool:
    """Tell a camera's picture by what no sensor does: leave large areas without any change.

    A screen full of wallpaper may have no such areas; what it has of smooth ground is free of
    grain. Small pictures, which hold too few areas to judge, count as copies of a screen.

    Args:
        rgb: ``uint8`` array, height x width x 3.
    """
    height, width = rgb.shape[:2]
    down, across = height // _ROWS, width // _COLUMNS
    if down * across < _LEAST_TILES:
        return False
    step = max(1, down // _BANDS)
    flat = total = 0
    grain: list[NDArray[np.float64]] = []
    for row in range(0, down, step):
        band = rgb[row * _ROWS : (row + 1) * _ROWS : _EVERY, : across * _COLUMNS]
        tiles = band.reshape(-1, across, _COLUMNS, 3)
        columns = tiles.max(axis=0).astype(np.int16) - tiles.min(axis=0)
        rows = tiles[0].max(axis=1).astype(np.int16) - tiles[0].min(axis=1)
        change = np.maximum(columns.max(axis=(1, 2)), rows.max(axis=1))
        flat += int((change <= _RANGE).sum())
        grain.append(_grain(tiles[:, :, :, 1].astype(np.int16)))
        total += across
    if flat >= _FLAT_SHARE * total:
        return False
    known = np.concatenate(grain)
    return len(known) > 0 and float(np.percentile(known, _SMOOTHEST)) >= _LEAST_GRAIN


def is_screenful(rgb: Image8) -> bool:
    """Whether a picture has the very shape of a phone's screen, so nothing in it is askew.

    Args:
        rgb: ``uint8`` array, height x width x 3.
    """
    height, width = rgb.shape[:2]
    return width in _SCREENS and _LEAST_SLIM * width <= height <= _MOST_SLIM * width


def _grain(tiles: NDArray[np.int16]) -> NDArray[np.float64]:
    """Return the mean second difference along the rows of each tile that isn't burnt out."""
    bend = np.abs(tiles[:, :, :-2] - 2 * tiles[:, :, 1:-1] + tiles[:, :, 2:]).mean(axis=(0, 2))
    light = tiles.mean(axis=(0, 2))
    return bend[(light > _DARKEST) & (light < _LIGHTEST)]

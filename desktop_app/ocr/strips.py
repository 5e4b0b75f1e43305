"""Cut a text line out of a picture and normalise it by its own surroundings."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.recognition import TextLine
from desktop_app.ocr.engine import Grey, Strip
from desktop_app.ocr.icons import trimmed_rows, without_icons

# Shares of the line's height that are taken along around it: a tight crop loses strokes.
_MARGIN_ABOVE = 0.15
_MARGIN_BESIDE = 0.3
# Share of the pixels farthest from the paper that show the ink's own colour.
_INK_SHARE = 0.05
# Quantiles of a line's pixels that are taken for pure paper and for full ink.
_PAPER_SHARE = 0.25
_FULL_INK = 0.97
# Darkness (0 to 1) from which a pixel is ink, and the share of the line's height that parts
# a line's own strokes from the edge of an avatar beside it.
_INKED = 0.35
_PARTED = 0.1
# Share of the ink's distance within which a pixel is paper, and the share of such pixels in a
# line whose paper is known for sure.
_NEAR_PAPER = 0.2
_PLAIN_SHARE = 0.4
# Below this distance (RGB units) from the paper there is no text, only noise.
_LEAST_CONTRAST = 10.0
# Bands of the paper colour along a line: uneven light on photos, gradients in bubbles.
_BAND_HEIGHTS = 4


def _paper_along(core: NDArray[np.float32], height: int) -> NDArray[np.float32]:
    """Return the paper colour of every column, shape columns x 3."""
    columns = core.shape[1]
    whole = np.median(core.reshape(-1, 3), axis=0).astype(np.float32)
    band = max(16, _BAND_HEIGHTS * height)
    count = columns // band
    if count < 2:
        return np.broadcast_to(whole, (columns, 3))
    centres: list[float] = []
    colours: list[NDArray[np.float32]] = []
    for part in np.array_split(np.arange(columns), count):
        piece = core[:, part[0] : part[-1] + 1].reshape(-1, 3)
        centres.append(float(part.mean()))
        colours.append(np.median(piece, axis=0).astype(np.float32))
    table = np.stack(colours)
    if np.abs(table - whole).max() < 4:
        return np.broadcast_to(whole, (columns, 3))
    places = np.arange(columns)
    return np.stack([np.interp(places, centres, table[:, c]) for c in range(3)], axis=1).astype(
        np.float32
    )


def _erase_neighbours(darkness: NDArray[np.float32], first: int, past: int, gap: int) -> None:
    """Whiten what reaches into the margins above and below from another line.

    Args:
        darkness: 0 paper to 1 ink, changed in place; transposed, the margins are left and right.
        first: first row of the line itself.
        past: first row below it.
        gap: so many blank rows part the line from what is whitened.
    """
    blank = darkness.max(axis=1) <= _INKED
    for margin in (list(range(first - 1, -1, -1)), list(range(past, len(darkness)))):
        run = 0
        for at, row in enumerate(margin):
            run = run + 1 if blank[row] else 0
            if run >= gap:
                darkness[margin[at:]] = 0
                break


def _along_ink(
    crop: NDArray[np.float32], inner: tuple[slice, slice], line: TextLine
) -> NDArray[np.float32] | None:
    """Return each pixel's distance from its paper towards the ink, in RGB units.

    Args:
        crop: the line with its margins, rows x columns x 3.
        inner: the line's box within it.
        line: what layout says of its colours.

    Returns:
        Rows x columns, or None where nothing stands out from the paper.
    """
    paper = _paper_along(crop[:, inner[1]], inner[0].stop - inner[0].start)
    said_paper, said_ink = np.array(line.paper, np.float32), np.array(line.ink, np.float32)
    middle = np.median(paper, axis=0)
    if np.linalg.norm(middle - said_ink) < np.linalg.norm(middle - said_paper):
        # Bold text fills more than half of its box; layout has seen more of the paper.
        paper = np.broadcast_to(said_paper, paper.shape)
    left, right = inner[1].start, crop.shape[1] - inner[1].stop
    difference = crop - np.pad(paper, ((left, right), (0, 0)), mode="edge")[None, :, :]
    core = difference[inner]
    distance = np.linalg.norm(core, axis=2)
    ink = core[distance >= np.quantile(distance, 1 - _INK_SHARE)].mean(axis=0)
    length = float(np.linalg.norm(ink))
    if length < _LEAST_CONTRAST:
        return None
    towards = core @ (ink / length)
    other = (distance > _INKED * length) & (towards < 0.5 * distance)
    plain = (distance < _NEAR_PAPER * length).mean() > _PLAIN_SHARE
    if plain and _width(other) > _width(towards > _INKED * length):
        # A few emojis are farther from the paper than the words, which are longer.
        ink = core[other].mean(axis=0)
        length = float(np.linalg.norm(ink))
    return difference @ (ink / max(length, 1.0))


def _width(pixels: NDArray[np.bool_]) -> int:
    """Return in how many columns there are such pixels."""
    return int(pixels.any(axis=0).sum())


def normalise(rgb: NDArray[np.uint8], line: TextLine) -> Strip:
    """Return the strip of one line: its difference from its own paper, dark on white.

    The difference is measured along the direction from paper to ink in RGB, so light text on
    dark, coloured links and grey time lines all come out alike, and scaled to the line's own
    contrast.

    Args:
        rgb: the picture, rows x columns x 3, uint8.
        line: where the line is; its box may reach over the picture's border.
    """
    rows, columns = rgb.shape[:2]
    box = line.box
    height = max(1, box.h)
    top, bottom = max(0, box.y), min(rows, box.bottom)
    left, right = max(0, box.x), min(columns, box.right)
    if bottom - top < 1 or right - left < 1:
        return Strip(np.full((1, 1), 255, np.uint8), max(0, box.x), max(0, box.y), height)
    above, beside = max(2, round(height * _MARGIN_ABOVE)), max(2, round(height * _MARGIN_BESIDE))
    y, x = max(0, top - above), max(0, left - beside)
    crop = rgb[y : min(rows, bottom + above), x : min(columns, right + beside)].astype(np.float32)
    inner = (slice(top - y, bottom - y), slice(left - x, right - x))
    along = _along_ink(crop, inner, line)
    if along is None:
        return Strip(np.full(crop.shape[:2], 255, np.uint8), x, y, height)
    # Dense or blurred small text leaves little pure paper: its lightest quarter is the paper.
    light = min(0.0, float(np.quantile(along[inner], _PAPER_SHARE)))
    dark = float(np.quantile(along[inner], _FULL_INK))
    darkness = np.clip((along - light) / max(dark - light, _LEAST_CONTRAST), 0, 1)
    _erase_neighbours(darkness.T, left - x, right - x, max(1, round(height * _PARTED)))
    _erase_neighbours(darkness, top - y, bottom - y, 1)
    grey = (255 - 255 * darkness).astype(np.uint8)
    kept, ink_height = without_icons(grey, height)
    if kept is grey:
        return Strip(grey, x, y, height)
    first, past = trimmed_rows(kept, max(2, round(ink_height * _MARGIN_ABOVE)))
    return Strip(kept[first:past], x, y + first, ink_height)


def resized(grey: Grey, factor: float) -> Grey:
    """Return the strip scaled by a factor, at least one pixel each way."""
    size = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, size, interpolation=how), dtype=np.uint8)

"""Screenshots put side by side in one picture: where each of them stands.

Every phone's screen has something at both ends of its uppermost rows (clock, signal, battery),
and two screenshots of one phone have it, or the message field, at the same places. Nothing
crosses the seam between two of them.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.geometry import Box
from desktop_app.imaging.layout_flats import Image8

Ink = NDArray[np.float32]
"""Change from pixel to pixel, 0-255."""

_MOST = 6
# Height to width of a phone's screen, also without its bars.
_TALLEST, _WIDEST = 2.7, 1.45
_LEAST_COLUMNS = 200
# A screen is looked at with so many columns.
_COLUMNS = 360
# Shares of the height that the status bar and the input bar lie in.
_HEAD, _FOOT = 0.055, 0.93
# The clock and the battery stand in these outer parts of the uppermost rows.
_OUTER = 0.4
_CHANGE = 24
_STRONGEST = 60.0
_INKED = 50
# Share of rows in which something may stand on a seam, and how alike two screens' bars are.
_CROSSED = 0.04
_ALIKE = 0.4
# Gaps and borders take up to this share of a screen's width.
_GAP = 0.025
_EVEN, _SHADE = 30, 10
# Columns on each side of a seam that are looked at.
_BESIDE = 6


def screens_of(rgb: Image8) -> list[Box]:
    """Return the screens of a picture left to right; none where it shows one, or no phone's.

    Args:
        rgb: ``uint8`` array, height x width x 3; no photo.
    """
    height, width = rgb.shape[:2]
    for count in range(2, _MOST + 1):
        pitch = width / count
        shaped = pitch >= _LEAST_COLUMNS and _WIDEST <= height / pitch <= _TALLEST
        if shaped and _repeats(rgb, count):
            return [_trimmed(rgb, box) for box in _columns(width, height, count)]
    return []


def _columns(width: int, height: int, count: int) -> list[Box]:
    borders = [round(at * width / count) for at in range(count + 1)]
    return [Box(left, 0, right - left, height) for left, right in pairwise(borders)]


def _repeats(rgb: Image8, count: int) -> bool:
    """Whether a picture is made of so many screens of equal width."""
    scale = _COLUMNS * count / rgb.shape[1]
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=how)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.float32)
    across = np.abs(np.diff(grey, axis=1, prepend=grey[:, :1]))
    if not all(_is_seam(across, round(at * grey.shape[1] / count)) for at in range(1, count)):
        return False
    top, bottom = round(_HEAD * len(grey)), round(_FOOT * len(grey))
    if not all(_has_ends(part) for part in _parts(across[:top], count, grey.shape[1] // count)):
        return False
    change = np.maximum(across, np.abs(np.diff(grey, axis=0, prepend=grey[:1])))
    return max(_likeness(rows, count) for rows in (change[:top], change[bottom:])) >= _ALIKE


def _is_seam(across: Ink, column: int) -> bool:
    """Whether nothing crosses a column; the edges of two screens may run along it."""
    near = across[:, column - _BESIDE : column + _BESIDE + 1] > _CHANGE // 2
    for _ in range(2):
        edge = int(np.count_nonzero(near, axis=0).argmax())
        near[:, max(edge - 1, 0) : edge + 2] = False
    return float((np.count_nonzero(near, axis=1) >= 2).mean()) <= _CROSSED


def _has_ends(head: Ink) -> bool:
    """Whether the uppermost rows of a screen show something at both ends; rules don't count."""
    outer, margin = round(_OUTER * head.shape[1]), round(0.02 * head.shape[1])
    ends = (head[:, margin:outer], head[:, -outer:-margin])
    return all(np.count_nonzero(end > _CHANGE) >= _INKED for end in ends)


def _likeness(rows: Ink, count: int) -> float:
    """Return how alike the screens are in these rows, -1 to 1: the least alike neighbours.

    Between screens there may be gaps: the best pitch counts.
    """
    soft = cv2.GaussianBlur(np.minimum(rows, _STRONGEST), (0, 0), 1.2)
    widest = rows.shape[1] // count
    best = -1.0
    for pitch in range(round((1 - _GAP) * widest), widest + 1):
        parts = _parts(np.asarray(soft, np.float32), count, pitch)
        best = max(best, min(_correlation(one, other) for one, other in pairwise(parts)))
    return best


def _parts(rows: Ink, count: int, pitch: int) -> list[Ink]:
    return [rows[:, at * pitch : (at + 1) * pitch] for at in range(count)]


def _correlation(one: Ink, other: Ink) -> float:
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size > 0 else -1.0


def _trimmed(rgb: Image8, box: Box) -> Box:
    """Return a screen without the even border that a collage has around it."""
    pixels = rgb[box.y : box.bottom, box.x : box.right]
    most = round(_GAP * box.w)
    left, right = _even(pixels.transpose(1, 0, 2), most)
    top, bottom = _even(pixels, most)
    return Box(box.x + left, box.y + top, box.w - left - right, box.h - top - bottom)


def _even(rows: Image8, most: int) -> tuple[int, int]:
    """Return how many rows of one colour there are at the beginning and at the end."""

    def run(outer: Image8) -> int:
        spread = (outer.max(axis=1).astype(np.int16) - outer.min(axis=1)).max(axis=1)
        colours = np.median(outer, axis=1)
        other = np.abs(colours - colours[0]).max(axis=1)
        ends = np.flatnonzero((spread > _EVEN) | (other > _SHADE))
        return int(ends[0]) if len(ends) else 0

    return run(rows[:most]), run(rows[::-1][:most])

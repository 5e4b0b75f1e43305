"""Flat-colour areas of a picture: backgrounds, bubbles and bars, found before any reading.

A screenshot is made of areas of nearly constant colour that hard edges part. Pixels whose
3 x 3 surroundings change by more than a threshold are edges; what is connected between edges
is an area, whatever its colour, and a slow gradient doesn't part it. Thresholds rise in
steps, so that bubbles over wallpaper (whose fill is not quite flat) emerge at a later step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Image8 = NDArray[np.uint8]
Labels = NDArray[np.int32]
Points = NDArray[np.int32]

MIN_SIDE = 16
MIN_AREA = 220
MAX_FLATS = 400
_HAIRLINE = 14
_MEND_LIMIT = 0.3
_BITE = 25
_TAIL = 9
_CONVEX = 0.8
_CROSS = np.asarray(cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)), np.uint8)
_STEPS = (1.0, 2.5, 5.0)


@dataclass(frozen=True, slots=True)
class Flat:
    """One flat area in working pixels.

    Attributes:
        x, y, w, h: bounding box.
        colour: median colour, RGB.
        area: pixels of the area with its holes filled.
        fill: ``area`` over the bounding box's area.
        outline: outer contours, points in working pixels.
        spread: how far the fill's colour varies (mean absolute deviation).
        step: at which threshold it was found, 0 the finest.
    """

    x: int
    y: int
    w: int
    h: int
    colour: tuple[int, int, int]
    area: int
    fill: float
    outline: tuple[Points, ...]
    spread: float
    step: int


def gradient(rgb: Image8) -> Image8:
    """Return per pixel how much the 3 x 3 surroundings change, strongest channel."""
    kernel = np.ones((3, 3), np.uint8)
    return strongest(np.asarray(cv2.morphologyEx(rgb, cv2.MORPH_GRADIENT, kernel), np.uint8))


def strongest(channels: Image8) -> Image8:
    """Return the largest of the three channels of each pixel."""
    first, second, third = cv2.split(channels)
    return np.asarray(cv2.max(cv2.max(first, second), third), dtype=np.uint8)


def contrast_to(rgb: Image8, colour: NDArray[np.uint8]) -> Image8:
    """Return how far each pixel is from a colour, in its strongest channel."""
    plain = np.empty_like(rgb)
    plain[:] = colour
    return strongest(np.asarray(cv2.absdiff(rgb, plain), np.uint8))


def smoothed(rgb: Image8, change: Image8, photo: bool) -> Image8:
    """Return the picture with the grain of compression or a camera taken out.

    A median keeps the edges of areas and loses grain and small text.
    """
    grain = np.count_nonzero((change >= 1) & (change <= 8)) / change.size
    if grain < 0.02:
        return rgb
    return np.asarray(cv2.medianBlur(rgb, 5 if photo else 3), dtype=np.uint8)


def edges_of(smooth: Image8, rgb: Image8, change: Image8, photo: bool) -> Image8:
    """Return the change per pixel without grain; hairlines come from the picture itself."""
    if smooth is rgb:
        return change
    calm = gradient(smooth)
    return calm if photo else np.where(change >= _HAIRLINE, change, calm).astype(np.uint8)


def noise_of(change: Image8) -> float:
    """Return the grain of the calm third of the picture: 0 for a clean screenshot."""
    return float(np.percentile(change[::2, ::2], 30))


def find_flats(rgb: Image8, change: Image8, noise: float) -> list[Flat]:
    """Return flat areas, larger first; finer steps win where areas of two steps overlap."""
    height, width = change.shape
    base = max(3.5, 1.6 * noise + 2.5)
    found: list[Flat] = []
    taken = np.zeros((height, width), np.uint8)
    page = height * width
    for step, factor in enumerate(_STEPS):
        calm = np.asarray(change <= min(base * factor, 60.0), dtype=np.uint8)
        # A blurred or compressed edge has gaps of a pixel or two; they must not join areas.
        calm = np.asarray(cv2.erode(calm, _CROSS), dtype=np.uint8)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(calm, connectivity=4)
        if count <= 1:
            continue
        keep = np.flatnonzero(
            (stats[1:, cv2.CC_STAT_AREA] >= MIN_AREA)
            & (stats[1:, cv2.CC_STAT_WIDTH] >= MIN_SIDE)
            & (stats[1:, cv2.CC_STAT_HEIGHT] >= MIN_SIDE)
        )
        keep = keep + 1
        keep = keep[np.argsort(-stats[keep, cv2.CC_STAT_AREA], kind="stable")][:MAX_FLATS]
        fresh: list[Flat] = []
        for label in keep:
            x, y, w, h, area = (int(v) for v in stats[label])
            if step and area > 0.15 * page:
                continue
            mask = np.asarray(labels[y : y + h, x : x + w] == label, dtype=np.uint8)
            flat = _flat(rgb, mask, x, y, step)
            if step:
                if flat.fill < 0.86:
                    continue
                inside = taken[y : y + h, x : x + w]
                if int(inside.sum()) > 0.25 * w * h:
                    continue
            fresh.append(flat)
        for flat in fresh:
            if flat.fill >= 0.7 and flat.area < 0.3 * page:
                _paint(taken, flat, 1)
        found += fresh
    found.sort(key=lambda flat: (-flat.area, flat.y, flat.x))
    return found[:MAX_FLATS]


def _flat(rgb: Image8, mask: Image8, x: int, y: int, step: int) -> Flat:
    h, w = mask.shape
    outer, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    contours: Sequence[Points] = [np.asarray(c, np.int32) for c in outer]
    filled = int(sum(cv2.contourArea(c) for c in contours)) + (w + h)
    if 0.45 * w * h <= filled < 0.985 * w * h and w * h < _MEND_LIMIT * rgb.size / 3:
        contours, filled = _mended(mask, contours)
    places = np.flatnonzero(mask)
    rows, columns = np.divmod(places[:: max(1, len(places) // 4000)], w)
    sample = rgb[y + rows, x + columns]
    colour = np.median(sample, axis=0)
    spread = float(np.abs(sample - colour).mean())
    offset = np.array([x, y], dtype=np.int32)
    outline = tuple(np.asarray(c + offset, dtype=np.int32) for c in contours)
    red, green, blue = (int(v) for v in colour)
    area = min(filled, w * h)
    return Flat(x, y, w, h, (red, green, blue), area, area / (w * h), outline, spread, step)


def _mended(mask: Image8, contours: Sequence[Points]) -> tuple[Sequence[Points], int]:
    """Return the outline without bites that text took from the edge, and without a tail."""
    margin = _BITE
    solid = np.zeros((mask.shape[0] + 2 * margin, mask.shape[1] + 2 * margin), np.uint8)
    shifted = [np.asarray(c + np.array([margin, margin], np.int32), np.int32) for c in contours]
    cv2.drawContours(solid, shifted, -1, 1, cv2.FILLED)
    solid = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((_BITE, _BITE), np.uint8))
    if min(mask.shape) > 3 * _TAIL:
        solid = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((_TAIL, _TAIL), np.uint8))
    found, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not found:
        return contours, int(sum(cv2.contourArea(c) for c in contours)) + sum(mask.shape)
    # A bubble is convex once its tail is gone; a bite deeper than a stroke goes this way.
    hull = cv2.convexHull(np.concatenate([np.asarray(c, np.int32) for c in found]))
    if cv2.contourArea(hull) >= _CONVEX * mask.shape[0] * mask.shape[1]:
        found = [np.asarray(hull)]
    back = np.array([margin, margin], np.int32)
    mended = [np.asarray(c - back, np.int32) for c in found]
    return mended, int(sum(cv2.contourArea(c) for c in mended)) + sum(mask.shape)


def _paint(target: NDArray[np.uint8] | Labels, flat: Flat, value: int, grow: int = 0) -> None:
    cv2.drawContours(target, list(flat.outline), -1, value, cv2.FILLED)
    if grow:
        cv2.drawContours(target, list(flat.outline), -1, value, 2 * grow)


def owners(
    flats: list[Flat], shape: tuple[int, int], rim: int, *, blown_up: bool = False
) -> tuple[Labels, Image8]:
    """Return the innermost flat area of each pixel (-1 for none), and the rims of areas.

    Args:
        flats: larger first.
        shape: rows and columns.
        rim: how many pixels outside an area's calm part still belong to its blurred edge.
        blown_up: the picture was enlarged: the blur reaches into the areas too.
    """
    owner = np.full(shape, -1, dtype=np.int32)
    rims = np.zeros(shape, dtype=np.uint8)
    page = shape[0] * shape[1]
    for index, flat in enumerate(flats):
        solid = flat.fill >= 0.6 and flat.area < 0.5 * page
        _paint(owner, flat, index, grow=rim if solid else 2)
        if solid:
            outline = list(flat.outline)
            cv2.drawContours(rims, outline, -1, 1, 2 * rim)
            cv2.drawContours(rims, outline, -1, 0, cv2.FILLED)
            cv2.drawContours(rims, outline, -1, 1, 3 if blown_up else 1)
    return owner, rims

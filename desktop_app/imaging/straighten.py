"""The perspective of a photo without visible borders, from the run of its text lines.

Text rows pile up into sharp peaks when they are summed along their own direction. The
direction is found so for bands of the picture; where it changes steadily from band to band,
the lines meet in a vanishing point. The upright edges of bubbles, columns and strokes tell
the other direction in the same way.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_app.imaging.flatten import Flat, whole
from desktop_app.imaging.layout_flats import Image8

_SMALL = 900
_BANDS = 5
_STEEPEST = 0.22
_STEP = 0.006
_LEAST_POINTS = 400
_MOST_POINTS = 30_000
# How far the best direction's peaks must stand above those of other directions.
_CLEAR = 1.15
_WORTH_IT = 0.006

Points = NDArray[np.float64]


def straightened(rgb: Image8) -> Flat | None:
    """Return the picture with its text lines level, or None where they are already.

    None too where too little text shows a direction.

    Args:
        rgb: ``uint8`` array whose text runs across, within some 12 degrees.
    """
    height, width = rgb.shape[:2]
    scale = min(1.0, _SMALL / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if min(size) < 80:
        return None
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    level = _slopes(_steps(small, across=False), size[0], size[1])
    if level is None:
        return None
    upright = _slopes(_steps(small, across=True)[:, ::-1], size[1], size[0]) or (0.0, 0.0)
    steepest = max(abs(level[0] + level[1] * k * 0.5) for k in (-1, 1))
    if steepest < _WORTH_IT:
        return None
    return whole(rgb, _homography(level, upright, width, height))


def _steps(small: Image8, *, across: bool) -> Points:
    """Return where brightness steps along one axis, as (x, y) rows, the strongest points."""
    blurred = cv2.GaussianBlur(small, (0, 0), 1.0)
    change = np.abs(
        np.asarray(cv2.Sobel(blurred, cv2.CV_32F, int(across), int(not across), ksize=3))
    )
    level = max(float(np.percentile(change, 90)), 24.0)
    ys, xs = np.nonzero(change > level)
    if len(xs) > _MOST_POINTS:
        chosen = np.linspace(0, len(xs) - 1, _MOST_POINTS).astype(int)
        xs, ys = xs[chosen], ys[chosen]
    return np.stack([xs, ys], axis=1).astype(np.float64)


def _slopes(points: Points, width: int, height: int) -> tuple[float, float] | None:
    """Return slope at mid-height and its change over the whole height, or None.

    Args:
        points: steps, rows of (along, athwart) pixels.
        width: extent along, pixels.
        height: extent athwart, pixels.
    """
    places: list[float] = []
    slopes: list[float] = []
    weights: list[float] = []
    for index in range(_BANDS):
        middle = (index + 0.5) / _BANDS
        near = np.abs(points[:, 1] / height - middle) < 0.7 / _BANDS
        if near.sum() < _LEAST_POINTS:
            continue
        slope, clear = _best(points[near], width)
        if clear >= _CLEAR:
            places.append(middle - 0.5)
            slopes.append(slope)
            weights.append(min(clear, 2.0) * math.sqrt(float(near.sum())))
    if not slopes:
        return None
    if len(slopes) < 3:
        return float(np.average(slopes, weights=weights)), 0.0
    return _line(np.array(places), np.array(slopes), np.array(weights))


def _line(
    places: NDArray[np.float64], slopes: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float]:
    """Return intercept and rise of the line through the slopes, strays let out."""
    terms = np.stack([np.ones_like(places), places], axis=1)
    solution = np.zeros(2)
    trust = np.ones_like(weights)
    for _ in range(4):
        weight = weights * trust
        solution, *_rest = np.linalg.lstsq(terms * weight[:, None], slopes * weight, rcond=None)
        off = np.abs(slopes - terms @ solution)
        trust = 1 / (1 + (off / max(float(np.median(off)), 0.004)) ** 2)
    return float(solution[0]), float(solution[1])


def _best(points: Points, width: int) -> tuple[float, float]:
    """Return the slope at which the points pile up most, and how clearly they do."""
    x, y = points[:, 0] - width / 2, points[:, 1] - points[:, 1].min()
    tried = np.arange(-_STEEPEST, _STEEPEST + _STEP / 2, _STEP)
    heaps = np.array([_heap(x, y, slope) for slope in tried])
    at = int(np.argmax(heaps))
    clear = float(heaps[at] / max(float(np.median(heaps)), 1e-9))
    if 0 < at < len(tried) - 1:
        fine = np.linspace(tried[at - 1], tried[at + 1], 13)
        return float(fine[int(np.argmax([_heap(x, y, slope) for slope in fine]))]), clear
    return float(tried[at]), 0.0


def _heap(x: NDArray[np.float64], y: NDArray[np.float64], slope: float) -> float:
    rows = np.round(y - slope * x).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float((counts**2).sum())


def _homography(
    level: tuple[float, float], upright: tuple[float, float], width: int, height: int
) -> NDArray[np.float64]:
    """Return the way from the level picture to the photo."""
    source: list[tuple[float, float]] = []
    target: list[tuple[float, float]] = []
    for u in (-0.4, 0.4):
        for v in (-0.4, 0.4):
            slope = level[0] + level[1] * v
            lean = upright[0] + upright[1] * u
            x0, y0 = width * (0.5 + u), height * (0.5 + v)
            # Where the row through (middle, y0) meets the column through (x0, middle).
            dx = (x0 - width / 2 + lean * (y0 - height / 2)) / (1 - lean * slope)
            target.append((width / 2 + dx, y0 + slope * dx))
            source.append((x0, y0))
    matrix = cv2.getPerspectiveTransform(np.array(source, np.float32), np.array(target, np.float32))
    return np.asarray(matrix, np.float64)

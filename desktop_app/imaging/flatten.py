"""A photo of a screen or sheet → the picture as if seen from straight ahead in even light."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.projection import Projection
from desktop_app.imaging.layout_flats import Image8

Matrix = NDArray[np.float64]

_CELLS = 40
_LEAST_GAIN, _MOST_GAIN = 0.6, 1.8
_ROUNDS = 6
_UNEVEN = 0.04
# Share of the photo's size that straightening may add at a side.
_MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Flat:
    """A straightened picture.

    Attributes:
        rgb: ``uint8`` array, height x width x 3.
        matrix: 3 x 3, from its pixels to those of the photo.
    """

    rgb: Image8
    matrix: Matrix


def from_corners(rgb: Image8, corners: NDArray[np.float32], *, alone: bool) -> Flat:
    """Return what lies between four corners, as a rectangle of about the same size.

    Args:
        rgb: the photo.
        corners: clockwise from the top left, pixels.
        alone: leave out what lies around the rectangle.
    """
    top_left, top_right, low_right, low_left = corners.astype(np.float64)
    width = round((np.linalg.norm(top_right - top_left) + np.linalg.norm(low_right - low_left)) / 2)
    height = round(
        (np.linalg.norm(low_left - top_left) + np.linalg.norm(low_right - top_right)) / 2
    )
    width, height = max(width, 8), max(height, 8)
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(target, corners.astype(np.float32))
    straight = np.asarray(matrix, np.float64)
    if not alone:
        return whole(rgb, straight)
    return Flat(_warped(rgb, straight, width, height), straight)


def whole(rgb: Image8, matrix: Matrix) -> Flat:
    """Return the whole photo straightened, but for corners that reach far out.

    Args:
        rgb: the photo.
        matrix: 3 x 3, from pixels of a straight picture to pixels of the photo.
    """
    height, width = rgb.shape[:2]
    rim = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float64)
    corners = cv2.perspectiveTransform(rim, np.linalg.inv(matrix))[0]
    middle = np.median(corners, axis=0)
    reach = np.array([width, height]) * (0.5 + _MARGIN)
    low = np.maximum(np.floor(corners.min(axis=0)), np.floor(middle - reach))
    high = np.minimum(np.ceil(corners.max(axis=0)), np.ceil(middle + reach))
    shift = np.array([[1, 0, low[0]], [0, 1, low[1]], [0, 0, 1]], np.float64)
    size = np.maximum(high - low, 8).astype(int)
    moved = matrix @ shift
    return Flat(_warped(rgb, moved, int(size[0]), int(size[1])), moved)


def _warped(rgb: Image8, matrix: Matrix, width: int, height: int) -> Image8:
    """Return a picture of the given size whose pixels are fetched from ``rgb``."""
    return np.asarray(
        cv2.warpPerspective(
            rgb,
            matrix,
            (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )


def evenly_lit(rgb: Image8) -> Image8:
    """Return the picture with slow changes of light across it taken out.

    The light is a smooth surface (second order in x and y) through the logarithm of the
    paper's brightness; what is darker than the paper around it, such as bubbles, pictures
    and bars, hardly bends so stiff a surface and is left out of the fit step by step.
    """
    height, width = rgb.shape[:2]
    if min(height, width) < _CELLS:
        return rgb
    across = max(8, round(_CELLS * width / max(width, height)))
    down = max(8, round(_CELLS * height / max(width, height)))
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    reduced = cv2.resize(grey, (across * 8, down * 8), interpolation=cv2.INTER_AREA)
    cells = np.asarray(reduced, np.float64).reshape(down, 8, across, 8).transpose(0, 2, 1, 3)
    paper = np.log(np.maximum(np.median(cells.reshape(down, across, 64), axis=2), 8.0))
    y, x = np.mgrid[0:down, 0:across]
    terms = _terms((x + 0.5) / across, (y + 0.5) / down)
    flat, values = terms.reshape(6, -1).T, paper.ravel()
    weight = np.ones(len(values))
    solution = np.zeros(6)
    for _ in range(_ROUNDS):
        solution, *_rest = np.linalg.lstsq(flat * weight[:, None], values * weight, rcond=None)
        off = values - flat @ solution
        size = max(1.4826 * float(np.median(np.abs(off))), 0.01)
        weight = 1 / (1 + (off / (1.5 * size)) ** 2)
    light = flat @ solution
    if float(light.max() - light.min()) < _UNEVEN:
        return rgb
    middle = float(np.median(light))
    gain = np.clip(np.exp(middle - light), _LEAST_GAIN, _MOST_GAIN).reshape(down, across)
    whole = cv2.resize(gain.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    lit = rgb.astype(np.float32)
    lit *= np.asarray(whole, np.float32)[:, :, None]
    return np.clip(lit, 0, 255).astype(np.uint8)


def _terms(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = x - 0.5, y - 0.5
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y])


def projection(matrix: Matrix, width: int, height: int) -> Projection:
    """Return the way back to the photo of that many pixels."""
    scaled = matrix / matrix[2, 2] if abs(matrix[2, 2]) > 1e-12 else matrix
    return Projection(tuple(float(v) for v in scaled.ravel()), width, height)

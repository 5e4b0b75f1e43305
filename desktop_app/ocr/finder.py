"""A second look for text: PP-OCRv6's detector says where on a picture there is writing.

Layout finds lines by colour and contrast; the detector knows what writing looks like. They
miss different things: one a line on a photo-like wallpaper, the other a single character.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.geometry import Box
from desktop_app.foundation import paths
from desktop_app.foundation.errors import EnvironmentMissing
from desktop_app.ocr.onnx_session import session_of

MODEL = "PP-OCRv6_det_small.onnx"
# Width of a phone's screen as the model sees it: its letters are then 12 to 16 px high.
_PHONE_WIDTH = 416
# A strip of a few columns is no screen; it is not blown up further.
_MOST_SCALE = 2.0
# Windows of a desktop have small letters on a wide screen: scale, and the most pixels.
_DESKTOP_SCALE = 0.75
_DESKTOP_PIXELS = 900_000
# Rows that the model sees at a time, and the rows that two such parts share.
_PART = 1280
_SHARED = 128
_STRIDE = 32
# From "Real-time Scene Text Detection with Differentiable Binarization" and the settings that
# come with the model: a pixel is writing, a place is, and how far a place was shrunk.
_PIXEL = 0.3
_PLACE = 0.5
_GROWTH = 1.5
_LEAST_SIDE = 2


def model_file() -> Path:
    """Return where the model is; it need not exist."""
    return paths.resource("models", MODEL)


class TextFinder:
    """Finds writing with the PP-OCRv6 detector.

    Args:
        file: the ONNX model.

    Raises:
        EnvironmentMissing: onnxruntime can't be loaded (``ocr.engine_missing``), or the model
            is missing or broken (``ocr.model_missing``).
    """

    def __init__(self, file: Path | None = None) -> None:
        self._session = session_of(file or model_file())
        self._input = self._session.get_inputs()[0].name

    def find(self, rgb: NDArray[np.uint8]) -> tuple[Box, ...]:
        """Return a box around each piece of writing, top to bottom; roughly one a line.

        Args:
            rgb: an upright picture, rows x columns x 3, uint8.
        """
        height, width = rgb.shape[:2]
        scale = _scale(width, height)
        found: list[Box] = []
        for top, bottom in _parts(height, scale):
            part = rgb[top:bottom]
            for box in self._find_part(part, scale):
                # What touches the cut is whole in the part that shares these rows.
                if (top and box.y <= 1) or (bottom < height and box.bottom >= bottom - top - 1):
                    continue
                moved = box.moved(0, top)
                if not any(_same(moved, other) for other in found[-80:]):
                    found.append(moved)
        return tuple(sorted(found, key=lambda box: (box.y, box.x)))

    def _find_part(self, rgb: NDArray[np.uint8], scale: float) -> list[Box]:
        height, width = rgb.shape[:2]
        rows = max(_STRIDE, round(height * scale / _STRIDE) * _STRIDE)
        columns = max(_STRIDE, round(width * scale / _STRIDE) * _STRIDE)
        how = cv2.INTER_AREA if rows < height else cv2.INTER_LINEAR
        small = cv2.resize(rgb, (columns, rows), interpolation=how)[:, :, ::-1]
        pixels = (small.astype(np.float32) / 127.5 - 1.0).transpose(2, 0, 1)[None]
        result = self._session.run(None, {self._input: np.ascontiguousarray(pixels)})[0]
        return _places(np.asarray(result)[0, 0], width / columns, height / rows, width, height)


@functools.cache
def _finder() -> TextFinder | None:
    try:
        return TextFinder()
    except EnvironmentMissing:
        return None


def find(rgb: NDArray[np.uint8]) -> tuple[Box, ...]:
    """Return what ``TextFinder`` finds, or nothing where it can't run here."""
    finder = _finder()
    return () if finder is None else finder.find(rgb)


def _scale(width: int, height: int) -> float:
    if height > 1.2 * width:
        return min(_PHONE_WIDTH / width, _MOST_SCALE)
    return min(_DESKTOP_SCALE, math.sqrt(_DESKTOP_PIXELS / (width * height)))


def _parts(height: int, scale: float) -> Iterator[tuple[int, int]]:
    """Yield the rows of each part, with some shared by neighbours."""
    part, shared = int(_PART / scale), int(_SHARED / scale)
    top = 0
    while height - top > 1.25 * part:
        yield top, top + part
        top += part - shared
    yield top, height


def _places(
    chance: NDArray[np.float32], factor_x: float, factor_y: float, width: int, height: int
) -> list[Box]:
    """Return the boxes of a map of chances that a pixel is writing."""
    mask = (chance > _PIXEL).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sums = np.bincount(labels.ravel(), weights=chance.ravel(), minlength=count)
    found: list[Box] = []
    for label in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[label])
        if min(w, h) < _LEAST_SIDE or sums[label] / area < _PLACE:
            continue
        grown = w * h * _GROWTH / (2 * (w + h))
        left, top = max(0, int((x - grown) * factor_x)), max(0, int((y - grown) * factor_y))
        right = min(width, math.ceil((x + w + grown) * factor_x))
        bottom = min(height, math.ceil((y + h + grown) * factor_y))
        found.append(Box(left, top, max(1, right - left), max(1, bottom - top)))
    return found


def _same(one: Box, other: Box) -> bool:
    common = one.intersection(other)
    return common is not None and common.area > 0.5 * min(one.area, other.area)

"""Marks drawn by hand over a screenshot: red rings, lines and arrows are painted out."""

from __future__ import annotations

import cv2
import numpy as np

from desktop_app.imaging.layout_flats import Image8

_VIVID = 95
_LONGEST_LETTER = 0.11
_THIN = 0.3


def without_strokes(rgb: Image8) -> Image8:
    """Return the picture with long thin vivid red strokes replaced by what lies around them.

    People ring and underline what matters before they hand a screenshot on. Such a stroke
    closes off areas and glues lines together. Red text and buttons are no strokes: letters
    are small and buttons are solid.
    """
    red, green, blue = cv2.split(rgb)
    vivid = cv2.subtract(red, cv2.max(green, blue))
    mask = np.asarray(vivid > _VIVID, dtype=np.uint8)
    if not mask.any():
        return rgb
    mask = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    width = rgb.shape[1]
    long = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    box = stats[:, cv2.CC_STAT_WIDTH].astype(np.int64) * stats[:, cv2.CC_STAT_HEIGHT]
    area = stats[:, cv2.CC_STAT_AREA]
    # The mean thickness of a stroke is its area over its length.
    thick = area / np.maximum(long, 1)
    stroke = (long > _LONGEST_LETTER * width) & (thick < 0.045 * width)
    stroke &= (area < _THIN * box) | (thick < 0.02 * width)
    stroke[0] = False
    if count <= 1 or not stroke.any():
        return rgb
    drawn = np.asarray(stroke[labels], dtype=np.uint8)
    drawn = np.asarray(cv2.dilate(drawn, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    if int(drawn.sum()) > 0.08 * drawn.size:
        return rgb
    return np.asarray(cv2.inpaint(rgb, drawn, 3, cv2.INPAINT_TELEA), dtype=np.uint8)

"""The screen or sheet of paper that a photo shows: its four corners."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_app.imaging.layout_flats import Image8

Corners = NDArray[np.float32]

_SMALL = 720
_LEAST_SHARE = 0.22
_MOST_SHARE = 0.985
_LEAST_FILL = 0.9
_LEAST_COSINE = 0.45
_SIDE_RATIO = 1.9
# A side of the sheet is seen as a step of brightness or colour over most of its length.
_LEAST_SUPPORT = 0.55
_STEP = 10.0
# Detail around the sheet, as a share of the detail on it, that may be left out; and how
# broad the sheet's own rim is, in working pixels.
_DETAIL_AROUND = 0.35
_RIM = 13
# The corners are taken so far in towards the middle that no sliver of the desk is left.
_INSET = 0.006


@dataclass(frozen=True, slots=True)
class Sheet:
    """A screen or a sheet of paper.

    Attributes:
        corners: clockwise from the top left, pixels of the photo.
        alone: what lies around it has no print or other detail of its own.
    """

    corners: Corners
    alone: bool


def find_sheet(rgb: Image8) -> Sheet | None:
    """Return the one screen or sheet in a photo, or None.

    None where the sheet fills the picture, where nothing with four straight sides stands
    out from what lies around it, or where it is too small to be what the photo was taken of.

    Args:
        rgb: ``uint8`` array, height x width x 3.
    """
    height, width = rgb.shape[:2]
    scale = min(1.0, _SMALL / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if min(size) < 60:
        return None
    small = np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
    small = np.asarray(cv2.medianBlur(small, 5), np.uint8)
    lab = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), np.float32)
    best: Corners | None = None
    best_score = 0.0
    for mask in _masks(small, lab):
        for quad in _quads(mask):
            score = _score(quad, lab)
            if score > best_score:
                best, best_score = quad, score
    if best is None:
        return None
    corners = _clockwise(best)
    corners += _INSET * (corners.mean(axis=0) - corners)
    return Sheet(np.asarray(corners / scale, np.float32), _alone(small, corners))


def _masks(small: Image8, lab: NDArray[np.float32]) -> Iterator[Image8]:
    """Yield pictures in which the sheet may be one blob: by colour, by light, by edges."""
    height, width = small.shape[:2]
    rim = max(3, round(0.02 * min(height, width)))
    border = np.concatenate(
        [
            lab[:rim].reshape(-1, 3),
            lab[-rim:].reshape(-1, 3),
            lab[:, :rim].reshape(-1, 3),
            lab[:, -rim:].reshape(-1, 3),
        ]
    )
    away = np.linalg.norm(lab - np.median(border, axis=0), axis=2)
    spread = float(np.median(np.linalg.norm(border - np.median(border, axis=0), axis=1)))
    for factor in (2.5, 4.0):
        yield _closed(away > max(factor * spread, 12.0))
    for channel in cv2.split(np.clip(lab, 0, 255).astype(np.uint8)):
        blurred = cv2.GaussianBlur(channel, (0, 0), 2)
        level, mask = cv2.threshold(blurred, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
        if level > 0:
            yield _closed(np.asarray(mask) > 0)
            yield _closed(np.asarray(mask) == 0)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    edges = np.asarray(cv2.Canny(cv2.GaussianBlur(grey, (0, 0), 1.2), 20, 60), np.uint8)
    yield np.asarray(cv2.dilate(edges, np.ones((3, 3), np.uint8), iterations=1), np.uint8)


def _closed(mask: NDArray[np.bool_]) -> Image8:
    side = max(5, round(0.02 * max(mask.shape)))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    filled = cv2.morphologyEx(mask.astype(np.uint8) * 255, cv2.MORPH_CLOSE, kernel)
    return np.asarray(cv2.morphologyEx(filled, cv2.MORPH_OPEN, kernel), np.uint8)


def _quads(mask: Image8) -> Iterator[Corners]:
    """Yield the four-cornered outlines of a mask's largest blobs."""
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    page = mask.size
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:4]:
        hull = cv2.convexHull(contour)
        area = float(cv2.contourArea(hull))
        if not _LEAST_SHARE * page < area < _MOST_SHARE * page:
            continue
        quad = _four_sides(hull)
        if quad is None or not _is_sheet(quad, area):
            continue
        yield quad


def _four_sides(hull: cv2.typing.MatLike) -> Corners | None:
    """Return the corners where the four longest straight sides of an outline meet.

    Rounded corners of a screen are so replaced by the corners its sides would have.
    """
    length = float(cv2.arcLength(hull, True))
    rough = cv2.approxPolyDP(hull, 0.008 * length, True).reshape(-1, 2).astype(np.float32)
    if len(rough) < 4:
        return None
    sides = [(rough[i], rough[(i + 1) % len(rough)]) for i in range(len(rough))]
    longest = sorted(
        range(len(sides)), key=lambda i: -float(np.linalg.norm(sides[i][1] - sides[i][0]))
    )
    chosen = sorted(_distinct(longest, sides))
    if len(chosen) != 4:
        return None
    points: list[NDArray[np.float32]] = []
    for one, other in itertools.pairwise([*chosen, chosen[0]]):
        meeting = _meeting(sides[one], sides[other])
        if meeting is None:
            return None
        points.append(meeting)
    return np.asarray(points, np.float32)


def _distinct(longest: list[int], sides: list[tuple[Corners, Corners]]) -> list[int]:
    """Return four sides; two neighbours in nearly one direction are one side."""
    chosen: list[int] = []
    for index in longest:
        start, end = sides[index]
        along = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
        for other in chosen:
            first, last = sides[other]
            way = (last - first) / max(float(np.linalg.norm(last - first)), 1e-6)
            if float(along @ way) > 0.9:
                break
        else:
            chosen.append(index)
        if len(chosen) == 4:
            break
    return chosen


def _meeting(
    one: tuple[Corners, Corners], other: tuple[Corners, Corners]
) -> NDArray[np.float32] | None:
    (x1, y1), (x2, y2) = one
    (x3, y3), (x4, y4) = other
    cross = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
    if abs(cross) < 1e-3:
        return None
    a, b = x1 * y2 - y1 * x2, x3 * y4 - y3 * x4
    return np.array(
        [(a * (x3 - x4) - (x1 - x2) * b) / cross, (a * (y3 - y4) - (y1 - y2) * b) / cross],
        np.float32,
    )


def _is_sheet(quad: Corners, area: float) -> bool:
    """Whether four corners can be those of a rectangle seen from an angle."""
    own = float(cv2.contourArea(quad))
    if own <= 0 or not cv2.isContourConvex(quad) or area / own < _LEAST_FILL or area / own > 1.05:
        return False
    lengths = [float(np.linalg.norm(quad[(i + 1) % 4] - quad[i])) for i in range(4)]
    for one, other in ((0, 2), (1, 3)):
        if max(lengths[one], lengths[other]) > _SIDE_RATIO * max(
            min(lengths[one], lengths[other]), 1
        ):
            return False
    for i in range(4):
        before, after = quad[i - 1] - quad[i], quad[(i + 1) % 4] - quad[i]
        cosine = float(before @ after) / max(lengths[i - 1] * lengths[i], 1e-6)
        if abs(cosine) > _LEAST_COSINE:
            return False
    return True


def _score(quad: Corners, lab: NDArray[np.float32]) -> float:
    """Return how well a quadrilateral's sides are seen in the picture, 0 for not at all.

    A side along the border of the picture can't be seen; at least two others must be.
    """
    height, width = lab.shape[:2]
    centre = quad.mean(axis=0)
    seen: list[float] = []
    for i in range(4):
        start, end = quad[i], quad[(i + 1) % 4]
        length = float(np.linalg.norm(end - start))
        inward = centre - (start + end) / 2
        inward = inward / max(float(np.linalg.norm(inward)), 1e-6)
        count = max(16, int(length / 6))
        places = np.linspace(0.06, 0.94, count)[:, None]
        points = start + places * (end - start)
        steps = []
        for reach in (3.0, 5.0, 8.0):
            inner, outer = points + inward * reach, points - inward * reach
            inside = (
                (outer[:, 0] >= 0)
                & (outer[:, 0] < width)
                & (outer[:, 1] >= 0)
                & (outer[:, 1] < height)
            )
            if inside.mean() < 0.5:
                continue
            difference = np.linalg.norm(_at(lab, inner) - _at(lab, outer), axis=1)
            steps.append(float((difference[inside] > _STEP).mean()))
        if steps:
            seen.append(max(steps))
    if len(seen) < 2 or min(seen) < _LEAST_SUPPORT:
        return 0.0
    share = float(cv2.contourArea(quad)) / (height * width)
    return float(np.mean(seen)) * len(seen) / 4 * math.sqrt(share)


def _alone(small: Image8, quad: Corners) -> bool:
    """Whether most of the picture's fine detail lies within a quadrilateral."""
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (0, 0), 1.0)
    detail = np.asarray(cv2.Canny(np.asarray(grey, np.uint8), 50, 120), np.uint8) > 0
    inside, rim = np.zeros(detail.shape, np.uint8), np.zeros(detail.shape, np.uint8)
    points = np.round(quad).astype(np.int32)[None]
    cv2.fillPoly(inside, list(points), 1)
    cv2.polylines(rim, list(points), True, 1, thickness=_RIM)
    away = int((detail & (inside == 0) & (rim == 0)).sum())
    within = int((detail & (inside == 1) & (rim == 0)).sum())
    return away <= _DETAIL_AROUND * within


def _at(lab: NDArray[np.float32], points: NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = lab.shape[:2]
    x = np.clip(np.round(points[:, 0]).astype(int), 0, width - 1)
    y = np.clip(np.round(points[:, 1]).astype(int), 0, height - 1)
    return lab[y, x]


def _clockwise(quad: Corners) -> Corners:
    """Return the corners clockwise, the one nearest to the picture's top left first."""
    centre = quad.mean(axis=0)
    angles = np.arctan2(quad[:, 1] - centre[1], quad[:, 0] - centre[0])
    turned = quad[np.argsort(angles)]
    first = int(np.argmin(turned.sum(axis=1)))
    return np.asarray(np.roll(turned, -first, axis=0), np.float32)

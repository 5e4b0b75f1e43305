"""The little arrows that call lists draw before their rows: a call that came, or went out.

An arrow is told by its shape: a stroke along one diagonal with an arm along each side of one
corner, the mirror image of itself about that diagonal. It stands alone, or over a receiver.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import Sign, SignKind, TextLine
from desktop_app.imaging.layout_flats import Image8, contrast_to

_SIDE = 20
_LIKE = 0.68
_CLEARLY = 0.12
_MIRRORED = 0.6
# Sizes and distances as shares of the height of the line beside the arrow.
_LEAST, _MOST = 0.26, 1.35
_SQUARE = 1.55
_BEFORE, _WITHIN = 3.6, 3.4
_GAP = 0.22
_ABOVE = 0.45
_CONTRAST = 0.2
_HALF = 0.5
_LEAST_CONTRAST = 28
_LEAST_PIXELS = 5

Shape = NDArray[np.float32]


def find_arrows(
    rgb: Image8, lines: Sequence[TextLine]
) -> tuple[tuple[TextLine, ...], tuple[Sign, ...]]:
    """Return the lines without arrows at their beginning, and the arrows.

    Args:
        rgb: the picture, rows x columns x 3, uint8.
        lines: found by layout; one that is nothing but an arrow is left out.
    """
    kept: list[TextLine] = []
    signs: list[Sign] = []
    for line in lines:
        found = _arrow_before(rgb, line)
        if found is None:
            kept.append(line)
            continue
        sign, start = found
        if not any(_same(sign.box, other.box) for other in signs):
            signs.append(sign)
        if start is None:
            continue
        kept.append(line if start <= line.box.x else _from(line, start))
    return tuple(kept), tuple(signs)


def _from(line: TextLine, start: int) -> TextLine:
    box = line.box
    return replace(line, box=Box(start, box.y, box.right - start, box.h))


def _same(one: Box, other: Box) -> bool:
    common = one.intersection(other)
    return common is not None and common.area > 0.5 * min(one.area, other.area)


def _arrow_before(rgb: Image8, line: TextLine) -> tuple[Sign, int | None] | None:
    """Return the arrow before a line's first character and where that begins, or None.

    The second part is None where the line holds nothing but the arrow.
    """
    box, height = line.box, line.box.h
    rows, columns = rgb.shape[:2]
    left, right = (
        max(0, round(box.x - _BEFORE * height)),
        min(columns, box.x + max(round(_WITHIN * height), 2)),
    )
    top, bottom = (
        max(0, round(box.y - _ABOVE * height)),
        min(rows, round(box.bottom + _ABOVE * height)),
    )
    if bottom - top < 6 or right - left < 6:
        return None
    crop = rgb[top:bottom, left:right]
    contrast = contrast_to(crop, np.array(line.paper, np.uint8))
    peak = float(np.percentile(contrast, 99))
    inked = (contrast > max(_CONTRAST * peak, _LEAST_CONTRAST)).astype(np.uint8)
    text = np.flatnonzero(inked[max(box.y - top, 0) : box.bottom - top].any(axis=0))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    marks = sorted(range(1, count), key=lambda at: -int(stats[at, 0]))
    for at in marks:
        x, y, w, h, area = (int(v) for v in stats[at])
        if area < _LEAST_PIXELS or x == 0 or not _fits(w, h, height):
            continue
        start = _text_after(text, x + w, height)
        ends = left + x + w >= box.right
        if start is None and not ends:
            continue
        inside = np.where(labels[y : y + h, x : x + w] == at, contrast[y : y + h, x : x + w], 0)
        kind = _kind_in(inside, height)
        if kind is None:
            continue
        solid = crop[y : y + h, x : x + w][inside >= 0.8 * inside.max()]
        colour = np.median(solid, axis=0)
        sign = Sign(
            kind,
            Box(left + x, top + y, w, h),
            (int(colour[0]), int(colour[1]), int(colour[2])),
        )
        if ends or start is None:
            return sign, None
        return sign, max(box.x, left + start) if left + x + w > box.x else box.x
    return None


def _fits(w: int, h: int, height: int) -> bool:
    sides = min(w, h), max(w, h)
    return (
        sides[0] >= max(_LEAST * height, 5)
        and sides[1] <= _MOST * height
        and sides[1] <= _SQUARE * sides[0]
    )


def _kind_in(contrast: Image8, height: int) -> SignKind | None:
    """Return what a mark says; its own strokes are parted first, an arrow from a receiver."""
    solid = (contrast > _HALF * contrast.max()).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    for at in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[at])
        if area >= _LEAST_PIXELS and _fits(w, h, height):
            kind = _kind_of(labels[y : y + h, x : x + w] == at)
            if kind is not None:
                return kind
    return None


def _text_after(inked: NDArray[np.intp], end: int, height: int) -> int | None:
    """Return the first inked column from ``end`` on where a gap lies before it, or None."""
    after = inked[inked >= end]
    return int(after[0]) if len(after) and after[0] - end >= _GAP * height else None


def _kind_of(mask: NDArray[np.bool_]) -> SignKind | None:
    """Return which way an arrow of this shape points, or None where it is none."""
    shape = _normal(mask.astype(np.float32))
    own = _centred(shape)
    if own is None:
        return None
    scores = {corner: float((shapes @ own).max()) for corner, shapes in _templates().items()}
    best = max(scores, key=lambda corner: scores[corner])
    others = max(score for corner, score in scores.items() if corner != best)
    if scores[best] < _LIKE or scores[best] < others + _CLEARLY:
        return None
    mirrored = _centred(np.asarray(shape[::-1, ::-1].T))
    if mirrored is None or float(mirrored @ own) < _MIRRORED:
        return None
    return {"ne": SignKind.CALL_OUT, "sw": SignKind.CALL_IN}.get(best)


def _normal(mask: Shape) -> Shape:
    return np.asarray(cv2.resize(mask, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), np.float32)


def _centred(shape: Shape) -> Shape | None:
    """Return the shape as a vector of mean 0 and length 1, or None where it is even."""
    flat = (shape - shape.mean()).ravel()
    length = float(np.linalg.norm(flat))
    return flat / length if length else None


@functools.cache
def _templates() -> dict[str, Shape]:
    """Return arrows to the four corners, in several weights and lengths of the arms.

    Each corner's are the rows of a matrix, centred.
    """
    drawn: list[Shape] = []
    size = 80
    for stroke in (6, 9, 13):
        for arm in (0.45, 0.6, 0.8):
            canvas = np.zeros((size, size), np.uint8)
            low, high = stroke // 2, size - 1 - stroke // 2
            reach = round(high - arm * (high - low))
            for end in ((low, high), (reach, low), (high, low + high - reach)):
                cv2.line(canvas, (high, low), end, 255, stroke)
            drawn.append(_normal(np.asarray(canvas / 255, np.float32)))
    return {
        "ne": _stacked(drawn),
        "sw": _stacked([shape[::-1, ::-1] for shape in drawn]),
        "nw": _stacked([shape[:, ::-1] for shape in drawn]),
        "se": _stacked([shape[::-1] for shape in drawn]),
    }


def _stacked(shapes: Sequence[Shape]) -> Shape:
    rows = [_centred(np.asarray(shape)) for shape in shapes]
    return np.stack([row for row in rows if row is not None])

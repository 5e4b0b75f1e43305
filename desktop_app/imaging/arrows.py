"""The little signs that call lists draw before their rows: a call came, went out, was missed.

A sign is told by its shape. The arrow of a call that was taken is a stroke along one diagonal
with an arm along each side of one corner, the mirror image of itself about that diagonal. That
of a missed call bounces: down to the floor, and up again to a head in an upper corner. A red
cross stands for a call that was refused. They stand alone, or over a receiver.
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
_LEAST_BOUNCED, _BOUNCED = 1.15, 2.1
_RED = 45
_BEFORE, _WITHIN = 3.6, 3.4
_GAP = 0.22
# Where a row has two lines, its sign stands between them; nearer text has it beside itself.
_ABOVE, _NEAR_TEXT = 0.9, 0.45
_CONTRAST = 0.2
_HALF = 0.5
_LEAST_CONTRAST = 28
_LEAST_PIXELS = 5

Shape = NDArray[np.float32]

_SAYS = {
    "ne": SignKind.CALL_OUT,
    "sw": SignKind.CALL_IN,
    "bounced_left": SignKind.CALL_MISSED,
    "bounced_right": SignKind.CALL_MISSED,
    "cross": SignKind.CALL_MISSED,
}


def _about_diagonal(shape: Shape) -> Shape:
    return shape[::-1, ::-1].T


def _about_upright(shape: Shape) -> Shape:
    return shape[:, ::-1]


# What a sign is the mirror image of itself about; a bounced one need not be.
_MIRRORS = {"ne": _about_diagonal, "sw": _about_diagonal, "cross": _about_upright}


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
    reach = _NEAR_TEXT * height
    crop = rgb[top:bottom, left:right]
    contrast = contrast_to(crop, np.array(line.paper, np.uint8))
    peak = float(np.percentile(contrast, 99))
    inked = (contrast > max(_CONTRAST * peak, _LEAST_CONTRAST)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    # The specks that compression leaves around strokes are no text.
    solid = [at for at in range(1, count) if int(stats[at, 4]) >= _LEAST_PIXELS]
    printed = np.isin(labels[max(box.y - top, 0) : box.bottom - top], solid)
    text = np.flatnonzero(printed.any(axis=0))
    marks = sorted(range(1, count), key=lambda at: -int(stats[at, 0]))
    for at in marks:
        x, y, w, h, area = (int(v) for v in stats[at])
        if area < _LEAST_PIXELS or x == 0 or not _fits(w, h, height):
            continue
        beside = top + y >= box.y - reach and top + y + h <= box.bottom + reach
        if not beside and left + x + w > box.x - _GAP * height:
            continue
        start = _text_after(text, x + w, height)
        ends = left + x + w >= box.right
        if start is None and not ends:
            continue
        inside = np.where(labels[y : y + h, x : x + w] == at, contrast[y : y + h, x : x + w], 0)
        strokes = crop[y : y + h, x : x + w][inside >= 0.8 * inside.max()]
        colour = np.median(strokes, axis=0)
        shape = _shape_in(inside, height)
        # A cross of another colour closes something, or is a letter.
        if shape is None or (shape == "cross" and colour[0] - max(colour[1:]) < _RED):
            continue
        sign = Sign(
            _SAYS[shape],
            Box(left + x, top + y, w, h),
            (int(colour[0]), int(colour[1]), int(colour[2])),
        )
        if ends or start is None:
            return sign, None
        return sign, max(box.x, left + start) if left + x + w > box.x else box.x
    return None


def _fits(w: int, h: int, height: int) -> bool:
    least = max(_LEAST * height, 5)
    return min(w, h) >= least and h <= _MOST * height and h <= _SQUARE * w and w <= _BOUNCED * h


def _shape_in(contrast: Image8, height: int) -> str | None:
    """Return the shape of a mark; its own strokes are parted first, an arrow from a receiver."""
    solid = (contrast > _HALF * contrast.max()).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    for at in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[at])
        if area >= _LEAST_PIXELS and _fits(w, h, height):
            shape = _shape_of(labels[y : y + h, x : x + w] == at)
            if shape is not None:
                return shape
    return None


def _text_after(inked: NDArray[np.intp], end: int, height: int) -> int | None:
    """Return the first inked column from ``end`` on where a gap lies before it, or None."""
    after = inked[inked >= end]
    return int(after[0]) if len(after) and after[0] - end >= _GAP * height else None


def _shape_of(mask: NDArray[np.bool_]) -> str | None:
    """Return which sign has this shape, or None where none has."""
    shape = _normal(mask.astype(np.float32))
    own = _centred(shape)
    if own is None:
        return None
    scores = {name: float((shapes @ own).max()) for name, shapes in _templates().items()}
    best = max(scores, key=lambda name: scores[name])
    others = max(score for name, score in scores.items() if name != best)
    if best not in _SAYS or scores[best] < _LIKE or scores[best] < others + _CLEARLY:
        return None
    rows, columns = mask.shape
    if (columns > _SQUARE * rows) if best in _MIRRORS else (columns < _LEAST_BOUNCED * rows):
        return None
    mirror = _MIRRORS.get(best)
    mirrored = None if mirror is None else _centred(np.asarray(mirror(shape)))
    if mirror is not None and (mirrored is None or float(mirrored @ own) < _MIRRORED):
        return None
    return best


def _normal(mask: Shape) -> Shape:
    return np.asarray(cv2.resize(mask, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA), np.float32)


def _centred(shape: Shape) -> Shape | None:
    """Return the shape as a vector of mean 0 and length 1, or None where it is even."""
    flat = (shape - shape.mean()).ravel()
    length = float(np.linalg.norm(flat))
    return flat / length if length else None


@functools.cache
def _templates() -> dict[str, Shape]:
    """Return the signs by their shape, in several weights and lengths of the arms.

    Those of one shape are the rows of a matrix, centred. Arrows to the other two corners say
    nothing of calls: they are here to be told apart.
    """
    drawn: list[Shape] = []
    bounced: list[Shape] = []
    crosses: list[Shape] = []
    size = 80
    for stroke in (6, 9, 13, 20):
        canvas = np.zeros((size, size), np.uint8)
        low, high = stroke // 2, size - 1 - stroke // 2
        cv2.line(canvas, (low, low), (high, high), 255, stroke)
        cv2.line(canvas, (low, high), (high, low), 255, stroke)
        crosses.append(_normal(np.asarray(canvas / 255, np.float32)))
        for arm in (0.35, 0.45, 0.6):
            bounced += [_bounced(size, stroke, arm, floor) for floor in (0.42, 0.5)]
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
        "bounced_left": _stacked(bounced),
        "bounced_right": _stacked([shape[:, ::-1] for shape in bounced]),
        "cross": _stacked(crosses),
    }


def _bounced(size: int, stroke: int, arm: float, floor: float) -> Shape:
    """Return an arrow from the upper right corner by the floor to a head in the upper left.

    Args:
        size: pixels of its side before it is brought to the common one.
        stroke: pixels across.
        arm: length of the head's arms, as a share of the width.
        floor: where it bounces, as a share of the width.
    """
    width, deep = round(size * 1.73), size
    canvas = np.zeros((deep, width), np.uint8)
    low, right, bottom = stroke // 2, width - 1 - stroke // 2, deep - 1 - stroke // 2
    reach, foot = round(arm * width), (round(floor * width), bottom)
    for start, end in (
        ((right, low), foot),
        (foot, (low, low)),
        ((low, low), (low + reach, low)),
        ((low, low), (low, low + round(0.9 * reach))),
    ):
        cv2.line(canvas, start, end, 255, stroke)
    return _normal(np.asarray(canvas / 255, np.float32))


def _stacked(shapes: Sequence[Shape]) -> Shape:
    rows = [_centred(np.asarray(shape)) for shape in shapes]
    return np.stack([row for row in rows if row is not None])

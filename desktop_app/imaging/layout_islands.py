"""Islands: solid shapes on a known ground, for bubbles whose fill compression made uneven.

Where a small bubble is full of text, compression leaves no calm pixel between the letters, and
the search for flat areas misses it. Seen from outside it is still one solid shape that differs
from the ground, with one colour that prevails.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_app.imaging.layout_flats import MIN_SIDE, Flat, Image8, Labels, contrast_to, strongest

_GROUND_SHARE = 0.05
_SOLID = 0.82
_PREVAILS = 0.38
_PREVAILS_SMALL = 0.6
_COLUMN = 0.35
_SOLID_INSIDE = 0.72
_MAX_ISLANDS = 120
_STEPS = (9.0, 3.0, 1.0)


def grounds_of(flats: list[Flat], page: int) -> list[Flat]:
    """Return the areas large enough to be a ground that islands stand on."""
    return [f for f in flats if f.area > _GROUND_SHARE * page and f.w > 8 * MIN_SIDE]


def close_bays(grounds: list[Flat], owner: Labels) -> None:
    """Give what lies open to the picture's edge to the ground around it, in place.

    A portrait near the edge smears under compression and parts the ground into pieces; its row
    is then a bay of the edge and no island. Pieces of one colour are one ground.

    Args:
        grounds: as ``grounds_of`` returns them.
        owner: index of the ground at each pixel, -1 for none.
    """
    taken: set[int] = set()
    for index, ground in enumerate(grounds):
        if index in taken:
            continue
        alike = [i for i in range(index, len(grounds)) if _same(grounds[i], ground)]
        taken.update(alike)
        pieces = [grounds[i] for i in alike]
        rows = slice(min(p.y for p in pieces), max(p.y + p.h for p in pieces))
        columns = slice(min(p.x for p in pieces), max(p.x + p.w for p in pieces))
        inside = owner[rows, columns]
        inside[inside < 0] = index


def find_islands(
    smooth: Image8, paper: Image8, owner: Labels, noise: float, letter: float
) -> list[Flat]:
    """Return solid shapes on ground areas.

    Args:
        smooth: working picture with its grain taken out.
        paper: colour of the ground behind each pixel.
        owner: index of the ground at each pixel, -1 for none.
        noise: grain of the calm parts.
        letter: typical height of a character.
    """
    page = owner.size
    apart = strongest(np.asarray(cv2.absdiff(smooth, paper), dtype=np.uint8))
    on_ground = owner >= 0
    side = min(max(5, int(0.7 * letter)), MIN_SIDE) | 1
    thick = np.ones((side, side), np.uint8)
    found: list[Flat] = []
    for factor in _STEPS:
        floor = (2.0 * noise + 4.5) * factor
        raw = np.asarray((apart > floor) & on_ground, dtype=np.uint8)
        outer, _ = cv2.findContours(raw, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        mask = np.zeros_like(raw)
        cv2.drawContours(mask, outer, -1, 1, cv2.FILLED)
        # Tails and smears that tie a bubble to the avatar beside it are thin.
        mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, thick), dtype=np.uint8)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        if count <= 1:
            continue
        keep = np.flatnonzero(
            (stats[1:, cv2.CC_STAT_WIDTH] >= MIN_SIDE)
            & (stats[1:, cv2.CC_STAT_HEIGHT] >= MIN_SIDE)
            & (stats[1:, cv2.CC_STAT_AREA] < 0.3 * page)
        )
        for label in (keep + 1)[:_MAX_ISLANDS]:
            x, y, w, h, area = (int(v) for v in stats[label])
            if area < 0.4 * w * h or h < 1.6 * letter:
                continue
            # The same shape again, only a rim wider than at the step before.
            if any(_shared(x, y, w, h, other) > 0.9 for other in found):
                continue
            shape = np.asarray(labels[y : y + h, x : x + w] == label, dtype=np.uint8)
            island = _island(smooth, raw, shape, x, y, letter)
            if island is not None and not any(_inside(island, f) > 0.6 for f in found):
                found.append(island)
    return found


def _island(
    smooth: Image8, raw: Image8, shape: Image8, x: int, y: int, letter: float
) -> Flat | None:
    pixels = smooth[y : y + shape.shape[0], x : x + shape.shape[1]]
    inner = pixels[shape > 0]
    coarse = (inner >> 4).astype(np.int32)
    keys = coarse[:, 0] * 256 + coarse[:, 1] * 16 + coarse[:, 2]
    crowd = inner[keys == int(np.bincount(keys).argmax())]
    colour = np.median(crowd, axis=0)
    near = (contrast_to(pixels, colour.astype(np.uint8)) <= 22) & (shape > 0)
    first, last = _bubble_columns(near, shape)
    x, shape, near = x + first, np.ascontiguousarray(shape[:, first:last]), near[:, first:last]
    h, w = shape.shape
    contours, _ = cv2.findContours(shape, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    area = int(sum(cv2.contourArea(c) for c in contours)) + (w + h)
    fill = min(area, w * h) / (w * h)
    # A dense word is full of ground between its strokes; a bubble is not.
    if float(raw[y : y + h, x : x + w].mean()) < _SOLID_INSIDE:
        return None
    prevails = _PREVAILS if max(w, h) > 2.4 * letter else _PREVAILS_SMALL
    if fill < _SOLID or int(near.sum()) < prevails * int(shape.sum()):
        return None
    red, green, blue = (int(v) for v in colour)
    offset = np.array([x, y], dtype=np.int32)
    outline = tuple(np.asarray(c + offset, dtype=np.int32) for c in contours)
    return Flat(x, y, w, h, (red, green, blue), min(area, w * h), fill, outline, 0.0, 3)


def _bubble_columns(near: NDArray[np.bool_], shape: Image8) -> tuple[int, int]:
    """Return the columns of a shape without a portrait that smears tied to its end.

    A portrait is about as wide as the shape is high and shares none of the bubble's colour.
    """
    h, w = shape.shape
    own = np.flatnonzero(near.sum(axis=0) >= _COLUMN * np.maximum(shape.sum(axis=0), 1))
    if not len(own):
        return 0, w
    first, last = int(own[0]), int(own[-1]) + 1
    fits = [0.7 * h <= cut <= 1.7 * h for cut in (first, w - last)]
    if last - first < max(MIN_SIDE, int(0.7 * h)) or not any(fits):
        return 0, w
    return first if fits[0] else 0, last if fits[1] else w


def without_doubles(flats: list[Flat], islands: list[Flat]) -> list[Flat]:
    """Return flat areas and islands, larger first; an island replaces its own crumbs.

    A flat area that fills most of an island is that bubble already, found better.
    """
    kept = list(flats)
    for island in islands:
        rivals = [f for f in kept if _inside(f, island) > 0.9]
        if any(f.area > 0.72 * island.area and f.fill >= 0.6 for f in rivals):
            continue
        crumbs = {id(f) for f in rivals if _same(f, island)}
        kept = [f for f in kept if id(f) not in crumbs]
        kept.append(island)
    kept.sort(key=lambda flat: (-flat.area, flat.y, flat.x))
    return kept


def _inside(inner: Flat, outer: Flat) -> float:
    return _shared(inner.x, inner.y, inner.w, inner.h, outer)


def _shared(x: int, y: int, w: int, h: int, outer: Flat) -> float:
    """Return the share of a rectangle that lies within an area's."""
    across = min(x + w, outer.x + outer.w) - max(x, outer.x)
    down = min(y + h, outer.y + outer.h) - max(y, outer.y)
    return max(across, 0) * max(down, 0) / (w * h)


def _same(one: Flat, other: Flat) -> bool:
    return max(abs(a - b) for a, b in zip(one.colour, other.colour, strict=True)) <= 12

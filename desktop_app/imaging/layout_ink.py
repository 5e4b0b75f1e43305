"""Ink: what differs from the paper behind it, as components; and busy blocks (pictures)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_app.imaging.layout_flats import Flat, Image8, Labels, contrast_to, strongest

Boxes = NDArray[np.int32]
"""n x 4 array of x, y, w, h in working pixels."""

_WINDOW = 9


@dataclass(frozen=True, slots=True)
class Ink:
    """Components of ink.

    Attributes:
        boxes: one component a row, x, y, w, h.
        areas: ink pixels of each.
        owner: index of the flat area each lies on, -1 for open ground.
        peaks: strongest difference from the paper within each, 0-255.
        near: strongest difference from the paper around each, 0-255.
    """

    boxes: Boxes
    areas: NDArray[np.int32]
    owner: NDArray[np.int32]
    peaks: Image8
    near: Image8

    def only(self, chosen: NDArray[np.bool_]) -> Ink:
        """Return the chosen components."""
        return Ink(
            self.boxes[chosen],
            self.areas[chosen],
            self.owner[chosen],
            self.peaks[chosen],
            self.near[chosen],
        )


def paper_of(rgb: Image8, flats: list[Flat], owner: Labels, change: Image8, noise: float) -> Image8:
    """Return for each pixel the colour of the paper behind it, RGB."""
    palette = np.array([flat.colour for flat in flats] + [(0, 0, 0)], dtype=np.uint8)
    paper = np.take(palette, owner, axis=0, mode="wrap")
    height, width = owner.shape
    open_ground = owner < 0
    if open_ground.any():
        reach = max(15, width // 24) | 1
        small = cv2.resize(rgb, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        soft = cv2.medianBlur(small, min(max(reach // 4, 3) | 1, 31))
        soft = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
        np.copyto(paper, np.asarray(soft, np.uint8), where=open_ground[:, :, None])
    for index, flat in enumerate(flats):
        if flat.spread > max(2.5, noise) and flat.area > 1500:
            _shade(rgb, paper, owner, change, flat, index)
    return paper


def _shade(
    rgb: Image8, paper: Image8, owner: Labels, change: Image8, flat: Flat, index: int
) -> None:
    """Replace a constant paper by a local mean where the fill is a gradient or photographed."""
    rows, columns = slice(flat.y, flat.y + flat.h), slice(flat.x, flat.x + flat.w)
    own = owner[rows, columns] == index
    picture = np.ascontiguousarray(rgb[rows, columns])
    near = contrast_to(picture, np.array(flat.colour, np.uint8))
    calm = own & (change[rows, columns] <= 24) & (near <= max(40.0, 5 * flat.spread))
    scale = 0.25 if min(flat.w, flat.h) >= 64 else 1.0
    weight = calm.astype(np.float32)
    colour = picture.astype(np.float32) * weight[:, :, None]
    if scale != 1.0:
        weight = cv2.resize(weight, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        colour = cv2.resize(colour, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    reach = (max(9, int(min(flat.w, flat.h) * scale) // 3) | 1, 15)
    size = (min(reach[0], 41), min(reach[0], reach[1]))
    weight = cv2.blur(weight, size)
    colour = cv2.blur(colour, size)
    known = weight > 0.02
    mean = np.where(
        known[:, :, None],
        colour / np.maximum(weight, 0.02)[:, :, None],
        np.array(flat.colour, np.float32),
    )
    if scale != 1.0:
        mean = cv2.resize(mean, (flat.w, flat.h), interpolation=cv2.INTER_LINEAR)
    target = paper[rows, columns]
    np.copyto(target, np.clip(mean, 0, 255).astype(np.uint8), where=own[:, :, None])


def find_ink(rgb: Image8, paper: Image8, owner: Labels, rims: Image8, noise: float) -> Ink:
    """Return all components of ink.

    Args:
        rgb: working picture.
        paper: colour behind each pixel.
        owner: innermost flat area of each pixel.
        rims: where the blurred edges of flat areas run.
        noise: grain of the calm parts.
    """
    contrast = strongest(np.asarray(cv2.absdiff(rgb, paper), dtype=np.uint8))
    loudest = cv2.dilate(contrast, np.ones((_WINDOW, _WINDOW), np.uint8))
    floor = max(16.0, 3.0 * noise + 10.0)
    mask = np.asarray(contrast > np.maximum(floor, loudest * 0.3), dtype=np.uint8)
    mask[rims > 0] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count <= 1:
        nothing = np.zeros(0, np.int32)
        calm = np.zeros(0, np.uint8)
        return Ink(np.zeros((0, 4), np.int32), nothing, nothing, calm, calm)
    boxes = np.asarray(stats[1:, :4], dtype=np.int32)
    areas = np.asarray(stats[1:, cv2.CC_STAT_AREA], dtype=np.int32)
    every = np.asarray(labels, dtype=np.intp).ravel()
    inked = np.flatnonzero(every)
    members = every[inked]
    # Any pixel of a component tells its owner; the last one written wins, which is stable.
    owned = np.full(count, -1, dtype=np.int32)
    owned[members] = owner.ravel()[inked]
    peaks = np.zeros(count, np.uint8)
    np.maximum.at(peaks, members, contrast.ravel()[inked])
    around = cv2.dilate(loudest, np.ones((_WINDOW, _WINDOW), np.uint8))
    near = np.asarray(around, dtype=np.uint8)[
        boxes[:, 1] + boxes[:, 3] // 2, boxes[:, 0] + boxes[:, 2] // 2
    ]
    keep = areas >= 3
    return Ink(boxes[keep], areas[keep], owned[1:][keep], peaks[1:][keep], near[keep])


def letter_height(ink: Ink, flats: list[Flat], width: int) -> float:
    """Return the typical height of a full character in working pixels.

    Where a page has few letters, its icons and portraits outweigh them; what stands inside
    bubbles then tells.
    """
    everywhere = _full_height(ink, width)
    page = sum(flat.area for flat in flats)
    inside = [i for i, f in enumerate(flats) if f.fill >= 0.8 and f.area < 0.2 * page]
    words = ink.only(np.isin(ink.owner, np.array(inside, dtype=np.int32)))
    if len(words.boxes) < 8:
        return everywhere
    within = _full_height(words, width)
    return within if within < 0.75 * everywhere else everywhere


def _full_height(ink: Ink, width: int) -> float:
    w, h = ink.boxes[:, 2], ink.boxes[:, 3]
    letters = (h >= 6) & (h <= max(0.1 * width, 24)) & (w >= 0.35 * h) & (w <= 2.2 * h)
    heights = h[letters]
    if len(heights) < 3:
        return max(12.0, width / 40)
    # Weighing by width keeps specks and strokes from pulling the figure down.
    order = np.argsort(heights, kind="stable")
    weights = np.cumsum(w[letters][order].astype(np.float64))
    return float(heights[order][int(np.searchsorted(weights, 0.62 * weights[-1]))])


def without_rules(ink: Ink, letter: float) -> Ink:
    """Return the ink without separator lines, underlines, frames and specks."""
    w, h = ink.boxes[:, 2], ink.boxes[:, 3]
    flat_rule = (h <= max(2.0, 0.14 * letter)) & (w >= 2.5 * letter)
    upright = (w <= max(2.0, 0.14 * letter)) & (h >= 2.0 * letter)
    frame = (w > 4 * letter) & (h > 1.5 * letter) & (ink.areas < 0.08 * w * h)
    # Compression leaves weak specks around strong ink.
    echo = (h < 0.5 * letter) & (ink.peaks < 0.36 * ink.near)
    # What is left of the edge of a bubble, or drawn around words by hand: wide, tall and thin.
    ring = (w > 3.0 * letter) & (h > 2.0 * letter) & (ink.areas < 0.16 * w * h)
    return ink.only(~(flat_rule | upright | frame | echo | ring))


def busy_blocks(ink: Ink, letter: float, ground: frozenset[int]) -> Boxes:
    """Return boxes of pictures, avatars and stickers: large dense ink, merged where it meets.

    Inside a bubble, compression may glue two lines of text, so a picture there must be denser.
    """
    w, h = ink.boxes[:, 2], ink.boxes[:, 3]
    on_ground = np.isin(ink.owner, np.array(sorted(ground), dtype=np.int32))
    dense = ink.areas >= np.where(on_ground, 0.25, 0.5) * w * h
    large = (np.minimum(w, h) > np.where(on_ground, 2.0, 2.4) * letter) & dense
    blocks = [tuple(int(v) for v in box) for box in ink.boxes[large]]
    merged = True
    gap = int(0.25 * letter)
    while merged:
        merged = False
        result: list[tuple[int, int, int, int]] = []
        for x, y, bw, bh in sorted(blocks, key=lambda b: (-b[2] * b[3], b)):
            for at, (ox, oy, ow, oh) in enumerate(result):
                beside = x < ox + ow + gap and ox < x + bw + gap
                if beside and y < oy + oh + gap and oy < y + bh + gap:
                    left, top = min(x, ox), min(y, oy)
                    right, bottom = max(x + bw, ox + ow), max(y + bh, oy + oh)
                    result[at] = (left, top, right - left, bottom - top)
                    merged = True
                    break
            else:
                result.append((x, y, bw, bh))
        blocks = result
    return np.array(sorted(blocks, key=lambda b: (b[1], b[0])), dtype=np.int32).reshape(-1, 4)


def outside(ink: Ink, blocks: Boxes, flats: list[Flat], ground: frozenset[int]) -> Ink:
    """Return the ink that isn't inside a busy block.

    A block that only grazes a bubble is a broken piece of its fill and takes none of its text.
    """
    keep = np.ones(len(ink.boxes), dtype=np.bool_)
    middle_x = ink.boxes[:, 0] + ink.boxes[:, 2] / 2
    middle_y = ink.boxes[:, 1] + ink.boxes[:, 3] / 2
    for x, y, w, h in blocks:
        inside = (middle_x >= x) & (middle_x < x + w) & (middle_y >= y) & (middle_y < y + h)
        for owner in np.unique(ink.owner[inside]):
            if owner >= 0 and int(owner) not in ground:
                flat = flats[int(owner)]
                wide = min(x + w, flat.x + flat.w) - max(x, flat.x)
                high = min(y + h, flat.y + flat.h) - max(y, flat.y)
                shared = max(wide, 0) * max(high, 0)
                if shared < 0.95 * w * h and shared < 0.7 * flat.w * flat.h:
                    continue
            keep &= ~(inside & (ink.owner == owner))
    return ink.only(keep)


def settle(ink: Ink, flats: list[Flat], ground: frozenset[int]) -> Ink:
    """Return the ink with bites mended and rims gone.

    Ink inside a bubble's box that counts as ground stands where text bit into the bubble's
    outline: it belongs to the bubble. What lies across the edge of a bubble is its rim.
    """
    outsiders = np.isin(ink.owner, np.array(sorted(ground), dtype=np.int32))
    x, y = ink.boxes[:, 0], ink.boxes[:, 1]
    right, bottom = x + ink.boxes[:, 2], y + ink.boxes[:, 3]
    size = ink.boxes[:, 2] * ink.boxes[:, 3]
    owner = ink.owner.copy()
    drop = np.zeros(len(ink.boxes), dtype=np.bool_)
    for index, flat in enumerate(flats):
        if index in ground or flat.fill < 0.6:
            continue
        w = np.minimum(right, flat.x + flat.w) - np.maximum(x, flat.x)
        h = np.minimum(bottom, flat.y + flat.h) - np.maximum(y, flat.y)
        touched = outsiders & (w > 0) & (h > 0)
        inside = (x > flat.x + 1) & (right < flat.x + flat.w - 1)
        inside &= (y > flat.y + 1) & (bottom < flat.y + flat.h - 1)
        mended = touched & inside & (flat.fill >= 0.75)
        owner[mended] = index
        # Fill that was taken for ink is no stronger than fill against ground.
        below = np.array([flats[o].colour if o >= 0 else flat.colour for o in ink.owner[mended]])
        step = np.abs(below.reshape(-1, 3) - np.array(flat.colour)).max(axis=1, initial=0)
        drop[np.flatnonzero(mended)] = ink.peaks[mended] <= step + 14
        drop |= touched & ~inside & (w * h > 0.45 * size)
    return Ink(ink.boxes, ink.areas, owner, ink.peaks, ink.near).only(~drop)


def portraits(flats: list[Flat], owner: Labels, letter: float) -> Boxes:
    """Return boxes of pale default portraits, of which only a crescent is calm."""
    found: list[tuple[int, int, int, int]] = []
    for flat in flats:
        size = max(flat.w, flat.h)
        if not (0.3 <= flat.fill < 0.6 and 1.6 * letter <= size <= 4.5 * letter):
            continue
        if not 0.7 <= flat.w / flat.h <= 1.45:
            continue
        around = int(owner[min(flat.y + flat.h // 2, owner.shape[0] - 1), max(flat.x - 9, 0)])
        if around < 0 or flats[around].area < 20 * flat.w * flat.h:
            continue
        pad = max(2, size // 12)
        found.append((flat.x - pad, flat.y - pad, flat.w + 2 * pad, size + 2 * pad))
    return np.array(found, dtype=np.int32).reshape(-1, 4)

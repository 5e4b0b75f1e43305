"""Text lines from ink: rows and columns are cut in turn until only single lines are left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.imaging.layout_ink import Boxes, Ink

_GROUND_GAP = 1.5
_INSIDE_GAP = 2.6
_SAMPLE = 900


@dataclass(frozen=True, slots=True)
class Strip:
    """One text line in working pixels, with the flat area it stands on."""

    x: int
    y: int
    w: int
    h: int
    owner: int


def slope_of(ink: Ink, letter: float) -> float:
    """Return how far text lines fall per pixel to the right, for slightly turned photos.

    The median over all pairs of a letter and the nearest letter to its right.
    """
    h, w = ink.boxes[:, 3], ink.boxes[:, 2]
    full = np.flatnonzero((h > 0.6 * letter) & (h < 1.5 * letter) & (w < 2.5 * letter))[:_SAMPLE]
    if len(full) < 12:
        return 0.0
    x = ink.boxes[full, 0] + w[full] / 2
    y = ink.boxes[full, 1] + h[full] / 2
    across = x[None, :] - x[:, None]
    down = y[None, :] - y[:, None]
    near = (across > 0.5 * letter) & (across < 5 * letter) & (np.abs(down) < 0.5 * letter)
    if near.sum() < 12:
        return 0.0
    slope = float(np.median(down[near] / across[near]))
    return slope if 0.004 < abs(slope) < 0.12 else 0.0


def find_strips(ink: Ink, letter: float, ground: frozenset[int], slope: float = 0.0) -> list[Strip]:
    """Return text lines, top to bottom and left to right within each area.

    Args:
        ink: components outside busy blocks.
        letter: typical height of a character.
        ground: owners that are open ground, where columns stand closer than inside a bubble.
        slope: how far lines fall per pixel to the right.
    """
    strips: list[Strip] = []
    for owner in np.unique(ink.owner):
        mine = ink.owner == owner
        boxes, areas = ink.boxes[mine], ink.areas[mine]
        level = boxes.copy()
        if slope:
            middle = boxes[:, 0] + boxes[:, 2] / 2
            level[:, 1] = np.round(boxes[:, 1] - slope * middle).astype(np.int32)
        gap = _GROUND_GAP if int(owner) in ground else _INSIDE_GAP
        for members in _cut(level, letter, gap, 0):
            strip = _strip(boxes[members], areas[members], letter, int(owner))
            if strip is not None:
                strips.append(strip)
    strips.sort(key=lambda s: (s.y, s.x))
    return strips


def _strip(boxes: Boxes, areas: NDArray[np.int32], letter: float, owner: int) -> Strip | None:
    x, y = int(boxes[:, 0].min()), int(boxes[:, 1].min())
    right = int((boxes[:, 0] + boxes[:, 2]).max())
    bottom = int((boxes[:, 1] + boxes[:, 3]).max())
    w, h = right - x, bottom - y
    if max(w, h) < 0.3 * letter or int(areas.sum()) < max(4.0, 0.02 * letter * letter):
        return None
    return Strip(x, y, w, h, owner)


def _runs(starts: NDArray[np.int32], ends: NDArray[np.int32], gap: float) -> list[NDArray[np.intp]]:
    """Return index groups of intervals that lie less than ``gap`` apart, in order."""
    order = np.argsort(starts, kind="stable")
    reach = np.maximum.accumulate(ends[order])
    breaks = np.flatnonzero(starts[order][1:] - reach[:-1] >= gap) + 1
    return list(np.split(order, breaks))


def _cut(boxes: Boxes, letter: float, gap: float, depth: int) -> list[NDArray[np.intp]]:
    everything = np.arange(len(boxes))
    if len(boxes) <= 1 or depth > 8:
        return [everything]
    rows = _rows(boxes, letter)
    if len(rows) == 1:
        columns = _columns(boxes, letter, gap)
        if len(columns) == 1:
            return [everything]
        parts = columns
    else:
        parts = rows
    return [part[inner] for part in parts for inner in _cut(boxes[part], letter, gap, depth + 1)]


def _columns(boxes: Boxes, letter: float, gap: float) -> list[NDArray[np.intp]]:
    height = float((boxes[:, 1] + boxes[:, 3]).max() - boxes[:, 1].min())
    size = min(max(height, 0.7 * letter), 1.6 * letter)
    columns = _runs(boxes[:, 0], boxes[:, 0] + boxes[:, 2], gap * size)
    if len(columns) > 1:
        return columns
    return _small_print(boxes, letter)


def _small_print(boxes: Boxes, letter: float) -> list[NDArray[np.intp]]:
    """Part a time in small print from the end of a message's last line."""
    everything = np.arange(len(boxes))
    parts = _runs(boxes[:, 0], boxes[:, 0] + boxes[:, 2], 0.4 * letter)
    heights = [int((boxes[p, 1] + boxes[p, 3]).max() - boxes[p, 1].min()) for p in parts]
    for at in range(1, len(parts)):
        head, tail = max(heights[:at]), max(heights[at:])
        last = np.concatenate(parts[at:])
        width = int((boxes[last, 0] + boxes[last, 2]).max() - boxes[last, 0].min())
        if tail <= 0.72 * head and tail >= 0.4 * letter and width >= 1.8 * tail:
            low = int(boxes[last, 1].min()) - int(boxes[:, 1].min())
            if low >= 0.3 * head:
                return [np.concatenate(parts[:at]), last]
    return [everything]


def _rows(boxes: Boxes, letter: float) -> list[NDArray[np.intp]]:
    """Return rows; strokes of one character (the three of 三) stay together."""
    runs = _runs(boxes[:, 1], boxes[:, 1] + boxes[:, 3], 1)
    if len(runs) == 1:
        return _overgrown(boxes, letter)
    wide = int((boxes[:, 0] + boxes[:, 2]).max() - boxes[:, 0].min())
    high = int((boxes[:, 1] + boxes[:, 3]).max() - boxes[:, 1].min())
    if wide <= 1.3 * letter and high <= 1.35 * letter:
        # Two halves of one character that stands alone, such as 是.
        return [np.arange(len(boxes))]
    spans = [(int(boxes[r, 1].min()), int((boxes[r, 1] + boxes[r, 3]).max())) for r in runs]
    full = [b - a for a, b in spans if b - a >= 0.6 * letter]
    line = float(np.median(full)) if full else letter
    line = min(max(line, 0.6 * letter), 2.2 * letter)
    merged: list[list[int]] = [[0]]
    for at in range(1, len(runs)):
        top, bottom = spans[merged[-1][0]][0], spans[at][1]
        previous = spans[merged[-1][-1]]
        small = (
            min(spans[at][1] - spans[at][0], previous[1] - spans[merged[-1][0]][0]) < 0.55 * line
        )
        close = spans[at][0] - previous[1] <= 0.45 * line
        if small and close and bottom - top <= 1.2 * max(line, letter):
            merged[-1].append(at)
        else:
            merged.append([at])
    return [np.concatenate([runs[i] for i in group]) for group in merged]


def _overgrown(boxes: Boxes, letter: float) -> list[NDArray[np.intp]]:
    """Part lines that a few touching characters glued, at the emptiest row between them."""
    top, bottom = int(boxes[:, 1].min()), int((boxes[:, 1] + boxes[:, 3]).max())
    everything = np.arange(len(boxes))
    if bottom - top < 1.75 * letter or len(boxes) < 6:
        return [everything]
    fits = boxes[:, 3] <= 1.5 * letter
    if fits.sum() < 0.7 * len(boxes):
        return [everything]
    runs = _runs(boxes[fits, 1], boxes[fits, 1] + boxes[fits, 3], 1)
    if len(runs) == 1:
        return [everything]
    index = np.flatnonzero(fits)
    groups = [list(index[r]) for r in runs]
    centres = [float((boxes[g, 1] + boxes[g, 3] / 2).mean()) for g in groups]
    for at in np.flatnonzero(~fits):
        middle = float(boxes[at, 1] + boxes[at, 3] / 2)
        nearest = min(range(len(groups)), key=lambda k: abs(centres[k] - middle))
        groups[nearest].append(at)
    return [np.array(sorted(g), dtype=np.intp) for g in groups]

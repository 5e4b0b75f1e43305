"""On which side of the conversation an area stands."""

from __future__ import annotations

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RegionKind, Side
from desktop_app.imaging.layout_objects import far
from desktop_app.imaging.layout_page import Page, beside

# A bubble this wide (share of its pane), whose margins differ by no more, can be on either side.
_WIDE = 0.55
_EITHER = 0.12
# Fills within this distance (RGB units) are one colour.
_SAME_FILL = 10


def side_of(page: Page, box: Box, avatars: list[Box]) -> Side:
    """Return an area's side: by the portrait beside it, else by its margins."""
    pane = page.pane_of(box)
    usual = sorted(a.w for a in avatars)[len(avatars) // 2] if avatars else 0
    near = [
        (abs(a.w - usual), not on_left, on_left)
        for a in avatars
        if a is not box
        for on_left in (True, False)
        if beside(a, box, on_left, 1.5 * page.letter)
    ]
    if near:
        # Where squares stand on both sides, the one of the usual size is the sender's.
        return Side.LEFT if min(near)[2] else Side.RIGHT
    left, right = box.x - pane.x, pane.right - box.right
    if box.w > 0.9 * pane.w:
        return Side.WIDE
    if abs(left - right) < 0.05 * pane.w and box.w < 0.8 * pane.w:
        return Side.CENTRE
    return Side.LEFT if left < right else Side.RIGHT


def sides_of(page: Page, kinds: dict[int, RegionKind], avatars: list[Box]) -> dict[int, Side]:
    """Return each area's side; a bubble that could be on either has that of its colour.

    A wide bubble reaches to both sides, and a wallpaper has squares that look like portraits.
    """
    sides = {index: side_of(page, page.areas[index].box, avatars) for index in kinds}
    bubbles = [index for index, kind in kinds.items() if kind is RegionKind.BUBBLE]
    settled: dict[int, Side] = {}
    for index in bubbles:
        box = page.areas[index].box
        pane = page.pane_of(box)
        if abs((box.x - pane.x) - (pane.right - box.right)) > _EITHER * pane.w:
            continue
        if box.w < _WIDE * pane.w or sides[index] is Side.WIDE or _flanked(page, box, avatars):
            continue
        alike = {
            sides[i]
            for i in bubbles
            if i != index and far(page.areas[i].colour, page.areas[index].colour) <= _SAME_FILL
        }
        others = {
            sides[i]
            for i in bubbles
            if far(page.areas[i].colour, page.areas[index].colour) > _SAME_FILL
        }
        if len(alike) == 1 and others and not alike & others:
            settled[index] = next(iter(alike))
    return sides | settled


def _flanked(page: Page, box: Box, avatars: list[Box]) -> bool:
    """Whether a portrait stands beside a bubble that is one of a column of portraits."""
    return any(
        a is not b and abs(a.x - b.x) <= 0.15 * a.w and abs(a.w - b.w) <= 0.15 * a.w
        for a in avatars
        if any(beside(a, box, on_left, 1.5 * page.letter) for on_left in (True, False))
        for b in avatars
    )

"""Which part of a picture holds the conversation: a window has lists beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage, Region, RegionKind, Side

_PANES = (RegionKind.BODY, RegionKind.TITLE_BAR, RegionKind.INPUT_BAR)


@dataclass(frozen=True, slots=True)
class Pane:
    """The part of a picture in which the conversation stands.

    Attributes:
        box: pixels of the picture.
        letter: typical height of a line in it, pixels.
        lines: its lines, in the page's order.
        regions: its regions; ids are those of the page.
    """

    box: Box
    letter: float
    lines: tuple[RecognisedLine, ...]
    regions: tuple[Region, ...]

    def centred(self, box: Box) -> bool:
        """Whether a box stands in the middle of the pane."""
        left, right = box.x - self.box.x, self.box.right - box.right
        return abs(left - right) < 0.14 * self.box.w and left > 0.06 * self.box.w


def screens_of(regions: Sequence[Region]) -> list[Box]:
    """Return the screens of a picture, left to right; none where it is one itself."""
    boxes = [region.box for region in regions if region.kind is RegionKind.SCREEN]
    return sorted(boxes, key=lambda box: box.x)


def whole(page: RecognisedPage) -> Pane:
    """Return the page as one pane, whatever lies on it."""
    return _pane(page, Box(0, 0, page.width, page.height))


def conversations(page: RecognisedPage) -> list[Pane]:
    """Return the panes with talk in them, left to right; the whole page where there is one.

    A list of contacts beside a conversation holds far less talk than it; two screenshots put
    side by side hold about as much.
    """
    screens = screens_of(page.regions)
    if screens:
        return [_pane(page, screen) for screen in screens]
    talk = [(_talk(page, column), column) for column in _candidates(page)]
    most = max(amount for amount, _ in talk)
    best = next(column for amount, column in talk if amount == most)
    chosen = [best]
    for amount, column in talk:
        apart = all(column.right <= c.x + 6 or column.x >= c.right - 6 for c in chosen)
        if apart and amount > 0.3 * most and _both_sides(page, column) and _both_sides(page, best):
            chosen.append(column)
    return [_pane(page, column) for column in sorted(chosen, key=lambda c: c.x)]


def _both_sides(page: RecognisedPage, column: Box) -> bool:
    sides = {
        r.side
        for r in page.regions
        if r.kind is RegionKind.BUBBLE and _within(r.box, column) and r.box.w > 2.5 * r.box.h / 2
    }
    return {Side.LEFT, Side.RIGHT} <= sides


def _pane(page: RecognisedPage, box: Box) -> Pane:
    heights = sorted(line.box.h for line in page.lines if _within(line.box, box)) or [24]
    letter = float(heights[len(heights) // 2])
    if 0 < box.y < 0.2 * page.height:
        # The window's title may stand on a bar of its own above the pane.
        top = max(0, int(box.y - 5 * letter))
        taller = Box(box.x, top, box.w, box.bottom - top)
        if any(_within(line.box, taller) and line.box.centre_y < box.y for line in page.lines):
            box = taller
    lines = tuple(line for line in page.lines if _within(line.box, box))
    regions = tuple(region for region in page.regions if _within(region.box, box))
    return Pane(box, letter, lines, regions)


def _within(box: Box, pane: Box) -> bool:
    return (
        pane.x - 2 <= box.centre_x <= pane.right + 2
        and pane.y - 2 <= box.centre_y <= pane.bottom + 2
    )


def _candidates(page: RecognisedPage) -> list[Box]:
    """Return the columns that tall background areas form, and the gaps between them."""
    columns: list[Box] = []
    for region in page.regions:
        box = region.box
        if region.kind not in _PANES or box.w > 0.97 * page.width:
            continue
        for at, column in enumerate(columns):
            if abs(column.x - box.x) <= 6 and abs(column.right - box.right) <= 6:
                columns[at] = column.union(box)
                break
        else:
            columns.append(box)
    columns = sorted((c for c in columns if c.h > 0.45 * page.height), key=lambda c: (c.x, -c.w))
    if not columns:
        return [Box(0, 0, page.width, page.height)]
    found = list(columns)
    edge = 0
    for column in [*columns, Box(page.width, 0, 1, page.height)]:
        if column.x - edge > 0.25 * page.width:
            found.append(Box(edge, 0, column.x - edge, page.height))
        edge = max(edge, column.right)
    return found


def _talk(page: RecognisedPage, column: Box) -> float:
    """Return how much talk a column holds: area of bubbles, else of text."""
    bubbles = sum(
        r.box.area
        for r in page.regions
        if r.kind is RegionKind.BUBBLE and _within(r.box, column) and r.box.w < 0.97 * column.w
    )
    text = sum(line.box.area for line in page.lines if _within(line.box, column))
    return bubbles * 3.0 + text + 0.02 * column.area

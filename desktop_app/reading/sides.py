"""On which side of a conversation something stands, and which pictures are laid out alike."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RecognisedPage, Region, RegionKind, Side
from desktop_app.reading.columns import with_columns
from desktop_app.reading.panes import Pane, conversations

_BARS = (RegionKind.TITLE_BAR, RegionKind.INPUT_BAR)
_OFF = 0.01  # of width or height by which a bar may differ
_SHADE = 6


def sides_of(page: RecognisedPage, boxes: Sequence[Box]) -> list[Side]:
    """Return left, right or centre for the boxes of messages.

    The bubble that a box stands in decides; where there is none, the margins of its pane.
    """
    bubbles = sorted(
        (r for r in with_columns(page.regions) if r.kind is RegionKind.BUBBLE),
        key=lambda region: region.box.y,
    )
    tops = [bubble.box.y for bubble in bubbles]
    tallest = max((bubble.box.h for bubble in bubbles), default=0)
    panes = conversations(page)
    found: list[Side] = []
    for box in boxes:
        first = bisect_left(tops, box.centre_y - tallest)
        last = bisect_right(tops, box.centre_y)
        holding = [each for each in bubbles[first:last] if each.box.holds_centre(box)]
        home = min(holding, key=lambda region: region.box.area, default=None)
        found.append(_side(home, box, panes))
    return found


def _side(home: Region | None, box: Box, panes: Sequence[Pane]) -> Side:
    if home is not None and home.side is not Side.WIDE:
        return home.side
    pane = next((pane for pane in panes if pane.box.holds_centre(box)), panes[0])
    if home is None and pane.centred(box):
        return Side.CENTRE
    wide = box if home is None else home.box
    left, right = wide.x - pane.box.x, pane.box.right - wide.right
    return Side.RIGHT if left > right + 2 else Side.LEFT


def alike(one: RecognisedPage, other: RecognisedPage) -> bool:
    """Whether two pictures are screens of the same layout.

    Same size, same background, and the same bars at the same places in the same colours;
    photos never are.
    """
    if one.photo or other.photo or (one.width, one.height) != (other.width, other.height):
        return False
    if not _shade(one.background, other.background):
        return False
    bars, others = _bars(one), _bars(other)
    return len(bars) == len(others) and all(
        any(_same_bar(bar, each, one) for each in others) for bar in bars
    )


def _bars(page: RecognisedPage) -> list[Region]:
    return [region for region in page.regions if region.kind in _BARS]


def _same_bar(bar: Region, other: Region, page: RecognisedPage) -> bool:
    across, down = max(2.0, _OFF * page.width), max(2.0, _OFF * page.height)
    one, two = bar.box, other.box
    return (
        bar.kind is other.kind
        and _shade(bar.colour, other.colour)
        and max(abs(one.x - two.x), abs(one.right - two.right)) <= across
        and max(abs(one.y - two.y), abs(one.bottom - two.bottom)) <= down
    )


def _shade(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _SHADE

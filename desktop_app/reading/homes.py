"""Which words stand in which bubble: as said, as quoted, or loose on the ground."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.geometry import union_of
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage, Region, RegionKind
from desktop_app.reading.joining import contrast
from desktop_app.reading.panes import Pane
from desktop_app.reading.screen_words import is_delivery_mark, is_time

CARD = re.compile(r"^(?:订单|商品|运单|快递|物流|合计|共\d+件|单号)")
"""How the facts of a card begin."""

# A frame over so much of a bubble is its own border; bubbles that share so much are one.
_ALL, _ONE = 0.5, 0.4
# How a line that layout gave to no bubble resembles those of the bubble it stands in.
_PRINT, _STRONG, _SHADE = 0.8, 0.75, 24
_TOUCH = 0.2


@dataclass(frozen=True, slots=True)
class Homes:
    """Where the words of a conversation stand.

    Attributes:
        bubbles: of the pane; of several that are parts of one, the largest.
        inside: words said, by the id of their bubble.
        quotes: words quoted, by the id of their bubble.
        loose: words in no bubble.
    """

    bubbles: list[Region]
    inside: dict[int, list[RecognisedLine]]
    quotes: dict[int, list[RecognisedLine]]
    loose: list[RecognisedLine]


def homes_of(page: RecognisedPage, pane: Pane, lines: Sequence[RecognisedLine]) -> Homes:
    """Return which of the lines of a pane stand in which of its bubbles."""
    every = [r for r in pane.regions if r.kind is RegionKind.BUBBLE]
    whole = _parts_of_one(every)
    parts = {r.id: [part.box for part in every if whole[part.id] == r.id] for r in every}
    bubbles = [replace(r, box=union_of(parts[r.id])) for r in every if whole[r.id] == r.id]
    inside: dict[int, list[RecognisedLine]] = {r.id: [] for r in bubbles}
    quotes: dict[int, list[RecognisedLine]] = {r.id: [] for r in bubbles}
    loose: list[RecognisedLine] = []
    for line in lines:
        home = home_of(page.regions, line.region)
        if home is None or home[0].id not in whole:
            loose.append(line)
            continue
        bubble, in_quote = home
        in_quote = in_quote and not CARD.match(line.text.strip())
        (quotes if in_quote else inside)[whole[bubble.id]].append(line)
    bubbles = [_unframed(bubble, page.regions, inside, quotes) for bubble in bubbles]
    _adopt_quotes(page.regions, bubbles, quotes, lines, loose, page.background)
    _adopt_strays(bubbles, inside, quotes, loose)
    return Homes(bubbles, inside, quotes, loose)


def _parts_of_one(bubbles: Sequence[Region]) -> dict[int, int]:
    """Return for each bubble the one that it is a part of: ornaments cut bubbles into pieces."""
    whole: dict[int, int] = {}
    largest = sorted(bubbles, key=lambda r: (-r.box.area, r.id))
    for at, bubble in enumerate(largest):
        whole[bubble.id] = bubble.id
        for other in largest[:at]:
            common = bubble.box.intersection(other.box)
            rows = common is not None and common.h > 0.7 * min(bubble.box.h, other.box.h)
            if rows and common is not None and common.area > _ONE * bubble.box.area:
                whole[bubble.id] = whole[other.id]
                break
    return whole


def _unframed(
    bubble: Region,
    regions: Sequence[Region],
    inside: dict[int, list[RecognisedLine]],
    quotes: dict[int, list[RecognisedLine]],
) -> Region:
    """Take words for said that stand in a frame over most of a bubble with nothing else in it.

    An ornament or the marker of a person frames them so; returned is the bubble as they see it.
    """
    framed = quotes[bubble.id]
    frames = {line.region for line in framed}
    frame = next(iter(frames)) if len(frames) == 1 else None
    if frame is None or inside[bubble.id]:
        return bubble
    if regions[frame].box.area <= _ALL * bubble.box.area:
        return bubble
    inside[bubble.id], quotes[bubble.id] = framed, []
    return replace(bubble, colour=regions[frame].colour)


def _adopt_strays(
    bubbles: Sequence[Region],
    inside: dict[int, list[RecognisedLine]],
    quotes: dict[int, list[RecognisedLine]],
    loose: list[RecognisedLine],
) -> None:
    """Give a bubble the words that stand in its box, printed like its own, and drop doubles."""
    for bubble in bubbles:
        own = inside[bubble.id]
        if not own or quotes[bubble.id]:
            continue
        for line in [each for each in loose if _strays(each, bubble, own)]:
            loose.remove(line)
            if not any(_covers(other, line) for other in own):
                own.append(line)


def _strays(line: RecognisedLine, bubble: Region, own: Sequence[RecognisedLine]) -> bool:
    box = line.box
    if is_time(line.text) or is_delivery_mark(line.text):
        return False
    if not near(line.paper, bubble.colour, _SHADE):
        return False
    across = bubble.box.x <= box.centre_x <= bubble.box.right
    over = bubble.box.y - box.y < (1 - _TOUCH) * box.h and box.centre_y <= bubble.box.bottom
    if not (across and over):
        return False
    height = sorted(each.box.h for each in own)[(len(own) - 1) // 2]
    strong = max(contrast(each) for each in own)
    alike = _PRINT * height <= box.h <= height / _PRINT or any(_covers(o, line) for o in own)
    return alike and contrast(line) >= _STRONG * strong


def _covers(line: RecognisedLine, other: RecognisedLine) -> bool:
    common = line.box.intersection(other.box)
    return common is not None and common.area > 0.5 * other.box.area


def home_of(regions: Sequence[Region], region: int | None) -> tuple[Region, bool] | None:
    """Return the bubble that holds a region and whether the region is a quotation in it."""
    in_quote = False
    at = region
    while at is not None:
        here = regions[at]
        if here.kind is RegionKind.BUBBLE:
            return here, in_quote
        in_quote = in_quote or here.kind is RegionKind.QUOTE
        at = here.parent
    return None


def _adopt_quotes(
    regions: Sequence[Region],
    bubbles: Sequence[Region],
    quotes: dict[int, list[RecognisedLine]],
    lines: Sequence[RecognisedLine],
    loose: list[RecognisedLine],
    ground: tuple[int, int, int],
) -> None:
    """Give a quotation that stands under a bubble to that bubble."""
    for region in regions:
        if region.kind is not RegionKind.QUOTE:
            continue
        if home_of(regions, region.id) is not None or near(region.colour, ground, 3):
            continue
        above = [
            b
            for b in bubbles
            if b.box.bottom <= region.box.y + 4
            and (b.box.x <= region.box.right and region.box.x <= b.box.right)
        ]
        own = [line for line in lines if line.region == region.id]
        if above and own:
            nearest = max(above, key=lambda b: b.box.bottom)
            quotes[nearest.id].extend(own)
            for line in own:
                if line in loose:
                    loose.remove(line)


def near(one: tuple[int, int, int], other: tuple[int, int, int], limit: int) -> bool:
    """Whether two colours differ by at most ``limit`` in each channel."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= limit

"""What a person drew on a page, in terms of its lines: read in addition, or left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.drawn import Area, AreaUse, Drawn
from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage, Region, RegionKind
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.chat import speakers, stamped
from desktop_app.reading.entries import Entry
from desktop_app.reading.homes import home_of, near
from desktop_app.reading.joining import in_reading_order
from desktop_app.reading.panes import Pane
from desktop_app.reading.screen_words import is_notice, is_time

_SAME_PAPER = 24
_SAME_FILL = 12
_MOST = 0.4  # of a drawn box lies in a bubble that its lines then belong to
_READ_ALREADY = 0.5  # of the smaller of two lines is common: they are the same words


@dataclass(frozen=True, slots=True)
class Hand:
    """What assembly has to know of a person's drawing.

    Attributes:
        own: blocks of lines that a person had read outside every bubble, each a message of its
            own; they are among the page's lines.
        ignored: boxes of the page's lines that are left out.
    """

    own: tuple[tuple[RecognisedLine, ...], ...] = ()
    ignored: frozenset[Box] = frozenset()

    def left(self, lines: Iterable[RecognisedLine]) -> list[RecognisedLine]:
        """Return the lines that are not left out."""
        return [line for line in lines if line.box not in self.ignored]


NO_HAND = Hand()


def with_areas(page: RecognisedPage, drawn: Drawn) -> tuple[RecognisedPage, Hand]:
    """Return the page with the lines that a person had read, and what is to be left out.

    A line read in a drawn box replaces what layout had found of the same words; it belongs to
    the bubble it stands in, else to none.
    """
    lines = list(page.lines)
    loose: list[tuple[Area, RecognisedLine]] = []
    for area in drawn.areas:
        if area.use is not AreaUse.READ:
            continue
        lines, fresh = _added(lines, area)
        homed = [replace(line, region=_region_of(page.regions, line, area.box)) for line in fresh]
        lines += homed
        loose = [(of, line) for of, line in loose if line in lines]
        loose += [(area, line) for line in homed if line.region is None]
    ordered = sorted(lines, key=lambda line: (line.box.y, line.box.x))
    ignored = frozenset(line.box for line in lines if drawn.ignores(line.box))
    own = [
        block
        for area in drawn.areas
        for block in _blocks([line for of, line in loose if of is area])
        if not all(line.box in ignored for line in block)
    ]
    return replace(page, lines=tuple(ordered)), Hand(tuple(own), ignored)


def _added(
    lines: list[RecognisedLine], area: Area
) -> tuple[list[RecognisedLine], list[RecognisedLine]]:
    """Return the lines that stay beside a drawn box, and those of the box that are new."""
    fresh: list[RecognisedLine] = []
    for line in area.lines:
        if not line.text.strip():
            continue
        same = [old for old in lines if _common(old.box, line.box) > _READ_ALREADY]
        if any(old.box.w > 1.3 * line.box.w for old in same):
            continue  # the box cuts through words that were read whole
        lines = [old for old in lines if old not in same]
        fresh.append(line)
    return lines, fresh


def _common(one: Box, other: Box) -> float:
    common = one.intersection(other)
    return 0.0 if common is None else common.area / min(one.area, other.area)


def _region_of(regions: Sequence[Region], line: RecognisedLine, drawn: Box) -> int | None:
    """Return the innermost region of a bubble that a line stands in, or that its box covers."""
    inside = [
        region
        for region in regions
        if region.kind in (RegionKind.BUBBLE, RegionKind.QUOTE)
        and home_of(regions, region.id) is not None
    ]
    holding = [region for region in inside if region.box.holds_centre(line.box)]
    if holding:
        return min(holding, key=lambda region: region.box.area).id
    shares = [
        (common.area / drawn.area, region.id)
        for region in inside
        if (common := region.box.intersection(drawn)) is not None
    ]
    share, number = max(shares, default=(0.0, -1))
    return number if share > _MOST else None


def _blocks(lines: Sequence[RecognisedLine]) -> list[tuple[RecognisedLine, ...]]:
    """Part lines of one drawn box where a gap, another column or another paper begins."""
    blocks: list[list[RecognisedLine]] = []
    for line in in_reading_order(lines):
        timed = is_time(line.text)
        for block in reversed(blocks[-3:]):
            if timed or is_time(block[-1].text):
                continue
            last = block[-1].box
            close = line.box.y - last.bottom < 0.9 * max(line.box.h, last.h)
            across = last.x < line.box.right and line.box.x < last.right
            same_row = last.y < line.box.centre_y < last.bottom
            beside = same_row and line.box.x - last.right < 2 * last.h
            if ((close and across) or beside) and near(block[-1].paper, line.paper, _SAME_PAPER):
                block.append(line)
                break
        else:
            blocks.append([line])
    return [tuple(block) for block in blocks]


def in_pane(
    hand: Hand, panes: Sequence[Pane], pane: Pane
) -> tuple[tuple[RecognisedLine, ...], ...]:
    """Return the blocks read by hand that stand in one of the panes."""

    def best(block: Sequence[RecognisedLine]) -> Pane:
        middle = union_of([line.box for line in block])
        return next((p for p in panes if p.box.holds_centre(middle)), panes[0])

    return tuple(block for block in hand.own if best(block) is pane)


def with_own(
    entries: Sequence[Entry],
    own: Sequence[Sequence[RecognisedLine]],
    page: RecognisedPage,
    pane: Pane,
) -> list[Entry]:
    """Return the entries of a pane with those read by hand, top to bottom.

    A time in small print right at a message is that message's own.
    """
    result = list(entries)
    made = sorted((_own_entry(page, pane, block) for block in own), key=lambda e: e.is_time)
    for entry in made:
        owner = stamped(result, entry.lines[0], pane) if entry.is_time else None
        if owner is None:
            result.append(entry)
        else:
            text = "".join(line.text for line in entry.lines).strip()
            result[owner] = replace(result[owner], stamp=text)
    return sorted(result, key=lambda entry: (entry.box.y, entry.box.x))


def _own_entry(page: RecognisedPage, pane: Pane, block: Sequence[RecognisedLine]) -> Entry:
    """Return the entry that lines read by hand are: a time line, a notice or a message."""
    box = union_of([line.box for line in block])
    text = "".join(line.text for line in block)
    on_ground = near(block[0].paper, page.background, _SAME_FILL)
    timed = is_time(text)
    if timed or (pane.centred(box) and (on_ground or is_notice(text))):
        return Entry(box, tuple(block), speaker=Speaker.SYSTEM, is_time=timed)
    return Entry(box, tuple(block), speaker=_speaker(pane, block, box))


def _speaker(pane: Pane, block: Sequence[RecognisedLine], box: Box) -> Speaker:
    """Return who said it: as in bubbles of the same colour where they agree, else by side."""
    bubbles = [region for region in pane.regions if region.kind is RegionKind.BUBBLE]
    known = speakers(bubbles, pane.box)
    alike = {
        known[bubble.id]
        for bubble in bubbles
        if near(bubble.colour, block[0].paper, _SAME_FILL)
        and known[bubble.id] is not Speaker.SYSTEM
    }
    if len(alike) == 1:
        return alike.pop()
    left, right = box.x - pane.box.x, pane.box.right - box.right
    return Speaker.SELF if left > right + 0.08 * pane.box.w else Speaker.OTHER


def without(entries: Sequence[Entry], hand: Hand) -> list[Entry]:
    """Return the entries without the lines that are left out; what has none is gone."""
    if not hand.ignored:
        return list(entries)
    kept: list[Entry] = []
    for entry in entries:
        lines, quoted = hand.left(entry.lines), hand.left(entry.quoted)
        if lines or quoted:
            kept.append(replace(entry, lines=tuple(lines), quoted=tuple(quoted)))
    return kept

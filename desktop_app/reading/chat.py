"""Bubbles, names and time lines of a chat screen → messages with speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import (
    RecognisedLine,
    RecognisedPage,
    Region,
    RegionKind,
    Side,
)
from desktop_app.domain.transcript import Message, Speaker
from desktop_app.reading.joining import Joined, in_reading_order, join
from desktop_app.reading.panes import Pane
from desktop_app.reading.screen_words import (
    has_words,
    is_badge,
    is_delivery_mark,
    is_input_hint,
    is_notice,
    is_send_button,
    is_time,
    is_voice_length,
)

_QUOTE_START = re.compile(r"^.{1,24}[:：]")
_CARD = re.compile(r"^(?:订单|商品|运单|快递|物流|合计|共\d+件|单号)")
_BROKEN_TIME = re.compile(r"(?<=[\d:：])\s+(?=[\d:：])")
_STAMP_TAIL = re.compile(
    r"^(?P<words>.*?)[\s·]*(?P<time>(?:上午|下午|[AP]M\s?)?\d{1,2}[:：]\d{2}(?:\s?[AP]M)?)\s*[✓√vVwW/\\\s]{0,5}$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A message on its way: lines and what is known of them.

    Attributes:
        box: the bubble, or the words where there is none.
        lines: words in reading order.
        quoted: words that quote somebody else, in reading order.
        quote_first: the quotation stands above the words.
        speaker: who, as far as geometry tells.
        name: name over the bubble.
        stamp: time words that belong to this entry alone, or empty.
        is_time: the entry is a time line.
    """

    box: Box
    lines: tuple[RecognisedLine, ...]
    quoted: tuple[RecognisedLine, ...] = ()
    quote_first: bool = True
    speaker: Speaker = Speaker.OTHER
    name: str = ""
    stamp: str = ""
    is_time: bool = False


def read_bubbles(page: RecognisedPage, pane: Pane, lines: Sequence[RecognisedLine]) -> list[Entry]:
    """Return the entries of a chat with bubbles, or of bare messages, top to bottom.

    Args:
        page: the recognised picture.
        pane: where the conversation stands.
        lines: the pane's lines without title and input bars.
    """
    bubbles = [r for r in pane.regions if r.kind is RegionKind.BUBBLE]
    avatars = [r.box for r in pane.regions if r.kind is RegionKind.AVATAR]
    inside: dict[int, list[RecognisedLine]] = {r.id: [] for r in bubbles}
    quotes: dict[int, list[RecognisedLine]] = {r.id: [] for r in bubbles}
    loose: list[RecognisedLine] = []
    for line in lines:
        home = home_of(page.regions, line.region)
        if home is None or home[0].id not in inside:
            loose.append(line)
            continue
        bubble, in_quote = home
        in_quote = in_quote and not _CARD.match(line.text.strip())
        (quotes if in_quote else inside)[bubble.id].append(line)
    _adopt_quotes(page.regions, bubbles, quotes, lines, loose)
    sides = speakers(bubbles, pane.box)
    entries: list[Entry] = []
    for bubble in bubbles:
        entry = _bubble_entry(bubble, inside[bubble.id], quotes[bubble.id], sides[bubble.id], pane)
        if entry is not None:
            entries.append(entry)
    entries = _stamps_cut(entries)
    entries = _with_loose(entries, in_reading_order(loose), pane, avatars)
    entries.sort(key=lambda e: (e.box.y, e.box.x))
    return entries


def _stamps_cut(entries: list[Entry]) -> list[Entry]:
    """Cut times off the ends of messages where most bubbles of the page carry one."""
    stamped = sum(bool(e.stamp) for e in entries)
    if stamped < 2:
        return entries
    result: list[Entry] = []
    for entry in entries:
        spoken = entry.lines if entry.speaker is not Speaker.SYSTEM else ()
        last = spoken[-1] if spoken else None
        match = _STAMP_TAIL.match(last.text) if last is not None and not entry.stamp else None
        if last is None or match is None or not match["words"].strip():
            result.append(entry)
            continue
        words = match["words"].rstrip()
        edges = last.edges[: len(words) + 1] if last.edges else ()
        short = replace(last, text=words, edges=edges, readings=())
        result.append(replace(entry, lines=(*entry.lines[:-1], short), stamp=match["time"]))
    return result


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
) -> None:
    """Give a quotation that stands under a bubble to that bubble."""
    for region in regions:
        if region.kind is not RegionKind.QUOTE:
            continue
        if home_of(regions, region.id) is not None:
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


def speakers(bubbles: Sequence[Region], pane: Box) -> dict[int, Speaker]:
    """Return who each bubble is from: by side, and by colour where the side says nothing."""
    known: dict[int, Speaker] = {}
    for bubble in bubbles:
        if bubble.side is Side.LEFT:
            known[bubble.id] = Speaker.OTHER
        elif bubble.side is Side.RIGHT:
            known[bubble.id] = Speaker.SELF
    for bubble in bubbles:
        if bubble.id in known:
            continue
        alike = [
            known[b.id] for b in bubbles if b.id in known and near(b.colour, bubble.colour, 12)
        ]
        if alike and bubble.box.w > 0.5 * pane.w:
            own = sum(s is Speaker.SELF for s in alike)
            known[bubble.id] = Speaker.SELF if 2 * own > len(alike) else Speaker.OTHER
        elif bubble.box.w > 0.5 * pane.w and max(bubble.colour) - min(bubble.colour) >= 60:
            known[bubble.id] = Speaker.SELF
        elif bubble.side is Side.WIDE:
            left, right = bubble.box.x - pane.x, pane.right - bubble.box.right
            known[bubble.id] = Speaker.SELF if left > right + 2 else Speaker.OTHER
        else:
            known[bubble.id] = Speaker.SYSTEM
    return known


def near(one: tuple[int, int, int], other: tuple[int, int, int], limit: int) -> bool:
    """Whether two colours differ by at most ``limit`` in each channel."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= limit


def _bubble_entry(
    bubble: Region,
    lines: Sequence[RecognisedLine],
    quoted: Sequence[RecognisedLine],
    speaker: Speaker,
    pane: Pane,
) -> Entry | None:
    own = [line for line in in_reading_order(lines) if line.text.strip()]
    quoted = [line for line in in_reading_order(quoted) if line.text.strip()]
    text = "".join(line.text for line in own)
    if speaker is Speaker.SYSTEM or (bubble.side is Side.CENTRE and is_time(text)):
        if not own:
            return None
        return Entry(bubble.box, tuple(own), speaker=Speaker.SYSTEM, is_time=is_time(text))
    if len(own) == 1 and not quoted and is_input_hint(text):
        low = bubble.box.y > pane.box.y + 0.8 * pane.box.h
        if low and (bubble.box.w > 0.4 * pane.box.w or is_send_button(text)):
            return None
    if not quoted:
        own, quoted = _quote_on_top(own)
    stamp = ""
    if len(own) > 1:
        tail = own[-1]
        body = sorted(line.box.h for line in own[:-1])
        # The words go on at the left edge; a time stands at the right or in clearly small print.
        share = tail.box.h / body[len(body) // 2]
        apart = tail.box.x > min(line.box.x for line in own[:-1]) + 0.6 * tail.box.h
        small = share < 0.66 or (apart and share < 0.9)
        words = _BROKEN_TIME.sub("", tail.text).rstrip("✓√/\\vVwW ")
        if is_time(words) and small:
            stamp, own = words, own[:-1]
    if not own and not quoted:
        return None
    first = not own or not quoted or quoted[0].box.y <= own[0].box.y
    return Entry(bubble.box, tuple(own), tuple(quoted), first, speaker, stamp=stamp)


def _quote_on_top(
    lines: list[RecognisedLine],
) -> tuple[list[RecognisedLine], list[RecognisedLine]]:
    """Part ``name: words`` in smaller and fainter print from the words under it."""
    if len(lines) < 2 or not _QUOTE_START.match(lines[0].text.strip()):
        return lines, []
    full = max(line.box.h for line in lines)
    strong = max(_contrast(line) for line in lines)
    count = 0
    for line in lines:
        if line.box.h < 0.92 * full and _contrast(line) < 0.85 * strong:
            count += 1
        else:
            break
    if count == len(lines):
        return lines, []
    return lines[count:], lines[:count]


def _contrast(line: RecognisedLine) -> int:
    return max(abs(a - b) for a, b in zip(line.ink, line.paper, strict=True))


def _with_loose(
    entries: list[Entry], loose: Sequence[RecognisedLine], pane: Pane, avatars: Sequence[Box]
) -> list[Entry]:
    """Add what stands outside bubbles: names, time lines, notices, marks, bare messages."""
    result = list(entries)
    rest: list[RecognisedLine] = []
    bare = all(entry.speaker is Speaker.SYSTEM for entry in entries)
    body = sorted(
        line.box.h for e in entries for line in e.lines if e.speaker is not Speaker.SYSTEM
    )
    # Turned photos make long lines taller than short ones.
    full = 0.78 * body[len(body) // 2] if body else 0.0
    times = [line.box.y for line in loose if is_time(line.text)]
    for line in loose:
        text = line.text.strip()
        if not text or not has_words(text) or is_delivery_mark(text):
            continue
        alone = _beside_avatar(line.box, avatars, pane) is None
        if is_voice_length(text) and alone:
            continue
        if is_time(text):
            owner = _stamped(result, line, pane)
            if owner is not None:
                entry = result[owner]
                result[owner] = replace(entry, stamp=text)
            else:
                result.append(Entry(line.box, (line,), speaker=Speaker.SYSTEM, is_time=True))
            continue
        named = _named(result, line, pane, avatars)
        if named is not None:
            result[named] = replace(result[named], name=text)
            continue
        if is_badge(text) and alone and not pane.centred(line.box):
            continue
        rest.append(line)
    for group in _groups(rest, times):
        box = union_of([line.box for line in group])
        text = "".join(line.text for line in group)
        beside = _beside_avatar(box, avatars, pane)
        if beside is not None and has_words(text) and not is_notice(text):
            # The bubble is too faint to be seen; its words are not.
            name, words = _name_on_top(group)
            if max(word.box.h for word in words) >= full:
                whole = union_of([word.box for word in words])
                result.append(Entry(whole, words, speaker=beside, name=name))
        elif pane.centred(box) or is_notice(text):
            result.append(Entry(box, tuple(group), speaker=Speaker.SYSTEM))
        elif bare and not is_input_hint(text):
            result.append(Entry(box, tuple(group), speaker=_bare_speaker(group, pane)))
    return result


def _stamped(entries: Sequence[Entry], line: RecognisedLine, pane: Pane) -> int | None:
    """Return the entry whose own time a line states: small print right under or beside it."""
    if pane.centred(line.box):
        return None
    best: int | None = None
    for index, entry in enumerate(entries):
        if entry.speaker is Speaker.SYSTEM:
            continue
        box = entry.box
        under = -0.3 * pane.letter <= line.box.y - box.bottom <= 1.2 * pane.letter
        aligned = abs(line.box.x - box.x) < 1.5 * pane.letter or (
            abs(line.box.right - box.right) < 1.5 * pane.letter
        )
        beside = box.y - pane.letter < line.box.centre_y < box.bottom + 2 and (
            -2 <= line.box.x - box.right < 3 * pane.letter
            or -2 <= box.x - line.box.right < 3 * pane.letter
        )
        if (under and aligned) or beside:
            best = index
    return best


def _named(
    entries: Sequence[Entry], line: RecognisedLine, pane: Pane, avatars: Sequence[Box]
) -> int | None:
    """Return the entry over whose bubble a name stands."""
    letter = max(pane.letter, line.box.h)
    best, distance = None, 1.6 * letter
    for index, entry in enumerate(entries):
        if entry.speaker is Speaker.SYSTEM or entry.name:
            continue
        box = entry.box
        gap = box.y - line.box.bottom
        if not -0.4 * letter <= gap < distance:
            continue
        left = abs(line.box.x - box.x) < 1.5 * letter
        right = abs(line.box.right - box.right) < 1.5 * letter
        if entry.speaker is Speaker.OTHER and not left:
            continue
        if entry.speaker is Speaker.SELF and not right:
            continue
        if pane.centred(line.box) and is_notice(line.text):
            continue
        beside = [a for a in avatars if a.y <= line.box.centre_y <= a.bottom]
        if beside and all(box.y > a.bottom for a in beside):
            # It stands beside a portrait of its own: a message whose bubble was not seen.
            continue
        with_avatar = any(
            a.y - letter <= line.box.centre_y <= a.bottom and a.y - letter <= box.y <= a.bottom
            for a in avatars
        )
        if avatars and not with_avatar and pane.centred(line.box):
            continue
        best, distance = index, gap
    return best


def _beside_avatar(box: Box, avatars: Sequence[Box], pane: Pane) -> Speaker | None:
    """Return who words without a bubble are from when an avatar stands right beside them."""
    reach = 3.0 * pane.letter
    for avatar in avatars:
        if not avatar.y - pane.letter <= box.y <= avatar.bottom:
            continue
        on_left = avatar.centre_x < pane.box.centre_x
        if on_left and 0 <= box.x - avatar.right <= reach:
            return Speaker.OTHER
        if not on_left and 0 <= avatar.x - box.right <= reach:
            return Speaker.SELF
    return None


def _name_on_top(
    lines: Sequence[RecognisedLine],
) -> tuple[str, tuple[RecognisedLine, ...]]:
    """Part a sender's name, smaller and fainter, from the words under it."""
    first, rest = lines[0], tuple(lines[1:])
    if rest and first.box.h < 0.9 * rest[0].box.h and _contrast(first) < 0.85 * _contrast(rest[0]):
        return first.text.strip(), rest
    return "", tuple(lines)


def _bare_speaker(lines: Sequence[RecognisedLine], pane: Pane) -> Speaker:
    """Return who a message without a bubble is from, by the edge its lines are set to."""
    left = min(line.box.x for line in lines) - pane.box.x
    right = pane.box.right - max(line.box.right for line in lines)
    return Speaker.SELF if left > right + 0.08 * pane.box.w else Speaker.OTHER


def _groups(lines: Sequence[RecognisedLine], times: Sequence[int]) -> list[list[RecognisedLine]]:
    """Return lines that stand closely under each other, as blocks; a time line parts them."""
    groups: list[list[RecognisedLine]] = []
    for line in lines:
        for group in reversed(groups[-2:]):
            last = group[-1].box
            near = -0.3 * line.box.h <= line.box.y - last.bottom < 0.9 * max(line.box.h, last.h)
            same_row = last.y < line.box.centre_y < last.bottom
            across = last.x < line.box.right and line.box.x < last.right
            if any(last.y < y < line.box.y for y in times):
                continue
            if (near and across) or (same_row and abs(line.box.x - last.right) < 2 * last.h):
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def message_of(entry: Entry) -> Message | None:
    """Return the message of an entry without its time; None where it has no text."""
    own, quoted = join(entry.lines), join(entry.quoted)
    parts = [p for p in ((quoted, own) if entry.quote_first else (own, quoted)) if p.text]
    if not parts:
        return None
    whole = parts[0] if len(parts) == 1 else _both(parts[0], parts[1], entry)
    spans: tuple[tuple[int, int], ...] = ()
    if quoted.text:
        start = 0 if entry.quote_first or not own.text else len(whole.text) - len(quoted.text)
        spans = ((start, start + len(quoted.text)),)
    return Message(
        entry.speaker,
        whole.text,
        entry.box,
        speaker_name=entry.name,
        confidence=whole.confidence,
        status=whole.status,
        alternatives=whole.alternatives,
        pieces=whole.pieces,
        quoted=spans,
    )


def _both(first: Joined, second: Joined, entry: Entry) -> Joined:
    """Join words and quotation with a blank between them."""
    lines = entry.quoted + entry.lines if entry.quote_first else entry.lines + entry.quoted
    status = join(lines).status
    shift = len(first.text) + 1
    moved = tuple(replace(p, start=p.start + shift, end=p.end + shift) for p in second.pieces)
    others = tuple(
        dict.fromkeys(
            [f"{a} {second.text}" for a in first.alternatives]
            + [f"{first.text} {b}" for b in second.alternatives]
        )
    )
    return Joined(
        f"{first.text} {second.text}",
        first.pieces + moved,
        min(first.confidence, second.confidence),
        status,
        others,
    )

"""Bubbles, names and time lines of a chat screen → messages with speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import (
    RecognisedLine,
    RecognisedPage,
    Region,
    RegionKind,
    Side,
)
from desktop_app.domain.transcript import Speaker
from desktop_app.reading import cards, names
from desktop_app.reading.bare import Blocks
from desktop_app.reading.bubble_words import is_scrap, quote_on_top
from desktop_app.reading.entries import Entry
from desktop_app.reading.homes import homes_of, near
from desktop_app.reading.joining import contrast, in_reading_order
from desktop_app.reading.low_rings import as_stops
from desktop_app.reading.not_said import beside_avatar, floats, is_not_said
from desktop_app.reading.panes import Pane
from desktop_app.reading.screen_words import (
    has_words,
    is_badge,
    is_copy_button,
    is_delivery_mark,
    is_input_hint,
    is_notice,
    is_pinned,
    is_send_button,
    is_time,
    is_voice_length,
    is_warning,
)

# Words in the middle are said where their print is as high and as strong as that of messages.
_FULL, _STRONG = 0.92, 0.85
_LEAST_SAID = 3
# Margins of an area across the page differ by no more than this share of its width.
_EVEN = 0.03
# A bar over the whole width holds the pinned message.
_WHOLE_WIDTH = 0.9
_REACTIONS = re.compile(r"^[^\w一-鿿]*\d{1,3}$")
_BROKEN_TIME = re.compile(r"(?<=[\d:：])\s+(?=[\d:：])")
_STAMP_TAIL = re.compile(
    r"^(?P<words>.*?)[\s·]*(?P<time>(?:上午|下午|[AP]M\s?)?\d{1,2}[:：]\d{1,2}(?:\s?[AP]M)?)\s*[✓√vVwW/\\|«»\[\]\s]{0,5}$"
)


def read_bubbles(page: RecognisedPage, pane: Pane, lines: Sequence[RecognisedLine]) -> list[Entry]:
    """Return the entries of a chat with bubbles, or of bare messages, top to bottom.

    Args:
        page: the recognised picture.
        pane: where the conversation stands.
        lines: the pane's lines without title and input bars.
    """
    avatars = [r.box for r in pane.regions if r.kind is RegionKind.AVATAR]
    faces = {r.id for r in pane.regions if r.kind is RegionKind.AVATAR}
    lines = [line for line in lines if line.region not in faces and not floats(page.regions, line)]
    homes = homes_of(page, pane, lines)
    bubbles = homes.bubbles
    inside, quotes, loose = homes.inside, homes.quotes, homes.loose
    sides = speakers(bubbles, pane.box)
    heard = [b.id for b in bubbles if sides[b.id] is not Speaker.SYSTEM]
    spoken = names.Print.of([line for at in heard for line in inside[at]])
    entries: list[Entry] = []
    pictures = cards.pictures_of(pane)
    for bubble in bubbles:
        written = inside[bubble.id]
        if not quotes[bubble.id] and (not written or is_not_said(bubble, written, pane, avatars)):
            pictures.append(bubble.box)
            continue
        speaker = sides[bubble.id]
        if speaker is Speaker.SYSTEM:
            speaker = beside_avatar(bubble.box, avatars, pane) or speaker
        if speaker is Speaker.SYSTEM and _is_said(written, spoken):
            # Rather the other's than a notice: a threat must not be passed over.
            speaker = Speaker.OTHER
        quoted = quotes[bubble.id]
        whole = [*written, *quoted]
        if _is_nobodys(bubble, whole, avatars, pane):
            speaker, written, quoted = Speaker.SYSTEM, whole, []
        entry = _bubble_entry(bubble, written, quoted, speaker, pane)
        if entry is not None:
            entries.append(entry)
    entries = _stamps_cut(_names_taken(entries, pane, avatars))
    entries = _with_loose(
        entries, in_reading_order(loose), pane, avatars, pictures, photo=page.photo
    )
    entries.sort(key=lambda e: (e.box.y, e.box.x))
    return entries


def _is_said(lines: Sequence[RecognisedLine], spoken: names.Print) -> bool:
    """Whether words in the middle are in the print of messages, which notices are not."""
    text = "".join(line.text for line in lines)
    if is_time(text) or is_notice(text) or sum(map(str.isalnum, text)) < _LEAST_SAID:
        return False
    return any(
        line.box.h >= _FULL * spoken.height and contrast(line) >= _STRONG * spoken.contrast
        for line in lines
        if spoken.height
    )


def _is_nobodys(
    bubble: Region, lines: Sequence[RecognisedLine], avatars: Sequence[Box], pane: Pane
) -> bool:
    """Whether a card or a warning was sent by nobody: it stands beside no portrait.

    What somebody sent, goods or money, is a message of his.
    """
    box = bubble.box
    left, right = box.x - pane.box.x, pane.box.right - box.right
    across = abs(left - right) < _EVEN * pane.box.w and box.w > 0.6 * pane.box.w
    alone = len(avatars) > 1 and beside_avatar(box, avatars, pane) is None
    if (across or alone) and is_warning("".join(line.text for line in lines)):
        return True
    return alone and cards.is_card(in_reading_order(lines))


def _names_taken(entries: list[Entry], pane: Pane, avatars: Sequence[Box]) -> list[Entry]:
    """Give small faint words in an area of their own to the bubble right under them, as its name.

    Beside a portrait they are a name too where a picture or nothing stands under them.
    """
    print_of = names.Print.of(
        [line for e in entries if e.speaker is not Speaker.SYSTEM for line in e.lines]
    )
    result = list(entries)
    for entry in entries:
        if len(entry.lines) != 1 or entry.quoted or entry.is_time:
            continue
        line = entry.lines[0]
        if not print_of.is_name(line):
            continue
        under = [
            at
            for at, other in enumerate(result)
            if other is not entry
            and not other.name
            and abs(other.box.x - line.box.x) < 1.5 * line.box.h
            and 0 <= other.box.y - line.box.bottom < 1.4 * line.box.h
        ]
        if under:
            result[under[0]] = replace(result[under[0]], name=line.text.strip())
        if under or beside_avatar(line.box, avatars, pane) is not None:
            result.remove(entry)
    return result


def _stamps_cut(entries: list[Entry]) -> list[Entry]:
    """Cut times off the ends of messages where most bubbles of the page carry one."""
    stamped = sum(bool(e.stamp) for e in entries)
    if stamped < 2:
        return entries
    sizes = sorted(line.box.h for e in entries if e.stamp for line in e.lines)
    small = 0.75 * sizes[len(sizes) // 2] if sizes else 0.0
    result: list[Entry] = []
    for entry in entries:
        spoken = entry.lines if entry.speaker is not Speaker.SYSTEM else ()
        if len(spoken) == 1 and spoken[0].box.h < small and _is_stamp(spoken[0].text):
            # A picture or a sign stood over its time.
            continue
        last = spoken[-1] if spoken else None
        match = _STAMP_TAIL.match(last.text) if last is not None and not entry.stamp else None
        if last is None or match is None or not match["words"].strip():
            result.append(entry)
            continue
        words = match["words"].rstrip()
        edges = last.edges[: len(words) + 1] if last.edges else ()
        short = replace(last, text=words, edges=edges, readings=())
        # A digit that the ticks took away: cut all the same, but no time to go by.
        stamp = match["time"] if is_time(match["time"]) else ""
        result.append(replace(entry, lines=(*entry.lines[:-1], short), stamp=stamp))
    return result


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


def _bubble_entry(
    bubble: Region,
    lines: Sequence[RecognisedLine],
    quoted: Sequence[RecognisedLine],
    speaker: Speaker,
    pane: Pane,
) -> Entry | None:
    strong = max((contrast(line) for line in lines), default=0)
    lines = [
        line for line in lines if line.text.strip() and not is_scrap(line, pane.letter, strong)
    ]
    own = [as_stops(line, pane.letter) for line in in_reading_order(lines)]
    own = own[:-1] if len(own) > 1 and is_copy_button(own[-1].text) else own
    quoted = [line for line in in_reading_order(quoted) if line.text.strip()]
    text = "".join(line.text for line in own)
    if speaker is Speaker.SYSTEM or (bubble.side is Side.CENTRE and is_time(text)):
        if not own:
            return None
        return Entry(bubble.box, tuple(own), speaker=Speaker.SYSTEM, is_time=is_time(text))
    if own and is_pinned(own[0].text) and bubble.box.w > _WHOLE_WIDTH * pane.box.w:
        return None
    icons = all(len(line.text.strip()) == 1 for line in own[1:])
    if own and icons and not quoted and is_input_hint(own[0].text):
        low = bubble.box.y > pane.box.y + 0.8 * pane.box.h
        if low and (bubble.box.w > 0.4 * pane.box.w or is_send_button(text)):
            return None
    name = ""
    if speaker is Speaker.OTHER:
        name, own = names.coloured(own)
    if not quoted:
        own, quoted = quote_on_top(own)
    stamp = ""
    if len(own) > 2 and _REACTIONS.match(own[-1].text.strip()) and _is_stamp(own[-2].text):
        own = own[:-1]
    if len(own) > 1:
        tail = own[-1]
        body = sorted(line.box.h for line in own[:-1])
        # The words go on at the left edge; a time stands at the right or in clearly small print.
        share = tail.box.h / body[len(body) // 2]
        apart = tail.box.x > min(line.box.x for line in own[:-1]) + 0.6 * tail.box.h
        small = share < 0.66 or (apart and share < 0.9)
        if _is_stamp(tail.text) and small:
            stamp, own = _stamp_words(tail.text), own[:-1]
    if not own and not quoted:
        return None
    first = not own or not quoted or quoted[0].box.y <= own[0].box.y
    return Entry(bubble.box, tuple(own), tuple(quoted), first, speaker, name, stamp)


def _stamp_words(text: str) -> str:
    return _BROKEN_TIME.sub("", text).rstrip("✓√/\\vVwW ")


def _is_stamp(text: str) -> bool:
    """Whether a line is a time, the ticks of delivery after it aside."""
    return is_time(_stamp_words(text))


def _with_loose(
    entries: list[Entry],
    loose: Sequence[RecognisedLine],
    pane: Pane,
    avatars: Sequence[Box],
    pictures: Sequence[Box],
    *,
    photo: bool,
) -> list[Entry]:
    """Add what stands outside bubbles: names, time lines, notices, marks, bare messages."""
    result = list(entries)
    rest: list[RecognisedLine] = []
    bare = all(entry.speaker is Speaker.SYSTEM for entry in entries)
    body = sorted(
        line.box.h for e in entries for line in e.lines if e.speaker is not Speaker.SYSTEM
    )
    # Turned photos make long lines taller than short ones.
    full = 0.78 * body[(len(body) - 1) // 2] if body else 0.0
    print_of = names.Print.of(
        [line for e in entries if e.speaker is not Speaker.SYSTEM for line in e.lines]
    )
    times = [line.box.y for line in loose if is_time(line.text)]
    for line in loose:
        text = line.text.strip()
        if not text or not has_words(text) or is_delivery_mark(text):
            continue
        alone = beside_avatar(line.box, avatars, pane) is None
        if is_voice_length(text) and alone:
            continue
        if is_time(text):
            owner = stamped(result, line, pane)
            if owner is not None:
                entry = result[owner]
                result[owner] = replace(entry, stamp=text)
            else:
                result.append(Entry(line.box, (line,), speaker=Speaker.SYSTEM, is_time=True))
            continue
        named = _named(result, line, pane, avatars) if print_of.may_be_name(line) else None
        if named is not None:
            result[named] = replace(result[named], name=text)
            continue
        if is_badge(text) and alone and not pane.centred(line.box):
            continue
        rest.append(line)
    spoken = [e for e in entries if e.speaker is not Speaker.SYSTEM and e.lines]
    blocks = Blocks(_groups(rest, times), spoken, full, print_of, pane, photo)
    for group in blocks.blocks:
        box = union_of([line.box for line in group])
        column = blocks.said_by(group)
        text = "".join(line.text for line in group)
        beside = beside_avatar(box, avatars, pane)
        card = cards.card_of(group, pictures, full)
        if card is not None:
            result.append(Entry(box, tuple(group), speaker=_speaker_at(card, pane)))
        elif beside is not None and has_words(text) and not is_notice(text):
            # The bubble is too faint to be seen; its words are not.
            name, words = names.on_top(group)
            alone = len(group) == 1 and print_of.is_name(group[0])
            if max(word.box.h for word in words) >= full and not alone:
                whole = union_of([word.box for word in words])
                result.append(Entry(whole, words, speaker=beside, name=name))
        elif column is not None and not is_notice(text) and not is_input_hint(text):
            result.append(Entry(box, tuple(group), speaker=column))
        elif pane.centred(box) or is_notice(text):
            result.append(Entry(box, tuple(group), speaker=Speaker.SYSTEM))
        elif not is_input_hint(text) and (bare or blocks.is_like(group)):
            result.append(Entry(box, tuple(group), speaker=_bare_speaker(group, pane)))
    return result


def stamped(entries: Sequence[Entry], line: RecognisedLine, pane: Pane) -> int | None:
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


def _bare_speaker(lines: Sequence[RecognisedLine], pane: Pane) -> Speaker:
    """Return who a message without a bubble is from, by the edge its lines are set to."""
    return _speaker_at(union_of([line.box for line in lines]), pane)


def _speaker_at(box: Box, pane: Pane) -> Speaker:
    left, right = box.x - pane.box.x, pane.box.right - box.right
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

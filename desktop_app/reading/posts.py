"""What people wrote in public: posts, remarks under them and reviews of goods.

Each stands beside or under its writer's portrait, with his name and often a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage, Region, RegionKind
from desktop_app.domain.transcript import Message
from desktop_app.reading.document import read_document
from desktop_app.reading.joining import as_message, contrast, ending_with, in_reading_order
from desktop_app.reading.names import looks_like_name
from desktop_app.reading.panes import Pane
from desktop_app.reading.portraits import is_square, with_portraits
from desktop_app.reading.post_words import (
    ANSWER,
    LATER,
    is_invitation,
    is_no_word,
    is_origin,
    is_roll,
    moment_of,
)
from desktop_app.reading.screen_words import has_words

# In letters: how far right of a portrait the name begins, and how far from its upper edge.
_REACH, _OFF = 2.5, 1.2
# Of the usual height: what is left of a line that a bar has cut.
_CUT = 0.75
# What is smaller and fainter than this is not what was written.
_SMALL, _FAINT = 0.85, 0.7
# A portrait stands in the left part of the page.
_LEFT = 0.4
# Inks that differ by more in a channel are two; names have one of their own.
_SAME_INK = 26
# Under this share of the page's height a single sign is a button of the phone.
_BUTTON_ROW = 0.92


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Where somebody's words begin: his portrait, or only his name where none was seen."""

    box: Box
    head: RecognisedLine | None


@dataclass(slots=True)
class _Part:
    """Words of one writer at one time."""

    name: str
    moment: Moment | None = None
    lines: list[RecognisedLine] = field(default_factory=list[RecognisedLine])


def posts_of(
    page: RecognisedPage, pane: Pane, lines: Sequence[RecognisedLine]
) -> tuple[Message, ...]:
    """Return what each writer wrote, top to bottom; blocks of words where no name is found.

    All are the other side's: a page doesn't say whose screen it is. What a shop answers and
    what was added later are messages of their own.

    Args:
        page: the recognised picture.
        pane: where the posts stand.
        lines: the pane's lines without title and input bars.
    """
    regions = with_portraits(page.regions, page.lines, pane.letter)
    pictures = {r.id for r in regions if r.kind in (RegionKind.AVATAR, RegionKind.PICTURE)}
    written = [
        line
        for line in in_reading_order(lines)
        if line.region not in pictures
        and has_words(line.text)
        and (len(line.text.strip()) > 1 or line.box.y < _BUTTON_ROW * page.height)
        and not is_invitation(line.text.strip())
    ]
    anchors = _anchors(regions, written, pane)
    tops = [anchor.box.y - 0.5 * pane.letter for anchor in anchors]
    above = [line for line in written if not tops or line.box.centre_y < tops[0]]
    first = as_message(_loose(above, regions))
    messages = [first] if tops and first is not None else []
    for index, anchor in enumerate(anchors):
        past = tops[index + 1] if index + 1 < len(anchors) else pane.box.bottom
        own = [line for line in written if tops[index] <= line.box.centre_y < past]
        own = own if index + 1 < len(anchors) else _without_cut(own)
        for part in _parts(anchor, own, page.facts.captured):
            message = as_message(part.lines, part.name, part.moment) if part.lines else None
            if message is not None:
                messages.append(message)
    if any(message.speaker_name for message in messages):
        return tuple(messages)
    return read_document(page, _worded(written))


def _worded(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return lines without times, what stands right of them, counts and buttons."""
    times = [line for line in lines if is_origin(line)]
    said = [line for line in lines if not _beside_time(line, times)]
    return [line for line in said if not is_no_word(line.text.strip())]


def _loose(lines: Sequence[RecognisedLine], regions: Sequence[Region]) -> list[RecognisedLine]:
    """Return the words that stand in no area: of a writer whose portrait is out of sight."""
    bubbles = {region.id for region in regions if region.kind is RegionKind.BUBBLE}
    return [line for line in _worded(lines) if line.region not in bubbles]


def _anchors(
    regions: Sequence[Region], lines: Sequence[RecognisedLine], pane: Pane
) -> list[_Anchor]:
    """Return where each writer's words begin, top to bottom."""
    squares: list[_Anchor] = []
    worded = {line.region for line in lines if line.text.strip()}
    for region in regions:
        box = region.box
        if not is_square(box, pane.letter) or box.x - pane.box.x > _LEFT * pane.box.w:
            continue
        head = _head_of(box, lines, pane.letter)
        empty = region.kind in (RegionKind.BUBBLE, RegionKind.PICTURE) and region.id not in worded
        if region.kind is RegionKind.AVATAR or (empty and head is not None):
            squares.append(_Anchor(box, head))
    found: list[_Anchor] = []
    for square in sorted(squares, key=lambda anchor: -anchor.box.area):
        if not any(_within(square.box, other.box) for other in found):
            found.append(square)
    heads = [anchor.head for anchor in found if anchor.head is not None]
    plain = [line for line in lines if not any(_same_ink(line, head) for head in heads)]
    for line in lines:
        alike = any(_like_head(line, head) for head in heads)
        above = any(0 < other.box.y - line.box.y < 2.5 * line.box.h for other in plain)
        if alike and above and line not in heads:
            found.append(_Anchor(line.box, line))
    return sorted(found, key=lambda anchor: anchor.box.y)


def _head_of(
    portrait: Box, lines: Sequence[RecognisedLine], letter: float
) -> RecognisedLine | None:
    """Return the line that names the writer: the first one right of the portrait's top."""
    near = [
        line
        for line in lines
        if 0 <= line.box.x - portrait.right < _REACH * letter
        and abs(line.box.y - portrait.y) < _OFF * letter
    ]
    if not near:
        return None
    first = min(near, key=lambda line: (line.box.y, line.box.x))
    text = first.text.strip()
    return first if looks_like_name(text) and not is_origin(first) else None


def _within(inner: Box, outer: Box) -> bool:
    """Whether one square lies in another: a portrait has its own pictures."""
    common = outer.intersection(inner)
    return common is not None and common.area > 0.5 * inner.area


def _like_head(line: RecognisedLine, head: RecognisedLine) -> bool:
    """Whether a line is a name like another: same column, ink and size."""
    text = line.text.strip()
    return (
        abs(line.box.x - head.box.x) < 0.5 * head.box.h
        and abs(line.box.h - head.box.h) < 0.3 * head.box.h
        and _same_ink(line, head)
        and looks_like_name(text)
        and not is_origin(line)
        and not is_no_word(text)
        and not is_roll(text)
    )


def _same_ink(line: RecognisedLine, other: RecognisedLine) -> bool:
    return max(abs(a - b) for a, b in zip(line.ink, other.ink, strict=True)) < _SAME_INK


def _parts(
    anchor: _Anchor, lines: Sequence[RecognisedLine], captured: Moment | None
) -> list[_Part]:
    """Return what a writer wrote, what he added later, and answers to it."""
    head = anchor.head
    beside = [line for line in lines if line.box.centre_y < anchor.box.bottom]
    times = [line for line in lines if line is not head and is_origin(line)]
    said = [line for line in lines if line is not head and not _beside_time(line, times)]
    ends = [time.box.y for time in times if any(line.box.bottom <= time.box.y for line in said)]
    past = min(ends, default=0)
    own = [line for line in said if not past or line.box.y < past]
    if _is_under(anchor.box, [line for line in own if line not in beside]):
        # Words begin under the portrait: what stands beside it are stars and the like.
        said = _in_full_print([line for line in said if line not in beside])
    elif head is not None:
        # In the row of the name: badges and counts.
        said = [line for line in said if not _same_row(line, head)]
    if head is not None:
        said = _without_roll(said, head)
    name = "" if head is None else head.text.strip()
    moments = (moment_of(line.text, captured) for line in times)
    parts = [_Part(name, next((moment for moment in moments if moment), None))]
    for line in said:
        text = line.text.strip()
        answer = ANSWER.match(text)
        if answer is not None:
            parts.append(_Part(answer["name"]))
            if answer["words"]:
                parts[-1].lines.append(ending_with(line, answer["words"]))
        elif LATER.match(text):
            parts.append(_Part(name))
        elif not is_no_word(text):
            if past and line.box.y > past and parts[-1].lines and parts[-1].name == name:
                # What follows the time is somebody else's.
                parts.append(_Part(""))
            parts[-1].lines.append(line)
    return parts


def _without_roll(lines: Sequence[RecognisedLine], head: RecognisedLine) -> list[RecognisedLine]:
    """Return lines without the row of those who like a post: names in their ink, in a box."""
    homes = {line.region for line in lines}
    rolls = {
        line.region
        for line in lines
        if line.region is not None and is_roll(line.text.strip()) and _same_ink(line, head)
    }
    return [line for line in lines if line.region not in rolls] if homes - rolls else list(lines)


def _in_full_print(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return lines without small faint ones: which goods were bought, scraps of pictures."""
    height = max((line.box.h for line in lines), default=0)
    strong = max((contrast(line) for line in lines), default=0)
    return [
        line
        for line in lines
        if line.box.h >= _SMALL * height
        or contrast(line) >= _FAINT * strong
        or line.region is not None
    ]


def _without_cut(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return lines without those at the end that the edge of a bar has cut."""
    kept = list(lines)
    heights = sorted(line.box.h for line in lines)
    while len(kept) > 1 and kept[-1].box.h < _CUT * heights[len(heights) // 2]:
        kept.pop()
    return kept


def _is_under(portrait: Box, below: Sequence[RecognisedLine]) -> bool:
    """Whether words go on under the portrait rather than in the column beside it."""
    said = [line for line in below if not is_no_word(line.text.strip())]
    return bool(said) and said[0].box.x < portrait.x + 0.5 * portrait.w


def _beside_time(line: RecognisedLine, times: Sequence[RecognisedLine]) -> bool:
    """Whether a line is one of the times or a count or button right of one."""
    return any(
        line is time or (_same_row(line, time) and line.box.x > time.box.right) for time in times
    )


def _same_row(line: RecognisedLine, other: RecognisedLine) -> bool:
    return other.box.y <= line.box.centre_y < other.box.bottom

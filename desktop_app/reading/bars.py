"""The frame of a screen: status bar, title, input bar, and what is left as conversation."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.recognition import RecognisedLine, Region, RegionKind, Side
from desktop_app.reading.joining import in_reading_order
from desktop_app.reading.not_said import beside_avatar
from desktop_app.reading.panes import Pane
from desktop_app.reading.pc_chat import header_of, headers_among
from desktop_app.reading.screen_words import (
    has_words,
    is_badge,
    is_clock,
    is_input_hint,
    is_notice,
    is_status_bar,
    is_time,
)
from desktop_app.reading.writing_place import writing_top

_LEAST_LINES, _SMALLER, _PITCH = 2, 0.8, 2.0
_TALK = 2  # as many headers make a talk
_BARS = (RegionKind.TITLE_BAR, RegionKind.INPUT_BAR)
_BUTTONS = ("进店", "返回", "进店逛逛", "关注", "更多")
# What readers make of the arrow back and its count of unread messages (a number in groups is
# no count), and of icons.
_WAY_BACK = re.compile(r"^\s*[<＜〈《‹く←]\s*(?:\d{1,3}\+?(?=\s+\D|\s*$))?\s*")
_SIGNS_AFTER = re.compile(r"(?:\s+[@©®①-⑳]+|[\s·・.…⋯]+|\s+[@©®]\S?)+$")


@dataclass(frozen=True, slots=True)
class Frame:
    """What frames the conversation.

    Attributes:
        title: words of the title bar, or empty.
        content: the lines that are neither title, status nor input bar.
    """

    title: str
    content: tuple[RecognisedLine, ...]


def without_false_bars(
    regions: Sequence[Region], lines: Sequence[RecognisedLine]
) -> tuple[Region, ...]:
    """Return regions with a bar in which people talk as what it is: the talk's own ground.

    Old desktop programs set the talk and the place to write in on white alike.
    """
    headers = Counter(line.region for line in headers_among(lines, regions))
    return tuple(
        replace(region, kind=RegionKind.BODY)
        if region.kind in _BARS and headers[region.id] >= _TALK
        else region
        for region in regions
    )


def frame_of(pane: Pane) -> Frame:
    """Part the frame of the screen from the conversation.

    Args:
        pane: the part of the picture with the conversation.
    """
    ordered = in_reading_order(pane.lines)
    status = _status_lines(pane, ordered)
    heads = _edge_heads(pane)
    frame = _parted(pane, ordered, status, heads)
    if status and not frame.title:
        # Under a status bar there is a title, however its bar was taken.
        frame = _parted(pane, ordered, status, heads + _first_bubble(pane, status, heads))
    return frame


def _parted(
    pane: Pane,
    ordered: Sequence[RecognisedLine],
    status: Sequence[RecognisedLine],
    heads: Sequence[int],
) -> Frame:
    """Part head and foot from the conversation; ``heads`` are areas that belong to the title."""
    kinds = {r.id: r.kind for r in pane.regions}
    kinds |= dict.fromkeys(heads, RegionKind.TITLE_BAR)
    head: list[RecognisedLine] = []
    content: list[RecognisedLine] = []
    below = _input_top(pane)
    top = _content_top(pane, [line for line in ordered if line not in status])
    titled = {
        line.region
        for line in ordered
        if line not in status and has_words(line.text) and not _icon(line)
    }
    bars = [
        r.box
        for r in pane.regions
        if kinds[r.id] is RegionKind.TITLE_BAR and r.id in titled and r.id not in heads
    ]
    if bars:
        # Where the bar holds the title, what stands under the bar is conversation.
        top = min(top, max(bar.bottom for bar in bars))
    for line in ordered:
        kind = kinds.get(line.region) if line.region is not None else None
        if kind is RegionKind.INPUT_BAR or line.box.y >= below or line in status:
            continue
        loose = kind in (None, RegionKind.BODY)
        if kind is RegionKind.TITLE_BAR or (loose and line.box.bottom <= top):
            head.append(line)
        else:
            content.append(line)
    said = [] if status else _said_at_the_top(pane, head)
    title, back = _title(pane, [line for line in head if line not in said])
    back += said
    content = sorted(back + content, key=lambda line: (line.box.y, line.box.x))
    return Frame(title, tuple(content))


def _zone(pane: Pane) -> float:
    """Return how far down a title may reach, pixels from the top of the pane."""
    return min(0.3 * pane.box.w, 0.16 * pane.box.h, 7.5 * pane.letter)


def _edge_heads(pane: Pane) -> list[int]:
    """Return the areas at the top that touch a border which all messages keep away from."""
    bubbles = [r for r in pane.regions if r.kind is RegionKind.BUBBLE]
    high = pane.box.y + _zone(pane)
    writing = writing_top(pane)
    lower = [r.box for r in bubbles if high <= r.box.y < (writing or pane.box.bottom)]
    if len(lower) < 2:
        return []
    left = min(box.x for box in lower) - pane.box.x > pane.letter
    right = pane.box.right - max(box.right for box in lower) > pane.letter
    return [
        r.id
        for r in bubbles
        if r.box.bottom <= high
        and ((left and r.box.x <= pane.box.x + 2) or (right and r.box.right >= pane.box.right - 2))
    ]


def _first_bubble(pane: Pane, status: Sequence[RecognisedLine], heads: Sequence[int]) -> list[int]:
    """Return the uppermost area of the head when no portrait stands beside it.

    It takes portraits elsewhere, or the colour of the head, to tell it from a message.
    """
    avatars = [r.box for r in pane.regions if r.kind is RegionKind.AVATAR]
    shades = [r.colour for r in pane.regions if r.id in heads]
    high = [
        r
        for r in pane.regions
        if r.kind is RegionKind.BUBBLE
        and r.id not in heads
        and r.box.bottom <= pane.box.y + _zone(pane)
        and any(line.region == r.id and line not in status for line in pane.lines)
        and beside_avatar(r.box, avatars, pane) is None
    ]
    first = min(high, key=lambda r: r.box.y, default=None)
    return [first.id] if first and (len(avatars) >= 2 or first.colour in shades) else []


def _status_lines(pane: Pane, lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return the lines of a phone's status bar: the first row, when it looks like one."""
    limit = pane.box.y + min(0.075 * pane.box.h, 0.15 * pane.box.w)
    first = next((line for line in lines if line.text.strip()), None)
    if first is None or first.box.bottom > limit:
        return []
    reach = first.box.bottom + 0.6 * first.box.h
    row = [line for line in lines if line.box.centre_y <= reach and line.box.bottom <= limit]

    def aside(line: RecognisedLine) -> bool:
        # A clock in the middle of the first row is a time line of a cropped picture.
        return not 0.4 < (line.box.centre_x - pane.box.x) / pane.box.w < 0.6

    clock = any(is_clock(line.text) and aside(line) for line in row)
    if any(is_status_bar(line.text) for line in row) or (clock and len(row) > 1):
        return row
    return row if clock and first.box.y - pane.box.y < 0.03 * pane.box.h else []


def _content_top(pane: Pane, lines: Sequence[RecognisedLine]) -> float:
    """Return the row above which lines on open ground may belong to a title."""
    tops = [
        r.box.y
        for r in pane.regions
        if r.kind in (RegionKind.BUBBLE, RegionKind.AVATAR, RegionKind.PICTURE)
        and r.box.y > pane.box.y + 1.2 * pane.letter
    ]
    heads = [line.box.y for line in lines if header_of(line.text) is not None]
    first = min([*tops, *heads], default=pane.box.bottom)
    return min(float(first), pane.box.y + _zone(pane))


def _input_top(pane: Pane) -> float:
    """Return the row from which on everything belongs to the input bar."""
    writing = writing_top(pane)
    content = [
        r.box.bottom
        for r in pane.regions
        if r.kind in (RegionKind.AVATAR, RegionKind.BUBBLE, RegionKind.QUOTE)
        and (writing is None or r.box.y < writing)
    ]
    last = max(content, default=0)
    tops = [r.box.y for r in pane.regions if r.kind is RegionKind.INPUT_BAR]
    low = pane.box.bottom - 0.3 * min(pane.box.w, pane.box.h)
    hints = [
        line.box.y
        for line in pane.lines
        if is_input_hint(line.text) and line.box.y > low and len(line.text.strip()) <= 14
    ]
    candidates = [y for y in tops if y >= last - 4]
    candidates += [y - 4 for y in hints if y >= last - 2 * pane.letter]
    candidates += [writing] if writing is not None else []
    return float(min(candidates, default=pane.box.bottom + 1))


def _said_at_the_top(pane: Pane, head: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return lines of a message that the edge of a cut-out crosses, which a title would be.

    A title has one line; these stand closely under each other, set and printed as messages are.
    """
    homes = {r.id: r for r in pane.regions if r.kind is RegionKind.BUBBLE and r.side is Side.LEFT}
    words = [line for line in pane.lines if line.region in homes]
    loose = [line for line in head if line.region is None and has_words(line.text)]
    if not words or len(loose) < _LEAST_LINES:
        return []
    height = sorted(line.box.h for line in words)[len(words) // 2]
    edges = [line.box.x for line in words]
    first = loose[0].box
    alike = all(
        abs(line.box.x - first.x) < 0.6 * height
        and _SMALLER * height <= line.box.h <= height / _SMALLER
        for line in loose
    )
    pitch = max(b.box.y - a.box.y for a, b in itertools.pairwise(loose))
    set_alike = min(abs(edge - first.x) for edge in edges) < 0.6 * height
    return loose if alike and set_alike and pitch < _PITCH * height else []


def _title(pane: Pane, head: Sequence[RecognisedLine]) -> tuple[str, list[RecognisedLine]]:
    """Return the title and the head's lines that are conversation after all."""
    back = [line for line in head if is_time(line.text) or is_notice(line.text)]
    words = [
        line
        for line in head
        if line not in back and has_words(line.text) and not is_badge(line.text)
    ]
    words = [line for line in words if not _icon(line)] or words
    words = [line for line in words if len(line.text.strip()) > 1] or words
    if not words:
        return "", back
    tallest = max(line.box.h for line in words)
    likely = [line for line in words if line.box.h >= 0.75 * tallest]
    middle = pane.box.centre_x

    def rank(line: RecognisedLine) -> tuple[bool, int, int]:
        centred = abs(line.box.centre_x - middle) < 0.12 * pane.box.w
        return (not centred, line.box.y // max(int(pane.letter), 1), -line.box.w)

    best = min(likely, key=rank)
    return _bare(best.text), back


def _bare(text: str) -> str:
    """Return a title's words without the way back before them and the signs after them."""
    return _SIGNS_AFTER.sub("", _WAY_BACK.sub("", text)).strip()


def _icon(line: RecognisedLine) -> bool:
    """Whether a line is a sign, a button or a count, and no title."""
    text = _bare(line.text)
    han = any("一" < char <= "鿿" for char in text)
    return (len(text) <= 2 and not han) or text in _BUTTONS or (text.isdigit() and len(text) <= 3)

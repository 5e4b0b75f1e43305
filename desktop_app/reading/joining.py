"""Screen lines → one text without the breaks of the screen, with the way back to the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import LineStatus, RecognisedLine
from desktop_app.domain.transcript import Message, Piece, Speaker

_RANK = {
    LineStatus.AGREED: 0,
    LineStatus.CORRECTED: 0,
    LineStatus.SINGLE: 1,
    LineStatus.DOUBTFUL: 2,
}
# 付款方式：, 寄件人: at the beginning of a line
_LABEL = re.compile(r"[\u4e00-\u9fff]{1,6}\s?[:：]")
_ENDS = frozenset("，。！？；：、…」』）】》”")
_SHORT = 2.2


@dataclass(frozen=True, slots=True)
class Joined:
    """The text of some lines.

    Attributes:
        text: without line breaks.
        pieces: one for each line that has characters.
        confidence: lowest of the lines, 0-100.
        status: worst of the lines.
        alternatives: other readings of the whole text.
    """

    text: str
    pieces: tuple[Piece, ...]
    confidence: float
    status: LineStatus
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Margin:
    """Where lines end at the right, and whether their breaks are the writer's own."""

    right: int
    written: bool


def contrast(line: RecognisedLine) -> int:
    """Return how far the letters of a line stand out from what is under them, 0-255."""
    return max(abs(a - b) for a, b in zip(line.ink, line.paper, strict=True))


def in_reading_order(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return lines row by row; lines that share most of their height stand in one row."""
    rows: list[list[RecognisedLine]] = []
    for line in sorted(lines, key=lambda item: (item.box.centre_y, item.box.x)):
        for row in reversed(rows[-3:]):
            first = row[0].box
            shared = min(first.bottom, line.box.bottom) - max(first.y, line.box.y)
            if shared > 0.55 * min(first.h, line.box.h):
                row.append(line)
                break
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda item: item.box.x)]


def join(lines: Sequence[RecognisedLine], *, written: bool = False) -> Joined:
    """Join lines that are in reading order.

    Chinese needs no space where a line broke; Latin words do, broken numbers don't.

    Args:
        lines: of one text.
        written: whether its writer broke lines, as on a slip or in a mail; a blank then
            stands where a line ended before the margin or a labelled fact begins.
    """
    margin = _Margin(max((line.box.right for line in lines), default=0), written)
    text = ""
    pieces: list[Piece] = []
    before: RecognisedLine | None = None
    for line in lines:
        own, edges = _stripped(line)
        if not own:
            continue
        if before is not None:
            text += _gap(before, line, text, own, margin)
        doubtful = line.status is LineStatus.DOUBTFUL
        pieces.append(Piece(len(text), len(text) + len(own), line.box, edges, doubtful))
        text += own
        before = line
    confidence = min((line.confidence for line in lines if line.text.strip()), default=0.0)
    status = worst(line.status for line in lines)
    return Joined(text, tuple(pieces), confidence, status, _alternatives(lines, text, margin))


def worst(statuses: Iterable[LineStatus]) -> LineStatus:
    """Return the least trusted status; of none, that of a single reader."""
    return max(statuses, key=lambda status: _RANK[status], default=LineStatus.SINGLE)


def gap_between(before: str, after: str) -> str:
    """Return what stands between two texts made one: a blank where words would run together."""
    together = before and after and _latin(before[-1]) and _latin(after[0])
    return " " if together else ""


def as_message(
    lines: Sequence[RecognisedLine],
    name: str = "",
    moment: Moment | None = None,
    *,
    written: bool = False,
) -> Message | None:
    """Return lines that are in reading order as one message of the other side, or None.

    Args:
        lines: of one block.
        name: who wrote it, or what it is, as far as the picture says.
        moment: when.
        written: whether its writer broke lines, see `join`.
    """
    joined = join(lines, written=written)
    if not joined.text:
        return None
    return Message(
        Speaker.OTHER,
        joined.text,
        union_of([line.box for line in lines]),
        speaker_name=name,
        moment=moment,
        confidence=joined.confidence,
        status=joined.status,
        alternatives=joined.alternatives,
        pieces=joined.pieces,
    )


def ending_with(line: RecognisedLine, words: str) -> RecognisedLine:
    """Return a line without what stands before its last words.

    Args:
        line: the line.
        words: what its text, blanks at the end aside, ends with.
    """
    text = line.text.rstrip()
    start = len(text) - len(words)
    if len(line.edges) != len(line.text) + 1:
        return replace(line, text=words, readings=())
    edges = line.edges[start : start + len(words) + 1]
    box = Box(edges[0], line.box.y, max(1, line.box.right - edges[0]), line.box.h)
    return replace(line, text=words, box=box, edges=edges, readings=())


def _stripped(line: RecognisedLine) -> tuple[str, tuple[int, ...]]:
    own = line.text.strip()
    if len(line.edges) != len(line.text) + 1:
        return own, ()
    start = len(line.text) - len(line.text.lstrip())
    return own, line.edges[start : start + len(own) + 1]


def _gap(before: RecognisedLine, line: RecognisedLine, text: str, own: str, margin: _Margin) -> str:
    """Return what stands between two lines: a blank only where words would run together."""
    last, first = text[-1], own[0]
    if margin.written and _broken(before, line, own, margin.right):
        return "" if last in _ENDS else " "
    if not (_latin(last) and _latin(first)):
        same_row = line.box.y < before.box.centre_y < line.box.bottom
        return " " if same_row and line.box.x > before.box.right else ""
    if last.isdigit() and first.isdigit():
        return ""
    full = before.box.right >= margin.right - 1.2 * before.box.h
    unbroken = all(_latin(c) for c in before.text.strip())
    return "" if full and unbroken and (last.isdigit() or first.isdigit()) else " "


def _broken(before: RecognisedLine, line: RecognisedLine, own: str, right: int) -> bool:
    """Whether the writer began a new line."""
    if line.box.y < before.box.centre_y:
        return False
    return before.box.right < right - _SHORT * before.box.h or _LABEL.match(own) is not None


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "'&@_-.,;:!?")


def _alternatives(lines: Sequence[RecognisedLine], chosen: str, margin: _Margin) -> tuple[str, ...]:
    """Return the text as each single engine read it, where it differs from the chosen one."""
    engines = max((len(line.readings) for line in lines), default=0)
    found: list[str] = []
    for index in range(engines):
        text = ""
        before: RecognisedLine | None = None
        for line in lines:
            own = line.text
            if index < len(line.readings) and line.readings[index].text.strip():
                own = line.readings[index].text
            own = own.strip()
            if not own:
                continue
            if before is not None and text:
                text += _gap(before, line, text, own, margin)
            text += own
            before = line
        if text and text != chosen and text not in found:
            found.append(text)
    return tuple(found)

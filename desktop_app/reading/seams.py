"""Cutting a message in two and making two messages one, and both again after another reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from desktop_app.domain.drawn import Seam, SeamKind
from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import RecognisedLine
from desktop_app.domain.transcript import Message, Piece
from desktop_app.reading.joining import gap_between, worst

_SAME_PLACE = 0.5
_VERY_PLACE = 0.8
_SAME_WORDS = 0.5

Lines = Mapping[Box, RecognisedLine]


def carried(text: str, other: str, offset: int) -> int:
    """Return where a place in one text is in another version of the same text."""
    for step in Levenshtein.opcodes(text, other):
        if step.src_start <= offset < step.src_end:
            if step.tag == "equal":
                return step.dest_start + offset - step.src_start
            width = step.src_end - step.src_start
            span = step.dest_end - step.dest_start
            return step.dest_start + span * (offset - step.src_start) // width
    return len(other)


# ---------------------------------------------------------------------- one seam


def parted(message: Message, offset: int, lines: Lines) -> tuple[Message, Message] | None:
    """Return a message as two, cut before the character at ``offset``.

    None where a part would be empty or the message stands on no picture. The larger of the
    two boxes covers at least half of the message's.

    Args:
        message: as read.
        offset: string index into its text.
        lines: the page's lines by box, for how far each part can be trusted.
    """
    text, box = message.text, message.box
    first, second = text[:offset].rstrip(), text[offset:].lstrip()
    if box is None or not first or not second or not message.pieces:
        return None
    start = len(text) - len(second)
    above, below = (
        _clipped(message.pieces, 0, len(first)),
        _clipped(message.pieces, start, len(text)),
    )
    if not above or not below:
        return None
    upper, lower = _boxes(box, above[-1].box, below[0].box, one_row=_one_row(message.pieces))
    others = [(alt, carried(text, alt, start)) for alt in message.alternatives]
    return (
        _part(message, first, upper, above, 0, [alt[:at].strip() for alt, at in others], lines),
        _part(
            message, second, lower, below, start, [alt[at:].strip() for alt, at in others], lines
        ),
    )


def _part(
    message: Message,
    text: str,
    box: Box,
    pieces: tuple[Piece, ...],
    start: int,
    others: Iterable[str],
    lines: Lines,
) -> Message:
    own = [
        line
        for piece in message.pieces
        if piece.end > start
        and piece.start < start + len(text)
        and (line := lines.get(piece.box)) is not None
    ]
    return replace(
        message,
        text=text,
        box=box,
        pieces=pieces,
        confidence=min((line.confidence for line in own), default=message.confidence),
        status=worst(line.status for line in own) if own else message.status,
        alternatives=tuple(dict.fromkeys(alt for alt in others if alt and alt != text)),
        quoted=_spans(message.quoted, start, len(text)),
    )


def _spans(
    spans: Sequence[tuple[int, int]], start: int, length: int
) -> tuple[tuple[int, int], ...]:
    moved = ((max(0, low - start), min(length, high - start)) for low, high in spans)
    return tuple((low, high) for low, high in moved if low < high)


def _clipped(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """Return the pieces of the characters ``start`` to ``end``, counted from ``start``."""
    found: list[Piece] = []
    for piece in pieces:
        low, high = max(start, piece.start), min(end, piece.end)
        if low >= high:
            continue
        box, edges = piece.box, piece.edges
        if (low, high) != (piece.start, piece.end):
            length = piece.end - piece.start
            if edges:
                edges = edges[low - piece.start : high - piece.start + 1]
                left, right = edges[0], edges[-1]
            else:
                left = box.x + box.w * (low - piece.start) // length
                right = box.x + box.w * (high - piece.start) // length
            box = Box(left, box.y, max(right - left, 1), box.h)
        found.append(replace(piece, start=low - start, end=high - start, box=box, edges=edges))
    return tuple(found)


def _one_row(pieces: Sequence[Piece]) -> bool:
    first = pieces[0].box
    return all(first.y <= piece.box.centre_y < first.bottom for piece in pieces)


def _boxes(whole: Box, last: Box, first: Box, *, one_row: bool) -> tuple[Box, Box]:
    """Return the boxes of two parts; one ends with ``last``, the other begins with ``first``."""
    shared = min(last.bottom, first.bottom) - max(last.y, first.y)
    if shared <= 0.5 * min(last.h, first.h):
        at = min(max((last.bottom + first.y) // 2, whole.y + 1), whole.bottom - 1)
        return (
            Box(whole.x, whole.y, whole.w, at - whole.y),
            Box(whole.x, at, whole.w, whole.bottom - at),
        )
    if one_row:
        at = min(max((last.right + first.x) // 2, whole.x + 1), whole.right - 1)
        return (
            Box(whole.x, whole.y, at - whole.x, whole.h),
            Box(at, whole.y, whole.right - at, whole.h),
        )
    # Within one of several rows: that row belongs to both.
    end = min(max(last.bottom, whole.y + 1), whole.bottom)
    begin = max(min(first.y, whole.bottom - 1), whole.y)
    return (
        Box(whole.x, whole.y, whole.w, end - whole.y),
        Box(whole.x, begin, whole.w, whole.bottom - begin),
    )


def united(upper: Message, lower: Message) -> Message | None:
    """Return two messages as one; None where one of them stands on no picture."""
    if upper.box is None or lower.box is None:
        return None
    gap = gap_between(upper.text, lower.text)
    shift = len(upper.text) + len(gap)
    others = [f"{alt}{gap}{lower.text}" for alt in upper.alternatives]
    others += [f"{upper.text}{gap}{alt}" for alt in lower.alternatives]
    text = f"{upper.text}{gap}{lower.text}"
    return replace(
        upper,
        text=text,
        box=upper.box.union(lower.box),
        speaker_name=upper.speaker_name or lower.speaker_name,
        moment=upper.moment or lower.moment,
        confidence=min(upper.confidence, lower.confidence),
        status=worst((upper.status, lower.status)),
        alternatives=tuple(dict.fromkeys(alt for alt in others if alt != text)),
        pieces=upper.pieces
        + tuple(replace(p, start=p.start + shift, end=p.end + shift) for p in lower.pieces),
        quoted=upper.quoted + tuple((low + shift, high + shift) for low, high in lower.quoted),
    )


def seam_of(kind: SeamKind, upper: Message, lower: Message) -> Seam | None:
    """Return the seam between two parts; None where one of them stands on no picture."""
    if upper.box is None or lower.box is None:
        return None
    start = lower.pieces[0].box if lower.pieces else lower.box
    return Seam(kind, upper.box, lower.box, upper.text, lower.text, start)


def with_seam(seams: Sequence[Seam], seam: Seam) -> tuple[Seam, ...]:
    """Return the seams with one more; it takes back a seam that did the opposite there."""
    for at in range(len(seams) - 1, -1, -1):
        if seams[at].kind is not seam.kind and _same(seams[at], seam):
            return (*seams[:at], *seams[at + 1 :])
    return (*seams, seam)


def _same(one: Seam, other: Seam) -> bool:
    place = one.upper.union(one.lower).likeness(other.upper.union(other.lower))
    return (one.first, one.second) == (other.first, other.second) and place >= _VERY_PLACE


# ---------------------------------------------------------------------- all of them again


def with_seams(
    messages: Sequence[Message], seams: Sequence[Seam], lines: Lines
) -> tuple[Message, ...]:
    """Return the messages cut and joined, one seam after the other; what fits nowhere is idle."""
    result = list(messages)
    for seam in seams:
        if seam.kind is SeamKind.SPLIT:
            _split(result, seam, lines)
        else:
            _join(result, seam)
    return tuple(result)


def _split(messages: list[Message], seam: Seam, lines: Lines) -> None:
    at = _at(messages, union_of([seam.upper, seam.lower]), f"{seam.first}{seam.second}")
    if at is None:
        return
    offset = _offset(messages[at], seam)
    parts = None if offset is None else parted(messages[at], offset, lines)
    if parts is not None:
        messages[at : at + 1] = parts


def _offset(message: Message, seam: Seam) -> int | None:
    """Return where the cut is in a message that may read differently now."""
    text = message.text
    if text.startswith(seam.first) and text[len(seam.first) :].strip() == seam.second:
        return len(seam.first)
    for piece in message.pieces:
        shared = min(piece.box.bottom, seam.start.bottom) - max(piece.box.y, seam.start.y)
        reach = seam.start.h
        if shared <= 0.5 * min(piece.box.h, reach):
            continue
        if not piece.box.x - reach <= seam.start.x <= piece.box.right + reach:
            continue
        edges = piece.edges or tuple(
            piece.box.x + piece.box.w * step // (piece.end - piece.start)
            for step in range(piece.end - piece.start + 1)
        )
        near = min(range(len(edges)), key=lambda step: abs(edges[step] - seam.start.x))
        if abs(edges[near] - seam.start.x) <= 0.75 * reach:
            return piece.start + near
    return None


def _join(messages: list[Message], seam: Seam) -> None:
    one = _at(messages, seam.upper, seam.first)
    other = _at(messages, seam.lower, seam.second)
    if one is None or other is None or other != one + 1:
        return
    whole = united(messages[one], messages[other])
    if whole is not None:
        messages[one : other + 1] = [whole]


def _at(messages: Sequence[Message], box: Box, text: str) -> int | None:
    """Return the index of the message at a place that says about the same."""
    best: int | None = None
    place = 0.0
    for index, message in enumerate(messages):
        likeness = 0.0 if message.box is None else message.box.likeness(box)
        if likeness < _SAME_PLACE or likeness <= place:
            continue
        said = Levenshtein.normalized_similarity(message.text, text)
        if likeness >= _VERY_PLACE or said >= _SAME_WORDS:
            best, place = index, likeness
    return best

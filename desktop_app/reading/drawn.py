"""A page with what a person drew on it → a transcript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.drawn import AreaUse, Drawn
from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import EvidenceKind, RecognisedLine, RecognisedPage, Side
from desktop_app.domain.transcript import CallRecord, Message, Speaker, Transcript
from desktop_app.reading.by_hand import Hand, with_areas
from desktop_app.reading.joining import in_reading_order, join
from desktop_app.reading.page import understand
from desktop_app.reading.pc_chat import header_of
from desktop_app.reading.screen_words import is_time
from desktop_app.reading.seams import with_seams
from desktop_app.reading.sides import sides_of

_TALK = (EvidenceKind.CHAT, EvidenceKind.SMS)


def with_drawn(page: RecognisedPage, kind: EvidenceKind, drawn: Drawn) -> Transcript:
    """Return what a picture says after a person drew on it.

    Every line that a person had read and did not leave out is in some message or call.

    Args:
        page: as recognised.
        kind: what it is; drawing never changes that.
        drawn: what was drawn.
    """
    full, hand = with_areas(page, drawn)
    transcript = understand(full, kind, hand)
    messages = list(transcript.messages)
    for block in _left_over(full, hand, drawn, transcript, kind):
        message = _message(full, kind, block)
        messages.insert(_place(messages, block), message)
    lines = {line.box: line for line in full.lines}
    return replace(transcript, messages=with_seams(messages, drawn.seams, lines))


def _left_over(
    page: RecognisedPage, hand: Hand, drawn: Drawn, transcript: Transcript, kind: EvidenceKind
) -> list[list[RecognisedLine]]:
    """Return lines read by hand that assembly took for a bar or an icon, one block an area."""
    told = {piece.box for message in transcript.messages for piece in message.pieces}
    names = {message.speaker_name for message in transcript.messages}
    rows = [call.box for call in transcript.calls if call.box is not None]
    there = {line.box: line for line in page.lines}
    blocks: list[list[RecognisedLine]] = []
    for area in drawn.areas:
        if area.use is not AreaUse.READ:
            continue
        left = [
            there[line.box]
            for line in area.lines
            if line.box in there
            and line.text.strip()
            and line.box not in hand.ignored
            and line.box not in told
            and not (kind in _TALK and is_time(line.text))  # it is the time of a message
            and not ((header := header_of(line.text)) is not None and header.name in names)
            and not any(row.holds_centre(line.box) for row in rows)
        ]
        told |= {line.box for line in left}
        if left:
            blocks.append(in_reading_order(left))
    return blocks


def _place(messages: Sequence[Message], block: Sequence[RecognisedLine]) -> int:
    top = min(line.box.y for line in block)
    below = (i for i, m in enumerate(messages) if m.box is not None and m.box.y > top)
    return next(below, len(messages))


def _message(page: RecognisedPage, kind: EvidenceKind, block: Sequence[RecognisedLine]) -> Message:
    joined = join(block)
    box = union_of([line.box for line in block])
    mine = kind in _TALK and sides_of(page, [box]) == [Side.RIGHT]
    return Message(
        Speaker.SELF if mine else Speaker.OTHER,
        joined.text,
        box,
        confidence=joined.confidence,
        status=joined.status,
        alternatives=joined.alternatives,
        pieces=joined.pieces,
    )


def is_left_out(item: Message | CallRecord, drawn: Drawn) -> bool:
    """Whether everything that a message or call is made of stands where a person ignores it."""
    boxes: list[Box] = []
    if isinstance(item, Message):
        boxes = [piece.box for piece in item.pieces]
    if not boxes and item.box is not None:
        boxes = [item.box]
    return bool(boxes) and all(drawn.ignores(box) for box in boxes)

"""A message on its way from regions and lines to what was said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RecognisedLine
from desktop_app.domain.transcript import Message, Speaker
from desktop_app.reading.joining import Joined, join


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

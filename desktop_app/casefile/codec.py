"""Values to and from columns: JSON where a person may look, MessagePack for whole pages."""

from __future__ import annotations

from datetime import datetime

import msgspec

from desktop_app.domain.drawn import NOTHING_DRAWN, Drawn
from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import RecognisedPage
from desktop_app.domain.tags import Decision, Suggestion
from desktop_app.domain.transcript import (
    CallRecord,
    CallSaid,
    Message,
    SkippedRow,
    Speaker,
    Transcript,
)

_json = msgspec.json.Encoder()
_pack = msgspec.msgpack.Encoder()
_message = msgspec.json.Decoder(Message)
_call = msgspec.json.Decoder(CallRecord)
_call_said = msgspec.json.Decoder(CallSaid)
_moment = msgspec.json.Decoder(Moment)
_suggestion = msgspec.json.Decoder(Suggestion)
_decision = msgspec.json.Decoder(Decision)
_skipped = msgspec.json.Decoder(SkippedRow)
_drawn = msgspec.json.Decoder(Drawn)
_page = msgspec.msgpack.Decoder(RecognisedPage)
_transcript = msgspec.msgpack.Decoder(Transcript)


class SettledLine(msgspec.Struct, frozen=True):
    """A screen line that a person settled.

    ``box`` is the line's as read, in picture pixels, ``read`` its text as read at that time
    and ``text`` what the person says it is.
    """

    box: Box
    read: str
    text: str


class Correction(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person changed of a message; a field left out is as read.

    ``moment_set`` tells "no time" typed by a person from "time as read". Where only some
    ``lines`` were settled, ``text`` is the whole text as it stood at the last of them; it
    counts where one of the lines is found no more in a later reading.
    """

    text: str | None = None
    speaker: Speaker | None = None
    moment_set: bool = False
    moment: Moment | None = None
    lines: tuple[SettledLine, ...] = ()

    def fields(self) -> tuple[str, ...]:
        """Return the names of the corrected fields; lines found right are none."""
        names: list[str] = []
        changed = not self.lines or any(line.text != line.read for line in self.lines)
        if self.text is not None and changed:
            names.append("text")
        if self.speaker is not None:
            names.append("speaker")
        if self.moment_set:
            names.append("moment")
        return tuple(names)


class _Facts(msgspec.Struct):
    orientation: int = 0


class _Turned(msgspec.Struct):
    """A page of which only the turn is wanted; the rest is passed over unread."""

    facts: _Facts


_correction = msgspec.json.Decoder(Correction)


def to_json(value: object) -> str:
    """Return a value as compact JSON."""
    return _json.encode(value).decode()


def to_pack(value: object) -> bytes:
    """Return a value as MessagePack."""
    return _pack.encode(value)


def message(text: str) -> Message:
    """Read a message back."""
    return _message.decode(text)


def call(text: str) -> CallRecord:
    """Read a call record back."""
    return _call.decode(text)


def call_said(text: str | None) -> CallSaid | None:
    """Read back what a person settled of a call; None is nothing."""
    return _call_said.decode(text) if text else None


def moment(text: str | None) -> Moment | None:
    """Read a moment back; None stays None."""
    return _moment.decode(text) if text else None


def suggestion(text: str) -> Suggestion:
    """Read a suggestion back."""
    return _suggestion.decode(text)


def decision(text: str) -> Decision:
    """Read a decision back."""
    return _decision.decode(text)


def skipped_row(text: str) -> SkippedRow:
    """Read a skipped row back."""
    return _skipped.decode(text)


def correction(text: str) -> Correction:
    """Read a correction back."""
    return _correction.decode(text)


def drawn(text: str | None) -> Drawn:
    """Read back what was drawn; None is nothing."""
    return _drawn.decode(text) if text else NOTHING_DRAWN


def page(data: bytes | None) -> RecognisedPage | None:
    """Read a page back; None stays None."""
    return _page.decode(data) if data else None


def orientation(data: bytes) -> int:
    """Return the degrees that a page's picture is turned, without reading the whole page."""
    return msgspec.msgpack.decode(data, type=_Turned).facts.orientation


def transcript(data: bytes) -> Transcript:
    """Read a transcript back."""
    return _transcript.decode(data)


def sort_time(value: Moment | None) -> str:
    """Return the text by which times are ordered; empty where unknown."""
    return "" if value is None else value.value.isoformat(timespec="seconds")


def instant(text: str | None) -> datetime | None:
    """Read an ISO 8601 time back; None stays None."""
    return datetime.fromisoformat(text) if text else None

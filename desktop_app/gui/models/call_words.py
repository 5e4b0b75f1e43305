"""What a row of calls says as words in fields, and back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.domain.moment import Moment, MomentSource
from desktop_app.domain.transcript import CallSaid, Direction
from desktop_app.gui.texts import tr
from desktop_app.gui.words import moment_text
from desktop_app.reading.tables.values import seconds_of
from desktop_app.text.dates import parse_screen_time

KINDS = (
    ("in", Direction.IN, False),
    ("in_missed", Direction.IN, True),
    ("out", Direction.OUT, False),
    ("out_missed", Direction.OUT, True),
    ("unknown", Direction.UNKNOWN, False),
    ("unknown_missed", Direction.UNKNOWN, True),
)
"""Names, directions and whether nobody talked, in the order they are offered."""


@dataclass(frozen=True, slots=True)
class CallWords:
    """A row of calls as typed; ``kind`` is a place in ``KINDS``."""

    number: str
    name: str
    kind: int
    time: str
    length: str


def words_of(said: CallSaid) -> CallWords:
    """Return what the fields show of a row."""
    kind = next(
        at
        for at, (_, direction, missed) in enumerate(KINDS)
        if (direction, missed) == (said.direction, said.missed)
    )
    time = "" if said.moment is None else moment_text(said.moment)
    return CallWords(said.number, said.name, kind, time, length_words(said.duration_s))


def said_by(words: CallWords, before: CallSaid) -> CallSaid | str:
    """Return what the fields say, or the name of the field that can't be understood.

    Args:
        words: as typed.
        before: what they showed; of what was left alone, nothing is lost.
    """
    shown = words_of(before)
    number, name = words.number.strip(), words.name.strip()
    _, direction, missed = KINDS[words.kind]
    moment, length = before.moment, before.duration_s
    if not number and not name:
        return "number"
    if words.time.strip() != shown.time:
        moment = _moment_of(words.time)
        if moment is None and words.time.strip():
            return "time"
    if words.length.strip() != shown.length:
        length = seconds_of(words.length.strip())
        if length is None and words.length.strip():
            return "length"
    return CallSaid(number, name, direction, missed, moment, length)


def line_of(said: CallSaid) -> str:
    """Return a row in one line, its parts in the order of the fields."""
    words = words_of(said)
    time = words.time or tr("gui.moment.unknown")
    parts = (words.number, words.name, kind_text(words.kind), time, words.length)
    return "　".join(part for part in parts if part)


def kind_text(kind: int) -> str:
    """Return a kind of call in words."""
    return tr(f"lines.call.kinds.{KINDS[kind][0]}")


def length_words(seconds: int | None) -> str:
    """Return a length as ``3:12`` or ``1:03:12``; empty where unknown."""
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def _moment_of(words: str) -> Moment | None:
    found = parse_screen_time(words.strip(), None)
    return None if found is None else replace(found, source=MomentSource.PERSON)

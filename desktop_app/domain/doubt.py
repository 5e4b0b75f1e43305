"""Screen lines and rows of calls whose reading waits for a person, and what a person says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.case import CallView, MessageView
from desktop_app.domain.geometry import Box
from desktop_app.domain.transcript import CallSaid

DoubtKey = tuple[str, int, Box | None]
"""``message`` or ``call``, its id and the line's box as read; None stands for the whole."""


class Reader(StrEnum):
    """Who read: the first reader at its best, the second one, or one of them once more."""

    FIRST = "first"
    SECOND = "second"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class OfferedReading:
    """One reading of a doubtful line to choose from.

    Attributes:
        text: what stands in the message when it is chosen; never empty.
        confidence: 0-100, of the whole line; highest where several said the same.
        readers: who said so, the first named first; empty where that is not known.
    """

    text: str
    confidence: float
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class DoubtfulLine:
    """A screen line that waits for a person.

    Attributes:
        view: its message as it stands now.
        exhibit: number of its exhibit, or empty.
        line: box of the line as read, picture pixels; None where the doubt can't be told to
            stand in one line, which is then the whole message.
        start, end: its characters in the message's text.
        readings: to choose from; the first reader's best look, then the second reader's,
            then others. Without those that saw nothing.
    """

    view: MessageView
    exhibit: str
    line: Box | None
    start: int
    end: int
    readings: tuple[OfferedReading, ...]

    @property
    def key(self) -> DoubtKey:
        """What tells it from other doubts of the case."""
        return "message", self.view.id, self.line

    @property
    def text(self) -> str:
        """Its characters as they stand."""
        return self.view.message.text[self.start : self.end]

    @property
    def place(self) -> Box | None:
        """Where to look on the picture, in its pixels."""
        return self.view.message.box if self.line is None else self.line


@dataclass(frozen=True, slots=True)
class OfferedCall:
    """One reading of a doubtful row of calls to choose from.

    Attributes:
        said: what the row says when it is chosen.
        confidence: 0-100, of the row's weakest line.
        readers: who said so; empty where that is not known.
    """

    said: CallSaid
    confidence: float
    readers: tuple[Reader, ...]


@dataclass(frozen=True, slots=True)
class DoubtfulCall:
    """A row of calls on a picture that waits for a person.

    Attributes:
        view: the call as it stands now.
        exhibit: number of its exhibit, or empty.
        readings: to choose from, each once; what stands is among them.
    """

    view: CallView
    exhibit: str
    readings: tuple[OfferedCall, ...]

    @property
    def key(self) -> DoubtKey:
        """What tells it from other doubts of the case."""
        return "call", self.view.id, None

    @property
    def place(self) -> Box | None:
        """Where to look on the picture, in its pixels."""
        return self.view.call.box


Doubt = DoubtfulLine | DoubtfulCall


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person says a doubtful line reads.

    Attributes:
        message_id: its message.
        line: as in ``DoubtfulLine``.
        text: the characters that are on the picture; empty where there are none.
    """

    message_id: int
    line: Box | None
    text: str

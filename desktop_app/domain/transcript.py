"""What was said and who called: messages, call records and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import EvidenceKind, LineStatus


class Speaker(StrEnum):
    """Who a message is from; ``system`` for time lines and notices."""

    SELF = "self"
    OTHER = "other"
    SYSTEM = "system"


class Direction(StrEnum):
    """Who called whom."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a run of message characters stands on the picture.

    Attributes:
        start, end: string indices into the message text.
        box: the screen line's box in picture pixels.
        edges: x of each character border, ``end - start + 1`` values, or empty.
        doubtful: the line's reading waits for a person.
    """

    start: int
    end: int
    box: Box
    edges: tuple[int, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble, one entry of a PC chat, one SMS, one mail, one time line or notice.

    Attributes:
        speaker: who.
        speaker_name: the name on screen over the bubble, or empty.
        text: no line breaks of the screen.
        box: the bubble (or text block) in picture pixels; None for table rows.
        row: row number in a table or back-up file, 1-based; None for pictures.
        moment: when, or None.
        confidence: 0-100, lowest of its lines.
        status: worst of its lines.
        alternatives: other readings of the whole text.
        pieces: where the characters stand.
        quoted: spans of the text that quote somebody else's words.
    """

    speaker: Speaker
    text: str
    box: Box | None = None
    row: int | None = None
    speaker_name: str = ""
    moment: Moment | None = None
    confidence: float = 100.0
    status: LineStatus = LineStatus.SINGLE
    alternatives: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...]:
        """Return the boxes on the picture of the characters ``start`` to ``end``."""
        found: list[Box] = []
        for piece in self.pieces:
            low, high = max(start, piece.start), min(end, piece.end)
            if low >= high:
                continue
            if piece.edges:
                left, right = piece.edges[low - piece.start], piece.edges[high - piece.start]
            else:
                length = piece.end - piece.start
                left = piece.box.x + piece.box.w * (low - piece.start) // length
                right = piece.box.x + piece.box.w * (high - piece.start) // length
            found.append(Box(left, piece.box.y, max(right - left, 1), piece.box.h))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class CallSaid:
    """What a row of calls says that a person can settle; see ``CallRecord``."""

    number: str
    name: str
    direction: Direction
    missed: bool
    moment: Moment | None
    duration_s: int | None


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call (or one SMS of a carrier's list, which has no content).

    Attributes:
        number: as shown; empty where hidden or missing.
        normalised: digits in E.164 where the number is valid, else empty.
        name: contact name or label, or empty.
        direction: who called whom.
        missed: nobody talked (missed, rejected, blocked).
        moment: start, or None.
        duration_s: seconds of talk, None where unknown.
        ring: ring seconds or counts as shown (``响铃10声``), or empty.
        detail: code: ``rejected``, ``blocked``, ``forwarded``, ``voicemail`` or empty.
        count: how many calls the row stands for (``(3)``).
        channel: ``call`` or ``sms``.
        box: row in picture pixels, None for tables.
        row: row number in the table, 1-based, None for pictures.
        sheet: sheet name, or empty.
        extra: unknown columns, kept as (header, value).
        confidence: 0-100.
        status: trust in the reading.
    """

    number: str
    direction: Direction
    missed: bool
    moment: Moment | None = None
    duration_s: int | None = None
    normalised: str = ""
    name: str = ""
    ring: str = ""
    detail: str = ""
    count: int = 1
    channel: str = "call"
    box: Box | None = None
    row: int | None = None
    sheet: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    confidence: float = 100.0
    status: LineStatus = LineStatus.SINGLE

    @property
    def said(self) -> CallSaid:
        """What of it a person can settle."""
        return CallSaid(
            self.number, self.name, self.direction, self.missed, self.moment, self.duration_s
        )


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that was not understood; shown, never dropped silently.

    Attributes:
        row: 1-based row number in its sheet.
        sheet: sheet name, or empty.
        reason: code such as ``no_start_time``.
        cells: the row as it stands.
    """

    row: int
    reason: str
    sheet: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    r"""Everything that was understood of one file.

    Attributes:
        kind: what the file is.
        kind_confidence: 0-100.
        messages: in reading order.
        calls: in file order.
        skipped: rows that were not understood.
        text: all lines joined by ``\n``.
        title: chat partner or shop name from the title bar, or empty.
    """

    kind: EvidenceKind
    kind_confidence: float
    messages: tuple[Message, ...] = ()
    calls: tuple[CallRecord, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    text: str = ""
    title: str = ""

"""The case's doubtful lines and calls in order, and the edits that settle the lines."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from desktop_app.app.rules import Rules
from desktop_app.casefile import call_rows, codec, edits, settled, transcripts, views
from desktop_app.casefile.codec import Correction
from desktop_app.casefile.database import Connection
from desktop_app.casefile.edits import Edit, Field
from desktop_app.domain.case import CallView, Evidence, MessageView
from desktop_app.domain.doubt import (
    Doubt,
    DoubtfulCall,
    DoubtfulLine,
    OfferedReading,
    Settlement,
)
from desktop_app.domain.drawn import Drawn
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import EvidenceKind, LineStatus, RecognisedLine
from desktop_app.domain.transcript import Message
from desktop_app.foundation.errors import JuzhengError
from desktop_app.reading.doubtful_calls import CallReading, calls_by_reader, offered_calls
from desktop_app.reading.doubts import line_at, offered

_AT_ONCE = 2000  # messages in one query


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What the calls of a picture were understood from."""

    run: int
    kind: EvidenceKind
    drawn: Drawn


class Doubting:
    """Finds the lines that wait for a person; may be asked from any thread."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._guard = threading.Lock()
        self._lines_of_run: dict[int, tuple[RecognisedLine, ...]] = {}
        self._calls_of: dict[int, tuple[_Drawing, tuple[CallReading, ...]]] = {}

    def doubts(self, connection: Connection, exhibits: Iterable[Evidence]) -> tuple[Doubt, ...]:
        """Return what waits for a person, exhibit by exhibit from top to bottom.

        Withdrawn evidence is left out. A line of a message that stands on several exhibits
        is listed once where all of them read the same.
        """
        calls: dict[int, list[CallView]] = {}
        ids = call_rows.doubtful(connection)
        for start in range(0, len(ids), _AT_ONCE):
            for view in views.calls(connection, ids=ids[start : start + _AT_ONCE]):
                calls.setdefault(view.evidence_id, []).append(view)
        by_evidence: dict[int, list[MessageView]] = {}
        ids = views.doubtful(connection)
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            for view in views.messages(connection, self._rules.refusals, ids=part):
                by_evidence.setdefault(view.evidence_id, []).append(view)
        runs = transcripts.last_runs(connection)
        self._forget(runs)
        found: list[Doubt] = []
        listed: dict[tuple[int, str], int] = {}
        for exhibit in exhibits:
            run = runs.get(exhibit.id)
            if exhibit.id in calls:
                readings = self._call_readings(connection, exhibit, run)
                for view in calls[exhibit.id]:
                    offer = offered_calls(view.call, readings)
                    found.append(DoubtfulCall(view, exhibit.number, offer))
            if exhibit.id not in by_evidence:
                continue
            drawn = edits.current_drawn(connection, exhibit.id).lines()
            read = (*drawn, *self._read_lines(connection, run))
            for view in by_evidence[exhibit.id]:
                for line in _lines_of(view, exhibit.number, read):
                    original = view.id if view.twin_of is None else view.twin_of
                    if listed.setdefault((original, line.text), view.id) == view.id:
                        found.append(line)
        return tuple(found)

    def _read_lines(self, connection: Connection, run: int | None) -> Sequence[RecognisedLine]:
        """Return the doubtful lines of a run; runs never change, so they are kept."""
        if run is None:
            return ()
        with self._guard:
            kept = self._lines_of_run.get(run)
        if kept is None:
            page = transcripts.page_of(connection, run)
            lines = () if page is None else page.lines
            kept = tuple(line for line in lines if line.status is LineStatus.DOUBTFUL)
            with self._guard:
                self._lines_of_run[run] = kept
        return kept

    def _call_readings(
        self, connection: Connection, exhibit: Evidence, run: int | None
    ) -> Sequence[CallReading]:
        """Return the calls of a picture as each reader alone has them; kept until it changes."""
        if run is None:
            return ()
        drawn = edits.current_drawn(connection, exhibit.id)
        made_of = _Drawing(run, exhibit.kind, drawn)
        with self._guard:
            kept = self._calls_of.get(exhibit.id)
        if kept is None or kept[0] != made_of:
            page = transcripts.page_of(connection, run)
            calls = () if page is None else calls_by_reader(page, exhibit.kind, drawn)
            kept = made_of, calls
            with self._guard:
                self._calls_of[exhibit.id] = kept
        return kept[1]

    def _forget(self, runs: Mapping[int, int]) -> None:
        current = set(runs.values())
        with self._guard:
            for run in self._lines_of_run.keys() - current:
                del self._lines_of_run[run]


def _lines_of(
    view: MessageView, exhibit: str, read: Sequence[RecognisedLine]
) -> list[DoubtfulLine]:
    message = view.message
    open_pieces = [piece for piece in message.pieces if piece.doubtful]
    if not open_pieces:
        readings = _of_whole(message)
        return [DoubtfulLine(view, exhibit, None, 0, len(message.text), readings)]
    found: list[DoubtfulLine] = []
    for piece in open_pieces:
        own = message.text[piece.start : piece.end]
        line = line_at(read, piece.box)
        readings = () if line is None else offered(line, own)
        if not readings and len(message.pieces) == 1:
            readings = _of_whole(message)
        found.append(DoubtfulLine(view, exhibit, piece.box, piece.start, piece.end, readings))
    return found


def _of_whole(message: Message) -> tuple[OfferedReading, ...]:
    """Return the readings of a message of which no line is known: as it stands, then others."""
    texts = dict.fromkeys((message.text, *message.alternatives))
    return tuple(
        OfferedReading(text, message.confidence if text == message.text else 0.0, ())
        for text in texts
        if text
    )


def settling(connection: Connection, settlements: Sequence[Settlement]) -> list[Edit]:
    """Return the edits that settle these lines, and the same lines on other exhibits.

    Raises:
        JuzhengError: ``item.gone`` where a line is not there any more.
        InputRefused: ``text.nothing_left`` where a message would have no characters.
    """
    made: dict[int, tuple[int, str, Message, Correction]] = {}

    def settle(message_id: int, line: Box | None, text: str) -> None:
        owner, before, read, fix = made.get(message_id) or _current(connection, message_id)
        made[message_id] = owner, before, read, settled.settle(read, fix, line, text)

    for each in settlements:
        read, fix = _current(connection, each.message_id)[2:]
        for repeat in transcripts.repeats_of(connection, each.message_id):
            for line in _same_lines(connection, repeat, each.line, read, fix.text):
                settle(repeat, line, each.text)
        settle(each.message_id, each.line, each.text)
    return [
        Edit(Field.CORRECTION, number, owner, before, codec.to_json(fix))
        for number, (owner, before, _, fix) in made.items()
    ]


def only_lines_settled(edit: Edit) -> bool:
    """Whether a correction changed nothing but what single lines of a message read."""
    before, after = codec.correction(edit.before or "{}"), codec.correction(edit.after or "{}")
    if not before.lines and not after.lines:
        return False
    return msgspec.structs.replace(before, text=None, lines=()) == msgspec.structs.replace(
        after, text=None, lines=()
    )


def _current(connection: Connection, message_id: int) -> tuple[int, str, Message, Correction]:
    """Return evidence id, stored correction, message as read and correction of a message."""
    found = transcripts.message_read(connection, message_id)
    stored = edits.current(connection, Field.CORRECTION, message_id)
    if found is None or stored is None:
        raise JuzhengError("item.gone")
    owner, read, fix = found
    return owner, stored, read, fix


def _same_lines(
    connection: Connection, repeat: int, line: Box | None, read: Message, stood: str | None
) -> list[Box | None]:
    """Return the doubtful lines of a repeated message that were read just like this one.

    Args:
        connection: to the case.
        repeat: the message on another exhibit.
        line: the line's box in the message that is being settled.
        read: that message as read.
        stood: its text so far by the person, or None.
    """
    _, _, there, fix = _current(connection, repeat)
    if there.status is not LineStatus.DOUBTFUL:
        return []
    own = next((read.text[p.start : p.end] for p in read.pieces if p.box == line), read.text)
    pieces = [piece for piece in there.pieces if piece.doubtful]
    typed = fix.text if not fix.lines else None
    if line is None or not pieces:
        same = line is None and not pieces and there.text == own and typed in (None, stood)
        return [None] if same else []
    if typed is not None:
        return []
    return [piece.box for piece in pieces if there.text[piece.start : piece.end] == own]

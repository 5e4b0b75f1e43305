"""Bringing a case up to date after a change: index columns, suggestions, twins, patterns.

Suggestions are made again whenever the text under them changes; decisions and corrections of
a person are never touched here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from desktop_app.app.lane import Change
from desktop_app.app.rules import Rules
from desktop_app.casefile import call_rows, codec, edits, evidence, tagsets, transcripts, views
from desktop_app.casefile.database import Connection
from desktop_app.domain.drawn import NOTHING_DRAWN, Drawn
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.transcript import Speaker, Transcript
from desktop_app.reading import continuity, overlap
from desktop_app.reading import page as assembly
from desktop_app.reading.drawn import is_left_out, with_drawn
from desktop_app.tagging.report import Contact, PatternReport
from desktop_app.text.fold import folded_text

_CONTACT = frozenset({EvidenceKind.CHAT, EvidenceKind.SMS, EvidenceKind.MAIL})


def folded(text: str) -> str:
    """Return the form in which texts are searched: folded, without separators."""
    return folded_text(text, drop_separators=True)


class Understanding:
    """Derives what is known of a case from its readings and a person's corrections."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def take_transcript(
        self,
        connection: Connection,
        change: Change,
        evidence_id: int,
        transcript: Transcript,
        captured: Moment | None,
    ) -> None:
        """Make a transcript the current one of its evidence and tag it."""
        drawn = edits.current_drawn(connection, evidence_id)
        transcripts.replace(
            connection, evidence_id, transcript, folded, partial(is_left_out, drawn=drawn)
        )
        evidence.set_understood(
            connection,
            evidence_id,
            kind=transcript.kind,
            kind_confidence=transcript.kind_confidence,
            title=transcript.title,
            moment=_first_moment(transcript) or captured,
        )
        self.index_messages(connection, transcripts.living_messages(connection, evidence_id))
        change.evidence.add(evidence_id)
        change.structure = True
        change.groups |= {
            f"{group}:{evidence_id}" for group in ("evidence", "runs", "messages", "calls")
        }

    def reassemble(self, connection: Connection, change: Change, evidence_id: int) -> None:
        """Assemble the last reading again, with what a person said and drew."""
        drawn = edits.current_drawn(connection, evidence_id)
        transcript = self.assembled(connection, evidence_id, drawn)
        if transcript is not None:
            captured = evidence.captured(connection, evidence_id)
            self.take_transcript(connection, change, evidence_id, transcript, captured)

    def assembled(
        self, connection: Connection, evidence_id: int, drawn: Drawn
    ) -> Transcript | None:
        """Return what the last reading says under a drawing; None where nothing was read.

        The kind that a person says it is stands above the one found in reading.
        """
        run = transcripts.last_run(connection, evidence_id)
        if run is None or run.page is None:
            return None if run is None else run.transcript
        chosen = evidence.kind_by_person(connection, evidence_id)
        if drawn != NOTHING_DRAWN:
            made = with_drawn(run.page, chosen or run.transcript.kind, drawn)
            sure = run.transcript.kind_confidence if chosen is None else made.kind_confidence
            return replace(made, kind_confidence=sure)
        return run.transcript if chosen is None else assembly.understand(run.page, chosen)

    def index_messages(self, connection: Connection, ids: Iterable[int]) -> None:
        """Refresh search, order and suggestions of messages.

        A message without a known time is ordered by the capture time of its picture. One
        that repeats a message of another exhibit has no suggestions of its own.
        """
        for number in ids:
            found = transcripts.message_now(connection, number)
            if found is None:
                continue
            evidence_id, message = found
            mine = message.speaker is Speaker.SELF
            transcripts.refresh_index(
                connection,
                number,
                speaker=message.speaker,
                doubtful=views.is_doubtful(message.status, message.speaker),
                refusal=mine and bool(self._rules.refusals(message.text)),
                folded=folded(message.text),
                sort_time=codec.sort_time(
                    message.moment or evidence.captured(connection, evidence_id)
                ),
            )
            repeats = transcripts.original_of(connection, number) != number
            tagsets.replace_suggestions(
                connection,
                "message",
                number,
                evidence_id,
                tagsets.WORDS,
                ()
                if repeats
                else self._rules.suggest(
                    message.text, message.speaker, message.quoted, message.moment
                ),
            )

    def patterns(self, connection: Connection) -> PatternReport:
        """Count the case's contacts: by hour and day, after refusal, at night."""
        return self._rules.patterns(contacts(connection))

    def find_continuity(self, connection: Connection, change: Change) -> None:
        """Find out again which messages of overlapping screenshots are the same.

        Withdrawn evidence takes no part. Where a person decided on one of the messages that
        are the same, or else corrected its text, that one stands for the others.
        """
        lines: dict[int, list[overlap.Line]] = {}
        claims: dict[int, int] = {}
        for item in transcripts.standing(connection, sorted(continuity.KINDS)):
            lines.setdefault(item.evidence_id, []).append(
                overlap.line_of(
                    item.id,
                    item.message.speaker,
                    item.message.text,
                    item.message.moment,
                    read_text=item.read.text,
                    read_speaker=item.read.speaker,
                )
            )
            claims[item.id] = 2 * item.decided + (item.message.text != item.read.text)
        found = continuity.join_pages(
            [
                continuity.Page(piece.id, piece.kind, piece.title, tuple(lines.get(piece.id, ())))
                for piece in evidence.all_evidence(connection)
                if piece.number
            ],
            claims,
        )
        transcripts.set_links(connection, found.links)
        changed = transcripts.set_twins(connection, found.twin_of)
        if changed:
            self.index_messages(connection, sorted(changed))
            change.messages |= changed
            change.structure = True

    def suggest_patterns(self, connection: Connection, change: Change) -> None:
        """Refresh what follows from all messages and calls together.

        First which messages are the same, then the suggestions that come from when and how
        often contact was made.
        """
        self.find_continuity(connection, change)
        report = self.patterns(connection)
        owners = {
            channel: transcripts.owners(connection, channel) for channel in ("message", "call")
        }
        wanted = [
            (channel, number, owners[channel][number], suggestions)
            for (channel, number), suggestions in report.suggestions.items()
        ]
        for channel, number in tagsets.replace_origin(connection, tagsets.PATTERN, wanted):
            (change.messages if channel == "message" else change.calls).add(number)


def contacts(connection: Connection) -> Sequence[Contact]:
    """Return all messages and calls of the case as the pattern rules see them, each once.

    The lines of a courier slip or a document say something, but nobody made contact by them.
    """
    shown = evidence.shown(connection)
    found: list[Contact] = []
    for item in transcripts.standing(connection, sorted(_CONTACT)):
        spoken = item.message.speaker is not Speaker.SYSTEM
        if item.evidence_id in shown and spoken and item.twin_of is None:
            found.append(
                Contact(
                    channel="message",
                    id=item.id,
                    speaker=item.message.speaker,
                    moment=item.message.moment,
                    text=item.message.text,
                )
            )
    for number, evidence_id, call in call_rows.standing_calls(connection):
        if evidence_id in shown and call.channel == "call":
            found.append(
                Contact(
                    channel="call",
                    id=number,
                    direction=call.direction,
                    moment=call.moment,
                    number=call.normalised or call.number,
                    missed=call.missed,
                    count=call.count,
                )
            )
    return found


def _first_moment(transcript: Transcript) -> Moment | None:
    moments = [m.moment for m in transcript.messages if m.moment is not None]
    moments += [c.moment for c in transcript.calls if c.moment is not None]
    return min(moments, key=lambda moment: moment.value) if moments else None

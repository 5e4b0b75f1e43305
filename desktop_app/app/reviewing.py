"""What a person corrects and decides; every step is undoable and logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace

import msgspec

from desktop_app.app.doubting import only_lines_settled, settling
from desktop_app.app.history import History
from desktop_app.app.lane import CaseLane, Change
from desktop_app.app.understanding import Understanding, folded
from desktop_app.casefile import call_rows, codec, edits, tagsets, transcripts
from desktop_app.casefile.codec import Correction
from desktop_app.casefile.database import Connection
from desktop_app.casefile.edits import DecisionKey, Edit, Field
from desktop_app.domain.case import CaseDetails, ChangeSet
from desktop_app.domain.doubt import Settlement
from desktop_app.domain.drawn import Drawn
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.tags import Decision, Scenario, Severity, Verdict
from desktop_app.domain.transcript import CallSaid, Speaker
from desktop_app.foundation.errors import JuzhengError

_ADDED = ""  # the rule of a tag that a person added


class Reviewing:
    """A person's corrections and decisions on one case."""

    def __init__(self, lane: CaseLane, understanding: Understanding) -> None:
        self._lane = lane
        self._understanding = understanding
        self.history = History(lane, self._apply)

    def correct_text(self, message_id: int, text: str) -> Future[ChangeSet]:
        """Set the text of a message; the reader's own text stays beside it."""
        return self._correct("text.corrected", [message_id], lambda fix: _worded(fix, text))

    def choose_reading(self, message_id: int, text: str) -> Future[ChangeSet]:
        """Settle a doubtful message on one of its readings."""
        return self._correct("reading.chosen", [message_id], lambda fix: _worded(fix, text))

    def settle(self, action: str, settlements: Sequence[Settlement]) -> Future[ChangeSet]:
        """Settle doubtful lines in one step; nothing outside them changes.

        Args:
            action: ``reading.chosen``, ``reading.confirmed``, ``text.corrected`` or
                ``misreading.corrected``.
            settlements: the lines and what they read.
        """
        return self.edit(action, lambda connection: settling(connection, settlements))

    def settle_call(self, call_id: int, said: CallSaid) -> Future[ChangeSet]:
        """Say what a row of calls reads; what was read there stays beside it."""
        return self.settle_calls("call.settled", {call_id: said})

    def settle_calls(self, action: str, said: Mapping[int, CallSaid]) -> Future[ChangeSet]:
        """Say what rows of calls read, by their ids, in one step.

        Args:
            action: ``call.settled`` or ``misreading.corrected``.
            said: what each row says.
        """

        def make(connection: Connection) -> list[Edit]:
            return [
                Edit(
                    Field.CALL,
                    number,
                    _owner(connection, "call", number),
                    edits.current(connection, Field.CALL, number),
                    codec.to_json(each),
                )
                for number, each in said.items()
            ]

        return self.edit(action, make)

    def set_speaker(self, message_ids: Sequence[int], speaker: Speaker) -> Future[ChangeSet]:
        """Say who spoke."""
        return self._correct(
            "speaker.corrected", message_ids, lambda fix: _with(fix, speaker=speaker)
        )

    def set_moment(self, message_id: int, moment: Moment | None) -> Future[ChangeSet]:
        """Say when a message was written; None says that nobody knows."""
        return self._correct(
            "moment.corrected",
            [message_id],
            lambda fix: _with(fix, moment_set=True, moment=moment),
        )

    def decide(
        self, channel: str, item_id: int, suggestion_id: int, verdict: Verdict
    ) -> Future[ChangeSet]:
        """Accept or reject one suggestion."""

        def make(connection: Connection) -> list[Edit]:
            return [self._decided(connection, channel, item_id, suggestion_id, verdict)]

        return self.edit(f"tag.{verdict.value}", make)

    def decide_all(self, channel: str, item_id: int, verdict: Verdict) -> Future[ChangeSet]:
        """Accept or reject every suggestion of an item that is still open."""

        def make(connection: Connection) -> list[Edit]:
            found = tagsets.of_items(connection, channel, "item_id = ?", (item_id,))
            suggestions = found.get(item_id, ((), ()))[0]
            return [
                self._decided(connection, channel, item_id, view.id, verdict)
                for view in suggestions
                if view.decision is None
            ]

        return self.edit(f"tag.{verdict.value}", make)

    def clear_decision(self, channel: str, item_id: int, suggestion_id: int) -> Future[ChangeSet]:
        """Make a suggestion open again."""

        def make(connection: Connection) -> list[Edit]:
            key, _ = self._key_of(connection, channel, item_id, suggestion_id)
            before = edits.current_decision(connection, key)
            return [] if before is None else [_decision_edit(key, before, None)]

        return self.edit("tag.reopened", make)

    def add_tag(
        self,
        channel: str,
        item_id: int,
        scenario: Scenario,
        severity: Severity,
        spans: Sequence[tuple[int, int]] = (),
        note: str = "",
    ) -> Future[ChangeSet]:
        """Tag an item in the person's own judgement."""

        def make(connection: Connection) -> list[Edit]:
            evidence_id = _owner(connection, channel, item_id)
            key = DecisionKey(channel, item_id, evidence_id, _ADDED, scenario.value)
            decision = Decision(Verdict.ADDED, scenario, severity, _ADDED, tuple(spans), note)
            before = edits.current_decision(connection, key)
            return [_decision_edit(key, before, codec.to_json(decision))]

        return self.edit("tag.added", make)

    def remove_tag(self, channel: str, item_id: int, scenario: Scenario) -> Future[ChangeSet]:
        """Take away a tag that a person added or that tagging no longer suggests."""

        def make(connection: Connection) -> list[Edit]:
            evidence_id = _owner(connection, channel, item_id)
            return [
                _decision_edit(
                    DecisionKey(channel, item_id, evidence_id, rule, scenario.value), body, None
                )
                for rule, body in tagsets.standing_alone(
                    connection, channel, item_id, scenario.value
                )
            ]

        return self.edit("tag.removed", make)

    def set_kind(self, evidence_id: int, kind: EvidenceKind) -> Future[ChangeSet]:
        """Say what a piece of evidence is; it is assembled again as that."""
        return self._set_field("kind.corrected", Field.KIND, [evidence_id], kind.value)

    def set_note(self, evidence_id: int, note: str) -> Future[ChangeSet]:
        """Say how a piece of evidence was obtained."""
        return self._set_field("note.changed", Field.NOTE, [evidence_id], note)

    def withdraw(self, evidence_ids: Sequence[int]) -> Future[ChangeSet]:
        """Leave evidence out of the dossier; the originals stay in the case."""
        return self._set_field("evidence.withdrawn", Field.WITHDRAWN, evidence_ids, "1")

    def restore(self, evidence_ids: Sequence[int]) -> Future[ChangeSet]:
        """Take withdrawn evidence back in."""
        return self._set_field("evidence.restored", Field.WITHDRAWN, evidence_ids, "0")

    def change_details(self, details: CaseDetails) -> Future[ChangeSet]:
        """Change what the person says of the case."""

        def make(connection: Connection) -> list[Edit]:
            before = edits.current(connection, Field.DETAILS, 0)
            return [Edit(Field.DETAILS, 0, 0, before, codec.to_json(details))]

        return self.edit("details.changed", make)

    # ------------------------------------------------------------------ how it is done

    def edit(self, action: str, make: Callable[[Connection], list[Edit]]) -> Future[ChangeSet]:
        """Make edits in one step that is logged and can be undone; none is no change."""

        def work(connection: Connection, change: Change) -> None:
            made = [edit for edit in make(connection) if edit.before != edit.after]
            if not made:
                change.quiet = True
                return
            self._apply(connection, change, made)
            self.history.record(action, made)

        return self._lane.mutate(action, work)

    def _apply(self, connection: Connection, change: Change, made: Sequence[Edit]) -> None:
        """Write edits and bring everything that follows from them up to date."""
        change.groups |= edits.apply(connection, made)
        change.facts["edits"] = [_logged(edit) for edit in made]
        corrected: list[int] = []
        contacts_changed = lines_settled = False
        for edit in made:
            if edit.evidence_id:
                change.evidence.add(edit.evidence_id)
            match edit.field:
                case Field.DETAILS:
                    change.details = True
                case Field.CORRECTION:
                    corrected.append(edit.row)
                    change.messages.add(edit.row)
                    by_line = only_lines_settled(edit)
                    lines_settled = lines_settled or by_line
                    contacts_changed = contacts_changed or not by_line
                case Field.CALL:
                    call_rows.refresh_index(connection, edit.row, folded)
                    change.calls.add(edit.row)
                    lines_settled = True
                case Field.DECISION:
                    if edit.decision is not None:
                        touched = (
                            change.messages if edit.decision.channel == "message" else change.calls
                        )
                        touched.add(edit.decision.item_id)
                case Field.KIND | Field.DRAWN:
                    self._understanding.reassemble(connection, change, edit.row)
                    contacts_changed = True
                case Field.WITHDRAWN:
                    change.structure = True
                    contacts_changed = True
                case Field.NOTE:
                    pass
        self._understanding.index_messages(connection, corrected)
        if contacts_changed:
            self._understanding.suggest_patterns(connection, change)
        elif lines_settled:  # a person goes through many, and no single one waits for the case
            self._lane.later("patterns.suggested", self._understanding.suggest_patterns)

    def _correct(
        self,
        action: str,
        message_ids: Sequence[int],
        alter: Callable[[Correction], Correction],
    ) -> Future[ChangeSet]:
        def make(connection: Connection) -> list[Edit]:
            made: list[Edit] = []
            for number in message_ids:
                before = edits.current(connection, Field.CORRECTION, number)
                if before is None:
                    raise JuzhengError("item.gone")
                after = codec.to_json(alter(codec.correction(before)))
                owner = _owner(connection, "message", number)
                made.append(Edit(Field.CORRECTION, number, owner, before, after))
            return made

        return self.edit(action, make)

    def _set_field(
        self, action: str, field: Field, evidence_ids: Sequence[int], value: str
    ) -> Future[ChangeSet]:
        def make(connection: Connection) -> list[Edit]:
            return [
                Edit(field, number, number, edits.current(connection, field, number), value)
                for number in evidence_ids
            ]

        return self.edit(action, make)

    def _decided(
        self,
        connection: Connection,
        channel: str,
        item_id: int,
        suggestion_id: int,
        verdict: Verdict,
    ) -> Edit:
        key, decision = self._key_of(connection, channel, item_id, suggestion_id)
        before = edits.current_decision(connection, key)
        return _decision_edit(key, before, codec.to_json(replace(decision, verdict=verdict)))

    @staticmethod
    def _key_of(
        connection: Connection, channel: str, item_id: int, suggestion_id: int
    ) -> tuple[DecisionKey, Decision]:
        found = tagsets.suggestion_of(connection, suggestion_id)
        if found is None:
            raise JuzhengError("item.gone")
        key = DecisionKey(
            channel,
            item_id,
            _owner(connection, channel, item_id),
            found.rule,
            found.scenario.value,
        )
        return key, Decision(
            Verdict.ACCEPTED, found.scenario, found.severity, found.rule, found.spans
        )


def _logged(edit: Edit) -> dict[str, object]:
    """Return an edit as the custody log keeps it.

    Of a drawing only what came and went is named: its row is sealed whole.
    """
    facts: dict[str, object] = {
        "field": edit.field.value,
        "row": edit.row if edit.decision is None else edit.decision.item_id,
        "evidence": edit.evidence_id,
        "before": edit.before,
        "after": edit.after,
    }
    if edit.field is Field.DRAWN:
        before, after = codec.drawn(edit.before), codec.drawn(edit.after)
        facts["before"] = _outlines(before, after)
        facts["after"] = _outlines(after, before)
    return facts


def _outlines(drawn: Drawn, other: Drawn) -> list[list[str | int]]:
    """Return what is in one drawing and not in the other: what for, and where."""
    areas = [(area.use.value, area.box) for area in drawn.areas if area not in other.areas]
    seams = [
        (seam.kind.value, seam.upper.union(seam.lower))
        for seam in drawn.seams
        if seam not in other.seams
    ]
    return [[what, box.x, box.y, box.w, box.h] for what, box in (*areas, *seams)]


def _with(fix: Correction, **fields: object) -> Correction:
    return msgspec.structs.replace(fix, **fields)


def _worded(fix: Correction, text: str) -> Correction:
    """Return the correction with another whole text; lines settled before are part of it."""
    return _with(fix, text=text, lines=())


def _owner(connection: Connection, channel: str, item_id: int) -> int:
    found = transcripts.owner(connection, channel, item_id)
    if found is None:
        raise JuzhengError("item.gone")
    return found


def _decision_edit(key: DecisionKey, before: str | None, after: str | None) -> Edit:
    return Edit(Field.DECISION, key.item_id, key.evidence_id, before, after, key)

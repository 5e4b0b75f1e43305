"""What counts: accepted and added tags with where they stand, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop_app.domain.case import CallView, MessageView, SuggestionView
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.tags import Decision, Scenario, Severity, Suggestion
from desktop_app.domain.transcript import Speaker
from desktop_app.dossier.material import DossierMaterial, Exhibit

_PHOTOS = frozenset({EvidenceKind.SLIP, EvidenceKind.OTHER})


@dataclass(frozen=True, slots=True)
class Entry:
    """A message or call of an exhibit.

    Attributes:
        exhibit: where it stands.
        position: its number within the exhibit as printed: the row of a table, else from 1.
        message, call: one of them.
        original: the message of another exhibit that this one repeats; what counts, counts
            there.
    """

    exhibit: Exhibit
    position: int
    message: MessageView | None = None
    call: CallView | None = None
    original: Entry | None = None

    @property
    def moment(self) -> Moment | None:
        """When it happened; for a photo without a time of its own, when it was taken."""
        if self.message is not None:
            known = self.message.message.moment
        else:
            known = self.call.call.moment if self.call is not None else None
        if known is None and self.exhibit.evidence.kind in _PHOTOS:
            return self.exhibit.evidence.moment
        return known

    def counted(self) -> tuple[Decision, ...]:
        """Return the decisions that count here, one a scenario and severity."""
        view = self.message or self.call
        if view is None or self.original is not None:
            return ()
        unique: dict[tuple[Scenario, Severity], Decision] = {}
        for decision in view.counted():
            unique.setdefault((decision.scenario, decision.severity), decision)
        return tuple(unique.values())

    @property
    def refuses(self) -> bool:
        """Whether the buyer clearly refuses contact in it, and nowhere before."""
        return self.message is not None and bool(self.message.refusal) and self.original is None

    @property
    def weight(self) -> int:
        """How many contacts it stands for."""
        return max(1, self.call.call.count) if self.call is not None else 1


@dataclass(slots=True)
class Tally:
    """All entries of the dossier's exhibits and the figures drawn from them.

    Attributes:
        entries: in exhibit order.
        open: suggestions nobody decided on.
    """

    entries: list[Entry] = field(default_factory=list)
    open: int = 0

    @classmethod
    def of(cls, material: DossierMaterial) -> Tally:
        """Collect what a case's shown exhibits hold."""
        tally = cls()
        shown = material.shown()
        originals = {
            view.id: Entry(exhibit, position, message=view)
            for exhibit in shown
            for position, view in enumerate(exhibit.messages, start=1)
        }
        for exhibit in shown:
            for view in exhibit.messages:
                entry = originals[view.id]
                if view.twin_of in originals and view.message.speaker is not Speaker.SYSTEM:
                    entry = replace(entry, original=originals[view.twin_of])
                else:
                    tally.open += _open(view.suggestions)
                tally.entries.append(entry)
            for position, call in enumerate(exhibit.calls, start=1):
                tally.entries.append(Entry(exhibit, call.call.row or position, call=call))
                tally.open += _open(call.suggestions)
        return tally

    def counted(
        self, scenario: Scenario | None = None, severity: Severity | None = None
    ) -> list[Entry]:
        """Return entries with a counting tag of a scenario and severity; None for all."""
        return [
            entry
            for entry in self.entries
            if any(
                (scenario is None or decision.scenario is scenario)
                and (severity is None or decision.severity is severity)
                for decision in entry.counted()
            )
        ]

    def refusals(self) -> list[Entry]:
        """Return the buyer's clear refusals."""
        return [entry for entry in self.entries if entry.refuses]

    def of_exhibit(self, exhibit: Exhibit) -> list[Entry]:
        """Return one exhibit's entries."""
        return [entry for entry in self.entries if entry.exhibit is exhibit]


def weight(entries: list[Entry]) -> int:
    """Return how many contacts entries stand for."""
    return sum(entry.weight for entry in entries)


def moments(entries: list[Entry]) -> list[Moment]:
    """Return the known times of entries, ascending."""
    known = [entry.moment for entry in entries if entry.moment is not None]
    return sorted(known, key=lambda moment: moment.value)


def suggestion_of(view: MessageView | CallView, decision: Decision) -> Suggestion | None:
    """Return the suggestion that a decision accepted, or None for an added tag."""
    for item in view.suggestions:
        if item.decision is decision or (
            item.decision is not None and item.decision == decision and decision.rule
        ):
            return item.suggestion
    return None


def _open(suggestions: tuple[SuggestionView, ...]) -> int:
    return sum(item.decision is None for item in suggestions)

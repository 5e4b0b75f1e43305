"""Everything a dossier is made of, as frozen plain data that can cross a process border."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.domain.case import CallView, CaseDetails, Evidence, MessageView
from desktop_app.domain.export import ExportOptions
from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment
from desktop_app.domain.tags import Scenario
from desktop_app.domain.transcript import SkippedRow


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another exhibit of the same conversation that comes just before or after.

    Attributes:
        evidence_id: the other exhibit.
        before: it comes before.
        shared: messages that stand on both; 0 where the join is unproven.
    """

    evidence_id: int
    before: bool
    shared: int = 0


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One original with everything that was read of it.

    Attributes:
        evidence: the original; its ``note`` says how it was obtained.
        messages: in reading order.
        calls: in file order.
        skipped: rows that were not understood.
        neighbours: how it joins other exhibits of the conversation, those before it first.
    """

    evidence: Evidence
    messages: tuple[MessageView, ...] = ()
    calls: tuple[CallView, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemRef:
    """A message or a call: ``channel`` is ``message`` or ``call``."""

    channel: str
    id: int


@dataclass(frozen=True, slots=True)
class NumberCount:
    """Calls of one number.

    Attributes:
        number: as shown; empty for hidden numbers.
        count: calls.
        missed: calls nobody answered.
        first, last: first and last start, or None.
    """

    number: str
    count: int
    missed: int = 0
    first: Moment | None = None
    last: Moment | None = None


@dataclass(frozen=True, slots=True)
class Patterns:
    """Statistics that can be recomputed from the listed rows.

    Attributes:
        days: contacts a day as (ISO date, count), ascending, days without contact left out.
        hours: contacts by weekday (7 rows, Monday first) and hour (24 columns).
        after_refusal: contacts after the first clear refusal.
        night: contacts at night.
        night_from, night_to: hours that bound the night, e.g. 22 and 8.
        numbers: calls by number, most first.
        shortest_s: seconds of the shortest interval between two calls, or None.
        refused_at: the first clear refusal, or None.
    """

    days: tuple[tuple[str, int], ...] = ()
    hours: tuple[tuple[int, ...], ...] = ()
    after_refusal: tuple[ItemRef, ...] = ()
    night: tuple[ItemRef, ...] = ()
    night_from: int = 22
    night_to: int = 8
    numbers: tuple[NumberCount, ...] = ()
    shortest_s: int | None = None
    refused_at: Moment | None = None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One element of the rule against what proves it.

    Attributes:
        element: what the rule asks for, in words for people.
        evidence_ids: exhibits that prove it; empty where nothing does.
        next_step: what to get next; printed where nothing proves the element.
        scenario: the scenario it belongs to, or None for all.
    """

    element: str
    evidence_ids: tuple[int, ...] = ()
    next_step: str = ""
    scenario: Scenario | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A legal basis as dated data: title, when it applies, whether somebody checked it."""

    title: str
    note: str = ""
    unverified: bool = True


@dataclass(frozen=True, slots=True)
class RulebookFacts:
    """Where the rules come from.

    Attributes:
        title: name of the rulebook.
        source: where its text was taken from.
        in_force_from, last_checked_on: ISO dates, or empty.
        unverified: nobody checked it yet.
        bases: legal bases.
    """

    title: str
    source: str = ""
    in_force_from: str = ""
    last_checked_on: str = ""
    unverified: bool = True
    bases: tuple[LegalBasis, ...] = ()


@dataclass(frozen=True, slots=True)
class Custody:
    """Head of the custody log: its hash (hex) and the number of entries."""

    head: str
    entries: int


@dataclass(frozen=True, slots=True)
class DossierMaterial:
    """All that goes into one dossier.

    Attributes:
        details: what the person says of the case.
        case_id: e.g. ``JZ-20261123-7F3A``.
        exhibits: any order; withdrawn ones and those without a number are left out.
        patterns: statistics of the calls.
        coverage: elements of the rule in the rulebook's order.
        rulebook: where the rules come from.
        custody: head of the custody log.
        options: the choices of the export.
        version: of the program.
        now: aware time of the export; all dates of the PDF come from it.
        language: ``zh-CN``, ``zh-TW`` or ``en``.
    """

    details: CaseDetails
    case_id: str
    exhibits: tuple[Exhibit, ...]
    patterns: Patterns
    coverage: tuple[CoverageRow, ...]
    rulebook: RulebookFacts
    custody: Custody
    options: ExportOptions
    version: str
    now: datetime
    language: str = "zh-CN"

    def shown(self) -> tuple[Exhibit, ...]:
        """Return the exhibits of this dossier by exhibit number (1-2 before 1-10)."""
        kept = [
            exhibit
            for exhibit in self.exhibits
            if exhibit.evidence.number
            and not exhibit.evidence.withdrawn
            and (self.options.include_untagged or speaks(exhibit))
        ]
        return tuple(sorted(kept, key=lambda exhibit: number_key(exhibit.evidence.number)))


@dataclass(frozen=True, slots=True)
class SlicePicture:
    """A printable slice of an exhibit's picture, written by the imaging side.

    Attributes:
        evidence_id, index: the plan it was made for.
        box: the part of the picture, in picture pixels.
        path: JPEG or PNG file with exactly these pixels and no metadata.
        width, height: pixels of the file.
    """

    evidence_id: int
    index: int
    box: Box
    path: Path
    width: int
    height: int


def number_key(number: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key that orders ``1-2`` before ``1-10``."""
    return tuple(
        (int(part), "") if part.isascii() and part.isdigit() else (10**9, part)
        for part in number.split("-")
    )


def speaks(exhibit: Exhibit) -> bool:
    """Whether a tag counts in the exhibit, or the buyer clearly refuses contact in it.

    What only repeats another exhibit speaks there.
    """
    return any(
        view.twin_of is None and (view.counted() or view.refusal) for view in exhibit.messages
    ) or any(view.counted() for view in exhibit.calls)

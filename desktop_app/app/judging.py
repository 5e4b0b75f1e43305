"""What the case's contents prove: facts for the matrix, figures and rules for the dossier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop_app.app.rules import Rules
from desktop_app.casefile import evidence, views
from desktop_app.casefile.database import Connection
from desktop_app.domain.case import CallView, CaseDetails, EvidenceState, MessageView
from desktop_app.domain.export import ExportOptions
from desktop_app.domain.moment import Moment
from desktop_app.domain.tags import Severity
from desktop_app.domain.timeline import ContinuityLink
from desktop_app.domain.transcript import Direction, Speaker
from desktop_app.dossier.material import (
    CoverageRow,
    Exhibit,
    ItemRef,
    LegalBasis,
    Neighbour,
    NumberCount,
    Patterns,
    RulebookFacts,
)
from desktop_app.tagging.coverage import CaseFacts, ElementCoverage, EvidenceFacts
from desktop_app.tagging.report import PatternReport
from desktop_app.tagging.schema import Rulebook

_EVIDENCE_NUMBER = "举证号"


def evidence_facts(connection: Connection, rules: Rules) -> tuple[EvidenceFacts, ...]:
    """Return what each piece of evidence in the dossier holds, as plain facts.

    A message that repeats one of another exhibit proves what that one proves.
    """
    messages: dict[int, list[MessageView]] = {}
    every = views.messages(connection, rules.refusals)
    by_id = {view.id: view for view in every}
    for view in every:
        if view.twin_of is not None and (original := by_id.get(view.twin_of)) is not None:
            view = replace(
                view,
                refusal=original.refusal,
                suggestions=original.suggestions,
                added=original.added,
            )
        messages.setdefault(view.evidence_id, []).append(view)
    calls: dict[int, list[CallView]] = {}
    for call in views.calls(connection):
        calls.setdefault(call.evidence_id, []).append(call)
    facts: list[EvidenceFacts] = []
    for piece in evidence.all_evidence(connection):
        if piece.withdrawn or piece.state is not EvidenceState.READY:
            continue
        said, called = messages.get(piece.id, []), calls.get(piece.id, [])
        theirs = [view for view in said if view.message.speaker is Speaker.OTHER]
        incoming = [view for view in called if view.call.direction is Direction.IN]
        decided = [decision for view in (*said, *called) for decision in view.counted()]
        suggested = [
            item.suggestion
            for view in (*said, *called)
            for item in view.suggestions
            if item.decision is None
        ]
        facts.append(
            EvidenceFacts(
                id=piece.id,
                kind=piece.kind,
                title=piece.title,
                wangwang=any(_EVIDENCE_NUMBER in view.message.text for view in said),
                decided=frozenset(decision.scenario for decision in decided),
                suggested=frozenset(found.scenario for found in suggested),
                serious_decided=any(d.severity is Severity.SERIOUS for d in decided),
                serious_suggested=any(s.severity is Severity.SERIOUS for s in suggested),
                refusal=any(view.refusal for view in said),
                messages=len(theirs),
                calls=sum(view.call.count for view in incoming),
                timed=any(view.message.moment is not None for view in theirs)
                or any(view.call.moment is not None for view in incoming),
            )
        )
    return tuple(facts)


def neighbours_of(evidence_id: int, links: Iterable[ContinuityLink]) -> tuple[Neighbour, ...]:
    """Return how one exhibit joins others of its conversation, those before it first."""
    found = [
        Neighbour(link.earlier, before=True, shared=link.shared)
        if link.later == evidence_id
        else Neighbour(link.later, before=False, shared=link.shared)
        for link in links
        if evidence_id in (link.earlier, link.later)
    ]
    return tuple(sorted(found, key=lambda neighbour: not neighbour.before))


def case_facts(details: CaseDetails) -> CaseFacts:
    """Return what the person said of the case, as yes or no."""
    return CaseFacts(
        shop=bool(details.shop or details.shop_id),
        order=bool(details.order_no),
        device=bool(details.device or details.account),
    )


def coverage_rows(
    coverage: Sequence[ElementCoverage], rulebook: Rulebook
) -> tuple[CoverageRow, ...]:
    """Return the matrix as the dossier prints it; what this case doesn't need is left out."""
    scenarios = {element.id: element.scenario for element in rulebook.elements}
    return tuple(
        CoverageRow(row.name, row.proved_by, row.next_step, scenarios[row.element])
        for row in coverage
        if row.state != "not_needed"
    )


def rulebook_facts(rulebook: Rulebook, options: ExportOptions) -> RulebookFacts:
    """Return where the rules come from and the legal bases offered to this recipient."""
    return RulebookFacts(
        title=rulebook.title,
        source=rulebook.source,
        in_force_from=rulebook.in_force_from.isoformat(),
        last_checked_on=rulebook.last_checked_on.isoformat(),
        unverified=bool(rulebook.unverified),
        bases=tuple(
            LegalBasis(f"{basis.law}{basis.article}", basis.subject, not basis.checked)
            for basis in rulebook.legal
            if not basis.recipients or options.recipient.value in basis.recipients
        ),
    )


def pattern_figures(
    report: PatternReport, exhibits: Iterable[Exhibit], rulebook: Rulebook
) -> Patterns:
    """Return the statistics of the contacts as the dossier prints them."""
    starts: dict[int, Moment | None] = {}
    missed: dict[int, int] = {}
    for exhibit in exhibits:
        for view in exhibit.calls:
            starts[view.id] = view.call.moment
            missed[view.id] = view.call.count if view.call.missed else 0
    hours = [[0] * 24 for _ in range(7)]
    for cell in report.hours:
        hours[cell.weekday][cell.hour] = cell.count
    numbers: list[NumberCount] = []
    for counted in report.numbers:
        ids = [number for _, number in counted.keys]
        times = [moment for number in ids if (moment := starts.get(number)) is not None]
        times.sort(key=lambda moment: moment.value)
        numbers.append(
            NumberCount(
                counted.number,
                counted.calls,
                sum(missed.get(number, 0) for number in ids),
                times[0] if times else None,
                times[-1] if times else None,
            )
        )
    return Patterns(
        days=tuple((day.day, day.messages + day.calls) for day in report.days),
        hours=tuple(tuple(row) for row in hours),
        after_refusal=tuple(ItemRef(*key) for key in report.after_refusal),
        night=tuple(ItemRef(*key) for key in report.odd_hours),
        night_from=rulebook.limits.odd_from.hour,
        night_to=rulebook.limits.odd_until.hour,
        numbers=tuple(numbers),
        shortest_s=report.shortest.seconds if report.shortest is not None else None,
        refused_at=report.refusal_at,
    )

"""The exhibit index (证据目录) and the list of electronic data (电子数据清单)."""

from __future__ import annotations

from desktop_app.domain.export import Recipient
from desktop_app.domain.tags import Decision, Scenario, Severity
from desktop_app.dossier.compose.tally import Entry, Tally, moments
from desktop_app.dossier.compose.wording import Wording, exhibit_anchor
from desktop_app.dossier.material import DossierMaterial, Exhibit
from desktop_app.dossier.model import (
    Column,
    Inline,
    Line,
    PageOf,
    PageTotal,
    Paragraph,
    PartModel,
    Row,
    Run,
    Signature,
    Space,
    Style,
    Table,
    Tone,
)


def catalogue(material: DossierMaterial, tally: Tally, say: Wording) -> PartModel:
    """Return the exhibit index with linked numbers and pages."""
    original = material.options.originality_column
    columns = [
        Column(say("column.exhibit_no"), 12),
        Column(say("column.name"), share=1.0),
        Column(say("column.origin"), share=1.05),
        Column(say("column.form"), 16.5),
        Column(say("column.proves"), share=1.75),
        Column(say("column.formed"), 24),
        Column(say("column.pages"), 14, right=True),
        Column(say("column.copies"), 10.5, right=True),
    ]
    if original:
        columns.append(Column(say("column.original"), 14))
    rows = tuple(_row(exhibit, material, tally, say) for exhibit in material.shown())
    return PartModel(
        "catalogue",
        say("catalogue.title"),
        say("catalogue.title"),
        0,
        say("catalogue.title"),
        (
            Table(tuple(columns), rows),
            Space(6),
            Signature((say("sign.submitter"), say("sign.signature"), say("sign.date"))),
            Paragraph(say.line("catalogue.total", Tone.SECOND, pages=PageTotal()), Style.NOTE),
        ),
    )


def _row(exhibit: Exhibit, material: DossierMaterial, tally: Tally, say: Wording) -> Row:
    evidence = exhibit.evidence
    anchor = exhibit_anchor(evidence.id)
    target = anchor if say.linked else ""
    pages: Line = (PageOf(anchor, f"{anchor}/end"),) if say.linked else (Run("—", Tone.THIRD),)
    cells: list[Line] = [
        (Run(evidence.number, target=target),),
        (Run(say.exhibit_name(evidence), target=target),),
        (Run(_origin(exhibit, material, say)),),
        (Run(say(f"form.{evidence.kind}")),),
        _proves(exhibit, tally, say),
        (Run(_formed(exhibit, tally, say)),),
        pages,
        (Run("1"),),
    ]
    if material.options.originality_column:
        court = material.options.recipient is Recipient.COURT
        cells.append((Run(say("catalogue.copy_court" if court else "catalogue.copy")),))
    return Row(tuple(cells))


def _origin(exhibit: Exhibit, material: DossierMaterial, say: Wording) -> str:
    if exhibit.evidence.note:
        return exhibit.evidence.note
    device = exhibit.evidence.device or material.details.device
    return say(f"origin.{exhibit.evidence.kind}") + (
        say("origin.device", device=device) if device else ""
    )


def _formed(exhibit: Exhibit, tally: Tally, say: Wording) -> str:
    times = moments(tally.of_exhibit(exhibit))
    if times:
        return say.span(times)
    return say.day(exhibit.evidence.moment)


def _proves(exhibit: Exhibit, tally: Tally, say: Wording) -> Line:
    entries = tally.of_exhibit(exhibit)
    parts: list[str] = []
    decisions: list[Decision] = []
    calls = [entry for entry in entries if entry.call is not None]
    if calls:
        parts.append(say("proves.calls", count=sum(entry.weight for entry in calls)))
    for scenario in Scenario:
        proving = [entry.original or entry for entry in entries]
        found = [item for entry in proving if (item := _decision(entry, scenario)) is not None]
        if found:
            serious = (item for item in found if item.severity is Severity.SERIOUS)
            decisions.append(next(serious, found[0]))
        tagged = [entry for entry in entries if _decision(entry, scenario) is not None]
        if not tagged:
            continue
        key = "proves.call_tagged" if tagged[0].call is not None else f"proves.{scenario}"
        parts.append(say(key, count=sum(entry.weight for entry in tagged)))
    if any(entry.message is not None and entry.message.refusal for entry in entries):
        parts.append(say("proves.refusal"))
    repeated = [entry.original for entry in entries if entry.original is not None]
    if repeated:
        numbers = dict.fromkeys(entry.exhibit.evidence.number for entry in repeated)
        parts.append(
            say(
                "proves.repeated",
                count=len(repeated),
                exhibits=say("list_comma").join(numbers),
            )
        )
    if not parts:
        parts.append(say("proves.context"))
    line: list[Inline] = [Run(say("list_semicolon").join(parts))]
    line.extend(say.chip(decision) for decision in decisions)
    return tuple(line)


def _decision(entry: Entry, scenario: Scenario) -> Decision | None:
    found = [item for item in entry.counted() if item.scenario is scenario]
    serious = [item for item in found if item.severity is Severity.SERIOUS]
    return (serious or found or [None])[0]


def _method(exhibit: Exhibit) -> Line:
    note = exhibit.evidence.note
    return (Run(f"\n{note}", Tone.THIRD, small=True),) if note else ()


def checklist(material: DossierMaterial, tally: Tally, say: Wording) -> PartModel:
    """Return every file with its format, time, way of obtaining and SHA-256."""
    rows: list[Row] = []
    for exhibit in material.shown():
        evidence = exhibit.evidence
        target = exhibit_anchor(evidence.id) if say.linked else ""
        rows.append(
            Row(
                (
                    (Run(evidence.number, target=target),),
                    (Run(say.kind(evidence.kind)),),
                    (
                        Run(evidence.name),
                        Run(f"\n{evidence.sha256}", Tone.SECOND, small=True),
                        *_method(exhibit),
                    ),
                    (
                        Run(say.media(evidence)),
                        Run(f"\n{say.size(evidence.size)}", Tone.THIRD, small=True),
                    ),
                    (
                        Run(_formed(exhibit, tally, say)),
                        Run(
                            say(
                                "checklist.added",
                                time=evidence.added_at.astimezone(material.now.tzinfo).strftime(
                                    "%Y-%m-%d %H:%M"
                                ),
                            ),
                            Tone.THIRD,
                            small=True,
                        ),
                    ),
                )
            )
        )
    table = Table(
        (
            Column(say("column.exhibit_no"), 12),
            Column(say("column.category"), 19),
            Column(say("column.file_hash")),
            Column(say("column.format"), 18),
            Column(say("column.formed_taken"), 33),
        ),
        tuple(rows),
    )
    return PartModel(
        "checklist",
        say("checklist.title"),
        say("checklist.title"),
        0,
        say("checklist.title"),
        (Paragraph((Run(say("checklist.lead")),), Style.NOTE), table),
    )

"""The cover and the summary."""

from __future__ import annotations

from desktop_app.domain.export import Edition, Part
from desktop_app.domain.moment import Moment
from desktop_app.domain.tags import Scenario, Severity
from desktop_app.dossier.compose.calls import nuisance_detail
from desktop_app.dossier.compose.tally import Tally, moments, weight
from desktop_app.dossier.compose.wording import Wording
from desktop_app.dossier.material import DossierMaterial
from desktop_app.dossier.model import (
    Accent,
    Block,
    Column,
    Facts,
    Figure,
    Figures,
    Heading,
    Line,
    PageOf,
    PageTotal,
    Paragraph,
    PartModel,
    Row,
    Run,
    Space,
    Style,
    Table,
    Tone,
)


def cover(material: DossierMaterial, tally: Tally, say: Wording) -> PartModel:
    """Return the cover."""
    edition = say(f"edition.{material.options.edition}")
    blocks: list[Block] = [
        Space(26),
        Paragraph(
            (
                Run(
                    say(
                        f"cover.to_{material.options.recipient}", platform=_platform(material, say)
                    ),
                    Tone.SECOND,
                ),
            ),
            Style.LEAD,
        ),
        Paragraph((Run(say("title")),), Style.TITLE),
        Space(2),
        Accent(),
        Space(10),
        Facts(tuple(_cover_facts(material, tally, say)), wide=True),
        Space(9),
    ]
    if tally.counted():
        blocks.append(Figures(tuple(_figures(material, tally, say))))
    else:
        blocks.append(Paragraph((Run(say("summary.nothing"), Tone.SECOND),)))
    blocks.append(Space(rest=True))
    blocks.append(Paragraph(_footnote(material, say), Style.NOTE))
    return PartModel("cover", "", say("cover.outline"), 0, edition, tuple(blocks))


def _platform(material: DossierMaterial, say: Wording) -> str:
    return material.details.platform or say("cover.platform")


def _footnote(material: DossierMaterial, say: Wording) -> Line:
    key = "cover.note_redacted" if material.options.edition is Edition.REDACTED else "cover.note"
    anchor = "checklist" if Part.CHECKLIST in material.options.parts else "verify"
    return say.line(key, Tone.SECOND, page=PageOf(anchor))


def _joined(parts: list[str], say: Wording) -> str:
    return say("gap").join(part for part in parts if part)


def _cover_facts(material: DossierMaterial, tally: Tally, say: Wording) -> list[tuple[str, Line]]:
    details = material.details
    blank: Line = (Run(say("blank"), Tone.THIRD),)

    def value(text: str) -> Line:
        return (Run(text),) if text else blank

    shown = material.shown()
    groups = len({exhibit.evidence.number.split("-")[0] for exhibit in shown})
    rows: list[tuple[str, Line]] = [
        (say("cover.complainant"), value(_joined([details.complainant, details.contact], say))),
        (
            say("cover.respondent"),
            value(
                details.shop + (say("cover.shop_id", id=details.shop_id) if details.shop_id else "")
            ),
        ),
        (say("cover.order"), value(_joined([details.order_no, details.order_date], say))),
        (say("cover.period"), (Run(_period(tally, say)),)),
        (
            say("cover.exhibits"),
            say.line("cover.exhibits_value", groups=groups, count=len(shown), pages=PageTotal()),
        ),
        (
            say("cover.date"),
            (Run(material.now.strftime("%Y-%m-%d")),),
        ),
    ]
    return rows


def _period(tally: Tally, say: Wording) -> str:
    counted = moments(tally.counted())
    known = counted or moments(tally.entries)
    if not known:
        return say("time.unknown")
    days = (known[-1].value.date() - known[0].value.date()).days + 1
    text = say.span(known)
    if not counted:
        return say("cover.period_records", span=text)
    return say("cover.period_days", span=text, days=days) if days > 1 else text


def _figures(material: DossierMaterial, tally: Tally, say: Wording) -> list[Figure]:
    figures: list[Figure] = []
    for scenario in Scenario:
        count = weight(tally.counted(scenario))
        serious = weight(tally.counted(scenario, Severity.SERIOUS))
        detail = say("cover.serious", count=serious) if serious else ""
        if scenario is Scenario.NUISANCE and count:
            detail = _joined([detail, nuisance_detail(material, say)], say)
        if count and not detail:
            detail = say("severity.general")
        figures.append(Figure(scenario, str(count), say.scenario(scenario), detail))
    return figures


def summary(material: DossierMaterial, tally: Tally, say: Wording) -> PartModel:
    """Return what happened, by scenario and severity, every figure with its exhibits."""
    blocks: list[Block] = []
    counted = tally.counted()
    if counted:
        blocks.append(
            Paragraph(
                (
                    Run(
                        say(
                            "summary.lead",
                            span=say.span(moments(counted)),
                            count=weight(counted),
                            exhibits=len({entry.exhibit.evidence.id for entry in counted}),
                        )
                    ),
                )
            )
        )
        blocks.append(_table(tally, say))
    else:
        blocks.append(Paragraph((Run(say("summary.nothing")),)))
    if tally.open:
        blocks.append(
            Paragraph((Run(say("summary.open", count=tally.open), Tone.SECOND),), Style.NOTE)
        )
    blocks.extend(_patterns(material, tally, say))
    return PartModel(
        "summary",
        say("summary.title"),
        say("summary.title"),
        0,
        say("summary.title"),
        tuple(blocks),
    )


def _table(tally: Tally, say: Wording) -> Table:
    rows: list[Row] = []
    for scenario in Scenario:
        for severity in (Severity.SERIOUS, Severity.GENERAL):
            entries = tally.counted(scenario, severity)
            if not entries:
                continue
            times = moments(entries)
            rows.append(
                Row(
                    (
                        (Run(say.scenario(scenario), Tone(scenario.value), bold=True),),
                        (Run(say(f"severity.{severity}")),),
                        (Run(str(weight(entries))),),
                        (Run(_first(times, say)),),
                        (Run(_last(times, say)),),
                        say.cite([entry.exhibit.evidence for entry in entries]),
                    )
                )
            )
    return Table(
        (
            Column(say("column.scenario"), 18),
            Column(say("column.severity"), 24),
            Column(say("column.count"), 16, right=True),
            Column(say("column.first"), 34),
            Column(say("column.last"), 34),
            Column(say("column.exhibits")),
        ),
        tuple(rows),
    )


def _first(times: list[Moment], say: Wording) -> str:
    return say.time(times[0]) if times else say("time.unknown")


def _last(times: list[Moment], say: Wording) -> str:
    return say.time(times[-1]) if times else say("time.unknown")


def _patterns(material: DossierMaterial, tally: Tally, say: Wording) -> list[Block]:
    patterns = material.patterns
    rows: list[tuple[str, Line]] = []
    refusals = tally.refusals()
    if refusals:
        times = moments(refusals)
        rows.append(
            (
                say("summary.refusal"),
                say.line(
                    "summary.refusal_value",
                    count=len(refusals),
                    time=say.span(times),
                    exhibits=say.cite([entry.exhibit.evidence for entry in refusals]),
                ),
            )
        )
    by_id = {("message" if entry.message else "call", _id(entry)): entry for entry in tally.entries}
    for key, refs in (("after_refusal", patterns.after_refusal), ("night", patterns.night)):
        found = [by_id[ref.channel, ref.id] for ref in refs if (ref.channel, ref.id) in by_id]
        if refs:
            rows.append(
                (
                    say(f"summary.{key}", start=patterns.night_from, end=patterns.night_to),
                    say.line(
                        "summary.contacts",
                        count=len(refs),
                        exhibits=say.cite([entry.exhibit.evidence for entry in found]),
                    ),
                )
            )
    if patterns.days:
        most = max(patterns.days, key=lambda day: day[1])
        rows.append(
            (
                say("summary.busiest"),
                (Run(say("summary.busiest_value", day=most[0], count=most[1])),),
            )
        )
    if not rows:
        return []
    return [Heading(say("summary.patterns"), "patterns"), Facts(tuple(rows))]


def _id(entry: object) -> int:
    view = getattr(entry, "message", None) or getattr(entry, "call", None)
    return view.id if view is not None else 0

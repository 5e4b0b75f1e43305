"""What a recipient reads first: the complaint for 12315, the key facts for the police."""

from __future__ import annotations

from desktop_app.domain.tags import Scenario, Severity
from desktop_app.dossier.compose.calls import numbers_table
from desktop_app.dossier.compose.tally import Tally, moments, weight
from desktop_app.dossier.compose.wording import Wording
from desktop_app.dossier.material import DossierMaterial
from desktop_app.dossier.model import (
    Block,
    Facts,
    Heading,
    Line,
    PageOf,
    PageTotal,
    Paragraph,
    PartModel,
    Run,
    Signature,
    Space,
    Steps,
    Style,
    Tone,
)


def _value(text: str, say: Wording) -> Line:
    return (Run(text),) if text else (Run(say("blank"), Tone.THIRD),)


def _parties(material: DossierMaterial, say: Wording) -> list[tuple[str, Line]]:
    details = material.details
    return [
        (say("letter.complainant"), _value(details.complainant, say)),
        (say("letter.contact"), _value(details.contact, say)),
        (say("letter.respondent"), _value(details.shop, say)),
        (say("letter.shop_id"), _value(details.shop_id, say)),
        (say("letter.platform"), _value(details.platform, say)),
        (
            say("letter.order"),
            _value(
                say("gap").join(part for part in (details.order_no, details.order_date) if part),
                say,
            ),
        ),
    ]


def _facts(tally: Tally, say: Wording) -> tuple[Line, ...]:
    lines: list[Line] = []
    for scenario in Scenario:
        entries = tally.counted(scenario)
        if not entries:
            continue
        serious = weight(tally.counted(scenario, Severity.SERIOUS))
        lines.append(
            say.line(
                "letter.fact_serious" if serious else "letter.fact",
                span=say.span(moments(entries)),
                scenario=say.scenario(scenario),
                count=weight(entries),
                serious=serious,
                exhibits=say.cite([entry.exhibit.evidence for entry in entries]),
            )
        )
    refusals = tally.refusals()
    if refusals:
        lines.append(
            say.line(
                "letter.fact_refusal",
                time=say.span(moments(refusals)),
                exhibits=say.cite([entry.exhibit.evidence for entry in refusals]),
            )
        )
    return tuple(lines)


def complaint(material: DossierMaterial, tally: Tally, say: Wording) -> PartModel:
    """Return the complaint for the 12315 office; requests are left to the person."""
    facts = _facts(tally, say)
    blocks: list[Block] = [
        Facts(tuple(_parties(material, say))),
        Heading(say("letter.matter")),
        Paragraph((Run(say("letter.matter_text", shop=material.details.shop or say("blank"))),)),
        Heading(say("letter.facts")),
        Steps(facts) if facts else Paragraph((Run(say("summary.nothing")),)),
        Heading(say("letter.requests")),
        Paragraph((Run(say("letter.requests_note"), Tone.SECOND),), Style.NOTE),
        Signature((say("letter.request_one"),)),
        Signature((say("letter.request_two"),)),
        Heading(say("letter.annex")),
        Paragraph(say.line("letter.annex_text", count=len(material.shown()), pages=PageTotal())),
        Paragraph((Run(say("letter.report_note"), Tone.SECOND),), Style.NOTE),
        Space(6),
        Signature((say("sign.signature"), say("sign.date"))),
    ]
    return PartModel(
        "letter", say("letter.title"), say("letter.title"), 0, say("letter.title"), tuple(blocks)
    )


def key_facts(material: DossierMaterial, tally: Tally, say: Wording) -> PartModel:
    """Return who, which numbers, when and how often, for the police."""
    blocks: list[Block] = [Facts(tuple(_parties(material, say)))]
    if material.patterns.numbers:
        blocks.append(Heading(say("letter.numbers"), "letter-numbers"))
        blocks.extend(numbers_table(material.patterns.numbers, say))
        if any(entry.call is not None for entry in tally.entries):
            blocks.append(
                Paragraph(say.line("letter.numbers_more", page=PageOf("calls")), Style.NOTE)
                if say.linked
                else Space(1)
            )
    facts = _facts(tally, say)
    blocks.append(Heading(say("letter.facts")))
    blocks.append(Steps(facts) if facts else Paragraph((Run(say("summary.nothing")),)))
    return PartModel(
        "letter",
        say("letter.police_title"),
        say("letter.police_title"),
        0,
        say("letter.police_title"),
        tuple(blocks),
    )

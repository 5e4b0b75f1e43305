"""The rule matrix: each element against the exhibits that prove it, and what is missing."""

from __future__ import annotations

from desktop_app.dossier.compose.wording import Wording
from desktop_app.dossier.material import DossierMaterial, LegalBasis
from desktop_app.dossier.model import (
    Block,
    Column,
    Facts,
    Heading,
    Line,
    Paragraph,
    PartModel,
    Row,
    Run,
    Style,
    Table,
    Tone,
)


def matrix(material: DossierMaterial, say: Wording) -> PartModel:
    """Return the rule matrix with the rulebook's source and dates."""
    evidence = {exhibit.evidence.id: exhibit.evidence for exhibit in material.shown()}
    rows: list[Row] = []
    grouped = any(item.scenario is not None for item in material.coverage)
    for item in material.coverage:
        found = [evidence[key] for key in item.evidence_ids if key in evidence]
        if found:
            proof: Line = say.cite(found)
            missing: Line = (Run(say("matrix.covered"), Tone.THIRD),)
        else:
            proof = (Run("—", Tone.THIRD),)
            missing = (Run(item.next_step or say("matrix.none"), Tone.DOUBT),)
        scenario: Line = (
            (Run(say.scenario(item.scenario), Tone(item.scenario.value), bold=True),)
            if item.scenario is not None
            else (Run(say("matrix.common"), Tone.SECOND),)
        )
        cells: tuple[Line, ...] = ((Run(item.element),), proof, missing)
        rows.append(Row((scenario, *cells) if grouped else cells))
    blocks: list[Block] = [
        Paragraph((Run(say("matrix.lead")),), Style.NOTE),
        Table(
            (
                *((Column(say("column.scenario"), 18),) if grouped else ()),
                Column(say("column.element"), share=1.3),
                Column(say("column.proof"), share=1.1),
                Column(say("column.next"), share=1.4),
            ),
            tuple(rows),
        ),
        Heading(say("matrix.source"), "rulebook"),
        Facts(tuple(_source(material, say))),
    ]
    if material.rulebook.bases:
        blocks.append(Heading(say("matrix.bases"), "bases"))
        blocks.append(
            Table(
                (
                    Column(say("column.basis"), share=1.1),
                    Column(say("column.applies"), share=1.6),
                    Column(say("column.checked"), 20),
                ),
                tuple(_basis(basis, say) for basis in material.rulebook.bases),
            )
        )
        blocks.append(Paragraph((Run(say("matrix.no_advice"), Tone.SECOND),), Style.NOTE))
    return PartModel(
        "matrix",
        say("matrix.title"),
        say("matrix.title"),
        0,
        say("matrix.title"),
        tuple(blocks),
    )


def _basis(basis: LegalBasis, say: Wording) -> Row:
    state = (
        Run(say("matrix.unverified"), Tone.DOUBT)
        if basis.unverified
        else Run(say("matrix.verified"))
    )
    return Row(((Run(basis.title),), (Run(basis.note or "—"),), (state,)))


def _source(material: DossierMaterial, say: Wording) -> list[tuple[str, Line]]:
    rulebook = material.rulebook
    unknown = say("matrix.unverified")
    rows: list[tuple[str, Line]] = [(say("matrix.rulebook"), (Run(rulebook.title),))]
    if rulebook.source:
        rows.append((say("matrix.taken_from"), (Run(rulebook.source),)))
    rows.append((say("matrix.in_force"), (Run(rulebook.in_force_from or unknown),)))
    checked = rulebook.last_checked_on or unknown
    if rulebook.unverified and rulebook.last_checked_on:
        checked = say("matrix.checked_unverified", date=rulebook.last_checked_on)
    rows.append((say("matrix.last_checked"), (Run(checked),)))
    return rows

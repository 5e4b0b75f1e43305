"""What the dossier says: material turned into parts, each in its order for the recipient."""

from __future__ import annotations

from desktop_app.domain.export import Edition, Part, Recipient
from desktop_app.dossier import slices
from desktop_app.dossier.compose.calls import calls_part
from desktop_app.dossier.compose.catalogue import catalogue, checklist
from desktop_app.dossier.compose.chronicle import timeline
from desktop_app.dossier.compose.closing import statement, verification
from desktop_app.dossier.compose.exhibit import exhibit_part
from desktop_app.dossier.compose.front import cover, summary
from desktop_app.dossier.compose.letters import complaint, key_facts
from desktop_app.dossier.compose.rules import matrix
from desktop_app.dossier.compose.tally import Tally
from desktop_app.dossier.compose.wording import Wording
from desktop_app.dossier.material import DossierMaterial, SlicePicture
from desktop_app.dossier.model import Dossier, PartModel, Stamp
from desktop_app.dossier.redaction import Masker, redact

_ORDER = (
    Part.SUMMARY,
    Part.CATALOGUE,
    Part.MATRIX,
    Part.TIMELINE,
    Part.EXHIBITS,
    Part.CALLS,
    Part.CHECKLIST,
)
_ORDERS = {
    Recipient.PLATFORM: _ORDER,
    Recipient.HOTLINE_12315: _ORDER,
    Recipient.POLICE: (
        Part.SUMMARY,
        Part.CALLS,
        Part.TIMELINE,
        Part.CATALOGUE,
        Part.EXHIBITS,
        Part.MATRIX,
        Part.CHECKLIST,
    ),
    Recipient.COURT: (
        Part.CATALOGUE,
        Part.SUMMARY,
        Part.TIMELINE,
        Part.EXHIBITS,
        Part.CALLS,
        Part.MATRIX,
        Part.CHECKLIST,
    ),
}


def compose(material: DossierMaterial, pictures: tuple[SlicePicture, ...]) -> Dossier:
    """Return the dossier with every text final; the redacted edition is masked here.

    The recipient changes order and first pages only: facts and exhibit numbers are the same.

    Args:
        material: everything the dossier is made of.
        pictures: one file for each plan of ``slices.plan``; exhibits without stay without.
    """
    parts = material.options.parts
    say = Wording(material.language, linked=Part.EXHIBITS in parts)
    tally = Tally.of(material)
    chosen: list[PartModel] = [cover(material, tally, say)]
    if material.options.recipient is Recipient.HOTLINE_12315:
        chosen.append(complaint(material, tally, say))
    elif material.options.recipient is Recipient.POLICE:
        chosen.append(key_facts(material, tally, say))
    for part in _ORDERS[material.options.recipient]:
        if part in parts:
            chosen.extend(_part(part, material, tally, pictures, say))
    chosen.append(verification(material, say, listed=Part.CHECKLIST in parts))
    chosen.append(statement(material, say, carriers=Part.STATEMENT in parts))
    title = say("title")
    dossier = Dossier(
        title=say("metadata.title", title=title, case=material.case_id),
        subject=say("metadata.subject", edition=say(f"edition.{material.options.edition}")),
        author=say("metadata.program", version=material.version),
        language=material.language,
        case_id=material.case_id,
        now=material.now,
        stamp=Stamp(
            say("stamp.head", case=material.case_id, title=title),
            material.details.shop or material.details.title,
            say("stamp.page", page="{page}", total="{total}"),
        ),
        parts=tuple(chosen),
    )
    if material.options.edition is Edition.REDACTED:
        return redact(dossier, Masker.of(material))
    return dossier


def _part(
    part: Part,
    material: DossierMaterial,
    tally: Tally,
    pictures: tuple[SlicePicture, ...],
    say: Wording,
) -> list[PartModel]:
    if part is Part.SUMMARY:
        return [summary(material, tally, say)]
    if part is Part.CATALOGUE:
        return [catalogue(material, tally, say)]
    if part is Part.TIMELINE:
        return [timeline(tally, say)]
    if part is Part.EXHIBITS:
        return _exhibits(material, tally, pictures, say)
    if part is Part.CALLS:
        found = calls_part(material, tally, say)
        return [found] if found is not None else []
    if part is Part.MATRIX:
        return [matrix(material, say)] if material.coverage else []
    return [checklist(material, tally, say)]


def _exhibits(
    material: DossierMaterial,
    tally: Tally,
    pictures: tuple[SlicePicture, ...],
    say: Wording,
) -> list[PartModel]:
    by_exhibit: dict[int, list[SlicePicture]] = {}
    for picture in sorted(pictures, key=lambda item: (item.evidence_id, item.index)):
        by_exhibit.setdefault(picture.evidence_id, []).append(picture)
    redacted = material.options.edition is Edition.REDACTED
    entries: dict[int, list] = {}
    for entry in tally.entries:
        entries.setdefault(entry.exhibit.evidence.id, []).append(entry)
    numbers = {item.evidence.id: item.evidence.number for item in material.shown()}
    return [
        exhibit_part(
            exhibit,
            entries.get(exhibit.evidence.id, []),
            by_exhibit.get(exhibit.evidence.id, []),
            say,
            numbers=numbers,
            withheld=redacted and exhibit.evidence.height > 0 and slices.withheld(exhibit),
        )
        for exhibit in material.shown()
    ]

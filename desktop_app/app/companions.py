"""Which pictures go with one: of the same conversation, or laid out alike; and their sides."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.app.understanding import folded
from desktop_app.casefile import transcripts
from desktop_app.casefile.database import Connection
from desktop_app.domain.case import Evidence
from desktop_app.domain.recognition import Side
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.continuity import KINDS
from desktop_app.reading.sides import alike, sides_of


def sides_on(connection: Connection, evidence_id: int) -> dict[int, Side]:
    """Return where each spoken message of a picture stands; none for tables."""
    run = transcripts.last_run(connection, evidence_id)
    if run is None or run.page is None:
        return {}
    spoken = {
        number: read.box
        for number, (read, fix) in transcripts.fixes(connection, evidence_id).items()
        if (fix.speaker or read.speaker) is not Speaker.SYSTEM and read.box is not None
    }
    return dict(zip(spoken, sides_of(run.page, list(spoken.values())), strict=True))


def same_conversation(pieces: Iterable[Evidence], piece: Evidence) -> tuple[int, ...]:
    """Return the pictures with the title of this one, itself among them."""
    title = folded(piece.title)
    if not title or piece.kind not in KINDS:
        return (piece.id,)
    return tuple(
        each.id
        for each in pieces
        if each.number and each.width and each.kind is piece.kind and folded(each.title) == title
    )


def same_layout(
    connection: Connection, pieces: Iterable[Evidence], piece: Evidence
) -> tuple[int, ...]:
    """Return the pictures laid out as this one, which comes first.

    They are of one size and kind and have the same background and bars.
    """
    run = transcripts.last_run(connection, piece.id)
    found = [piece.id]
    if run is None or run.page is None:
        return tuple(found)
    shape = (piece.width, piece.height, piece.kind)
    for each in pieces:
        if not each.number or each.id == piece.id:
            continue
        if (each.width, each.height, each.kind) != shape:
            continue
        other = transcripts.last_run(connection, each.id)
        if other is not None and other.page is not None and alike(run.page, other.page):
            found.append(each.id)
    return tuple(found)

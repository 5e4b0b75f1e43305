"""Rows of evidence: taken in, on their way, ready or refused."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from desktop_app.casefile import codec, seals
from desktop_app.domain.case import Evidence, EvidenceState
from desktop_app.domain.moment import Moment
from desktop_app.domain.numbering import exhibit_numbers
from desktop_app.domain.recognition import EvidenceKind


def insert(
    connection: sqlite3.Connection,
    sha256: str,
    name: str,
    size: int,
    added_at: datetime,
    modified_at: datetime | None,
) -> int:
    """Add a queued piece of evidence and return its id."""
    cursor = connection.execute(
        "INSERT INTO evidence (sha256, name, size, added_at, modified_at, state)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            sha256,
            name,
            size,
            added_at.isoformat(),
            modified_at.isoformat() if modified_at else None,
            EvidenceState.QUEUED.value,
        ),
    )
    number = int(cursor.lastrowid or 0)
    seals.seal_rows(connection, "evidence", [number])
    return number


def id_of_hash(connection: sqlite3.Connection, sha256: str) -> int | None:
    """Return the id of the evidence with these bytes, or None."""
    row = connection.execute("SELECT id FROM evidence WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else row["id"]


def set_state(
    connection: sqlite3.Connection, evidence_id: int, state: EvidenceState, problem: str = ""
) -> None:
    """Move a piece of evidence along; ``problem`` is the error code where it stopped."""
    connection.execute(
        "UPDATE evidence SET state = ?, problem = ? WHERE id = ?",
        (state.value, problem, evidence_id),
    )
    seals.seal_rows(connection, "evidence", [evidence_id])


def state_of(connection: sqlite3.Connection, evidence_id: int) -> EvidenceState:
    """Return how far a piece of evidence has come."""
    row = connection.execute("SELECT state FROM evidence WHERE id = ?", (evidence_id,)).fetchone()
    return EvidenceState(row["state"])


def set_understood(
    connection: sqlite3.Connection,
    evidence_id: int,
    *,
    kind: EvidenceKind,
    kind_confidence: float,
    title: str,
    moment: Moment | None,
) -> None:
    """Write what assembly understood of a piece of evidence."""
    connection.execute(
        "UPDATE evidence SET kind = ?, kind_confidence = ?, title = ?, moment = ? WHERE id = ?",
        (
            kind.value,
            kind_confidence,
            title,
            codec.to_json(moment) if moment else None,
            evidence_id,
        ),
    )
    seals.seal_rows(connection, "evidence", [evidence_id])


def set_file_facts(
    connection: sqlite3.Connection,
    evidence_id: int,
    *,
    media_type: str,
    width: int,
    height: int,
    device: str,
    captured: Moment | None,
) -> None:
    """Write what decoding found out about the file."""
    connection.execute(
        "UPDATE evidence SET media_type = ?, width = ?, height = ?, device = ?, captured = ?"
        " WHERE id = ?",
        (
            media_type,
            width,
            height,
            device,
            codec.to_json(captured) if captured else None,
            evidence_id,
        ),
    )
    seals.seal_rows(connection, "evidence", [evidence_id])


def waiting(connection: sqlite3.Connection) -> list[int]:
    """Return ids of evidence that is still to be read, oldest first."""
    rows = connection.execute(
        "SELECT id FROM evidence WHERE state IN ('queued', 'reading') AND withdrawn = 0 ORDER BY id"
    )
    return [row["id"] for row in rows]


def source_of(connection: sqlite3.Connection, evidence_id: int) -> tuple[str, str, datetime | None]:
    """Return hash, file name and the source file's own time of a piece of evidence."""
    row = connection.execute(
        "SELECT sha256, name, modified_at FROM evidence WHERE id = ?", (evidence_id,)
    ).fetchone()
    return row["sha256"], row["name"], codec.instant(row["modified_at"])


def kind_by_person(connection: sqlite3.Connection, evidence_id: int) -> EvidenceKind | None:
    """Return what a person says a piece of evidence is, or None."""
    row = connection.execute(
        "SELECT kind_by_person FROM evidence WHERE id = ?", (evidence_id,)
    ).fetchone()
    return None if row["kind_by_person"] is None else EvidenceKind(row["kind_by_person"])


def captured(connection: sqlite3.Connection, evidence_id: int) -> Moment | None:
    """Return the capture time of a piece of evidence, or None."""
    row = connection.execute(
        "SELECT captured FROM evidence WHERE id = ?", (evidence_id,)
    ).fetchone()
    return codec.moment(row["captured"])


def shown(connection: sqlite3.Connection) -> frozenset[int]:
    """Return the ids of all evidence that is not withdrawn."""
    rows = connection.execute("SELECT id FROM evidence WHERE withdrawn = 0")
    return frozenset(row["id"] for row in rows)


def all_evidence(
    connection: sqlite3.Connection, known: dict[int, tuple[str, Evidence]] | None = None
) -> tuple[Evidence, ...]:
    """Return all evidence: by exhibit number, then what has none, withdrawn last.

    Args:
        connection: any connection.
        known: pieces by id with the seal of their row, from the call before; those that are
            as they were are used again, and the rest is put in.
    """
    skipped = {
        row["evidence_id"]: row["n"]
        for row in connection.execute(
            "SELECT evidence_id, count(*) AS n FROM skipped GROUP BY evidence_id"
        )
    }
    known = {} if known is None else known
    plain: list[Evidence] = []
    for row in connection.execute("SELECT * FROM evidence ORDER BY id"):
        seal, piece = known.get(row["id"], ("", None))
        if piece is None or seal != row["row_hash"] or piece.skipped != skipped.get(piece.id, 0):
            piece = _evidence(row, skipped.get(row["id"], 0))
            known[piece.id] = row["row_hash"], piece
        plain.append(piece)
    numbers = exhibit_numbers(plain)
    numbered: list[Evidence] = []
    for piece in plain:
        number = numbers.get(piece.id, "")
        if number != piece.number:
            piece = replace(piece, number=number)
            known[piece.id] = known[piece.id][0], piece
        numbered.append(piece)

    def order(piece: Evidence) -> tuple[int, tuple[int, ...], int]:
        if piece.withdrawn:
            return (2, (), piece.id)
        if not piece.number:
            return (1, (), piece.id)
        return (0, tuple(int(part) for part in piece.number.split("-")), piece.id)

    return tuple(sorted(numbered, key=order))


def _evidence(row: sqlite3.Row, skipped: int) -> Evidence:
    chosen = row["kind_by_person"]
    return Evidence(
        id=row["id"],
        number="",
        sha256=row["sha256"],
        name=row["name"],
        size=row["size"],
        media_type=row["media_type"],
        kind=EvidenceKind(chosen or row["kind"]),
        kind_by_person=chosen is not None,
        kind_confidence=row["kind_confidence"],
        state=EvidenceState(row["state"]),
        problem=row["problem"],
        added_at=datetime.fromisoformat(row["added_at"]),
        moment=codec.moment(row["moment"]),
        captured=codec.moment(row["captured"]),
        width=row["width"],
        height=row["height"],
        device=row["device"],
        title=row["title"],
        note=row["note"],
        skipped=skipped,
        withdrawn=bool(row["withdrawn"]),
    )

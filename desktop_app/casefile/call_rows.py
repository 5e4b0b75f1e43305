"""Rows of calls: reading again keeps what a person settled, and says what waits for a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from dataclasses import replace as with_fields

from desktop_app.casefile import codec, seals, tagsets
from desktop_app.casefile.places import Place, same_places
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.transcript import CallRecord, CallSaid, Message
from desktop_app.text import phones

COLUMNS = "call.*, (SELECT body FROM call_fix WHERE call_fix.id = call.id) AS fix"
"""What ``standing_of`` needs of a row of the table ``call``."""


def standing_of(row: sqlite3.Row) -> tuple[CallRecord, CallRecord]:
    """Return the call of a row (``COLUMNS``) as it stands and as it was read."""
    read = codec.call(row["body"])
    return _standing(read, codec.call_said(row["fix"])), read


def changed(call: CallRecord, read: CallRecord) -> tuple[str, ...]:
    """Return the names of what a person put right."""
    now, before = call.said, read.said
    names = (field.name for field in fields(CallSaid))
    return tuple(name for name in names if getattr(now, name) != getattr(before, name))


def _standing(read: CallRecord, said: CallSaid | None) -> CallRecord:
    if said is None:
        return read
    normalised = read.normalised
    if said.number != read.number:
        normalised = phones.normalise(said.number)
    return with_fields(
        read,
        number=said.number,
        normalised=normalised,
        name=said.name,
        direction=said.direction,
        missed=said.missed,
        moment=said.moment,
        duration_s=said.duration_s,
        confidence=100.0,
        status=LineStatus.CORRECTED,
    )


def replace(
    connection: sqlite3.Connection,
    evidence_id: int,
    calls: Sequence[CallRecord],
    fold: Callable[[str], str],
    left_out: Callable[[Message | CallRecord], bool],
) -> None:
    """Make the calls of a piece of evidence these; see ``transcripts.replace``."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM call WHERE evidence_id = ? ORDER BY alive DESC, id",
        (evidence_id,),
    ).fetchall()
    old: list[tuple[int, Place]] = []
    fixes: dict[int, CallSaid | None] = {}
    for row in rows:
        before = codec.call(row["body"])
        old.append((row["id"], Place(before.box, before.row, before.sheet)))
        fixes[row["id"]] = codec.call_said(row["fix"])
    ids = same_places(old, [Place(call.box, call.row, call.sheet) for call in calls])
    last = connection.execute("SELECT coalesce(max(id), 0) AS last FROM call").fetchone()["last"]
    standing: set[int] = set()
    filled: list[tuple[object, ...]] = []
    for ordinal, (call, known) in enumerate(zip(calls, ids, strict=True)):
        number = known
        if number is None:
            last = number = last + 1
        standing.add(number)
        body = codec.to_json(call)
        content: dict[str, object] = {
            "id": number,
            "evidence_id": evidence_id,
            "ordinal": ordinal,
            "body": body,
        }
        index = _index(_standing(call, fixes.get(number)), fold)
        seal = seals.hash_of("call", **content, alive=1)
        filled.append((*content.values(), *index, seal))
    # A table of a carrier has up to some hundred thousand rows: all in one statement.
    connection.executemany(
        "INSERT INTO call (id, evidence_id, ordinal, body, folded, sort_time, doubtful, row_hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " ordinal = excluded.ordinal, body = excluded.body, folded = excluded.folded,"
        " sort_time = excluded.sort_time, doubtful = excluded.doubtful,"
        " row_hash = excluded.row_hash, alive = 1",
        filled,
    )
    touched: list[int] = []
    for row in rows:
        if row["id"] in standing:
            continue
        keep = row["fix"] is not None or tagsets.decided(connection, "call", row["id"])
        keep = keep and not left_out(codec.call(row["body"]))
        connection.execute("UPDATE call SET alive = ? WHERE id = ?", (int(keep), row["id"]))
        if not keep:
            tagsets.forget_suggestions(connection, "call", row["id"])
        touched.append(row["id"])
    seals.seal_rows(connection, "call", touched)


def refresh_index(connection: sqlite3.Connection, call_id: int, fold: Callable[[str], str]) -> None:
    """Write the columns that searching, ordering and counting use."""
    row = connection.execute(f"SELECT {COLUMNS} FROM call WHERE id = ?", (call_id,)).fetchone()
    if row is not None:
        connection.execute(
            "UPDATE call SET folded = ?, sort_time = ?, doubtful = ? WHERE id = ?",
            (*_index(standing_of(row)[0], fold), call_id),
        )


def _index(call: CallRecord, fold: Callable[[str], str]) -> tuple[str, str, int]:
    """Return how a call is searched and ordered, and whether it waits for a person."""
    waits = call.status is LineStatus.DOUBTFUL and call.box is not None
    return fold(f"{call.number} {call.name}"), codec.sort_time(call.moment), int(waits)


def standing_calls(connection: sqlite3.Connection) -> Iterator[tuple[int, int, CallRecord]]:
    """Yield (id, evidence id, call) of every living call, in file order, without its tags."""
    for row in connection.execute(
        f"SELECT {COLUMNS} FROM call WHERE alive = 1 ORDER BY evidence_id, ordinal, id"
    ):
        yield row["id"], row["evidence_id"], standing_of(row)[0]


def doubtful(connection: sqlite3.Connection) -> list[int]:
    """Return the ids of calls whose reading waits for a person, withdrawn evidence left out."""
    rows = connection.execute(
        "SELECT id FROM call WHERE alive = 1 AND doubtful = 1"
        " AND evidence_id IN (SELECT id FROM evidence WHERE withdrawn = 0)"
    )
    return [row["id"] for row in rows]

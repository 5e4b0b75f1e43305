"""Row seals: a hash in each row, and one digest for each group of rows for the custody log.

Groups are ``details``, ``evidence:<id>``, ``runs:<id>``, ``messages:<id>``, ``calls:<id>``,
``decisions:<id>``, ``drawings:<id>`` and ``callfixes:<id>``, each but the first by evidence id.
A case that an older program made and none of today's has opened lacks the newest tables: they
count as empty.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

_CONTENT: dict[str, tuple[str, ...]] = {
    "evidence": (
        "id",
        "sha256",
        "name",
        "size",
        "added_at",
        "modified_at",
        "media_type",
        "kind",
        "kind_by_person",
        "kind_confidence",
        "state",
        "problem",
        "moment",
        "captured",
        "width",
        "height",
        "device",
        "title",
        "note",
        "withdrawn",
    ),
    "run": ("id", "evidence_id", "at", "reader", "program", "seconds", "page", "transcript"),
    "message": ("id", "evidence_id", "ordinal", "body", "correction", "alive"),
    "call": ("id", "evidence_id", "ordinal", "body", "alive"),
    "decision": ("id", "channel", "item_id", "evidence_id", "rule", "scenario", "verdict", "body"),
    "drawing": ("id", "evidence_id", "body"),
    "call_fix": ("id", "evidence_id", "body"),
}
_GROUP_TABLE = {
    "evidence": ("evidence", "id"),
    "runs": ("run", "evidence_id"),
    "messages": ("message", "evidence_id"),
    "calls": ("call", "evidence_id"),
    "decisions": ("decision", "evidence_id"),
    "drawings": ("drawing", "evidence_id"),
    "callfixes": ("call_fix", "evidence_id"),
}


def _row_hash(row: sqlite3.Row, columns: tuple[str, ...]) -> str:
    return _content_hash([row[column] for column in columns])


def hash_of(table: str, **content: object) -> str:
    """Return the hash of a row that is about to be written, from its content by column.

    Saves reading and writing it a second time where rows are many or large.
    """
    return _content_hash([content[column] for column in _CONTENT[table]])


def _content_hash(values: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def seal_rows(connection: sqlite3.Connection, table: str, ids: Iterable[int]) -> None:
    """Write the hash of each named row's content into the row."""
    columns = _CONTENT[table]
    for number in ids:
        row = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (number,)).fetchone()
        if row is not None:
            connection.execute(
                f"UPDATE {table} SET row_hash = ? WHERE id = ?", (_row_hash(row, columns), number)
            )


def group_digest(connection: sqlite3.Connection, group: str) -> str:
    """Return the digest over the stored row hashes of a group, in id order."""
    digest = hashlib.sha256()
    if group == "details":
        row = connection.execute("SELECT value FROM meta WHERE key = 'details'").fetchone()
        digest.update((row["value"] if row else "").encode("utf-8", "surrogatepass"))
        return digest.hexdigest()
    name, _, number = group.partition(":")
    table, column = _GROUP_TABLE[name]
    if table not in _tables(connection):
        return digest.hexdigest()
    for row in connection.execute(
        f"SELECT id, row_hash FROM {table} WHERE {column} = ? ORDER BY id", (int(number),)
    ):
        digest.update(f"{row['id']}:{row['row_hash']}\n".encode())
    return digest.hexdigest()


def changed_rows(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return (table, id) of every row whose content no longer fits its own hash."""
    changed: list[tuple[str, int]] = []
    for table in _tables(connection):
        columns = _CONTENT[table]
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY id"):
            if _row_hash(row, columns) != row["row_hash"]:
                changed.append((table, row["id"]))
    return changed


def row_total(connection: sqlite3.Connection) -> int:
    """Return how many sealed rows there are."""
    return sum(
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in _tables(connection)
    )


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the sealed tables that this case has."""
    there = {row["name"] for row in connection.execute("SELECT name FROM sqlite_schema")}
    return [table for table in _CONTENT if table in there]

"""The custody log: an append-only chain of hashes over everything that changed a case.

Each entry's detail holds, under ``rows``, the digest of every group of rows it wrote, so
that replaying the log tells what each group must look like now. ``hash`` is SHA-256 over
previous hash, id, time, action and detail, joined by line feeds.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime

from desktop_app.domain.case import AuditEntry

GENESIS = "0" * 64
EXPORTED = "dossier.exported"


def entry_hash(previous: str, number: int, at: str, action: str, detail: str) -> str:
    """Return the hash of one entry, lower-case hex."""
    joined = "\n".join((previous, str(number), at, action, detail))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return the number of entries and the hash of the last one."""
    row = connection.execute("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return (row["id"], row["hash"]) if row is not None else (0, GENESIS)


def last_change(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return number and hash of the last entry that changed the case, exports left out.

    A dossier prints this one, so that exporting twice says the same.
    """
    row = connection.execute(
        "SELECT id, hash FROM audit WHERE action <> ? ORDER BY id DESC LIMIT 1", (EXPORTED,)
    ).fetchone()
    return (row["id"], row["hash"]) if row is not None else (0, GENESIS)


def append(
    connection: sqlite3.Connection,
    at: datetime,
    action: str,
    facts: Mapping[str, object],
    groups: Mapping[str, str],
) -> None:
    """Append one entry; ``groups`` are the digests of the row groups it wrote."""
    last, previous = head(connection)
    detail = json.dumps(
        {**facts, "rows": dict(groups)}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    stamp = at.isoformat()
    connection.execute(
        "INSERT INTO audit (id, at, action, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?)",
        (
            last + 1,
            stamp,
            action,
            detail,
            previous,
            entry_hash(previous, last + 1, stamp, action, detail),
        ),
    )


def entries(connection: sqlite3.Connection) -> Iterator[AuditEntry]:
    """Yield every entry from the first."""
    for row in connection.execute("SELECT * FROM audit ORDER BY id"):
        yield AuditEntry(
            row["id"],
            datetime.fromisoformat(row["at"]),
            row["action"],
            row["detail"],
            row["previous"],
            row["hash"],
        )


def first_break(connection: sqlite3.Connection) -> int | None:
    """Return the number of the first entry that does not fit the chain, or None."""
    previous, expected = GENESIS, 1
    for row in connection.execute("SELECT * FROM audit ORDER BY id"):
        computed = entry_hash(previous, row["id"], row["at"], row["action"], row["detail"])
        if row["id"] != expected or row["previous"] != previous or row["hash"] != computed:
            return expected
        previous, expected = row["hash"], expected + 1
    return None


def recorded_groups(connection: sqlite3.Connection) -> dict[str, str]:
    """Replay the log and return the last recorded digest of every row group."""
    recorded: dict[str, str] = {}
    for row in connection.execute("SELECT detail FROM audit ORDER BY id"):
        recorded.update(json.loads(row["detail"]).get("rows", {}))
    return recorded

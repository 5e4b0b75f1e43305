"""Sources still to be copied: kept in the case until they are in, so that a restart resumes.

The only absolute paths of a case folder stand here, and each leaves with its copy.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes


def enqueue(connection: sqlite3.Connection, paths: Iterable[Path]) -> int:
    """Add sources that are not yet waiting; return how many are new.

    Paths are stored percent-quoted, because a file name need not be valid Unicode.
    """
    before = connection.total_changes
    connection.executemany(
        "INSERT OR IGNORE INTO pending (path) VALUES (?)",
        [(quote_from_bytes(os.fsencode(path)),) for path in paths],
    )
    return connection.total_changes - before


def waiting(connection: sqlite3.Connection) -> list[tuple[int, Path]]:
    """Return (id, path) of all waiting sources in the order given."""
    return [
        (row["id"], Path(os.fsdecode(unquote_to_bytes(row["path"]))))
        for row in connection.execute("SELECT id, path FROM pending ORDER BY id")
    ]


def done(connection: sqlite3.Connection, pending_id: int) -> None:
    """Forget one source."""
    connection.execute("DELETE FROM pending WHERE id = ?", (pending_id,))


def clear(connection: sqlite3.Connection) -> None:
    """Forget all waiting sources."""
    connection.execute("DELETE FROM pending")

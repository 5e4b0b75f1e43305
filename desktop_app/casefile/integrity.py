"""Whether a case is as it was recorded: originals, rows and the custody log, each by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop_app.casefile import custody, database, originals, seals
from desktop_app.foundation.errors import IntegrityBroken

DATABASE = "case.sqlite"
_ROW_GROUP = {
    "evidence": "evidence",
    "run": "runs",
    "message": "messages",
    "call": "calls",
    "decision": "decisions",
    "drawing": "drawings",
    "call_fix": "callfixes",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that differs: a code, and what it is about (a file, a row, a log entry)."""

    code: str
    subject: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was checked and what differs; no problem means nothing was altered since import."""

    checked_files: int
    checked_rows: int
    checked_entries: int
    problems: tuple[Problem, ...]


def verify_case(folder: Path) -> VerifyReport:
    """Check every original, row and log entry of a case folder.

    Raises:
        InputRefused: ``case.not_a_case`` or ``case.newer``.
    """
    problems: list[Problem] = []
    try:
        connection = database.open_reader(folder / DATABASE)
    except IntegrityBroken:
        return VerifyReport(0, 0, 0, (Problem("database.damaged", DATABASE),))
    with closing(connection):
        try:
            problems += _database_problems(connection)
            files, found = _original_problems(connection, folder)
            problems += found
            rows = seals.row_total(connection)
            entries = custody.head(connection)[0]
        # Flipped bytes also leave rows of unknown groups, texts that are no JSON, numbers as text.
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError, AttributeError):
            return VerifyReport(0, 0, 0, (*problems, Problem("database.damaged", DATABASE)))
    return VerifyReport(files, rows, entries, tuple(problems))


def _database_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    broken = custody.first_break(connection)
    if broken is not None:
        yield Problem("log.broken", str(broken))
    named: set[str] = set()
    for table, number in seals.changed_rows(connection):
        yield Problem("row.changed", f"{table} {number}")
        named.add(_group_of(connection, table, number))
    # A row whose own hash was made to fit again still changes the digest of its group.
    for group, recorded in sorted(custody.recorded_groups(connection).items()):
        if group not in named and seals.group_digest(connection, group) != recorded:
            yield Problem("rows.changed", group)


def _group_of(connection: sqlite3.Connection, table: str, number: int) -> str:
    column = "id" if table == "evidence" else "evidence_id"
    row = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (number,)).fetchone()
    return f"{_ROW_GROUP[table]}:{row[0]}"


def _original_problems(connection: sqlite3.Connection, folder: Path) -> tuple[int, list[Problem]]:
    problems: list[Problem] = []
    known: set[str] = set()
    for row in connection.execute("SELECT id, sha256 FROM evidence ORDER BY id"):
        known.add(row["sha256"])
        file = originals.path_of(folder, row["sha256"])
        try:
            if originals.hash_of(file) != row["sha256"]:
                problems.append(Problem("original.changed", row["sha256"]))
        except OSError:
            problems.append(Problem("original.missing", row["sha256"]))
    for file in sorted((folder / "originals").glob("*/*")):
        if file.name not in known:
            problems.append(Problem("original.unknown", file.name))
    return len(known), problems

"""Checking that nothing was altered: originals, rows and the custody log, each by name."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop_app.casefile import custody, database, originals, seals
from desktop_app.foundation.errors import InputRefused, JuzhengError

DATABASE = "case.sqlite"
MANIFEST = "manifest.json"
_ROW_GROUP = {
    "evidence": "evidence",
    "run": "runs",
    "message": "messages",
    "call": "calls",
    "decision": "decisions",
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


def verify(path: Path) -> VerifyReport:
    """Check a case folder or an evidence package.

    Raises:
        JuzhengError: ``case.not_a_case`` where it is neither.
    """
    if path.is_dir():
        return _verify_case(path)
    if path.is_file() and zipfile.is_zipfile(path):
        return _verify_package(path)
    raise JuzhengError("case.not_a_case")


def _verify_case(folder: Path) -> VerifyReport:
    problems: list[Problem] = []
    try:
        connection = database.open_reader(folder / DATABASE)
    except JuzhengError as error:
        if error.code == "case.damaged":
            return VerifyReport(0, 0, 0, (Problem("database.damaged", DATABASE),))
        raise
    with closing(connection):
        try:
            problems += _database_problems(connection)
            files, found = _original_problems(connection, folder)
            problems += found
            rows = seals.row_total(connection)
            entries = custody.head(connection)[0]
        except (sqlite3.DatabaseError, ValueError):
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


def _verify_package(path: Path) -> VerifyReport:
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(path) as archive:
            try:
                manifest = json.loads(archive.read(MANIFEST))
                listed: dict[str, str] = {
                    str(name): str(digest) for name, digest in manifest["files"].items()
                }
            except (KeyError, ValueError, AttributeError) as error:
                raise JuzhengError("case.not_a_case") from error
            inside = {info.filename for info in archive.infolist() if not info.is_dir()}
            for name in sorted(inside - listed.keys() - {MANIFEST}):
                problems.append(Problem("file.unlisted", name))
            for name, digest in sorted(listed.items()):
                if name not in inside:
                    problems.append(Problem("file.missing", name))
                elif _member_hash(archive, name) != digest:
                    problems.append(Problem("file.changed", name))
            entries, found = _log_problems(archive, inside)
            problems += found
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise InputRefused("package.broken") from error
    return VerifyReport(len(listed), 0, entries, tuple(problems))


def _member_hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except (zipfile.BadZipFile, EOFError):
        return ""  # its checksum no longer fits: it differs
    return digest.hexdigest()


def _log_problems(archive: zipfile.ZipFile, inside: set[str]) -> tuple[int, list[Problem]]:
    """Check the chain of the package's log, one JSON entry a line."""
    if "log.jsonl" not in inside:
        return 0, [Problem("file.missing", "log.jsonl")]
    previous, count = custody.GENESIS, 0
    for line in archive.read("log.jsonl").decode("utf-8", "replace").splitlines():
        try:
            entry = json.loads(line)
            computed = custody.entry_hash(
                previous, entry["id"], entry["at"], entry["action"], entry["detail"]
            )
            fits = entry["previous"] == previous and entry["hash"] == computed
        except (ValueError, KeyError, TypeError):
            fits = False
            entry = {}
        count += 1
        if not fits:
            return count, [Problem("log.broken", str(count))]
        previous = entry["hash"]
    return count, []

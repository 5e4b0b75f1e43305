"""The case database: one writing connection, many reading ones, numbered migrations."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

import msgspec

from desktop_app.foundation.errors import InputRefused, IntegrityBroken, JuzhengError

_P = ParamSpec("_P")
_R = TypeVar("_R")

Connection = sqlite3.Connection
"""A connection to a case database; what runs on it stands in this package."""

APPLICATION_ID = 0x4A5A4531  # "JZE1"
SCHEMA_MAJOR = 1
_MIGRATIONS = Path(__file__).with_name("migrations")


# SQLite quotes damaged bytes in its messages, on which the sqlite3 module then stumbles.
_FAULTS = (sqlite3.DatabaseError, UnicodeDecodeError)
_CODES = {
    sqlite3.SQLITE_FULL: "case.disk_full",
    sqlite3.SQLITE_IOERR: "case.disk_full",
    sqlite3.SQLITE_READONLY: "case.cannot_write",
    sqlite3.SQLITE_CANTOPEN: "case.cannot_write",
    sqlite3.SQLITE_PERM: "case.cannot_write",
    sqlite3.SQLITE_BUSY: "case.locked",
    sqlite3.SQLITE_LOCKED: "case.locked",
}


def known(error: Exception) -> JuzhengError:
    """Return what an error of SQLite means to a person: no space, no right, or damage."""
    code = _CODES.get((getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF)
    return InputRefused(code) if code else IntegrityBroken("case.damaged")


def reading(work: Callable[_P, _R]) -> Callable[_P, _R]:
    """Wrap a read so that rows which can't be understood raise ``case.damaged``.

    SQLite has no checksums: a flipped byte may break a page, a number or a stored value.
    """

    @functools.wraps(work)
    def calm(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return work(*args, **kwargs)
        except sqlite3.ProgrammingError:  # our own fault, or the case was closed meanwhile
            raise
        except sqlite3.DatabaseError as error:
            raise known(error) from error
        except (ValueError, KeyError, TypeError, msgspec.MsgspecError) as error:
            raise IntegrityBroken("case.damaged") from error

    return calm


def _version_of(user_version: int) -> tuple[int, int]:
    return divmod(user_version, 1000)


def _scripts() -> list[tuple[int, str]]:
    files = sorted(_MIGRATIONS.glob("[0-9]*.sql"))
    return [(int(file.name[:4]), file.read_text(encoding="utf-8")) for file in files]


def _prepare(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    for pragma in (
        "foreign_keys = ON",
        "recursive_triggers = ON",
        "trusted_schema = OFF",
        "busy_timeout = 10000",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def open_writer(file: Path, *, must_exist: bool = False) -> sqlite3.Connection:
    """Open (or make) the database for writing and bring its schema up to date.

    The connection may be handed from thread to thread but is used by one at a time; the
    case lane sees to that. Transactions are explicit (``transaction``).

    Args:
        file: the database.
        must_exist: an empty database is a damaged one and is left as it is.

    Raises:
        InputRefused: ``case.newer`` for a newer major schema, ``case.not_a_case`` for a
            database of another program, ``case.cannot_write``, ``case.disk_full``.
        IntegrityBroken: ``case.damaged`` where SQLite can't read the file.
    """
    if must_exist:
        open_reader(file).close()
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        _migrate(connection, file)
    except _FAULTS as error:
        connection.close()
        raise known(error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, file: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version and application != APPLICATION_ID:
        raise InputRefused("case.not_a_case")
    major, minor = _version_of(version)
    if major > SCHEMA_MAJOR:
        raise InputRefused("case.newer")
    for number, script in _scripts():
        if number <= minor:
            continue
        if version:
            backup(connection, file.with_name(f"case.before-{number:04}.sqlite"))
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{script}\n"
            f"PRAGMA application_id = {APPLICATION_ID};\n"
            f"PRAGMA user_version = {SCHEMA_MAJOR * 1000 + number};\nCOMMIT;"
        )


def backup(connection: sqlite3.Connection, target: Path) -> None:
    """Write a consistent copy of the open database to ``target``."""
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
    finally:
        copy.close()


def open_reader(file: Path) -> sqlite3.Connection:
    """Open the database read-only; sees every committed change of the writer.

    A closed case on a medium that can't be written (a disc, another person's folder) is read
    without the shared-memory file that SQLite would make beside it.

    Raises:
        InputRefused: ``case.not_a_case`` where the file is missing, ``case.newer``.
        IntegrityBroken: ``case.damaged``.
    """
    if not file.is_file():
        raise InputRefused("case.not_a_case")
    try:
        connection, application, version = _identified(file, "mode=ro")
    except sqlite3.OperationalError as error:
        log = file.with_name(f"{file.name}-wal")
        if log.exists() and log.stat().st_size:
            raise known(error) from error
        connection, application, version = _unwritable(file)
    except _FAULTS as error:
        raise known(error) from error
    if not application and not version:
        connection.close()
        raise IntegrityBroken("case.damaged")
    if application != APPLICATION_ID:
        connection.close()
        raise InputRefused("case.not_a_case")
    if _version_of(version)[0] > SCHEMA_MAJOR:
        connection.close()
        raise InputRefused("case.newer")
    return connection


def version_seen(connection: Connection) -> int:
    """Return a number that changes whenever another connection has changed the case."""
    return connection.execute("PRAGMA data_version").fetchone()[0]


def _unwritable(file: Path) -> tuple[sqlite3.Connection, int, int]:
    try:
        return _identified(file, "mode=ro&immutable=1")
    except _FAULTS as error:
        raise known(error) from error


def _identified(file: Path, options: str) -> tuple[sqlite3.Connection, int, int]:
    """Return a read-only connection with the file's application id and version."""
    connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?{options}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _prepare(connection)
        connection.execute("PRAGMA query_only = ON")
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection, application, version


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run a block in one transaction: all of it is kept, or nothing.

    Raises:
        JuzhengError: what ``known`` makes of an error of SQLite; other errors as they are.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    except BaseException as error:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        if isinstance(error, (sqlite3.OperationalError, UnicodeDecodeError)) or (
            type(error) is sqlite3.DatabaseError  # constraints are our own faults
        ):
            raise known(error) from error
        raise


def write_facts(connection: Connection, facts: Mapping[str, str]) -> None:
    """Write first facts about a new case: its id, when it was made, its details."""
    connection.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", list(facts.items()))

"""Opening, migrating and refusing case databases."""

import sqlite3

import pytest

from desktop_app.casefile import database
from desktop_app.foundation.errors import IntegrityBroken, JuzhengError


def test_new_database_has_identity_and_schema(tmp_path):
    connection = database.open_writer(tmp_path / "case.sqlite")
    assert connection.execute("PRAGMA application_id").fetchone()[0] == database.APPLICATION_ID
    assert connection.execute("PRAGMA user_version").fetchone()[0] // 1000 == 1
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert connection.execute("PRAGMA recursive_triggers").fetchone()[0] == 1
    tables = connection.execute(
        "SELECT name FROM pragma_table_list WHERE type='table' AND strict=0"
        " AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    assert tables == [], "every table is STRICT"
    connection.close()


def test_newer_major_is_refused_and_untouched(tmp_path):
    file = tmp_path / "case.sqlite"
    connection = database.open_writer(file)
    connection.execute("PRAGMA user_version = 2001")
    connection.close()
    for opener in (database.open_writer, database.open_reader):
        with pytest.raises(JuzhengError) as caught:
            opener(file)
        assert caught.value.code == "case.newer"
    raw = sqlite3.connect(file)
    assert raw.execute("PRAGMA user_version").fetchone()[0] == 2001
    raw.close()


def test_foreign_and_broken_files_are_refused(tmp_path):
    other = tmp_path / "other.sqlite"
    raw = sqlite3.connect(other)
    raw.execute("PRAGMA user_version = 7")
    raw.execute("CREATE TABLE t (x)")
    raw.close()
    with pytest.raises(JuzhengError) as caught:
        database.open_writer(other)
    assert caught.value.code == "case.not_a_case"
    noise = tmp_path / "noise.sqlite"
    noise.write_bytes(b"no database at all" * 500)
    with pytest.raises(IntegrityBroken) as broken:
        database.open_writer(noise)
    assert broken.value.code == "case.damaged"


def test_an_older_minor_is_backed_up_before_migration(tmp_path, monkeypatch):
    file = tmp_path / "case.sqlite"
    database.open_writer(file).close()
    first = database._scripts()
    monkeypatch.setattr(
        database, "_scripts", lambda: [*first, (900, "ALTER TABLE meta ADD COLUMN extra TEXT;")]
    )
    connection = database.open_writer(file)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1900
    connection.close()
    backup = sqlite3.connect(tmp_path / "case.before-0900.sqlite")
    assert backup.execute("PRAGMA user_version").fetchone()[0] == 1000 + first[-1][0]
    backup.close()


def test_a_failed_transaction_leaves_nothing(tmp_path):
    connection = database.open_writer(tmp_path / "case.sqlite")

    def fail():
        with database.transaction(connection):
            connection.execute("INSERT INTO meta VALUES ('a', 'b')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert connection.execute("SELECT count(*) FROM meta").fetchone()[0] == 0
    connection.close()


def test_a_reader_cannot_write(tmp_path):
    database.open_writer(tmp_path / "case.sqlite").close()
    reader = database.open_reader(tmp_path / "case.sqlite")
    with pytest.raises(sqlite3.OperationalError):
        reader.execute("INSERT INTO meta VALUES ('a', 'b')")
    reader.close()

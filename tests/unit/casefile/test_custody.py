"""The custody log is append-only and its chain shows any tampering."""

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.casefile import custody, database

NOW = datetime(2022, 6, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def connection(tmp_path):
    opened = database.open_writer(tmp_path / "case.sqlite")
    yield opened
    opened.close()


def _fill(connection, count):
    for number in range(count):
        with database.transaction(connection):
            custody.append(connection, NOW, "tested", {"n": number}, {"details": f"{number:064}"})


def test_chain_fits_and_head_is_last(connection):
    _fill(connection, 5)
    assert custody.first_break(connection) is None
    number, head = custody.head(connection)
    assert number == 5
    assert head == list(custody.entries(connection))[-1].hash
    assert custody.recorded_groups(connection) == {"details": f"{4:064}"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET action = 'other' WHERE id = 2",
        "DELETE FROM audit WHERE id = 2",
        "INSERT OR REPLACE INTO audit VALUES (2, '', '', '{}', '', '')",
    ],
)
def test_entries_cannot_be_changed_through_sql(connection, statement):
    _fill(connection, 3)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


@pytest.mark.parametrize("column", ["at", "action", "detail", "previous", "hash"])
def test_a_changed_entry_is_named(connection, column):
    _fill(connection, 6)
    connection.execute("DROP TRIGGER audit_never_changes")
    connection.execute(f"UPDATE audit SET {column} = '{{}}' WHERE id = 4")
    assert custody.first_break(connection) == 4


def test_a_removed_entry_is_named(connection):
    _fill(connection, 6)
    connection.execute("DROP TRIGGER audit_stays")
    connection.execute("DELETE FROM audit WHERE id = 3")
    assert custody.first_break(connection) == 3


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.dictionaries(st.text(), st.integers()))))
def test_any_entries_make_a_chain_that_fits(tmp_path_factory, entries):
    opened = database.open_writer(tmp_path_factory.mktemp("log") / "case.sqlite")
    try:
        for action, facts in entries:
            clean = action.encode("utf-8", "replace").decode()
            with database.transaction(opened):
                custody.append(opened, NOW, clean, facts, {})
        assert custody.first_break(opened) is None
        assert custody.head(opened)[0] == len(entries)
    finally:
        opened.close()

"""Rows written many at a time: sealed as one by one, with the same identities."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop_app.casefile import call_rows, database, evidence, seals, tagsets, transcripts
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.tags import Scenario, Severity, Suggestion
from desktop_app.domain.transcript import CallRecord, Direction, Transcript

NOW = datetime(2022, 6, 20, 8, 0, tzinfo=UTC)
CALLS = tuple(
    CallRecord(f"1380000{row:04}", Direction.IN, missed=False, row=row) for row in range(1, 21)
)
FOUND = Suggestion(
    Scenario.NUISANCE, Severity.GENERAL, "contact.odd_hour", "book/1", (), (), "夜间来电。"
)


@pytest.fixture
def connection(tmp_path):
    opened = database.open_writer(tmp_path / "case.sqlite")
    with database.transaction(opened):
        evidence.insert(opened, "a" * 64, "话单.csv", 1, NOW, None)
        evidence.insert(opened, "b" * 64, "另一份.csv", 1, NOW, None)
    yield opened
    opened.close()


def _take(connection, evidence_id, calls):
    transcript = Transcript(EvidenceKind.CALL_TABLE, 97.0, calls=calls)
    transcripts.add_run(
        connection,
        evidence_id,
        NOW,
        reader="both",
        program="test",
        seconds=1,
        page=None,
        transcript=transcript,
    )
    transcripts.replace(connection, evidence_id, transcript, str, lambda _item: False)
    return {
        call.row: number
        for number, owner, call in call_rows.standing_calls(connection)
        if owner == evidence_id
    }


def test_rows_and_runs_fit_their_seals_from_the_start(connection):
    with database.transaction(connection):
        _take(connection, 1, CALLS)
        _take(connection, 2, CALLS[:3])
        _take(connection, 1, (*CALLS[:5], replace(CALLS[5], missed=True), *CALLS[10:]))
    assert seals.changed_rows(connection) == []
    connection.execute("UPDATE call SET ordinal = ordinal + 1 WHERE id = 4")
    assert seals.changed_rows(connection) == [("call", 4)]


def test_a_table_read_again_keeps_the_ids_of_its_rows(connection):
    with database.transaction(connection):
        first = _take(connection, 1, CALLS)
        other = _take(connection, 2, CALLS[:3])
        again = _take(connection, 1, (CALLS[0], *CALLS[4:]))
        back = _take(connection, 1, CALLS)
    assert not set(first.values()) & set(other.values())
    assert again == {row: number for row, number in first.items() if row not in (2, 3, 4)}
    assert back == first


def test_suggestions_of_an_origin_change_only_where_they_differ(connection):
    def ids():
        rows = connection.execute("SELECT id, item_id, origin FROM suggestion ORDER BY id")
        return {(row["item_id"], row["origin"]): row["id"] for row in rows}

    later = replace(FOUND, reason="拒绝之后来电。")
    with database.transaction(connection):
        tagsets.replace_suggestions(connection, "call", 7, 1, tagsets.WORDS, (FOUND,))
        wanted = [("call", number, 1, (FOUND,)) for number in (7, 8, 9)]
        assert tagsets.replace_origin(connection, tagsets.PATTERN, wanted) == {
            ("call", 7),
            ("call", 8),
            ("call", 9),
        }
        before = ids()
        assert tagsets.replace_origin(connection, tagsets.PATTERN, wanted) == set()
        assert ids() == before
        wanted = [("call", 7, 1, (FOUND,)), ("call", 8, 1, (later,))]
        changed = tagsets.replace_origin(connection, tagsets.PATTERN, wanted)
    assert changed == {("call", 8), ("call", 9)}
    after = ids()
    assert set(after) == {(7, tagsets.WORDS), (7, tagsets.PATTERN), (8, tagsets.PATTERN)}
    assert after[7, tagsets.PATTERN] == before[7, tagsets.PATTERN]

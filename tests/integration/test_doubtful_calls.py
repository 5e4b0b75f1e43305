"""Rows of calls in doubt on a real case: listed, settled, undone, read again, verified."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop_app.app.context import OpenCase
from desktop_app.app.verifying import verify
from desktop_app.domain.doubt import DoubtfulCall, Reader
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.timeline import TimelineQuery
from desktop_app.domain.transcript import Direction
from desktop_app.foundation.clock import FixedClock
from tests.helpers.doubting import Script, Seen, make_case

CLOCK = FixedClock(datetime(2022, 6, 25, 1, 0, tzinfo=UTC))
NUMBER = Seen("17000002231", "17000002231", "17000002237")
LENGTH = Seen("呼入3分12秒", "呼入3分12秒", "呼入8分12秒")
TIME = Seen("2022-06-18 22:47", "2022-06-18 22:47", "2022-06-18 22:41")
ROWS = [
    (NUMBER, "呼入47秒", "2022-06-19 08:02"),
    ("17000002232", "未接来电", "2022-06-19 02:13"),
    ("17000002233", LENGTH, TIME),
]


@pytest.fixture
def script():
    return Script()


@pytest.fixture
def case(script, tmp_path):
    sources = tmp_path / "截图"
    sources.mkdir()
    script.draw_calls(sources / "通话.png", ROWS)
    with make_case(tmp_path / "案件.juzheng", sources, script, clock=CLOCK) as opened:
        yield opened


def read_again(case):
    case.intake.read_again([piece.id for piece in case.evidence()])
    assert case.intake.wait(60)


def test_rows_are_listed_as_each_reader_alone_has_them(case):
    first, second = case.doubts()
    assert isinstance(first, DoubtfulCall) and isinstance(second, DoubtfulCall)
    assert case.counts().doubtful == 2
    assert [each.said.number for each in first.readings] == [NUMBER.first, NUMBER.second]
    assert first.readings[0].readers == (Reader.FIRST,)
    assert Reader.SECOND in first.readings[1].readers
    assert first.view.call.said == first.readings[1].said, "what stands is among them"
    lengths = [(each.said.duration_s, each.said.moment.value.minute) for each in second.readings]
    assert lengths == [(192, 47), (492, 41)], "both doubtful lines of a row change together"


def test_a_row_that_no_reader_alone_has_stands_first(case, script):
    page = script.pages["通话.png"]
    lines = [
        replace(line, text=TIME.first, edges=()) if line.text == TIME.second else line
        for line in page.lines
    ]
    script.pages["通话.png"] = replace(page, lines=tuple(lines))
    read_again(case)
    mixed = case.doubts()[1]
    assert mixed.readings[0].said == mixed.view.call.said and not mixed.readings[0].readers
    assert len(mixed.readings) == 3


def test_settling_counts_everywhere_and_is_undone_step_by_step(case):
    first, second = case.doubts()
    case.review.settle_call(first.view.id, first.readings[0].said).result()
    view = case.call(first.view.id)
    assert view.call.number == view.call.normalised.removeprefix("+86") == NUMBER.first
    assert view.call.status is LineStatus.CORRECTED and view.corrected == ("number",)
    assert [line.key for line in case.doubts()] == [second.key]
    assert case.counts().doubtful == 1
    assert [key.id for key in case.timeline(TimelineQuery(words=NUMBER.first))] == [view.id]
    assert [entry.action for entry in case.audit()][-1] == "call.settled"
    case.history.undo().result()
    assert case.call(first.view.id).call == first.view.call
    assert len(case.doubts()) == 2
    assert not case.timeline(TimelineQuery(words=NUMBER.first))
    case.history.redo().result()
    assert case.call(first.view.id).call.number == NUMBER.first


def test_a_row_found_right_is_no_correction(case):
    first = case.doubts()[0]
    case.review.settle_call(first.view.id, first.view.call.said).result()
    view = case.call(first.view.id)
    assert view.corrected == () and view.call.status is LineStatus.CORRECTED
    assert view.call.said == first.view.call.said


def test_what_was_settled_outlives_reading_again_even_where_the_row_is_lost(case, script):
    second = case.doubts()[1]
    when = Moment(datetime(2022, 6, 18, 22, 17), Precision.MINUTE, MomentSource.PERSON)
    said = replace(
        second.view.call.said,
        direction=Direction.OUT,
        missed=True,
        moment=when,
        duration_s=None,
    )
    case.review.settle_call(second.view.id, said).result()
    read_again(case)
    view = case.call(second.view.id)
    assert view.call.said == said and view.call.status is LineStatus.CORRECTED
    assert view.corrected == ("direction", "missed", "moment", "duration_s")
    assert len(case.doubts()) == 1
    page = script.pages["通话.png"]
    script.pages["通话.png"] = replace(page, lines=page.lines[:6])
    read_again(case)
    assert case.call(second.view.id).call.said == said


def test_altered_corrections_are_found(case):
    case.review.settle_call(case.doubts()[0].view.id, case.doubts()[0].readings[0].said).result()
    number = case.doubts()[0].view.evidence_id
    folder = case.folder
    case.close()
    assert verify(folder).problems == ()
    raw = sqlite3.connect(folder / "case.sqlite")
    raw.execute("UPDATE call_fix SET body = replace(body, '2231', '2239')")
    raw.commit()
    assert {(each.code, each.subject) for each in verify(folder).problems} == {
        ("row.changed", "call_fix 1")
    }
    raw.execute("DELETE FROM call_fix")
    raw.commit()
    raw.close()
    assert [(each.code, each.subject) for each in verify(folder).problems] == [
        ("rows.changed", f"callfixes:{number}")
    ]


def test_a_case_made_before_calls_could_be_settled(case):
    folder, doubtful = case.folder, len(case.doubts())
    case.close()
    raw = sqlite3.connect(folder / "case.sqlite")
    raw.executescript(
        "DROP TABLE call_fix; DROP INDEX call_doubtful; ALTER TABLE call DROP COLUMN doubtful;"
        " PRAGMA user_version = 1002;"
    )
    raw.close()
    assert verify(folder).problems == ()
    with OpenCase.open(folder) as again:
        assert len(again.doubts()) == again.counts().doubtful == doubtful
    assert verify(folder).problems == ()

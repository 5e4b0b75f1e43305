"""Rows of calls that the other rows contradict wait for a person."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.transcript import CallRecord, Direction
from desktop_app.reading.row_doubts import with_doubts

NOON = datetime(2022, 6, 19, 12, 0)


def call(hours=0, *, number="13800001111", way=Direction.IN, length=60, timed=True, **more):
    start = Moment(NOON - timedelta(hours=hours), Precision.MINUTE, MomentSource.SCREEN_ABSOLUTE)
    status = more.pop("status", LineStatus.AGREED)
    moment = start if timed else None
    return CallRecord(number, way, False, moment, length, status=status, **more)


def doubted(calls, *, lengths=True):
    found = with_doubts(calls, lengths=lengths)
    return [at for at, each in enumerate(found) if each.status is LineStatus.DOUBTFUL]


@pytest.mark.parametrize(
    "odd",
    [
        {"number": ""},
        {"number": "1380000111"},
        {"number": "138 0000 11112"},
        {"way": Direction.UNKNOWN},
        {"length": None},
        {"timed": False},
        {"hours": 70},
    ],
)
def test_a_row_that_lacks_what_the_others_have_is_doubtful(odd):
    calls = [call(hours) for hours in range(6)]
    calls[2] = call(**{"hours": 2, **odd})
    assert doubted(calls) == [2]
    assert doubted(calls[::-1]) == [3]


def test_what_most_rows_lack_is_how_the_list_is():
    bare = [call(h, way=Direction.UNKNOWN, length=None, timed=False) for h in range(5)]
    assert doubted(bare) == []
    missing = [call(h, length=None) for h in range(5)] + [call(5)]
    assert doubted(missing, lengths=False) == doubted(missing) == []


def test_a_number_of_a_service_or_a_name_is_whole():
    calls = [call(0, number="10086"), call(1, number="1069027833"), call(2, number="95588"),
             call(3, number="", name="妈"), call(4, number="0571-8700041"), call(5)]  # fmt: skip
    assert doubted(calls) == []


def test_two_rows_that_changed_places_are_both_doubtful_and_a_jumble_is_no_order():
    hours = [0, 1, 2, 4, 3, 5, 6, 7, 8, 9, 10]
    assert doubted([call(h) for h in hours]) == [3, 4]
    assert doubted([call(h) for h in (3, 9, 1, 7, 2, 8)]) == []


def test_what_a_person_corrected_stays():
    calls = [call(h) for h in range(5)]
    calls[1] = call(1, number="1380000111", status=LineStatus.CORRECTED)
    assert doubted(calls) == []


@given(st.lists(st.integers(0, 60), max_size=14))
def test_nothing_but_the_status_changes(hours):
    calls = [call(h) for h in hours]
    found = with_doubts(calls, lengths=True)
    assert [(c.number, c.moment, c.duration_s) for c in found] == [
        (c.number, c.moment, c.duration_s) for c in calls
    ]
    assert doubted([call(h) for h in sorted(hours)]) == []

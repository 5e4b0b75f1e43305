"""The case lane: changes in order, and what may come later after all of them, once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from desktop_app.app.lane import CaseLane
from desktop_app.casefile import database
from desktop_app.foundation.clock import FixedClock


@pytest.fixture
def lane(tmp_path):
    writer = database.open_writer(tmp_path / "case.sqlite")
    made = CaseLane(writer, FixedClock(datetime(2022, 6, 25, tzinfo=UTC)))
    yield made
    made.close()


def noting(seen, name):
    def work(_connection, change):
        seen.append(name)
        change.messages.add(1)

    return work


def test_what_may_come_later_comes_once_after_everything_that_waits(lane):
    seen, told, gate, over = [], [], threading.Event(), threading.Event()
    lane.subscribe(lambda changes: told.append(changes.action))

    def held(_connection, change):
        gate.wait(10)
        change.quiet = True

    first = lane.mutate("held", held)
    for name in ("one", "two", "three"):
        lane.mutate(name, noting(seen, name))
        lane.later("counted", noting(seen, "counted"))
    gate.set()
    first.result()
    lane.run(lambda _connection: seen.append("read")).result()
    lane.later("over", lambda _connection, _change: over.set())
    assert over.wait(10)
    assert seen.count("counted") == 1
    assert seen.index("counted") > seen.index("three")
    assert told == ["one", "two", "three", "counted"]


def test_closing_finishes_what_was_put_off(tmp_path):
    writer = database.open_writer(tmp_path / "case.sqlite")
    lane = CaseLane(writer, FixedClock(datetime(2022, 6, 25, tzinfo=UTC)))
    seen, gate = [], threading.Event()
    lane.run(lambda _connection: gate.wait(10))
    lane.later("counted", noting(seen, "counted"))
    lane.mutate("last", noting(seen, "last"))
    gate.set()
    lane.close()
    assert sorted(seen) == ["counted", "last"]


def test_what_fails_later_stops_nothing(lane, caplog):
    seen = []

    def broken(_connection, _change):
        raise RuntimeError("words that no log may hold")

    lane.later("broken", broken)
    lane.later("counted", noting(seen, "counted"))
    lane.mutate("last", noting(seen, "last")).result()
    over = threading.Event()
    lane.later("over", lambda _connection, _change: over.set())
    assert over.wait(10)
    assert "counted" in seen
    assert "RuntimeError" in caplog.text and "words" not in caplog.text

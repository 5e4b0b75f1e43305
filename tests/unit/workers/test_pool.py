"""The process boundary: one bad job never stops another, and every end has its name."""

import multiprocessing
import os
import signal
import time

import pytest

from desktop_app.workers import jobs
from desktop_app.workers.pool import InlineWorkers, ProcessWorkers


@pytest.fixture
def workers():
    pool = ProcessWorkers(1)
    yield pool
    pool.close()


def _children():
    return [child.pid for child in multiprocessing.active_children() if child.pid]


@pytest.mark.parametrize("make", [InlineWorkers, lambda: ProcessWorkers(1)])
def test_refusals_come_back_as_outcomes(make, tmp_path):
    pool = make()
    try:
        empty = tmp_path / "空.png"
        empty.write_bytes(b"")
        assert pool.submit(jobs.ReadFile(str(empty), "空.png", "both")).result() == jobs.Refused(
            "file.empty"
        )
        gone = pool.submit(jobs.ReadFile(str(tmp_path / "gone"), "gone", "both")).result()
        assert gone == jobs.Refused("file.not_found")
        broken = tmp_path / "broken.png"
        broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
        outcome = pool.submit(jobs.ReadFile(str(broken), "broken.png", "both")).result()
        assert isinstance(outcome, jobs.Refused)
        assert jobs.problem_of(outcome) == outcome.code
    finally:
        pool.close()


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL")
def test_a_killed_worker_is_a_crash_and_the_next_job_runs(workers, tmp_path):
    table = tmp_path / "long.csv"
    table.write_text("起始时间,对方号码,通话时长\n" + "2022-06-18 22:00:00,1,3秒\n" * 300_000)
    empty = tmp_path / "e"
    empty.write_bytes(b"")
    workers.submit(jobs.ReadFile(str(empty), "e", "both")).result()  # the worker is up now
    ticket = workers.submit(jobs.ReadFile(str(table), "long.csv", "both"))
    time.sleep(1.0)
    running = _children()
    assert running
    for pid in running:
        os.kill(pid, signal.SIGKILL)
    assert ticket.result() == jobs.Crashed()
    after = workers.submit(jobs.ReadFile(str(empty), "e", "both")).result()
    assert after == jobs.Refused("file.empty")


@pytest.mark.skipif(os.name != "posix", reason="no nice values")
@pytest.mark.parametrize("background", [True, False])
def test_workers_in_the_background_give_way_to_the_window(background, tmp_path):
    pool = ProcessWorkers(1, background=background)
    try:
        empty = tmp_path / "e"
        empty.write_bytes(b"")
        pool.submit(jobs.ReadFile(str(empty), "e", "both")).result()
        own = os.getpriority(os.PRIO_PROCESS, 0)
        given = [os.getpriority(os.PRIO_PROCESS, pid) for pid in _children()]
        assert given
        assert all((each > own) is (background and own < 19) for each in given)
    finally:
        pool.close()


def test_a_job_over_its_time_is_stopped(workers, tmp_path):
    table = tmp_path / "long.csv"
    table.write_text("起始时间,对方号码,通话时长\n" + "2022-06-18 22:00:00,1,3秒\n" * 300_000)
    ticket = workers.submit(jobs.ReadFile(str(table), "long.csv", "both"), timeout=0.2)
    assert ticket.result() == jobs.TimedOut()


def test_a_waiting_and_a_running_job_can_be_cancelled(workers, tmp_path):
    table = tmp_path / "long.csv"
    table.write_text("起始时间,对方号码,通话时长\n" + "2022-06-18 22:00:00,1,3秒\n" * 300_000)
    tickets = [workers.submit(jobs.ReadFile(str(table), "a.csv", "both")) for _ in range(2)]
    for ticket in tickets:
        ticket.cancel()
    assert [ticket.result() for ticket in tickets] == [jobs.Cancelled(), jobs.Cancelled()]


def test_outcomes_cross_the_border_unchanged():
    for outcome in (jobs.Ok(b"x"), jobs.Refused("a", {"n": 1}), jobs.Failed("b", {}, 4)):
        assert jobs.unpack_outcome(jobs.pack(outcome)) == outcome

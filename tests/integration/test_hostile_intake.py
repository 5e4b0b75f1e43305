"""The intake under unlucky hands: pause, cancel, close and failures at every wrong moment."""

import random
import threading
import time
from pathlib import Path

import pytest

from desktop_app.app.context import OpenCase
from desktop_app.app.verifying import verify
from desktop_app.casefile import originals, transcripts
from desktop_app.domain.case import CaseDetails, EvidenceState
from desktop_app.workers import jobs, pool
from desktop_app.workers.pool import InlineWorkers
from tests.helpers import hostile


class SlowWorkers:
    """A twin of the pool whose jobs take a moment and can be cancelled on their way."""

    def __init__(self, seconds=0.02):
        self._seconds = seconds
        self._threads = []

    def submit(self, job, timeout=pool.READ_SECONDS):
        ticket = _SlowTicket(job, self._seconds)
        self._threads.append(ticket.thread)
        return ticket

    def close(self):
        for thread in self._threads:
            thread.join()


class _SlowTicket:
    def __init__(self, job, seconds):
        self._done, self._cancelled = threading.Event(), threading.Event()
        self._outcome, self._callbacks, self._guard = None, [], threading.Lock()
        self.thread = threading.Thread(target=self._run, args=(job, seconds))
        self.thread.start()

    def _run(self, job, seconds):
        if self._cancelled.wait(seconds):
            outcome = jobs.Cancelled()
        else:
            outcome = InlineWorkers().submit(job).result()
        with self._guard:
            self._outcome = outcome
            self._done.set()
            callbacks = list(self._callbacks)
        for callback in callbacks:
            callback()

    def result(self):
        self._done.wait()
        return self._outcome

    def cancel(self):
        self._cancelled.set()

    def when_done(self, callback):
        with self._guard:
            if not self._done.is_set():
                self._callbacks.append(callback)
                return
        callback()


def write(folder: Path, numbers) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in numbers:
        file = folder / f"{number:03}.csv"
        files.append(file)
        if file.exists():
            continue  # it may be on its way in: written again, it would be empty for a moment
        file.write_text(
            hostile.HEAD
            + f"2022-06-{1 + number % 28:02} 10:{number % 60:02}:00,{number}秒,0571,被叫\n",
            encoding="utf-8",
        )
    return files


def created(folder, make_pool=SlowWorkers):
    return OpenCase.create(folder, CaseDetails("案"), make_pool=make_pool, processes=2)


def until(true, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "never came"
        time.sleep(0.002)


def test_a_cancel_while_idle_does_not_swallow_what_is_added_later(tmp_path):
    files = write(tmp_path / "源", range(3))
    with created(tmp_path / "案.juzheng") as case:
        case.intake.cancel()
        case.intake.add(files[:1])
        assert case.intake.wait(30)
        assert case.intake.status().added == 1
        case.intake.cancel()
        case.intake.add(files[1:])
        assert case.intake.wait(30)
        assert case.intake.status().added == 2


def test_what_is_added_right_after_a_cancel_is_taken_in(tmp_path):
    first, late = write(tmp_path / "源", range(30)), write(tmp_path / "晚", range(100, 103))
    with created(tmp_path / "案.juzheng") as case:
        case.intake.add(first)
        until(lambda: case.intake.status().added >= 2)
        case.intake.cancel()
        case.intake.add(late)
        assert case.intake.wait(30)
        ready = {p.name for p in case.evidence() if p.state is EvidenceState.READY}
        assert {file.name for file in late} <= ready
        assert len(ready) < 33, "cancelled too late to mean anything"
        assert case.counts().queued == 0


def test_pausing_and_resuming_while_idle_ends_idle(tmp_path):
    with created(tmp_path / "案.juzheng") as case:
        case.intake.pause()
        assert case.intake.status().stage == "paused"
        case.intake.resume()
        assert case.intake.status().stage == "idle"
        case.intake.pause()
        case.intake.cancel()
        assert case.intake.status().stage == "idle"
        assert case.intake.wait(1)


def test_a_paused_case_can_be_closed_and_goes_on_later(tmp_path):
    files = write(tmp_path / "源", range(12))
    with created(tmp_path / "案.juzheng") as case:
        case.intake.add(files)
        until(lambda: case.intake.status().added >= 1)
        case.intake.pause()
    with OpenCase.open(tmp_path / "案.juzheng", make_pool=InlineWorkers) as case:
        assert case.intake.wait(30)
        assert case.counts().calls == 12


def test_what_is_added_while_paused_is_in_the_queue_at_once_and_outlives_closing(tmp_path):
    with created(tmp_path / "案.juzheng") as case:
        case.intake.pause()
        case.intake.add(write(tmp_path / "源", range(3)))
        until(lambda: not case.intake._has_news())
        case.intake.add(write(tmp_path / "晚", range(10, 13)))
        case.intake.add_bytes(b"\x89PNG\r\n\x1a\n", "粘贴.png")
    with OpenCase.open(tmp_path / "案.juzheng", make_pool=InlineWorkers) as case:
        assert case.intake.wait(30)
        assert case.counts().calls == 6
        assert len(case.evidence()) == 7


def test_a_case_opened_in_one_thread_and_closed_in_another_is_free_again(tmp_path):
    case = created(tmp_path / "案.juzheng")
    closing = threading.Thread(target=case.close)
    closing.start()
    closing.join(20)
    OpenCase.open(tmp_path / "案.juzheng").close()


def test_closing_twice_and_adding_afterwards_hang_nothing(tmp_path):
    case = created(tmp_path / "案.juzheng")
    case.close()
    case.close()
    case.intake.add(write(tmp_path / "源", range(2)))
    case.intake.resume_waiting()
    case.intake.cancel()
    assert case.intake.wait(1)


def test_failing_callbacks_stop_neither_the_intake_nor_the_lane(tmp_path):
    def bad(_status):
        raise RuntimeError("a view's fault")

    with created(tmp_path / "案.juzheng") as case:
        case.intake.on_status(bad)
        case.subscribe(bad)
        files = write(tmp_path / "源", range(8))
        case.intake.add([*files, *files])
        assert case.intake.wait(30)
        assert case.intake.status().added == 8
        assert case.review.set_note(case.evidence()[0].id, "x").result().evidence


def test_a_reading_that_can_not_be_stored_is_marked_and_the_rest_goes_on(tmp_path, monkeypatch):
    add_run, calls = transcripts.add_run, []

    def once(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates")
        return add_run(*args, **kwargs)

    monkeypatch.setattr(transcripts, "add_run", once)
    with created(tmp_path / "案.juzheng") as case:
        case.intake.add(write(tmp_path / "源", range(4)))
        assert case.intake.wait(30)
        assert case.intake.status().added == 3
        assert [code for _, code in case.intake.status().refused] == ["job.failed"]
        states = [piece.state for piece in case.evidence()]
        assert states.count(EvidenceState.FAILED) == 1
        case.intake.read_again([p.id for p in case.evidence() if p.problem])
        assert case.intake.wait(30)
        assert case.counts().calls == 4
    assert verify(tmp_path / "案.juzheng").problems == ()


def test_cancelling_a_reading_again_keeps_the_reading_before(tmp_path):
    files = write(tmp_path / "源", range(6))
    with created(tmp_path / "案.juzheng", lambda: SlowWorkers(0.2)) as case:
        case.intake.add(files)
        assert case.intake.wait(30)
        case.intake.read_again([piece.id for piece in case.evidence()])
        until(lambda: case.counts().queued == 6)
        case.intake.cancel()
        assert case.intake.wait(30)
        assert {piece.state for piece in case.evidence()} == {EvidenceState.READY}
        assert case.counts().calls == 6
    assert verify(tmp_path / "案.juzheng").problems == ()


@pytest.mark.parametrize("ending", ["cancel", "close"])
def test_ending_in_the_middle_of_a_copy_leaves_no_half_file(tmp_path, monkeypatch, ending):
    big = tmp_path / "大.csv"
    big.write_bytes(hostile.HEAD.encode() + (b" " * 1_000 + b"\n") * 8_000)
    copying, go = threading.Event(), threading.Event()
    read = originals._read

    def slowly(reader):
        copying.set()
        go.wait(10)
        return read(reader)

    monkeypatch.setattr(originals, "_read", slowly)
    case = created(tmp_path / "案.juzheng", InlineWorkers)
    case.intake.add([big])
    assert copying.wait(10)
    if ending == "cancel":
        case.intake.cancel()
        go.set()
        assert case.intake.wait(10)
        case.close()
    else:
        closing = threading.Thread(target=case.close)
        closing.start()
        until(lambda: case.intake._stopping)
        go.set()
        closing.join(10)
    assert [f for f in (case.folder / "originals").rglob("*") if f.is_file()] == []
    with OpenCase.open(case.folder, make_pool=InlineWorkers) as again:
        assert again.intake.wait(30)
        assert len(again.evidence()) == (0 if ending == "cancel" else 1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_lost_or_doubled_however_it_is_interrupted(tmp_path, seed):
    """Twenty rounds of add, pause, resume, close and open; then all that was added is there."""
    dice = random.Random(seed)
    folder = tmp_path / "案.juzheng"
    case = created(folder, lambda: SlowWorkers(0.003))
    added = set()
    for turn in range(20):
        files = write(tmp_path / f"源{turn % 3}", range(turn * 4, turn * 4 + 4))
        files += dice.sample(files, 2)  # the same again
        for file in files:
            case.intake.add([file])
            added.add(file.name)
            match dice.randrange(8):
                case 0:
                    case.intake.pause()
                case 1 | 2:
                    case.intake.resume()
                case 3:
                    time.sleep(dice.random() / 50)
                case 4:
                    case.intake.wait(0.01)
        if dice.random() < 0.6:
            case.close()
            case = OpenCase.open(folder, make_pool=lambda: SlowWorkers(0.003), processes=2)
    case.intake.resume()
    assert case.intake.wait(60)
    names = [piece.name for piece in case.evidence()]
    assert sorted(names) == sorted(added), "lost or doubled"
    assert {piece.state for piece in case.evidence()} == {EvidenceState.READY}
    counts = case.counts()
    assert (counts.calls, counts.queued, counts.refused) == (len(added), 0, 0)
    case.close()
    report = verify(folder)
    assert report.problems == ()
    assert report.checked_files == len(added)


@pytest.mark.parametrize("seed", [4, 5])
def test_cancels_at_random_moments_leave_every_piece_in_a_plain_state(tmp_path, seed):
    dice = random.Random(seed)
    folder = tmp_path / "案.juzheng"
    case = created(folder, lambda: SlowWorkers(0.004))
    for turn in range(20):
        case.intake.add(write(tmp_path / "源", range(turn * 3, turn * 3 + 6)))
        time.sleep(dice.random() / 40)
        if dice.random() < 0.7:
            case.intake.cancel()
        if dice.random() < 0.3:
            case.close()
            case = OpenCase.open(folder, make_pool=lambda: SlowWorkers(0.004), processes=2)
    assert case.intake.wait(60)
    pieces = case.evidence()
    assert len({piece.sha256 for piece in pieces}) == len(pieces)
    for piece in pieces:
        assert piece.state in (EvidenceState.READY, EvidenceState.FAILED)
        assert piece.problem == ("cancelled" if piece.state is EvidenceState.FAILED else "")
    assert case.counts().calls == sum(p.state is EvidenceState.READY for p in pieces)
    case.intake.read_again([p.id for p in pieces if p.problem])
    assert case.intake.wait(60)
    assert case.counts().calls == len(pieces)
    case.close()
    assert verify(folder).problems == ()

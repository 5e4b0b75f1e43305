"""Killing the program in the middle loses nothing: the queue resumes, no half file stays."""

import os
import signal
import subprocess
import sys
import time

import pytest

from desktop_app.app.context import OpenCase
from desktop_app.app.verifying import verify
from desktop_app.domain.case import CaseDetails, EvidenceState
from tests.helpers.screens import chat_png

WORDS = ["您好", "发货了吗", "你等着", "请不要再联系我", "滚", "退款什么时候到", "收到", "好的"]


def _start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "desktop_app", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _kill(process):
    """Kill the program and its workers at once, as a power cut would."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=True)
    process.wait()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "截图"
    made.mkdir()
    for number, word in enumerate(WORDS):
        chat_png(made / f"{number}.png", [("other", f"{word}{number}"), ("self", word)])
    return made


def _entries(case_folder):
    with OpenCase.open(case_folder, resume=False) as case:
        return [piece.state for piece in case.evidence()], case.counts()


def test_a_killed_intake_goes_on_where_it_was(tmp_path, folder):
    case_folder = tmp_path / "案.juzheng"
    OpenCase.create(case_folder, CaseDetails("案")).close()
    process = _start("add", case_folder, folder)
    originals = case_folder / "originals"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and len(list(originals.glob("*/*"))) < 4:
        time.sleep(0.02)
    _kill(process)
    states, counts = _entries(case_folder)
    assert counts.queued > 0, "killed too late to mean anything"
    assert len(states) + counts.queued >= len(WORDS)

    with OpenCase.open(case_folder) as case:
        assert case.intake.wait(120)
        pieces = case.evidence()
        assert [piece.state for piece in pieces] == [EvidenceState.READY] * len(WORDS)
        assert case.counts().queued == 0
        assert case.counts().messages == 2 * len(WORDS)
    report = verify(case_folder)
    assert report.problems == ()
    assert report.checked_files == len(WORDS)
    assert not list(originals.glob(".taking-*"))


def test_a_killed_export_leaves_no_half_file(tmp_path, folder):
    case_folder = tmp_path / "案.juzheng"
    with OpenCase.create(case_folder, CaseDetails("案")) as case:
        case.intake.add([folder])
        assert case.intake.wait(120)
    target = tmp_path / "材料.pdf"
    process = _start("export", case_folder, "--to", target)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list((case_folder / "derived").glob("export-*")):
        time.sleep(0.02)
    time.sleep(0.3)
    _kill(process)
    assert not target.exists()
    with OpenCase.open(case_folder, resume=False) as case:
        assert not list((case_folder / "derived").glob("export-*"))
        assert case.counts().messages == 2 * len(WORDS)
    assert verify(case_folder).problems == ()
    done = _start("export", case_folder, "--to", target)
    assert done.wait(120) == 0
    assert target.read_bytes().startswith(b"%PDF-")
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith(".part")] == []


def test_closing_in_the_middle_keeps_the_queue(tmp_path, folder):
    case_folder = tmp_path / "案.juzheng"
    with OpenCase.create(case_folder, CaseDetails("案")) as case:
        case.intake.add([folder])
        while not case.intake.status().added:
            time.sleep(0.02)
    _, counts = _entries(case_folder)
    assert counts.queued > 0
    with OpenCase.open(case_folder) as case:
        assert case.intake.wait(120)
        assert case.counts().queued == 0
        assert case.counts().messages == 2 * len(WORDS)


def test_pause_resume_and_cancel(tmp_path, folder):
    with OpenCase.create(tmp_path / "案.juzheng", CaseDetails("案")) as case:
        seen = []
        case.intake.on_status(lambda status: seen.append(status.stage))
        case.intake.pause()
        case.intake.add([folder])
        assert not case.intake.wait(1.0)
        assert case.intake.status().stage == "paused"
        assert case.intake.status().added == 0
        case.intake.resume()
        while not case.intake.status().added:
            time.sleep(0.02)
        case.intake.cancel()
        assert case.intake.wait(30)
        read = [p for p in case.evidence() if p.state is EvidenceState.READY]
        assert 0 < len(read) < len(WORDS)
        assert case.counts().queued == 0
        assert {"copying", "reading", "paused"} <= set(seen)

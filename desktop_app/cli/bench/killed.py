"""An intake that is killed in the middle and taken up again: what is lost, what is read twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.case import CaseDetails, EvidenceState

_PATIENCE_S = 3600


@dataclass(frozen=True, slots=True)
class Resumed:
    """What an intake was after it was killed and taken up again.

    Attributes:
        files: how many were given.
        at: how many were read when it was killed.
        lost: files that are neither read nor refused.
        twice: pieces that were read more than once.
        intact: the check of the whole case found nothing.
    """

    files: int
    at: int
    lost: int
    twice: int
    intact: bool


def run(folder: Path, target: Path, after: int, processes: int | None) -> Resumed:
    """Read ``folder`` in a program of its own, kill it and its workers, and go on here.

    Args:
        folder: the files, all different.
        target: the case folder to make.
        after: kill once so many pictures are read.
        processes: worker processes of the second part; the usual number where None.
    """
    from desktop_app.app.context import OpenCase
    from desktop_app.app.verifying import verify

    OpenCase.create(target, CaseDetails("bench")).close()
    words = [sys.executable, "-m", "desktop_app", "add", str(target), str(folder)]
    running = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    drawn = target / "derived"
    patient = time.monotonic() + _PATIENCE_S
    while running.poll() is None and time.monotonic() < patient:
        if len(list(drawn.glob("*.thumb.png"))) >= after:
            break
        time.sleep(0.1)
    _kill(running)
    files = sum(1 for file in folder.rglob("*") if file.is_file())
    with OpenCase.open(target, resume=False) as case:
        at = sum(piece.state is EvidenceState.READY for piece in case.evidence())
    with OpenCase.open(target, processes=processes) as case:
        case.intake.wait()
        pieces = case.evidence()
        reads = Counter(
            json.loads(entry.detail).get("evidence")
            for entry in case.audit()
            if entry.action == "evidence.read"
        )
    settled = (EvidenceState.READY, EvidenceState.REFUSED)
    lost = files - sum(piece.state in settled for piece in pieces)
    twice = sum(count > 1 for count in reads.values())
    return Resumed(files, at, lost, twice, not verify(target).problems)


def _kill(running: subprocess.Popen[bytes]) -> None:
    """End a program and its workers at once, as a power cut would."""
    if os.name == "posix":
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.wait()

"""How fluid the window stays while pictures are read; the program behind ``juzheng bench gui``.

Run as ``python -m desktop_app.gui.measuring FOLDER SECONDS``; prints one JSON object. Nothing
of the person's settings is read or written.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.domain.case import CaseDetails
from desktop_app.foundation.settings import Settings
from desktop_app.gui import core, run, warming
from desktop_app.gui.bridge import Session
from desktop_app.gui.case_page import CasePage

_TICK_MS = 2
_PLACE_MS = 900


class _Pulse:
    """Notes the time between beats of the event loop, in milliseconds."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_TICK_MS)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000 - _TICK_MS)
        self._last = now

    def take(self) -> list[float]:
        """Return the gaps so far and begin anew."""
        gaps, self.gaps = self.gaps, []
        return gaps


def _figures(gaps: list[float]) -> dict[str, float]:
    ordered = sorted(gaps) or [0.0]
    return {
        "longest_ms": round(max(ordered[-1], 0.0), 1),
        "p99_ms": round(max(ordered[int(len(ordered) * 0.99) - 1], 0.0), 1),
    }


def _pass(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def measure(folder: Path, seconds: float) -> dict[str, object]:
    """Return the stalls of the window at rest and while it reads ``folder``.

    Every place of the case is visited in turn while files are read, until all are read or
    ``seconds`` have gone by.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    settings = Settings()
    run.prepare(app, settings)
    with tempfile.TemporaryDirectory(prefix="juzheng-bench-", ignore_cleanup_errors=True) as place:
        case = core.create_case(Path(place) / "bench.juzheng", CaseDetails("bench"), settings)
        session = Session(case, settings)
        page = CasePage(session)
        page.resize(1280, 800)
        page.show()
        warming.begin().join()  # the window has done it long before a person opens a case
        _pass(1500)
        run.settle()
        pulse = _Pulse()
        _pass(3000)
        rest = _figures(pulse.take())
        session.add_paths([folder])
        began, turn = time.monotonic(), 0
        while time.monotonic() - began < seconds:
            page.go(turn % 4)
            turn += 1
            _pass(_PLACE_MS)
            if turn > 2 and case.intake.wait(0):
                break
        reading = _figures(pulse.take())
        status = case.intake.status()
        page.forget()
        page.hide()
        session.close()
        page.deleteLater()
        _pass(50)
    return {"files": status.added, "rest": rest, "reading": reading}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), float(sys.argv[2]))) + "\n")

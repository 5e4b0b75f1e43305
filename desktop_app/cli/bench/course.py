"""Speed and memory along the way of an intake: they should stay as they are at the start."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.cli.bench.memory import largest_worker_now_mib, own_now_mib

if TYPE_CHECKING:
    from desktop_app.app.importing import IntakeStatus

MARKS = (10, 50, 100, 200, 500, 1000, 2000, 5000)
_EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was measured from one mark to the next.

    Attributes:
        done: files finished at its end.
        seconds: since the start.
        rate: files a minute within the stretch.
        main_mib, worker_mib: largest resident sizes within the stretch, None where unknown.
    """

    done: int
    seconds: float
    rate: float
    main_mib: float | None
    worker_mib: float | None


class Course:
    """Watches an intake from its status callback and a thread of its own."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.first: float | None = None
        self.stretches: list[Stretch] = []
        self._done = 0
        self._main: float | None = None
        self._worker: float | None = None
        self._over = threading.Event()
        self._guard = threading.Lock()
        self._thread = threading.Thread(target=self._sample, name="course", daemon=True)
        self._thread.start()

    def watch(self, status: IntakeStatus) -> None:
        """Take a status; for ``Intake.on_status``."""
        if status.done and self.first is None:
            self.first = time.perf_counter() - self.began
        self._done = max(self._done, status.done)
        last = self.stretches[-1].done if self.stretches else 0
        if any(last < mark <= self._done for mark in MARKS):
            self._mark()

    def end(self) -> float:
        """Close the last stretch; return the seconds from start to end."""
        self._over.set()
        self._thread.join()
        if not self.stretches or self.stretches[-1].done < self._done:
            self._mark()
        return time.perf_counter() - self.began

    def _mark(self) -> None:
        seconds = time.perf_counter() - self.began
        before = self.stretches[-1] if self.stretches else Stretch(0, 0.0, 0.0, None, None)
        rate = (self._done - before.done) / max(seconds - before.seconds, 1e-6) * 60
        with self._guard:
            self.stretches.append(Stretch(self._done, seconds, rate, self._main, self._worker))
            self._main = self._worker = None

    def _sample(self) -> None:
        while not self._over.wait(_EVERY_S):
            main, worker = own_now_mib(), largest_worker_now_mib()
            with self._guard:
                self._main = _larger(self._main, main)
                self._worker = _larger(self._worker, worker)


def _larger(one: float | None, other: float | None) -> float | None:
    known = [value for value in (one, other) if value is not None]
    return max(known, default=None)

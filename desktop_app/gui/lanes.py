"""The way from other threads to the window's thread: posts, throttled news and jobs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop_app.foundation.progress import CancelToken, Progress


class Post(QObject):
    """Runs calls in the thread it lives in; ``send`` may be called from any thread."""

    _sent = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sent.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def send(self, call: Callable[[], None]) -> None:
        """Have ``call`` run soon in the window's thread."""
        self._sent.emit(call)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()


class Throttle(QObject):
    """Joins values that arrive from any thread and gives them out at most ten times a second.

    Args:
        merge: makes one value of two, the older first.
        interval_ms: shortest time between two values out.
    """

    out = Signal(object)
    _woken = Signal()

    def __init__(
        self,
        merge: Callable[[Any, Any], Any],
        interval_ms: int = 100,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._merge = merge
        self._interval = interval_ms
        self._lock = threading.Lock()
        self._held: list[Any] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._flush)
        self._woken.connect(self._wake, Qt.ConnectionType.QueuedConnection)

    def take(self, value: Any) -> None:
        """Take one value, from any thread."""
        with self._lock:
            first = not self._held
            self._held = [value if first else self._merge(self._held[0], value)]
        if first:
            self._woken.emit()

    @Slot()
    def _wake(self) -> None:
        passed = (monotonic() - self._last) * 1000
        self._timer.start(max(0, round(self._interval - passed)))

    @Slot()
    def _flush(self) -> None:
        with self._lock:
            held, self._held = self._held, []
        self._last = monotonic()
        for value in held:
            self.out.emit(value)


class Job(QObject):
    """A long piece of work outside the window's thread.

    Exactly one of ``done`` (the result), ``failed`` (a calm sentence) and ``cancelled`` fires.
    """

    progressed = Signal(object)
    done = Signal(object)
    failed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.token = CancelToken()
        self.running = True
        self._reports = Throttle(lambda _older, newer: newer, parent=self)
        self._reports.out.connect(self._pass_on)

    def report(self, progress: Progress) -> None:
        """Take one report, from any thread."""
        self._reports.take(progress)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.token.cancel()

    @Slot(object)
    def _pass_on(self, progress: Progress) -> None:
        if self.running:
            self.progressed.emit(progress)

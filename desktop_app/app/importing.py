"""The intake of a case: what is asked of it, and the thread that takes in and reads.

The queue lives in the case: sources that wait to be copied as ``pending`` rows, originals
that wait to be read as queued evidence. A killed process loses nothing of either.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.app.intake_status import Bulletin, IntakeStatus, StatusCallback
from desktop_app.app.lane import CaseLane
from desktop_app.app.reading_queue import ReadingQueue
from desktop_app.app.taking import Taking
from desktop_app.app.understanding import Understanding
from desktop_app.casefile import queue
from desktop_app.foundation.clock import Clock
from desktop_app.foundation.errors import Cancelled, JuzhengError
from desktop_app.workers import jobs
from desktop_app.workers.pool import WorkerPool

_log = logging.getLogger(__name__)


class Intake:
    """The intake of one open case; works in its own thread."""

    def __init__(
        self,
        folder: Path,
        lane: CaseLane,
        understanding: Understanding,
        make_pool: Callable[[], WorkerPool],
        reader: Callable[[], jobs.Reader],
        clock: Clock,
        processes: int,
    ) -> None:
        limit = processes * 2
        self._lane = lane
        self._bulletin = Bulletin(limit)
        self._taking = Taking(folder, lane, clock, self._bulletin, self._check)
        self._readings = ReadingQueue(
            folder, lane, understanding, make_pool, reader, clock, self._bulletin, limit
        )
        self._thread: threading.Thread | None = None
        self._wake = threading.Condition()
        self._stopping = self._paused = self._cancelling = False
        self._new_paths: list[Path] = []
        self._new_bytes: list[tuple[bytes, str]] = []
        self._again: list[int] = []
        self._busy = False

    # ------------------------------------------------------------------ asked from outside

    def add(self, paths: Sequence[Path]) -> None:
        """Take files and folders in; returns at once."""
        with self._wake:
            if not self._stopping:
                self._new_paths.extend(paths)
                self._start()

    def add_bytes(self, data: bytes, name: str) -> None:
        """Take a pasted picture in; returns at once."""
        with self._wake:
            if not self._stopping:
                self._new_bytes.append((data, name))
                self._start()

    def read_again(self, evidence_ids: Sequence[int]) -> None:
        """Read originals of the case once more; returns at once."""
        with self._wake:
            if not self._stopping:
                self._again.extend(evidence_ids)
                self._start()

    def resume_waiting(self) -> None:
        """Go on with what an earlier sitting left in the queue."""
        with self._wake:
            if not self._stopping:
                self._start()

    def pause(self) -> None:
        """Start nothing new; what is being read is finished."""
        with self._wake:
            self._paused = True
            self._wake.notify_all()
        self._bulletin.tell(stage="paused")

    def resume(self) -> None:
        """Go on after a pause."""
        with self._wake:
            self._paused = False
            idle = not self._busy
            self._wake.notify_all()
        if idle:
            self._bulletin.tell(stage="idle")

    def cancel(self) -> None:
        """Drop what waits and stop what is being read; what is read stays.

        What is added after this call is taken in, even while the rest is still being dropped.
        """
        with self._wake:
            self._new_paths, self._new_bytes, self._again = [], [], []
            self._cancelling = self._busy
            self._paused = False
            idle = not self._busy
            self._wake.notify_all()
        if idle:
            self._bulletin.tell(stage="idle")

    def status(self) -> IntakeStatus:
        """Return where the intake stands."""
        return self._bulletin.status

    def on_status(self, callback: StatusCallback) -> Callable[[], None]:
        """Call back at every step, from the intake's thread; returns how to unsubscribe."""
        return self._bulletin.subscribe(callback)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until nothing is left to do; False where the time ran out or it is paused."""
        with self._wake:
            return self._wake.wait_for(lambda: not self._busy and not self._has_news(), timeout)

    def close(self) -> None:
        """Stop at once; what was not finished waits in the case for the next sitting."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._readings.close()

    # ------------------------------------------------------------------ the thread

    def _has_news(self) -> bool:
        return bool(self._new_paths or self._new_bytes or self._again)

    def _start(self) -> None:
        """Make sure the thread runs; called with the condition held."""
        self._busy = True
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
            self._thread.start()
        self._wake.notify_all()

    def _run(self) -> None:
        while True:
            try:
                self._work()
            except JuzhengError as error:
                self._bulletin.stopped(error.code)
                _log.error("intake stopped: %s", error.code)
            except Exception as error:
                self._bulletin.stopped("job.failed")
                _log.error("intake stopped: %s", type(error).__name__)
            with self._wake:
                stopping = self._stopping
                if not stopping and not self._has_news():
                    self._busy = self._cancelling = False  # nothing is left that it could mean
                    self._bulletin.note(stage="idle", subject="", remaining_s=None)
                    self._wake.notify_all()
            if stopping:
                self._keep_news()
                with self._wake:
                    self._busy = False
                    self._wake.notify_all()
                return
            if not self._busy:
                self._bulletin.tell()
                with self._wake:
                    self._wake.wait_for(lambda: self._stopping or self._busy)

    def _work(self) -> None:
        """Work until the queue is empty or somebody says stop."""
        self._bulletin.begin()
        waiting: list[int] = []
        pending: list[tuple[int, Path]] = []
        fresh = True
        try:
            while not self._stopping:
                if self._cancelling:
                    self._cancelling = False
                    self._readings.drop()
                    self._bulletin.tell(total=self._bulletin.status.done)
                    waiting, pending = [], []
                    fresh = False
                if fresh or self._has_news():
                    self._take_news()
                    pending = self._lane.run(queue.waiting).result()
                    waiting = self._readings.waiting()
                    known = len(pending) + len(waiting) + len(self._readings)
                    self._bulletin.tell(total=known + self._bulletin.status.done)
                    fresh = False
                self._readings.harvest(last=not (waiting or pending), stopping=self._stopping)
                if self._paused:
                    self._pause()
                elif waiting and not self._readings.full:
                    self._readings.begin(waiting.pop(0))
                elif pending:
                    number = self._taking.take(*pending.pop(0))
                    if number is not None:
                        waiting.append(number)
                elif len(self._readings):
                    self._readings.wait()
                else:
                    self._readings.count_patterns()
                    return
        finally:
            self._readings.stop()

    def _pause(self) -> None:
        """Wait for the end of the pause, or of what is still being read."""
        self._bulletin.tell(stage="paused")
        if len(self._readings):
            self._readings.wait()
            return

        def over() -> bool:
            return not self._paused or self._stopping or self._cancelling or self._has_news()

        with self._wake:
            self._wake.wait_for(over)

    def _keep_news(self) -> None:
        """Put what was asked for at the last moment into the queue, for the next sitting."""
        try:
            self._take_news()
        except Exception as error:
            _log.error("not queued: %s", type(error).__name__)

    def _take_news(self) -> None:
        """Put what was asked for into the queue of the case."""
        with self._wake:
            paths, self._new_paths = self._new_paths, []
            blobs, self._new_bytes = self._new_bytes, []
            again, self._again = self._again, []
        if paths:
            self._taking.enqueue(paths)
        for data, name in blobs:
            self._taking.take_bytes(data, name)
        self._readings.ask_again(again)

    def _check(self) -> None:
        if self._stopping or self._cancelling:
            raise Cancelled

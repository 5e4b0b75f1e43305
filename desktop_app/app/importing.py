"""Taking evidence in: copy and hash, read in workers, store; pausable, resumable, cancellable.

The queue lives in the case: sources that wait to be copied as ``pending`` rows, originals
that wait to be read as queued evidence. A killed process loses nothing of either.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.app import derived, recognition, sources
from desktop_app.app.lane import CaseLane, Change
from desktop_app.app.understanding import Understanding
from desktop_app.casefile import custody, evidence, originals, queue, transcripts
from desktop_app.casefile.database import Connection
from desktop_app.domain.case import EvidenceState
from desktop_app.foundation.clock import Clock
from desktop_app.foundation.errors import Cancelled, InputRefused, JuzhengError
from desktop_app.workers import jobs
from desktop_app.workers.pool import Ticket, WorkerPool

_log = logging.getLogger(__name__)
_READ_IN_VAIN = (EvidenceState.REFUSED, EvidenceState.FAILED)
_MEMORY = 8  # durations that the estimate of the remaining time looks back on


@dataclass(frozen=True, slots=True)
class IntakeStatus:
    """Where the intake stands.

    Attributes:
        total: files known in this sitting, including those done.
        done: files finished, read or refused.
        stage: ``idle``, ``copying``, ``reading`` or ``paused``.
        subject: name of the file at hand, for the screen only.
        remaining_s: estimated seconds, None where unknown.
        added: files read in this sitting.
        duplicates: (name, exhibit number of the twin).
        refused: (name, error code).
    """

    total: int = 0
    done: int = 0
    stage: str = "idle"
    subject: str = ""
    remaining_s: float | None = None
    added: int = 0
    duplicates: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


StatusCallback = Callable[[IntakeStatus], None]


@dataclass(slots=True)
class _Reading:
    evidence_id: int
    name: str
    ticket: Ticket
    began: float
    finished: threading.Event = field(default_factory=threading.Event)


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
        self._folder = folder
        self._lane = lane
        self._understanding = understanding
        self._make_pool = make_pool
        self._reader = reader
        self._clock = clock
        self._limit = processes * 2
        self._pool: WorkerPool | None = None
        self._thread: threading.Thread | None = None
        self._wake = threading.Condition()
        self._stopping = self._paused = self._cancelling = False
        self._new_paths: list[Path] = []
        self._new_bytes: list[tuple[bytes, str]] = []
        self._again: list[int] = []
        self._busy = self._uncounted = False
        self._numbers: tuple[int, dict[int, str]] = (0, {})
        self._status = IntakeStatus()
        self._callbacks: list[StatusCallback] = []
        self._durations: list[float] = []

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
        self._tell(stage="paused")

    def resume(self) -> None:
        """Go on after a pause."""
        with self._wake:
            self._paused = False
            idle = not self._busy
            self._wake.notify_all()
        if idle:
            self._tell(stage="idle")

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
            self._tell(stage="idle")

    def status(self) -> IntakeStatus:
        """Return where the intake stands."""
        return self._status

    def on_status(self, callback: StatusCallback) -> Callable[[], None]:
        """Call back at every step, from the intake's thread; returns how to unsubscribe."""
        with self._wake:
            self._callbacks.append(callback)

        def unsubscribe() -> None:
            with self._wake:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)

        return unsubscribe

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
        if self._pool is not None:
            self._pool.close()
            self._pool = None

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
                self._tell(refused=(*self._status.refused, ("", error.code)))
                _log.error("intake stopped: %s", error.code)
            except Exception as error:
                self._tell(refused=(*self._status.refused, ("", "job.failed")))
                _log.error("intake stopped: %s", type(error).__name__)
            with self._wake:
                stopping = self._stopping
                if not stopping and not self._has_news():
                    self._busy = self._cancelling = False  # nothing is left that it could mean
                    self._status = replace(self._status, stage="idle", subject="", remaining_s=None)
                    self._wake.notify_all()
            if stopping:
                self._keep_news()
                with self._wake:
                    self._busy = False
                    self._wake.notify_all()
                return
            if not self._busy:
                self._tell()
                with self._wake:
                    self._wake.wait_for(lambda: self._stopping or self._busy)

    def _work(self) -> None:
        """Work until the queue is empty or somebody says stop."""
        running: list[_Reading] = []
        self._tell(total=0, done=0, added=0, duplicates=(), refused=(), stage="copying")
        waiting: list[int] = []
        pending: list[tuple[int, Path]] = []
        fresh = True
        try:
            while not self._stopping:
                if self._cancelling:
                    self._drop(running, waiting)
                    pending = []
                    fresh = False
                if fresh or self._has_news():
                    self._take_news()
                    pending = self._lane.run(queue.waiting).result()
                    waiting = self._lane.run(evidence.waiting).result()
                    in_work = {reading.evidence_id for reading in running}
                    waiting = [number for number in waiting if number not in in_work]
                    known = len(pending) + len(waiting) + len(running) + self._status.done
                    self._tell(total=known)
                    fresh = False
                self._harvest(running, last=not (waiting or pending))
                if self._paused:
                    self._tell(stage="paused")
                    if not running:
                        with self._wake:
                            self._wake.wait_for(
                                lambda: (
                                    not self._paused
                                    or self._stopping
                                    or self._cancelling
                                    or self._has_news()
                                )
                            )
                    else:
                        running[0].finished.wait(0.1)
                elif waiting and len(running) < self._limit:
                    running.append(self._begin(waiting.pop(0)))
                elif pending:
                    number = self._copy(*pending.pop(0))
                    if number is not None:
                        waiting.append(number)
                elif running:
                    running[0].finished.wait(0.1)
                else:
                    if self._uncounted:
                        self._count_patterns()
                    return
        finally:
            for reading in running:
                reading.ticket.cancel()

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
            try:
                files = sources.files_of(paths)
            except InputRefused as error:
                self._refuse(paths[0].name, error.code)
                files = []
            self._lane.run(lambda connection: queue.enqueue(connection, files)).result()
        for data, name in blobs:
            try:
                self._settle(originals.take_bytes(self._folder, data), name)
            except InputRefused as error:
                self._refuse(name, error.code)
        for number in again:
            self._set_state(number, EvidenceState.QUEUED, "reading.asked")

    def _copy(self, pending_id: int, source: Path) -> int | None:
        self._tell(stage="copying", subject=sources.shown_name(source.name))
        try:
            taken = originals.take(self._folder, source, self._check)
            number = self._settle(taken, source.name)
        except Cancelled:
            return None
        except InputRefused as error:
            self._refuse(source.name, error.code)
            number = None
        self._lane.run(lambda connection: queue.done(connection, pending_id)).result()
        return number

    def _check(self) -> None:
        if self._stopping or self._cancelling:
            raise Cancelled

    def _settle(self, taken: originals.StoredOriginal, name: str) -> int | None:
        """Make the copied original a piece of evidence; None where it is known already."""
        shown = sources.shown_name(name)
        result: list[int | None] = [None]

        def work(connection: Connection, change: Change) -> None:
            twin = evidence.id_of_hash(connection, taken.sha256)
            if twin is not None:
                if evidence.state_of(connection, twin) in _READ_IN_VAIN:
                    evidence.set_state(connection, twin, EvidenceState.QUEUED)
                    change.groups.add(f"evidence:{twin}")
                    change.evidence.add(twin)
                    result[0] = twin
                    return
                change.quiet = True
                same.append(self._number_of(connection, twin))
                return
            number = evidence.insert(
                connection,
                taken.sha256,
                shown,
                taken.size,
                self._clock.now(),
                taken.modified_at,
            )
            change.groups.add(f"evidence:{number}")
            change.evidence.add(number)
            change.structure = True
            change.facts.update(evidence=number, sha256=taken.sha256, size=taken.size)
            result[0] = number

        same: list[str] = []
        self._lane.mutate("evidence.taken", work).result()
        if same:
            twins = (*self._status.duplicates, (shown, same[0]))
            self._tell(duplicates=twins, done=self._status.done + 1)
        return result[0]

    def _number_of(self, connection: Connection, evidence_id: int) -> str:
        """Return an exhibit number; all are counted anew only after the case has changed."""
        entries, _ = custody.head(connection)
        if self._numbers[0] != entries:
            pieces = evidence.all_evidence(connection)
            self._numbers = (entries, {piece.id: piece.number for piece in pieces})
        return self._numbers[1][evidence_id]

    def _begin(self, evidence_id: int) -> _Reading:
        sha256, name, modified = self._lane.run(
            lambda connection: evidence.source_of(connection, evidence_id)
        ).result()
        if self._pool is None:
            self._pool = self._make_pool()
        self._tell(stage="reading", subject=name)
        ticket = self._pool.submit(
            jobs.ReadFile(
                str(originals.path_of(self._folder, sha256)),
                name,
                self._reader(),
                modified,
                None,
                str(derived.folder_of(self._folder)),
            )
        )
        reading = _Reading(evidence_id, name, ticket, time.monotonic())
        ticket.when_done(reading.finished.set)
        return reading

    def _harvest(self, running: list[_Reading], *, last: bool) -> None:
        """Store every reading that is finished; ``last`` where nothing else is to come."""
        for reading in [reading for reading in running if reading.finished.is_set()]:
            running.remove(reading)
            outcome = reading.ticket.result()
            if isinstance(outcome, jobs.Cancelled) and self._stopping:
                return
            try:
                self._store(reading, outcome, last=last and not running)
            except JuzhengError:  # the case itself can't be written: no fault of this file
                raise
            except Exception as error:
                _log.error("not stored: %s %s", reading.evidence_id, type(error).__name__)
                self._store(reading, jobs.Failed("job.failed"), last=last and not running)

    def _store(self, reading: _Reading, outcome: jobs.Outcome, *, last: bool) -> None:
        number = reading.evidence_id

        def work(connection: Connection, change: Change) -> None:
            if isinstance(outcome, jobs.Ok):
                recognition.store(
                    connection,
                    change,
                    self._understanding,
                    number,
                    recognition.file_read(outcome),
                    self._reader(),
                    self._clock.now(),
                )
            else:
                recognition.store_problem(connection, change, number, outcome)
            if last:
                self._understanding.suggest_patterns(connection, change)

        self._lane.mutate("evidence.read", work).result()
        self._uncounted = not last
        self._durations.append(time.monotonic() - reading.began)
        del self._durations[:-_MEMORY]
        if isinstance(outcome, jobs.Ok):
            self._tell(added=self._status.added + 1, done=self._status.done + 1)
        else:
            self._refuse(reading.name, jobs.problem_of(outcome))
        self._estimate()

    def _drop(self, running: list[_Reading], waiting: list[int]) -> None:
        """Forget what waits and stop what runs, as the person asked."""
        self._cancelling = False
        self._harvest(running, last=False)
        for reading in running:
            reading.ticket.cancel()
        running.clear()
        waiting.clear()
        self._lane.run(queue.clear).result()
        for number in self._lane.run(evidence.waiting).result():
            if self._lane.run(lambda c, n=number: transcripts.last_run(c, n)).result() is None:
                self._set_state(number, EvidenceState.FAILED, "reading.cancelled", "cancelled")
            else:  # it was to be read again: the reading before still stands
                self._set_state(number, EvidenceState.READY, "reading.cancelled")
        self._tell(total=self._status.done)

    def _count_patterns(self) -> None:
        """Refresh suggestions by pattern where no reading was stored last."""

        def work(connection: Connection, change: Change) -> None:
            self._understanding.suggest_patterns(connection, change)
            change.quiet = not (change.messages or change.calls)

        self._lane.mutate("patterns.counted", work).result()
        self._uncounted = False

    def _set_state(
        self, evidence_id: int, state: EvidenceState, action: str, problem: str = ""
    ) -> None:
        def work(connection: Connection, change: Change) -> None:
            evidence.set_state(connection, evidence_id, state, problem)
            change.groups.add(f"evidence:{evidence_id}")
            change.evidence.add(evidence_id)
            change.structure = True
            change.facts["evidence"] = evidence_id

        self._lane.mutate(action, work).result()

    # ------------------------------------------------------------------ telling

    def _refuse(self, name: str, code: str) -> None:
        shown = sources.shown_name(name)
        self._tell(refused=(*self._status.refused, (shown, code)), done=self._status.done + 1)

    def _estimate(self) -> None:
        left = self._status.total - self._status.done
        if len(self._durations) < 2 or left <= 0:
            self._tell(remaining_s=None)
            return
        # Each duration spans the waiting inside the pool's own short queue.
        each = sum(self._durations) / len(self._durations) / self._limit
        self._tell(remaining_s=each * left)

    def _tell(self, **changes: object) -> None:
        with self._wake:
            self._status = replace(self._status, **changes)  # pyright: ignore[reportArgumentType]
            status, callbacks = self._status, list(self._callbacks)
        for callback in callbacks:
            try:
                callback(status)
            except Exception as error:  # a view's fault must not stop the intake
                _log.error("status callback failed: %s", type(error).__name__)

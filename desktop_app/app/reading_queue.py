"""What is being read: originals handed to workers, and what comes back stored."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.app import derived, recognition
from desktop_app.app.intake_status import Bulletin
from desktop_app.app.lane import CaseLane, Change
from desktop_app.app.understanding import Understanding
from desktop_app.casefile import evidence, originals, queue, transcripts
from desktop_app.casefile.database import Connection
from desktop_app.domain.case import EvidenceState
from desktop_app.foundation.clock import Clock
from desktop_app.foundation.errors import JuzhengError
from desktop_app.workers import jobs
from desktop_app.workers.pool import Ticket, WorkerPool

_log = logging.getLogger(__name__)
_LOOK_SECONDS = 0.1


@dataclass(slots=True)
class _Reading:
    evidence_id: int
    name: str
    ticket: Ticket
    began: float
    finished: threading.Event = field(default_factory=threading.Event)


class ReadingQueue:
    """Reads evidence in workers, a few pieces at a time; used by the intake's thread alone."""

    def __init__(
        self,
        folder: Path,
        lane: CaseLane,
        understanding: Understanding,
        make_pool: Callable[[], WorkerPool],
        reader: Callable[[], jobs.Reader],
        clock: Clock,
        bulletin: Bulletin,
        limit: int,
    ) -> None:
        self._folder = folder
        self._lane = lane
        self._understanding = understanding
        self._make_pool = make_pool
        self._reader = reader
        self._clock = clock
        self._bulletin = bulletin
        self._limit = limit
        self._pool: WorkerPool | None = None
        self._running: list[_Reading] = []
        self._finished = threading.Event()  # something is, since the last look
        self._uncounted = False

    def __len__(self) -> int:
        """Return how many pieces are on their way."""
        return len(self._running)

    @property
    def full(self) -> bool:
        """Whether the workers have enough to do."""
        return len(self._running) >= self._limit

    def waiting(self) -> list[int]:
        """Return the ids of evidence that is to be read and not on its way, oldest first."""
        in_work = {reading.evidence_id for reading in self._running}
        queued = self._lane.run(evidence.waiting).result()
        return [number for number in queued if number not in in_work]

    def begin(self, evidence_id: int) -> None:
        """Hand one piece to the workers."""
        sha256, name, modified = self._lane.run(
            lambda connection: evidence.source_of(connection, evidence_id)
        ).result()
        if self._pool is None:
            self._pool = self._make_pool()
        self._bulletin.tell(stage="reading", subject=name)
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
        self._running.append(reading)

        def done() -> None:
            reading.finished.set()
            self._finished.set()

        ticket.when_done(done)

    def wait(self) -> None:
        """Wait until a piece is finished, a tenth of a second at most."""
        self._finished.wait(_LOOK_SECONDS)
        self._finished.clear()

    def harvest(self, *, last: bool, stopping: bool) -> None:
        """Store every reading that is finished.

        Args:
            last: nothing else is to come after what is on its way.
            stopping: what was stopped is no failure; it waits for the next sitting.
        """
        for reading in [reading for reading in self._running if reading.finished.is_set()]:
            self._running.remove(reading)
            outcome = reading.ticket.result()
            if isinstance(outcome, jobs.Cancelled) and stopping:
                return
            final = last and not self._running
            try:
                self._store(reading, outcome, final=final)
            except JuzhengError:  # the case itself can't be written: no fault of this file
                raise
            except Exception as error:
                _log.error("not stored: %s %s", reading.evidence_id, type(error).__name__)
                self._store(reading, jobs.Failed("job.failed"), final=final)

    def _store(self, reading: _Reading, outcome: jobs.Outcome, *, final: bool) -> None:
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
            if final:
                self._understanding.suggest_patterns(connection, change)

        self._lane.mutate("evidence.read", work).result()
        self._uncounted = not final
        if isinstance(outcome, jobs.Ok):
            self._bulletin.read()
        else:
            self._bulletin.refused(reading.name, jobs.problem_of(outcome))
        self._bulletin.took(time.monotonic() - reading.began)

    def count_patterns(self) -> None:
        """Refresh suggestions by pattern where no reading was stored last."""
        if not self._uncounted:
            return

        def work(connection: Connection, change: Change) -> None:
            self._understanding.suggest_patterns(connection, change)
            change.quiet = not (change.messages or change.calls)

        self._lane.mutate("patterns.counted", work).result()
        self._uncounted = False

    def drop(self) -> None:
        """Forget what waits and stop what runs, as the person asked."""
        self.harvest(last=False, stopping=False)
        self.stop()
        self._lane.run(queue.clear).result()
        for number in self._lane.run(evidence.waiting).result():
            if self._lane.run(lambda c, n=number: transcripts.last_run(c, n)).result() is None:
                self._set_state(number, EvidenceState.FAILED, "reading.cancelled", "cancelled")
            else:  # it was to be read again: the reading before still stands
                self._set_state(number, EvidenceState.READY, "reading.cancelled")

    def stop(self) -> None:
        """Stop what runs; it stays queued in the case."""
        for reading in self._running:
            reading.ticket.cancel()
        self._running.clear()

    def ask_again(self, evidence_ids: Collection[int]) -> None:
        """Queue pieces to be read once more."""
        for number in evidence_ids:
            self._set_state(number, EvidenceState.QUEUED, "reading.asked")

    def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

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

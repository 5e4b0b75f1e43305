"""The pool seam: jobs to outcomes in other processes, and an inline twin for tests."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Protocol

from pebble import ProcessExpired, ProcessPool

from desktop_app.workers import jobs, tasks

READ_SECONDS = 600.0
_TASKS_PER_PROCESS = 150


class Ticket(Protocol):
    """A job on its way."""

    def result(self) -> jobs.Outcome:
        """Wait for the outcome; never raises."""
        ...

    def cancel(self) -> None:
        """Stop the job, even when it is running."""
        ...

    def when_done(self, callback: Callable[[], None]) -> None:
        """Call back once the outcome is known; from any thread."""
        ...


class WorkerPool(Protocol):
    """Runs jobs beside each other; one bad job never stops another."""

    def submit(self, job: jobs.Job, timeout: float = READ_SECONDS) -> Ticket:
        """Start a job; it is stopped after ``timeout`` seconds of its own running time."""
        ...

    def close(self) -> None:
        """Stop everything that runs and end the processes."""
        ...


def usual_processes() -> int:
    """Return how many processes leave one core to the window."""
    return max(1, (os.cpu_count() or 2) - 1)


class _PebbleTicket:
    def __init__(self, future: Future[bytes]) -> None:
        self._future = future

    def result(self) -> jobs.Outcome:
        try:
            return jobs.unpack_outcome(self._future.result())
        except (FutureTimeout, TimeoutError):
            return jobs.TimedOut()
        except CancelledError:
            return jobs.Cancelled()
        except ProcessExpired:
            return jobs.Crashed()
        except Exception:
            return jobs.Failed("job.failed")

    def cancel(self) -> None:
        self._future.cancel()

    def when_done(self, callback: Callable[[], None]) -> None:
        self._future.add_done_callback(lambda _future: callback())


class ProcessWorkers:
    """Worker processes, spawned, each with one thread for the recognisers.

    Args:
        processes: how many; as many as leave one core free where None.
        background: they give way to the window that waits for them.
    """

    def __init__(self, processes: int | None = None, *, background: bool = False) -> None:
        self._pool = ProcessPool(
            max_workers=processes or usual_processes(),
            max_tasks=_TASKS_PER_PROCESS,
            initializer=tasks.start_worker,
            initargs=[background],
            context=multiprocessing.get_context("spawn"),
        )

    def submit(self, job: jobs.Job, timeout: float = READ_SECONDS) -> Ticket:
        """Start a job in a worker process."""
        future = self._pool.schedule(tasks.run_job, args=[jobs.pack(job)], timeout=timeout)
        return _PebbleTicket(future)  # pyright: ignore[reportArgumentType]

    def close(self) -> None:
        """Stop the processes; running jobs end as cancelled."""
        self._pool.stop()
        self._pool.join()


class _DoneTicket:
    def __init__(self, outcome: jobs.Outcome) -> None:
        self._outcome = outcome

    def result(self) -> jobs.Outcome:
        return self._outcome

    def cancel(self) -> None:
        return

    def when_done(self, callback: Callable[[], None]) -> None:
        callback()


class InlineWorkers:
    """The twin for tests: does each job at once in this process."""

    def submit(self, job: jobs.Job, timeout: float = READ_SECONDS) -> Ticket:
        """Do the job now."""
        del timeout
        return _DoneTicket(jobs.unpack_outcome(tasks.run_job(jobs.pack(job))))

    def close(self) -> None:
        """Nothing to end."""

"""Display pictures that are missing are made again from their originals, in workers.

Derived files can be lost without loss: a case copied without them, or a folder cleaned by
hand. Nothing of the record changes, so the custody log has no entry of it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.app import derived
from desktop_app.app.lane import CaseLane
from desktop_app.casefile import originals
from desktop_app.domain.case import ChangeSet, Evidence, EvidenceState
from desktop_app.workers import jobs
from desktop_app.workers.pool import Ticket, WorkerPool

_log = logging.getLogger(__name__)


class Redrawing:
    """Makes missing tiles and thumbnails of one open case again, in its own thread."""

    def __init__(self, folder: Path, lane: CaseLane, make_pool: Callable[[], WorkerPool]) -> None:
        self._folder = folder
        self._lane = lane
        self._make_pool = make_pool
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, pieces: Sequence[Evidence], orientation: Callable[[int], int]) -> None:
        """Draw what is missing of these pieces; returns at once, subscribers hear of each.

        Args:
            pieces: all evidence.
            orientation: degrees that a piece, named by id, is turned to stand upright.
        """
        missing = [
            (piece.id, piece.sha256, orientation(piece.id))
            for piece in pieces
            if piece.state is EvidenceState.READY
            and piece.width
            and not derived.complete(self._folder, piece.sha256, piece.height)
        ]
        if missing and self._thread is None:
            self._thread = threading.Thread(
                target=self._draw_all, args=(missing,), name="redrawing", daemon=True
            )
            self._thread.start()

    @property
    def begun(self) -> bool:
        """Whether anything was missing in this sitting."""
        return self._thread is not None

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until nothing is left to draw; False where the time ran out."""
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def close(self) -> None:
        """Stop at once; what is still missing is drawn in the next sitting."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _draw_all(self, missing: Sequence[tuple[int, str, int]]) -> None:
        pool = self._make_pool()
        try:
            for evidence_id, sha256, turn in missing:
                job = jobs.DrawPicture(
                    str(originals.path_of(self._folder, sha256)),
                    str(derived.folder_of(self._folder)),
                    sha256,
                    turn,
                )
                outcome = self._outcome(pool.submit(job))
                if self._stopping.is_set():
                    return
                if isinstance(outcome, jobs.Ok):
                    self._lane.tell(ChangeSet("pictures.drawn", evidence=frozenset({evidence_id})))
                else:
                    _log.warning("not drawn: %s %s", evidence_id, jobs.problem_of(outcome))
        except Exception as error:  # a missing picture must not take the window with it
            _log.error("redrawing stopped: %s", type(error).__name__)
        finally:
            pool.close()

    def _outcome(self, ticket: Ticket) -> jobs.Outcome:
        """Wait for a job, obeying ``close`` several times a second."""
        finished = threading.Event()
        ticket.when_done(finished.set)
        while not finished.wait(0.1):
            if self._stopping.is_set():
                ticket.cancel()
                return jobs.Cancelled()
        return ticket.result()

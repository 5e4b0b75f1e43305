"""Reading one box that a person drew on a picture."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from desktop_app.app.drawing import Drawing
from desktop_app.app.recognition import error_of
from desktop_app.casefile import originals
from desktop_app.domain.case import ChangeSet, Evidence
from desktop_app.domain.geometry import Box
from desktop_app.foundation.errors import Cancelled, InputRefused
from desktop_app.foundation.progress import CancelToken, Progress, ProgressSink
from desktop_app.workers import jobs
from desktop_app.workers.pool import WorkerPool

_SECONDS = 120.0
_LEAST = 6  # pixels; nothing smaller can be read


class BoxReading:
    """Reads boxes of one open case in a worker of its own, so that an intake is not in the way.

    Args:
        folder: the case folder.
        drawing: where what was read is kept.
        make_worker: starts one worker process.
        reader: which readers the person uses.
        orientation: degrees that a picture, named by id, is turned to stand upright.
    """

    def __init__(
        self,
        folder: Path,
        drawing: Drawing,
        make_worker: Callable[[], WorkerPool],
        reader: Callable[[], jobs.Reader],
        orientation: Callable[[int], int],
    ) -> None:
        self._folder = folder
        self._drawing = drawing
        self._make_worker = make_worker
        self._reader = reader
        self._orientation = orientation
        self._guard = threading.Lock()
        self._pool: WorkerPool | None = None
        self._closed = False

    def read(self, piece: Evidence, box: Box, sink: ProgressSink, cancel: CancelToken) -> ChangeSet:
        """Read a box and keep what it says; blocks until done.

        Args:
            piece: the picture.
            box: pixels of the picture; what reaches over it is cut off.
            sink: told when the reading begins and ends.
            cancel: stops it at once.

        Raises:
            InputRefused: ``region.no_text`` where nothing new was read.
            JuzhengError: what the worker met.
            Cancelled: the person cancelled.
        """
        inside = box.intersection(Box(0, 0, piece.width, piece.height))
        if inside is None or min(inside.w, inside.h) < _LEAST:
            raise InputRefused("region.no_text")
        sink.report(Progress(0, 1, "reading"))
        path = originals.path_of(self._folder, piece.sha256)
        turned = self._orientation(piece.id)
        job = jobs.ReadRegion(str(path), inside, self._reader(), turned)
        ticket = self._worker().submit(job, _SECONDS)
        finished = threading.Event()
        ticket.when_done(finished.set)
        while not finished.wait(0.05):
            if cancel.cancelled:
                ticket.cancel()
                raise Cancelled
        outcome = ticket.result()
        cancel.check()
        if not isinstance(outcome, jobs.Ok):
            raise error_of(outcome)
        lines = msgspec.msgpack.decode(outcome.value, type=jobs.RegionRead).lines
        if not lines:
            raise InputRefused("region.no_text")
        changes = self._drawing.take_read(piece.id, inside, lines).result()
        sink.report(Progress(1, 1, "reading"))
        return changes

    def rest(self) -> None:
        """Give the worker back; the next box starts another."""
        with self._guard:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def close(self) -> None:
        """End for good; a box that is being read ends as cancelled."""
        self._closed = True
        self.rest()

    def _worker(self) -> WorkerPool:
        with self._guard:
            if self._closed:
                raise Cancelled
            if self._pool is None:
                self._pool = self._make_worker()
            return self._pool

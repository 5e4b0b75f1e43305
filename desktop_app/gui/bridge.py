"""One open case as the window sees it: signals instead of callbacks, no waiting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from desktop_app.domain.case import ChangeSet
from desktop_app.foundation.clock import SystemClock
from desktop_app.foundation.errors import Cancelled
from desktop_app.foundation.progress import CancelToken, ProgressSink
from desktop_app.foundation.settings import Settings
from desktop_app.gui.failures import calm
from desktop_app.gui.lanes import Job, Post, Throttle

if TYPE_CHECKING:
    from desktop_app.app.context import OpenCase

T = TypeVar("T")


def merged(older: ChangeSet, newer: ChangeSet) -> ChangeSet:
    """Return one change that touches what both touched."""
    return ChangeSet(
        action=newer.action,
        evidence=older.evidence | newer.evidence,
        messages=older.messages | newer.messages,
        calls=older.calls | newer.calls,
        details=older.details or newer.details,
        structure=older.structure or newer.structure,
    )


class Session(QObject):
    """Owns the open case for the window.

    Attributes:
        case: the core; its reads are fast and may be called from any thread.
        settings: the person's settings, shared with the whole window.
        revealed: evidence whose blurred picture the person asked to see.
        saved_at: UTC time of the last change that reached the disk.

    Signals: ``changed(ChangeSet)`` joined over 100 ms, ``intake_changed(IntakeStatus)`` at
    most ten a second; ``failed(sentence)``, ``told(sentence)`` and ``undoable(sentence)``, which
    offers undo, for the line at the foot.
    """

    changed = Signal(object)
    intake_changed = Signal(object)
    failed = Signal(str)
    told = Signal(str)
    undoable = Signal(str)
    blur_changed = Signal()

    def __init__(self, case: OpenCase, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self.settings = settings
        self.revealed: set[int] = set()
        self.saved_at = SystemClock().now()
        self._post = Post(self)
        self._changes = Throttle(merged, parent=self)
        self._changes.out.connect(self._on_changed)
        self._status = Throttle(lambda _older, newer: newer, parent=self)
        self._status.out.connect(self.intake_changed)
        self._reads = ThreadPoolExecutor(3, thread_name_prefix="window-read")
        self._works = ThreadPoolExecutor(2, thread_name_prefix="window-work")
        self._jobs: set[Job] = set()
        self._open = True
        self._leave = (
            case.subscribe(self._changes.take),
            case.intake.on_status(self._status.take),
        )

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Take files and folders in."""
        self.case.intake.add(list(paths))

    def add_image(self, image: QImage, name: str) -> None:
        """Take a pasted picture in, as PNG."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
        self.case.intake.add_bytes(bytes(buffer.data().data()), name)

    def change(
        self,
        future: Future[Any],
        then: Callable[[Any], None] | None = None,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Wait for a change without blocking; a refusal becomes one calm sentence.

        Views refresh from ``changed``; ``then`` is only for what follows a success and
        ``otherwise`` for what follows a refusal.
        """
        future.add_done_callback(
            lambda done: self._post.send(partial(self._settle, done, then, self, otherwise))
        )

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        owner: QObject,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Run a read outside the window's thread.

        Args:
            work: the read, called in another thread.
            then: gets the answer in the window's thread.
            owner: neither call is made once this object is gone.
            otherwise: called after a failure, which is also told by ``failed``.
        """
        self._reads.submit(work).add_done_callback(
            lambda done: self._post.send(partial(self._settle, done, then, owner, otherwise))
        )

    def start(self, work: Callable[[ProgressSink, CancelToken], Any]) -> Job:
        """Run long work with progress and cancel."""
        job = Job(self)
        self._jobs.add(job)
        future = self._works.submit(work, job, job.token)
        future.add_done_callback(lambda done: self._post.send(partial(self._end, job, done)))
        return job

    def undo(self) -> None:
        """Take the last change back."""
        if self.case.history.can_undo:
            self.change(self.case.history.undo())

    def redo(self) -> None:
        """Do the change taken back last again."""
        if self.case.history.can_redo:
            self.change(self.case.history.redo())

    def set_blur(self, blur: bool) -> None:
        """Blur abusive pictures and words, or show them."""
        self.settings.blur_abuse = blur
        self.revealed.clear()
        self.blur_changed.emit()

    def reveal(self, evidence_id: int) -> None:
        """Show one blurred picture until the case is closed."""
        self.revealed.add(evidence_id)
        self.blur_changed.emit()

    def hidden(self, evidence_id: int) -> bool:
        """Whether abusive content of this evidence is to be blurred now."""
        return self.settings.blur_abuse and evidence_id not in self.revealed

    def close(self) -> None:
        """Stop the work and release the case; what waits is taken up at the next opening."""
        if not self._open:
            return
        self._open = False
        for leave in self._leave:
            leave()
        for job in tuple(self._jobs):
            job.cancel()
        self._works.shutdown(wait=True, cancel_futures=True)
        self._reads.shutdown(wait=True, cancel_futures=True)
        self.case.close()

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._open:
            self.saved_at = SystemClock().now()
            self.changed.emit(changes)

    def _settle(
        self,
        done: Future[Any],
        then: Callable[[Any], None] | None,
        owner: QObject,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        if not self._open or done.cancelled():
            return
        error = done.exception()
        if error is not None:
            if not isinstance(error, Cancelled):
                self.failed.emit(calm(error))
            if otherwise is not None and shiboken6.isValid(owner):
                otherwise()
        elif then is not None and shiboken6.isValid(owner):
            then(done.result())

    def _end(self, job: Job, done: Future[Any]) -> None:
        self._jobs.discard(job)
        job.running = False
        if not self._open:
            return
        if done.cancelled() or isinstance(done.exception(), Cancelled):
            job.cancelled.emit()
        elif (error := done.exception()) is not None:
            job.failed.emit(calm(error))
        else:
            job.done.emit(done.result())
        job.deleteLater()

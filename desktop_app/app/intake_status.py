"""Where an intake stands, and who is told of every step."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_app.app.sources import shown_name

_log = logging.getLogger(__name__)
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


class Bulletin:
    """Keeps the status and calls back at every change; for any thread.

    Args:
        beside: so many files are on their way at the same time.
    """

    def __init__(self, beside: int) -> None:
        self._beside = beside
        self._guard = threading.Lock()
        self._status = IntakeStatus()
        self._callbacks: list[StatusCallback] = []
        self._durations: list[float] = []

    @property
    def status(self) -> IntakeStatus:
        """Where the intake stands."""
        return self._status

    def subscribe(self, callback: StatusCallback) -> Callable[[], None]:
        """Call back at every change; returns how to unsubscribe."""
        with self._guard:
            self._callbacks.append(callback)

        def unsubscribe() -> None:
            with self._guard:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)

        return unsubscribe

    def note(self, **changes: object) -> None:
        """Change the status without telling anybody yet."""
        with self._guard:
            self._status = replace(self._status, **changes)  # pyright: ignore[reportArgumentType]

    def tell(self, **changes: object) -> None:
        """Change the status and call everybody back, from this thread."""
        self.note(**changes)
        with self._guard:
            status, callbacks = self._status, list(self._callbacks)
        for callback in callbacks:
            try:
                callback(status)
            except Exception as error:  # a view's fault must not stop the intake
                _log.error("status callback failed: %s", type(error).__name__)

    def begin(self) -> None:
        """A sitting begins: nothing is known of it yet."""
        self.tell(total=0, done=0, added=0, duplicates=(), refused=(), stage="copying")

    def stopped(self, code: str) -> None:
        """The intake as a whole could not go on."""
        self.tell(refused=(*self._status.refused, ("", code)))

    def refused(self, name: str, code: str) -> None:
        """One file was not taken or not read."""
        refused = (*self._status.refused, (shown_name(name), code))
        self.tell(refused=refused, done=self._status.done + 1)

    def duplicate(self, name: str, number: str) -> None:
        """One file is in the case already, as the exhibit with this number."""
        twins = (*self._status.duplicates, (name, number))
        self.tell(duplicates=twins, done=self._status.done + 1)

    def read(self) -> None:
        """One file was read."""
        self.tell(added=self._status.added + 1, done=self._status.done + 1)

    def took(self, seconds: float) -> None:
        """One file took so long from its start; estimate the rest by the last few."""
        self._durations.append(seconds)
        del self._durations[:-_MEMORY]
        left = self._status.total - self._status.done
        if len(self._durations) < 2 or left <= 0:
            self.tell(remaining_s=None)
            return
        # Each duration spans the waiting inside the pool's own short queue.
        each = sum(self._durations) / len(self._durations) / self._beside
        self.tell(remaining_s=each * left)

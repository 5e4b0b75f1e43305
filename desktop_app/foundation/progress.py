"""The progress seam: how long work reports what it does and learns that it must stop."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Protocol

from desktop_app.foundation.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """One report.

    Attributes:
        done: finished units.
        total: all units known now; may grow.
        stage: code of what is being done (``copying``, ``reading``, ``composing`` …).
        subject: what it is done to, for the screen only; never logged.
    """

    done: int
    total: int
    stage: str
    subject: str = ""


class ProgressSink(Protocol):
    """Takes reports; called from any thread, must return at once."""

    def report(self, progress: Progress) -> None:
        """Take one report."""
        ...


class NoProgress:
    """A sink that ignores every report."""

    def report(self, progress: Progress) -> None:
        """Ignore the report."""


@dataclass(slots=True)
class CancelToken:
    """A flag that one thread sets and another obeys."""

    _event: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise ``Cancelled`` if the work was asked to stop."""
        if self._event.is_set():
            raise Cancelled

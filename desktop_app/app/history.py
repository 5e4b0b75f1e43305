"""Undo and redo: inverse edits, each logged like any other change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from desktop_app.app.lane import CaseLane, Change
from desktop_app.casefile.database import Connection
from desktop_app.casefile.edits import Edit
from desktop_app.domain.case import ChangeSet

_DEPTH = 500
Apply = Callable[[Connection, Change, Sequence[Edit]], None]


class History:
    """The edits of this sitting, to be taken back and done again."""

    def __init__(self, lane: CaseLane, apply: Apply) -> None:
        self._lane = lane
        self._apply = apply
        self._done: list[tuple[str, tuple[Edit, ...]]] = []
        self._undone: list[tuple[str, tuple[Edit, ...]]] = []

    def record(self, action: str, edits: Sequence[Edit]) -> None:
        """Remember edits that were just applied; called on the lane."""
        self._done.append((action, tuple(edits)))
        del self._done[:-_DEPTH]
        self._undone.clear()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether something taken back can be done again."""
        return bool(self._undone)

    @property
    def undo_action(self) -> str:
        """Code of what undo would take back, or empty."""
        return self._done[-1][0] if self._done else ""

    @property
    def redo_action(self) -> str:
        """Code of what redo would do again, or empty."""
        return self._undone[-1][0] if self._undone else ""

    def undo(self) -> Future[ChangeSet]:
        """Take the last edits back; nothing happens where there are none."""

        def work(connection: Connection, change: Change) -> None:
            if not self._done:
                change.quiet = True
                return
            action, edits = self._done[-1]
            change.facts["of"] = action
            self._apply(connection, change, [edit.inverse() for edit in reversed(edits)])
            self._undone.append(self._done.pop())

        return self._lane.mutate("undone", work)

    def redo(self) -> Future[ChangeSet]:
        """Do again what was taken back last; nothing happens where there is nothing."""

        def work(connection: Connection, change: Change) -> None:
            if not self._undone:
                change.quiet = True
                return
            action, edits = self._undone[-1]
            change.facts["of"] = action
            self._apply(connection, change, edits)
            self._done.append(self._undone.pop())

        return self._lane.mutate("redone", work)

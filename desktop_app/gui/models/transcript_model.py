"""The transcript of one piece of evidence: entries in reading order under a filter."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.domain.transcript import Direction, Speaker
from desktop_app.gui.bridge import Session
from desktop_app.gui.models.review_entries import Entry, Key, speaker_text
from desktop_app.gui.words import moment_text

EntryRole = int(Qt.ItemDataRole.UserRole) + 1
SameTimeRole = EntryRole + 1
HiddenRole = EntryRole + 2

Index = QModelIndex | QPersistentModelIndex


class Show(StrEnum):
    """Which entries are listed."""

    CHECK = "check"
    ALL = "all"
    OTHER = "other"
    TAGGED = "tagged"


def fits(entry: Entry, show: Show) -> bool:
    """Whether an entry is listed under a filter."""
    if show is Show.CHECK:
        return entry.to_check
    if show is Show.TAGGED:
        return entry.tagged
    if show is Show.OTHER:
        if entry.speaker is not None:
            return entry.speaker is Speaker.OTHER
        return entry.view.call.direction is not Direction.OUT  # pyright: ignore[reportAttributeAccessIssue]
    return True


class TranscriptModel(QAbstractListModel):
    """Entries of one piece; what was listed stays listed until the filter is chosen anew."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.evidence_id = 0
        self.entries: dict[Key, Entry] = {}
        self.keys: list[Key] = []
        self.show = Show.ALL
        self._row_of: dict[Key, int] = {}
        self._revealed: set[Key] = set()
        session.blur_changed.connect(self._repaint)

    def set_entries(self, evidence_id: int, entries: Sequence[Entry]) -> None:
        """Show these entries; of the same piece, only what changed is told."""
        before = self.entries
        fresh = {entry.key: entry for entry in entries}
        if evidence_id == self.evidence_id and list(before) == list(fresh):
            self.entries = fresh
            for row, key in enumerate(self.keys):
                if fresh[key] != before[key]:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.evidence_id, self.entries = evidence_id, fresh
        self._list()
        self.endResetModel()

    def choose(self, show: Show) -> None:
        """List only what fits the filter now."""
        self.beginResetModel()
        self.show = show
        self._list()
        self.endResetModel()

    def count(self, show: Show) -> int:
        """Return how many entries fit a filter."""
        return sum(fits(entry, show) for entry in self.entries.values())

    def row_of(self, key: Key) -> int:
        """Return the row of an entry, -1 where it is not listed."""
        return self._row_of.get(key, -1)

    def entry(self, row: int) -> Entry | None:
        """Return the entry in a row."""
        return self.entries.get(self.keys[row]) if 0 <= row < len(self.keys) else None

    def reveal(self, key: Key) -> None:
        """Show the words of one blurred entry."""
        self._revealed.add(key)
        row = self.row_of(key)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def hidden(self, entry: Entry) -> bool:
        """Whether an entry's words are to be blurred now."""
        return (
            entry.key not in self._revealed
            and self._session.hidden(self.evidence_id)
            and entry.loud
        )

    def next_to_check(self, after: Key | None) -> Key | None:
        """Return the next entry after ``after`` that waits for a person, or None."""
        keys = list(self.entries)
        start = keys.index(after) + 1 if after in self.entries else 0
        return next((key for key in keys[start:] if self.entries[key].to_check), None)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Return the number of listed entries."""
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return the entry, whether its time repeats, or the words a screen reader says."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == EntryRole:
            return entry
        if role == HiddenRole:
            return self.hidden(entry)
        if role == SameTimeRole:
            before = self.entry(index.row() - 1)
            return (
                before is not None
                and entry.moment is not None
                and (before.moment is not None and _same(before, entry))
            )
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = "" if self.hidden(entry) else entry.text
            tags = "，".join(chip.text for chip in entry.chips)
            parts = (speaker_text(entry), moment_text(entry.moment), said, tags)
            return "，".join(part for part in parts if part)
        return None

    def _list(self) -> None:
        self.keys = [key for key, entry in self.entries.items() if fits(entry, self.show)]
        self._row_of = {key: row for row, key in enumerate(self.keys)}

    def _repaint(self) -> None:
        self._revealed.clear()
        if self.keys:
            self.dataChanged.emit(self.index(0), self.index(len(self.keys) - 1))


def _same(one: Entry, other: Entry) -> bool:
    first, second = one.moment, other.moment
    if first is None or second is None:
        return False
    return (first.value, first.until, first.precision) == (
        second.value,
        second.until,
        second.precision,
    )

"""The list of the timeline: keys with day heads, rows fetched when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.domain.case import Evidence
from desktop_app.domain.timeline import TimelineKey
from desktop_app.gui.bridge import Session
from desktop_app.gui.models.review_entries import Entry, Key, speaker_text
from desktop_app.gui.texts import tr
from desktop_app.gui.words import moment_text

RowRole = int(Qt.ItemDataRole.UserRole) + 1
_AHEAD = 40  # rows fetched together
_KEPT = 600

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class DayHead:
    """The head of a day; ``day`` is empty where it is not known."""

    day: str
    count: int

    def text(self) -> str:
        """Return the day as a person writes it."""
        if not self.day:
            return tr("timeline.no_day")
        day = date.fromisoformat(self.day)
        weekday = tr(f"timeline.weekday.{day.weekday()}")
        return tr("timeline.day", year=day.year, month=day.month, day=day.day, weekday=weekday)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One entry as painted: what it is and which exhibit holds it."""

    entry: Entry
    evidence: Evidence | None
    hidden: bool


class TimelineModel(QAbstractListModel):
    """Heads and keys in order of time; 10,000 keys cost no more than their ids."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: list[DayHead | Key] = []
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._evidence: Mapping[int, Evidence] = {}
        session.blur_changed.connect(self.repaint)

    def show_keys(self, keys: Sequence[TimelineKey], evidence: Mapping[int, Evidence]) -> None:
        """List these entries; the same order only fetches the texts anew."""
        counts: dict[str, int] = {}
        for key in keys:
            counts[key.day] = counts.get(key.day, 0) + 1
        rows: list[DayHead | Key] = []
        day: str | None = None
        for key in keys:
            if key.day != day:
                day = key.day
                rows.append(DayHead(day, counts[day]))
            rows.append((key.channel, key.id))
        self._evidence = evidence
        self._entries.clear()
        if rows == self.rows:
            self.repaint()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def key_at(self, row: int) -> Key | None:
        """Return the entry in a row, None for heads."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return None if isinstance(found, DayHead) else found

    def row_of(self, key: Key) -> int:
        """Return the row of an entry, -1 where it is not listed."""
        return self.rows.index(key) if key in self.rows else -1

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Return the number of rows, heads included."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let heads be passed over by keyboard and mouse."""
        if index.isValid() and isinstance(self.rows[index.row()], DayHead):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return the head or row, or the words a screen reader says."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        found = self.rows[index.row()]
        speaks = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if isinstance(found, DayHead):
            return found if role == RowRole else found.text() if speaks else None
        if role == RowRole:
            return self._row(index.row(), found)
        if speaks:
            row = self._row(index.row(), found)
            if row is None:
                return ""
            parts = (
                moment_text(row.entry.moment),
                speaker_text(row.entry),
                "" if row.hidden else row.entry.text,
            )
            return "，".join(part for part in parts if part)
        return None

    def repaint(self) -> None:
        """Paint every row anew."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def _row(self, row: int, key: Key) -> TimelineRow | None:
        if key not in self._entries:
            self._fetch(row)
        entry = self._entries.get(key)
        if entry is None:
            return None
        owner = entry.view.evidence_id
        hidden = self._session.hidden(owner) and entry.loud
        return TimelineRow(entry, self._evidence.get(owner), hidden)

    def _fetch(self, row: int) -> None:
        """Read the entries around a row from the window's own connection."""
        wanted: dict[str, list[int]] = {"message": [], "call": []}
        for found in self.rows[max(0, row - _AHEAD // 2) : row + _AHEAD]:
            if not isinstance(found, DayHead) and found not in self._entries:
                wanted[found[0]].append(found[1])
        case = self._session.case
        for view in (*case.messages_of(wanted["message"]), *case.calls_of(wanted["call"])):
            entry = Entry(view)
            self._entries[entry.key] = entry
        while len(self._entries) > _KEPT:
            self._entries.popitem(last=False)

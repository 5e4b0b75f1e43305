"""The strip of evidence beside the review: order, small pictures, points to check."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from desktop_app.domain.case import ChangeSet, Evidence
from desktop_app.foundation.errors import JuzhengError
from desktop_app.gui.bridge import Session
from desktop_app.gui.models.card_facts import worker_picture
from desktop_app.gui.models.review_entries import entries_of
from desktop_app.gui.texts import tr
from desktop_app.gui.words import kind_text

EvidenceRole = int(Qt.ItemDataRole.UserRole) + 1
PictureRole = EvidenceRole + 1
CheckRole = EvidenceRole + 2
HiddenRole = EvidenceRole + 3

Index = QModelIndex | QPersistentModelIndex
_BATCH = 6
_WIDTH = 160  # pixels of a small picture: 66 logical ones at 200 % and some room


class ReviewStripModel(QAbstractListModel):
    """Evidence that is not withdrawn; ``arranged`` fires after the rows came in."""

    arranged = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: list[Evidence] = []
        self._row_of: dict[int, int] = {}
        self._checks: dict[int, tuple[int, bool]] = {}
        self._pictures: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._stale: set[int] = set()
        self._asking = False
        self._again = False
        self._counting = False
        session.blur_changed.connect(self._repaint)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Fetch the order anew and count again what was touched; None counts all again."""
        if changes is None or not (changes.evidence or changes.structure):
            self._stale |= set(self._checks)
        else:
            self._stale |= changes.evidence
        self._again = self._asking
        if not self._asking:
            self._asking = True
            self._session.ask(self._fetch, self._take, self)

    def row_of(self, evidence_id: int) -> int:
        """Return the row of an evidence id, -1 where it is not listed."""
        return self._row_of.get(evidence_id, -1)

    def to_check(self, evidence_id: int) -> int:
        """Return how many entries of a piece wait for a person."""
        return self._checks.get(evidence_id, (0, False))[0]

    def settled(self) -> bool:
        """Whether every number is up to date."""
        return not self._asking and not self._counting and not self._stale

    def next_to_check(self, evidence_id: int) -> int | None:
        """Return the next piece after this one, round the end, in which something waits."""
        start = self.row_of(evidence_id) + 1
        order = self.rows[start:] + self.rows[:start]
        return next(
            (row.id for row in order if row.id != evidence_id and self.to_check(row.id)), None
        )

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Return the number of pieces."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return the piece, its picture, its number of points, or the words for it."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == EvidenceRole:
            return row
        if role == CheckRole:
            return self.to_check(row.id)
        if role == PictureRole:
            return self._picture(row.id)
        if role == HiddenRole:
            return self._session.hidden(row.id) and self._checks.get(row.id, (0, False))[1]
        words = (
            int(Qt.ItemDataRole.DisplayRole),
            int(Qt.ItemDataRole.AccessibleTextRole),
            int(Qt.ItemDataRole.ToolTipRole),
        )
        if role in words:
            number = row.number or tr("gui.evidence.no_number")
            text = tr("review.strip.spoken", number=number, kind=kind_text(row.kind), name=row.name)
            n = self.to_check(row.id)
            return f"{text}，{tr('review.strip.check', n=n)}" if n else text
        return None

    def _fetch(self) -> list[Evidence]:
        return [row for row in self._session.case.evidence() if not row.withdrawn]

    def _take(self, rows: list[Evidence]) -> None:
        self._asking = False
        if [row.id for row in rows] != [row.id for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self._row_of = {each.id: row for row, each in enumerate(rows)}
            self.endResetModel()
        else:
            before, self.rows = self.rows, rows
            for row, old in zip(rows, before, strict=True):
                if row.state is not old.state:
                    self._pictures.pop(row.id, None)
            self._repaint()
        self.arranged.emit()
        if self._again:
            self.refresh(ChangeSet("", evidence=frozenset(self._stale), structure=True))
        if not self._counting:
            self._count_some()

    def _count_some(self) -> None:
        """Count a few pieces at a time, so that the first numbers come soon."""
        wanted = [
            row.id for row in self.rows if row.id not in self._checks or row.id in self._stale
        ][:_BATCH]
        self._counting = bool(wanted)
        if wanted:
            self._stale -= set(wanted)
            self._session.ask(partial(self._counted, wanted), self._take_counts, self)

    def _counted(self, pieces: list[int]) -> dict[int, tuple[int, bool]]:
        found: dict[int, tuple[int, bool]] = {}
        for piece in pieces:
            entries = entries_of(self._session.case, piece)
            waiting = sum(entry.to_check for entry in entries)
            found[piece] = (waiting, any(entry.loud for entry in entries))
        return found

    def _take_counts(self, found: dict[int, tuple[int, bool]]) -> None:
        self._checks.update(found)
        rows = [row for row in map(self.row_of, found) if row >= 0]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
        self._count_some()

    def _picture(self, evidence_id: int) -> QImage | None:
        picture = self._pictures.get(evidence_id)
        if picture is None and evidence_id not in self._asked:
            self._asked.add(evidence_id)
            self._session.ask(partial(self._load, evidence_id), self._take_picture, self)
        return picture

    def _load(self, evidence_id: int) -> tuple[int, QImage]:
        try:
            return evidence_id, worker_picture(self._session.case.thumbnail(evidence_id), _WIDTH)
        except JuzhengError:
            return evidence_id, QImage()

    def _take_picture(self, answer: tuple[int, QImage]) -> None:
        evidence_id, picture = answer
        self._asked.discard(evidence_id)
        self._pictures[evidence_id] = picture
        row = self.row_of(evidence_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _repaint(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

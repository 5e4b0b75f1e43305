"""The evidence list: order and rows as one snapshot, counts and pictures when first shown.

Exhibit numbers depend on every other piece, so rows are fetched together, outside the
window's thread; what is expensive a piece is fetched only for cards in sight.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
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

from desktop_app.domain.case import ChangeSet, Evidence
from desktop_app.foundation.errors import JuzhengError
from desktop_app.gui.bridge import Session
from desktop_app.gui.models.card_facts import CardFacts, card_facts
from desktop_app.gui.models.sections import Desk, laid_out
from desktop_app.gui.texts import tr
from desktop_app.gui.words import kind_text, moment_text

EvidenceRole = int(Qt.ItemDataRole.UserRole) + 1
FactsRole = EvidenceRole + 1
BlurredRole = EvidenceRole + 2

Index = QModelIndex | QPersistentModelIndex
_KEPT = 600
_WANTED = 80
_AT_ONCE = 2


class EvidenceModel(QAbstractListModel):
    """All evidence of the case; ``arranged`` fires after the order changed."""

    arranged = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.desk = Desk((), ())
        self._rows: dict[int, Evidence] = {}
        self._facts: OrderedDict[int, CardFacts] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._row_of: dict[int, int] = {}
        self._arranging = False
        self._again = False
        session.blur_changed.connect(self._repaint)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Fetch the order anew and drop the counts of what was touched; None drops all."""
        self._stale |= set(self._facts) if changes is None else changes.evidence
        if changes is None or changes.structure or changes.evidence:
            self._arrange()
        self._tell(self._stale)

    def row_of(self, evidence_id: int) -> int:
        """Return the row of an evidence id, -1 where it is not listed."""
        return self._row_of.get(evidence_id, -1)

    def evidence(self, evidence_ids: Iterable[int]) -> list[Evidence]:
        """Return the rows of these ids as last fetched; those that are gone are left out."""
        return [self._rows[each] for each in evidence_ids if each in self._rows]

    def facts(self, evidence_id: int) -> CardFacts | None:
        """Return the counts of a piece; None while they are being fetched."""
        return self._facts_of(evidence_id) if evidence_id in self._row_of else None

    def id_at(self, row: int) -> int:
        """Return the evidence id in a row."""
        return self.desk.ids[row]

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Return the number of pieces."""
        return 0 if parent is not None and parent.isValid() else len(self.desk.ids)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return the row, its counts, or the words a screen reader says."""
        if not index.isValid() or index.row() >= len(self.desk.ids):
            return None
        evidence_id = self.desk.ids[index.row()]
        if role == EvidenceRole:
            return self._rows[evidence_id]
        if role == FactsRole:
            return self._facts_of(evidence_id)
        if role == BlurredRole:
            facts = self._facts.get(evidence_id)
            return self.session.hidden(evidence_id) and facts is not None and bool(facts.tags)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self._rows[evidence_id]
            return tr(
                "gui.evidence.spoken",
                number=row.number or tr("gui.evidence.no_number"),
                kind=kind_text(row.kind),
                time=moment_text(row.moment),
            )
        return None

    def _facts_of(self, evidence_id: int) -> CardFacts | None:
        facts = self._facts.get(evidence_id)
        if (facts is None or evidence_id in self._stale) and evidence_id not in self._asked:
            self._wanted.pop(evidence_id, None)
            self._wanted[evidence_id] = None
            if len(self._wanted) > _WANTED:
                self._wanted.popitem(last=False)
            self._pump()
        return facts

    def _pump(self) -> None:
        """Fetch what was painted last; what scrolled by is asked for again when it is back."""
        while self._wanted and len(self._asked) < _AT_ONCE:
            evidence_id, _ = self._wanted.popitem(last=True)
            self._asked.add(evidence_id)
            self._stale.discard(evidence_id)
            work = partial(self._fetch_facts, evidence_id)
            self.session.ask(work, self._take_facts, self, partial(self._failed, evidence_id))

    def _failed(self, evidence_id: int) -> None:
        self._asked.discard(evidence_id)

    def _fetch_facts(self, evidence_id: int) -> tuple[int, CardFacts | None]:
        try:
            return evidence_id, card_facts(self.session.case, evidence_id)
        except JuzhengError:
            return evidence_id, None

    def _take_facts(self, answer: tuple[int, CardFacts | None]) -> None:
        evidence_id, facts = answer
        self._asked.discard(evidence_id)
        self._pump()
        if facts is None:
            return
        self._facts[evidence_id] = facts
        self._facts.move_to_end(evidence_id)
        if len(self._facts) > _KEPT:
            self._facts.popitem(last=False)
        self._tell((evidence_id,))

    def _arrange(self) -> None:
        if self._arranging:
            self._again = True
            return
        self._arranging = True
        self.session.ask(self._fetched, self._take_desk, self, self._not_arranged)

    def _fetched(self) -> tuple[Desk, dict[int, Evidence]]:
        rows = self.session.case.evidence()
        return laid_out(rows), {row.id: row for row in rows}

    def _not_arranged(self) -> None:
        self._arranging = self._again = False

    def _take_desk(self, answer: tuple[Desk, dict[int, Evidence]]) -> None:
        self._arranging = False
        desk, rows = answer
        before, self._rows = self._rows, rows
        if desk.ids != self.desk.ids:
            self.beginResetModel()
            self.desk = desk
            self._row_of = {evidence_id: row for row, evidence_id in enumerate(desk.ids)}
            self.endResetModel()
        else:
            self.desk = desk
            self._tell(each for each, row in rows.items() if row != before.get(each))
        self.arranged.emit()
        if self._again:
            self._again = False
            self._arrange()

    def _tell(self, evidence_ids: Iterable[int]) -> None:
        """Say once that these have changed: each signal lets other threads go first."""
        rows = [row for row in map(self.row_of, evidence_ids) if row >= 0]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))

    def _repaint(self) -> None:
        if self.desk.ids:
            self.dataChanged.emit(self.index(0), self.index(len(self.desk.ids) - 1))

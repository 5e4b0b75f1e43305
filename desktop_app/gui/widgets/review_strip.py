"""All evidence as a narrow strip of small pictures."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView

from desktop_app.gui.bridge import Session
from desktop_app.gui.delegates.review_strip import WIDTH, ReviewStripDelegate
from desktop_app.gui.models.review_strip_model import EvidenceRole, ReviewStripModel
from desktop_app.gui.texts import put
from desktop_app.gui.theme import theme


class ReviewStrip(QListView):
    """Goes to another piece of evidence; ``chosen(id)``."""

    chosen = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.pieces = ReviewStripModel(session, self)
        self._delegate = ReviewStripDelegate()
        self.setModel(self.pieces)
        self.setItemDelegate(self._delegate)
        self.setFixedWidth(WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        put(self, "accessibleName", "review.strip_name")
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._changed)
        theme.changed.connect(self.viewport().update)

    def show_piece(self, evidence_id: int) -> None:
        """Mark the piece in review, without a signal."""
        row = self.pieces.row_of(evidence_id)
        self._quiet = True
        self.setCurrentIndex(self.pieces.index(row) if row >= 0 else QModelIndex())
        self._quiet = False
        if row >= 0:
            self.scrollTo(self.pieces.index(row))

    def step(self, by: int) -> None:
        """Go so many pieces further."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.pieces.rowCount():
            self.setCurrentIndex(self.pieces.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down step here; other keys belong to the review."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        row = current.data(EvidenceRole) if current.isValid() else None
        if row is not None and not self._quiet:
            self.chosen.emit(row.id)

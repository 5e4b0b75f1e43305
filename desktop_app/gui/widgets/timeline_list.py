"""The list of the timeline; Enter or a double click opens the entry in the review."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from desktop_app.gui.bridge import Session
from desktop_app.gui.delegates.timeline_row import TimelineDelegate
from desktop_app.gui.models.review_entries import Key
from desktop_app.gui.models.timeline_model import TimelineModel
from desktop_app.gui.texts import language, put
from desktop_app.gui.theme import theme


class TimelineList(QListView):
    """Rows of one height; ``opened(channel, id)``."""

    opened = Signal(str, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.entries = TimelineModel(session, self)
        self._delegate = TimelineDelegate()
        self.setModel(self.entries)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        put(self, "accessibleName", "timeline.list_name")
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self.viewport().update)
        language.changed.connect(self.viewport().update)

    def current(self) -> Key | None:
        """Return the chosen entry."""
        return self.entries.key_at(self.currentIndex().row())

    def choose(self, key: Key | None) -> None:
        """Choose an entry where it is listed."""
        row = self.entries.row_of(key) if key is not None else -1
        if row >= 0:
            self.setCurrentIndex(self.entries.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens; letters are not searched for."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        key = self.entries.key_at(index.row())
        if key is not None:
            self.opened.emit(*key)

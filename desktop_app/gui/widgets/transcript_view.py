"""The list of entries beside the picture: one open, text selectable, everything clickable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView

from desktop_app.gui.delegates.transcript_entry import TranscriptDelegate
from desktop_app.gui.delegates.transcript_layout import SIDE, Target
from desktop_app.gui.models.review_entries import Entry, Key
from desktop_app.gui.models.transcript_model import EntryRole, HiddenRole, TranscriptModel
from desktop_app.gui.texts import language, put
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.transcript_editor import TranscriptEditor

_SETTLE_MS = 40


class TranscriptView(QListView):
    """Shows the transcript.

    Signals: ``chosen(channel, id)`` when another entry is open; ``clicked_on(Target, global
    point)`` for chips, readings, speaker and time; ``typed(Key, text)`` when an edit is kept;
    ``cut(Key, text, offset)`` when it is cut in two while typing; ``selecting()`` when words
    are selected; ``asked(global point)`` for a menu on the open entry; ``pressed_key(event)``
    for every key, accepted when the review took it.
    """

    chosen = Signal(str, int)
    clicked_on = Signal(object, object)
    call_asked = Signal()
    typed = Signal(object, str)
    cut = Signal(object, str, int)
    selecting = Signal()
    asked = Signal(object)
    pressed_key = Signal(object)

    def __init__(self, model: TranscriptModel, why: Callable[[Entry], Sequence[str]]) -> None:
        super().__init__()
        self._editor: TranscriptEditor | None = None
        self._anchor: int | None = None
        self.entries = model
        self.paint_entry = TranscriptDelegate(why)
        self.setModel(model)
        self.setItemDelegate(self.paint_entry)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        put(self, "accessibleName", "review.list_name")
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._measure)
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.dataChanged.connect(lambda *_: self.scheduleDelayedItemsLayout())
        model.modelReset.connect(self._forget_choice)
        language.changed.connect(self._measure)
        theme.changed.connect(self.viewport().update)

    # ------------------------------------------------------------------ what is open

    def current(self) -> Entry | None:
        """Return the open entry."""
        index = self.currentIndex()
        return index.data(EntryRole) if index.isValid() else None

    def current_key(self) -> Key | None:
        """Return which entry is open."""
        entry = self.current()
        return None if entry is None else entry.key

    def choose(self, key: Key | None) -> None:
        """Open an entry and bring it into sight; None closes."""
        row = self.entries.row_of(key) if key is not None else -1
        index = self.entries.index(row) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if index.isValid():
            self.executeDelayedItemsLayout()
            self.scrollTo(index)
            QTimer.singleShot(0, self, self._show_current)

    def _show_current(self) -> None:
        """Scroll again once the list knows the height of the open entry."""
        if self.currentIndex().isValid():
            self.executeDelayedItemsLayout()
            self.scrollTo(self.currentIndex())

    def step(self, by: int) -> None:
        """Open the entry so many rows further."""
        row = self.currentIndex().row() if self.currentIndex().isValid() else -1
        row = min(max(0, row + by), self.entries.rowCount() - 1)
        entry = self.entries.entry(row)
        if entry is not None:
            self.choose(entry.key)

    def span(self) -> tuple[int, int] | None:
        """Return the selected characters of the open entry."""
        span = self.paint_entry.span
        if span is None or span[0] == span[1]:
            return None
        return min(span), max(span)

    def select(self, span: tuple[int, int] | None) -> None:
        """Select characters of the open entry."""
        self.paint_entry.span = span
        self.viewport().update()

    def caret(self) -> int | None:
        """Return where the cursor stands in the open entry: at a click, or before a selection."""
        span = self.paint_entry.span
        return None if span is None else min(span)

    def copy(self) -> None:
        """Copy the selected words, or the whole text of the open entry."""
        entry, span = self.current(), self.span()
        if entry is not None:
            text = entry.text if span is None else entry.text[span[0] : span[1]]
            QGuiApplication.clipboard().setText(text)

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.close_editor()
        entry = current.data(EntryRole) if current.isValid() else None
        self.paint_entry.chosen = None if entry is None else entry.key
        self.paint_entry.span = None
        self.scheduleDelayedItemsLayout()
        del previous
        if entry is not None:
            self.chosen.emit(*entry.key)

    def _forget_choice(self) -> None:
        self.close_editor()
        self.paint_entry.chosen = None
        self.paint_entry.span = None

    # ------------------------------------------------------------------ typing

    def edit_current(self) -> None:
        """Open the editor in place of the words of the open entry; of a call ``call_asked``."""
        entry = self.current()
        if entry is None:
            return
        if entry.channel != "message":
            self.call_asked.emit()
            return
        if self.entries.hidden(entry):
            self.entries.reveal(entry.key)
        self.close_editor()
        editor = TranscriptEditor(entry.text, self.viewport())
        editor.kept.connect(lambda text, key=entry.key: self._keep(key, text))
        editor.left.connect(self._leave)
        editor.parted.connect(lambda text, at, key=entry.key: self._cut(key, text, at))
        editor.grew.connect(self._place_editor)
        self._editor = editor
        self._place_editor()
        editor.show()
        editor.setFocus()

    @property
    def editor(self) -> TranscriptEditor | None:
        """The open editor."""
        return self._editor

    def close_editor(self) -> None:
        """Close the editor without keeping anything."""
        editor, self._editor = self._editor, None
        if editor is not None:
            if editor.hasFocus():
                self.setFocus()
            editor.retire()

    def _keep(self, key: Key, text: str) -> None:
        self._leave()
        self.typed.emit(key, text)

    def _cut(self, key: Key, text: str, offset: int) -> None:
        self._leave()
        self.cut.emit(key, text, offset)

    def _leave(self) -> None:
        self.close_editor()
        self.setFocus()

    def _place_editor(self) -> None:
        index = self.currentIndex()
        if self._editor is None or not index.isValid():
            return
        laid = self.paint_entry.laid(index)
        corner = self.visualRect(index).topLeft()
        if laid is not None and laid.lines:
            tall = max(self._editor.wanted_height(), round(len(laid.lines) * 25) + 8)
            left = round(laid.text_at.x()) - 9
            top = round(laid.text_at.y()) - 4
            width = self.viewport().width() - left - SIDE - 4
            self._editor.setGeometry(QRect(corner.x() + left, corner.y() + top, width, tall))

    # ------------------------------------------------------------------ events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Hand every key to the review; lists would search by letters."""
        event.ignore()
        self.pressed_key.emit(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the entry; begin to select words where it was open already."""
        index = self.indexAt(event.position().toPoint())
        entry = index.data(EntryRole) if index.isValid() else None
        was_open = entry is not None and entry.key == self.paint_entry.chosen
        target, inside = self._under(event.position(), index)
        super().mousePressEvent(event)
        self._anchor = None
        if entry is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if target is not None and target.what == "text":
            if self.entries.hidden(entry):
                self.entries.reveal(entry.key)
            elif was_open:
                self._anchor = self.paint_entry.offset(index, inside)
                self.select((self._anchor, self._anchor))
                self.selecting.emit()
        elif target is not None:
            self.clicked_on.emit(target, event.globalPosition().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Select words while dragging."""
        index = self.indexAt(event.position().toPoint())
        target, _ = self._under(event.position(), index)
        shape = Qt.CursorShape.ArrowCursor
        if target is not None:
            is_text = target.what == "text"
            shape = Qt.CursorShape.IBeamCursor if is_text else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)
        if self._anchor is not None and event.buttons() & Qt.MouseButton.LeftButton:
            current = self.currentIndex()
            corner = self.visualRect(current).topLeft()
            end = self.paint_entry.offset(current, event.position() - QPointF(corner))
            self.select((self._anchor, end))
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End the selection of words."""
        self._anchor = None
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for a menu on the entry under the pointer, the cursor where it was clicked."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            at = QPointF(event.pos())
            index = self.indexAt(event.pos())
            target, inside = self._under(at, index)
            on_words = target is not None and target.what == "text"
            if on_words and self.span() is None and not index.data(HiddenRole):
                offset = self.paint_entry.offset(index, inside)
                self.select((offset, offset))
        if self.current() is not None:
            self.asked.emit(event.globalPos())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Edit the words."""
        target, _ = self._under(event.position(), self.indexAt(event.position().toPoint()))
        if target is not None and target.what == "text":
            self.edit_current()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Measure anew once the width has settled."""
        super().resizeEvent(event)
        if self.viewport().width() != self.paint_entry.width:
            if self.entries.rowCount() > 200:
                self._settle.start()
            else:
                self._measure()

    def updateGeometries(self) -> None:  # noqa: N802
        """Keep the editor on its words."""
        super().updateGeometries()
        self._place_editor()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Keep the editor on its words while scrolling."""
        super().scrollContentsBy(dx, dy)
        self._place_editor()

    def _under(self, at: QPointF, index: QModelIndex) -> tuple[Target | None, QPointF]:
        inside = at - QPointF(self.visualRect(index).topLeft())
        return (self.paint_entry.target(index, inside) if index.isValid() else None), inside

    def _measure(self) -> None:
        self.paint_entry.width = self.viewport().width()
        self.paint_entry.forget()
        self.scheduleDelayedItemsLayout()

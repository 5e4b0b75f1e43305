"""Typing over the words of one entry; Enter keeps, Escape leaves, Ctrl+Enter cuts in two."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.gui import fonts
from desktop_app.gui.texts import put


class TranscriptEditor(QPlainTextEdit):
    """Emits ``kept(text)`` once when the words were changed and kept, else ``left``.

    ``parted(text, offset)`` asks for a cut at the cursor instead. ``grew`` fires when it needs
    another height.
    """

    kept = Signal(str)
    left = Signal()
    parted = Signal(str, int)
    grew = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._before = text
        self._done = False
        self.setFont(fonts.font(15))
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.grew.emit())
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        put(self, "accessibleName", "review.key.edit")
        self.moveCursor(QTextCursor.MoveOperation.End)

    def wanted_height(self) -> int:
        """Return the height that shows every line."""
        lines = max(1, round(self.document().size().height()))
        return lines * (self.fontMetrics().lineSpacing() + 1) + 14

    def retire(self) -> None:
        """Go without a word."""
        self._done = True
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter keeps, Shift+Enter breaks the line, Escape leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._done = True
            units = self.toPlainText().encode("utf-16-le")[: 2 * self.textCursor().position()]
            self.parted.emit(self.toPlainText(), len(units.decode("utf-16-le", "ignore")))
        elif enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._finish()
        elif event.key() == Qt.Key.Key_Escape:
            self._done = True
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Keep what was typed when the person goes elsewhere in the window."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason):
            self._finish()

    def _finish(self) -> None:
        if self._done:
            return
        self._done = True
        text = self.toPlainText().strip()
        if text and text != self._before:
            self.kept.emit(text)
        else:
            self.left.emit()

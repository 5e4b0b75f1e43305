"""The field for one screen line: Enter keeps it, Escape leaves it, arrows may go elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from desktop_app.gui import fonts
from desktop_app.gui.texts import put

_MOST = 4  # lines in sight


class LineField(QPlainTextEdit):
    """Holds what the line reads.

    Signals: ``kept`` for Enter, ``left`` for Escape, ``stepped(by)`` for keys that go to
    another line, ``begun`` when the cursor came into it, ``typed`` when the words changed by
    the person.
    """

    kept = Signal()
    left = Signal()
    stepped = Signal(int)
    begun = Signal()
    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(fonts.font(18))
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._changed)
        put(self, "accessibleName", "lines.field")
        self._quiet = False
        self._fit()

    def words(self) -> str:
        """Return the line, without blanks at its ends."""
        return self.toPlainText().strip()

    def show_words(self, text: str) -> None:
        """Show a line that nobody typed."""
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False
        self.document().clearUndoRedoStacks()

    def select(self, start: int, end: int) -> None:
        """Select characters, so that typing replaces them; counted as in a ``str``."""
        text = self.toPlainText()
        cursor = self.textCursor()
        cursor.setPosition(_units(text[:start]))
        cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height that shows the words."""
        return QSize(320, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter keeps, Escape leaves; arrows step where the cursor has nowhere to go."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.kept.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif plain and key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.stepped.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif plain and key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._at_border(key):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell that the person is about to type."""
        super().focusInEvent(event)
        self.begun.emit()

    def _at_border(self, key: int) -> bool:
        """Whether the cursor stands in the last line for Down, in the first for Up."""
        cursor = self.textCursor()
        way = (
            QTextCursor.MoveOperation.Down
            if key == Qt.Key.Key_Down
            else QTextCursor.MoveOperation.Up
        )
        return not cursor.movePosition(way)

    def _changed(self) -> None:
        if not self._quiet:
            self.typed.emit()

    def _fit(self) -> None:
        lines = min(_MOST, max(1, round(self.document().size().height())))
        tall = lines * self.fontMetrics().lineSpacing() + 20
        self.setFixedHeight(tall)
        more = self.document().size().height() > _MOST
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff
        )


def _units(text: str) -> int:
    """Return the length in UTF-16, in which Qt counts."""
    return sum(2 if ord(char) > 0xFFFF else 1 for char in text)

"""The fields of one row of calls: number, name, kind, time and length."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop_app.gui import fonts
from desktop_app.gui.models.call_words import KINDS, CallWords, kind_text
from desktop_app.gui.texts import language, put
from desktop_app.gui.widgets.buttons import label
from desktop_app.gui.widgets.select import Select

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Down: 1}


class _Words(QLineEdit):
    """One line; Enter keeps the row, Escape leaves it, Up and Down go to another."""

    kept = Signal()
    left = Signal()
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Tell of the keys that mean the whole row."""
        key = Qt.Key(event.key())
        if key in _ENTER:
            self.kept.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)


class _Kinds(Select):
    """The kind of call; Enter keeps the row, Escape leaves it, Up and Down choose."""

    kept = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Tell of the keys that mean the whole row."""
        if event.key() in _ENTER:
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class CallFields(QWidget):
    """Holds what a row says.

    Signals: ``kept`` for Enter, ``left`` for Escape, ``stepped(by)`` for another row,
    ``typed`` when the person changed something.
    """

    kept = Signal()
    left = Signal()
    stepped = Signal(int)
    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self.number, self.name = self._words("number", 0, 0), self._words("name", 0, 1)
        self.kind = _Kinds()
        self._put("kind", self.kind, 2, 0)
        self.time = self._words("time", 2, 1)
        self.length = self._words("length", 2, 2)
        for column_, stretch in enumerate((5, 5, 3)):
            self._grid.setColumnStretch(column_, stretch)
        for _ in KINDS:
            self.kind.addItem("")
        self._name_kinds()
        language.changed.connect(self._name_kinds)
        self.kind.activated.connect(self.typed)
        self.kind.kept.connect(self.kept)
        self.kind.left.connect(self.left)

    def _words(self, name: str, line: int, place: int) -> _Words:
        edit = _Words()
        edit.setFont(fonts.font(16))
        edit.kept.connect(self.kept)
        edit.left.connect(self.left)
        edit.stepped.connect(self.stepped)
        edit.textEdited.connect(lambda _: self._edited(edit))
        if name in ("time", "length"):
            put(edit, "placeholderText", f"lines.call.{name}_hint")
        self._put(name, edit, line, place)
        return edit

    def _put(self, name: str, widget: QWidget, line: int, place: int) -> None:
        above = label(f"lines.call.{name}", "small")
        above.setBuddy(widget)
        put(widget, "accessibleName", f"lines.call.{name}")
        self._grid.addWidget(above, line, place)
        self._grid.addWidget(widget, line + 1, place)

    def words(self) -> CallWords:
        """Return what stands in the fields."""
        return CallWords(
            self.number.text(),
            self.name.text(),
            self.kind.currentIndex(),
            self.time.text(),
            self.length.text(),
        )

    def show_words(self, words: CallWords) -> None:
        """Show a row that nobody typed."""
        for name in ("number", "name", "time", "length"):
            edit: _Words = getattr(self, name)
            if edit.text() != getattr(words, name):
                edit.setText(getattr(words, name))
            _mark(edit, False)
        self.kind.setCurrentIndex(words.kind)

    def typing(self) -> bool:
        """Whether the cursor is in one of the fields."""
        focus = self.focusWidget()
        return focus is not None and focus.hasFocus()

    def point_at(self, name: str, *, wrong: bool = False) -> None:
        """Put the cursor into a field by its name, on all of its words."""
        field: _Words | _Kinds = getattr(self, name)
        field.setFocus()
        if isinstance(field, _Words):
            field.selectAll()
            _mark(field, wrong)

    def type_over(self, text: str) -> None:
        """Type into the field that has the cursor, in place of what is selected."""
        field = self.focusWidget()
        if isinstance(field, _Words):
            field.insert(text)
            self._edited(field)

    def _edited(self, edit: _Words) -> None:
        _mark(edit, False)
        self.typed.emit()

    def _name_kinds(self) -> None:
        for at in range(len(KINDS)):
            self.kind.setItemText(at, kind_text(at))


def _mark(edit: _Words, wrong: bool) -> None:
    """Show a field as not understood."""
    if bool(edit.property("wrong")) != wrong:
        edit.setProperty("wrong", wrong)
        edit.style().unpolish(edit)
        edit.style().polish(edit)

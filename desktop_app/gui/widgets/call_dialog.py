"""The small dialog for what a row of calls on a picture says."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.transcript import CallSaid
from desktop_app.gui.dialogs.frame import Sheet
from desktop_app.gui.models.call_words import said_by, words_of
from desktop_app.gui.texts import tr
from desktop_app.gui.widgets.buttons import TextButton, label, row
from desktop_app.gui.widgets.call_fields import CallFields


class CallDialog(Sheet):
    """Emits ``kept(CallSaid)``.

    Args:
        said: what the row says now.
        parent: the window.
    """

    kept = Signal(object)

    def __init__(self, said: CallSaid, parent: QWidget | None) -> None:
        super().__init__("lines.call.title", parent, 620)
        self._before = said
        self.fields = CallFields()
        self.fields.show_words(words_of(said))
        self.fields.kept.connect(self._keep)
        self.fields.left.connect(self.reject)
        self.body.addWidget(self.fields)
        self.note = label("lines.call.note", "small", wrap=True)
        self.body.addWidget(self.note)
        line = row()
        cancel = TextButton("gui.dialog.cancel")
        cancel.clicked.connect(self.reject)
        keep = TextButton("gui.dialog.keep", role="primary")
        keep.clicked.connect(self._keep)
        line.addWidget(cancel)
        line.addWidget(keep)
        self.foot.addLayout(line)
        self.fields.point_at("number")

    def _keep(self) -> None:
        said = said_by(self.fields.words(), self._before)
        if isinstance(said, str):
            self.note.setText(tr(f"lines.call.wrong_{said}"))
            self.fields.point_at(said, wrong=True)
            return
        self.kept.emit(said)
        self.accept()

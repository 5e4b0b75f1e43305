"""The end of the doubtful lines: nothing left, or some put off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.gui.texts import tr
from desktop_app.gui.widgets.buttons import IconLabel, TextButton, column, label, row


class LinesDone(QWidget):
    """A calm end; ``again`` takes up what was put off, ``left`` goes back."""

    again = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, spacing=10, margin=24)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(2)
        layout.addWidget(IconLabel("circle-check", 36, "good"), 0, centre)
        self.head = label("", "head", wrap=True)
        self.words = label("", "second", wrap=True)
        for each in (self.head, self.words):
            each.setAlignment(centre)
            layout.addWidget(each)
        line = row(spacing=8)
        self.more = TextButton("lines.done.again", "rotate-ccw")
        self.more.clicked.connect(self.again)
        self.back = TextButton("lines.back", "undo-2", "primary")
        self.back.clicked.connect(self.left)
        line.addStretch(1)
        line.addWidget(self.more)
        line.addWidget(self.back)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(3)

    def show_end(self, total: int, skipped: int) -> None:
        """Say how many lines there were and how many of them were put off."""
        self.more.setVisible(skipped > 0)
        name = "skipped" if skipped else "all" if total else "none"
        self.head.setText(tr(f"lines.done.{name}", n=skipped))
        self.words.setText(tr(f"lines.done.{name}_text", n=total))

"""Progress where the work is: count, stage, subject, remaining time, pause and cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop_app.gui.texts import put, tr
from desktop_app.gui.widgets.buttons import TextButton, label, row
from desktop_app.gui.widgets.elided import ElidedLine
from desktop_app.gui.widgets.paint import elided_middle
from desktop_app.gui.words import remaining_text

if TYPE_CHECKING:
    from desktop_app.app.importing import IntakeStatus


class ProgressStrip(QWidget):
    """One line about the intake; hidden while nothing is taken in."""

    paused = Signal()
    resumed = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = row(self, spacing=12)
        self._words = label("", "second")
        self._subject = ElidedLine(14, "faint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._left = label("", "second")
        self._pause = TextButton("gui.intake.pause")
        self._pause.clicked.connect(self._toggle)
        self._cancel = TextButton("gui.intake.cancel", role="link")
        self._cancel.clicked.connect(self.cancelled)
        for widget in (self._words, self._subject, self._bar, self._left):
            layout.addWidget(widget)
        layout.addWidget(self._pause)
        layout.addWidget(self._cancel)
        layout.setStretchFactor(self._bar, 1)
        self._bar.setMinimumWidth(90)
        self._is_paused = False
        self.hide()

    def show_status(self, status: IntakeStatus) -> None:
        """Show what the intake does now."""
        self.setVisible(status.stage != "idle")
        if status.stage == "idle":
            return
        self._is_paused = status.stage == "paused"
        done = min(status.done + 1, status.total)
        words = tr(f"gui.intake.{status.stage}", done=done, total=status.total)
        self._words.setText(words)
        self._subject.setText("" if self._is_paused else elided_middle(status.subject, 300))
        self._bar.setRange(0, max(1, status.total))
        self._bar.setValue(status.done)
        self._bar.setAccessibleName(words)
        self._left.setText("" if self._is_paused else remaining_text(status.remaining_s))
        put(self._pause, "text", "gui.intake.resume" if self._is_paused else "gui.intake.pause")

    def _toggle(self) -> None:
        (self.resumed if self._is_paused else self.paused).emit()

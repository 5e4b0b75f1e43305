"""What the review says when there is nothing to read: no evidence, not yet, not readable."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.case import Evidence, EvidenceState
from desktop_app.gui.texts import problem, put, tr
from desktop_app.gui.widgets.buttons import IconLabel, TextButton, column, label


class ReviewEmpty(QWidget):
    """A calm sentence and at most one step; ``again(id)`` reads a piece again."""

    again = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._id = 0
        layout = column(self, spacing=10, margin=32)
        layout.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._icon = IconLabel("scan-text", 32, "faint")
        layout.addWidget(self._icon, 0, centre)
        self.head = label("", "head", wrap=True)
        self.head.setAlignment(centre)
        layout.addWidget(self.head)
        self.text = label("", "second", wrap=True)
        self.text.setAlignment(centre)
        layout.addWidget(self.text)
        self.button = TextButton("gui.panel.again", "refresh-cw")
        self.button.clicked.connect(lambda: self.again.emit(self._id))
        layout.addWidget(self.button, 0, centre)
        layout.addStretch(3)

    def say(self, name: str, icon: str = "scan-text") -> None:
        """Show a fixed head and text by name."""
        self._icon.set_icon(icon)
        put(self.head, "text", f"review.empty.{name}")
        put(self.text, "text", f"review.empty.{name}_text")
        self.button.hide()

    def say_piece(self, evidence: Evidence) -> None:
        """Say why a piece shows nothing, and the next step."""
        self._id = evidence.id
        if evidence.state in (EvidenceState.QUEUED, EvidenceState.READING):
            self.say("reading", "loader")
        elif evidence.state is EvidenceState.READY:
            self.say("no_text", "scan-text")
            self.button.show()
        else:
            self.say("refused", "triangle-alert")
            self.text.setProperty("textKey_text", None)
            self.text.setText(f"{problem(evidence.problem)}\n{tr('gui.next.default')}")
            self.button.show()

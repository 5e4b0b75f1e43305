"""The place that says: drop things here. Large when the case is empty, one line later."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame

from desktop_app.gui.texts import put
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.buttons import IconLabel, TextButton, column, label, row
from desktop_app.gui.widgets.paint import rounded


class DashedFrame(QFrame):
    """A washed area with a dashed border."""

    def __init__(self) -> None:
        super().__init__()
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint wash and border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        wash = QColor(theme.tokens.wash)
        wash.setAlphaF(0.55)
        painter.fillPath(rounded(box, 10), wash)
        colour = QColor(theme.tokens.accent)
        colour.setAlphaF(0.55)
        painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 10, 10)
        painter.end()


class DropLine(DashedFrame):
    """One line that says what can be dropped."""

    def __init__(self) -> None:
        super().__init__()
        layout = row(self, spacing=14)
        layout.setContentsMargins(20, 13, 20, 13)
        layout.addWidget(IconLabel("arrow-down-to-line", 22, "accent"))
        layout.addWidget(label("gui.evidence.drop", "second", wrap=True), 1)


class EmptyDesk(DashedFrame):
    """What an empty case shows: what belongs here, and the one next step."""

    add_asked = Signal()
    folder_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, spacing=8, margin=32)
        layout.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(IconLabel("arrow-down-to-line", 44, "accent"), 0, middle)
        layout.addSpacing(8)
        for key, role in (("title", "title"), ("what", "second"), ("safe", "small")):
            words = label(f"gui.empty.{key}", role, wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(words)
        layout.addSpacing(14)
        line = row()
        line.addStretch(1)
        files = TextButton("gui.empty.files", "plus", "primary")
        files.clicked.connect(self.add_asked)
        folder = TextButton("gui.empty.folder", "folder")
        folder.clicked.connect(self.folder_asked)
        line.addWidget(files)
        line.addWidget(folder)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(2)
        put(self, "accessibleName", "gui.empty.title")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

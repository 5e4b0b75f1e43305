"""Recent cases on the start page; missing ones stay, greyed, until they are removed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_app.gui import fonts, icons
from desktop_app.gui.case_folders import is_case
from desktop_app.gui.texts import tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.buttons import IconButton, column, row
from desktop_app.gui.widgets.paint import elided, elided_middle, rounded

_MOST = 6


class RecentRow(QAbstractButton):
    """One recent case: its name, and where it lies."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.missing = not is_case(folder)
        self.setEnabled(not self.missing)
        self.setText(folder.stem)
        self.setToolTip(str(folder))
        self.setAccessibleName(folder.stem)
        self.setAccessibleDescription(self._second_line())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumWidth(120)
        if not self.missing:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of a row."""
        return QSize(240, 52)

    def _second_line(self) -> str:
        return tr("gui.start.missing") if self.missing else str(self.folder.parent)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint icon, name and place."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.underMouse() and not self.missing:
            painter.fillPath(rounded(box, 8), QColor(tokens.hover))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.drawRoundedRect(box, 8, 8)
        icon = QRectF(12, (self.height() - 20) / 2, 20, 20)
        icons.paint(painter, "folder", icon, tokens.third if self.missing else tokens.accent)
        width = self.width() - 44 - 10
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(fonts.font(14))
        painter.setPen(QColor(tokens.faint if self.missing else tokens.ink))
        painter.drawText(QRectF(44, 6, width, 21), middle, elided(self.text(), width))
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(tokens.faint))
        second = elided_middle(self._second_line(), width, 12)
        painter.drawText(QRectF(44, 27, width, 19), middle, second)
        painter.end()


class RecentList(QWidget):
    """Up to six recent cases; ``opened(Path)`` and ``forgotten(Path)``."""

    opened = Signal(object)
    forgotten = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, spacing=2)

    def show_folders(self, folders: list[str]) -> None:
        """List these case folders, newest first."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name in folders[:_MOST]:
            self._layout.addWidget(self._line(Path(name)))

    def _line(self, folder: Path) -> QWidget:
        line = QWidget()
        layout = row(line, spacing=2)
        button = RecentRow(folder)
        button.clicked.connect(lambda: self.opened.emit(folder))
        layout.addWidget(button, 1)
        remove = IconButton("gui.start.forget", "x")
        remove.clicked.connect(lambda: self.forgotten.emit(folder))
        layout.addWidget(remove)
        return line

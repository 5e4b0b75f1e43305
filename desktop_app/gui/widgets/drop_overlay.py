"""The veil over the window while files hang over it: it says what a drop will do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.gui import fonts, icons
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.paint import rounded


class DropOverlay(QWidget):
    """Covers its parent; shown and hidden by the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._first = ""
        self._second = ""
        self._over = parent
        self.hide()

    def say(self, first: str, second: str) -> None:
        """Show two lines over the whole parent."""
        self._first, self._second = first, second
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint veil, dashed border, arrow and words."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(tokens.paper)
        veil.setAlphaF(0.88)
        painter.fillRect(self.rect(), veil)
        box = QRectF(self.rect()).adjusted(28, 28, -28, -28)
        painter.fillPath(rounded(box, 16), QColor(tokens.wash))
        pen = QPen(QColor(tokens.accent), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, 16, 16)
        centre = box.center()
        arrow = QRectF(centre.x() - 22, centre.y() - 70, 44, 44)
        icons.paint(painter, "arrow-down-to-line", arrow, tokens.accent)
        middle = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(fonts.font(22, bold=True))
        painter.drawText(
            QRectF(box.x() + 24, centre.y() - 8, box.width() - 48, 40), middle, self._first
        )
        painter.setPen(QColor(tokens.second))
        painter.setFont(fonts.font(14))
        painter.drawText(
            QRectF(box.x() + 24, centre.y() + 34, box.width() - 48, 60), middle, self._second
        )
        painter.end()

"""A choice from a short list, with an arrow in the theme's colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView

from desktop_app.gui import icons
from desktop_app.gui.theme import theme


class Select(QComboBox):
    """A combo box whose value the wheel never changes by accident."""

    def __init__(self) -> None:
        super().__init__()
        self.setView(QListView())
        self.setMinimumHeight(34)
        self.setMinimumContentsLength(4)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the box, then the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(self.width() - 26, (self.height() - 16) / 2, 16, 16)
        tokens = theme.tokens
        colour = tokens.second if self.isEnabled() else tokens.third
        icons.paint(painter, "chevron-down", box, colour)
        painter.end()

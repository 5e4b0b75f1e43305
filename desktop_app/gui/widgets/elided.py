"""A line of text that gives way: cut in the middle where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.gui import fonts
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.paint import elided_middle


class ElidedLine(QWidget):
    """Shows one line; the whole of it is the tooltip and the accessible name.

    Args:
        pixels: font size.
        token: name of the colour.
    """

    def __init__(self, pixels: int = 14, token: str = "second") -> None:
        super().__init__()
        self._text, self._pixels, self._token = "", pixels, token
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setToolTip(text)
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the whole text."""
        metrics = QFontMetricsF(fonts.font(self._pixels))
        width = metrics.horizontalAdvance(self._text)
        return QSize(round(width) + 2, round(self._pixels * 1.6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return a width that still says something."""
        return QSize(40, round(self._pixels * 1.6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint what fits."""
        painter = QPainter(self)
        painter.setFont(fonts.font(self._pixels))
        painter.setPen(QColor(getattr(theme.tokens, self._token)))
        text = elided_middle(self._text, self.width(), self._pixels)
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()

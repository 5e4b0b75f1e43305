"""Small round buttons that choose what is listed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from desktop_app.domain.tags import Scenario
from desktop_app.gui import fonts
from desktop_app.gui.texts import language, put, tr
from desktop_app.gui.theme import theme

_HEIGHT = 32  # to hit; the painted chip is lower
_CHIP = 26


class FilterChip(QAbstractButton):
    """A choice of a filter, with a number where one is given.

    Args:
        key: text key of its name.
        scenario: whose colour it takes when on; None for the accent.
    """

    def __init__(self, key: str, scenario: Scenario | None = None) -> None:
        super().__init__()
        self._key, self._scenario, self._count = key, scenario, -1
        put(self, "text", key)
        put(self, "accessibleName", key)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)
        language.changed.connect(self.updateGeometry)

    def set_count(self, count: int) -> None:
        """Show a number after the name."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(self._words())
            self.updateGeometry()
            self.update()

    def _words(self) -> str:
        name = tr(self._key)
        return name if self._count < 0 else f"{name} {self._count}"

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the chip's size; 32 px high to hit."""
        wide = QFontMetricsF(fonts.font(13)).horizontalAdvance(self._words())
        return QSize(round(wide) + 24, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the chip."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, wash = tokens.accent, tokens.wash
        if self._scenario is not None:
            hue = tokens.hue(self._scenario)
            ink, wash = hue.text, hue.wash
        box = QRectF(0.75, (self.height() - _CHIP) / 2 + 0.5, self.width() - 1.5, _CHIP - 1)
        on = self.isChecked()
        line = ink if on or self.hasFocus() else tokens.line
        painter.setPen(QPen(QColor(line), 1.5 if self.hasFocus() else 1))
        back = wash if on else tokens.hover if self.underMouse() else tokens.card
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(box, _CHIP / 2, _CHIP / 2)
        painter.setFont(fonts.font(13))
        painter.setPen(QColor(ink if on else tokens.second))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._words())
        painter.end()

"""Check boxes and cards to choose from, painted with the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop_app.gui import fonts, icons
from desktop_app.gui.texts import put
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.paint import elided, rounded


class Check(QAbstractButton):
    """A check box with words; 32 px high."""

    def __init__(self, key: str) -> None:
        super().__init__()
        put(self, "text", key)
        put(self, "accessibleName", key)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size for the words."""
        width = QFontMetricsF(fonts.font()).horizontalAdvance(self.text())
        return QSize(round(width) + 34, 32)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the box and the words."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - 18) / 2, 18, 18)
        enabled = self.isEnabled()
        on = tokens.accent if enabled else tokens.third
        if self.isChecked():
            painter.fillPath(rounded(box, 5), QColor(on))
            icons.paint(painter, "check", box.adjusted(2, 2, -2, -2), tokens.on_accent)
        else:
            painter.fillPath(rounded(box, 5), QColor(tokens.card))
            painter.setPen(QPen(QColor(tokens.third), 1.2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1.4))
            painter.drawRoundedRect(box.adjusted(-0.3, -0.3, 0.3, 0.3), 5, 5)
        painter.setPen(QColor(tokens.ink if enabled else tokens.faint))
        painter.setFont(fonts.font())
        words = self.rect().adjusted(28, 0, 0, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(words, middle, elided(self.text(), words.width()))
        painter.end()


class ChoiceCard(QAbstractButton):
    """One of several answers: a name and a line that says what it means."""

    def __init__(self, key: str, hint: str = "") -> None:
        super().__init__()
        put(self, "text", key)
        put(self, "accessibleName", key)
        if hint:
            put(self, "hint", hint)
            put(self, "accessibleDescription", hint)
            put(self, "toolTip", hint)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size with one or two lines."""
        return QSize(120, 56 if self.property("hint") else 36)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the card."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        back = tokens.wash if on else tokens.hover if self.underMouse() else tokens.card
        painter.fillPath(rounded(box, 8), QColor(back))
        edge = tokens.accent if on or self.hasFocus() else tokens.line
        painter.setPen(QPen(QColor(edge), 1.6 if self.hasFocus() else 1.0))
        painter.drawRoundedRect(box, 8, 8)
        hint = str(self.property("hint") or "")
        inner = box.adjusted(12, 6, -10, -6)
        painter.setFont(fonts.font(14, bold=on))
        painter.setPen(QColor(tokens.accent if on else tokens.ink))
        if not hint:
            middle = int(Qt.AlignmentFlag.AlignCenter)
            painter.drawText(inner, middle, elided(self.text(), inner.width(), bold=on))
        else:
            top, bottom = int(Qt.AlignmentFlag.AlignTop), int(Qt.AlignmentFlag.AlignBottom)
            painter.drawText(inner, top, elided(self.text(), inner.width(), bold=on))
            painter.setFont(fonts.font(12))
            painter.setPen(QColor(tokens.second if on else tokens.faint))
            painter.drawText(inner, bottom, elided(hint, inner.width(), 12))
        painter.end()

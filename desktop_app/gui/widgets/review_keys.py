"""The keys of the review at its foot; each is a button too."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame

from desktop_app.gui import fonts
from desktop_app.gui.texts import language, put
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.buttons import row

UNDO_CAP = "⌘Z" if sys.platform == "darwin" else "Ctrl Z"
_ALL = (
    ("next", "↵"),
    ("accept", "A"),
    ("reject", "R"),
    ("speaker", "S"),
    ("edit", "E"),
    ("time", "T"),
    ("tag", "G"),
    ("undo", UNDO_CAP),
    ("split", "C"),
    ("join", "M"),
)
BY_KEY = {
    Qt.Key.Key_Return: "next",
    Qt.Key.Key_Enter: "next",
    Qt.Key.Key_A: "accept",
    Qt.Key.Key_R: "reject",
    Qt.Key.Key_S: "speaker",
    Qt.Key.Key_E: "edit",
    Qt.Key.Key_1: "reading_1",
    Qt.Key.Key_2: "reading_2",
    Qt.Key.Key_3: "reading_3",
    Qt.Key.Key_T: "time",
    Qt.Key.Key_G: "tag",
    Qt.Key.Key_J: "down",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_K: "up",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_PageDown: "page_down",
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_Plus: "larger",
    Qt.Key.Key_Equal: "larger",
    Qt.Key.Key_Minus: "smaller",
    Qt.Key.Key_0: "actual",
    Qt.Key.Key_L: "lines",
    Qt.Key.Key_V: "select",
    Qt.Key.Key_B: "read",
    Qt.Key.Key_I: "ignore",
    Qt.Key.Key_Escape: "leave",
    Qt.Key.Key_C: "split",
    Qt.Key.Key_M: "join",
}
"""What each key does in the review; with Shift, ``join`` joins with the entry above."""
_HEIGHT = 40


class KeyButton(QAbstractButton):
    """A key cap with what it does."""

    def __init__(self, key: str, cap: str) -> None:
        super().__init__()
        self._cap = cap
        put(self, "text", key)
        put(self, "accessibleName", key)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)
        language.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for cap and words."""
        metrics = QFontMetricsF(fonts.font(12))
        return QSize(round(self._cap_width() + metrics.horizontalAdvance(self.text())) + 17, 32)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint cap and words."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent if self.hasFocus() else tokens.hover), 1))
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setFont(fonts.font(12))
        cap = QRectF(6.5, (self.height() - 20) / 2 + 0.5, self._cap_width() - 1, 19)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.card))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(tokens.second))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._cap)
        words = QRectF(cap.right() + 5, 0, self.width(), self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()

    def _cap_width(self) -> float:
        return max(20.0, QFontMetricsF(fonts.font(12)).horizontalAdvance(self._cap) + 10)


class ReviewKeys(QFrame):
    """The bar of keys; ``asked(name)``. What has no room is left out from the right.

    Args:
        keys: names and caps.
        prefix: of the text keys, before the names.
    """

    asked = Signal(str)

    def __init__(self, keys: Sequence[tuple[str, str]] = _ALL, prefix: str = "review.key") -> None:
        super().__init__()
        self.setProperty("role", "footer")
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(120)
        layout = row(self, spacing=0)
        layout.setContentsMargins(12, 4, 4, 3)
        self.buttons: dict[str, KeyButton] = {}
        for name, cap in keys:
            button = KeyButton(f"{prefix}.{name}", cap)
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            self.buttons[name] = button
            layout.addWidget(button)
        layout.addStretch(1)
        language.changed.connect(self._fit)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Give way: the keys that do not fit are hidden."""
        return QSize(120, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many keys as fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 16
        for button in self.buttons.values():
            room -= button.sizeHint().width()
            button.setVisible(room >= 0)

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
)
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

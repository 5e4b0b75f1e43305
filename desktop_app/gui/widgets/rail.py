"""The rail at the left: wordmark, the four places with their numbers, what is promised."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QWidget

from desktop_app.domain.case import CaseCounts
from desktop_app.gui import fonts, icons
from desktop_app.gui.texts import put, tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.buttons import TextButton, column, label
from desktop_app.gui.widgets.paint import rounded

WIDTH = 196
PLACES = (
    ("evidence", "layers"),
    ("review", "scan-text"),
    ("timeline", "clock"),
    ("export", "file-down"),
)


class Wordmark(QWidget):
    """举证匣, the last character in the accent."""

    def __init__(self, pixels: int = 18) -> None:
        super().__init__()
        self._font = fonts.font(pixels, bold=True)
        put(self, "accessibleName", "gui.app")
        self.setFixedHeight(round(pixels * 1.6))
        metrics = QFontMetricsF(self._font)
        self.setMinimumWidth(round(metrics.horizontalAdvance("举证匣")) + 2)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the three characters."""
        painter = QPainter(self)
        painter.setFont(self._font)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QColor(theme.tokens.ink))
        painter.drawText(self.rect(), middle, "举证")
        painter.setPen(QColor(theme.tokens.accent))
        left = painter.fontMetrics().horizontalAdvance("举证")
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), middle, "匣")
        painter.end()


class RailButton(QAbstractButton):
    """One place of the case: icon, name, and how many things are there."""

    def __init__(self, key: str, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._count = ""
        self._badge = False
        put(self, "text", key)
        put(self, "accessibleName", key)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def set_count(self, count: str, *, badge: bool = False) -> None:
        """Show a number at the right; as a badge when it asks for attention."""
        self._count, self._badge = count, badge
        put(self, "accessibleDescription", "gui.rail.to_check" if badge else "gui.rail.count")
        self.setAccessibleDescription(f"{count} {self.accessibleDescription()}" if count else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of a row in the rail."""
        return QSize(WIDTH - 24, 40)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the row."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        if on or self.underMouse():
            back = QColor(tokens.card if on else tokens.hover)
            painter.fillPath(rounded(box, 8), back)
        if on:
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        colour = tokens.ink if on else tokens.second
        icon = QRectF(12, (self.height() - 18) / 2, 18, 18)
        icons.paint(painter, self._icon, icon, tokens.accent if on else tokens.faint)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(fonts.font(14, bold=on))
        painter.setPen(QColor(colour))
        painter.drawText(box.adjusted(40, 0, -44, 0), middle, self.text())
        if self._count:
            self._paint_count(painter, box)
        painter.end()

    def _paint_count(self, painter: QPainter, box: QRectF) -> None:
        tokens = theme.tokens
        painter.setFont(fonts.font(12))
        if not self._badge:
            painter.setPen(QColor(tokens.faint))
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(box.adjusted(0, 0, -12, 0), right, self._count)
            return
        width = max(22.0, painter.fontMetrics().horizontalAdvance(self._count) + 13.0)
        badge = QRectF(box.right() - 11 - width, box.center().y() - 9, width, 18)
        painter.fillPath(rounded(badge, 9), QColor(tokens.nuisance.text))
        painter.setPen(QColor(tokens.on_doubt))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), self._count)


class Rail(QFrame):
    """Goes to a place of the case; ``chosen(index)`` and ``settings_asked``."""

    chosen = Signal(int)
    settings_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setFixedWidth(WIDTH)
        layout = column(self, spacing=4, margin=12)
        top = column(spacing=0)
        top.setContentsMargins(8, 4, 8, 10)
        top.addWidget(Wordmark())
        layout.addLayout(top)
        self.buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        for index, (name, icon) in enumerate(PLACES):
            button = RailButton(f"gui.rail.{name}", icon)
            self.buttons[name] = button
            self._group.addButton(button, index)
            layout.addWidget(button)
        self._group.idClicked.connect(self.chosen)
        layout.addStretch(1)
        self._promise = label("gui.rail.offline", "small")
        self._saved = label("", "small")
        for each in (self._promise, self._saved):
            line = column(spacing=0)
            line.setContentsMargins(12, 0, 0, 0)
            line.addWidget(each)
            layout.addLayout(line)
        layout.addSpacing(6)
        settings = TextButton("gui.rail.settings", "settings", "row")
        settings.clicked.connect(self.settings_asked)
        layout.addWidget(settings)

    def show_place(self, index: int) -> None:
        """Mark a place as the one in sight."""
        button = self._group.button(index)
        if button is not None:
            button.setChecked(True)

    def show_counts(self, counts: CaseCounts) -> None:
        """Show the numbers beside the places."""
        self.buttons["evidence"].set_count(str(counts.evidence or ""))
        open_points = counts.doubtful + counts.open_suggestions
        self.buttons["review"].set_count(_short(open_points), badge=open_points > 0)
        entries = counts.messages + counts.calls
        self.buttons["timeline"].set_count(str(entries or ""))

    def show_saved(self, minutes: int) -> None:
        """Say how long ago the last change was saved."""
        if minutes < 1:
            self._saved.setText(tr("gui.rail.saved_now"))
        elif minutes < 60:
            self._saved.setText(tr("gui.rail.saved_minutes", n=minutes))
        else:
            self._saved.setText(tr("gui.rail.saved"))


def _short(number: int) -> str:
    return "" if not number else "999+" if number > 999 else str(number)

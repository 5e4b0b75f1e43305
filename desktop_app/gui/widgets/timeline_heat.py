"""Incoming contact by weekday and hour; each cell opens its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_app.gui import fonts
from desktop_app.gui.texts import put, tr
from desktop_app.gui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.tagging.report import HourCell

_LEFT, _FOOT = 30, 18
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class TimelineHeat(QWidget):
    """Seven rows of 24 cells; ``chosen(list of keys, words)``."""

    chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[tuple[int, int], HourCell] = {}
        self._over: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        put(self, "accessibleName", "timeline.heat.title")
        theme.changed.connect(self.update)

    def show_hours(self, hours: Sequence[HourCell]) -> None:
        """Show these cells."""
        self._cells = {(cell.weekday, cell.hour): cell for cell in hours}
        self.update()

    def cell_box(self, weekday: int, hour: int) -> QRectF:
        """Return the box of a cell."""
        wide = (self.width() - _LEFT) / 24
        tall = (self.height() - _FOOT) / 7
        return QRectF(_LEFT + hour * wide, weekday * tall, wide - 2, tall - 3)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a comfortable size."""
        return QSize(320, 160)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the smallest size that can still be hit."""
        return QSize(220, 140)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the cells: the more, the darker."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(tokens.faint))
        for weekday in range(7):
            first = self.cell_box(weekday, 0)
            place = QRectF(0, first.y(), _LEFT - 6, first.height())
            painter.drawText(place, _CENTRE, tr(f"timeline.weekday_short.{weekday}"))
        most = max((cell.count for cell in self._cells.values()), default=1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.rail))
        for spot in ((weekday, hour) for weekday in range(7) for hour in range(24)):
            if spot not in self._cells:
                painter.drawRoundedRect(self.cell_box(*spot), 2, 2)
        for spot, cell in self._cells.items():
            colour = QColor(tokens.nuisance.mark)
            colour.setAlphaF(0.22 + 0.78 * cell.count / most)
            painter.setBrush(colour)
            painter.drawRoundedRect(self.cell_box(*spot), 2, 2)
        if self._over is not None:
            painter.setPen(QPen(QColor(tokens.ink), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.cell_box(*self._over), 2, 2)
        painter.setPen(QColor(tokens.faint))
        for hour in (0, 6, 12, 18):
            box = self.cell_box(6, hour)
            place = QRectF(box.x() - 6, self.height() - _FOOT + 1, 34, _FOOT - 2)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), f"{hour:02}")
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Frame the cell under the pointer."""
        self._frame(self._at(event.position()))
        filled = self._over in self._cells
        self.setCursor(Qt.CursorShape.PointingHandCursor if filled else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Let go of the cell."""
        self._frame(None)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the rows of a cell."""
        self._open(self._at(event.position()))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Begin at the fullest cell."""
        if self._over is None and self._cells:
            self._frame(max(self._cells, key=lambda each: self._cells[each].count))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Walk with the arrows, open with Enter or Space."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and self._over is not None:
            self._frame(((self._over[0] + step[0]) % 7, (self._over[1] + step[1]) % 24))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self._over)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say weekday, hour and number on hover."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), self._words(found), self)
                return True
        return super().event(event)

    def _open(self, found: tuple[int, int] | None) -> None:
        cell = self._cells.get(found) if found is not None else None
        if cell is not None and found is not None:
            self.chosen.emit(list(cell.keys), self._words(found))

    def _words(self, found: tuple[int, int]) -> str:
        weekday, hour = found
        cell = self._cells.get(found)
        return tr(
            "timeline.heat.cell",
            weekday=tr(f"timeline.weekday.{weekday}"),
            hour=f"{hour:02}:00–{(hour + 1) % 24:02}:00",
            n=0 if cell is None else cell.count,
        )

    def _frame(self, found: tuple[int, int] | None) -> None:
        if found != self._over:
            self._over = found
            if found is not None:
                self.setAccessibleDescription(self._words(found))
            self.update()

    def _at(self, at: QPointF) -> tuple[int, int] | None:
        hour = int((at.x() - _LEFT) * 24 / max(1, self.width() - _LEFT))
        weekday = int(at.y() * 7 / max(1, self.height() - _FOOT))
        inside = at.x() >= _LEFT and 0 <= hour < 24 and 0 <= weekday < 7
        return (weekday, hour) if inside else None

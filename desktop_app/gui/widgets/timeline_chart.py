"""Bars of incoming contact a day: messages below, calls on top, the refusal as a mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
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
    from desktop_app.tagging.report import DayCount

_TOP, _FOOT = 26, 20
_MOST = 120  # bars; longer stretches join several days in one
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class Bar:
    """One day or several: what was counted, and from what."""

    __slots__ = ("calls", "first", "keys", "last", "messages")

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.messages = self.calls = 0
        self.keys: list[tuple[str, int]] = []


def bars_of(days: Sequence[DayCount]) -> list[Bar]:
    """Return bars without gaps from the first day to the last."""
    if not days:
        return []
    first, last = date.fromisoformat(days[0].day), date.fromisoformat(days[-1].day)
    step = (last - first).days // _MOST + 1
    bars = [
        Bar(first + timedelta(n), min(last, first + timedelta(n + step - 1)))
        for n in range(0, (last - first).days + 1, step)
    ]
    for day in days:
        bar = bars[(date.fromisoformat(day.day) - first).days // step]
        bar.messages += day.messages
        bar.calls += day.calls
        bar.keys += day.keys
    return bars


class TimelineChart(QWidget):
    """Shows the bars; ``chosen(list of keys, words)`` when one is clicked."""

    chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._bars: list[Bar] = []
        self._refusal: date | None = None
        self._over = -1
        self.setMinimumHeight(132)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        put(self, "accessibleName", "timeline.chart.title")
        theme.changed.connect(self.update)

    def show_days(self, days: Sequence[DayCount], refusal: date | None) -> None:
        """Show these days."""
        self._bars, self._refusal, self._over = bars_of(days), refusal, -1
        total = sum(bar.messages + bar.calls for bar in self._bars)
        self.setAccessibleDescription(tr("timeline.count", n=total))
        self.update()

    def bar_box(self, number: int) -> QRectF:
        """Return the column of a bar, from top to foot."""
        each = self.width() / max(1, len(self._bars))
        gap = min(7.0, each * 0.18)
        wide = min(each - gap, 84.0)
        left = number * each + (each - wide) / 2
        return QRectF(left, _TOP, wide, self.height() - _TOP - _FOOT)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a comfortable size."""
        return QSize(400, 176)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint bars, days and the refusal."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setFont(fonts.font(12))
        most = max((bar.messages + bar.calls for bar in self._bars), default=1) or 1
        foot = self.height() - _FOOT
        last_label = -100.0
        one_year = not self._bars or self._bars[0].first.year == self._bars[-1].last.year
        for number, bar in enumerate(self._bars):
            box = self.bar_box(number)
            if number == self._over:
                painter.fillRect(box.adjusted(-2, 0, 2, 0), QColor(tokens.hover))
                if self.hasFocus():
                    painter.fillRect(
                        QRectF(box.x(), foot - 2, box.width(), 4), QColor(tokens.accent)
                    )
            top = float(foot)
            for count, colour in (
                (bar.messages, tokens.accent),
                (bar.calls, tokens.nuisance.mark),
            ):
                if not count:
                    continue
                tall = box.height() * count / most
                shade = QColor(colour)
                shade.setAlphaF(0.78)
                painter.fillRect(QRectF(box.x(), top - tall, box.width(), tall), shade)
                top -= tall
            left = min(max(box.center().x() - 24, 0.0), self.width() - 48.0)
            if left - last_label >= (44 if one_year else 56):
                last_label = left
                painter.setPen(QColor(tokens.faint))
                place = QRectF(left, foot + 2, 48, _FOOT - 2)
                label = bar.first.strftime("%m-%d" if one_year else "%Y-%m")
                painter.drawText(place, _CENTRE, label)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(QPointF(0, foot), QPointF(self.width(), foot))
        self._paint_refusal(painter, foot)
        painter.end()

    def _paint_refusal(self, painter: QPainter, foot: int) -> None:
        number = next(
            (
                n
                for n, bar in enumerate(self._bars)
                if self._refusal is not None and bar.first <= self._refusal <= bar.last
            ),
            -1,
        )
        if number < 0:
            return
        tokens = theme.tokens
        x = self.bar_box(number).center().x()
        painter.setPen(QPen(QColor(tokens.second), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, 6), QPointF(x, foot))
        words = f"◆ {tr('timeline.refusal')}"
        wide = painter.fontMetrics().horizontalAdvance(words) + 8
        left = x + 6 if x + 6 + wide < self.width() else x - 6 - wide
        place = QRectF(left, 0, wide, 20)
        painter.fillRect(place, QColor(tokens.card))
        painter.setPen(QColor(tokens.accent))
        painter.drawText(place, _CENTRE, words)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Light the bar under the pointer."""
        over = self._at(event.position().x())
        if over != self._over:
            self._over = over
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Let go of the bar."""
        self._over = -1
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the rows of a bar."""
        self._open(self._at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Walk over the bars with the arrows, open with Enter or Space."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._bars:
            self._over = min(len(self._bars) - 1, max(0, self._over + step))
            self.setAccessibleDescription(self._words(self._bars[self._over]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self._over)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say day and numbers on hover."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(event.pos().x())
            if number >= 0:
                QToolTip.showText(event.globalPos(), self._words(self._bars[number]), self)
                return True
        return super().event(event)

    def _open(self, number: int) -> None:
        if number >= 0 and self._bars[number].keys:
            self.chosen.emit(self._bars[number].keys, self._days(self._bars[number]))

    def _words(self, bar: Bar) -> str:
        return tr(
            "timeline.chart.bar",
            day=self._days(bar),
            messages=bar.messages,
            calls=bar.calls,
        )

    def _days(self, bar: Bar) -> str:
        first, last = bar.first.isoformat(), bar.last.isoformat()
        return first if first == last else tr("gui.day_span", first=first, last=last)

    def _at(self, x: float) -> int:
        if not self._bars:
            return -1
        return min(len(self._bars) - 1, max(0, int(x * len(self._bars) / max(1, self.width()))))


class ChartLegend(QWidget):
    """What the two colours of the bars stand for, with their totals."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ("", "")
        self.setFixedHeight(20)
        theme.changed.connect(self.update)

    def say(self, messages: int, calls: int) -> None:
        """Show the totals."""
        self._words = (
            tr("timeline.chart.messages", n=messages),
            tr("timeline.chart.calls", n=calls),
        )
        self.setAccessibleName("，".join(self._words))
        self.setMinimumWidth(self.sizeHint().width())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for both."""
        metrics = QFontMetricsF(fonts.font(12))
        return QSize(round(sum(metrics.horizontalAdvance(each) + 30 for each in self._words)), 20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint a small square before each."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setFont(fonts.font(12))
        x = float(self.width() - self.sizeHint().width() + 14)
        for words, colour in zip(self._words, (tokens.accent, tokens.nuisance.mark), strict=True):
            painter.fillRect(QRectF(x, 6, 9, 9), QColor(colour))
            painter.setPen(QColor(tokens.faint))
            wide = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QRectF(x + 14, 0, wide + 4, 20), _MIDDLE, words)
            x += wide + 30
        painter.end()

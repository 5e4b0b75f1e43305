"""The few numbers that matter; each opens the rows it was counted from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from desktop_app.gui import fonts
from desktop_app.gui.models.review_entries import length_text
from desktop_app.gui.models.timeline_facts import Figure, TimelineFacts
from desktop_app.gui.texts import tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.paint import elided, rounded

_NARROW = 280
_WRAP = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def figures_of(facts: TimelineFacts) -> tuple[Figure, ...]:
    """Return the figures with the keys they were counted from."""
    report = facts.report
    callers = frozenset(key for each in report.numbers if each.number for key in each.keys)
    numbers = sum(1 for each in report.numbers if each.number)
    after, odd = frozenset(report.after_refusal), frozenset(report.odd_hours)
    shortest = report.shortest
    pair = frozenset((shortest.first, shortest.second)) if shortest is not None else frozenset()
    return (
        Figure(
            "after",
            str(len(after)) if report.refusal is not None else "—",
            after,
            tr("timeline.figure.after" if report.refusal else "timeline.figure.no_refusal"),
        ),
        Figure("night", str(len(odd)), odd, tr("timeline.figure.night", hours=facts.odd_hours)),
        Figure("numbers", str(numbers), callers, tr("timeline.figure.numbers")),
        Figure(
            "shortest",
            length_text(shortest.seconds) if shortest is not None else "—",
            pair,
            tr("timeline.figure.shortest"),
        ),
    )


class FigureButton(QAbstractButton):
    """One number over its words."""

    def __init__(self) -> None:
        super().__init__()
        self.figure = Figure("", "—", frozenset(), "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumSize(96, 84)
        theme.changed.connect(self.update)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure; without rows it can't be opened."""
        self.figure = figure
        self.setEnabled(bool(figure.keys))
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if figure.keys else Qt.CursorShape.ArrowCursor
        )
        self.setAccessibleName(f"{figure.value} {figure.label}")
        self.setToolTip(tr("timeline.figure.open") if figure.keys else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a comfortable size."""
        return QSize(112, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint number and words."""
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        lit = self.isEnabled() and self.underMouse()
        painter.fillPath(rounded(box, 8), QColor(tokens.wash if lit else tokens.paper))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1.5))
            painter.drawRoundedRect(box, 8, 8)
        inner = box.adjusted(12, 8, -8, -6)
        size = 22 if len(self.figure.value) < 8 else 16
        painter.setFont(fonts.font(size, bold=True))
        painter.setPen(QColor(tokens.ink))
        value = elided(self.figure.value, inner.width(), size, bold=True)
        painter.drawText(QRectF(inner.x(), inner.y(), inner.width(), 32), value)
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(tokens.second))
        painter.drawText(inner.adjusted(0, 33, 0, 4), _WRAP, self.figure.label)
        painter.end()


class TimelineFigures(QWidget):
    """Four figures in two columns; ``chosen(list of keys, words)``."""

    chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        self.buttons: dict[str, FigureButton] = {}
        for place, name in enumerate(("after", "night", "numbers", "shortest")):
            button = FigureButton()
            button.clicked.connect(lambda _=False, name=name: self._open(name))
            self.buttons[name] = button
            grid.addWidget(button, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these figures."""
        for figure in figures:
            self.buttons[figure.name].show_figure(figure)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave room for a third line of words where columns are narrow."""
        super().resizeEvent(event)
        for button in self.buttons.values():
            button.setMinimumHeight(104 if self.width() < _NARROW else 84)

    def _open(self, name: str) -> None:
        figure = self.buttons[name].figure
        self.chosen.emit(list(figure.keys), f"{figure.value} {figure.label}")

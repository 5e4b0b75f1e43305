"""Before an export: what is still unchecked, undecided, unread or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.domain.case import CaseCounts
from desktop_app.gui.texts import put, tr
from desktop_app.gui.widgets.buttons import IconLabel, TextButton, column, frame, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.tagging.coverage import ElementCoverage

_SHOWN = 3


class Readiness(QWidget):
    """A short list of points; the signals say where a point is settled."""

    details_asked = Signal()
    review_asked = Signal()
    lines_asked = Signal()
    evidence_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, spacing=8)
        self._card: QFrame | None = None
        self._rest: list[QWidget] = []
        self._open = False

    def show_state(
        self, counts: CaseCounts, missing: Sequence[ElementCoverage], *, named: bool
    ) -> None:
        """Write the points anew; ``named`` if the case says who complains."""
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = frame("quiet")
        inside = column(self._card, spacing=4, margin=12)
        inside.addWidget(label("gui.ready.title", "strong"))
        points = [
            self._point(tr(f"gui.ready.{key}", n=number), signal)
            for number, key, signal in (
                (counts.queued, "queued", self.evidence_asked),
                (counts.doubtful, "doubtful", self.lines_asked),
                (counts.open_suggestions, "open", self.review_asked),
                (counts.refused, "refused", self.evidence_asked),
            )
            if number
        ]
        if counts.evidence:
            if not named:
                points.insert(0, self._point(tr("gui.ready.no_name"), self.details_asked))
            points += [_gap(element) for element in missing]
        for point in points:
            inside.addWidget(point)
        self._rest = points[_SHOWN:] if len(points) > _SHOWN + 1 else []
        if self._rest:
            self._more = TextButton("", role="link")
            self._more.clicked.connect(self._toggle)
            inside.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
            self._show_rest()
        if not counts.evidence:
            inside.addWidget(_line("info", "faint", tr("gui.ready.nothing")))
        elif not points:
            inside.addWidget(_line("circle-check", "good", tr("gui.ready.all_good")))
        self._layout.addWidget(self._card)

    def _point(self, words: str, signal: SignalInstance) -> QWidget:
        go = TextButton("gui.ready.go", role="link")
        go.clicked.connect(signal)
        return _line("circle-alert", "doubt_text", words, go)

    def _toggle(self) -> None:
        self._open = not self._open
        self._show_rest()

    def _show_rest(self) -> None:
        for widget in self._rest:
            widget.setVisible(self._open)
        if self._open:
            put(self._more, "text", "gui.report.hide")
        else:
            self._more.setText(tr("gui.ready.more", n=len(self._rest)))


def _gap(element: ElementCoverage) -> QWidget:
    words = tr("gui.ready.gap", name=element.name, step=element.next_step)
    return _line("flag", "faint", words)


def _line(icon: str, token: str, words: str, button: QWidget | None = None) -> QWidget:
    widget = QWidget()
    layout = row(widget)
    layout.setContentsMargins(0, 3, 0, 3)
    place = Qt.AlignmentFlag.AlignTop if button is None else Qt.AlignmentFlag.AlignVCenter
    layout.addWidget(IconLabel(icon, 18, token), 0, place)
    text = label("", "second", wrap=True)
    text.setText(words)
    layout.addWidget(text, 1)
    if button is not None:
        layout.addWidget(button)
    return widget

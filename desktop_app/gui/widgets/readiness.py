"""Before an export: what is still unchecked, undecided, unread or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.domain.case import CaseCounts
from desktop_app.gui.texts import tr
from desktop_app.gui.widgets.buttons import IconLabel, TextButton, column, frame, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.tagging.coverage import ElementCoverage


class Readiness(QWidget):
    """A short list of points; ``review_asked`` and ``evidence_asked`` go where they are."""

    review_asked = Signal()
    evidence_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, spacing=8)
        self._card: QFrame | None = None

    def show_state(self, counts: CaseCounts, missing: Sequence[ElementCoverage]) -> None:
        """Write the points anew."""
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = frame("quiet")
        inside = column(self._card, spacing=6, margin=12)
        inside.addWidget(label("gui.ready.title", "strong"))
        points = 0
        for number, key, signal in (
            (counts.queued, "queued", self.evidence_asked),
            (counts.doubtful, "doubtful", self.review_asked),
            (counts.open_suggestions, "open", self.review_asked),
            (counts.refused, "refused", self.evidence_asked),
        ):
            if number:
                points += 1
                self._point(inside, tr(f"gui.ready.{key}", n=number), signal)
        for element in missing:
            points += 1
            self._gap(inside, element)
        if not points:
            good = row()
            good.addWidget(IconLabel("circle-check", 18, "good"))
            good.addWidget(label("gui.ready.all_good", "second", wrap=True), 1)
            inside.addLayout(good)
        self._layout.addWidget(self._card)

    def _point(self, inside: QVBoxLayout, words: str, signal: object) -> None:
        line = row()
        line.addWidget(IconLabel("circle-alert", 18, "doubt_text"))
        text = label("", "second", wrap=True)
        text.setText(words)
        line.addWidget(text, 1)
        go = TextButton("gui.ready.go", role="link")
        go.clicked.connect(signal)
        line.addWidget(go)
        inside.addLayout(line)

    def _gap(self, inside: QVBoxLayout, element: ElementCoverage) -> None:
        line = row()
        line.addWidget(IconLabel("flag", 18, "faint"), 0, Qt.AlignmentFlag.AlignTop)
        text = label("", "second", wrap=True)
        text.setText(tr("gui.ready.gap", name=element.title, step=element.advice))
        line.addWidget(text, 1)
        inside.addLayout(line)

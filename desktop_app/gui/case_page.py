"""One open case in the window: rail, head, and the four places."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.domain.case import CaseCounts, ChangeSet
from desktop_app.domain.timeline import TimelineKey
from desktop_app.foundation.clock import SystemClock
from desktop_app.gui.bridge import Session
from desktop_app.gui.texts import language
from desktop_app.gui.views.evidence import EvidenceView
from desktop_app.gui.views.export import ExportView
from desktop_app.gui.widgets.buttons import column, row
from desktop_app.gui.widgets.header import Header
from desktop_app.gui.widgets.rail import PLACES, Rail
from desktop_app.gui.widgets.search_popup import SearchPopup
from desktop_app.gui.words import action_text

_NAMES = tuple(name for name, _ in PLACES)


class CasePage(QWidget):
    """Joins the places of a case; every change reaches every place once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._counted = 0
        self.rail = Rail()
        self.header = Header()
        self.stack = QStackedWidget()
        self.evidence = EvidenceView(session)
        self.export = ExportView(session)
        self.places: dict[str, Any] = {"evidence": self.evidence, "export": self.export}
        for name in ("review", "timeline"):
            if importlib.util.find_spec(f"desktop_app.gui.views.{name}") is not None:
                module = importlib.import_module(f"desktop_app.gui.views.{name}")
                self.places[name] = getattr(module, f"{name.title()}View")(session)
        for name in _NAMES:
            place = self.places.get(name)
            self.rail.buttons[name].setVisible(place is not None)
            if place is not None:
                self.stack.addWidget(place)
                place.openItem.connect(self.open_item)
        self.export.review_asked.connect(lambda: self.go(_NAMES.index("review")))
        self.export.lines_asked.connect(self.go_through_lines)
        self.export.evidence_asked.connect(lambda: self.go(0))
        layout = row(self, spacing=0)
        layout.addWidget(self.rail)
        right = column(spacing=0)
        right.addWidget(self.header)
        right.addWidget(self.stack, 1)
        layout.addLayout(right, 1)
        self.popup = SearchPopup(session, self._number_of, self)
        self.popup.chosen.connect(self.open_item)
        self.header.search.asked.connect(self._search)
        self.header.search.down.connect(self.popup.take_keyboard)
        self.header.undo_asked.connect(session.undo)
        self.rail.chosen.connect(self.go)
        session.changed.connect(self._changed)
        language.changed.connect(self.show_all)
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self._show_saved)
        self._minute.start()
        self.show_all()

    def show_all(self) -> None:
        """Write everything anew, as after opening or a switch of language."""
        self._show_head(details=True)
        for place in self.places.values():
            place.refresh(None)

    def go(self, index: int) -> None:
        """Bring a place into sight."""
        place = self.places.get(_NAMES[index])
        if place is not None:
            self.rail.show_place(index)
            self.stack.setCurrentWidget(place)
            self.popup.hide()
            place.activate()

    def go_through_lines(self) -> None:
        """Go to the doubtful lines, one by one."""
        review = self.places.get("review")
        if review is not None:
            self.go(_NAMES.index("review"))
            review.open_lines()

    def open_item(self, channel: str, item_id: int) -> None:
        """Go to a piece of evidence, a message or a call in the review."""
        review = self.places.get("review")
        if review is not None:
            self.go(_NAMES.index("review"))
            review.open_item(channel, item_id)
        elif channel == "evidence":
            self.go(0)
            self.evidence.show_item(item_id)

    def _changed(self, changes: ChangeSet) -> None:
        self._show_head(details=changes.details)
        for place in self.places.values():
            place.refresh(changes)

    def _show_head(self, *, details: bool) -> None:
        case = self.session.case
        if details:
            self.header.show_details(case.details())
        self._count()
        history = case.history
        self.header.show_undo(history.can_undo, action_text(history.undo_action))
        self._show_saved()

    def _count(self) -> None:
        """Fetch the rail's numbers outside the window's thread; only the last answer counts."""
        self._counted += 1
        turn = self._counted

        def take(counts: CaseCounts) -> None:
            if turn == self._counted:
                self.rail.show_counts(counts)

        self.session.ask(self.session.case.counts, take, self)

    def _show_saved(self) -> None:
        passed = SystemClock().now() - self.session.saved_at
        self.rail.show_saved(int(passed.total_seconds() // 60))

    def _search(self, words: str) -> None:
        if not words:
            self.popup.hide()
            return
        case = self.session.case
        self.session.ask(lambda: (words, case.search(words)), self._answer, self)

    def _number_of(self, evidence_id: int) -> str:
        rows = self.evidence.model.evidence([evidence_id])
        return rows[0].number if rows else ""

    def _answer(self, answer: tuple[str, Sequence[TimelineKey]]) -> None:
        words, keys = answer
        if words == self.header.search.text().strip():
            self.popup.show_keys(keys, self.header.search)

    def forget(self) -> None:
        """Let go of the case before it closes."""
        self._minute.stop()
        language.changed.disconnect(self.show_all)
        self.session.changed.disconnect(self._changed)
        self.export.forget()

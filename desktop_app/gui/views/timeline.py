"""The place 时间线: what happened day by day, and what the numbers say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from desktop_app.domain.case import ChangeSet
from desktop_app.domain.timeline import TimelineQuery
from desktop_app.gui.bridge import Session
from desktop_app.gui.models.timeline_facts import TimelineFacts, facts_of
from desktop_app.gui.texts import put, tr
from desktop_app.gui.widgets.buttons import IconLabel, TextButton, column, frame, label, row
from desktop_app.gui.widgets.timeline_chart import ChartLegend, TimelineChart
from desktop_app.gui.widgets.timeline_figures import TimelineFigures, figures_of
from desktop_app.gui.widgets.timeline_filters import TimelineFilters
from desktop_app.gui.widgets.timeline_heat import TimelineHeat
from desktop_app.gui.widgets.timeline_list import TimelineList

if TYPE_CHECKING:
    from desktop_app.tagging.report import ContactKey

_SIDE, _SIDE_NARROW = 340, 288
_NARROW = 960
_REST = 2


class TimelineView(QWidget):
    """The place 时间线; fits the contract of ``gui.views``."""

    openItem = Signal(str, int)  # noqa: N815

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._dirty = True
        self._waiting = False
        self._asked = 0
        self._began = 0.0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._catch_up)
        self._only: tuple[frozenset[ContactKey], str] | None = None
        self.facts: TimelineFacts | None = None
        self.filters = TimelineFilters()
        self.chart = TimelineChart()
        self.figures = TimelineFigures()
        self.heat = TimelineHeat()
        self.list = TimelineList(session)
        layout = row(self, spacing=16)
        layout.setContentsMargins(20, 16, 20, 16)
        left = column(spacing=16)
        left.addWidget(self._chart_card())
        left.addWidget(self._list_card(), 1)
        layout.addLayout(left, 1)
        layout.addWidget(self._side())
        for each in (self.chart, self.figures, self.heat):
            each.chosen.connect(self.show_only)
        self.filters.changed.connect(self._filtered)
        self.list.opened.connect(self.openItem)

    # ------------------------------------------------------------------ the place's contract

    def refresh(self, changes: ChangeSet | None) -> None:
        """Ask anew, now or when the place comes into sight."""
        if changes is not None and not (
            changes.evidence or changes.messages or changes.calls or changes.structure
        ):
            return
        self._dirty = True
        if self._waiting:  # one answer at a time: in a large case it takes a while
            return
        self._catch_up()

    def _catch_up(self) -> None:
        if self._dirty and self.isVisible() and not self._pause.isActive():
            self._ask()

    def activate(self) -> None:
        """Catch up and take the keyboard."""
        if self._dirty:
            self._ask()
        self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give the list more room in narrow windows."""
        super().resizeEvent(event)
        self._area.setFixedWidth(_SIDE if self.width() >= _NARROW else _SIDE_NARROW)

    # ------------------------------------------------------------------ what is listed

    def show_only(self, keys: Sequence[ContactKey], words: str) -> None:
        """List exactly these entries; ``words`` say where they come from."""
        self._only = (frozenset(keys), words)
        self._show_list()

    def show_all(self) -> None:
        """List what fits the filters again."""
        self._only = None
        self._show_list()

    def _filtered(self) -> None:
        self._only = None
        self._ask()

    def _ask(self) -> None:
        self._dirty = False
        self._waiting = True
        self._began = monotonic()
        self._asked += 1
        turn, query = self._asked, self.filters.query()
        case = self._session.case
        work = partial(facts_of, case, query)
        self._session.ask(work, partial(self._take, turn), self, self._answered)

    def _answered(self) -> None:
        """Rest twice as long as the answer took before asking again."""
        self._waiting = False
        self._pause.start(round((monotonic() - self._began) * _REST * 1000))

    def _take(self, turn: int, facts: TimelineFacts) -> None:
        if turn != self._asked:
            return
        self._answered()
        self.facts = facts
        report = facts.report
        refused = report.refusal_at.value.date() if report.refusal_at is not None else None
        self.chart.show_days(report.days, refused)
        self.chart_card.setVisible(bool(report.days))
        self.figures.show_figures(figures_of(facts))
        self.heat.show_hours(report.hours)
        self._legend.say(report.incoming_messages, report.incoming_calls)
        self._untimed.setVisible(bool(report.untimed))
        self._untimed.setText(tr("timeline.untimed", n=len(report.untimed)))
        self._show_list()

    def _show_list(self) -> None:
        if self.facts is None:
            return
        keys = self.facts.keys
        if self._only is not None:
            wanted = self._only[0]
            keys = tuple(key for key in self.facts.every if (key.channel, key.id) in wanted)
        kept, place = self.list.current(), self.list.verticalScrollBar().value()
        self.list.entries.show_keys(keys, self.facts.evidence)
        self.list.choose(kept)
        self.list.verticalScrollBar().setValue(place)
        self._count.setText(tr("timeline.count", n=len(keys)))
        self._only_bar.setVisible(self._only is not None)
        if self._only is not None:
            self._only_text.setText(tr("timeline.only", words=self._only[1], n=len(keys)))
        self._stack.setCurrentIndex(0 if keys else 1)
        if not keys:
            self._say_empty()

    def _say_empty(self) -> None:
        bare = self.facts is None or not self.facts.every
        put(self._empty_head, "text", f"timeline.empty.{'none' if bare else 'filtered'}")
        put(self._empty_text, "text", f"timeline.empty.{'none' if bare else 'filtered'}_text")
        asked = self.filters.query() != TimelineQuery() or self._only is not None
        self._empty_clear.setVisible(not bare and asked)

    # ------------------------------------------------------------------ layout

    def _chart_card(self) -> QFrame:
        self.chart_card = frame("card")
        inside = column(self.chart_card, spacing=6)
        inside.setContentsMargins(16, 12, 16, 10)
        head = row()
        head.addWidget(label("timeline.chart.title", "strong"))
        head.addStretch(1)
        self._legend = ChartLegend()
        head.addWidget(self._legend)
        inside.addLayout(head)
        inside.addWidget(self.chart)
        self.chart_card.setMaximumHeight(220)
        return self.chart_card

    def _list_card(self) -> QFrame:
        card = frame("card")
        inside = column(card, spacing=8)
        inside.setContentsMargins(16, 12, 10, 8)
        head = row()
        head.addWidget(label("timeline.list_name", "strong"))
        head.addStretch(1)
        self._count = label("", "small")
        head.addWidget(self._count)
        head.setContentsMargins(0, 0, 6, 0)
        inside.addLayout(head)
        inside.addWidget(self.filters)
        self._only_bar = frame("good")
        bar = row(self._only_bar)
        bar.setContentsMargins(12, 2, 4, 2)
        self._only_text = label("", "", wrap=True)
        bar.addWidget(self._only_text, 1)
        back = TextButton("timeline.all", "x", "link")
        back.clicked.connect(self.show_all)
        self.only_back = back
        bar.addWidget(back)
        self._only_bar.hide()
        inside.addWidget(self._only_bar)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty())
        inside.addWidget(self._stack, 1)
        return card

    def _empty(self) -> QWidget:
        page = QWidget()
        inside = column(page, spacing=10, margin=24)
        centre = Qt.AlignmentFlag.AlignHCenter
        inside.addStretch(1)
        inside.addWidget(IconLabel("clock", 32, "faint"), 0, centre)
        self._empty_head = label("", "head", wrap=True)
        self._empty_text = label("", "second", wrap=True)
        self._empty_clear = TextButton("timeline.all")
        self._empty_clear.clicked.connect(self.filters.clear)
        for each in (self._empty_head, self._empty_text):
            each.setAlignment(centre)
            inside.addWidget(each)
        inside.addWidget(self._empty_clear, 0, centre)
        inside.addStretch(2)
        return page

    def _side(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(_SIDE)
        self._area = area
        body = QWidget()
        body.setProperty("role", "plain")
        inside = column(body, spacing=16)
        for key, widget, note in (
            ("timeline.figures", self.figures, ""),
            ("timeline.heat.title", self.heat, "timeline.heat.note"),
        ):
            card = frame("card")
            card_in = column(card, spacing=10)
            card_in.setContentsMargins(16, 12, 16, 14)
            head = row()
            head.addWidget(label(key, "strong"))
            head.addStretch(1)
            if note:
                head.addWidget(label(note, "small"))
            card_in.addLayout(head)
            card_in.addWidget(widget)
            inside.addWidget(card)
        card = frame("card")
        card_in = column(card, spacing=6)
        card_in.setContentsMargins(16, 12, 16, 14)
        card_in.addWidget(label("timeline.recount", "strong"))
        card_in.addWidget(label("timeline.recount_text", "smallsecond", wrap=True))
        self._untimed = label("", "smallsecond", wrap=True)
        self._untimed.hide()
        card_in.addWidget(self._untimed)
        inside.addWidget(card)
        inside.addStretch(1)
        area.setWidget(body)
        return area

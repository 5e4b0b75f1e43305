"""What the timeline lists: scenario, person, channel, tagged or not, words."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.tags import Scenario
from desktop_app.domain.timeline import TimelineQuery
from desktop_app.domain.transcript import Speaker
from desktop_app.gui.texts import language, put, tr
from desktop_app.gui.widgets.buttons import column, row
from desktop_app.gui.widgets.review_chips import FilterChip
from desktop_app.gui.widgets.select import Select

_WAIT_MS = 180
_PEOPLE = ((None, "all"), (Speaker.OTHER, "other"), (Speaker.SELF, "self"))
_CHANNELS = (("", "all"), ("message", "message"), ("call", "call"))


class TimelineFilters(QWidget):
    """Two lines of choices; ``changed`` when another question is asked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        lines = column(self, spacing=6)
        first, second = row(spacing=4), row(spacing=8)
        lines.addLayout(first)
        lines.addLayout(second)
        self.scenarios = {each: FilterChip(f"gui.scenario.{each}", each) for each in Scenario}
        for chip in self.scenarios.values():
            chip.clicked.connect(lambda _=False, chip=chip: self._one(chip))
            first.addWidget(chip)
        self.tagged = FilterChip("timeline.filter.tagged")
        self.tagged.clicked.connect(lambda _: self.changed.emit())
        self.refusals = FilterChip("timeline.filter.refusals")
        self.refusals.clicked.connect(lambda _: self.changed.emit())
        first.addWidget(self.tagged)
        first.addWidget(self.refusals)
        first.addStretch(1)
        self.person, self.channel = Select(), Select()
        put(self.person, "accessibleName", "timeline.filter.person")
        put(self.channel, "accessibleName", "timeline.filter.channel")
        for each in (self.person, self.channel):
            each.setMinimumWidth(104)
            each.activated.connect(lambda _: self.changed.emit())
        self.words = QLineEdit()
        put(self.words, "placeholderText", "timeline.filter.words")
        put(self.words, "accessibleName", "timeline.filter.words")
        self.words.setClearButtonEnabled(False)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.changed)
        self.words.textChanged.connect(lambda _: self._wait.start())
        second.addWidget(self.person)
        second.addWidget(self.channel)
        second.addWidget(self.words, 1)
        language.changed.connect(self._name)
        self._name()

    def query(self) -> TimelineQuery:
        """Return the question that is asked."""
        scenario = next((each for each, chip in self.scenarios.items() if chip.isChecked()), None)
        return TimelineQuery(
            scenario=scenario,
            speaker=_PEOPLE[self.person.currentIndex()][0],
            channel=_CHANNELS[self.channel.currentIndex()][0],
            tagged_only=self.tagged.isChecked(),
            refusal_only=self.refusals.isChecked(),
            words=self.words.text().strip(),
        )

    def clear(self) -> None:
        """Ask for everything."""
        for chip in (*self.scenarios.values(), self.tagged, self.refusals):
            chip.setChecked(False)
        self.person.setCurrentIndex(0)
        self.channel.setCurrentIndex(0)
        self.words.clear()
        self.changed.emit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Give way in narrow windows."""
        return QSize(320, super().minimumSizeHint().height())

    def _one(self, chosen: FilterChip) -> None:
        for chip in self.scenarios.values():
            if chip is not chosen:
                chip.setChecked(False)
        self.changed.emit()

    def _name(self) -> None:
        for select, prefix, choices in (
            (self.person, "timeline.person", _PEOPLE),
            (self.channel, "timeline.channels", _CHANNELS),
        ):
            now = max(0, select.currentIndex())
            select.clear()
            for _, name in choices:
                select.addItem(tr(f"{prefix}.{name}"))
            select.setCurrentIndex(now)

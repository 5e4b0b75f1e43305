"""What a person does to the open entry of the review; every step can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.case import CallView, MessageView
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import Side
from desktop_app.domain.tags import Scenario, Severity, Verdict
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation.clock import SystemClock
from desktop_app.gui.bridge import Session
from desktop_app.gui.models.review_entries import Chip, Entry, Key
from desktop_app.gui.models.transcript_model import TranscriptModel
from desktop_app.gui.widgets.call_dialog import CallDialog
from desktop_app.gui.widgets.review_menus import chip_menu, speaker_menu, tag_menu
from desktop_app.gui.widgets.review_time import TimeDialog

_NEXT_SPEAKER = {
    Speaker.OTHER: Speaker.SELF,
    Speaker.SELF: Speaker.SYSTEM,
    Speaker.SYSTEM: Speaker.OTHER,
}


class ReviewActions(QObject):
    """Changes the case through its lane; the views follow from what changed.

    Args:
        session: the open case.
        model: the transcript on screen.
        current: the open entry, or None.
        span: the selected characters of the open entry, or None.
        sides: on which side each message of the picture stands.
        over: owns menus and dialogs.
    """

    def __init__(
        self,
        session: Session,
        model: TranscriptModel,
        current: Callable[[], Entry | None],
        span: Callable[[], tuple[int, int] | None],
        sides: Callable[[], Mapping[int, Side]],
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._session, self._model = session, model
        self._current, self._span = current, span
        self._sides, self._over = sides, over

    def decide_all(self, verdict: Verdict) -> None:
        """Accept or reject every open suggestion of the open entry; all of them, if none is."""
        entry = self._current()
        if entry is None:
            return
        review, change = self._session.case.review, self._session.change
        if entry.open:
            change(review.decide_all(*entry.key, verdict))
            return
        for view in entry.view.suggestions:
            if view.decision is not None and view.decision.verdict is not verdict:
                change(review.decide(*entry.key, view.id, verdict))

    def accept(self) -> None:
        """Accept what is suggested."""
        self.decide_all(Verdict.ACCEPTED)

    def reject(self) -> None:
        """Reject what is suggested."""
        self.decide_all(Verdict.REJECTED)

    def correct(self, key: Key, text: str) -> None:
        """Set the words of a message."""
        self._session.change(self._session.case.review.correct_text(key[1], text))

    def choose_reading(self, number: int) -> None:
        """Settle the open entry on one of its readings, counted from 1."""
        entry = self._current()
        options = entry.readings() if entry is not None else ()
        if entry is not None and 0 < number <= len(options):
            review = self._session.case.review
            self._session.change(review.choose_reading(entry.key[1], options[number - 1]))

    def next_speaker(self) -> None:
        """Go round: other, self, system."""
        entry = self._current()
        if entry is not None and entry.speaker is not None:
            self.one(_NEXT_SPEAKER[entry.speaker])

    def one(self, speaker: Speaker) -> None:
        """Say who spoke in the open entry."""
        entry = self._current()
        if entry is not None and entry.speaker is not None:
            review = self._session.case.review
            self._session.change(review.set_speaker([entry.key[1]], speaker))

    def of_name(self, speaker: Speaker) -> None:
        """Say who wrote everything in this picture under the open entry's name."""
        entry = self._current()
        if entry is not None and entry.speaker_name:
            review = self._session.case.review
            self._session.change(review.set_speaker(self._of_same_name(entry), speaker))

    def _of_same_name(self, entry: Entry) -> list[int]:
        return [
            other.key[1]
            for other in self._model.entries.values()
            if other.speaker is not None and other.speaker_name == entry.speaker_name
        ]

    def side(self, side: Side, speaker: Speaker, *, everywhere: bool) -> None:
        """Say who wrote everything on one side, of this picture or of the conversation."""
        drawing = self._session.case.drawing
        self._session.change(drawing.set_side(self._pictures(everywhere), side, speaker))

    def swap(self, *, everywhere: bool) -> None:
        """Make the buyer's words the other's and the other's the buyer's."""
        self._session.change(self._session.case.drawing.swap_sides(self._pictures(everywhere)))

    def _pictures(self, everywhere: bool) -> tuple[int, ...]:
        number = self._model.evidence_id
        return self._session.case.conversation(number) if everywhere else (number,)

    def ask_call(self) -> CallDialog | None:
        """Open the small dialog for what a row of calls says; rows of tables stay as they are."""
        entry = self._current()
        if entry is None or not isinstance(entry.view, CallView) or entry.box is None:
            return None
        dialog = CallDialog(entry.view.call.said, self._over)
        item, review = entry.key[1], self._session.case.review
        dialog.kept.connect(lambda said: self._session.change(review.settle_call(item, said)))
        dialog.open()
        return dialog

    def ask_time(self) -> TimeDialog | None:
        """Open the small dialog for the time; a call has it beside its other fields."""
        entry = self._current()
        if entry is None or not isinstance(entry.view, MessageView):
            self.ask_call()
            return None
        dialog = TimeDialog(entry.moment, self._near(entry), self._over)
        item = entry.key[1]
        dialog.kept.connect(lambda moment: self._set_moment(item, moment))
        dialog.open()
        return dialog

    def show_speaker_menu(self, at: QPoint) -> QMenu | None:
        """Offer the speakers."""
        entry = self._current()
        if entry is None or entry.speaker is None:
            return None
        sides = Counter(self._sides().values())
        pictures = len(self._pictures(True))
        named = (entry.speaker_name, len(self._of_same_name(entry)))
        menu = speaker_menu(entry.speaker, named, sides, pictures, self, self._over)
        menu.popup(at)
        return menu

    def show_chip_menu(self, chip: Chip, at: QPoint) -> QMenu | None:
        """Offer what can be done with one tag."""
        entry = self._current()
        if entry is None:
            return None
        review, change = self._session.case.review, self._session.change
        key, number = entry.key, chip.suggestion.id if chip.suggestion is not None else 0
        menu = chip_menu(
            chip,
            lambda verdict: change(review.decide(*key, number, verdict)),
            lambda: change(review.clear_decision(*key, number)),
            lambda: change(review.remove_tag(*key, chip.scenario)),
            self._over,
        )
        menu.popup(at)
        return menu

    def show_tag_menu(self, at: QPoint) -> QMenu | None:
        """Offer a tag of one's own, on the selected words where there are some."""
        entry, span = self._current(), self._span()
        if entry is None:
            return None
        spans = () if span is None else (span,)
        words = "" if span is None else entry.text[span[0] : span[1]]
        key = entry.key

        def choose(scenario: Scenario, severity: Severity) -> None:
            review = self._session.case.review
            self._session.change(review.add_tag(*key, scenario, severity, spans))

        menu = tag_menu(choose, words, self._over)
        menu.popup(at)
        return menu

    def _set_moment(self, message_id: int, moment: Moment | None) -> None:
        self._session.change(self._session.case.review.set_moment(message_id, moment))

    def _near(self, entry: Entry) -> datetime:
        """Return the time of the nearest entry above that has one."""
        near: datetime | None = None
        for key, each in self._model.entries.items():
            if each.moment is not None:
                near = each.moment.value
            if key == entry.key and near is not None:
                return near
        return near or SystemClock().now().replace(tzinfo=None, microsecond=0)

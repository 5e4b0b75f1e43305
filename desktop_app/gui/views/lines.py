"""The doubts one by one: the crop large, both readings, a field, and keys for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from desktop_app.domain.case import ChangeSet
from desktop_app.domain.doubt import Doubt, DoubtfulCall, OfferedCall
from desktop_app.gui.bridge import Session
from desktop_app.gui.models.call_words import words_of
from desktop_app.gui.models.line_queue import Fix, LineQueue, Said, in_words, words_standing
from desktop_app.gui.texts import language, put, tr
from desktop_app.gui.widgets.alike_offer import AlikeOffer
from desktop_app.gui.widgets.buttons import TextButton, column, frame, label, row
from desktop_app.gui.widgets.call_page import CallPage
from desktop_app.gui.widgets.doubt_page import DoubtPage
from desktop_app.gui.widgets.line_page import LinePage
from desktop_app.gui.widgets.lines_done import LinesDone
from desktop_app.gui.widgets.reading_rows import SHOWN
from desktop_app.gui.widgets.review_keys import UNDO_CAP, ReviewKeys

_WIDEST = 920  # logical pixels; longer ways from crop to words are tiring
_KEYS = (
    ("next", "↵"),
    ("choose", "1–3"),
    ("edit", "E"),
    ("skip", "S"),
    ("move", "↑↓"),
    ("undo", UNDO_CAP),
    ("leave", "Esc"),
)
_OFFER_KEYS = (
    ("alike_take", "A"),
    ("alike_toggle", "␣"),
    ("alike_pass", "↵"),
    ("undo", UNDO_CAP),
)


class LinesView(QWidget):
    """Goes through the case's doubtful lines and rows of calls; a mode of the review.

    Signals: ``left`` to return to the review, ``item_asked(channel, id)`` to see a message
    or call on its whole picture there, ``counted(n)`` for how many lines wait.
    """

    left = Signal()
    item_asked = Signal(str, int)
    counted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.queue = LineQueue(session, self)
        self._shown: tuple[object, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        put(self, "accessibleName", "lines.title")
        layout = column(self, spacing=0)
        layout.addWidget(self._top())
        middle = row(spacing=0)
        middle.setContentsMargins(24, 0, 24, 0)
        self.stack = QStackedWidget()
        self.stack.setMaximumWidth(_WIDEST)
        self.page = LinePage(session.ask)
        self.offer = AlikeOffer(session.ask, self.page.crop.store, self.queue.tiles)
        self.done = LinesDone()
        self.call_page = CallPage(session.ask, self.page.crop.store)
        for page in (self.page, self.call_page, self.offer, self.done):
            self.stack.addWidget(page)
        middle.addWidget(self.stack, 1)
        layout.addLayout(middle, 1)
        self.keys = ReviewKeys(_KEYS, "lines.key")
        self.offer_keys = ReviewKeys(_OFFER_KEYS, "lines.key")
        self.offer_keys.hide()
        layout.addWidget(self.keys)
        layout.addWidget(self.offer_keys)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.timeout.connect(self._fetch_ahead)
        self._connect()

    def _top(self) -> QWidget:
        bar = frame("header")
        line = row(bar, spacing=12)
        line.setContentsMargins(12, 8, 24, 8)
        self.back = TextButton("lines.back", "undo-2", "link")
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line.addWidget(self.back)
        line.addStretch(1)
        self.progress = label("", "strong")
        line.addWidget(self.progress)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(160, 6)
        put(self.bar, "accessibleName", "lines.bar")
        line.addWidget(self.bar)
        return bar

    def _connect(self) -> None:
        self.queue.moved.connect(self._show)
        self.queue.counted.connect(self.counted)
        self.queue.found_tiles.connect(self._show_pictures)
        self.page.crop.store.loaded.connect(lambda: self._ahead.start(0))
        self._session.blur_changed.connect(self._show)
        language.changed.connect(self._show_anew)
        self.back.clicked.connect(self.left)
        self.done.left.connect(self.left)
        self.done.again.connect(self.queue.take_skipped)
        for page in (self.page, self.call_page):
            page.whole_asked.connect(self._ask_whole)
            page.crop.clicked.connect(self._reveal)
            page.readings.chosen.connect(self._choose)
            page.kept.connect(self._enter)
            page.left.connect(self._leave_field)
            page.stepped.connect(self._step_from_field)
            page.typed.connect(self._typed)
        self.offer.taken.connect(self._take_alike)
        self.offer.passed.connect(self._pass_alike)
        for keys in (self.keys, self.offer_keys):
            keys.asked.connect(self._asked)

    # ------------------------------------------------------------------ from the review

    def begin(self) -> None:
        """Start at the first line."""
        self._close_offer()
        self._shown = ()
        self.queue.begin()
        self.setFocus()

    def end(self) -> None:
        """Leave; what was typed and not kept is gone."""
        self._close_offer()
        self.queue.end()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Follow the case."""
        if changes is not None and changes.action == "pictures.drawn":
            self.page.crop.store.forget()
        self.queue.refresh(changes)

    def activate(self) -> None:
        """Take the keyboard."""
        self.setFocus()

    @property
    def offering(self) -> bool:
        """Whether the same misreading in other lines is being offered."""
        return self.stack.currentWidget() is self.offer

    # ------------------------------------------------------------------ what is shown

    @property
    def shown_page(self) -> DoubtPage:
        """The page for what is in sight: a line's, or a call's."""
        item = self.queue.current()
        call = item is not None and isinstance(item.line, DoubtfulCall)
        return self.call_page if call else self.page

    def _show(self) -> None:
        item = self.queue.current()
        if not self.queue.sitting:
            return
        self._show_progress()
        if self.offering and item is not None and item.text is not None:
            return
        self._close_offer()
        self.keys.setVisible(item is not None)
        if item is None:
            self._shown = ()
            self.done.show_end(len(self.queue.items), self.queue.skipped())
            self.stack.setCurrentWidget(self.done)
            return
        page = self.shown_page
        self.stack.setCurrentWidget(page)
        line, hidden = item.line, self.queue.hidden(item.line)
        shown = (line.key, line.view, line.readings, item.text, hidden)
        if shown == self._shown:
            return
        same = bool(self._shown) and self._shown[0] == line.key
        self._shown = shown
        if not same and page.typing():
            self.setFocus()
        page.show_item(item, hidden=hidden, keep_field=same and page.typing())
        self._show_pictures()

    def _show_pictures(self) -> None:
        item = self.queue.current()
        if self.offering:
            self.offer.show_pictures()
        elif item is not None:
            tiles = self.queue.tiles(item.line.view.evidence_id)
            hidden = self.queue.hidden(item.line)
            self.shown_page.show_picture(item.line, tiles, hidden=hidden)
            self._ahead.start(0)

    def _fetch_ahead(self) -> None:
        """Fetch what the next lines need, once the line in sight has all it needs."""
        if not self.queue.sitting or not self.shown_page.crop.arrived():
            return
        for line in self.queue.ahead():
            tiles = self.queue.tiles(line.view.evidence_id)
            page = self.call_page if isinstance(line, DoubtfulCall) else self.page
            if tiles and not self.queue.hidden(line):
                page.crop.prefetch(tiles, line.place)

    def _show_progress(self) -> None:
        total, at = len(self.queue.items), self.queue.at
        left = len(self.queue.open_lines())
        self.progress.setVisible(at < total)
        self.progress.setText(tr("lines.progress", at=at + 1, total=total))
        said = f"{self.progress.text()}，{tr('lines.remaining', n=left)}"
        self.progress.setAccessibleName(said)
        self.bar.setVisible(total > 0)
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(total - left)

    def _show_anew(self) -> None:
        self._shown = ()
        self._show()

    # ------------------------------------------------------------------ what the person does

    def _choose(self, number: int) -> None:
        item = self.queue.current()
        if item is None or self.queue.hidden(item.line):
            return
        readings = item.line.readings[:SHOWN]
        if 0 < number <= len(readings):
            reading = readings[number - 1]
            call = isinstance(reading, OfferedCall)
            item.draft = words_of(reading.said) if call else reading.text
            self.shown_page.show_words(item)

    def _typed(self) -> None:
        item = self.queue.current()
        if item is not None:
            item.draft = self.shown_page.draft()
            self.shown_page.show_words(item, keep=True)

    def _edit(self) -> None:
        item = self.queue.current()
        if item is not None and not self.queue.hidden(item.line):
            self.shown_page.begin_typing(item)

    def _enter(self) -> None:
        """Settle what is in sight on what stands in its field and go on."""
        item = self.queue.current()
        if item is None:
            self.left.emit()
            return
        if self.queue.hidden(item.line):
            self._reveal()
            return
        said = self.shown_page.said(item)
        if said is None:
            self._session.failed.emit(self.shown_page.tell_wrong(item))
            return
        self.setFocus()
        fixes = self.queue.settle(said)
        if fixes:
            self._offer(item.line, said, fixes)
        else:
            self.queue.go_on()

    def _reveal(self) -> None:
        item = self.queue.current()
        if item is not None and self.queue.hidden(item.line):
            self.queue.reveal()

    def _leave_field(self) -> None:
        """Take back what was typed and not kept."""
        item = self.queue.current()
        if item is not None:
            item.draft = None
            self.shown_page.show_words(item)
        self.setFocus()

    def _step_from_field(self, by: int) -> None:
        self.setFocus()
        self.queue.step(by)

    def _ask_whole(self) -> None:
        item = self.queue.current()
        if item is not None:
            self.item_asked.emit(*item.line.key[:2])

    # ------------------------------------------------------------------ the same misreading

    def _offer(self, line: Doubt, said: Said, fixes: Sequence[Fix]) -> None:
        self.offer.show_fixes(words_standing(line), in_words(said), fixes)
        self.stack.setCurrentWidget(self.offer)
        self.keys.hide()
        self.offer_keys.show()
        self._show_progress()

    def _close_offer(self) -> None:
        if self.offering:
            self.stack.setCurrentWidget(self.shown_page)
        self.offer_keys.hide()
        self.keys.show()

    def _take_alike(self, fixes: Sequence[Fix]) -> None:
        self._close_offer()
        self.queue.settle_alike(fixes)
        self.queue.go_on()
        self.setFocus()

    def _pass_alike(self) -> None:
        self._close_offer()
        self.queue.go_on()
        self.setFocus()

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take keys from any child that has no use for them."""
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if event.matches(QKeySequence.StandardKey.Undo) or held:
            event.ignore()
            return
        name = (_OFFER if self.offering else _LINE).get(Qt.Key(event.key()))
        if name is not None:
            self._asked(name)
        elif not self.offering and event.text().isprintable() and event.text().strip():
            self._edit()
            if self.shown_page.typing():
                self.shown_page.type_over(event.text())
        else:
            event.ignore()

    def _asked(self, name: str) -> None:
        match name:
            case "next":
                self._enter()
            case "1" | "2" | "3":
                self._choose(int(name))
            case "choose":
                self._choose_next()
            case "edit":
                self._edit()
            case "skip":
                self.queue.skip()
            case "reveal":
                self._reveal()
            case "up" | "down" | "move":
                self.queue.step(-1 if name == "up" else 1)
            case "undo":
                self._session.undo()
            case "leave":
                self.left.emit()
            case "alike_take":
                self.offer.accept()
            case "alike_toggle":
                self.offer.toggle()
            case "alike_pass":
                self.offer.enter()
            case _:
                pass

    def _choose_next(self) -> None:
        """Go round the readings, for who clicks the key's button."""
        item = self.queue.current()
        if item is not None and item.line.readings:
            rows = self.shown_page.readings.rows
            count = min(SHOWN, len(item.line.readings))
            place = next((n + 1 for n in range(count) if rows[n].isChecked()), 0)
            self._choose(place % count + 1)


_LINE = {
    Qt.Key.Key_Return: "next",
    Qt.Key.Key_Enter: "next",
    Qt.Key.Key_1: "1",
    Qt.Key.Key_2: "2",
    Qt.Key.Key_3: "3",
    Qt.Key.Key_E: "edit",
    Qt.Key.Key_F2: "edit",
    Qt.Key.Key_Backspace: "edit",
    Qt.Key.Key_Delete: "edit",
    Qt.Key.Key_S: "skip",
    Qt.Key.Key_Space: "reveal",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_PageUp: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_PageDown: "down",
    Qt.Key.Key_Escape: "leave",
}
_OFFER = {
    Qt.Key.Key_A: "alike_take",
    Qt.Key.Key_Return: "alike_pass",
    Qt.Key.Key_Enter: "alike_pass",
    Qt.Key.Key_Escape: "alike_pass",
}

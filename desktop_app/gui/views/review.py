"""The place 核读: a picture, what was read from it, and the person's corrections."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from desktop_app.domain.case import ChangeSet
from desktop_app.domain.recognition import Side
from desktop_app.foundation.errors import JuzhengError
from desktop_app.gui.bridge import Session, merged
from desktop_app.gui.delegates.transcript_layout import Target
from desktop_app.gui.models.card_facts import picture_tiles
from desktop_app.gui.models.review_entries import Entry, Key, ReviewPage, entries_of
from desktop_app.gui.models.transcript_model import Show, TranscriptModel
from desktop_app.gui.models.transcript_words import reasons
from desktop_app.gui.texts import put, tr
from desktop_app.gui.views.lines import LinesView
from desktop_app.gui.views.review_actions import ReviewActions
from desktop_app.gui.views.review_drawing import ReviewDrawing
from desktop_app.gui.widgets.buttons import column, frame, label, row
from desktop_app.gui.widgets.picture_marks import marks_of
from desktop_app.gui.widgets.picture_tools import PicturePane
from desktop_app.gui.widgets.picture_view import STEP
from desktop_app.gui.widgets.review_chips import FilterChip
from desktop_app.gui.widgets.review_empty import ReviewEmpty
from desktop_app.gui.widgets.review_keys import BY_KEY, ReviewKeys
from desktop_app.gui.widgets.review_strip import ReviewStrip
from desktop_app.gui.widgets.transcript_view import TranscriptView

_FIRST: Key = ("", 0)  # the first entry that waits for a person
_TOLD_MS = 5000


class ReviewView(QWidget):
    """The place 核读; fits the contract of ``gui.views``."""

    openItem = Signal(str, int)  # noqa: N815

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._dirty = True
        self._missed: ChangeSet | None = None  # what changed out of sight; None for anything
        self._piece = 0
        self._wanted: Key | None = None
        self._loading = 0
        self.page: ReviewPage | None = None
        self.model = TranscriptModel(session, self)
        self.strip = ReviewStrip(session)
        self.pane = PicturePane(session.ask)
        self.list = TranscriptView(self.model, self._why)
        self.empty = ReviewEmpty()
        self.keys = ReviewKeys()
        self.lines = LinesView(session)
        self.actions_ = ReviewActions(
            session, self.model, self.list.current, self.list.span, self._sides, self
        )
        self.drawing = ReviewDrawing(session, self.pane.picture, self.list, self.actions_, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.modes = QStackedWidget()
        whole = QWidget()
        layout = row(whole, spacing=0)
        self.modes.addWidget(whole)
        self.modes.addWidget(self.lines)
        row(self, spacing=0).addWidget(self.modes)
        layout.addWidget(self.strip)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.pane.setMinimumWidth(220)
        self.split.addWidget(self.pane)
        right = QWidget()
        right.setMinimumWidth(360)
        side = column(right, spacing=0)
        top = row(spacing=6)
        top.setContentsMargins(20, 12, 12, 8)
        self.filters = {show: FilterChip(f"review.filter.{show.value}") for show in Show}
        for show, chip in self.filters.items():
            chip.setAutoExclusive(True)
            chip.setChecked(show is self.model.show)
            chip.clicked.connect(partial(self._filter, show))
            top.addWidget(chip)
        top.addStretch(1)
        self.by_line = FilterChip("lines.open")
        self.by_line.setCheckable(False)
        put(self.by_line, "toolTip", "lines.open_hint")
        self.by_line.hide()
        top.addWidget(self.by_line)
        side.addLayout(top)
        self.skipped = label("", "smallsecond", wrap=True)
        self.skipped.setContentsMargins(24, 0, 24, 6)
        self.skipped.hide()
        side.addWidget(self.skipped)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        side.addWidget(self.stack, 1)
        self.told = frame("good")
        inside = row(self.told, margin=10)
        self.told_text = label("", wrap=True)
        inside.addWidget(self.told_text)
        self.told.hide()
        place = row(margin=0)
        place.setContentsMargins(12, 0, 12, 8)
        place.addWidget(self.told)
        side.addLayout(place)
        side.addWidget(self.keys)
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 42)
        self.split.setStretchFactor(1, 58)
        self.split.setSizes([410, 582])
        layout.addWidget(self.split, 1)
        self._told_wait = QTimer(self)
        self._told_wait.setSingleShot(True)
        self._told_wait.setInterval(_TOLD_MS)
        self._told_wait.timeout.connect(self.told.hide)

    def _connect(self) -> None:
        self.strip.chosen.connect(self._open_piece)
        self.strip.pieces.arranged.connect(self._arranged)
        self.list.chosen.connect(self._entry_chosen)
        self.list.clicked_on.connect(self._clicked_on)
        self.list.typed.connect(self.actions_.correct)
        self.list.call_asked.connect(self.actions_.ask_call)
        self.list.pressed_key.connect(self._take_key)
        self.pane.picture.picked.connect(self._picked)
        self.keys.asked.connect(self._asked)
        self.empty.again.connect(lambda piece: self._session.case.intake.read_again([piece]))
        self._session.blur_changed.connect(self._mark)
        self.by_line.clicked.connect(self.open_lines)
        self.lines.counted.connect(self._count_lines)
        self.lines.left.connect(self.close_lines)
        self.lines.item_asked.connect(self.open_item)

    # ------------------------------------------------------------------ the place's contract

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show what is true now; out of sight this waits."""
        if not self.isVisible():
            known = self._missed if self._dirty else ChangeSet("")
            self._missed = None if changes is None or known is None else merged(known, changes)
            self._dirty = True
            return
        if changes is not None and not (
            changes.evidence or changes.messages or changes.calls or changes.structure
        ):
            return
        self.lines.refresh(changes)
        if self.by_lines:
            self._dirty, self._missed = True, None
            return
        self.strip.pieces.refresh(changes)
        if self._piece and (changes is None or self._touches(changes)):
            self._load(self._piece, None)

    def _touches(self, changes: ChangeSet) -> bool:
        """Whether a change is of the piece in sight; others are read meanwhile."""
        changed = {("message", number) for number in changes.messages}
        changed |= {("call", number) for number in changes.calls}
        return self._piece in changes.evidence or not changed.isdisjoint(self.model.entries)

    def activate(self) -> None:
        """Take the keyboard; catch up with what happened meanwhile."""
        if self._dirty:
            self.lines.refresh(None)
        if self.by_lines:
            self.lines.activate()
            return
        self._catch_up()
        self.list.setFocus()

    def _catch_up(self) -> None:
        if self._dirty:
            self._dirty, missed = False, self._missed
            self.strip.pieces.refresh(missed)
            if self._piece and (missed is None or self._touches(missed)):
                self._load(self._piece, None)

    @property
    def by_lines(self) -> bool:
        """Whether the doubtful lines are gone through one by one."""
        return self.modes.currentWidget() is self.lines

    def open_lines(self) -> None:
        """Go through the doubtful lines of the case one by one."""
        self.modes.setCurrentWidget(self.lines)
        self.lines.begin()

    def close_lines(self) -> None:
        """Return from the single lines to the pictures."""
        if self.by_lines:
            self.lines.end()
            self.modes.setCurrentIndex(0)
            self._catch_up()
            self.list.setFocus()

    def open_item(self, channel: str, item_id: int) -> None:
        """Go to a piece of evidence, or to one message or call in it."""
        case = self._session.case
        self.close_lines()
        if channel == "evidence":
            self._open_piece(item_id)
            return
        try:
            view = case.message(item_id) if channel == "message" else case.call(item_id)
        except JuzhengError:
            return
        key = (channel, item_id)
        if view.evidence_id == self.model.evidence_id:
            self._show_entry(key)
        else:
            self._load(view.evidence_id, key)

    # ------------------------------------------------------------------ one piece

    def _open_piece(self, piece: int) -> None:
        if piece != self._piece:
            self._load(piece, _FIRST)

    def _load(self, piece: int, wanted: Key | None) -> None:
        """Fetch a piece outside the window's thread; ``wanted`` is the entry to open."""
        self._piece = piece
        if wanted is not None:
            self._wanted = wanted
        self._loading += 1
        turn = self._loading
        self._session.ask(partial(self._fetch, piece), lambda page: self._take(turn, page), self)

    def _fetch(self, piece: int) -> ReviewPage | None:
        case = self._session.case
        try:
            evidence = case.evidence_one(piece)
        except JuzhengError:
            return None
        return ReviewPage(
            evidence,
            entries_of(case, piece),
            picture_tiles(case, piece),
            case.skipped(piece),
            case.drawn(piece),
            case.sides(piece),
        )

    def _take(self, turn: int, page: ReviewPage | None) -> None:
        if turn != self._loading:
            return
        if page is None:
            self._piece = 0
            self._arranged()
            return
        before, self.page = self.page, page
        other = before is None or before.evidence.id != page.evidence.id
        if other or before is None or before.tiles != page.tiles:
            self.pane.picture.set_picture(page.tiles)
        table = page.evidence.width == 0 and bool(page.entries)
        self.pane.setVisible(not table)
        self.pane.show_waiting(not page.tiles)
        self.list.setEnabled(True)
        kept = self.list.current()
        self.model.set_entries(page.evidence.id, page.entries)
        self.strip.show_piece(page.evidence.id)
        self._count()
        self._mark()
        self._show_skipped()
        self._show_stack()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            key = wanted if wanted != _FIRST else self._first()
            self._show_entry(key)
        elif kept is not None and not other and self.list.current() is None:
            self.list.choose(kept.key)
        self.drawing.show_page(page)

    def _first(self) -> Key | None:
        return self.model.next_to_check(None) or next(iter(self.model.entries), None)

    def _show_entry(self, key: Key | None) -> None:
        if key is None:
            return
        if self.model.row_of(key) < 0 and key in self.model.entries:
            self._filter(Show.ALL)
        self.list.choose(key)

    def _arranged(self) -> None:
        pieces = self.strip.pieces
        self.strip.setVisible(bool(pieces.rows))
        if not self._piece or pieces.row_of(self._piece) < 0:
            self._wanted = None
            first = pieces.rows[0].id if pieces.rows else 0
            if first:
                self._load(first, _FIRST)
            else:
                self._piece, self.page = 0, None
                self.model.set_entries(0, ())
                self._count()
                self._show_stack()
        self.strip.show_piece(self._piece)

    def _sides(self) -> Mapping[int, Side]:
        return {} if self.page is None else self.page.sides

    def _why(self, entry: Entry) -> tuple[str, ...]:
        return reasons(self._session.case, entry)

    def _count(self) -> None:
        for show in (Show.CHECK, Show.ALL):
            self.filters[show].set_count(self.model.count(show))

    def _count_lines(self, n: int) -> None:
        self.by_line.setVisible(n > 0)
        self.by_line.set_count(n)

    def _mark(self) -> None:
        hidden = frozenset(
            key for key, entry in self.model.entries.items() if self.model.hidden(entry)
        )
        entries = tuple(self.model.entries.values())
        self.pane.picture.set_marks(marks_of(entries, hidden))
        self.pane.picture.hand.set_entries([each for each in entries if each.key not in hidden])

    def _show_skipped(self) -> None:
        rows = self.page.skipped if self.page is not None else ()
        self.skipped.setVisible(bool(rows))
        self.skipped.setText(tr("gui.panel.skipped", n=len(rows)))
        lines = [f"{each.row}: {' | '.join(each.cells)}" for each in rows[:20]]
        self.skipped.setToolTip("\n".join(lines))

    def _show_stack(self) -> None:
        """Show the list, or say calmly why there is none."""
        bare = self.page is None or not self.page.evidence.width
        if self.page is None:
            self.pane.hide()
            self.empty.say("none", "layers")
        elif not self.page.entries:
            self.empty.say_piece(self.page.evidence)
            self.pane.setVisible(bool(self.page.tiles))
        elif not self.model.keys:
            self.empty.say(
                "all_checked" if self.model.show is Show.CHECK else "filtered",
                "circle-check" if self.model.show is Show.CHECK else "filter",
            )
        else:
            self.pane.setVisible(not bare)
            self.stack.setCurrentWidget(self.list)
            return
        self.stack.setCurrentWidget(self.empty)

    def _filter(self, show: Show) -> None:
        kept = self.list.current()
        self.filters[show].setChecked(True)
        self.model.choose(show)
        self._show_stack()
        if kept is not None and self.model.row_of(kept.key) >= 0:
            self.list.choose(kept.key)
        elif self.model.keys:
            self.list.choose(self.model.keys[0])

    # ------------------------------------------------------------------ picture and list

    def _entry_chosen(self, channel: str, item_id: int) -> None:
        self.drawing.show_chosen((channel, item_id))
        self.told.hide()

    def _picked(self, channel: str, item_id: int) -> None:
        key = (channel, item_id)
        entry = self.model.entries.get(key)
        if entry is not None and self.model.hidden(entry):
            self.model.reveal(key)
            self._mark()
        self._show_entry(key)
        self.list.setFocus()

    def _clicked_on(self, target: Target, at: QPoint) -> None:
        match target.what:
            case "chip":
                self.actions_.show_chip_menu(target.value, at)  # pyright: ignore
            case "reading":
                self.actions_.choose_reading(int(target.value))  # pyright: ignore
            case "type":
                self.list.edit_current()
            case "speaker":
                self.actions_.show_speaker_menu(at)
            case "time":
                self.actions_.ask_time()
            case _:
                pass

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take keys from any child that has no use for them."""
        event.ignore()
        self._take_key(event)

    def _take_key(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            if not self.drawing.copy():
                self.list.copy()
            event.accept()
            return
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        name = BY_KEY.get(Qt.Key(event.key()))
        if name is not None and plain == Qt.KeyboardModifier.NoModifier:
            if name == "join" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                name = "join_before"
            self._asked(name)
            event.accept()

    def _asked(self, name: str) -> None:
        picture = self.pane.picture
        match name:
            case "next":
                self._next()
            case "accept":
                self.actions_.accept()
            case "reject":
                self.actions_.reject()
            case "speaker":
                self.actions_.next_speaker()
            case "edit":
                self.list.edit_current()
            case "reading_1" | "reading_2" | "reading_3":
                self.actions_.choose_reading(int(name[-1]))
            case "time":
                self.actions_.ask_time()
            case "tag":
                self.actions_.show_tag_menu(self._beside())
            case "undo":
                self._session.undo()
            case "down" | "up":
                self.list.step(1 if name == "down" else -1)
            case "page_down" | "page_up":
                self.strip.step(1 if name == "page_down" else -1)
            case "larger" | "smaller":
                picture.zoom(STEP if name == "larger" else 1 / STEP)
            case "actual":
                picture.actual()
            case "lines":
                self.open_lines()
            case _:
                self.drawing.do(name)

    def _next(self) -> None:
        entry = self.list.current()
        key = self.model.next_to_check(entry.key if entry is not None else None)
        if key is None:
            piece = self.strip.pieces.next_to_check(self._piece)
            if piece is not None:
                self._load(piece, _FIRST)
                return
            key = self.model.next_to_check(None)
        if key is None or (entry is not None and key == entry.key and not entry.to_check):
            self.told_text.setText(tr("review.empty.all_done"))
            self.told.show()
            self._told_wait.start()
        else:
            self._show_entry(key)

    def _beside(self) -> QPoint:
        rect = self.list.visualRect(self.list.currentIndex())
        return self.list.viewport().mapToGlobal(rect.topLeft() + QPoint(40, 30))

"""What a person does on the picture of the review, and to the borders between entries."""

from __future__ import annotations

import sys
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.case import ChangeSet, MessageView
from desktop_app.domain.drawn import Area, AreaUse
from desktop_app.domain.geometry import Box, union_of
from desktop_app.gui.bridge import Session
from desktop_app.gui.lanes import Job
from desktop_app.gui.models.review_entries import Entry, Key, ReviewPage
from desktop_app.gui.texts import tr
from desktop_app.gui.views.review_actions import ReviewActions
from desktop_app.gui.widgets.box_progress import BoxProgress
from desktop_app.gui.widgets.picture_drawn import rect_of
from desktop_app.gui.widgets.picture_hand import Tool
from desktop_app.gui.widgets.picture_view import PictureView
from desktop_app.gui.widgets.review_menus import Doing, entry_menu, ignore_menu
from desktop_app.gui.widgets.transcript_view import TranscriptView

_COPY = "⌘C" if sys.platform == "darwin" else "Ctrl+C"
_AROUND = 6  # characters shown on each side of a break of the screen


class ReviewDrawing(QObject):
    """Joins the tool in hand, the transcript's menu and the case.

    Args:
        session: the open case.
        picture: where is drawn.
        entries: the transcript beside it.
        actions: what else can be done with the open entry.
        over: owns menus.
    """

    def __init__(
        self,
        session: Session,
        picture: PictureView,
        entries: TranscriptView,
        actions: ReviewActions,
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._session, self._picture, self._list = session, picture, entries
        self._actions, self._over = actions, over
        self._hand = picture.hand
        self._page: ReviewPage | None = None
        self._wanted: tuple[Box, tuple[Entry, ...]] | None = None
        self._following = True
        self.jobs: dict[Job, tuple[int, Box, BoxProgress]] = {}
        self._hand.drew.connect(self._drew)
        self._hand.selected.connect(self._selected)
        self._hand.tool_changed.connect(self._rest)
        picture.asked.connect(self._asked)
        entries.selecting.connect(self._forget_selection)
        entries.cut.connect(lambda key, text, at: self._split(key, at, text))
        entries.asked.connect(self.show_entry_menu)

    # ------------------------------------------------------------------ what is shown

    def show_page(self, page: ReviewPage) -> None:
        """Show what is drawn on a piece; open the entry that was just made."""
        if self._page is None or self._page.evidence.id != page.evidence.id:
            self._wanted = None
        self._page = page
        self._hand.set_areas(page.drawn.areas)
        self._show_pending()
        self._open_wanted()

    def _want(self, box: Box | None, before: tuple[Entry, ...]) -> None:
        """Open what stands in a box as soon as the transcript is no longer as before."""
        self._wanted = None if box is None else (box, before)
        self._open_wanted()

    def _open_wanted(self) -> None:
        now = self._now()
        if self._wanted is None or now == self._wanted[1]:
            return
        found = _entry_in(now, self._wanted[0])
        self._wanted = None
        if found is not None:
            self._open(found.key)

    def _now(self) -> tuple[Entry, ...]:
        return tuple(self._list.entries.entries.values())

    def show_chosen(self, key: Key) -> None:
        """Make the open entry stand out on the picture."""
        self._picture.choose(key, follow=self._following)
        if self._following:
            self._hand.clear()

    def copy(self) -> bool:
        """Copy the words selected on the picture; False where there are none."""
        words = self._hand.copied()
        if words:
            QGuiApplication.clipboard().setText(words)
        return bool(words)

    def do(self, name: str) -> None:
        """Do what a key stands for."""
        match name:
            case "select" | "read" | "ignore":
                self._hand.take(Tool(name))
            case "leave":
                self._hand.clear()
                self._hand.take(Tool.SELECT)
            case "split":
                self.split()
            case "join":
                self.join(1)
            case "join_before":
                self.join(-1)
            case _:
                pass

    def _open(self, key: Key) -> None:
        if self._list.entries.row_of(key) >= 0:
            self._list.choose(key)

    # ------------------------------------------------------------------ words on the picture

    def _selected(self) -> None:
        """Show the same words in the transcript where they are those of one message."""
        found = self._hand.span()
        if found is None or self._list.entries.row_of(found[0]) < 0:
            self._list.select(None)
            return
        key, span = found
        self._following = False
        self._list.choose(key)
        self._following = True
        self._list.select(span)

    def _forget_selection(self) -> None:
        self._hand.clear()

    # ------------------------------------------------------------------ boxes

    def _drew(self, tool: Tool, box: Box) -> None:
        page = self._page
        if page is None or not page.evidence.width:
            self._hand.drop_band()
        elif tool is Tool.READ:
            self._hand.drop_band()
            self._read(page, box)
        else:
            self._session.ask(
                partial(self._session.case.same_layout, page.evidence.id),
                partial(self._ask_where, box),
                self,
                self._hand.drop_band,
            )

    def _read(self, page: ReviewPage, box: Box) -> None:
        case = self._session.case
        job = self._session.start(partial(case.boxes.read, page.evidence, box))
        chip = BoxProgress(self._picture, rect_of(box), job)
        self.jobs[job] = page.evidence.id, box, chip
        before = self._now()
        job.done.connect(lambda _: self._read_done(job, before))
        job.failed.connect(lambda _: self._ended(job))
        job.cancelled.connect(lambda: self._ended(job))
        self._show_pending()

    def _read_done(self, job: Job, before: tuple[Entry, ...]) -> None:
        piece, box, _ = self.jobs[job]
        if self._page is not None and piece == self._page.evidence.id:
            self._want(box, before)
        self._ended(job)

    def _ended(self, job: Job) -> None:
        self.jobs.pop(job, None)
        self._show_pending()
        self._rest()

    def _show_pending(self) -> None:
        piece = 0 if self._page is None else self._page.evidence.id
        for of, _, chip in self.jobs.values():
            chip.setVisible(of == piece)
        self._hand.item.set_pending([box for of, box, _ in self.jobs.values() if of == piece])

    def _rest(self) -> None:
        """Give the worker back when the tool was laid down."""
        if self._hand.tool is not Tool.READ and not self.jobs:
            self._session.ask(self._session.case.boxes.rest, lambda _: None, self)

    def _ask_where(self, box: Box, alike: tuple[int, ...]) -> None:
        """Ask on which pictures a box is ignored, with their number; alone there is no question."""
        if self._page is None or alike[0] != self._page.evidence.id:
            self._hand.drop_band()
            return
        if len(alike) == 1:
            self._ignore(alike, box)
            return
        menu = ignore_menu(
            len(alike), lambda all_: self._ignore(alike if all_ else alike[:1], box), self._over
        )
        menu.aboutToHide.connect(self._hand.drop_band)
        corner = self._picture.mapFromScene(rect_of(box).bottomLeft())
        menu.popup(self._picture.viewport().mapToGlobal(corner))

    def _ignore(self, pieces: tuple[int, ...], box: Box) -> None:
        self._hand.drop_band()
        told = tr("review.told.ignored", n=len(pieces))
        self._session.change(
            self._session.case.drawing.ignore(pieces, box),
            lambda _: self._session.undoable.emit(told),
        )

    # ------------------------------------------------------------------ menus

    def _asked(self, key: Key | None, area: Area | None, at: QPoint) -> None:
        """Offer what can be done with an entry or drawn area on the picture."""
        if key is not None and self._list.entries.row_of(key) >= 0:
            self._following = False
            kept = self._list.caret() if self._list.current_key() == key else None
            self._list.choose(key)
            self._following = True
            if kept is None and (found := self._hand.span()) is not None and found[0] == key:
                self._list.select(found[1])
            self.show_entry_menu(at, area)
        elif area is not None:
            entry_menu([self._forgetting(area)], (), self._over).popup(at)

    def _forgetting(self, area: Area) -> Doing:
        name = "unignore" if area.use is AreaUse.IGNORE else "unread"
        return Doing(f"review.box.{name}", "", partial(self._forget, area))

    def _forget(self, area: Area) -> None:
        if self._page is not None:
            drawing = self._session.case.drawing
            self._session.change(drawing.forget(self._page.evidence.id, area))

    def show_entry_menu(self, at: QPoint, area: Area | None = None) -> QMenu | None:
        """Offer what can be done with the open entry; ``at`` is a point of the screen."""
        entry = self._list.current()
        if entry is None:
            return None
        message = entry.view.message if isinstance(entry.view, MessageView) else None
        here = self._cut_place(entry)
        editable = message is not None or entry.box is not None
        doings: list[Doing | None] = [
            Doing("review.menu.copy", _COPY, lambda: self.copy() or self._list.copy()),
            Doing("review.key.edit", "E", self._list.edit_current if editable else None),
            Doing("review.menu.speaker", "", partial(self._actions.show_speaker_menu, at))
            if message
            else None,
            None,
            Doing("review.menu.split", "C", self.split if here is not None else None),
            Doing("review.menu.join_before", "Shift+M", self._joining(-1)),
            Doing("review.menu.join", "M", self._joining(1)),
        ]
        box = None if message is None else message.box
        if box is not None and self._page is not None:
            piece = self._page.evidence.id
            doings += [None, Doing("review.menu.ignore", "", partial(self._ignore, (piece,), box))]
        if area is not None:
            doings += [None, self._forgetting(area)]
        breaks = [
            (
                f"…{entry.text[max(0, n - _AROUND) : n]} ▏{entry.text[n : n + _AROUND]}…",
                partial(self._split, entry.key, n, None),
            )
            for n in _breaks(entry)
        ]
        menu = entry_menu(doings, breaks, self._over)
        menu.popup(at)
        return menu

    # ------------------------------------------------------------------ cut and join

    def split(self) -> None:
        """Cut the open entry at the cursor, else at its only break of the screen."""
        entry = self._list.current()
        place = None if entry is None else self._cut_place(entry)
        if entry is not None and place is not None:
            self._split(entry.key, place, None)
        elif entry is not None and entry.channel == "message":
            self._session.told.emit(tr("review.told.where_to_split"))

    def _cut_place(self, entry: Entry) -> int | None:
        caret = self._list.caret()
        if caret is not None and 0 < caret < len(entry.text) and entry.channel == "message":
            return caret
        breaks = _breaks(entry)
        return breaks[0] if len(breaks) == 1 else None

    def _split(self, key: Key, offset: int, text: str | None) -> None:
        entry = self._list.entries.entries.get(key)
        box = None if entry is None else entry.box
        self._session.change(
            self._session.case.drawing.split(key[1], offset, text),
            partial(self._changed, box, self._now()),
        )

    def join(self, way: int) -> None:
        """Join the open entry with the one below (1) or above (-1)."""
        call = self._joining(way)
        if call is not None:
            call()

    def _joining(self, way: int) -> partial[None] | None:
        entry = self._list.current()
        keys = list(self._list.entries.entries)
        if entry is None or entry.channel != "message":
            return None
        at = keys.index(entry.key) + way
        if not 0 <= at < len(keys) or keys[at][0] != "message":
            return None
        pair = (entry.key, keys[at]) if way > 0 else (keys[at], entry.key)
        return partial(self._join, *pair)

    def _join(self, one: Key, other: Key) -> None:
        known = self._list.entries.entries
        boxes = [box for key in (one, other) if (box := known[key].box) is not None]
        box = union_of(boxes) if boxes else None
        self._session.change(
            self._session.case.drawing.join(one[1], other[1]),
            partial(self._changed, box, self._now()),
        )

    def _changed(self, box: Box | None, before: tuple[Entry, ...], changes: ChangeSet) -> None:
        if self._page is not None and self._page.evidence.id in changes.evidence:
            self._want(box, before)


def _breaks(entry: Entry) -> list[int]:
    """Return the string indices at which the screen breaks an entry's words."""
    if not isinstance(entry.view, MessageView):
        return []
    return [piece.start for piece in entry.view.message.pieces[1:] if piece.start > 0]


def _entry_in(entries: tuple[Entry, ...], box: Box) -> Entry | None:
    """Return the first entry with words in a box."""
    for entry in entries:
        if isinstance(entry.view, MessageView) and any(
            box.holds_centre(piece.box) for piece in entry.view.message.pieces
        ):
            return entry
    return None

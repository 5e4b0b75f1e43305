"""The doubts of the case one by one: where the person is, what was settled here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.case import ChangeSet, MessageView
from desktop_app.domain.doubt import Doubt, DoubtfulCall, DoubtfulLine, DoubtKey, Settlement
from desktop_app.domain.geometry import Box
from desktop_app.domain.transcript import CallSaid
from desktop_app.foundation.errors import JuzhengError
from desktop_app.gui.bridge import Session
from desktop_app.gui.models.call_words import CallWords, line_of, words_of
from desktop_app.gui.models.card_facts import picture_tiles
from desktop_app.gui.models.review_entries import Entry
from desktop_app.reading.doubtful_calls import alike_calls
from desktop_app.reading.doubts import alike

if TYPE_CHECKING:
    from desktop_app.app.context import OpenCase

Tiles = tuple[tuple[Path, int, int], ...]
Said = str | CallSaid
"""What a line reads, or what a row of calls says."""
Fix = tuple[Doubt, Said]
"""A line or row of calls and what it should say."""
Draft = str | CallWords
"""The same as it stands in the fields."""

_OFFERED = 12  # lines misread alike that can still be looked at together
_AHEAD = 3  # lines whose pictures are looked up before they are asked for


@dataclass(slots=True)
class QueuedDoubt:
    """A line or row of calls in the queue.

    Attributes:
        line: as it was doubtful.
        text: what the person settled here, or None while it is open.
        draft: typed and not kept yet, or None.
        skipped: for later.
        touched: it was settled here once, so it stays in the list.
    """

    line: Doubt
    text: Said | None = None
    draft: Draft | None = None
    skipped: bool = False
    touched: bool = False

    @property
    def now(self) -> Said:
        """What stands."""
        return _standing(self.line) if self.text is None else self.text

    @property
    def shown(self) -> Draft:
        """What the fields are to show."""
        if self.draft is not None:
            return self.draft
        now = self.now
        return words_of(now) if isinstance(now, CallSaid) else now


class LineQueue(QObject):
    """Settles lines at once on screen and behind it in the case.

    Signals: ``moved`` when another line, or another text of it, is to be shown; ``counted(n)``
    for how many lines are open; ``found_tiles`` when a picture's tiles became known.
    """

    moved = Signal()
    counted = Signal(int)
    found_tiles = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.items: list[QueuedDoubt] = []
        self.at = 0
        self.sitting = False
        self._turn = 0  # of what was done here; answers from before it are stale
        self._pending = 0
        self._asking = False
        self._again = False  # the case changed while it was being asked
        self._loaded = False
        self._tiles: dict[int, Tiles] = {}
        self._asked_tiles: set[int] = set()
        self._revealed: set[DoubtKey] = set()
        session.blur_changed.connect(self._revealed.clear)

    # ------------------------------------------------------------------ what there is

    @property
    def settled(self) -> bool:
        """Whether what is shown is what the case holds."""
        return self._loaded and not self._asking and not self._pending

    def current(self) -> QueuedDoubt | None:
        """Return the line in sight; None where all is done."""
        return self.items[self.at] if 0 <= self.at < len(self.items) else None

    def open_lines(self) -> list[QueuedDoubt]:
        """Return what is not settled, the skipped ones too."""
        return [item for item in self.items if item.text is None]

    def skipped(self) -> int:
        """Return how many open lines were put off."""
        return sum(item.skipped for item in self.open_lines())

    def hidden(self, line: Doubt) -> bool:
        """Whether a line's words and picture are to be blurred now."""
        return (
            line.key not in self._revealed
            and self._session.hidden(line.view.evidence_id)
            and Entry(line.view).loud
        )

    def reveal(self) -> None:
        """Show the blurred line in sight."""
        item = self.current()
        if item is not None:
            self._revealed.add(item.line.key)
            self.moved.emit()

    def tiles(self, evidence_id: int) -> Tiles:
        """Return the tiles of a picture; empty until they are known, ``found_tiles`` tells."""
        found = self._tiles.get(evidence_id)
        if found is None and evidence_id not in self._asked_tiles:
            self._asked_tiles.add(evidence_id)
            work = partial(_find_tiles, self._session.case, evidence_id)
            self._session.ask(work, partial(self._take_tiles, evidence_id), self)
        return found or ()

    def ahead(self) -> list[Doubt]:
        """Return the lines that come next, whose pictures may be fetched already."""
        rest = [item.line for item in self.items[self.at + 1 :] if item.text is None]
        return rest[:_AHEAD]

    # ------------------------------------------------------------------ going about

    def begin(self) -> None:
        """Start a sitting at the first open line; what was done before is left behind."""
        self.sitting = True
        self.items = self.open_lines()
        for item in self.items:
            item.skipped = item.touched = False
        self.at = 0
        self.moved.emit()

    def end(self) -> None:
        """Leave the sitting."""
        self.sitting = False

    def step(self, by: int) -> None:
        """Look at another line without deciding."""
        if self.items:
            self.at = min(max(0, self.at + by), len(self.items) - 1)
            self.moved.emit()

    def skip(self) -> None:
        """Put the line off and go on."""
        item = self.current()
        if item is not None:
            item.skipped = item.text is None
            self.go_on()

    def take_skipped(self) -> None:
        """Take up the lines that were put off."""
        for item in self.items:
            item.skipped = False
        self.at = -1
        self.go_on()

    def go_on(self) -> None:
        """Show the next open line, round the end; past the end where none is left."""
        count = len(self.items)
        order = [(self.at + 1 + n) % count for n in range(count)] if count else []
        self.at = next((n for n in order if _waits(self.items[n])), count)
        self.moved.emit()

    # ------------------------------------------------------------------ deciding

    def settle(self, text: Said) -> tuple[Fix, ...]:
        """Settle what is in sight; return other lines with the same misreading put right.

        Nothing waits for the case here: the change is under way when this returns.
        """
        item = self.current()
        if item is None or text == item.text:
            return ()
        line = item.line
        self._settle(_action(line, text), [(line, text)])
        rest = [each.line for each in self.open_lines() if not self.hidden(each.line)]
        if isinstance(line, DoubtfulCall):
            calls = [each for each in rest if isinstance(each, DoubtfulCall)]
            return alike_calls(line, text, calls)[:_OFFERED] if isinstance(text, CallSaid) else ()
        lines = [each for each in rest if isinstance(each, DoubtfulLine)]
        return alike(line, str(text), lines)[:_OFFERED]

    def settle_alike(self, fixes: Sequence[Fix]) -> None:
        """Put the same misreading right in several lines, in one step."""
        if fixes:
            self._settle("misreading.corrected", fixes)

    def _settle(self, action: str, fixes: Sequence[Fix]) -> None:
        review = self._session.case.review
        calls = {line.view.id: said for line, said in fixes if isinstance(said, CallSaid)}
        if calls:
            future = review.settle_calls(action, calls)
        else:
            future = review.settle(
                action,
                [
                    Settlement(line.view.id, line.line, str(text))
                    for line, text in fixes
                    if isinstance(line, DoubtfulLine)
                ],
            )
        self._change({line.key: said for line, said in fixes}, future)

    def _change(self, said: Mapping[DoubtKey, Said], future: Future[ChangeSet]) -> None:
        """Show as settled what is under way to the case."""
        items = [item for item in self.items if item.line.key in said]
        olds = [(item, item.text, item.touched) for item in items]
        for item in items:
            item.text, item.draft = said[item.line.key], None
            item.skipped, item.touched = False, True
        self._turn += 1
        self._pending += 1
        self._session.change(future, lambda _: self._kept(), partial(self._refused, olds))
        self.counted.emit(len(self.open_lines()))

    def _kept(self) -> None:
        self._pending -= 1
        if self._again and not self._pending and not self._asking:
            self.refresh(ChangeSet(""))

    def _refused(self, olds: Sequence[tuple[QueuedDoubt, Said | None, bool]]) -> None:
        """Open the lines again that the case did not take."""
        self._pending -= 1
        for item, text, touched in olds:
            item.text, item.touched = text, touched
        if olds and olds[0][0] in self.items:
            self.at = self.items.index(olds[0][0])
        self.counted.emit(len(self.open_lines()))
        self.moved.emit()
        self.refresh(None)

    # ------------------------------------------------------------------ what the case holds

    def refresh(self, changes: ChangeSet | None) -> None:
        """Fetch the lines anew, outside the window's thread."""
        if changes is None or (changes.evidence and not changes.messages):
            self._tiles.clear()
            self._asked_tiles.clear()
        self._again = self._asking or self._pending > 0
        if not self._again:
            self._asking = True
            done = tuple(item.line.key for item in self.items if item.touched)
            work = partial(_fetch, self._session.case, done)
            self._session.ask(work, partial(self._take, self._turn), self, self._failed)

    def _failed(self) -> None:
        self._asking = False

    def _take(self, turn: int, found: tuple[tuple[Doubt, ...], dict[DoubtKey, Said]]) -> None:
        self._asking = False
        if turn != self._turn or self._again:
            self.refresh(ChangeSet(""))
            return
        self._loaded = True
        lines, texts = found
        fresh = {line.key: line for line in lines}
        here = self.current()
        reopened = [item for item in self.items if item.text is not None]
        reopened = [item for item in reopened if item.line.key in fresh]
        kept: list[QueuedDoubt] = []
        for item in self.items:
            key = item.line.key
            if key in fresh:
                item.line, item.text = fresh[key], None
                kept.append(item)
            elif item.touched and key in texts and self.sitting:
                item.text = texts[key]
                kept.append(item)
        known = {item.line.key: item for item in kept}
        place = 0
        for line in lines:
            item = known.get(line.key)
            if item is None:
                kept.insert(place, QueuedDoubt(line))
                place += 1
            else:
                place = kept.index(item) + 1
        self.items = kept
        aim = reopened[0] if reopened else here
        if aim is not None and aim in kept:
            self.at = kept.index(aim)
        else:
            start = min(self.at, len(kept)) if here is not None else 0
            waiting = (n for n in range(start, len(kept)) if _waits(kept[n]))
            self.at = next(waiting, len(kept))
        self.counted.emit(len(self.open_lines()))
        self.moved.emit()

    def _take_tiles(self, evidence_id: int, tiles: Tiles) -> None:
        self._tiles[evidence_id] = tiles
        self._asked_tiles.discard(evidence_id)
        self.found_tiles.emit()


def _waits(item: QueuedDoubt) -> bool:
    return item.text is None and not item.skipped


def _action(line: Doubt, text: Said) -> str:
    if isinstance(line, DoubtfulCall):
        return "call.settled"
    if text == line.text:
        return "reading.confirmed"
    chosen = any(text == reading.text for reading in line.readings)
    return "reading.chosen" if chosen else "text.corrected"


def _find_tiles(case: OpenCase, evidence_id: int) -> Tiles:
    try:
        return picture_tiles(case, evidence_id)
    except JuzhengError:
        return ()


def words_standing(doubt: Doubt) -> str:
    """Return a line, or a row of calls in one line, as it stands in the case."""
    return in_words(_standing(doubt))


def in_words(said: Said) -> str:
    """Return what a line reads, or a row of calls in one line."""
    return line_of(said) if isinstance(said, CallSaid) else said


def _standing(doubt: Doubt) -> Said:
    return doubt.view.call.said if isinstance(doubt, DoubtfulCall) else doubt.text


def _fetch(
    case: OpenCase, done: Sequence[DoubtKey]
) -> tuple[tuple[Doubt, ...], dict[DoubtKey, Said]]:
    """Return the open doubts, and what those settled before say now; called in another thread."""

    def ids(channel: str) -> list[int]:
        return sorted({number for kind, number, _ in done if kind == channel})

    now: dict[DoubtKey, Said] = {}
    messages = {view.id: view for view in case.messages_of(ids("message"))}
    for key in done:
        if key[0] == "message" and key[1] in messages:
            now[key] = _text_of(messages[key[1]], key[2])
    now.update({("call", view.id, None): view.call.said for view in case.calls_of(ids("call"))})
    return case.doubts(), now


def _text_of(view: MessageView, line: Box | None) -> str:
    message = view.message
    if line is None:
        return message.text
    piece = next((piece for piece in message.pieces if piece.box == line), None)
    return "" if piece is None else message.text[piece.start : piece.end]

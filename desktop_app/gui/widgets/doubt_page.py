"""One thing in doubt: where it stands, the crop, the readings to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.doubt import Doubt, OfferedReading
from desktop_app.domain.geometry import Box
from desktop_app.gui.models.line_queue import Draft, QueuedDoubt, Said, Tiles
from desktop_app.gui.models.review_entries import Entry, speaker_text
from desktop_app.gui.models.transcript_words import time_text
from desktop_app.gui.texts import tr
from desktop_app.gui.widgets.buttons import IconLabel, TextButton, column, label, row
from desktop_app.gui.widgets.elided import ElidedLine
from desktop_app.gui.widgets.line_crop import LineCrop
from desktop_app.gui.widgets.reading_rows import SHOWN, ReadingRows


class DoubtPage(QWidget):
    """What the pages for a line and for a row of calls have in common.

    A page below it adds its field to ``body`` and says what stands there.

    Args:
        crop: shows the place on the picture.

    Signals: ``whole_asked`` to see the whole picture; ``kept``, ``left``, ``stepped(by)`` and
    ``typed`` from the field.
    """

    whole_asked = Signal()
    kept = Signal()
    left = Signal()
    stepped = Signal(int)
    typed = Signal()

    def __init__(self, crop: LineCrop) -> None:
        super().__init__()
        self.body = column(self, spacing=10)
        self.body.setContentsMargins(0, 12, 0, 12)
        head = row(spacing=8)
        self.who = label("", "strong")
        self.where = ElidedLine(12)
        self.done_mark = IconLabel("circle-check", 16, "good")
        self.done_text = label("lines.settled", "smallsecond")
        self.whole = TextButton("lines.whole", "image", "link")
        self.whole.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.whole.clicked.connect(self.whole_asked)
        head.addWidget(self.who)
        head.addWidget(self.where, 1)
        head.addWidget(self.done_mark)
        head.addWidget(self.done_text)
        head.addWidget(self.whole)
        self.body.addLayout(head)
        self.crop = crop
        self.crop.setMinimumHeight(96)
        self.crop.setMaximumHeight(300)
        self.body.addWidget(self.crop, 1)
        self.question = label("", "smallsecond", wrap=True)
        self.body.addWidget(self.question)
        self.readings = ReadingRows()
        self.body.addWidget(self.readings)

    # ------------------------------------------------------------------ said by the page below

    def draft(self) -> Draft:
        """Return what stands in the field."""
        raise NotImplementedError

    def put_in(self, draft: Draft) -> None:
        """Write into the field."""
        raise NotImplementedError

    def said(self, item: QueuedDoubt) -> Said | None:
        """Return what the field says of an item; None where that makes no sense."""
        raise NotImplementedError

    def tell_wrong(self, item: QueuedDoubt) -> str:
        """Point at what makes no sense in the field; return a sentence on it."""
        raise NotImplementedError

    def offers(self, item: QueuedDoubt) -> Sequence[OfferedReading]:
        """Return the readings as lines to choose from."""
        raise NotImplementedError

    def line(self, item: QueuedDoubt) -> str:
        """Return the line that the field makes."""
        raise NotImplementedError

    def typing(self) -> bool:
        """Whether the cursor is in the field."""
        raise NotImplementedError

    def begin_typing(self, item: QueuedDoubt) -> None:
        """Put the cursor where the readings don't agree."""
        raise NotImplementedError

    def type_over(self, text: str) -> None:
        """Type into the field what was typed elsewhere."""
        raise NotImplementedError

    # ------------------------------------------------------------------ showing

    def show_item(self, item: QueuedDoubt, *, hidden: bool, keep_field: bool) -> None:
        """Show an item.

        Args:
            item: the doubt and what was said of it.
            hidden: cover its words.
            keep_field: leave what is being typed.
        """
        doubt = item.line
        entry = Entry(doubt.view)
        name = entry.speaker_name
        self.who.setText(f"{speaker_text(entry)} {name}" if name else speaker_text(entry))
        exhibit = tr("lines.exhibit", number=doubt.exhibit) if doubt.exhibit else ""
        self.where.setText("　".join(p for p in (time_text(entry.moment), exhibit) if p))
        for mark in (self.done_mark, self.done_text):
            mark.setVisible(item.text is not None)
        for words in (self.question, self.readings):
            words.setVisible(not hidden)
        offers = self.offers(item)
        self.question.setText(tr("lines.differ" if len(offers) > 1 else "lines.unsure"))
        self.readings.show_readings(offers[:SHOWN], self.standing(item))
        self.show_words(item, keep=keep_field)
        said = "" if hidden else self.standing(item)
        self.crop.setAccessibleName(tr("lines.crop", exhibit=doubt.exhibit, text=said))

    def standing(self, item: QueuedDoubt) -> str:
        """Return the line as it stands in the case."""
        raise NotImplementedError

    def show_words(self, item: QueuedDoubt, *, keep: bool = False) -> None:
        """Put what the item says into the field."""
        if not keep:
            self.put_in(item.shown)
        self.readings.check(self.line(item))

    def marks(self, doubt: Doubt) -> Sequence[Box]:
        """Return the characters in doubt, in pixels of the picture."""
        del doubt
        return ()

    def show_picture(self, doubt: Doubt, tiles: Tiles, *, hidden: bool) -> None:
        """Show the place on its picture, as far as its tiles are known."""
        self.crop.show_line(tiles, doubt.place, self.marks(doubt), hidden=hidden)

"""One doubtful line: who said it, the crop, the readings, the field, the message around it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.doubt import DoubtfulLine, OfferedReading
from desktop_app.gui.models.line_queue import QueuedLine, Tiles
from desktop_app.gui.models.review_entries import Entry, differences, speaker_text
from desktop_app.gui.models.transcript_words import time_text
from desktop_app.gui.texts import tr
from desktop_app.gui.widgets.buttons import IconLabel, TextButton, column, label, row
from desktop_app.gui.widgets.elided import ElidedLine
from desktop_app.gui.widgets.line_crop import LineCrop
from desktop_app.gui.widgets.line_field import LineField
from desktop_app.gui.widgets.picture_tiles import Ask
from desktop_app.gui.widgets.reading_rows import SHOWN, ReadingRows
from desktop_app.text.compare import runs

_LINE_HEIGHT = 46  # of the line in the crop, logical pixels


class LinePage(QWidget):
    """Shows one line; what it reads stands in ``field``.

    Signals: ``whole_asked`` to see the whole picture.
    """

    whole_asked = Signal()

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        layout = column(self, spacing=10)
        layout.setContentsMargins(0, 12, 0, 12)
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
        layout.addLayout(head)
        self.crop = LineCrop(ask, _LINE_HEIGHT)
        self.crop.setMinimumHeight(96)
        self.crop.setMaximumHeight(300)
        layout.addWidget(self.crop, 1)
        self.question = label("", "smallsecond", wrap=True)
        layout.addWidget(self.question)
        self.readings = ReadingRows()
        layout.addWidget(self.readings)
        self.field = LineField()
        layout.addWidget(self.field)
        self.around = label("", "smallsecond", wrap=True)
        self.around.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(self.around)
        layout.addStretch(0)

    def show_item(self, item: QueuedLine, *, hidden: bool, keep_field: bool) -> None:
        """Show a line.

        Args:
            item: the line and what was said of it.
            hidden: cover its words.
            keep_field: leave what is being typed.
        """
        line = item.line
        entry = Entry(line.view)
        name = entry.speaker_name
        self.who.setText(f"{speaker_text(entry)} {name}" if name else speaker_text(entry))
        exhibit = tr("lines.exhibit", number=line.exhibit) if line.exhibit else ""
        self.where.setText("　".join(p for p in (time_text(entry.moment), exhibit) if p))
        for mark in (self.done_mark, self.done_text):
            mark.setVisible(item.text is not None)
        for words in (self.question, self.readings, self.field):
            words.setVisible(not hidden)
        more = len(line.view.message.text) > line.end - line.start
        self.around.setVisible(not hidden and line.line is not None and more)
        self.around.setText(tr("lines.around", text=_in_message(item)))
        sure = len(line.readings) > 1
        self.question.setText(tr("lines.differ" if sure else "lines.unsure"))
        self.readings.show_readings(line.readings[:SHOWN], item.now)
        self.show_words(item, keep=keep_field)
        said = "" if hidden else line.text
        self.crop.setAccessibleName(tr("lines.crop", exhibit=line.exhibit, text=said))

    def show_words(self, item: QueuedLine, *, keep: bool = False) -> None:
        """Put what the line reads into the field."""
        if not keep:
            self.field.show_words(item.now if item.draft is None else item.draft)
        self.readings.check(self.field.words())

    def show_picture(self, line: DoubtfulLine, tiles: Tiles, *, hidden: bool) -> None:
        """Show the line on its picture, as far as its tiles are known."""
        message = line.view.message
        others = [each.text for each in line.readings if each.text != line.text]
        spans = [span for other in others[: SHOWN - 1] for span in differences(line.text, other)]
        marks = [
            box
            for start, end in spans
            for box in message.boxes_of(line.start + start, line.start + end)
        ]
        self.crop.show_line(tiles, line.place, marks, hidden=hidden)

    def begin_typing(self, readings: tuple[OfferedReading, ...]) -> None:
        """Put the cursor into the field, on what the readings don't agree about."""
        text = self.field.toPlainText()
        others = [each.text for each in readings if each.text != text]
        self.field.setFocus()
        self.field.select(*_first_difference(text, others[0] if others else text))


def _first_difference(text: str, other: str) -> tuple[int, int]:
    """Return where the texts first differ; the end of the text where they don't."""
    at, start = 0, -1
    for left, right in runs(text, other):
        if left == right and start >= 0:
            break
        if left != right and start < 0:
            start = at
        at += len(left)
    return (start, at) if start >= 0 else (len(text), len(text))


def _in_message(item: QueuedLine) -> str:
    """Return the whole message with the line in brackets."""
    line = item.line
    text = line.view.message.text
    return f"{text[: line.start]}〔{item.now}〕{text[line.end :]}"

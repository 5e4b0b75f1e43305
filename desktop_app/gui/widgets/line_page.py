"""One doubtful line: who said it, the crop, the readings, the field, the message around it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from desktop_app.domain.doubt import Doubt, DoubtfulLine, OfferedReading
from desktop_app.domain.geometry import Box
from desktop_app.gui.models.line_queue import Draft, QueuedDoubt
from desktop_app.gui.models.review_entries import differences
from desktop_app.gui.texts import tr
from desktop_app.gui.widgets.buttons import label
from desktop_app.gui.widgets.doubt_page import DoubtPage
from desktop_app.gui.widgets.line_crop import LineCrop
from desktop_app.gui.widgets.line_field import LineField
from desktop_app.gui.widgets.picture_tiles import Ask
from desktop_app.gui.widgets.reading_rows import SHOWN
from desktop_app.text.compare import runs

_LINE_HEIGHT = 46  # of the line in the crop, logical pixels


class LinePage(DoubtPage):
    """Shows one line; what it reads stands in ``field``."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(LineCrop(ask, _LINE_HEIGHT))
        self.field = LineField()
        self.field.kept.connect(self.kept)
        self.field.left.connect(self.left)
        self.field.stepped.connect(self.stepped)
        self.field.typed.connect(self.typed)
        self.body.addWidget(self.field)
        self.around = label("", "smallsecond", wrap=True)
        self.around.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self.around)
        self.body.addStretch(0)

    def show_item(self, item: QueuedDoubt, *, hidden: bool, keep_field: bool) -> None:
        """Show a line, and the message around it."""
        super().show_item(item, hidden=hidden, keep_field=keep_field)
        line = _line(item)
        self.field.setVisible(not hidden)
        more = len(line.view.message.text) > line.end - line.start
        self.around.setVisible(not hidden and line.line is not None and more)
        self.around.setText(tr("lines.around", text=_in_message(line, self.standing(item))))

    def draft(self) -> str:
        """Return what stands in the field."""
        return self.field.words()

    def put_in(self, draft: Draft) -> None:
        """Write into the field."""
        self.field.show_words(str(draft))

    def said(self, item: QueuedDoubt) -> str | None:
        """Return the line; None where its message would have no characters."""
        text = self.field.words()
        return text if text or _may_be_empty(_line(item)) else None

    def tell_wrong(self, item: QueuedDoubt) -> str:
        """Say that a message can't be empty."""
        del item
        return tr("errors.text.nothing_left")

    def offers(self, item: QueuedDoubt) -> Sequence[OfferedReading]:
        """Return the readings of the line."""
        return _line(item).readings

    def line(self, item: QueuedDoubt) -> str:
        """Return what stands in the field."""
        del item
        return self.field.words()

    def standing(self, item: QueuedDoubt) -> str:
        """Return the line as it stands."""
        return str(item.now)

    def typing(self) -> bool:
        """Whether the cursor is in the field."""
        return self.field.hasFocus()

    def begin_typing(self, item: QueuedDoubt) -> None:
        """Put the cursor into the field, on what the readings don't agree about."""
        text = self.field.toPlainText()
        others = [each.text for each in _line(item).readings if each.text != text]
        self.field.setFocus()
        self.field.select(*_first_difference(text, others[0] if others else text))

    def type_over(self, text: str) -> None:
        """Type into the field."""
        self.field.insertPlainText(text)

    def marks(self, doubt: Doubt) -> Sequence[Box]:
        """Return the characters that the readings don't agree about."""
        if not isinstance(doubt, DoubtfulLine):
            return ()
        others = [each.text for each in doubt.readings if each.text != doubt.text]
        spans = [span for other in others[: SHOWN - 1] for span in differences(doubt.text, other)]
        return [
            box
            for start, end in spans
            for box in doubt.view.message.boxes_of(doubt.start + start, doubt.start + end)
        ]


def _line(item: QueuedDoubt) -> DoubtfulLine:
    assert isinstance(item.line, DoubtfulLine)
    return item.line


def _may_be_empty(line: DoubtfulLine) -> bool:
    """Whether the message has other characters than this line's."""
    text = line.view.message.text
    return line.line is not None and bool((text[: line.start] + text[line.end :]).strip())


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


def _in_message(line: DoubtfulLine, now: str) -> str:
    """Return the whole message with the line in brackets."""
    text = line.view.message.text
    return f"{text[: line.start]}〔{now}〕{text[line.end :]}"

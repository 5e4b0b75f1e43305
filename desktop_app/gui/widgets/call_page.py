"""One doubtful row of calls: the crop, the row as each reader has it, its fields."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.doubt import DoubtfulCall, OfferedReading
from desktop_app.domain.transcript import CallSaid
from desktop_app.gui.models.call_words import CallWords, line_of, said_by, words_of
from desktop_app.gui.models.line_queue import Draft, QueuedDoubt
from desktop_app.gui.texts import tr
from desktop_app.gui.widgets.call_fields import CallFields
from desktop_app.gui.widgets.doubt_page import DoubtPage
from desktop_app.gui.widgets.line_crop import LineCrop
from desktop_app.gui.widgets.picture_tiles import Ask, TileStore

_ROW_HEIGHT = 104  # of the row in the crop, logical pixels
_NAMES = ("number", "name", "kind", "time", "length")


class CallPage(DoubtPage):
    """Shows one row; what it says stands in ``fields``."""

    def __init__(self, ask: Ask, store: TileStore) -> None:
        super().__init__(LineCrop(ask, _ROW_HEIGHT, store))
        self.fields = CallFields()
        self.fields.kept.connect(self.kept)
        self.fields.left.connect(self.left)
        self.fields.stepped.connect(self.stepped)
        self.fields.typed.connect(self.typed)
        self.body.addWidget(self.fields)
        self.body.addStretch(0)

    def show_item(self, item: QueuedDoubt, *, hidden: bool, keep_field: bool) -> None:
        """Show a row."""
        super().show_item(item, hidden=hidden, keep_field=keep_field)
        self.fields.setVisible(not hidden)
        differ = len(self.offers(item)) > 1
        self.readings.setVisible(differ and not hidden)  # the fields show a single one
        self.question.setText(tr("lines.call.differ" if differ else "lines.call.unsure"))

    def draft(self) -> CallWords:
        """Return what stands in the fields."""
        return self.fields.words()

    def put_in(self, draft: Draft) -> None:
        """Write into the fields."""
        if isinstance(draft, CallWords):
            self.fields.show_words(draft)

    def said(self, item: QueuedDoubt) -> CallSaid | None:
        """Return what the fields say; None where one of them makes no sense."""
        said = self._understood(item)
        return said if isinstance(said, CallSaid) else None

    def tell_wrong(self, item: QueuedDoubt) -> str:
        """Put the cursor into the field that makes no sense, and say what belongs there."""
        name = self._understood(item)
        assert isinstance(name, str)
        self.fields.point_at(name, wrong=True)
        return tr(f"lines.call.wrong_{name}")

    def offers(self, item: QueuedDoubt) -> Sequence[OfferedReading]:
        """Return the row as each reader has it, in one line each."""
        assert isinstance(item.line, DoubtfulCall)
        return [
            OfferedReading(line_of(each.said), each.confidence, each.readers)
            for each in item.line.readings
        ]

    def line(self, item: QueuedDoubt) -> str:
        """Return the row that the fields make, in one line; empty where they make no sense."""
        said = self._understood(item)
        return line_of(said) if isinstance(said, CallSaid) else ""

    def standing(self, item: QueuedDoubt) -> str:
        """Return the row as it stands, in one line."""
        assert isinstance(item.now, CallSaid)
        return line_of(item.now)

    def typing(self) -> bool:
        """Whether the cursor is in a field."""
        return self.fields.typing()

    def begin_typing(self, item: QueuedDoubt) -> None:
        """Put the cursor into the first field that the readers don't agree about."""
        assert isinstance(item.line, DoubtfulCall)
        now = self.fields.words()
        others = [words_of(each.said) for each in item.line.readings]
        differs = (
            name
            for name in _NAMES
            if any(getattr(other, name) != getattr(now, name) for other in others)
        )
        self.fields.point_at(next(differs, "number"))

    def type_over(self, text: str) -> None:
        """Type into the field that has the cursor."""
        self.fields.type_over(text)

    def _understood(self, item: QueuedDoubt) -> CallSaid | str:
        """Return what the fields say, or the name of one that makes no sense.

        Where the fields show one of the readings, that reading holds with all it knows.
        """
        assert isinstance(item.line, DoubtfulCall) and isinstance(item.now, CallSaid)
        words = self.fields.words()
        for said in (item.now, *(each.said for each in item.line.readings)):
            if words_of(said) == words:
                return said
        return said_by(words, item.now)

"""Blocks of words whose bubble was not seen: which of them were said, and by whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import RecognisedLine, Side
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.columns import mates_of
from desktop_app.reading.entries import Entry
from desktop_app.reading.homes import near
from desktop_app.reading.joining import contrast
from desktop_app.reading.names import Print
from desktop_app.reading.panes import Pane

# A block's print against the least that is a message's, and the fewest letters of a message.
_LARGE, _MUCH = 1.8, 1.5
_LEAST_WORDS, _LEAST_HAN = 3, 2
_FAINT, _PALE = 0.75, 0.5
_PAPER = 6
_PRICE = re.compile(r"^[¥￥]\s*\d")


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a pane beside the messages whose bubbles were seen.

    Attributes:
        blocks: words that closely stand under each other, in no bubble.
        spoken: messages whose bubbles were seen.
        full: least height of a message's print, pixels; 0 where nothing is known.
        print_of: the usual print of messages.
        pane: where the conversation stands.
        photo: light may hide every bubble of one side.
    """

    blocks: list[list[RecognisedLine]]
    spoken: list[Entry]
    full: float
    print_of: Print
    pane: Pane
    photo: bool

    def said_by(self, block: Sequence[RecognisedLine]) -> Speaker | None:
        """Return who said a block that stands in a column of messages, printed like them.

        Notices share their middle, and are small or faint; messages share an edge.
        """
        if any(_PRICE.match(line.text.strip()) for line in block):
            return None
        hidden = self._hidden_side()
        if hidden is not None and self._is_of(hidden, block):
            return hidden
        usual = _usual(block)
        if self.full and not self.full <= usual <= _LARGE * self.full:
            return None
        if max(contrast(line) for line in block) < _FAINT * self.print_of.contrast:
            return None
        box = _box(block)
        said = [_box(entry.lines) for entry in self.spoken]
        if self.photo or not self.spoken:
            # Light takes whole bubbles away; their words still stand below each other.
            said += [_box(each) for each in self.blocks]
        side = mates_of(box, said, usual).side
        if side is None:
            return None
        speaker = Speaker.OTHER if side is Side.LEFT else Speaker.SELF
        settled = self.photo or self.pane.centred(box) or self._on_bubble(block, speaker)
        return speaker if settled else None

    def is_like(self, block: Sequence[RecognisedLine]) -> bool:
        """Whether a block is set and printed like a message."""
        usual = _usual(block)
        if not self.full or not self.full <= usual <= _LARGE * self.full:
            return False
        if sum(char.isalnum() for line in block for char in line.text) < _LEAST_WORDS:
            return False
        if self.photo:
            return True
        box = _box(block)
        return any(
            abs(_box(entry.lines).x - box.x) < 0.5 * usual
            if entry.speaker is Speaker.OTHER
            else abs(_box(entry.lines).right - box.right) < 0.5 * usual
            for entry in self.spoken
        )

    def _hidden_side(self) -> Speaker | None:
        """Return the side none of whose bubbles was seen while the other's were."""
        sides = {entry.speaker for entry in self.spoken}
        if len(sides) != 1:
            return None
        return Speaker.OTHER if sides == {Speaker.SELF} else Speaker.SELF

    def _is_of(self, hidden: Speaker, block: Sequence[RecognisedLine]) -> bool:
        """Whether a block is set to the edge of the side that has no bubbles, in full print."""
        if not self._is_worded(block):
            return False
        box = _box(block)
        left, right = box.x - self.pane.box.x, self.pane.box.right - box.right
        if (left >= right) is (hidden is Speaker.OTHER):
            return False
        mates = mates_of(box, [_box(each) for each in self.blocks if self._is_worded(each)], box.h)
        alone = sum(self._is_worded(each) for each in self.blocks) == 1
        return alone or (mates.left if hidden is Speaker.OTHER else mates.right) > 0

    def _is_worded(self, block: Sequence[RecognisedLine]) -> bool:
        """Whether a block has Chinese words in the size of what is said, and no paler than half."""
        usual = _usual(block)
        han = sum("一" <= char <= "鿿" for line in block for char in line.text)
        strong = max(contrast(line) for line in block) >= _PALE * self.print_of.contrast
        return han >= _LEAST_HAN and strong and self.full <= usual <= _MUCH * self.full

    def _on_bubble(self, block: Sequence[RecognisedLine], speaker: Speaker) -> bool:
        """Whether words of the other side lie on the colour of that side's bubbles.

        Words on the ground of the screen, or at the right, are as often those of a sticker.
        """
        papers = [
            line.paper for entry in self.spoken if entry.speaker is speaker for line in entry.lines
        ]
        return speaker is Speaker.OTHER and any(near(p, block[0].paper, _PAPER) for p in papers)


def _box(lines: Sequence[RecognisedLine]) -> Box:
    return union_of([line.box for line in lines])


def _usual(block: Sequence[RecognisedLine]) -> int:
    return sorted(line.box.h for line in block)[len(block) // 2]

"""Pictures without a conversation: documents as blocks of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage, RegionKind
from desktop_app.domain.transcript import Message
from desktop_app.reading.joining import as_message, in_reading_order
from desktop_app.text.dates import find_times


def read_document(page: RecognisedPage, lines: Sequence[RecognisedLine]) -> tuple[Message, ...]:
    """Return each block of text as a message of the other side.

    A card is a block; elsewhere a block ends where the gap to the next line is wider than a
    line, or the column changes.
    """
    messages: list[Message] = []
    worded = [line for line in lines if line.text.strip()]
    cards: dict[int, list[RecognisedLine]] = {}
    rest: list[RecognisedLine] = []
    for line in worded:
        card = line.region
        if card is not None and page.regions[card].kind is RegionKind.BUBBLE:
            cards.setdefault(card, []).append(line)
        else:
            rest.append(line)
    blocks = [in_reading_order(card) for card in cards.values()] + _blocks(rest)
    for block in sorted(blocks, key=lambda b: (b[0].box.y, b[0].box.x)):
        message = as_message(block, written=True)
        if message is not None:
            messages.append(replace(message, moment=_first_time(message.text, page)))
    return tuple(messages)


def _first_time(text: str, page: RecognisedPage) -> Moment | None:
    found = find_times(text, page.facts.captured)
    return found[0][2] if found else None


def _blocks(lines: Sequence[RecognisedLine]) -> list[list[RecognisedLine]]:
    blocks: list[list[RecognisedLine]] = []
    for line in in_reading_order(lines):
        for block in reversed(blocks[-4:]):
            last = block[-1].box
            near = line.box.y - last.bottom < 0.9 * max(line.box.h, last.h)
            across = min(last.right, line.box.right) - max(last.x, line.box.x)
            same_row = last.y < line.box.centre_y < last.bottom
            joined = near and across > 0.3 * min(last.w, line.box.w)
            if joined or (same_row and 0 <= line.box.x - last.right < 2 * last.h):
                block.append(line)
                break
        else:
            blocks.append([line])
    return blocks

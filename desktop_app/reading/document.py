"""Pictures without a conversation: documents, slips and mails as blocks of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.geometry import union_of
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage, RegionKind
from desktop_app.domain.transcript import Message, Speaker
from desktop_app.reading.joining import in_reading_order, join
from desktop_app.text.dates import find_times, parse_screen_time

_FIELD = re.compile(
    r"^(?P<name>发件人|收件人|抄送|主题|发送时间|时间|日期|发送日期|From|To|Cc|Subject|Date|Sent)\s*[:：]\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_WHEN = ("发送时间", "时间", "日期", "发送日期", "date", "sent")


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
        message = _message(block)
        if message is not None:
            messages.append(replace(message, moment=_first_time(message.text, page)))
    return tuple(messages)


def read_mail(page: RecognisedPage, lines: Sequence[RecognisedLine]) -> tuple[Message, ...]:
    """Return a mail as one message: sender as name, date as moment, body as text."""
    ordered = [line for line in in_reading_order(lines) if line.text.strip()]
    fields: dict[str, str] = {}
    last = -1
    for index, line in enumerate(ordered):
        match = _FIELD.match(line.text.strip())
        if match:
            fields.setdefault(match["name"].lower(), match["value"].strip())
            last = index
    body = ordered[last + 1 :]
    subject = [
        line for line in ordered if re.match(r"^(?:主题|Subject)", line.text.strip(), re.IGNORECASE)
    ]
    message = _message(subject[:1] + body) or _message(ordered)
    if message is None:
        return ()
    when = next((fields[k] for k in _WHEN if fields.get(k)), "")
    moment = parse_screen_time(when, page.facts.captured) if when else None
    moment = moment or (_first_time(when, page) if when else None)
    sender = fields.get("发件人") or fields.get("from") or ""
    return (replace(message, speaker_name=sender, moment=moment),)


def _message(lines: Sequence[RecognisedLine]) -> Message | None:
    joined = join(lines)
    if not joined.text:
        return None
    return Message(
        Speaker.OTHER,
        joined.text,
        union_of([line.box for line in lines]),
        confidence=joined.confidence,
        status=joined.status,
        alternatives=joined.alternatives,
        pieces=joined.pieces,
    )


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

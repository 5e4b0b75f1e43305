"""Courier slips and parcel labels: sender, recipient, number and date as labelled facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage
from desktop_app.domain.transcript import Message
from desktop_app.reading.joining import as_message, in_reading_order
from desktop_app.text import phones
from desktop_app.text.dates import find_times, parse_screen_time
from desktop_app.text.fold import fold

SENDER, RECIPIENT, NUMBER, DATE = "寄件人", "收件人", "运单号", "时间"
_FROM = re.compile(
    r"^\W*(?:寄(?:件|方|自|出)?(?:人|方|信息)?|发件(?:人|方)?|From)(?![\u4e00-\u9fff]{4})"
)
_TO = re.compile(r"^\W*(?:收(?:件|方|货)?(?:人|方|信息)?|To)(?![\u4e00-\u9fff]{4})")
_BILL = re.compile(
    r"(?<![A-Z0-9])(?:SF|YT|ZTO|ZT|STO|JT|JDV?[A-Z]?|YD|DPK|EMS|E[A-Z]|BJ|UC|JYM|CNS|HT|TT|9|7|4)"
    r"[0-9]{9,15}(?:CN)?(?![0-9])"
)
_SAID_BILL = re.compile(
    r"(?:运单|快递单?|物流|邮件|面单|单)\s*(?:编)?号\W{0,3}([A-Z0-9][A-Z0-9 -]{7,22})"
)
_ADDRESS = re.compile(r"[省市区县镇路街道号幢栋楼室村]")


def read_slip(
    page: RecognisedPage, lines: Sequence[RecognisedLine], rest: Callable[..., tuple[Message, ...]]
) -> tuple[Message, ...]:
    """Return the facts of a slip, each a message named after what it is, then other words.

    Args:
        page: the recognised picture.
        lines: the lines to take.
        rest: how blocks of other words are made messages.
    """
    ordered = [line for line in in_reading_order(lines) if line.text.strip()]
    facts: list[Message] = []
    used: list[RecognisedLine] = []
    for name, block, mark in _parties(ordered):
        message = as_message(block, name, written=True)
        if message is not None:
            facts.append(message)
            used += [*block, mark]
    for line in ordered:
        if line in used:
            continue
        label, moment = _label_of(line.text, page.facts.captured)
        message = as_message([line], label, moment) if label else None
        if message is not None:
            facts.append(message)
            used.append(line)
    others = rest(page, [line for line in lines if line not in used])
    placed = sorted((*facts, *others), key=lambda m: (m.box.y, m.box.x) if m.box else (0, 0))
    return tuple(placed)


def _label_of(text: str, captured: Moment | None) -> tuple[str, Moment | None]:
    bare = text.strip().upper()
    if _SAID_BILL.search(bare) or (_BILL.fullmatch(re.sub(r"[\s-]", "", fold(bare).text.upper()))):
        return NUMBER, None
    moment = parse_screen_time(text, captured)
    if moment is not None:
        return DATE, moment
    found = find_times(text, captured)
    if found and found[0][1] - found[0][0] > 0.5 * len(text.strip()):
        return DATE, found[0][2]
    return "", None


def _parties(
    ordered: Sequence[RecognisedLine],
) -> list[tuple[str, list[RecognisedLine], RecognisedLine]]:
    """Return sender and recipient: a line with a phone number and the address under it.

    Each comes with the line that says who it is, which stands before the name, or is a mark
    (收, 寄) at the left of both lines. Where one of the two has none, it is the other one.
    """
    people = [
        line for line in ordered if phones.find(line.text) and not _SAID_BILL.search(line.text)
    ]
    marks = [line for line in ordered if _FROM.match(line.text) or _TO.match(line.text)]
    found: list[tuple[str, list[RecognisedLine], RecognisedLine]] = []
    unnamed: list[list[RecognisedLine]] = []
    for line in people:
        mark = line if line in marks else _mark_of(line, marks)
        below = _address_under(line, ordered)
        if mark is None:
            unnamed += [[line, *below]] if below else []
            continue
        name = SENDER if _FROM.match(mark.text) else RECIPIENT
        block = [line] if mark is line or len(mark.text.strip()) <= 1 else [mark, line]
        found.append((name, [*block, *(other for other in below if other is not mark)], mark))
    if len(found) == len(unnamed) == 1:
        name = RECIPIENT if found[0][0] == SENDER else SENDER
        found.append((name, unnamed[0], unnamed[0][0]))
    return found


def _address_under(line: RecognisedLine, ordered: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return the lines of an address right under a line."""
    return [
        other
        for other in ordered
        if other is not line
        and 0 <= other.box.y - line.box.bottom + 0.5 * line.box.h < 3.2 * line.box.h
        and other.box.x < line.box.right
        and line.box.x - 2 * line.box.h < other.box.x
        and len(_ADDRESS.findall(other.text)) >= 2
    ]


def _mark_of(line: RecognisedLine, marks: Sequence[RecognisedLine]) -> RecognisedLine | None:
    """Return the mark at the left of a line, or on the line right above it."""
    near = [
        mark
        for mark in marks
        if (len(mark.text.strip()) <= 8
        and mark.box.x < line.box.x + 0.5 * line.box.w
        and -1.2 * line.box.h < mark.box.centre_y - line.box.centre_y < 2.2 * line.box.h)
        or (mark.box.bottom <= line.box.y and line.box.y - mark.box.bottom < 1.5 * line.box.h
            and len(mark.text.strip()) <= 8 and mark.box.x < line.box.right)
    ]  # fmt: skip
    return min(near, key=lambda mark: abs(mark.box.centre_y - line.box.centre_y), default=None)

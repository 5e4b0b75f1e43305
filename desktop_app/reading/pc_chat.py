"""Chats of desktop programs whose entries begin with a line of name and time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import RecognisedLine, Region, RegionKind
from desktop_app.domain.transcript import Message, Speaker
from desktop_app.reading.joining import contrast, in_reading_order, join
from desktop_app.reading.names import COLOURFUL, spread
from desktop_app.reading.screen_words import (
    has_words,
    is_delivery_mark,
    is_input_hint,
    is_notice,
    is_time,
)
from desktop_app.text.dates import parse_screen_time
from desktop_app.text.fold import fold

_DATE = (
    r"(?:(?:19|20)?\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|\d{1,2}\s*[-/月]\s*\d{1,2}\s*日?|昨天|今天|前天|星期.|周.)"
)
_TIME = (
    r"(?:上午|下午|凌晨|早上|中午|晚上)?\s*"
    r"\d{1,2}\s*[:：]\s*\d{2}(?:\s*[:：]\s*\d{2})?\s*(?:[AP]M)?"
)
_EXACT = r"\d{1,2}\s*[:：]\s*\d{2}\s*[:：]\s*\d{2}"
_HEADER = re.compile(
    rf"^(?P<name>.{{1,40}}?)[\s(（\[]*(?P<time>{_DATE}\s*{_TIME}|(?<=[\s(（]){_TIME}|{_EXACT})"
    r"\s*[)）\]]?\s*[:：]?$",
    re.IGNORECASE,
)
# 旺旺 puts the time first in some exports: (2022-06-18 22:47:12) 昵称
_TIME_FIRST = re.compile(
    rf"^[(（\[]?(?P<time>{_DATE}\s*{_TIME})(?:[)）\]]\s*|\s+|(?<=:\d\d:\d\d))"
    r"(?P<name>\S.{0,30}?)\s*[:：]?$",
    re.IGNORECASE,
)
# What is left of a header where an edge cuts its name.
_CUT_HEADER = re.compile(rf"^\W{{0,2}}\d{{1,2}}\s+{_DATE}\s*{_EXACT}$")
# Names this alike (0-100) are one name, read differently.
_SAME_NAME = 75
# So many headers in one area make it the ground of a talk, whatever their print.
_MANY = 3
_OTHER_INK, _SMALLER = 40, 0.92
_SENTENCE = re.compile(r"[，。！？；]")
_SEEN = re.compile(r"(?<=[\d)）\]])\s*[:：]?\s*[(（\[]?(?:已读|未读|已送达|送达)[)）\]]?$")
_SPLIT_TIME = re.compile(r"(?<=[:：])(\d)\s+(?=\d(?!\d))")


@dataclass(frozen=True, slots=True)
class Header:
    """A line of name and time: ``name`` and ``time`` as they stand."""

    name: str
    time: str


def header_of(text: str) -> Header | None:
    """Return name and time of a header line, or None."""
    stripped = _SPLIT_TIME.sub(r"\1", _SEEN.sub("", text.strip()))
    if is_time(stripped):
        return None
    for pattern in (_HEADER, _TIME_FIRST):
        match = pattern.match(stripped)
        if match:
            name = match["name"].strip(" :：()（）[]")
            if name and not _SENTENCE.search(name) and not name.isdigit():
                return Header(name, match["time"].strip())
    return None


def headers_among(
    lines: Sequence[RecognisedLine], regions: Sequence[Region]
) -> list[RecognisedLine]:
    """Return the header lines; a date that ends a line of somebody's words makes none.

    Args:
        lines: of the conversation.
        regions: of the page; ids equal indices.
    """
    found = [line for line in lines if header_of(line.text) is not None]
    homes = Counter(line.region for line in found)
    return [
        line
        for line in found
        if line.region is None
        or regions[line.region].kind is not RegionKind.BUBBLE
        or homes[line.region] >= _MANY
        or _set_apart(line, [each for each in lines if each.region == line.region])
    ]


def _set_apart(header: RecognisedLine, bubble: Sequence[RecognisedLine]) -> bool:
    """Whether a header is printed unlike the words of its bubble and stands over them."""
    others = [line for line in bubble if line is not header and header_of(line.text) is None]
    if not others:
        return True
    first = min(others, key=lambda line: line.box.y)
    unlike = max(abs(a - b) for a, b in zip(header.ink, first.ink, strict=True)) > _OTHER_INK
    smaller = header.box.h < _SMALLER * first.box.h
    return header.box.centre_y < first.box.y and (unlike or smaller)


def read_entries(
    lines: Sequence[RecognisedLine], title: str, pane: Box, anchor: Moment | None
) -> tuple[Message, ...]:
    """Return the entries of a chat whose entries begin with header lines.

    Args:
        lines: lines of the conversation, without bars.
        title: name of the partner, or empty.
        pane: where the conversation stands.
        anchor: when the picture was taken, or None.
    """
    ordered = _without_marks(in_reading_order(_between_headers(lines, pane)))
    entries: list[tuple[RecognisedLine, Header, list[RecognisedLine]]] = []
    whole = _headers_whole(ordered)
    for line in whole:
        header = header_of(line.text)
        if header is not None:
            entries.append((line, header, []))
        elif entries and has_words(line.text) and not _CUT_HEADER.match(line.text.strip()):
            entries[-1][2].append(line)
    if entries:
        entries[-1] = (*entries[-1][:2], _without_tools(entries[-1][2]))
    who = _speakers([(line, header) for line, header, _ in entries], title, pane)
    messages: list[Message] = _headless(whole)
    for (_, header, body), speaker in zip(entries, who, strict=True):
        if not body:
            continue
        joined = join(body)
        if not joined.text:
            continue
        moment: Moment | None = parse_screen_time(header.time, anchor)
        messages.append(
            Message(
                speaker,
                joined.text,
                union_of([item.box for item in body]),
                speaker_name=header.name,
                moment=moment,
                confidence=joined.confidence,
                status=joined.status,
                alternatives=joined.alternatives,
                pieces=joined.pieces,
            )
        )
    return tuple(messages)


def _between_headers(lines: Sequence[RecognisedLine], pane: Box) -> list[RecognisedLine]:
    """Return lines without those of the columns beside the talk.

    Nothing that was said stands left of all headers; where own headers are set to the right,
    nothing stands right of these either.
    """
    headers = [line.box for line in lines if header_of(line.text) is not None]
    if not headers:
        return list(lines)
    left = min(box.x for box in headers)
    ends = [box.right for box in headers if box.x > max(pane.centre_x, left + 0.2 * pane.w)]
    right = max(ends, default=pane.right)
    return [line for line in lines if line.box.right > left and line.box.x < right]


def _without_marks(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return lines without the small, faint or coloured 已读 and 未读 under messages."""
    sizes = sorted(line.box.h for line in lines)
    usual = sizes[len(sizes) // 2] if sizes else 0
    strong = max((contrast(line) for line in lines), default=0)

    def is_mark(line: RecognisedLine) -> bool:
        faint = contrast(line) < 0.6 * strong or line.box.h < 0.85 * usual
        coloured = spread(line) >= COLOURFUL
        return is_delivery_mark(line.text) and (faint or coloured)

    return [line for line in lines if not is_mark(line)]


def _headless(lines: Sequence[RecognisedLine]) -> list[Message]:
    """Return what stands over the first header: an entry whose header scrolled away.

    Nothing tells who said it. Own words that stand as the other side's are seen and put
    right; a threat that stands as a notice of the program is overlooked. A line on another
    ground or at another edge than the words under it is the window's own.
    """
    first = next((i for i, line in enumerate(lines) if header_of(line.text) is not None), 0)
    body: list[RecognisedLine] = []
    below = lines[first].box if lines else Box(0, 0, 1, 1)
    for line in reversed(lines[:first]):
        han = sum("一" <= char <= "鿿" for char in line.text)
        if below.y - line.box.bottom > 2.5 * line.box.h or han < 2 or is_time(line.text):
            break
        own = line.region == (body[0] if body else lines[first]).region
        edge = not body or abs(line.box.x - body[0].box.x) < line.box.h
        if not own or not edge or is_notice(line.text):
            break
        body.insert(0, line)
        below = line.box
    joined = join(body)
    if not joined.text:
        return []
    return [
        Message(
            Speaker.OTHER,
            joined.text,
            union_of([line.box for line in body]),
            confidence=joined.confidence,
            status=joined.status,
            alternatives=joined.alternatives,
            pieces=joined.pieces,
        )
    ]


def _without_tools(body: list[RecognisedLine]) -> list[RecognisedLine]:
    """Return the last entry's lines without the field and the row of tool signs below it."""
    for at in range(1, len(body)):
        above, line = body[at - 1].box, body[at]
        letters = re.sub(r"[\W_\d①-⑳]", "", line.text)
        tools = len(set(letters) - set("口OoQXx日回")) < 2 or is_input_hint(line.text)
        if line.box.y - above.bottom > 1.2 * above.h and tools:
            return body[:at]
    return body


def _headers_whole(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Join name and time where layout found them as two lines of one row."""
    result: list[RecognisedLine] = []
    for line in lines:
        if result and header_of(line.text) is None and header_of(result[-1].text) is None:
            last = result[-1]
            same_row = last.box.y < line.box.centre_y < last.box.bottom
            if same_row and line.box.x > last.box.right:
                text = f"{last.text} {line.text}"
                if header_of(text) is not None and parse_screen_time(line.text, None) is not None:
                    result[-1] = RecognisedLine(
                        text,
                        last.box.union(line.box),
                        last.region,
                        min(last.confidence, line.confidence),
                        last.status,
                        (),
                        ink=last.ink,
                        paper=last.paper,
                    )
                    continue
        result.append(line)
    return result


def _speakers(
    headers: Sequence[tuple[RecognisedLine, Header]], title: str, pane: Box
) -> list[Speaker]:
    """Return who each entry is from.

    A name that the title shows is the other side. Else colour tells: desktop programs set
    the own name in green and the other's in blue. Else the side of the window tells.
    """
    keys = _one_spelling([_key(header.name) for _, header in headers])
    names = list(dict.fromkeys(keys))
    heading = _key(title)
    partner = next((n for n in names if len(n) > 1 and heading and n in heading), None)
    partner = partner or next((n for n in names if len(heading) > 1 and heading in n), None)
    marks = [(key, line) for key, (line, _) in zip(keys, headers, strict=True)]
    greens = {key for key, line in marks if _hue(line.ink) == "green"}
    blues = {key for key, line in marks if _hue(line.ink) == "blue"}
    rights = {key for key, line in marks if line.box.centre_x > pane.centre_x}
    known: dict[str, Speaker] = {}
    for name in names:
        own = name in greens and bool(blues)
        if name in ("我", "自己", "me", "you"):
            own = True
        elif partner is not None and len(names) == 2:
            own = name != partner
        elif rights and len(rights) < len(names):
            own = name in rights
        known[name] = Speaker.SELF if own and name != partner else Speaker.OTHER
    return [known[key] for key in keys]


def _one_spelling(keys: Sequence[str]) -> list[str]:
    """Return the keys with a misread name as the name that is read like it more often."""
    often = [key for key, _ in Counter(keys).most_common()]
    known: dict[str, str] = {}
    for at, key in enumerate(often):
        twin = next((o for o in often[:at] if fuzz.ratio(key, o) >= _SAME_NAME), None)
        known[key] = key if twin is None else known[twin]
    return [known[key] for key in keys]


def _key(name: str) -> str:
    """Return a name without what readers mistake: width, case, blanks and signs."""
    return "".join(c for c in fold(name).text if c.isalnum())


def _hue(colour: tuple[int, int, int]) -> str:
    red, green, blue = colour
    # Compression takes much of the colour out of thin strokes.
    if max(colour) - min(colour) < 26:
        return "grey"
    if green >= red and green > blue + 10:
        return "green"
    return "blue" if blue > red and blue > green else "other"

"""The frame of a screen: status bar, title, input bar, and what is left as conversation."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.recognition import RecognisedLine, RecognisedPage, RegionKind
from desktop_app.reading.joining import in_reading_order
from desktop_app.reading.screen_words import (
    has_words,
    is_badge,
    is_clock,
    is_input_hint,
    is_notice,
    is_status_bar,
)
from desktop_app.text.dates import is_time_line


@dataclass(frozen=True, slots=True)
class Frame:
    """What frames the conversation.

    Attributes:
        title: words of the title bar, or empty.
        content: the lines that are neither title, status nor input bar.
    """

    title: str
    content: tuple[RecognisedLine, ...]


def frame_of(page: RecognisedPage) -> Frame:
    """Part the frame of the screen from the conversation."""
    ordered = in_reading_order(page.lines)
    kinds = {r.id: r.kind for r in page.regions}
    status = _status_lines(page, ordered)
    head: list[RecognisedLine] = []
    content: list[RecognisedLine] = []
    below = _input_top(page)
    top = _content_top(page)
    for line in ordered:
        kind = kinds.get(line.region) if line.region is not None else None
        if kind is RegionKind.INPUT_BAR or line.box.y >= below:
            continue
        if line in status:
            continue
        in_bar = kind is RegionKind.TITLE_BAR
        if in_bar or (kind in (None, RegionKind.BODY) and line.box.bottom <= top):
            head.append(line)
        else:
            content.append(line)
    title, back = _title(page, head)
    content = sorted(back + content, key=lambda line: (line.box.y, line.box.x))
    return Frame(title, tuple(content))


def _status_lines(page: RecognisedPage, lines: list[RecognisedLine]) -> list[RecognisedLine]:
    """Return the lines of a phone's status bar: the first row, when it looks like one."""
    if not lines or page.photo:
        return []
    limit = min(0.075 * page.height, 0.14 * page.width)
    first = next((line for line in lines if line.text.strip()), None)
    if first is None or first.box.bottom > limit:
        return []
    reach = first.box.bottom + 0.6 * first.box.h
    row = [line for line in lines if line.box.centre_y <= reach and line.box.bottom <= limit]
    # A clock in the middle of the first row is a time line of a cropped picture.
    sided = any(
        is_clock(line.text) and not 0.4 < line.box.centre_x / page.width < 0.6 for line in row
    )
    if any(is_status_bar(line.text) for line in row) or (sided and len(row) > 1):
        return row
    if sided and first.box.y < 0.03 * page.height:
        return row
    return []


def _content_top(page: RecognisedPage) -> float:
    """Return the row above which open-ground lines may belong to a title."""
    bodies = [
        r.box.y
        for r in page.regions
        if r.kind in (RegionKind.BUBBLE, RegionKind.AVATAR, RegionKind.PICTURE)
    ]
    first = min(bodies, default=page.height)
    return min(float(first), 0.26 * page.width, 0.16 * page.height)


def _input_top(page: RecognisedPage) -> float:
    """Return the row from which on everything belongs to the input bar."""
    content = [
        r.box.bottom for r in page.regions if r.kind in (RegionKind.AVATAR, RegionKind.BUBBLE)
    ]
    tops = [r.box.y for r in page.regions if r.kind is RegionKind.INPUT_BAR]
    hints = [
        line.box.y
        for line in page.lines
        if is_input_hint(line.text)
        and line.box.y > 0.8 * page.height
        and len(line.text.strip()) <= 14
    ]
    last = max(content, default=0)
    candidates = [y for y in tops if y >= last - 4]
    candidates += [y - 4 for y in hints if page.height - y < 0.3 * page.width]
    return float(min(candidates, default=page.height))


def _title(page: RecognisedPage, head: list[RecognisedLine]) -> tuple[str, list[RecognisedLine]]:
    """Return the title and the head's lines that are conversation after all."""
    words = [
        line
        for line in head
        if has_words(line.text) and not is_badge(line.text) and not is_time_line(line.text)
    ]
    back = [line for line in head if is_time_line(line.text) or is_notice(line.text)]
    words = [line for line in words if line not in back]
    if not words:
        return "", back
    tallest = max(line.box.h for line in words)
    likely = [line for line in words if line.box.h >= 0.75 * tallest]
    middle = page.width / 2

    def rank(line: RecognisedLine) -> tuple[bool, float]:
        centred = abs(line.box.centre_x - middle) < 0.12 * page.width
        return (not centred, line.box.y + abs(line.box.centre_x - middle) * 0.05)

    best = min(likely, key=rank)
    return best.text.strip(), back

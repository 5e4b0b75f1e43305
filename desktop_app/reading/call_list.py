"""Screenshots of call lists and call details: lines to call records, one a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.domain.geometry import union_of
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import (
    LineStatus,
    RecognisedLine,
    RecognisedPage,
    Sign,
    SignKind,
)
from desktop_app.domain.transcript import CallRecord, Direction
from desktop_app.reading.call_chrome import content_of
from desktop_app.reading.call_pieces import weakest, whole
from desktop_app.reading.call_words import (
    LineFacts,
    as_time,
    facts_of,
    has_clock,
    is_label,
    is_mark,
    is_place,
)
from desktop_app.reading.row_doubts import with_doubts
from desktop_app.text import phones
from desktop_app.text.dates import parse_screen_time
from desktop_app.text.fold import fold

_BY_SIGN = {SignKind.CALL_IN: Direction.IN, SignKind.CALL_OUT: Direction.OUT}
_IPHONE_TABS = frozenset({"个人收藏", "最近通话", "拨号键盘", "语音留言", "通讯录", "所有通话"})
# Titles of lists of what was blocked; they stand in the upper part of the page.
_BLOCKED = re.compile(
    r"^\W*(?:骚扰(?:电话)?拦截|拦截(?:记录|历史|电话|来电|通话)|(?:来电|电话|通话)拦截|已拦截(?:来电|电话|通话)"
    r"|黑名单(?:记录|来电|通话)|blocked calls)"
)
_TITLE_ROWS = 0.25
_SAME_ROW_OF_PITCH = 0.62
_SECTION_GAP = 1.0
_NOISE_CONFIDENCE = 50.0
_ICON_ASPECT = 1.5
_ARROW_SHIFT, _ALIGNED_SHIFT = 0.9, 0.35
# The row's arrow draws the first digit of a number away from the others: ``0 571-…``.
_DRAWN_AWAY = re.compile(r"^(\d) (?=\d{2})")


@dataclass(slots=True)
class _Line:
    """A line with what it says."""

    source: RecognisedLine
    facts: LineFacts

    @property
    def is_head(self) -> bool:
        """Whether the line can open a row: a number or a name."""
        words = [w for w in self.facts.rest if not (is_place(w) or is_label(w))]
        noise = self.source.confidence < _NOISE_CONFIDENCE
        named = bool(words) and not self.facts.has_status and not noise
        return bool(self.facts.number) or named


@dataclass(slots=True)
class _Row:
    """The lines of one entry, the opening one first."""

    lines: list[_Line]
    section: str = ""
    owner: LineFacts | None = None
    arrow: bool = False
    sign: Sign | None = None


def parse(page: RecognisedPage) -> tuple[CallRecord, ...]:
    """Return the calls of a call list or call detail page, top to bottom.

    A row needs a time, or a number with a kind of call; headers, tabs, search fields and
    bars of the screen never become rows. Missed calls are told by words or by red ink. The
    capture time of the page is the reference for relative times; a time that can't be
    reckoned without it is kept in ``extra``. All calls of a list of blocked ones came in and
    were missed.
    """
    lines = [_Line(line, facts_of(line.text)) for line in whole(content_of(page))]
    rows = _rows(lines)
    _mark_arrows(rows)
    _give_signs(rows, page)
    anchor = page.facts.captured
    blocked = _is_of_blocked(page)
    records = (_record(row, anchor, blocked=blocked) for row in rows)
    return with_doubts([record for record in records if record is not None], lengths=False)


def _rows(lines: Sequence[_Line]) -> list[_Row]:
    heads = _heads(lines)
    rows: list[_Row] = []
    section = ""
    before: _Line | None = None
    higher: list[_Line] = []
    for line in lines:
        if any(line is head for head in heads):
            rows.append(_Row([line, *(higher if not rows else ())], section))
        elif heads and not rows and _beside(line, heads[0]):
            higher.append(line)
        elif _is_section(line, before, heads, lines):
            section = line.facts.times[0]
        elif rows and _belongs(line, rows[-1], heads):
            rows[-1].lines.append(line)
        before = line
    _rehome_centred(rows)
    timed = [at for at, row in enumerate(rows) if _time_bands(row)]
    if not timed or not _of_one_owner([rows[at] for at in timed]):
        return [part for row in rows for part in _by_time(row, None)]
    first = timed[0]
    owner = _owner(rows[: first + 1])
    parts = _by_time(rows[first], owner)
    for row in rows[first + 1 :]:
        row.owner = owner if _time_bands(row) else None
    return [*rows[:first], *parts, *rows[first + 1 :]]


def _of_one_owner(timed: Sequence[_Row]) -> bool:
    """Whether the rows with times are the calls of one number, as on a detail page.

    All of them follow one opening line, but for such as were cut through and are read badly.
    """
    cut = [row for row in timed[1:] if not row.lines[0].facts.number]
    doubted = all(row.lines[0].source.status is LineStatus.DOUBTFUL for row in cut)
    several = len(timed) == 1 or len(_time_bands(timed[0])) > 1
    return several and len(cut) == len(timed) - 1 and doubted


def _heads(lines: Sequence[_Line]) -> list[_Line]:
    """Return the opening lines; a number right under a name belongs to the name's row."""
    candidates: list[_Line] = []
    for line in lines:
        if not line.is_head:
            continue
        twin = candidates[-1] if candidates else None
        if twin is not None and _beside(twin, line):
            if bool(line.facts.number) > bool(twin.facts.number):
                candidates[-1] = line
            continue
        candidates.append(line)
    steps = _steps(candidates)
    if not steps:
        return candidates
    pitch = steps[len(steps) * 3 // 4]
    # Days between few rows draw them apart: then the times tell how often rows come.
    left = min(line.source.box.x for line in candidates)
    apart = _steps(_bands([ln for ln in lines if ln.facts.times and not _may_head(ln, left)]))
    if apart and len(apart) <= len(steps):
        pitch = min(pitch, apart[len(apart) // 2])
    heads = candidates[:1]
    for line in candidates[1:]:
        apart = line.source.box.centre_y - heads[-1].source.box.centre_y
        nested = apart < _SAME_ROW_OF_PITCH * pitch and not (
            line.facts.number and heads[-1].facts.number
        )
        if not nested:
            heads.append(line)
    return heads


def _may_head(line: _Line, left: int) -> bool:
    """Whether a line is a day alone, no farther right than rows begin."""
    clocked = any(map(has_clock, line.facts.times))
    return not (clocked or line.facts.rest) and line.source.box.x <= left


def _steps(lines: Sequence[_Line]) -> list[float]:
    """Return how far each line is below the one before, shortest way first."""
    return sorted(b.source.box.centre_y - a.source.box.centre_y for a, b in pairwise(lines))


def _bands(lines: Sequence[_Line]) -> list[_Line]:
    """Return the first of the lines that stand side by side."""
    bands: list[_Line] = []
    for line in lines:
        if not (bands and _beside(bands[-1], line)):
            bands.append(line)
    return bands


def _beside(a: _Line, b: _Line) -> bool:
    """Whether two lines stand side by side."""
    first, second = a.source.box, b.source.box
    shared = min(first.bottom, second.bottom) - max(first.y, second.y)
    return shared > 0.5 * min(first.h, second.h)


def _is_section(
    line: _Line, before: _Line | None, heads: Sequence[_Line], lines: Sequence[_Line]
) -> bool:
    """Whether a line that is nothing but a day heads the rows below it.

    How far it stands apart is told in its own column: in a photo the others may hang lower.
    """
    facts, box = line.facts, line.source.box
    if len(facts.times) != 1 or facts.rest or facts.has_status or has_clock(facts.times[0]):
        return False
    if any(other is not line and _beside(line, other) for other in lines):
        return False
    if before is None or not heads:
        return True
    left = min(head.source.box.x for head in heads)
    over = [
        other.source.box.bottom
        for other in lines
        if other.source.box.bottom < box.centre_y
        and min(other.source.box.right, box.right) > max(other.source.box.x, box.x)
    ]
    apart = box.y - max(over, default=before.source.box.bottom)
    right_column = box.x > left + 8 * box.h
    return not right_column and (apart > _SECTION_GAP * box.h or box.right < left)


def _belongs(line: _Line, row: _Row, heads: Sequence[_Line]) -> bool:
    """Whether a line under or beside an opening line is near enough to be of its row."""
    head = row.lines[0].source.box
    if line.facts.times or line.facts.has_status:
        return line.source.box.centre_y >= head.y
    tops = [h.source.box.centre_y for h in heads]
    steps = sorted(b - a for a, b in pairwise(tops))
    pitch = steps[len(steps) // 2] if steps else head.h * 4
    return line.source.box.centre_y - head.centre_y < pitch


def _rehome_centred(rows: list[_Row]) -> None:
    """Give a time that starts above its own row's opening line back to that row.

    In a slanting photo it may hardly reach down to that line; then it is the second time of
    the row above, and the row has no other.
    """
    for above, below in reversed(list(pairwise(rows))):
        head = below.lines[0]
        spare = sum(bool(line.facts.times) for line in above.lines) > 1 and not any(
            line.facts.times for line in below.lines
        )
        for line in above.lines[1:]:
            reaches = line.source.box.bottom > head.source.box.y
            if line.facts.times and (_beside(line, head) or (spare and reaches)):
                above.lines.remove(line)
                below.lines.append(line)
                break
        for line in above.lines[1:]:
            if _beside(line, head) and _tells_what_lacks(line, below):
                above.lines.remove(line)
                below.lines.append(line)


def _tells_what_lacks(line: _Line, row: _Row) -> bool:
    """Whether a line says what kind of call it was, or how long, and a row doesn't."""
    kind = line.facts.has_status and not any(each.facts.has_status for each in row.lines)
    length = line.facts.seconds is not None and not any(
        each.facts.seconds is not None for each in row.lines
    )
    return kind or length


def _time_bands(row: _Row) -> list[_Line]:
    """Return one line with a clock for each printed row that has one."""
    bands: list[_Line] = []
    timed = any(has_clock(time) for line in row.lines for time in line.facts.times)
    for line in row.lines:
        lone = bool(line.facts.clock) and not timed
        clocked = lone or any(has_clock(time) for time in line.facts.times)
        if clocked and not (bands and _beside(bands[-1], line)):
            bands.append(line)
    return bands


def _owner(rows: Sequence[_Row]) -> LineFacts:
    """Return number and name at the top of a detail page."""
    owner = LineFacts()
    for line in (row.lines[0] for row in rows):
        owner.number = owner.number or line.facts.number
        if line.source.confidence >= _NOISE_CONFIDENCE:
            owner.rest += line.facts.rest
    return owner


def _by_time(row: _Row, owner: LineFacts | None) -> list[_Row]:
    """Split a row that holds several times.

    On a detail page they are the calls of one owner; in a list the opening line of a row
    was not read, and its call keeps no number rather than a wrong one.
    """
    anchors = _time_bands(row)
    if len(anchors) < 2:
        return [row]
    parts = [_Row([anchor], row.section, owner) for anchor in anchors]
    for line in row.lines[1:] if owner else row.lines:
        if any(line is anchor for anchor in anchors):
            continue
        nearest = min(
            parts,
            key=lambda part: abs(part.lines[0].source.box.centre_y - line.source.box.centre_y),
        )
        apart = abs(nearest.lines[0].source.box.centre_y - line.source.box.centre_y)
        if apart < 2.5 * nearest.lines[0].source.box.h:
            nearest.lines.append(line)
    return parts


def _mark_arrows(rows: Sequence[_Row]) -> None:
    """Find the icon that iOS draws before outgoing calls and before no others.

    It makes the opening line start left of the line below it. Where rows name the kind of
    call in words, where all rows have an icon, or where a missed call has one, it means
    something else.
    """
    if any(line.facts.has_status for row in rows for line in row.lines):
        return
    shifts = {id(row): shift for row in rows if (shift := _shift(row)) is not None}
    shifted = [row for row in rows if shifts.get(id(row), 0.0) > _ARROW_SHIFT]
    aligned = [row for row in rows if abs(shifts.get(id(row), 9.0)) < _ALIGNED_SHIFT]
    if not aligned or any(_is_red(row.lines[0].source.ink) for row in shifted):
        return
    for row in shifted:
        row.arrow = True


def _give_signs(rows: Sequence[_Row], page: RecognisedPage) -> None:
    """Give each arrow to the row whose line it stands before.

    Where arrows mark outgoing calls only, as on an iPhone, a row without one came in.
    """
    for sign in page.signs:
        middle = sign.box.centre_y
        beside = [
            (abs(line.source.box.centre_y - middle), at)
            for at, row in enumerate(rows)
            for line in row.lines
            if line.source.box.y - 0.5 * sign.box.h <= middle <= line.source.box.bottom
            and line.source.box.right > sign.box.x
        ]
        if beside:
            rows[min(beside)[1]].sign = sign
    kinds = {row.sign.kind for row in rows if row.sign is not None}
    kinds |= {SignKind.CALL_OUT for row in rows if row.arrow}
    named = any(line.facts.has_status for row in rows for line in row.lines)
    if not named and (kinds == {SignKind.CALL_OUT} or (not kinds and _is_iphone(page))):
        for row in rows:
            if row.sign is None and not row.arrow:
                box = row.lines[0].source.box
                row.sign = Sign(SignKind.CALL_IN, box, page.background)


def _is_iphone(page: RecognisedPage) -> bool:
    """Whether the tabs of the page are those of an iPhone, which marks outgoing calls only."""
    words = {fold(line.text).text.strip() for line in page.lines}
    return len(words & _IPHONE_TABS) >= 2


def _is_of_blocked(page: RecognisedPage) -> bool:
    """Whether the page is titled as a list of calls that the phone held back."""
    return any(
        line.box.y < _TITLE_ROWS * page.height and _BLOCKED.match(fold(line.text).text.strip())
        for line in page.lines
    )


def _shift(row: _Row) -> float | None:
    """Return how far a row's opening line starts left of its second, in line heights."""
    head = row.lines[0].source.box
    below = [ln.source.box for ln in row.lines if ln.source.box.y > head.centre_y]
    nearest = min(below, key=lambda box: box.x, default=None)
    if nearest is None or nearest.x > head.right:
        return None
    beside = [ln.source.box.x for ln in row.lines if _beside(ln, row.lines[0])]
    return (nearest.x - min([head.x, *beside])) / head.h


def _record(row: _Row, anchor: Moment | None, *, blocked: bool) -> CallRecord | None:
    facts = [line.facts for line in row.lines]
    head = row.owner or facts[0]
    number = head.number or next((f.number for f in facts if f.number), "")
    number = _DRAWN_AWAY.sub(r"\1", number)
    _settle_clocks(facts)
    plain = _without_arrow(row, number)
    times = [time for f in facts for time in f.times]
    has_status = any(f.has_status for f in facts)
    name, extra = _names(row, head)
    told = has_status or row.sign is not None or blocked
    if not (times and (number or name or has_status)) and not (number and told):
        return None
    moment, printed = _moment(times, row.section, anchor)
    if printed and moment is None:
        extra.append(("time", printed))
    red = any(_is_red(line.source.ink) for line in row.lines)
    red = red or (row.sign is not None and _is_red(row.sign.colour))
    said_missed = any(f.missed for f in facts)
    said = next((f.direction for f in facts if f.direction is not Direction.UNKNOWN),
                Direction.UNKNOWN)  # fmt: skip
    # 已取消 and 未接通 stand for either way; the arrow doesn't.
    direction = said if row.sign is None else _BY_SIGN.get(row.sign.kind, said)
    if direction is Direction.UNKNOWN and row.arrow:
        direction = Direction.OUT
    talked = any(f.seconds for f in facts)
    refused = row.sign is not None and row.sign.kind is SignKind.CALL_MISSED
    held = refused or ((red or blocked) and direction is not Direction.OUT)
    missed = said_missed or (not talked and held)
    if missed and direction is Direction.UNKNOWN:
        direction = Direction.IN
    sources = [line.source for line in row.lines]
    telling = [line.source for line in row.lines if not _is_icon(line)] or sources
    return CallRecord(
        number=plain,
        direction=direction,
        missed=missed,
        moment=moment,
        duration_s=next((f.seconds for f in facts if f.seconds is not None), None),
        normalised=phones.normalise(plain),
        name=name,
        ring=next((f.ring for f in facts if f.ring), ""),
        detail=next((f.detail for f in facts if f.detail), ""),
        count=max(f.count for f in facts),
        box=union_of([source.box for source in sources]),
        extra=tuple(extra),
        confidence=min(source.confidence for source in telling),
        status=LineStatus.DOUBTFUL if plain != number else weakest(telling),
    )


def _is_icon(line: _Line) -> bool:
    """Whether a line is a mark of the screen read as a character; nothing hangs on its doubt."""
    box = line.source.box
    return line.facts == LineFacts() and box.w <= _ICON_ASPECT * box.h


def _without_arrow(row: _Row, number: str) -> str:
    """Return the number without a first digit that is the row's arrow misread (``7138…``)."""
    shifted = row.owner is None and (_shift(row) or 0.0) > _ARROW_SHIFT
    shifted = shifted or row.lines[0].source.status is LineStatus.DOUBTFUL
    if shifted and not phones.normalise(number) and phones.normalise(number[1:]):
        return number[1:].strip()
    return number


def _settle_clocks(facts: Sequence[LineFacts]) -> None:
    """Read ``呼出 00:06`` as a length where the row tells its time elsewhere, else as the time."""
    timed = any(has_clock(time) for f in facts for time in f.times)
    for each in facts:
        if each.clock and (timed or not as_time(each.clock)):
            each.seconds = each.seconds if each.seconds is not None else each.clock_seconds
        elif each.clock:
            each.times.append(each.clock)


def _names(row: _Row, head: LineFacts) -> tuple[str, list[tuple[str, str]]]:
    """Return the name or label of a row and what else its words say."""
    name, mark = "", ""
    extra: list[tuple[str, str]] = []
    own = [] if row.owner is None else [row.owner]
    for facts in (*own, *(line.facts for line in row.lines)):
        for words in facts.rest:
            if is_place(words) and not (facts is head and not head.number):
                extra.append(("place", words))
            elif is_label(words):
                extra.append(("label", words))
            elif is_mark(words):
                mark = mark or words
                extra.append(("mark", words))
            elif not name:
                name = words
            else:
                extra.append(("note", words))
    return name or mark, extra


def _moment(times: Sequence[str], section: str, anchor: Moment | None) -> tuple[Moment | None, str]:
    """Return the moment of a row and its time as printed."""
    clocks = [time for time in times if has_clock(time)]
    days = [time for time in times if not has_clock(time)]
    day = days[0] if days else section
    if clocks:
        printed = clocks[0]
        dated = f"{day} {printed}" if day and as_time(f"{day} {printed}") else printed
        return parse_screen_time(dated, anchor), dated
    return (parse_screen_time(day, anchor), day) if day else (None, "")


def _is_red(ink: tuple[int, int, int]) -> bool:
    red, green, blue = ink
    apart = red - max(green, blue)
    # The second is red ink of a dark screen that was photographed.
    return (red > 140 and apart > 60) or (red > 80 and apart > 45 and 2 * apart > red)

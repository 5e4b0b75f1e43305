"""A carrier's list of calls as a picture: its cells by row and column, then read as a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import LineStatus, RecognisedLine, RecognisedPage
from desktop_app.domain.transcript import CallRecord, Transcript
from desktop_app.reading.call_numbers import with_whole_number
from desktop_app.reading.joining import in_reading_order
from desktop_app.reading.row_doubts import with_doubts
from desktop_app.reading.tables import calls
from desktop_app.reading.tables.columns import Role, is_header, role_of
from desktop_app.reading.tables.decode import Sheet
from desktop_app.reading.tables.values import start_of
from desktop_app.text import phones
from desktop_app.text.fold import fold

_LEAST_ROWS = 2
_HEADERLESS_ROWS = 4
# A mark that is so much lower than the print is a corner of the ruling.
_RULING = 0.66
_PIECES = 0.5  # of the height of print
_TIME = re.compile(r"(\d{4})[-/.](\d\d)[-/.](\d\d)(\d\d)[:：](\d\d)(?:[:：](\d\d))?")
# Nobody prints 0分29秒 for 29秒: the digits before are lost.
_CLIPPED = re.compile(r"0(?:小?时|分)\d")
_HALF_WAY = re.compile(r"([主被])[^\u4e00-\u9fff]{0,2}")
_AROUND_COLON = re.compile(r"(?<=\d)\s*([:：])\s*(?=\d)")
_WORST = (LineStatus.CORRECTED, LineStatus.AGREED, LineStatus.SINGLE, LineStatus.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where a table's columns and rows are.

    Attributes:
        centres: middle of each column, left to right.
        header: texts of the header row, empty where the picture shows none.
        above: lines over the table.
        body: lines below the header.
    """

    centres: tuple[float, ...]
    header: tuple[str, ...]
    above: tuple[RecognisedLine, ...]
    body: tuple[RecognisedLine, ...]


def read_table(page: RecognisedPage, lines: Sequence[RecognisedLine]) -> Transcript | None:
    """Return the calls of a table that a picture shows, or None where it shows none.

    Columns are told by their headers, whatever their order; where the header is out of view,
    by what stands in them. The records carry the box of their row.

    Args:
        page: the recognised picture; its capture time lends the year that rows lack.
        lines: the lines to take, in the page's pixels.
    """
    grid = _grid_of(_printed(lines))
    if grid is None:
        return None
    rows = _rows_of(grid)
    if len(rows) < _LEAST_ROWS:
        return None
    ways = {at for at, text in enumerate(grid.header) if role_of(text) is Role.KIND}
    cells = [
        [_way(_cell(part)) if at in ways else _cell(part) for at, part in enumerate(row)]
        for row in rows
    ]
    above = [(line.text,) for line in grid.above]
    head = [tuple(grid.header)] if grid.header else []
    sheet = Sheet("", (*above, *head, *map(tuple, cells)))
    captured = page.facts.captured
    read = calls.understand((sheet,), str(captured.value.year) if captured else "")
    if len(read.calls) < _LEAST_ROWS:
        return None
    first = len(above) + len(head)
    placed = [
        _placed(call, [line for part in rows[(call.row or 1) - 1 - first] for line in part])
        for call in read.calls
        if (call.row or 0) > first
    ]
    return replace(read, calls=with_doubts(placed, lengths=True))


def shows_table(lines: Sequence[RecognisedLine]) -> bool:
    """Whether some row of a picture names the columns of a list of calls."""
    return any(_names_columns(row) for row in _bands(_printed(lines)))


def _printed(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    worded = [line for line in lines if line.text.strip()]
    heights = sorted(line.box.h for line in worded if len(line.text.strip()) > 1) or [1]
    print_height = heights[len(heights) * 3 // 4]
    return [
        with_whole_number(line)
        for line in worded
        if len(line.text.strip()) > 1 or line.box.h > _RULING * print_height
    ]


def _plain(line: RecognisedLine) -> str:
    return line.text.strip()


def _bands(lines: Sequence[RecognisedLine]) -> list[list[RecognisedLine]]:
    """Return the lines row by row, each row left to right."""
    rows: list[list[RecognisedLine]] = []
    for line in in_reading_order(lines):
        last = rows[-1][-1].box if rows else None
        shared = min(last.bottom, line.box.bottom) - max(last.y, line.box.y) if last else 0
        if last and line.box.x >= last.x and shared > 0.5 * min(last.h, line.box.h):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _words(band: Sequence[RecognisedLine]) -> list[list[RecognisedLine]]:
    """Return the lines of a row put together to cells: pieces that stand close are one word."""
    words: list[list[RecognisedLine]] = []
    for line in sorted(band, key=lambda each: each.box.x):
        last = words[-1][-1].box if words else None
        if last and line.box.x - last.right < _PIECES * min(last.h, line.box.h):
            words[-1].append(line)
        else:
            words.append([line])
    return words


def _names_columns(band: Sequence[RecognisedLine]) -> bool:
    return is_header(["".join(map(_plain, word)) for word in _words(band)])


def _grid_of(lines: Sequence[RecognisedLine]) -> _Grid | None:
    bands = _bands(lines)
    for index, band in enumerate(bands):
        if _names_columns(band):
            return _with_header(bands, index)
    return _without_header(bands)


def _with_header(bands: Sequence[Sequence[RecognisedLine]], index: int) -> _Grid:
    """Return the grid of a table; a header in two lines is one row of cells."""
    columns = _words(bands[index])
    heads = [union_of([line.box for line in column]).centre_x for column in columns]
    past = index + 1
    height = max(line.box.h for line in bands[index])
    while past < len(bands):
        band = bands[past]
        near = min(line.box.y for line in band) - max(c[-1].box.bottom for c in columns)
        if near > 0.7 * height or any(start_of(_plain(line)) for line in band):
            break
        for line in band:
            at = min(range(len(heads)), key=lambda i: abs(heads[i] - line.box.centre_x))
            columns[at].append(line)
        past += 1
    body = [line for band in bands[past:] for line in band]
    above = [line for band in bands[:index] for line in band]
    texts = tuple("".join(map(_plain, in_reading_order(column))) for column in columns)
    centres = tuple(union_of([line.box for line in column]).centre_x for column in columns)
    return _Grid(centres, texts, tuple(above), tuple(body))


def _without_header(bands: Sequence[Sequence[RecognisedLine]]) -> _Grid | None:
    """Return the grid of rows that each hold a full start, a number and more."""
    rows = [
        band
        for band in bands
        if len(_words(band)) >= 4
        and any(_is_dated(_cell([line])) for line in band)
        and any(phones.find(_plain(line)) for line in band)
    ]
    if len(rows) < _HEADERLESS_ROWS:
        return None
    widest = max(map(_words, rows), key=len)
    centres = tuple(union_of([line.box for line in word]).centre_x for word in widest)
    body = [line for band in rows for line in band]
    return _Grid(centres, (), (), tuple(body))


def _is_dated(text: str) -> bool:
    stated = start_of(text)
    return stated is not None and stated.month is not None and stated.hour is not None


def _rows_of(grid: _Grid) -> list[list[list[RecognisedLine]]]:
    """Return the lines of each cell, row by row.

    A row is where its number stands, else where its start does; other cells may be wrapped
    and reach above and below it.
    """
    columns: list[list[RecognisedLine]] = [[] for _ in grid.centres]
    for line in grid.body:
        at = min(range(len(columns)), key=lambda i: abs(grid.centres[i] - line.box.centre_x))
        columns[at].append(line)
    anchors = _anchors(grid, columns)
    if not anchors:
        return []
    middles = [box.centre_y for box in anchors]
    steps = sorted(b - a for a, b in pairwise(middles)) or [3 * anchors[0].h]
    pitch = steps[len(steps) // 2]
    rows: list[list[list[RecognisedLine]]] = [[[] for _ in columns] for _ in anchors]
    for at, column in enumerate(columns):
        for line in column:
            near = min(range(len(middles)), key=lambda i: abs(middles[i] - line.box.centre_y))
            if abs(middles[near] - line.box.centre_y) <= 0.6 * pitch:
                rows[near][at].append(line)
    return rows


def _anchors(grid: _Grid, columns: Sequence[Sequence[RecognisedLine]]) -> list[Box]:
    def numbers(column: Sequence[RecognisedLine]) -> list[Box]:
        # Ten digits could count the seconds since 1970, but nobody prints that.
        return [line.box for line in column if sum(c.isdigit() for c in line.text) >= 5
                and (line.text.strip().isdecimal() or not start_of(_cell([line])))]  # fmt: skip

    def starts(column: Sequence[RecognisedLine]) -> list[Box]:
        return [line.box for line in column
                if not line.text.strip().isdecimal() and start_of(_cell([line]))]  # fmt: skip

    roles = [role_of(text) for text in grid.header] or [None] * len(columns)
    by_role = [
        numbers(column)
        for column, role in zip(columns, roles, strict=True)
        if role in (Role.PEER, Role.NUMBER, Role.CALLER, Role.CALLEE)
    ]
    found: list[Box] = max([*by_role, *map(starts, columns)], key=len)
    if by_role and len(max(by_role, key=len)) >= _LEAST_ROWS:
        found = max(by_role, key=len)
    return sorted(found, key=lambda box: box.centre_y)


def _cell(lines: Sequence[RecognisedLine]) -> str:
    """Return the text of a cell; a wrapped start gets back the blank between day and clock."""
    parts = [_plain(line) for line in in_reading_order(lines)]
    text = _AROUND_COLON.sub(r"\1", "".join(parts))
    folded = fold(text).text
    bare = folded.replace(" ", "")
    if match := _TIME.fullmatch(bare):
        year, month, day, hour, minute, second = match.groups()
        return f"{year}-{month}-{day} {hour}:{minute}" + (f":{second}" if second else "")
    if bare and all(c.isdigit() or c in "*+-" for c in bare):
        return bare
    return _AROUND_COLON.sub(r"\1", " ".join(parts)) if folded.isascii() else text


def _way(cell: str) -> str:
    """Return 主叫 or 被叫 where only the first character was read; nothing else begins so."""
    match = _HALF_WAY.fullmatch(cell)
    return f"{match[1]}叫" if match else cell


def _placed(call: CallRecord, lines: Sequence[RecognisedLine]) -> CallRecord:
    told = [line for line in lines if any(c.isdigit() for c in line.text)] or list(lines)
    clipped = any(_CLIPPED.match(_plain(line)) for line in lines)
    return replace(
        call,
        row=None,
        box=union_of([line.box for line in lines]),
        confidence=min(line.confidence for line in told),
        status=LineStatus.DOUBTFUL
        if clipped
        else max((line.status for line in told), key=_WORST.index),
    )

"""Sheets to call records: every row becomes a record or is listed with the reason why not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.transcript import CallRecord, Direction, SkippedRow, Transcript
from desktop_app.reading.tables.calendar import Calendar
from desktop_app.reading.tables.columns import (
    Plan,
    Row,
    is_header,
    letters,
    plan_by_headers,
)
from desktop_app.reading.tables.decode import Sheet
from desktop_app.reading.tables.infer import plan_by_content
from desktop_app.reading.tables.values import (
    Meaning,
    meaning_of,
    names_message,
    seconds_of,
    short_year_parts,
    start_of,
)
from desktop_app.text import phones
from desktop_app.text.fold import fold

_SAMPLE_ROWS = 300
_HEADER_SEARCH_ROWS = 60
_TOTAL_WORDS = ("合计", "总计", "小计", "总条数", "共计", "total")
_OWN_NUMBER = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_OWN_SHARE = 0.95
_EXTRAS = 4096  # different sets of further columns that are remembered
_NO_MEANING = Meaning(Direction.UNKNOWN, plain=True)


def understand(sheets: Sequence[Sheet], name: str) -> Transcript:
    """Return all calls of all sheets in file order.

    Args:
        sheets: decoded sheets.
        name: file name, for a year or the own number that the table itself lacks.
    """
    calls: list[CallRecord] = []
    skipped: list[SkippedRow] = []
    by_headers = True
    for sheet in sheets:
        reader = _SheetReader(sheet, name)
        reader.run()
        calls += reader.calls
        if reader.calls:
            skipped += reader.skipped
            by_headers = by_headers and not reader.by_content
        elif any(map(any, sheet.rows)):
            skipped.append(SkippedRow(1, "sheet_without_calls", sheet.name))
    text = "\n".join("\t".join(row).rstrip() for sheet in sheets for row in sheet.rows)
    if not calls:
        return Transcript(EvidenceKind.OTHER, 50.0, text=text)
    return Transcript(
        EvidenceKind.CALL_TABLE,
        97.0 if by_headers else 80.0,
        calls=tuple(calls),
        skipped=tuple(skipped),
        text=text,
    )


@dataclass(slots=True)
class _SheetReader:
    """Walks one sheet from top to bottom; headers may come again, days may stand apart."""

    sheet: Sheet
    file_name: str
    calls: list[CallRecord] = field(default_factory=list[CallRecord])
    skipped: list[SkippedRow] = field(default_factory=list[SkippedRow])
    by_content: bool = False
    _calendar: Calendar = field(default_factory=Calendar)
    _spare: tuple[Plan, frozenset[int]] | None = None
    _extras: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = field(
        default_factory=dict[tuple[str, ...], tuple[tuple[str, str], ...]]
    )

    def run(self) -> None:
        """Read the whole sheet."""
        rows = self.sheet.rows
        at = next((i for i in range(min(len(rows), _HEADER_SEARCH_ROWS)) if is_header(rows[i])), -1)
        preamble = [cell for row in rows[: max(at, 0)] for cell in row if cell]
        self._calendar = Calendar.from_words(preamble, (self.sheet.name, self.file_name))
        if at < 0:
            plan = plan_by_content([row for row in rows[:_SAMPLE_ROWS] if any(row)])
            if plan is None:
                return
            self.by_content = True
        else:
            plan = plan_by_headers(rows[at], _sample(rows, at + 1))
        self._read(rows, at + 1, plan, preamble)
        _mark_forwarded_pairs(self.calls)

    def _read(self, rows: Sequence[Row], at: int, plan: Plan, preamble: list[str]) -> None:
        own = self._own_number(rows, at, plan, preamble)
        day_first = _day_first(rows[at:], plan)
        for index in range(at, len(rows)):
            row = rows[index]
            if not any(row):
                continue
            if self._separator(row) or self._take(row, index + 1, plan, own, day_first):
                continue
            if not plan.by_content and is_header(row):
                plan = plan_by_headers(row, _sample(rows, index + 1))
            else:
                self._skip(row, index + 1, plan)

    def _own_number(self, rows: Sequence[Row], at: int, plan: Plan, preamble: Sequence[str]) -> str:
        """Return the own number where both parties are listed: it stands in every row."""
        if plan.caller is None or plan.callee is None:
            return ""
        counts: Counter[str] = Counter()
        total = 0
        for row in rows[at:]:
            ends = {
                phones.digits_of(_cell(row, plan.caller)),
                phones.digits_of(_cell(row, plan.callee)),
            }
            counts.update(ends - {""})
            total += bool(ends - {""})
        said = [*preamble, self.file_name, self.sheet.name]
        known = [m for text in said for m in _OWN_NUMBER.findall(fold(text).text)]
        if plan.own is not None:
            known = [phones.digits_of(_cell(row, plan.own)) for row in rows[at:][:1]] + known
        for number in known:
            if counts.get(number):
                return number
        often = counts.most_common(2)
        if (
            often
            and often[0][1] >= total * _OWN_SHARE
            and (len(often) == 1 or often[1][1] < often[0][1])
        ):
            return often[0][0]
        return ""

    def _separator(self, row: Row) -> bool:
        """Take a row that holds nothing but a day or a period."""
        filled = [cell for cell in row if cell]
        if len(filled) != 1:
            return False
        stated = start_of(filled[0])
        if stated is not None and stated.hour is None and stated.month is not None:
            return self._calendar.separate(stated)
        if "从" in filled[0] or "月" in filled[0]:
            before = (self._calendar.first, self._calendar.last)
            self._calendar.learn(filled[0])
            return before != (self._calendar.first, self._calendar.last)
        return False

    def _skip(self, row: Row, number: int, plan: Plan) -> None:
        reason = self._why(row, _cell(row, plan.start))
        self.skipped.append(SkippedRow(number, reason, self.sheet.name, tuple(row)))

    def _take(self, row: Row, number: int, plan: Plan, own: str, day_first: bool) -> bool:
        """Turn a row into a record; False where it states no start."""
        raw_start = _cell(row, plan.start)
        raw_day = _cell(row, plan.date)
        stated = start_of(f"{raw_day} {raw_start}".strip(), day_first=day_first)
        if stated is None or (stated.hour is None and stated.month is None):
            return False
        moment = self._calendar.moment(stated)
        meaning = self._meaning(row, plan)
        peer, direction = self._parties(row, plan, own, meaning.direction)
        raw_duration = _cell(row, plan.duration)
        seconds = seconds_of(raw_duration, plan.unit) if raw_duration else None
        extra = self._extra(row, plan)
        if moment is None:
            extra = (*extra, (_header(plan, plan.start), f"{raw_day} {raw_start}".strip()))
        if raw_duration and seconds is None:
            extra = (*extra, (_header(plan, plan.duration), raw_duration))
        if not meaning.plain:
            extra = (*extra, *((_header(plan, k), row[k]) for k in plan.kinds if _cell(row, k)))
        is_message = (
            plan.sms or meaning.sms or any(names_message(_cell(row, c)) for c in plan.types)
        )
        self.calls.append(
            CallRecord(
                number=phones.shown(peer),
                direction=direction,
                missed=not is_message and (meaning.missed or seconds == 0),
                moment=moment,
                duration_s=None if is_message else seconds,
                normalised=phones.normalise(peer),
                name=_cell(row, plan.name),
                detail=meaning.detail,
                channel="sms" if is_message else "call",
                row=number,
                sheet=self.sheet.name,
                extra=extra,
            )
        )
        return True

    def _why(self, row: Row, raw_start: str) -> str:
        """Return the reason code of a row that is no record."""
        filled = [cell for cell in row if cell]
        words = fold(" ".join(filled), drop_separators=True).text
        if any(word in words for word in _TOTAL_WORDS):
            return "total"
        if len(filled) < 2 or not any(phones.normalise(cell) for cell in filled):
            return "not_a_record"
        return "bad_start_time" if raw_start else "no_start_time"

    def _meaning(self, row: Row, plan: Plan) -> Meaning:
        """Join what the type columns say; the first to name a direction decides it."""
        said = [m for k in plan.kinds if (cell := _cell(row, k)) and (m := meaning_of(cell))]
        if not said:
            return _NO_MEANING
        if len(said) == 1:
            return said[0]
        directions = [m.direction for m in said if m.direction is not Direction.UNKNOWN]
        return Meaning(
            directions[0] if directions else Direction.UNKNOWN,
            any(m.missed for m in said),
            next((m.detail for m in said if m.detail), ""),
            any(m.sms for m in said),
            all(m.plain for m in said),
        )

    def _parties(
        self, row: Row, plan: Plan, own: str, direction: Direction
    ) -> tuple[str, Direction]:
        """Return the other party's number and the direction."""
        if plan.peer is not None or (plan.caller is None and plan.callee is None):
            return _cell(row, plan.peer), direction
        caller, callee = _cell(row, plan.caller), _cell(row, plan.callee)
        if own and phones.digits_of(caller) == own:
            return callee, Direction.OUT
        if own and phones.digits_of(callee) == own:
            return caller, Direction.IN
        return (callee if direction is Direction.OUT else caller), direction

    def _extra(self, row: Row, plan: Plan) -> tuple[tuple[str, str], ...]:
        """Keep what has no place in a record; rows that say the same share it."""
        if self._spare is None or self._spare[0] is not plan:
            used = plan.used()
            if plan.peer is None and (plan.caller is not None or plan.callee is not None):
                used -= {place for place in (plan.caller, plan.callee) if place is not None}
            self._spare = plan, used
            self._extras.clear()
        used = self._spare[1]
        spare = tuple(cell for index, cell in enumerate(row) if index not in used)
        known = self._extras.get(spare)
        if known is None:
            known = tuple(
                (_header(plan, index), cell)
                for index, cell in enumerate(row)
                if cell and index not in used
            )
            if len(self._extras) < _EXTRAS:
                self._extras[spare] = known
        return known


def _mark_forwarded_pairs(calls: list[CallRecord]) -> None:
    """Let the second row of a forwarded call stand for no further call.

    A conditionally forwarded call is listed twice with one start: as it came in and as it
    went on to the other number.
    """
    for index in range(1, len(calls)):
        before, call = calls[index - 1], calls[index]
        if (
            call.detail == before.detail == "forwarded"
            and call.moment is not None
            and call.moment == before.moment
            and {call.direction, before.direction} == {Direction.IN, Direction.OUT}
            and before.count
        ):
            onward = index if call.direction is Direction.OUT else index - 1
            calls[onward] = replace(calls[onward], count=0)


def _day_first(rows: Sequence[Row], plan: Plan) -> bool:
    """Tell whether ``02/06/17`` starts with the day, from all dates of the column."""
    if plan.start is None:
        return True
    parts = list(_short_dates(rows, plan.start))
    if any(second > 12 for _, second in parts):
        return False
    if any(first > 12 for first, _ in parts):
        return True
    by_day = [(second, first) for first, second in parts]
    return not (_ordered(parts) and not _ordered(by_day))


def _short_dates(rows: Sequence[Row], column: int) -> Iterator[tuple[int, int]]:
    for row in rows:
        if parts := short_year_parts(_cell(row, column)):
            yield parts


def _ordered(values: Sequence[tuple[int, int]]) -> bool:
    ascending = sorted(values)
    return list(values) in (ascending, ascending[::-1])


def _sample(rows: Sequence[Row], at: int) -> list[Row]:
    return [row for row in rows[at : at + _SAMPLE_ROWS] if any(row)]


def _cell(row: Row, column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""


def _header(plan: Plan, column: int | None) -> str:
    if column is None:
        return ""
    return plan.headers[column] if column < len(plan.headers) else letters(column)

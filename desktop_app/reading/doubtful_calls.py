"""What a doubtful row of calls offers to choose from, and which other rows are misread alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.doubt import DoubtfulCall, OfferedCall, Reader
from desktop_app.domain.drawn import NOTHING_DRAWN, Drawn
from desktop_app.domain.recognition import (
    EvidenceKind,
    LineStatus,
    RecognisedLine,
    RecognisedPage,
)
from desktop_app.domain.transcript import CallRecord, CallSaid
from desktop_app.reading.doubts import in_order
from desktop_app.reading.drawn import with_drawn
from desktop_app.reading.page import understand

_SAME_ROW = 0.5  # common share of both boxes


@dataclass(frozen=True, slots=True)
class CallReading:
    """The calls of a picture as one reader has its doubtful lines."""

    reader: Reader
    calls: tuple[CallRecord, ...]


def calls_by_reader(
    page: RecognisedPage, kind: EvidenceKind, drawn: Drawn
) -> tuple[CallReading, ...]:
    """Return the calls as each reader has them; lines without doubt are the same for all.

    Args:
        page: as recognised.
        kind: what the picture is.
        drawn: what a person drew on it.
    """
    found: list[CallReading] = []
    for reader in Reader:
        looks = [_as_read(line, reader) for line in page.lines]
        if not any(looks):
            continue
        lines = tuple(look or line for look, line in zip(looks, page.lines, strict=True))
        alone = replace(page, lines=lines)
        made = understand(alone, kind) if drawn == NOTHING_DRAWN else with_drawn(alone, kind, drawn)
        found.append(CallReading(reader, made.calls))
    return tuple(found)


def offered_calls(call: CallRecord, readings: Sequence[CallReading]) -> tuple[OfferedCall, ...]:
    """Return what a row may say, each once: by the readers in their order.

    What stands now comes first where no reader alone says so.
    """
    offers: dict[CallSaid, OfferedCall] = {}
    for reading in readings:
        row = _same_row(call, reading.calls)
        if row is None:
            continue
        before = offers.get(row.said)
        if before is None:
            offers[row.said] = OfferedCall(row.said, row.confidence, (reading.reader,))
        else:
            sure = max(before.confidence, row.confidence)
            offers[row.said] = OfferedCall(row.said, sure, (*before.readers, reading.reader))
    if call.said in offers:
        return tuple(offers.values())
    return (OfferedCall(call.said, call.confidence, ()), *offers.values())


def alike_calls(
    settled: DoubtfulCall, said: CallSaid, calls: Iterable[DoubtfulCall]
) -> tuple[tuple[DoubtfulCall, CallSaid], ...]:
    """Return other rows with the misread number that was just put right, and what they say then.

    Only rows are offered of which another reading has the right number, and nothing else in
    which the readings differ.

    Args:
        settled: the row as it was read.
        said: what the person says it says.
        calls: the doubtful rows to look at.
    """
    wrong = settled.view.call.number
    found: list[tuple[DoubtfulCall, CallSaid]] = []
    for call in calls if said.number != wrong else ():
        mended = replace(call.view.call.said, number=said.number)
        read = [reading.said for reading in call.readings]
        alone = all(replace(each, number=said.number) == mended for each in read)
        if call.key != settled.key and call.view.call.number == wrong and mended in read and alone:
            found.append((call, mended))
    return tuple(found)


def _as_read(line: RecognisedLine, reader: Reader) -> RecognisedLine | None:
    """Return a doubtful line as this reader has it; None without doubt, or where it saw nothing."""
    if line.status is not LineStatus.DOUBTFUL:
        return None
    for each, reading in in_order(line.readings):
        if each is reader and reading.text.strip():
            edges = reading.edges or _spread(line, len(reading.text))
            return replace(line, text=reading.text, confidence=reading.confidence, edges=edges)
    return None


def _spread(line: RecognisedLine, count: int) -> tuple[int, ...]:
    return tuple(line.box.x + line.box.w * at // count for at in range(count + 1))


def _same_row(call: CallRecord, calls: Sequence[CallRecord]) -> CallRecord | None:
    best, share = None, _SAME_ROW
    for each in calls:
        common = None if each.box is None or call.box is None else each.box.intersection(call.box)
        if common is None or each.box is None or call.box is None:
            continue
        covered = common.area / (each.box.area + call.box.area - common.area)
        if covered > share:
            best, share = each, covered
    return best

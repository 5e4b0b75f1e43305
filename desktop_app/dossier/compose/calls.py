"""Calls: rows of lists and tables, and the statistics anyone can recompute from them."""

from __future__ import annotations

from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.transcript import Direction
from desktop_app.dossier.compose.tally import Entry, Tally
from desktop_app.dossier.compose.wording import Wording
from desktop_app.dossier.material import DossierMaterial, NumberCount
from desktop_app.dossier.model import (
    Bars,
    Block,
    Column,
    Facts,
    Heading,
    Heat,
    Inline,
    Line,
    Paragraph,
    PartModel,
    Row,
    Run,
    Style,
    Table,
    Tone,
)

MOST_DAYS = 62
MOST_NUMBERS = 40


def call_table(rows: list[Row], say: Wording, *, brief: bool = False) -> Table:
    """Return calls as a table; ``brief`` is for the narrow column beside a picture."""
    if brief:
        columns = (
            Column(say("column.position"), 8, right=True),
            Column(say("column.time"), 22),
            Column(say("column.number")),
            Column(say("column.call"), 24),
        )
    else:
        columns = (
            Column(say("column.position"), 11, right=True),
            Column(say("column.time"), 40),
            Column(say("column.number"), share=1.3),
            Column(say("column.call"), 34),
            Column(say("column.duration"), 24, right=True),
            Column(say("column.tag"), 26),
        )
    return Table(columns, tuple(rows), dense=not brief)


def call_row(
    entry: Entry, say: Wording, *, brief: bool = False, before: Moment | None = None
) -> Row:
    """Return one call as a row; ``before`` is the time of the row above in a brief table."""
    view = entry.call
    assert view is not None
    call = view.call
    number: list[Inline] = [Run(call.number or say("call.hidden"))]
    if call.name and call.name != call.number:
        number.append(Run("\n" + call.name, Tone.THIRD, small=True))
    if call.count > 1:
        number.append(Run(say("call.times", count=call.count), Tone.SECOND, small=True))
    notes = [say("state.call")] if view.corrected else []
    if call.status is LineStatus.DOUBTFUL:
        notes.append(say("state.doubtful"))
    if notes:
        said = say("state.note", notes=say("list_comma").join(notes))
        number.append(Run(said, Tone.SECOND, small=True))
    chips = tuple(
        {(item.scenario, item.severity): say.chip(item) for item in view.counted()}.values()
    )
    time = say.moment_after(entry.moment, before)
    if not brief and call.moment is not None:
        time = (Run(say.time(call.moment)),)
    position = str(entry.position)
    anchor = f"call{view.id}"
    if brief:
        words: list[Inline] = [Run(say.call(call))]
        if call.duration_s:
            words.append(Run("\n" + say.duration(call.duration_s), Tone.SECOND, small=True))
        if chips:
            number.append(Run("\n"))
            number.extend(chips)
        return Row(((Run(position, Tone.THIRD),), time, tuple(number), tuple(words)), anchor)
    return Row(
        (
            (Run(position, Tone.THIRD),),
            time,
            tuple(number),
            (Run(say.call(call)),),
            (Run(say.duration(call.duration_s)),),
            chips,
        ),
        anchor,
    )


def numbers_table(numbers: tuple[NumberCount, ...], say: Wording) -> list[Block]:
    """Return calls by number, most first."""
    rows = tuple(
        Row(
            (
                (Run(item.number or say("call.hidden")),),
                (Run(str(item.count)),),
                (Run(str(item.missed)),),
                (Run(say.time(item.first) if item.first else say("time.unknown")),),
                (Run(say.time(item.last) if item.last else say("time.unknown")),),
            )
        )
        for item in numbers[:MOST_NUMBERS]
    )
    table = Table(
        (
            Column(say("column.number")),
            Column(say("column.count"), 20, right=True),
            Column(say("column.missed"), 24, right=True),
            Column(say("column.first"), 42),
            Column(say("column.last"), 42),
        ),
        rows,
    )
    blocks: list[Block] = [table]
    if len(numbers) > MOST_NUMBERS:
        rest = sum(item.count for item in numbers[MOST_NUMBERS:])
        blocks.append(
            Paragraph(
                (Run(say("calls.more", numbers=len(numbers) - MOST_NUMBERS, calls=rest)),),
                Style.NOTE,
            )
        )
    return blocks


def calls_part(material: DossierMaterial, tally: Tally, say: Wording) -> PartModel | None:
    """Return the call statistics, or None where the case holds no call."""
    entries = [entry for entry in tally.entries if entry.call is not None]
    if not entries:
        return None
    patterns = material.patterns
    blocks: list[Block] = [
        Paragraph((Run(say("calls.lead")),), Style.NOTE),
        Facts(tuple(_figures(material, entries, say))),
    ]
    if patterns.numbers:
        blocks.append(Heading(say("calls.numbers"), "calls-numbers"))
        blocks.extend(numbers_table(patterns.numbers, say))
    if any(any(row) for row in patterns.hours):
        blocks.append(Heading(say("calls.hours"), "calls-hours"))
        blocks.append(
            Heat(
                tuple(say(f"weekday.{day}") for day in range(7)),
                tuple(str(hour) for hour in range(24)),
                patterns.hours,
            )
        )
        blocks.append(Paragraph((Run(say("calls.hours_note")),), Style.NOTE))
    if patterns.days:
        blocks.append(Heading(say("calls.days"), "calls-days"))
        days = patterns.days
        if len(days) > MOST_DAYS:
            days = tuple(sorted(sorted(days, key=lambda day: -day[1])[:MOST_DAYS]))
            blocks.append(Paragraph((Run(say("calls.busiest", count=MOST_DAYS)),), Style.NOTE))
        blocks.append(Bars(days))
    return PartModel(
        "calls", say("calls.title"), say("calls.title"), 0, say("calls.title"), tuple(blocks)
    )


def _figures(
    material: DossierMaterial, entries: list[Entry], say: Wording
) -> list[tuple[str, Line]]:
    patterns = material.patterns
    total = sum(entry.weight for entry in entries)
    incoming = sum(
        entry.weight
        for entry in entries
        if entry.call is not None and entry.call.call.direction is Direction.IN
    )
    counted = sum(entry.weight for entry in entries if entry.counted())
    rows: list[tuple[str, Line]] = [
        (
            say("calls.rows"),
            (Run(say("calls.rows_value", total=total, incoming=incoming, counted=counted)),),
        ),
        (
            say("calls.exhibits"),
            say.cite([entry.exhibit.evidence for entry in entries]),
        ),
        (
            say("calls.night", start=patterns.night_from, end=patterns.night_to),
            (Run(say("calls.contacts", count=len(patterns.night))),),
        ),
    ]
    if patterns.refused_at is not None:
        rows.append(
            (
                say("calls.refused"),
                (
                    Run(
                        say(
                            "calls.refused_value",
                            time=say.time(patterns.refused_at),
                            count=len(patterns.after_refusal),
                        )
                    ),
                ),
            )
        )
    if patterns.shortest_s is not None:
        rows.append((say("calls.shortest"), (Run(say.duration(patterns.shortest_s)),)))
    return rows


def nuisance_detail(material: DossierMaterial, say: Wording) -> str:
    """Return the words under the nuisance figure of the cover."""
    night = len(material.patterns.night)
    return say("cover.night", count=night) if night else ""

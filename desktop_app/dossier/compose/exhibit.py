"""One exhibit's section: picture slices, transcript, reasons, source and integrity."""

from __future__ import annotations

from desktop_app.domain.case import CallView, EvidenceState, MessageView
from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.tags import Decision, Scenario
from desktop_app.dossier import slices
from desktop_app.dossier.compose.calls import call_row, call_table
from desktop_app.dossier.compose.tally import Entry, moments, suggestion_of
from desktop_app.dossier.compose.wording import Wording, exhibit_anchor
from desktop_app.dossier.material import Exhibit, SlicePicture
from desktop_app.dossier.model import (
    Block,
    Column,
    Facts,
    Heading,
    Inline,
    Line,
    Mark,
    Paragraph,
    PartModel,
    Picture,
    Row,
    Run,
    Sheet,
    Style,
    Table,
    Tone,
)

ALL_ROWS = 300
_PHOTO_HEIGHT = 108.0


def exhibit_part(
    exhibit: Exhibit,
    entries: list[Entry],
    pictures: list[SlicePicture],
    say: Wording,
    *,
    withheld: bool,
) -> PartModel:
    """Return the section of one exhibit.

    Args:
        exhibit: the original and what was read.
        entries: the exhibit's messages and calls.
        pictures: its slices, top to bottom.
        say: the wording.
        withheld: the redacted edition prints no picture of it.
    """
    evidence = exhibit.evidence
    title = say("exhibit.title", number=evidence.number, name=say.exhibit_name(evidence))
    blocks: list[Block] = []
    if evidence.state in (EvidenceState.REFUSED, EvidenceState.FAILED):
        blocks.append(Paragraph((Run(say("exhibit.unread")),)))
    if withheld:
        blocks.append(Paragraph((Run(say("exhibit.withheld")),)))
    reasons = _reasons(entries, say, narrow=bool(pictures) and not slices.is_wide(exhibit))
    if pictures:
        blocks.extend(_sheets(exhibit, entries, pictures, reasons, say))
    integrity = (
        Heading(say("exhibit.integrity")),
        Facts(tuple(_integrity(exhibit, entries, say))),
    )
    if pictures:
        blocks.extend(_skipped(exhibit, say))
        blocks.extend(integrity)
    else:
        blocks.extend(integrity)
        blocks.extend(reasons)
        blocks.append(Heading(say("exhibit.content")))
        blocks.extend(_skipped(exhibit, say))
        blocks.extend(_tables(entries, say))
    return PartModel(
        exhibit_anchor(evidence.id),
        title,
        say("exhibit.outline", number=evidence.number, name=say.exhibit_name(evidence)),
        1,
        say("exhibit.running", number=evidence.number),
        tuple(blocks),
    )


def _sheets(
    exhibit: Exhibit,
    entries: list[Entry],
    pictures: list[SlicePicture],
    reasons: tuple[Heading | Table, ...],
    say: Wording,
) -> list[Block]:
    wide = slices.is_wide(exhibit)
    groups: list[list[Entry]] = [[] for _ in pictures]
    for entry in entries:
        groups[_slice_of(entry, pictures)].append(entry)
    blocks: list[Block] = []
    for index, (picture, group) in enumerate(zip(pictures, groups, strict=True)):
        caption = say("exhibit.picture", name=exhibit.evidence.name)
        if len(pictures) > 1:
            caption = say(
                "exhibit.picture_of",
                name=exhibit.evidence.name,
                index=index + 1,
                count=len(pictures),
            )
        last = index == len(pictures) - 1
        blocks.append(
            Sheet(
                Picture(picture.path, picture.box, _marks(group, picture.box, say), caption),
                _transcript(group, say),
                wide,
                reasons if last else (),
                _PHOTO_HEIGHT if exhibit.evidence.kind in slices.PHOTOS else 0.0,
            )
        )
    return blocks


def _slice_of(entry: Entry, pictures: list[SlicePicture]) -> int:
    box = None
    if entry.message is not None:
        message = entry.message.message
        box = message.box or (message.pieces[0].box if message.pieces else None)
    elif entry.call is not None:
        box = entry.call.call.box
    if box is None:
        return len(pictures) - 1
    for index, picture in enumerate(pictures):
        if picture.box.y <= box.centre_y < picture.box.bottom:
            return index
    return len(pictures) - 1


def _transcript(group: list[Entry], say: Wording) -> Table | None:
    if not group:
        return None
    if any(entry.call is not None for entry in group):
        rows: list[Row] = []
        before: Moment | None = None
        for entry in group:
            if entry.call is not None:
                rows.append(call_row(entry, say, brief=True, before=before))
                before = entry.moment
        return call_table(rows, say, brief=True)
    return Table(
        (
            Column(say("column.position"), 8, right=True),
            Column(say("column.time"), 22),
            Column(say("column.speaker"), 18),
            Column(say("column.content")),
        ),
        _message_rows(group, say),
    )


def _message_rows(group: list[Entry], say: Wording) -> tuple[Row, ...]:
    rows: list[Row] = []
    before: Moment | None = None
    name = ""
    for entry in group:
        if entry.message is None:
            continue
        message = entry.message.message
        shown = message.speaker_name if message.speaker_name != name else ""
        rows.append(
            Row(
                (
                    (Run(str(entry.position), Tone.THIRD),),
                    say.moment_after(entry.moment, before),
                    say.speaker(message.speaker, shown),
                    content(entry.message, say),
                ),
                entry_anchor(entry),
            )
        )
        before = entry.moment
        name = message.speaker_name or name
    return tuple(rows)


def entry_anchor(entry: Entry) -> str:
    """Return the anchor of a message's or call's row."""
    if entry.message is not None:
        return f"message{entry.message.id}"
    return f"call{entry.call.id}" if entry.call is not None else ""


def spans_of(view: MessageView) -> list[tuple[int, int, Scenario]]:
    """Return the stretches of the text that counting tags cover, first tag first."""
    found: list[tuple[int, int, Scenario]] = []
    length = len(view.message.text)
    for decision in view.counted():
        spans = decision.spans
        if not spans:
            suggestion = suggestion_of(view, decision)
            spans = suggestion.spans if suggestion is not None else ()
        found.extend(
            (max(0, start), min(end, length), decision.scenario)
            for start, end in spans
            if start < min(end, length)
        )
    return found


def content(view: MessageView, say: Wording, *, limit: int = 0) -> Line:
    """Return a message's text with matched words in colour, its state and its tags."""
    text = view.message.text
    tones: list[Tone | None] = [None] * len(text)
    for start, end, scenario in spans_of(view):
        for index in range(start, end):
            tones[index] = tones[index] or Tone(scenario.value)
    runs: list[Inline] = []
    start = 0
    base = Tone.SECOND if view.message.speaker == "system" else Tone.INK
    end = min(len(text), limit) if limit else len(text)
    for index in range(1, end + 1):
        if index == end or tones[index] != tones[start]:
            tone = tones[start]
            runs.append(Run(text[start:index], tone or base, bold=tone is not None))
            start = index
    if limit and len(text) > limit:
        runs.append(Run("……", Tone.THIRD))
    if not text:
        runs.append(Run(say("exhibit.no_text"), Tone.THIRD))
    notes = [say(f"state.{name}") for name in view.corrected if name == "text"]
    if view.message.status is LineStatus.DOUBTFUL:
        notes.append(say("state.doubtful"))
    if view.refusal:
        notes.append(say("state.refusal"))
    if notes:
        joined = say("list_comma").join(notes)
        runs.append(Run(say("state.note", notes=joined), Tone.SECOND, small=True))
    chips = chips_of(view.counted(), say)
    if chips:
        runs.append(Run("\n"))
        runs.extend(chips)
    return tuple(runs)


def chips_of(decisions: tuple[Decision, ...], say: Wording) -> list[Inline]:
    """Return one label a scenario and severity."""
    unique = {(item.scenario, item.severity): say.chip(item) for item in decisions}
    return list(unique.values())


def _marks(group: list[Entry], area: Box, say: Wording) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for entry in group:
        if entry.message is not None:
            marks.extend(_message_marks(entry.message, area, say))
        elif entry.call is not None:
            marks.extend(_call_marks(entry.call, area, say))
    return tuple(marks)


def _message_marks(view: MessageView, area: Box, say: Wording) -> list[Mark]:
    message = view.message
    marks: list[Mark] = []
    trusted = "text" not in view.corrected
    for decision in view.counted():
        suggestion = suggestion_of(view, decision)
        spans = decision.spans or (suggestion.spans if suggestion is not None else ())
        boxes = (
            [box for start, end in spans for box in message.boxes_of(start, end)] if trusted else []
        )
        if not boxes and message.box is not None:
            boxes = [message.box]
        label = say.scenario(decision.scenario)
        for index, box in enumerate(boxes):
            inside = box.intersection(area)
            if inside is not None:
                marks.append(Mark(inside, decision.scenario, "" if index else label))
    return marks


def _call_marks(view: CallView, area: Box, say: Wording) -> list[Mark]:
    box = view.call.box.intersection(area) if view.call.box is not None else None
    decisions = view.counted()
    if box is None or not decisions:
        return []
    scenario = decisions[0].scenario
    return [Mark(box, scenario, say.scenario(scenario))]


def _tables(entries: list[Entry], say: Wording) -> list[Block]:
    blocks: list[Block] = []
    messages = [entry for entry in entries if entry.message is not None]
    calls = [entry for entry in entries if entry.call is not None]
    if messages:
        table = _transcript(messages, say)
        if table is not None:
            blocks.append(table)
    if calls:
        shown = calls
        if len(calls) > ALL_ROWS:
            shown = [entry for entry in calls if entry.counted()]
            blocks.append(
                Paragraph(
                    (
                        Run(
                            say(
                                "exhibit.only_tagged",
                                total=len(calls),
                                shown=len(shown),
                            )
                        ),
                    ),
                    Style.NOTE,
                )
            )
        if shown:
            blocks.append(call_table([call_row(entry, say) for entry in shown], say))
    if not messages and not calls:
        blocks.append(Paragraph((Run(say("exhibit.nothing_read")),), Style.NOTE))
    return blocks


def _reasons(entries: list[Entry], say: Wording, *, narrow: bool) -> tuple[Heading | Table, ...]:
    collected: dict[tuple[str, str], list[int]] = {}
    for entry in entries:
        view = entry.message or entry.call
        if view is None:
            continue
        for decision in view.counted():
            suggestion = suggestion_of(view, decision)
            reason = suggestion.reason if suggestion is not None else say("exhibit.by_person")
            if decision.note:
                reason = say("exhibit.with_note", reason=reason, note=decision.note)
            places = collected.setdefault((say.tag(decision), reason), [])
            if entry.position not in places:
                places.append(entry.position)
    if not collected:
        return ()
    rows = tuple(
        Row(((Run(tag),), (Run(_positions(places, say), Tone.SECOND),), (Run(reason),)))
        for (tag, reason), places in collected.items()
    )
    return (
        Heading(say("exhibit.reasons")),
        Table(
            (
                Column(say("column.tag"), 30),
                Column(say("column.rows"), 19 if narrow else 40),
                Column(say("column.reason")),
            ),
            rows,
        ),
    )


def _positions(places: list[int], say: Wording) -> str:
    if len(places) > 12:
        return say("exhibit.many_rows", first=places[0], last=places[-1], count=len(places))
    return say("exhibit.rows", rows=say("list_comma").join(str(place) for place in places))


def _skipped(exhibit: Exhibit, say: Wording) -> list[Block]:
    count = max(len(exhibit.skipped), exhibit.evidence.skipped)
    if not count:
        return []
    rows = say("list_comma").join(str(row.row) for row in exhibit.skipped[:20])
    key = "exhibit.skipped_rows" if rows else "exhibit.skipped"
    return [Paragraph((Run(say(key, count=count, rows=rows)),), Style.NOTE)]


def _integrity(exhibit: Exhibit, entries: list[Entry], say: Wording) -> list[tuple[str, Line]]:
    evidence = exhibit.evidence
    rows: list[tuple[str, Line]] = [
        (say("fact.obtained"), (Run(evidence.note or say("fact.obtained_default")),)),
    ]
    rows.append((say("fact.time_basis"), (Run(_time_basis(exhibit, entries, say)),)))
    if exhibit.messages or exhibit.calls:
        rows.append((say("fact.reading"), (Run(_reading(exhibit, say)),)))
    rows.append(
        (
            say("fact.file"),
            (
                Run(
                    say(
                        "fact.file_device" if evidence.device else "fact.file_value",
                        device=evidence.device,
                        name=evidence.name,
                        media=say.media(evidence),
                        size=say.size(evidence.size),
                    )
                ),
            ),
        )
    )
    rows.append((say("fact.sha256"), (Run(evidence.sha256),)))
    return rows


def _time_basis(exhibit: Exhibit, entries: list[Entry], say: Wording) -> str:
    counts: dict[str, int] = {}
    for entry in entries:
        if entry.moment is not None:
            word = say.source(entry.moment)
            counts[word] = counts.get(word, 0) + 1
    parts = [say("fact.time_count", source=word, count=count) for word, count in counts.items()]
    unknown = len(entries) - sum(counts.values())
    if unknown and entries:
        parts.append(say("fact.time_none", count=unknown))
    captured = exhibit.evidence.captured
    if captured is not None:
        parts.append(say("fact.captured", time=say.time(captured), source=say.source(captured)))
    elif not moments(entries) and exhibit.evidence.moment is not None:
        moment = exhibit.evidence.moment
        parts.append(say("fact.captured", time=say.time(moment), source=say.source(moment)))
    return say("list_semicolon").join(parts) or say("fact.time_unknown")


def _reading(exhibit: Exhibit, say: Wording) -> str:
    counts = dict.fromkeys(LineStatus, 0)
    for message in exhibit.messages:
        status = message.message.status
        counts[LineStatus.CORRECTED if "text" in message.corrected else status] += 1
    for call in exhibit.calls:
        counts[call.call.status] += 1
    parts = [say(f"reading.{status}", count=count) for status, count in counts.items() if count]
    return say("list_comma").join(parts)

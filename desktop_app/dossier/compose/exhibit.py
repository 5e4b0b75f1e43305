"""One exhibit's section: picture slices, transcript, reasons, source and integrity."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.domain.case import EvidenceState
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import LineStatus
from desktop_app.dossier import slices
from desktop_app.dossier.compose.calls import call_row, call_table
from desktop_app.dossier.compose.matched import content, marks_of
from desktop_app.dossier.compose.reasons import reasons_of
from desktop_app.dossier.compose.tally import Entry, moments
from desktop_app.dossier.compose.wording import Wording, exhibit_anchor
from desktop_app.dossier.material import Exhibit, SlicePicture
from desktop_app.dossier.model import (
    Block,
    Column,
    Facts,
    Heading,
    Inline,
    Line,
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
    numbers: Mapping[int, str],
    withheld: bool,
) -> PartModel:
    """Return the section of one exhibit.

    Args:
        exhibit: the original and what was read.
        entries: the exhibit's messages and calls.
        pictures: its slices, top to bottom.
        say: the wording.
        numbers: exhibit numbers of the dossier by evidence id.
        withheld: the redacted edition prints no picture of it.
    """
    evidence = exhibit.evidence
    title = say("exhibit.title", number=evidence.number, name=say.exhibit_name(evidence))
    blocks: list[Block] = []
    if evidence.state in (EvidenceState.REFUSED, EvidenceState.FAILED):
        blocks.append(Paragraph((Run(say("exhibit.unread")),)))
    if withheld:
        blocks.append(Paragraph((Run(say("exhibit.withheld")),)))
    reasons = reasons_of(entries, say)
    if pictures:
        blocks.extend(_sheets(exhibit, entries, pictures, reasons, say))
    integrity = (
        Heading(say("exhibit.integrity")),
        Facts(tuple(_integrity(exhibit, entries, numbers, say))),
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
                Picture(picture.path, picture.box, marks_of(group, picture.box, say), caption),
                _transcript(group, say, wide=wide),
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


def _transcript(group: list[Entry], say: Wording, *, wide: bool) -> Table | None:
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
            Column(say("column.time"), 38 if wide else 22),
            Column(say("column.speaker"), 36 if wide else 18),
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
                    content(entry.message, say, original=entry.original),
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


def _tables(entries: list[Entry], say: Wording) -> list[Block]:
    blocks: list[Block] = []
    messages = [entry for entry in entries if entry.message is not None]
    calls = [entry for entry in entries if entry.call is not None]
    if messages:
        table = _transcript(messages, say, wide=True)
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


def _skipped(exhibit: Exhibit, say: Wording) -> list[Block]:
    count = max(len(exhibit.skipped), exhibit.evidence.skipped)
    if not count:
        return []
    rows = say("list_comma").join(str(row.row) for row in exhibit.skipped[:20])
    key = "exhibit.skipped_rows" if rows else "exhibit.skipped"
    return [Paragraph((Run(say(key, count=count, rows=rows)),), Style.NOTE)]


def _integrity(
    exhibit: Exhibit, entries: list[Entry], numbers: Mapping[int, str], say: Wording
) -> list[tuple[str, Line]]:
    evidence = exhibit.evidence
    rows: list[tuple[str, Line]] = [
        (say("fact.obtained"), (Run(evidence.note or say("fact.obtained_default")),)),
    ]
    rows.append((say("fact.time_basis"), (Run(_time_basis(exhibit, entries, say)),)))
    joins = _continuity(exhibit, numbers, say)
    if joins:
        rows.append((say("fact.continuity"), joins))
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


def _continuity(exhibit: Exhibit, numbers: Mapping[int, str], say: Wording) -> Line:
    """Return how the exhibit joins its neighbours in the conversation, one after the other."""
    line: list[Inline] = []
    for neighbour in exhibit.neighbours:
        number = numbers.get(neighbour.evidence_id)
        if number is None:
            continue
        if line:
            line.append(Run(say("list_semicolon")))
        key = "before" if neighbour.before else "after"
        if neighbour.shared:
            key = "proven"
        target = exhibit_anchor(neighbour.evidence_id) if say.linked else ""
        cited = (Run(number, target=target),)
        line.extend(say.line(f"continuity.{key}", exhibit=cited, count=neighbour.shared))
    return tuple(line)


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

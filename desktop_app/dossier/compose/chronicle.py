"""The timeline: counted messages and calls and the buyer's refusals, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from desktop_app.domain.moment import Moment
from desktop_app.dossier.compose.matched import chips_of, content
from desktop_app.dossier.compose.tally import Entry, Tally, weight
from desktop_app.dossier.compose.wording import Wording, exhibit_anchor
from desktop_app.dossier.model import (
    Column,
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

_GROUP = 3
_LONGEST = 160
_PAUSE = timedelta(hours=6)
_NUMBERS = 3


@dataclass(frozen=True, slots=True)
class _Step:
    """Entries told together: one message, or calls that follow each other."""

    entries: tuple[Entry, ...]

    @property
    def moment(self) -> Moment | None:
        return self.entries[0].moment


def timeline(tally: Tally, say: Wording) -> PartModel:
    """Return the timeline of what counts."""
    entries = [entry for entry in tally.entries if entry.counted() or entry.refuses]
    entries.sort(key=_when)
    blocks: list[Paragraph | Table] = [Paragraph((Run(say("timeline.lead")),), Style.NOTE)]
    if entries:
        blocks.append(
            Table(
                (
                    Column(say("column.time"), 49),
                    Column(say("column.exhibit"), 19),
                    Column(say("column.speaker"), 22),
                    Column(say("column.content")),
                ),
                tuple(_row(step, say) for step in _steps(entries)),
            )
        )
    else:
        blocks.append(Paragraph((Run(say("timeline.nothing")),)))
    return PartModel(
        "timeline",
        say("timeline.title"),
        say("timeline.title"),
        0,
        say("timeline.title"),
        tuple(blocks),
    )


def _when(entry: Entry) -> tuple[int, str, int]:
    if entry.moment is None:
        return (1, "", entry.position)
    return (0, entry.moment.value.isoformat(), entry.position)


def _steps(entries: list[Entry]) -> list[_Step]:
    steps: list[_Step] = []
    group: list[Entry] = []
    for entry in entries:
        if group and _same(group[-1], entry):
            group.append(entry)
            continue
        steps.extend(_told(group))
        group = [entry]
    steps.extend(_told(group))
    return steps


def _told(group: list[Entry]) -> list[_Step]:
    if len(group) > _GROUP:
        return [_Step(tuple(group))]
    return [_Step((entry,)) for entry in group]


def _same(one: Entry, other: Entry) -> bool:
    """Whether two calls of one exhibit with the same tags follow within a few hours."""
    if one.call is None or other.call is None or one.moment is None or other.moment is None:
        return False
    return (
        one.exhibit is other.exhibit
        and other.moment.value - one.moment.value <= _PAUSE
        and {(item.scenario, item.severity) for item in one.counted()}
        == {(item.scenario, item.severity) for item in other.counted()}
    )


def _row(step: _Step, say: Wording) -> Row:
    entry = step.entries[0]
    evidence = entry.exhibit.evidence
    target = exhibit_anchor(evidence.id) if say.linked else ""
    place = say("timeline.position", position=entry.position)
    if len(step.entries) > 1:
        last = step.entries[-1].position
        place = say("timeline.positions", first=entry.position, last=last)
    number: Line = (
        Run(evidence.number, target=target),
        Run("\n" + place, Tone.THIRD, small=True),
    )
    if entry.message is not None:
        message = entry.message.message
        return Row(
            (
                say.moment(entry.moment),
                number,
                say.speaker(message.speaker, message.speaker_name),
                content(entry.message, say, limit=_LONGEST),
            )
        )
    return Row((_time(step, say), number, (Run(say("speaker.other")),), _calls(step, say)))


def _time(step: _Step, say: Wording) -> Line:
    if len(step.entries) == 1:
        return say.moment(step.moment)
    first, last = step.entries[0].moment, step.entries[-1].moment
    assert first is not None
    assert last is not None
    same = first.value.date() == last.value.date()
    end = last.value.strftime("%H:%M" if same else "%m-%d %H:%M")
    return (
        Run(say("time.span_hours", start=first.value.strftime("%Y-%m-%d %H:%M"), end=end)),
        Run("\n" + say.source(first), Tone.THIRD, small=True),
    )


def _calls(step: _Step, say: Wording) -> Line:
    entry = step.entries[0]
    assert entry.call is not None
    call = entry.call.call
    number = call.number or say("call.hidden")
    if len(step.entries) == 1:
        key = "timeline.call" if call.duration_s is None else "timeline.call_talked"
        length = say.duration(call.duration_s)
        text = say(key, call=say.call(call), number=number, duration=length)
    else:
        missed = sum(item.call is not None and item.call.call.missed for item in step.entries)
        numbers = list(
            dict.fromkeys(
                item.call.call.number or say("call.hidden")
                for item in step.entries
                if item.call is not None
            )
        )
        text = say(
            "timeline.calls" if len(numbers) <= _NUMBERS else "timeline.calls_many",
            numbers=say("list_comma").join(numbers[:_NUMBERS]),
            kinds=len(numbers),
            count=weight(list(step.entries)),
            missed=missed,
        )
    line: list[Inline] = [Run(text), Run("\n")]
    line.extend(chips_of(entry.counted(), say))
    return tuple(line)

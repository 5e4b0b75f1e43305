"""Where tags stand: the words in a message's text, and the boxes on its picture."""

from __future__ import annotations

from desktop_app.domain.case import CallView, MessageView
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.tags import Decision, Scenario
from desktop_app.dossier.compose.tally import Entry, suggestion_of
from desktop_app.dossier.compose.wording import Wording, exhibit_anchor
from desktop_app.dossier.model import Inline, Line, Mark, Run, Tone


def spans_of(view: MessageView) -> list[tuple[int, int, Scenario]]:
    """Return the stretches of the text whose words counting tags name, first tag first.

    A nuisance tag on a whole message is about when it came, not about its words, and names
    none.
    """
    found: list[tuple[int, int, Scenario]] = []
    for decision in view.counted():
        if not _whole(view, decision):
            found.extend((start, end, decision.scenario) for start, end in _spans(view, decision))
    return found


def _spans(view: MessageView, decision: Decision) -> list[tuple[int, int]]:
    spans = decision.spans
    if not spans:
        suggestion = suggestion_of(view, decision)
        spans = suggestion.spans if suggestion is not None else ()
    length = len(view.message.text)
    return [(max(0, start), min(end, length)) for start, end in spans if start < min(end, length)]


def _whole(view: MessageView, decision: Decision) -> bool:
    spans = _spans(view, decision)
    covered = sum(end - start for start, end in spans)
    return not spans or (
        decision.scenario is Scenario.NUISANCE and covered >= len(view.message.text.strip())
    )


def content(
    view: MessageView, say: Wording, *, limit: int = 0, original: Entry | None = None
) -> Line:
    """Return a message's text with matched words in colour, its state and its tags.

    Words that quote somebody are grey, and a note says so. A message that repeats an
    ``original`` says where that stands and carries no tags.
    """
    text = view.message.text
    tones: list[Tone | None] = [None] * len(text)
    spans = spans_of(view) if original is None else []
    for start, end, scenario in sorted(spans, key=lambda span: span[1] - span[0]):
        for index in range(start, end):
            tones[index] = tones[index] or Tone(scenario.value)
    for start, end in view.message.quoted:
        for index in range(start, min(end, len(text))):
            tones[index] = tones[index] or Tone.THIRD
    runs: list[Inline] = []
    start = 0
    base = Tone.SECOND if view.message.speaker == "system" else Tone.INK
    end = min(len(text), limit) if limit else len(text)
    for index in range(1, end + 1):
        if index == end or tones[index] != tones[start]:
            tone = tones[start]
            runs.append(Run(text[start:index], tone or base, bold=tone not in (None, Tone.THIRD)))
            start = index
    if limit and len(text) > limit:
        runs.append(Run("……", Tone.THIRD))
    if not text:
        runs.append(Run(say("exhibit.no_text"), Tone.THIRD))
    notes = [say(f"state.{name}") for name in view.corrected if name == "text"]
    if view.message.status is LineStatus.DOUBTFUL:
        notes.append(say("state.doubtful"))
    if view.message.quoted:
        notes.append(say("state.quoted"))
    if view.refusal:
        notes.append(say("state.refusal"))
    if notes:
        joined = say("list_comma").join(notes)
        runs.append(Run(say("state.note", notes=joined), Tone.SECOND, small=True))
    if original is not None:
        number = original.exhibit.evidence.number
        same = say("state.same", exhibit=number, position=original.position)
        target = exhibit_anchor(original.exhibit.evidence.id) if say.linked else ""
        runs.append(Run(same, Tone.SECOND, small=True, target=target))
        return tuple(runs)
    chips = chips_of(view.counted(), say)
    if chips:
        runs.append(Run("\n"))
        runs.extend(chips)
    return tuple(runs)


def chips_of(decisions: tuple[Decision, ...], say: Wording) -> list[Inline]:
    """Return one label a scenario and severity."""
    unique = {(item.scenario, item.severity): say.chip(item) for item in decisions}
    return list(unique.values())


def marks_of(group: list[Entry], area: Box, say: Wording) -> tuple[Mark, ...]:
    """Return what is marked on a slice: matched words, or the whole message or row.

    Args:
        group: the entries that the slice shows.
        area: the slice, in picture pixels.
        say: the wording.
    """
    marks: list[Mark] = []
    for entry in group:
        if entry.message is not None and entry.original is None:
            marks.extend(_message_marks(entry.message, area, say))
        elif entry.call is not None:
            marks.extend(_call_marks(entry.call, area, say))
    return tuple(marks)


def _message_marks(view: MessageView, area: Box, say: Wording) -> list[Mark]:
    message = view.message
    marks: dict[tuple[Box, Scenario], Mark] = {}
    for decision in view.counted():
        label = say.scenario(decision.scenario)
        whole = "text" in view.corrected or _whole(view, decision)
        boxes = [box for span in _spans(view, decision) for box in message.boxes_of(*span)]
        if (whole or not boxes) and message.box is not None:
            whole, boxes = True, [message.box]
        for index, box in enumerate(boxes):
            inside = box.intersection(area)
            if inside is not None:
                mark = Mark(inside, decision.scenario, "" if index else label, whole)
                marks.setdefault((inside, decision.scenario), mark)
    return list(marks.values())


def _call_marks(view: CallView, area: Box, say: Wording) -> list[Mark]:
    box = view.call.box.intersection(area) if view.call.box is not None else None
    decisions = view.counted()
    if box is None or not decisions:
        return []
    scenario = decisions[0].scenario
    return [Mark(box, scenario, say.scenario(scenario), whole=True)]

"""One entry of a transcript, message or call, and what a row shows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from desktop_app.domain.case import CallView, Evidence, MessageView, SuggestionView
from desktop_app.domain.drawn import NOTHING_DRAWN, Drawn
from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import LineStatus, Side
from desktop_app.domain.tags import Decision, Scenario, Verdict
from desktop_app.domain.transcript import Direction, SkippedRow, Speaker
from desktop_app.foundation.errors import JuzhengError
from desktop_app.gui.texts import tr
from desktop_app.gui.words import scenario_text, severity_text

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.app.context import OpenCase

Key = tuple[str, int]
_LOUD = frozenset({Scenario.ABUSE, Scenario.THREAT})
_WHOLE_ENTRY = "contact."  # rules on when and how often tag the entry, not words in it
_OFFERED = 3  # readings to choose from, the current one among them


@dataclass(frozen=True, slots=True)
class Mark:
    """Matched characters of a text, in the colour of a scenario."""

    start: int
    end: int
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Chip:
    """A tag as shown: an open suggestion, a decision on one, or a tag a person added."""

    scenario: Scenario
    text: str
    suggestion: SuggestionView | None = None
    decision: Decision | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decision is None

    @property
    def rejected(self) -> bool:
        """Whether a person said no."""
        return self.decision is not None and self.decision.verdict is Verdict.REJECTED


@dataclass(frozen=True, slots=True)
class Entry:
    """A message or call as the review shows it; equal when nothing changed."""

    view: MessageView | CallView

    @property
    def channel(self) -> str:
        """``message`` or ``call``."""
        return "message" if isinstance(self.view, MessageView) else "call"

    @property
    def key(self) -> Key:
        """Channel and id."""
        return self.channel, self.view.id

    @property
    def speaker(self) -> Speaker | None:
        """Who spoke; None for a call."""
        return self.view.message.speaker if isinstance(self.view, MessageView) else None

    @property
    def speaker_name(self) -> str:
        """The name on screen over a message, or empty."""
        return self.view.message.speaker_name if isinstance(self.view, MessageView) else ""

    @property
    def text(self) -> str:
        """The words, or what is known of the call."""
        view = self.view
        return view.message.text if isinstance(view, MessageView) else call_text(view)

    @property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Characters of the text that quote somebody, as spans."""
        return self.view.message.quoted if isinstance(self.view, MessageView) else ()

    @property
    def moment(self) -> Moment | None:
        """When."""
        view = self.view
        return view.message.moment if isinstance(view, MessageView) else view.call.moment

    @property
    def box(self) -> Box | None:
        """Where it stands on the picture."""
        view = self.view
        return view.message.box if isinstance(view, MessageView) else view.call.box

    @property
    def doubtful(self) -> bool:
        """Whether the reading waits for a person."""
        view = self.view
        if isinstance(view, CallView):
            return view.call.status is LineStatus.DOUBTFUL and view.call.box is not None
        message = view.message
        return message.status is LineStatus.DOUBTFUL and message.speaker is not Speaker.SYSTEM

    @property
    def open(self) -> int:
        """How many suggestions wait for a person."""
        return sum(each.decision is None for each in self.view.suggestions)

    @property
    def to_check(self) -> bool:
        """Whether a person should look at it."""
        return self.doubtful or self.open > 0

    @property
    def tagged(self) -> bool:
        """Whether a tag counts, or may."""
        return self.open > 0 or bool(self.view.counted())

    @property
    def loud(self) -> bool:
        """Whether it holds abuse or threats that a person may not want to see again."""
        return any(not chip.rejected and chip.scenario in _LOUD for chip in self.chips)

    @property
    def refusal(self) -> bool:
        """Whether the buyer clearly refuses further contact here."""
        return (
            isinstance(self.view, MessageView)
            and self.view.message.speaker is Speaker.SELF
            and bool(self.view.refusal)
        )

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The tags: by rules first, then those a person added."""
        ruled = tuple(_chip(each) for each in self.view.suggestions)
        added = tuple(
            Chip(each.scenario, _decided_text(each), None, each) for each in self.view.added
        )
        return ruled + added

    def marks(self) -> tuple[Mark, ...]:
        """Return the matched words; none for tags that mean the whole entry."""
        found: list[Mark] = []
        for chip in self.chips:
            if chip.rejected:
                continue
            spans: Sequence[tuple[int, int]] = ()
            if chip.suggestion is not None:
                if not chip.suggestion.suggestion.rule.startswith(_WHOLE_ENTRY):
                    spans = chip.suggestion.suggestion.spans
            elif chip.decision is not None:
                spans = chip.decision.spans
            found += [Mark(start, end, chip.scenario) for start, end in spans]
        return tuple(found)

    def readings(self) -> tuple[str, ...]:
        """Return what can be chosen where the reading is doubtful, the current text first."""
        if not self.doubtful or not isinstance(self.view, MessageView):
            return ()
        message = self.view.message
        others = dict.fromkeys(text for text in message.alternatives if text != message.text)
        return (message.text, *others)[:_OFFERED]

    def doubts(self) -> tuple[tuple[int, int], ...]:
        """Return where the readings differ in the current text."""
        options = self.readings()
        if not options:
            return ()
        if len(options) == 1:
            return ((0, len(options[0])),)
        spans = [span for other in options[1:] for span in differences(options[0], other)]
        open_lines = [piece for piece in self.view.message.pieces if piece.doubtful]  # pyright: ignore
        if open_lines:  # what was settled already is in doubt no more
            spans = [
                (start, end)
                for start, end in spans
                if any(start < piece.end and piece.start < end for piece in open_lines)
            ]
            return tuple(spans) or tuple((piece.start, piece.end) for piece in open_lines)
        return tuple(spans) or ((0, len(options[0])),)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything the review shows of one piece of evidence.

    Attributes:
        evidence: the piece.
        entries: in reading order.
        tiles: its picture from top to bottom as (file, width, height) in pixels.
        skipped: rows of a table that were not understood.
        drawn: what a person drew on the picture.
        sides: on which side of the picture each spoken message stands, by its id.
    """

    evidence: Evidence
    entries: tuple[Entry, ...]
    tiles: tuple[tuple[Path, int, int], ...]
    skipped: tuple[SkippedRow, ...]
    drawn: Drawn = NOTHING_DRAWN
    sides: Mapping[int, Side] = field(default_factory=dict[int, Side])


def entries_of(case: OpenCase, evidence_id: int) -> tuple[Entry, ...]:
    """Return the entries of one piece; called outside the window's thread."""
    views = (*case.messages(evidence_id), *case.calls(evidence_id))
    return tuple(Entry(view) for view in sorted(views, key=_place))


def entry_by_key(case: OpenCase, channel: str, item_id: int) -> Entry | None:
    """Return one entry, or None where it is gone."""
    try:
        return Entry(case.message(item_id) if channel == "message" else case.call(item_id))
    except JuzhengError:
        return None


def differences(text: str, other: str) -> list[tuple[int, int]]:
    """Return the stretches of ``text`` that read differently in ``other``."""
    found: list[tuple[int, int]] = []
    for kind, start, end, _, _ in SequenceMatcher(None, text, other, False).get_opcodes():
        if kind != "equal":
            found.append((start, end) if end > start else (max(0, start - 1), max(1, start)))
    return found


def call_text(view: CallView) -> str:
    """Return number, name, length and remarks of a call in one line."""
    call = view.call
    parts = [call.number or tr("gui.search.no_number")]
    if call.name and call.name != call.number:
        parts.append(call.name)
    if call.missed:
        parts.append(tr("review.call.not_answered"))
    elif call.duration_s is not None:
        parts.append(tr("review.call.talked", time=length_text(call.duration_s)))
    if call.ring:
        parts.append(call.ring)
    if call.count > 1:
        parts.append(tr("review.call.count", n=call.count))
    return "　".join(parts)


def length_text(seconds: int) -> str:
    """Return a length of time to the second."""
    if seconds < 60:
        return tr("review.length.seconds", s=seconds)
    if seconds < 3600:
        return tr("review.length.minutes", m=seconds // 60, s=seconds % 60)
    return tr("review.length.hours", h=seconds // 3600, m=seconds % 3600 // 60)


def speaker_text(entry: Entry) -> str:
    """Return who spoke, or who called whom."""
    if isinstance(entry.view, MessageView):
        return tr(f"gui.speaker.{entry.view.message.speaker.value}")
    call = entry.view.call
    if call.channel == "sms":
        return tr("review.call.sms")
    if call.missed and call.direction is Direction.IN:
        return tr("review.call.missed")
    return tr(f"review.call.{call.direction.value}")


def _place(view: MessageView | CallView) -> tuple[int, int]:
    """Order calls among messages by where they stand; messages keep their reading order."""
    box = view.call.box if isinstance(view, CallView) else None
    return (box.y if box is not None else -1), view.ordinal


def _chip(view: SuggestionView) -> Chip:
    scenario = view.suggestion.scenario
    if view.decision is None:
        return Chip(scenario, tr("review.chip.open", scenario=scenario_text(scenario)), view)
    if view.decision.verdict is Verdict.REJECTED:
        text = tr("review.chip.rejected", scenario=scenario_text(scenario))
        return Chip(scenario, text, view, view.decision)
    return Chip(view.decision.scenario, _decided_text(view.decision), view, view.decision)


def _decided_text(decision: Decision) -> str:
    return tr(
        "review.chip.decided",
        scenario=scenario_text(decision.scenario),
        severity=severity_text(decision.severity),
    )

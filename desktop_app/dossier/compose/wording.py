"""How times, people, kinds and numbers are said in the dossier's language."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from desktop_app.domain.case import Evidence
from desktop_app.domain.moment import CHINA, Moment, MomentSource, Precision
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.tags import Decision, Scenario
from desktop_app.domain.transcript import CallRecord, Direction, Speaker
from desktop_app.dossier.model import Chip, Inline, Line, PageOf, PageTotal, Run, Tone
from desktop_app.foundation.texts import Texts

_FORMATS = {
    Precision.YEAR: "%Y",
    Precision.MONTH: "%Y-%m",
    Precision.DAY: "%Y-%m-%d",
    Precision.HOUR: "%Y-%m-%d %H",
    Precision.MINUTE: "%Y-%m-%d %H:%M",
    Precision.SECOND: "%Y-%m-%d %H:%M:%S",
}
_SLOT = "\x00"
_LONG_RUN = 4  # exhibits that follow each other, from which only first and last are written


def exhibit_anchor(evidence_id: int) -> str:
    """Return the anchor of an exhibit's section."""
    return f"exhibit{evidence_id}"


def _runs(evidences: list[Evidence]) -> list[list[Evidence]]:
    """Part exhibits where their numbers don't follow each other."""
    runs: list[list[Evidence]] = []
    for evidence in evidences:
        group, _, place = evidence.number.partition("-")
        follows = runs and runs[-1][-1].number == f"{group}-{int(place or 0) - 1}"
        if follows:
            runs[-1].append(evidence)
        else:
            runs.append([evidence])
    return runs


def _toned(value: object, tone: Tone) -> Inline | Line:
    if isinstance(value, PageOf | PageTotal):
        return dataclasses.replace(value, tone=tone)
    if isinstance(value, tuple):
        return value
    raise TypeError(type(value))


class Wording:
    """Says things in one language; never decides anything.

    Attributes:
        linked: whether exhibits have sections that links can lead to.
    """

    def __init__(self, language: str, *, linked: bool) -> None:
        self._texts = Texts(language)
        self.linked = linked

    def __call__(self, key: str, /, **params: object) -> str:
        """Return a text of the dossier's area."""
        return self._texts(f"dossier.{key}", **params)

    def line(self, key: str, /, tone: Tone = Tone.INK, **params: object) -> Line:
        """Return a text whose placeholders may be inline elements."""
        inlines: list[Inline | Line] = []
        filled: dict[str, object] = {}
        for name, value in params.items():
            if isinstance(value, tuple) or not isinstance(value, str | int | float):
                filled[name] = f"{_SLOT}{len(inlines)}{_SLOT}"
                inlines.append(_toned(value, tone))
            else:
                filled[name] = str(value).replace(_SLOT, "\ufffd")
        parts = self(key, **filled).split(_SLOT)
        result: list[Inline] = []
        for index, part in enumerate(parts):
            if index % 2 == 0:
                if part:
                    result.append(Run(part, tone))
                continue
            element = inlines[int(part)]
            result.extend(element if isinstance(element, tuple) else (element,))
        return tuple(result)

    def time(self, moment: Moment, *, brief: bool = False) -> str:
        """Return a time no more precise than it is known, with 约 where it was reckoned.

        ``brief`` leaves the day out where the time of day is known.
        """
        text = self._stamp(moment.value, moment.precision)
        if brief and moment.precision in (Precision.MINUTE, Precision.SECOND):
            text = text[11:]
        if moment.until is not None:
            same_day = moment.until.date() == moment.value.date()
            until = moment.until.strftime("%H:%M" if same_day else "%m-%d %H:%M")
            return self("time.between", start=text, end=until) + self._zone(moment)
        if moment.source is MomentSource.BRACKET:
            return self("time.after", start=text) + self._zone(moment)
        if moment.assumed:
            return self("time.about", time=text) + self._zone(moment)
        return text + self._zone(moment)

    def _stamp(self, value: datetime, precision: Precision) -> str:
        text = value.strftime(_FORMATS[precision])
        return self("time.hour", time=text) if precision is Precision.HOUR else text

    def _zone(self, moment: Moment) -> str:
        return "" if moment.zone == CHINA else self("time.zone", zone=moment.zone)

    def source(self, moment: Moment) -> str:
        """Return how a time is known, in a few words."""
        text = self(f"source.{moment.source}")
        if moment.anchor is not None and moment.source is MomentSource.SCREEN_RELATIVE:
            return self("source.by", source=text, anchor=self(f"source.{moment.anchor}"))
        return text

    def moment(self, moment: Moment | None) -> Line:
        """Return time and, small below it, how it is known."""
        if moment is None:
            return (Run(self("time.unknown"), Tone.THIRD),)
        return (
            Run(self.time(moment)),
            Run("\n" + self.source(moment), Tone.THIRD, small=True),
        )

    def moment_after(self, moment: Moment | None, before: Moment | None) -> Line:
        """Return a time below another: day and source where they change, 同上 for a bracket."""
        if moment is None:
            return (Run(self("time.unknown"), Tone.THIRD),)
        if moment == before and (moment.until is not None or moment.source is MomentSource.BRACKET):
            return (Run(self("time.same"), Tone.THIRD),)
        runs: list[Inline] = []
        timed = moment.precision in (Precision.MINUTE, Precision.SECOND)
        if timed and (before is None or before.value.date() != moment.value.date()):
            runs.append(Run(moment.value.strftime("%Y-%m-%d") + "\n"))
        runs.append(Run(self.time(moment, brief=True)))
        source = self.source(moment)
        if before is None or self.source(before) != source:
            runs.append(Run("\n" + source, Tone.THIRD, small=True))
        return tuple(runs)

    def day(self, moment: Moment | None) -> str:
        """Return the day of a time, or less where less is known."""
        if moment is None:
            return self("time.unknown")
        precision = moment.precision
        if precision in (Precision.HOUR, Precision.MINUTE, Precision.SECOND):
            precision = Precision.DAY
        return self._stamp(moment.value, precision)

    def span(self, moments: list[Moment]) -> str:
        """Return first and last day of some times."""
        if not moments:
            return self("time.unknown")
        ordered = sorted(moments, key=lambda item: item.value)
        first, last = self.day(ordered[0]), self.day(ordered[-1])
        if first == last:
            return first
        if len(last) == 10 and first[:5] == last[:5]:
            last = last[5:]
        return self("time.span", start=first, end=last)

    def speaker(self, speaker: Speaker, name: str = "") -> Line:
        """Return who speaks, with the name on screen where there is one."""
        if speaker is Speaker.OTHER and name:
            return (Run(self("speaker.other")), Run("\n" + name, Tone.THIRD, small=True))
        tone = Tone.THIRD if speaker is Speaker.SYSTEM else Tone.INK
        return (Run(self(f"speaker.{speaker}"), tone),)

    def kind(self, kind: EvidenceKind) -> str:
        """Return what a piece of evidence is."""
        return self(f"kind.{kind}")

    def exhibit_name(self, evidence: Evidence) -> str:
        """Return kind and, where known, the conversation it shows."""
        kind = self.kind(evidence.kind)
        return self("exhibit.name", kind=kind, title=evidence.title) if evidence.title else kind

    def scenario(self, scenario: Scenario) -> str:
        """Return the scenario's word."""
        return self(f"scenario.{scenario}")

    def chip(self, decision: Decision) -> Chip:
        """Return a tag that counts as a label."""
        return Chip(
            self(
                "chip",
                scenario=self.scenario(decision.scenario),
                severity=self(f"severity_short.{decision.severity}"),
            ),
            decision.scenario,
        )

    def tag(self, decision: Decision) -> str:
        """Return scenario and severity in words."""
        return self(
            "tag",
            scenario=self.scenario(decision.scenario),
            severity=self(f"severity.{decision.severity}"),
        )

    def cite(self, evidences: list[Evidence]) -> Line:
        """Return exhibit numbers as links, each once, in the order given.

        Of many that follow each other only the first and the last are written.
        """
        result: list[Inline] = []
        for run in _runs(list({evidence.id: evidence for evidence in evidences}.values())):
            if result:
                result.append(Run(self("list_comma")))
            if len(run) < _LONG_RUN:
                for place, evidence in enumerate(run):
                    result += [Run(self("list_comma"))] if place else []
                    result.append(self._link(evidence))
            else:
                result += self.line(
                    "list_through", start=(self._link(run[0]),), end=(self._link(run[-1]),)
                )
        return tuple(result) or (Run("—", Tone.THIRD),)

    def _link(self, evidence: Evidence) -> Run:
        return Run(evidence.number, target=exhibit_anchor(evidence.id) if self.linked else "")

    def size(self, size: int) -> str:
        """Return a file size."""
        if size < 1024:
            return f"{size} B"
        if size < 1024 * 1024:
            return f"{size / 1024:.0f} KB"
        return f"{size / 1024 / 1024:.1f} MB"

    def duration(self, seconds: int | None) -> str:
        """Return a length of time."""
        if seconds is None:
            return self("duration.unknown")
        if seconds < 60:
            return self("duration.seconds", seconds=seconds)
        minutes, rest = divmod(seconds, 60)
        if minutes < 60:
            return self("duration.minutes", minutes=minutes, seconds=rest)
        hours, minutes = divmod(minutes, 60)
        return self("duration.hours", hours=hours, minutes=minutes)

    def call(self, call: CallRecord) -> str:
        """Return direction and outcome of a call in a few words."""
        if call.channel == "sms":
            return self(f"call.sms_{call.direction}")
        if call.direction is Direction.OUT:
            text = self("call.out")
        elif call.direction is Direction.IN:
            text = self("call.in")
        else:
            text = self("call.unknown")
        if call.detail in ("rejected", "blocked", "forwarded", "voicemail"):
            return self("call.with", call=text, detail=self(f"call.{call.detail}"))
        if call.missed:
            return self("call.with", call=text, detail=self("call.missed"))
        return text

    def media(self, evidence: Evidence) -> str:
        """Return the file's format in a word."""
        known = self(f"media.{evidence.media_type.replace('/', '_').replace('.', '_')}")
        if not known.startswith("dossier."):
            return known
        return evidence.media_type or self("media.unknown")

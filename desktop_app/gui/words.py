"""Domain values in the words of the language in use: times, sizes, kinds, states, sources."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.moment import Moment, Precision
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.tags import Scenario, Severity
from desktop_app.gui.texts import known, tr

_FORMATS = {
    Precision.YEAR: "%Y",
    Precision.MONTH: "%Y-%m",
    Precision.DAY: "%Y-%m-%d",
    Precision.HOUR: "%Y-%m-%d %H",
    Precision.MINUTE: "%Y-%m-%d %H:%M",
    Precision.SECOND: "%Y-%m-%d %H:%M:%S",
}
_SHORT = {
    Precision.YEAR: "%Y",
    Precision.MONTH: "%Y-%m",
    Precision.DAY: "%m-%d",
    Precision.HOUR: "%m-%d %H",
}


def moment_text(moment: Moment | None) -> str:
    """Return a time to its known precision; a stretch with both ends."""
    if moment is None:
        return tr("gui.moment.unknown")
    text = moment.value.strftime(_FORMATS[moment.precision])
    if moment.until is not None and moment.until != moment.value:
        same = moment.until.date() == moment.value.date()
        end = moment.until.strftime("%H:%M" if same else "%Y-%m-%d %H:%M")
        text = f"{text}–{end}"
    return text


def moment_short(moment: Moment | None) -> str:
    """Return month, day and minute, for narrow places."""
    if moment is None:
        return ""
    return moment.value.strftime(_SHORT.get(moment.precision, "%m-%d %H:%M"))


def moment_source(moment: Moment | None) -> str:
    """Say in a few words how a time is known, and what was assumed."""
    if moment is None:
        return ""
    text = tr(f"gui.source.{moment.source.value}")
    if moment.anchor is not None:
        text = tr("gui.moment.anchored", source=text, anchor=tr(f"gui.source.{moment.anchor}"))
    if moment.assumed:
        parts = tr("gui.list_join").join(tr(f"gui.assumed.{code}") for code in moment.assumed)
        text = tr("gui.moment.assumed", source=text, parts=parts)
    return text


def day_span(first: date | None, last: date | None) -> str:
    """Return one day or ``first 至 last``, the year once."""
    if first is None or last is None:
        return ""
    if first == last:
        return first.isoformat()
    end = last.strftime("%m-%d") if first.year == last.year else last.isoformat()
    return tr("gui.day_span", first=first.isoformat(), last=end)


def size_text(size: int) -> str:
    """Return bytes as KB or MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def kind_text(kind: EvidenceKind) -> str:
    """Return the name of a kind of evidence."""
    return tr(f"gui.kind.{kind.value}")


def scenario_text(scenario: Scenario) -> str:
    """Return the name of a scenario."""
    return tr(f"gui.scenario.{scenario.value}")


def severity_text(severity: Severity) -> str:
    """Return the name of a severity."""
    return tr(f"gui.severity.{severity.value}")


def remaining_text(seconds: float | None) -> str:
    """Return a rough remaining time, empty where unknown."""
    if seconds is None:
        return ""
    if seconds < 90:
        return tr("gui.remaining.seconds", n=max(5, round(seconds / 5) * 5))
    return tr("gui.remaining.minutes", n=round(seconds / 60))


def action_text(code: str) -> str:
    """Return what an undoable action is called, empty where it has no name."""
    key = f"gui.action.{code}"
    return tr(key) if code and known(key) else ""

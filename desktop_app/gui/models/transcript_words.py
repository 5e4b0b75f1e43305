"""What a transcript says about an entry: its time, why it is tagged, and by which rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.moment import Moment, MomentSource
from desktop_app.gui.models.review_entries import Entry
from desktop_app.gui.texts import known, tr
from desktop_app.gui.words import moment_source, moment_text, scenario_text

if TYPE_CHECKING:
    from desktop_app.app.context import OpenCase

_GUESSED = frozenset({MomentSource.EXIF, MomentSource.FILE_NAME, MomentSource.FILE_TIME})


def time_text(moment: Moment | None) -> str:
    """Return a time that says by itself how sure it is: 约, a range, or 之后."""
    if moment is None:
        return tr("gui.moment.unknown")
    text = moment_text(moment)
    if moment.source is MomentSource.BRACKET:
        text = tr("review.time.between" if moment.until else "review.time.after", time=text)
    if reckoned(moment):
        text = tr("review.time.about", time=text)
    return text


def reckoned(moment: Moment | None) -> bool:
    """Whether something had to be assumed or taken from elsewhere."""
    return moment is not None and (
        moment.source in _GUESSED or moment.anchor is not None or bool(moment.assumed)
    )


def time_source(moment: Moment | None) -> str:
    """Say how a time is known."""
    if moment is None:
        return tr("review.time.set_hint")
    return tr("review.time.known", source=moment_source(moment))


def reasons(case: OpenCase, entry: Entry) -> tuple[str, ...]:
    """Return one paragraph for each tag, then what the rules rest on."""
    lines: list[str] = []
    for chip in entry.chips:
        if chip.suggestion is not None:
            suggestion = chip.suggestion.suggestion
            rule = tr(
                "review.reason.rule",
                scenario=scenario_text(suggestion.scenario),
                rule=rule_text(suggestion.rule),
            )
            lines.append(f"{rule}{suggestion.reason}")
        elif chip.decision is not None:
            note = chip.decision.note
            scenario = scenario_text(chip.scenario)
            lines.append(tr("review.reason.added", scenario=scenario) + note)
    if any(chip.suggestion is not None for chip in entry.chips):
        lines.append(basis(case))
    return tuple(lines)


def basis(case: OpenCase) -> str:
    """Name the rulebook, since when it holds, and that somebody has to check it."""
    book = case.rules.rulebook
    return tr("review.reason.basis", title=book.title, since=book.in_force_from.isoformat())


def rule_text(rule: str) -> str:
    """Return the name of a rule."""
    key = f"tags.rule.{rule}"
    return tr(key) if known(key) else rule

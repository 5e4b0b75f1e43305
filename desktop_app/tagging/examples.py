"""A rulebook's own examples, checked against its rules: the test of every edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.transcript import Speaker
from desktop_app.tagging.matcher import Matcher
from desktop_app.tagging.refusal import find_refusals, is_service_notice
from desktop_app.tagging.schema import PhraseRule, Rule, Rulebook


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """A rule's own example that doesn't hold.

    Attributes:
        rule: id of the rule, or ``refusal`` / ``service``.
        example: the sentence.
        wanted: ``match`` or ``clean``.
    """

    rule: str
    example: str
    wanted: str


def _night(rulebook: Rulebook) -> Moment:
    """Return a moment at the start of the unreasonable hours."""
    start = rulebook.limits.odd_from
    return Moment(
        datetime(2022, 6, 18, start.hour, start.minute), Precision.MINUTE, MomentSource.PERSON
    )


def failed_examples(rulebook: Rulebook) -> tuple[ExampleFailure, ...]:
    """Return every example of the rulebook that its own rules contradict.

    A rule's ``matches`` must bring a suggestion by that rule; its ``clean`` sentences must
    bring none by any rule.
    """
    matcher = Matcher(rulebook)
    failures: list[ExampleFailure] = []

    def rules_of(rule: Rule, example: str) -> list[str]:
        moment = _night(rulebook) if rule.only == "odd_hour" else None
        return [one.rule for one in matcher.suggest(example, Speaker.OTHER, moment=moment)]

    for rule in rulebook.rules:
        failures += [
            ExampleFailure(rule.id, example, "match")
            for example in rule.matches
            if rule.id not in rules_of(rule, example)
        ]
        failures += [
            ExampleFailure(rule.id, example, "clean")
            for example in rule.clean
            if rules_of(rule, example)
        ]

    def part(name: str, phrases: PhraseRule, found: list[bool], clean: list[bool]) -> None:
        pairs = [*zip(phrases.matches, found, strict=True)]
        failures.extend(ExampleFailure(name, one, "match") for one, hit in pairs if not hit)
        pairs = [*zip(phrases.clean, clean, strict=True)]
        failures.extend(ExampleFailure(name, one, "clean") for one, hit in pairs if hit)

    refusal, service = rulebook.refusal, rulebook.service
    part(
        "refusal",
        refusal,
        [bool(find_refusals(one, rulebook)) for one in refusal.matches],
        [bool(find_refusals(one, rulebook)) for one in refusal.clean],
    )
    part(
        "service",
        service,
        [is_service_notice(one, rulebook) for one in service.matches],
        [is_service_notice(one, rulebook) for one in service.clean],
    )
    return tuple(failures)

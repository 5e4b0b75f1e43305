"""Harassment tags: scenarios, severities, what a rule suggests and what a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Scenario(StrEnum):
    """The four scenarios of the platform's rule."""

    ABUSE = "abuse"
    THREAT = "threat"
    NUISANCE = "nuisance"
    MAILING = "mailing"


class Severity(StrEnum):
    """The two severities of the platform's rule."""

    GENERAL = "general"
    SERIOUS = "serious"


class Verdict(StrEnum):
    """What a person says of a suggestion, or that the person added the tag."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a rule found; never a decision.

    Attributes:
        scenario, severity: what the rule stands for.
        rule: id of the rule.
        rulebook: id and date of the rulebook, e.g. ``tmall-global/2022-06-14``.
        spans: Python string indices into the text, at least one.
        words: the matched words, one a span, as they stand in the text.
        reason: one sentence in simplified Chinese that says why.
    """

    scenario: Scenario
    severity: Severity
    rule: str
    rulebook: str
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on one message or call.

    Attributes:
        verdict: accepted, rejected or added.
        scenario, severity: what counts in the dossier.
        rule: the rule whose suggestion was judged, or empty for an added tag.
        spans: what the tag covers; empty for the whole.
        note: the person's own words, or empty.
    """

    verdict: Verdict
    scenario: Scenario
    severity: Severity
    rule: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    note: str = ""

"""The rulebook's shape: a dated data file, every key named here and no other taken."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal

import msgspec

from desktop_app.domain.tags import Scenario, Severity

Identifier = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
ListName = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Templates = tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=2000)], ...]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file: read-only, unknown keys refused."""


class ScenarioText(_Part, frozen=True, kw_only=True):
    """One of the four scenarios, in our own words."""

    id: Scenario
    name: Sentence
    definition: Sentence


class SeverityText(_Part, frozen=True, kw_only=True):
    """One of the two severities with its penalty as data.

    Attributes:
        penalty_yuan: yuan each time.
        supervision_days: days of store supervision, 0 for none.
        penalty: the penalty as a sentence.
    """

    id: Severity
    name: Sentence
    definition: Sentence
    penalty_yuan: Annotated[int, msgspec.Meta(ge=0)]
    supervision_days: Annotated[int, msgspec.Meta(ge=0)] = 0
    penalty: Sentence


class EvidenceNeed(_Part, frozen=True, kw_only=True):
    """A kind of evidence that the platform names, and how to get it."""

    id: Identifier
    name: Sentence
    how: Sentence


class LegalBasis(_Part, frozen=True, kw_only=True):
    """A law that may bear on the case; printed with its note, never as advice.

    Attributes:
        acts_from: the basis is for acts on or after this day, None for always.
        acts_until: the basis is for acts before this day, None for no end.
        checked: False prints 待核实.
        recipients: for whose dossier it is offered: platform, 12315, police, court.
    """

    id: Identifier
    law: Sentence
    article: Sentence
    subject: Sentence
    acts_from: date | None = None
    acts_until: date | None = None
    checked: bool = False
    recipients: tuple[Literal["platform", "12315", "police", "court"], ...] = ()


ProofKind = Literal[
    "respondent",
    "victim",
    "chat_record",
    "call_record",
    "sms_record",
    "mail_record",
    "slip_record",
    "scenario",
    "severity",
    "frequency",
    "refusal",
    "time",
    "original",
]


class RuleElement(_Part, frozen=True, kw_only=True):
    """One row of the coverage matrix.

    Attributes:
        proof: which facts prove it; the meaning of each word stands in ``coverage``.
        scenario: for ``proof = "scenario"``, which one.
        needed_for: scenarios for which the element matters; empty for always.
        next_step: what to get when it is empty.
        confirm_step: what to do when only open suggestions prove it.
    """

    id: Identifier
    name: Sentence
    proof: ProofKind
    scenario: Scenario | None = None
    needed_for: tuple[Scenario, ...] = ()
    next_step: Sentence
    confirm_step: str = ""


class ContactLimits(_Part, frozen=True, kw_only=True):
    """What counts as an unreasonable hour and as frequent; our reading, marked 待核实.

    Attributes:
        odd_from, odd_until: wall time; the stretch may cross midnight.
        frequent_calls: so many incoming calls from one number …
        frequent_minutes: … within so many minutes are frequent.
    """

    odd_from: time
    odd_until: time
    frequent_calls: Annotated[int, msgspec.Meta(ge=2, le=1000)]
    frequent_minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)]
    note: Sentence


class ContactRule(_Part, frozen=True, kw_only=True):
    """A rule about when and how often, not about words.

    Attributes:
        kind: after a refusal, at an odd hour, or too often.
        reason: sentence; ``{refused}``, ``{time}``, ``{count}``, ``{minutes}``, ``{from}``,
            ``{until}`` are filled in.
    """

    id: Identifier
    kind: Literal["after_refusal", "odd_hour", "frequent"]
    scenario: Scenario
    severity: Severity
    name: Sentence
    reason: Sentence


class Quoting(_Part, frozen=True, kw_only=True):
    """How reported words are known, as templates of the matcher.

    Attributes:
        marked_before: what stands before quotation marks that report somebody's words.
        marked_after: what stands after them.
        own_before: what shows that the speaker aims the quoted words himself.
        unmarked_before: what stands before reported words without marks.
    """

    marked_before: Templates
    marked_after: Templates
    own_before: Templates
    unmarked_before: Templates


class PhraseRule(_Part, frozen=True, kw_only=True):
    """Phrases with their exceptions and examples.

    Attributes:
        patterns: templates; any of them is a hit.
        exceptions: a hit that one of these overlaps and reaches beyond is none.
        matches, clean: examples, run as tests.
    """

    patterns: Annotated[Templates, msgspec.Meta(min_length=1)]
    exceptions: Templates = ()
    matches: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()


class Rule(PhraseRule, frozen=True, kw_only=True):
    """Words that suggest a tag.

    Attributes:
        through: also match across commas and full stops (``傻，逼``); only for words that
            mean nothing else when pulled together.
        only: ``odd_hour`` counts the words only when the message is known to stand in the
            unreasonable hours.
        yields: gives way to the other rules of its scenario that claim the same words; for
            wide rules whose reason says less.
        reason: one sentence; ``{words}`` is filled with the words in quotation marks.
    """

    id: Identifier
    scenario: Scenario
    severity: Severity
    name: Sentence
    reason: Sentence
    through: bool = False
    yields: bool = False
    only: Literal["odd_hour"] | None = None


class Rulebook(_Part, frozen=True, kw_only=True):
    """A platform's rule as data."""

    format: Literal[1]
    id: Identifier
    title: Sentence
    platform: Sentence
    source: Sentence
    in_force_from: date
    last_checked_on: date
    unverified: tuple[str, ...] = ()
    definition: Sentence
    victims: tuple[str, ...]
    bodily_harm: Sentence
    appeal: Sentence
    scenarios: Annotated[tuple[ScenarioText, ...], msgspec.Meta(min_length=4, max_length=4)]
    severities: Annotated[tuple[SeverityText, ...], msgspec.Meta(min_length=2, max_length=2)]
    evidence: tuple[EvidenceNeed, ...]
    legal: tuple[LegalBasis, ...]
    elements: tuple[RuleElement, ...]
    limits: ContactLimits
    contact: tuple[ContactRule, ...] = ()
    lists: dict[ListName, Annotated[Templates, msgspec.Meta(min_length=1)]] = {}
    quoting: Quoting
    refusal: PhraseRule
    service: PhraseRule
    rules: Annotated[tuple[Rule, ...], msgspec.Meta(min_length=1, max_length=1000)]

    @property
    def edition(self) -> str:
        """The id and date that every suggestion carries."""
        return f"{self.id}/{self.in_force_from.isoformat()}"

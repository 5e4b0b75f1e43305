"""Coverage: each element of the rule against the evidence that proves it, and what to get next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.tags import Scenario
from desktop_app.tagging.schema import Rulebook, RuleElement

State = Literal["proved", "open", "missing", "not_needed"]


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What one piece of evidence holds, as plain facts; withdrawn evidence isn't handed over.

    Attributes:
        id: row id.
        kind: what it is.
        title: chat partner or shop visible on it, or empty.
        wangwang: it shows an evidence number (举证号) of the platform's chat.
        decided: scenarios of tags that count.
        suggested: scenarios of open suggestions.
        serious_decided: a tag that counts is serious.
        serious_suggested: an open suggestion is serious.
        refusal: it holds the buyer's clear refusal of further contact.
        messages: messages of the other side.
        calls: incoming calls.
        timed: at least one entry of the other side has a day.
    """

    id: int
    kind: EvidenceKind
    title: str = ""
    wangwang: bool = False
    decided: frozenset[Scenario] = frozenset()
    suggested: frozenset[Scenario] = frozenset()
    serious_decided: bool = False
    serious_suggested: bool = False
    refusal: bool = False
    messages: int = 0
    calls: int = 0
    timed: bool = False


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the person said of the case, as yes or no.

    Attributes:
        shop: the shop or its account is given.
        order: an order number is given.
        device: phone or account that holds the originals is given.
    """

    shop: bool = False
    order: bool = False
    device: bool = False


@dataclass(frozen=True, slots=True)
class ElementCoverage:
    """One row of the matrix.

    Attributes:
        element: id in the rulebook.
        name: its name.
        state: ``proved`` by evidence that counts or by the case's own details, ``open`` where
            only suggestions speak for it, ``missing``, or ``not_needed`` for this case.
        proved_by: evidence ids that prove it.
        suggested_by: evidence ids with open suggestions for it.
        stated: the case's own details speak for it.
        next_step: the one thing to do, empty when proved.
    """

    element: str
    name: str
    state: State
    proved_by: tuple[int, ...]
    suggested_by: tuple[int, ...]
    stated: bool
    next_step: str


_Test = Callable[[EvidenceFacts], bool]

_CHANNELS: dict[str, _Test] = {
    "respondent": lambda one: bool(one.title),
    "chat_record": lambda one: one.kind is EvidenceKind.CHAT,
    "call_record": lambda one: one.kind is EvidenceKind.CALL_TABLE,
    "sms_record": lambda one: one.kind is EvidenceKind.SMS,
    "mail_record": lambda one: one.kind is EvidenceKind.MAIL,
    "slip_record": lambda one: one.kind is EvidenceKind.SLIP,
    "frequency": lambda one: one.calls > 1,
    "refusal": lambda one: one.refusal,
    "time": lambda one: one.timed,
}


def _proofs(
    element: RuleElement, evidence: Sequence[EvidenceFacts]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the ids that prove an element and those that only suggest it."""
    if element.proof == "scenario":
        wanted = element.scenario
        proved = tuple(one.id for one in evidence if wanted in one.decided)
        suggested = tuple(one.id for one in evidence if wanted in one.suggested)
        return proved, suggested
    if element.proof == "severity":
        return (
            tuple(one.id for one in evidence if one.serious_decided),
            tuple(one.id for one in evidence if one.serious_suggested),
        )
    test = _CHANNELS.get(element.proof)
    return (tuple(one.id for one in evidence if test(one)) if test is not None else ()), ()


def _stated(element: RuleElement, case: CaseFacts) -> bool:
    if element.proof == "respondent":
        return case.shop
    if element.proof == "victim":
        return case.order
    return element.proof == "original" and case.device


def assess(
    evidence: Sequence[EvidenceFacts], case: CaseFacts, rulebook: Rulebook
) -> tuple[ElementCoverage, ...]:
    """Return the matrix in the rulebook's order.

    An element that only some scenarios need is ``not_needed`` while neither a tag that counts
    nor an open suggestion of those scenarios exists and nothing proves it. The scenarios
    themselves are needed as one: as soon as one is proved, the others without any evidence
    are ``not_needed``.
    """
    present = frozenset[Scenario]().union(*(one.decided | one.suggested for one in evidence))
    decided = frozenset[Scenario]().union(*(one.decided for one in evidence))
    rows: list[ElementCoverage] = []
    for element in rulebook.elements:
        proved, suggested = _proofs(element, evidence)
        stated = _stated(element, case)
        needed = not element.needed_for or bool(present & set(element.needed_for))
        if element.proof == "scenario":
            needed = not decided
        elif element.proof in ("severity", "mail_record", "sms_record"):
            needed = False
        state: State
        if proved or stated:
            state = "proved"
        elif suggested:
            state = "open"
        else:
            state = "missing" if needed else "not_needed"
        step = {"open": element.confirm_step or element.next_step, "proved": ""}.get(
            state, element.next_step
        )
        rows.append(
            ElementCoverage(element.id, element.name, state, proved, suggested, stated, step)
        )
    return tuple(rows)

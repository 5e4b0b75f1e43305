"""A case, its evidence and what happened to it: rows as views and commands see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.tags import Decision, Suggestion
from desktop_app.domain.transcript import CallRecord, Message


@dataclass(frozen=True, slots=True)
class CaseDetails:
    """What the person says of the case; empty where not given.

    Attributes:
        title: name of the case.
        shop: shop or seller complained of.
        shop_id: the shop's account on the platform.
        platform: platform name.
        order_no: order number.
        order_date: date of the order as typed.
        complainant: the person's name.
        contact: the person's phone or address for the file.
        device: phone or computer that holds the originals.
        account: the account the conversation ran on.
    """

    title: str
    shop: str = ""
    shop_id: str = ""
    platform: str = ""
    order_no: str = ""
    order_date: str = ""
    complainant: str = ""
    contact: str = ""
    device: str = ""
    account: str = ""


class EvidenceState(StrEnum):
    """Where a piece of evidence is on its way."""

    QUEUED = "queued"
    READING = "reading"
    READY = "ready"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One original in the case.

    Attributes:
        id: row id.
        number: exhibit number such as ``2-1``, by kind and time; empty when withdrawn.
        sha256: lower-case hex of the original's bytes.
        name: file name as it came.
        size: bytes.
        media_type: sniffed type, e.g. ``image/png``; empty before reading.
        kind: what it is.
        kind_by_person: the person chose the kind.
        kind_confidence: 0-100.
        state: where it is on its way.
        problem: error code when refused or failed, else empty.
        added_at: UTC, aware.
        moment: best known time (of its content, else of its capture), or None.
        captured: capture time, or None.
        width, height: pixels, 0 for tables.
        device: from EXIF, or empty.
        title: chat partner or shop from the picture, or empty.
        note: how it was obtained, in the person's words.
        skipped: rows that were not understood.
        withdrawn: taken out of the dossier; the original stays.
    """

    id: int
    number: str
    sha256: str
    name: str
    size: int
    media_type: str
    kind: EvidenceKind
    kind_by_person: bool
    kind_confidence: float
    state: EvidenceState
    problem: str
    added_at: datetime
    moment: Moment | None
    captured: Moment | None
    width: int
    height: int
    device: str
    title: str
    note: str
    skipped: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """A stored suggestion and what a person decided on it."""

    id: int
    suggestion: Suggestion
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as it stands now: the last reading under the person's corrections.

    Attributes:
        id: stable over re-reading.
        evidence_id: where it was read.
        ordinal: position within its evidence, from 0.
        message: with corrections applied; ``status`` is ``corrected`` where text was typed.
        read_text: the reader's own text before correction.
        corrected: fields a person changed: ``text``, ``speaker``, ``moment``.
        refusal: spans where the buyer clearly refuses further contact.
        suggestions: by rules.
        added: tags a person added.
        twin_of: the message of another exhibit that this one repeats, or None.
    """

    id: int
    evidence_id: int
    ordinal: int
    message: Message
    read_text: str
    corrected: tuple[str, ...] = ()
    refusal: tuple[tuple[int, int], ...] = ()
    suggestions: tuple[SuggestionView, ...] = ()
    added: tuple[Decision, ...] = ()
    twin_of: int | None = None

    def counted(self) -> tuple[Decision, ...]:
        """Return the decisions that count: accepted and added tags."""
        return counted_decisions(self.suggestions, self.added)


@dataclass(frozen=True, slots=True)
class CallView:
    """A call record as it stands now, with its tags.

    Attributes:
        id: stable over re-reading.
        evidence_id: where it was read.
        ordinal: position within its evidence, from 0.
        call: as a person settled it; ``status`` is ``corrected`` then.
        suggestions: by rules.
        added: tags a person added.
        corrected: fields of ``CallSaid`` that differ from what was read.
    """

    id: int
    evidence_id: int
    ordinal: int
    call: CallRecord
    suggestions: tuple[SuggestionView, ...] = ()
    added: tuple[Decision, ...] = ()
    corrected: tuple[str, ...] = ()

    def counted(self) -> tuple[Decision, ...]:
        """Return the decisions that count: accepted and added tags."""
        return counted_decisions(self.suggestions, self.added)


def counted_decisions(
    suggestions: tuple[SuggestionView, ...], added: tuple[Decision, ...]
) -> tuple[Decision, ...]:
    """Return accepted suggestions' decisions, then added tags."""
    accepted = tuple(
        view.decision
        for view in suggestions
        if view.decision is not None and view.decision.verdict == "accepted"
    )
    return accepted + added


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """Numbers for rails and summaries; a message on several exhibits counts once."""

    evidence: int
    queued: int
    refused: int
    messages: int
    doubtful: int
    calls: int
    open_suggestions: int
    decided: int


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a change touched, so that views refresh only that.

    Attributes:
        action: code of what was done, e.g. ``text.corrected``; key of the text catalogue.
        evidence, messages, calls: ids touched.
        details: the case's own details changed.
        structure: rows came or went.
    """

    action: str
    evidence: frozenset[int] = field(default_factory=frozenset[int])
    messages: frozenset[int] = field(default_factory=frozenset[int])
    calls: frozenset[int] = field(default_factory=frozenset[int])
    details: bool = False
    structure: bool = False


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One link of the custody log.

    Attributes:
        id: 1, 2, 3 …
        at: UTC, aware.
        action: code of what was done.
        detail: JSON object with ids, codes and hashes.
        previous: hash of the entry before, 64 hex zeros for the first.
        hash: SHA-256 over previous, id, time, action and detail.
    """

    id: int
    at: datetime
    action: str
    detail: str
    previous: str
    hash: str

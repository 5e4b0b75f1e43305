"""What a person chooses when exporting a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Recipient(StrEnum):
    """Who will read the dossier."""

    PLATFORM = "platform"
    HOTLINE_12315 = "12315"
    POLICE = "police"
    COURT = "court"


class Edition(StrEnum):
    """Full, or with personal data covered."""

    FULL = "full"
    REDACTED = "redacted"


class Part(StrEnum):
    """Parts that can be left out; cover, verification and signature always stay."""

    SUMMARY = "summary"
    CATALOGUE = "catalogue"
    TIMELINE = "timeline"
    EXHIBITS = "exhibits"
    CALLS = "calls"
    MATRIX = "matrix"
    CHECKLIST = "checklist"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """The choices of one export.

    Attributes:
        recipient: who will read it.
        edition: full or redacted.
        parts: which parts it has.
        originality_column: print 原件/复印件 in the exhibit index.
        include_untagged: also print exhibits that no tag counts in.
    """

    recipient: Recipient = Recipient.PLATFORM
    edition: Edition = Edition.FULL
    parts: frozenset[Part] = frozenset(Part)
    originality_column: bool = True
    include_untagged: bool = True

"""Exhibit numbers: groups by kind of evidence, within a group by the best known time."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.case import Evidence, EvidenceState
from desktop_app.domain.recognition import EvidenceKind

_GROUPS: tuple[tuple[EvidenceKind, ...], ...] = (
    (EvidenceKind.CHAT,),
    (EvidenceKind.SMS,),
    (EvidenceKind.CALL_LIST, EvidenceKind.CALL_TABLE),
    (EvidenceKind.SLIP,),
    (EvidenceKind.MAIL,),
    (EvidenceKind.DOCUMENT, EvidenceKind.OTHER),
)


def exhibit_numbers(evidence: Iterable[Evidence]) -> dict[int, str]:
    """Return ``2-1``-like numbers by evidence id.

    Only what was read counts: queued, refused, failed and withdrawn pieces have no number.
    Groups without a piece are passed over, so that numbers run without a gap. Pieces without
    a known time come last in their group, in the order they were added.
    """
    ready = [
        piece for piece in evidence if piece.state is EvidenceState.READY and not piece.withdrawn
    ]
    numbers: dict[int, str] = {}
    group_number = 0
    for kinds in _GROUPS:
        members = [piece for piece in ready if piece.kind in kinds]
        if not members:
            continue
        group_number += 1
        members.sort(
            key=lambda piece: (
                piece.moment is None,
                "" if piece.moment is None else piece.moment.iso(),
                piece.id,
            )
        )
        for index, piece in enumerate(members, start=1):
            numbers[piece.id] = f"{group_number}-{index}"
    return numbers

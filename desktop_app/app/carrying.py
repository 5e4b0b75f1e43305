"""Where corrections and decisions go when messages are cut in two or joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from desktop_app.casefile import codec, edits
from desktop_app.casefile.codec import Correction
from desktop_app.casefile.database import Connection
from desktop_app.casefile.edits import DecisionKey, Edit, Field
from desktop_app.domain.tags import Decision, Verdict
from desktop_app.domain.transcript import Message


def fixes_parted(
    fix: Correction, words: tuple[str, str], parts: tuple[Message, Message]
) -> tuple[Correction, Correction]:
    """Return what stays corrected in each part of a message.

    Lines settled one by one stay settled, each in its part, unless the cut goes through one.

    Args:
        fix: what was corrected of the whole.
        words: each part's words as they stand now.
        parts: each part as read.
    """
    places = [[piece.box for piece in part.pieces] for part in parts]
    lines = [tuple(line for line in fix.lines if line.box in boxes) for boxes in places]
    if sum(map(len, lines)) < len(fix.lines):
        lines = [(), ()]
    made: list[Correction] = []
    for own, part, settled in zip(words, parts, lines, strict=True):
        typed = own != part.text or (fix.text is not None and not any(lines))
        text = own if typed or settled else None
        made.append(msgspec.structs.replace(fix, text=text, lines=settled))
    return made[0], made[1]


def fix_joined(
    fixes: tuple[Correction, Correction], parts: tuple[Message, Message], gap: str
) -> Correction:
    """Return what is corrected of two messages made one; the first one's speaker and time hold.

    Args:
        fixes: what was corrected of each.
        parts: each as read.
        gap: what stands between their texts.
    """
    first, second = (
        part.text if fix.text is None else fix.text for fix, part in zip(fixes, parts, strict=True)
    )
    lines = fixes[0].lines + fixes[1].lines
    if any(fix.text is not None and not fix.lines for fix in fixes):
        lines = ()
    settled = bool(lines) or all(fix.text is not None for fix in fixes)
    typed = settled or (first, second) != (parts[0].text, parts[1].text)
    text = f"{first}{gap}{second}" if typed else None
    return msgspec.structs.replace(fixes[0], text=text, lines=lines)


def decisions_parted(
    connection: Connection, message_id: int, shares: Sequence[tuple[int, int, int]]
) -> list[Edit]:
    """Move each decision to the part that holds most of its words, else to the first.

    Args:
        connection: the writing one.
        message_id: which was cut.
        shares: id, first character and length of each part.
    """
    made: list[Edit] = []
    for key, body in edits.decisions_on(connection, "message", message_id):
        decision = codec.decision(body)
        held = [_within(decision.spans, start, length) for _, start, length in shares]
        sizes = [sum(high - low for low, high in spans) for spans in held]
        best = sizes.index(max(sizes))
        moved = codec.to_json(replace(decision, spans=held[best]))
        made += _moved(connection, key, body, shares[best][0], moved)
    return made


def _within(
    spans: Sequence[tuple[int, int]], start: int, length: int
) -> tuple[tuple[int, int], ...]:
    moved = ((max(0, low - start), min(length, high - start)) for low, high in spans)
    return tuple((low, high) for low, high in moved if low < high)


def _moved(
    connection: Connection, key: DecisionKey, body: str, item_id: int, after: str
) -> list[Edit]:
    if item_id == key.item_id:
        return [Edit(Field.DECISION, item_id, key.evidence_id, body, after, key)]
    there = msgspec.structs.replace(key, item_id=item_id)
    before = edits.current_decision(connection, there)
    return [
        Edit(Field.DECISION, key.item_id, key.evidence_id, body, None, key),
        Edit(Field.DECISION, item_id, key.evidence_id, before, after, there),
    ]


def decisions_joined(
    connection: Connection, shares: Sequence[tuple[int, int]], number: int
) -> list[Edit]:
    """Bring the decisions of both parts onto one message.

    Where both were judged by one rule, a tag that counts stands above one that was rejected.

    Args:
        connection: the writing one.
        shares: id of each part and where its first character is now.
        number: id of the message they become.
    """
    made: list[Edit] = []
    after: dict[DecisionKey, Decision] = {}
    for item_id, shift in shares:
        for key, body in edits.decisions_on(connection, "message", item_id):
            decision = codec.decision(body)
            spans = tuple((low + shift, high + shift) for low, high in decision.spans)
            there = msgspec.structs.replace(key, item_id=number)
            one, other = after.get(there), replace(decision, spans=spans)
            after[there] = other if one is None else _both(one, other)
            if key != there:
                made.append(Edit(Field.DECISION, item_id, key.evidence_id, body, None, key))
    for key, decision in after.items():
        before = edits.current_decision(connection, key)
        made.append(
            Edit(Field.DECISION, number, key.evidence_id, before, codec.to_json(decision), key)
        )
    return made


def _both(one: Decision, other: Decision) -> Decision:
    if one.verdict is Verdict.REJECTED or other.verdict is Verdict.REJECTED:
        return other if one.verdict is Verdict.REJECTED else one
    return replace(one, spans=one.spans + other.spans)

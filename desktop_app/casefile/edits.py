"""Edits: small reversible changes of single fields, the material of undo and redo.

An edit names its row and field and holds the value before and after, so that its inverse is
the same edit turned round.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from desktop_app.casefile import codec, seals
from desktop_app.domain.drawn import Drawn
from desktop_app.domain.tags import Decision


class Field(StrEnum):
    """The fields a person can change."""

    DETAILS = "details"
    KIND = "kind"
    NOTE = "note"
    WITHDRAWN = "withdrawn"
    CORRECTION = "correction"
    DECISION = "decision"
    DRAWN = "drawn"
    CALL = "call"


class DecisionKey(msgspec.Struct, frozen=True):
    """Which decision: one for each item, rule and scenario."""

    channel: str
    item_id: int
    evidence_id: int
    rule: str
    scenario: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one field.

    Attributes:
        field: which field.
        row: evidence id, message id, call id, or 0 for details; ignored for decisions.
        evidence_id: the evidence it belongs to, 0 for details.
        before, after: stored form; None means absent.
        decision: which decision, only for ``Field.DECISION``.
    """

    field: Field
    row: int
    evidence_id: int
    before: str | None
    after: str | None
    decision: DecisionKey | None = None

    def inverse(self) -> Edit:
        """Return the edit that takes this one back."""
        return Edit(self.field, self.row, self.evidence_id, self.after, self.before, self.decision)


_EVIDENCE_COLUMN = {
    Field.KIND: "kind_by_person",
    Field.NOTE: "note",
    Field.WITHDRAWN: "withdrawn",
}


def current(connection: sqlite3.Connection, field: Field, row: int) -> str | None:
    """Return the stored form of a field as it stands now (not for decisions)."""
    if field is Field.DETAILS:
        found = connection.execute("SELECT value FROM meta WHERE key = 'details'").fetchone()
    elif field is Field.CORRECTION:
        found = connection.execute("SELECT correction FROM message WHERE id = ?", (row,)).fetchone()
    elif field is Field.DRAWN:
        found = connection.execute(
            "SELECT body FROM drawing WHERE evidence_id = ?", (row,)
        ).fetchone()
    elif field is Field.CALL:
        found = connection.execute("SELECT body FROM call_fix WHERE id = ?", (row,)).fetchone()
    else:
        found = connection.execute(
            f"SELECT {_EVIDENCE_COLUMN[field]} FROM evidence WHERE id = ?", (row,)
        ).fetchone()
    if found is None or found[0] is None:
        return None
    return str(found[0])


def current_drawn(connection: sqlite3.Connection, evidence_id: int) -> Drawn:
    """Return what a person drew on a piece of evidence."""
    return codec.drawn(current(connection, Field.DRAWN, evidence_id))


def decisions_on(
    connection: sqlite3.Connection, channel: str, item_id: int
) -> list[tuple[DecisionKey, str]]:
    """Return every decision on one item with its stored form, oldest first."""
    rows = connection.execute(
        "SELECT evidence_id, rule, scenario, body FROM decision"
        " WHERE channel = ? AND item_id = ? ORDER BY id",
        (channel, item_id),
    )
    return [
        (
            DecisionKey(channel, item_id, row["evidence_id"], row["rule"], row["scenario"]),
            row["body"],
        )
        for row in rows
    ]


def current_decision(connection: sqlite3.Connection, key: DecisionKey) -> str | None:
    """Return the stored form of a decision, or None."""
    row = connection.execute(
        "SELECT body FROM decision WHERE channel = ? AND item_id = ? AND rule = ? AND scenario = ?",
        (key.channel, key.item_id, key.rule, key.scenario),
    ).fetchone()
    return None if row is None else row["body"]


def apply(connection: sqlite3.Connection, edits: Sequence[Edit]) -> set[str]:
    """Write the edits and seal their rows; return the row groups that changed."""
    groups: set[str] = set()
    for edit in edits:
        if edit.field is Field.DETAILS:
            connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'details'", (edit.after or "{}",)
            )
            groups.add("details")
        elif edit.field is Field.CORRECTION:
            connection.execute(
                "UPDATE message SET correction = ? WHERE id = ?", (edit.after or "{}", edit.row)
            )
            seals.seal_rows(connection, "message", [edit.row])
            groups.add(f"messages:{edit.evidence_id}")
        elif edit.field is Field.DECISION:
            _apply_decision(connection, edit)
            groups.add(f"decisions:{edit.evidence_id}")
        elif edit.field is Field.DRAWN:
            _apply_drawing(connection, edit)
            groups.add(f"drawings:{edit.evidence_id}")
        elif edit.field is Field.CALL:
            _apply_call(connection, edit)
            groups.add(f"callfixes:{edit.evidence_id}")
        else:
            value: str | int | None = edit.after
            if edit.field is Field.WITHDRAWN:
                value = int(edit.after or 0)
            elif edit.field is Field.NOTE:
                value = edit.after or ""
            connection.execute(
                f"UPDATE evidence SET {_EVIDENCE_COLUMN[edit.field]} = ? WHERE id = ?",
                (value, edit.row),
            )
            seals.seal_rows(connection, "evidence", [edit.row])
            groups.add(f"evidence:{edit.evidence_id}")
    return groups


def _apply_drawing(connection: sqlite3.Connection, edit: Edit) -> None:
    connection.execute("DELETE FROM drawing WHERE evidence_id = ?", (edit.row,))
    if edit.after is not None:
        cursor = connection.execute(
            "INSERT INTO drawing (evidence_id, body) VALUES (?, ?)", (edit.row, edit.after)
        )
        seals.seal_rows(connection, "drawing", [int(cursor.lastrowid or 0)])


def _apply_call(connection: sqlite3.Connection, edit: Edit) -> None:
    connection.execute("DELETE FROM call_fix WHERE id = ?", (edit.row,))
    if edit.after is not None:
        connection.execute(
            "INSERT INTO call_fix (id, evidence_id, body) VALUES (?, ?, ?)",
            (edit.row, edit.evidence_id, edit.after),
        )
        seals.seal_rows(connection, "call_fix", [edit.row])


def _apply_decision(connection: sqlite3.Connection, edit: Edit) -> None:
    key = edit.decision
    if key is None:
        raise ValueError("a decision edit names its decision")
    where = (key.channel, key.item_id, key.rule, key.scenario)
    connection.execute(
        "DELETE FROM decision WHERE channel = ? AND item_id = ? AND rule = ? AND scenario = ?",
        where,
    )
    if edit.after is None:
        return
    decided: Decision = codec.decision(edit.after)
    cursor = connection.execute(
        "INSERT INTO decision (channel, item_id, evidence_id, rule, scenario, verdict, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            key.channel,
            key.item_id,
            key.evidence_id,
            key.rule,
            key.scenario,
            decided.verdict.value,
            edit.after,
        ),
    )
    seals.seal_rows(connection, "decision", [int(cursor.lastrowid or 0)])

"""Rows of suggestions and decisions; suggestions can be made again, decisions never."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop_app.casefile import codec
from desktop_app.domain.case import SuggestionView
from desktop_app.domain.tags import Decision, Suggestion, Verdict

WORDS = "words"
PATTERN = "pattern"


def replace_suggestions(
    connection: sqlite3.Connection,
    channel: str,
    item_id: int,
    evidence_id: int,
    origin: str,
    suggestions: Sequence[Suggestion],
) -> bool:
    """Make the suggestions of one item and origin these; return whether anything changed.

    A suggestion that stays the same keeps its id.
    """
    rows = connection.execute(
        "SELECT id, body FROM suggestion WHERE channel = ? AND item_id = ? AND origin = ?",
        (channel, item_id, origin),
    ).fetchall()
    old = {row["body"]: row["id"] for row in rows}
    new = {codec.to_json(suggestion): suggestion for suggestion in suggestions}
    gone = [number for body, number in old.items() if body not in new]
    fresh = [(body, suggestion) for body, suggestion in new.items() if body not in old]
    connection.executemany("DELETE FROM suggestion WHERE id = ?", [(n,) for n in gone])
    connection.executemany(
        "INSERT INTO suggestion (channel, item_id, evidence_id, origin, scenario, rule, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (channel, item_id, evidence_id, origin, s.scenario.value, s.rule, body)
            for body, s in fresh
        ],
    )
    return bool(gone or fresh)


def decided(connection: sqlite3.Connection, channel: str, item_id: int) -> bool:
    """Whether a person decided anything on an item."""
    found = connection.execute(
        "SELECT 1 FROM decision WHERE channel = ? AND item_id = ?", (channel, item_id)
    )
    return found.fetchone() is not None


def forget_suggestions(connection: sqlite3.Connection, channel: str, item_id: int) -> None:
    """Take all suggestions from an item."""
    connection.execute(
        "DELETE FROM suggestion WHERE channel = ? AND item_id = ?", (channel, item_id)
    )


def replace_origin(
    connection: sqlite3.Connection,
    origin: str,
    wanted: Iterable[tuple[str, int, int, Sequence[Suggestion]]],
) -> set[tuple[str, int]]:
    """Make these all suggestions of an origin; return the (channel, item) that changed.

    A suggestion that stays the same keeps its id.

    Args:
        connection: the writing connection.
        origin: ``WORDS`` or ``PATTERN``.
        wanted: channel, item id, evidence id and suggestions of each item that has any.
    """
    old = {
        (row["channel"], row["item_id"], row["body"]): row["id"]
        for row in connection.execute(
            "SELECT id, channel, item_id, body FROM suggestion WHERE origin = ?", (origin,)
        )
    }
    fresh: list[tuple[object, ...]] = []
    changed: set[tuple[str, int]] = set()
    for channel, item_id, evidence_id, suggestions in wanted:
        for body, one in {codec.to_json(each): each for each in suggestions}.items():
            if old.pop((channel, item_id, body), None) is None:
                scenario = one.scenario.value
                fresh.append((channel, item_id, evidence_id, origin, scenario, one.rule, body))
                changed.add((channel, item_id))
    changed |= {(channel, item_id) for channel, item_id, _ in old}
    connection.executemany(
        "DELETE FROM suggestion WHERE id = ?", [(number,) for number in old.values()]
    )
    connection.executemany(
        "INSERT INTO suggestion (channel, item_id, evidence_id, origin, scenario, rule, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        fresh,
    )
    return changed


def of_items(
    connection: sqlite3.Connection, channel: str, where: str, values: Sequence[object]
) -> dict[int, tuple[tuple[SuggestionView, ...], tuple[Decision, ...]]]:
    """Return suggestions with their decisions, and added tags, by item id.

    An accepted decision whose rule no longer suggests the tag counts as an added one, so
    that tagging again never loses what a person decided.

    Args:
        connection: any connection.
        channel: ``message`` or ``call``.
        where: SQL condition over ``item_id`` and ``evidence_id``.
        values: its parameters.
    """
    decided: dict[int, dict[tuple[str, str], Decision]] = {}
    for row in connection.execute(
        f"SELECT item_id, rule, scenario, body FROM decision WHERE channel = ? AND {where}"
        " ORDER BY id",
        (channel, *values),
    ):
        decided.setdefault(row["item_id"], {})[row["rule"], row["scenario"]] = codec.decision(
            row["body"]
        )
    views: dict[int, list[SuggestionView]] = {}
    for row in connection.execute(
        f"SELECT id, item_id, rule, scenario, body FROM suggestion WHERE channel = ? AND {where}"
        " ORDER BY id",
        (channel, *values),
    ):
        decision = decided.get(row["item_id"], {}).pop((row["rule"], row["scenario"]), None)
        views.setdefault(row["item_id"], []).append(
            SuggestionView(row["id"], codec.suggestion(row["body"]), decision)
        )
    result: dict[int, tuple[tuple[SuggestionView, ...], tuple[Decision, ...]]] = {}
    for number in views.keys() | decided.keys():
        left = decided.get(number, {}).values()
        added = tuple(d for d in left if d.verdict is not Verdict.REJECTED)
        result[number] = (tuple(views.get(number, ())), added)
    return result


def of_twins(connection: sqlite3.Connection) -> dict[int, list[Decision]]:
    """Return decisions that count on messages that repeat another, by that other's id.

    Their spans are places in the other reading of the words and are left out.
    """
    found: dict[int, list[Decision]] = {}
    for row in connection.execute(
        "SELECT t.twin_of, d.body FROM message AS t"
        " JOIN decision AS d ON d.channel = 'message' AND d.item_id = t.id"
        " WHERE t.twin_of IS NOT NULL AND t.alive = 1 AND d.verdict <> 'rejected' ORDER BY d.id"
    ):
        decision = replace(codec.decision(row["body"]), spans=())
        found.setdefault(row["twin_of"], []).append(decision)
    return found


def suggestion_of(connection: sqlite3.Connection, suggestion_id: int) -> Suggestion | None:
    """Return one suggestion, or None where tagging again has dropped it."""
    row = connection.execute(
        "SELECT body FROM suggestion WHERE id = ?", (suggestion_id,)
    ).fetchone()
    return None if row is None else codec.suggestion(row["body"])


def standing_alone(
    connection: sqlite3.Connection, channel: str, item_id: int, scenario: str
) -> list[tuple[str, str]]:
    """Return (rule, stored form) of the counting decisions that no suggestion stands behind."""
    rows = connection.execute(
        "SELECT rule, body FROM decision AS d WHERE channel = ? AND item_id = ?"
        " AND scenario = ? AND verdict <> 'rejected' AND NOT EXISTS ("
        " SELECT 1 FROM suggestion AS s WHERE s.channel = d.channel"
        " AND s.item_id = d.item_id AND s.rule = d.rule AND s.scenario = d.scenario)",
        (channel, item_id, scenario),
    )
    return [(row["rule"], row["body"]) for row in rows]

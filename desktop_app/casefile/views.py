"""What screens and dossiers read: messages, calls, the timeline and counts, as they stand now."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

import msgspec

from desktop_app.casefile import call_rows, codec, tagsets
from desktop_app.casefile.transcripts import effective
from desktop_app.domain.case import CallView, CaseCounts, CaseDetails, MessageView, SuggestionView
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.tags import Decision
from desktop_app.domain.timeline import (
    ContinuityLink,
    ContinuityState,
    TimelineKey,
    TimelineQuery,
)
from desktop_app.domain.transcript import SkippedRow, Speaker

_ORIGINAL = "(SELECT coalesce(twin_of, m.id) FROM message AS m WHERE m.id = item_id)"
Refusals = Callable[[str], tuple[tuple[int, int], ...]]


def details(connection: sqlite3.Connection) -> CaseDetails:
    """Return the case's own details."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'details'").fetchone()
    return msgspec.json.decode(row["value"], type=CaseDetails)


def meta(connection: sqlite3.Connection, key: str) -> str:
    """Return one fact about the case, or an empty text."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row["value"] if row else ""


def _selection(evidence_id: int | None, ids: Sequence[int] | None) -> tuple[str, str, list[int]]:
    """Return the SQL condition on rows, the one on their tags, and the parameters."""
    if evidence_id is not None:
        return "evidence_id = ?", "evidence_id = ?", [evidence_id]
    if ids is None:
        return "1 = 1", "1 = 1", []
    marks = ",".join("?" * len(ids))
    return f"id IN ({marks})", f"item_id IN ({marks})", list(ids)


def messages(
    connection: sqlite3.Connection,
    refusals: Refusals,
    *,
    evidence_id: int | None = None,
    ids: Sequence[int] | None = None,
) -> tuple[MessageView, ...]:
    """Return living messages of one piece of evidence, of some ids, or all, in reading order.

    What a person decided on a message that repeats another holds for that one too.
    """
    rows_where, tags_where, values = _selection(evidence_id, ids)
    rows = connection.execute(
        f"SELECT * FROM message WHERE alive = 1 AND {rows_where} ORDER BY evidence_id, ordinal, id",
        values,
    ).fetchall()
    tags = tagsets.of_items(connection, "message", tags_where, values)
    inherited = tagsets.of_twins(connection)
    found: list[MessageView] = []
    for row in rows:
        message, read, fix = effective(row)
        suggestions, added = tags.get(row["id"], ((), ()))
        if row["id"] in inherited:
            added = (*added, *_not_judged(inherited[row["id"]], suggestions, added))
        refusal = refusals(message.text) if row["refusal"] else ()
        found.append(
            MessageView(
                row["id"],
                row["evidence_id"],
                row["ordinal"],
                message,
                read.text,
                fix.fields(),
                refusal,
                suggestions,
                added,
                row["twin_of"],
            )
        )
    return tuple(found)


def doubtful(connection: sqlite3.Connection) -> list[int]:
    """Return the ids of messages whose reading waits for a person, withdrawn evidence left out."""
    rows = connection.execute(
        "SELECT id FROM message WHERE alive = 1 AND doubtful = 1"
        " AND evidence_id IN (SELECT id FROM evidence WHERE withdrawn = 0)"
    )
    return [row["id"] for row in rows]


def _not_judged(
    decisions: Iterable[Decision],
    suggestions: Iterable[SuggestionView],
    added: Iterable[Decision],
) -> list[Decision]:
    """Return decisions on scenarios that a person has not judged on the message itself."""
    judged = {view.decision.scenario for view in suggestions if view.decision is not None}
    judged |= {decision.scenario for decision in added}
    return [decision for decision in decisions if decision.scenario not in judged]


def calls(
    connection: sqlite3.Connection,
    *,
    evidence_id: int | None = None,
    ids: Sequence[int] | None = None,
) -> tuple[CallView, ...]:
    """Return living call records of one piece of evidence, of some ids, or all, in order."""
    rows_where, tags_where, values = _selection(evidence_id, ids)
    rows = connection.execute(
        f"SELECT {call_rows.COLUMNS} FROM call WHERE alive = 1 AND {rows_where}"
        " ORDER BY evidence_id, ordinal, id",
        values,
    ).fetchall()
    tags = tagsets.of_items(connection, "call", tags_where, values)
    nothing: tuple[tuple[SuggestionView, ...], tuple[Decision, ...]] = ((), ())
    found: list[CallView] = []
    for row in rows:
        call, read = call_rows.standing_of(row)
        corrected = () if call is read else call_rows.changed(call, read)
        own = tags.get(row["id"], nothing)
        found.append(CallView(row["id"], row["evidence_id"], row["ordinal"], call, *own, corrected))
    return tuple(found)


def skipped(connection: sqlite3.Connection, evidence_id: int) -> tuple[SkippedRow, ...]:
    """Return the rows of a table that were not understood."""
    return tuple(
        codec.skipped_row(row["body"])
        for row in connection.execute(
            "SELECT body FROM skipped WHERE evidence_id = ? ORDER BY id", (evidence_id,)
        )
    )


def counts(connection: sqlite3.Connection) -> CaseCounts:
    """Return the numbers for rails and summaries; withdrawn evidence does not count.

    A message that repeats one of another exhibit counts as read, but neither as a message nor
    with its tags.
    """
    row = connection.execute(
        """
        WITH shown AS (SELECT id FROM evidence WHERE withdrawn = 0),
          gone AS (SELECT 'message' AS channel, id FROM message WHERE alive = 0
            UNION ALL SELECT 'call', id FROM call WHERE alive = 0),
          twin AS (SELECT id FROM message WHERE twin_of IS NOT NULL)
        SELECT
          (SELECT count(*) FROM shown) AS evidence,
          (SELECT count(*) FROM evidence WHERE state IN ('queued', 'reading') AND withdrawn = 0)
            + (SELECT count(*) FROM pending) AS queued,
          (SELECT count(*) FROM evidence
            WHERE state IN ('refused', 'failed') AND withdrawn = 0) AS refused,
          (SELECT count(*) FROM message WHERE alive = 1 AND speaker <> 'system'
            AND twin_of IS NULL AND evidence_id IN shown) AS messages,
          (SELECT count(*) FROM message WHERE alive = 1 AND doubtful = 1
            AND evidence_id IN shown) + (SELECT count(*) FROM call WHERE alive = 1
            AND doubtful = 1 AND evidence_id IN shown) AS doubtful,
          (SELECT count(*) FROM call WHERE alive = 1 AND evidence_id IN shown) AS calls,
          (SELECT count(*) FROM suggestion AS s WHERE evidence_id IN shown
            AND NOT (channel = 'message' AND item_id IN twin) AND NOT EXISTS (
             SELECT 1 FROM decision AS d WHERE d.channel = s.channel AND d.item_id = s.item_id
             AND d.rule = s.rule AND d.scenario = s.scenario)) AS open_suggestions,
          (SELECT count(*) FROM (SELECT DISTINCT channel,
             coalesce((SELECT twin_of FROM message AS m
               WHERE channel = 'message' AND m.id = item_id), item_id), scenario, rule
             FROM decision WHERE verdict <> 'rejected' AND evidence_id IN shown
             AND (channel, item_id) NOT IN gone)) AS decided
        """
    ).fetchone()
    return CaseCounts(*tuple(row))


def timeline(
    connection: sqlite3.Connection, query: TimelineQuery, folded_words: str
) -> tuple[TimelineKey, ...]:
    """Return the ids of timeline entries in order of time; unknown times come last.

    Time lines and notices of the screen are no entries, unless ``query.speaker`` asks for
    the system. A message that stands on several exhibits is one entry.
    """
    parts: list[str] = []
    values: list[object] = []
    for channel in ("message", "call"):
        if query.channel not in ("", channel):
            continue
        conditions = ["alive = 1", "evidence_id IN (SELECT id FROM evidence WHERE withdrawn = 0)"]
        own: list[object] = []
        if channel == "message":
            conditions.append("twin_of IS NULL")
            if query.speaker is not None:
                conditions.append("speaker = ?")
                own.append(query.speaker.value)
            else:
                conditions.append("speaker <> 'system'")
            if query.refusal_only:
                conditions.append("refusal = 1 AND speaker = 'self'")
        elif query.refusal_only or query.speaker in (Speaker.SELF, Speaker.SYSTEM):
            continue
        if folded_words:
            conditions.append("instr(folded, ?) > 0")
            own.append(folded_words)
        if query.tagged_only or query.scenario is not None:
            scenario = "" if query.scenario is None else " AND scenario = ?"
            decided = _ORIGINAL if channel == "message" else "item_id"
            tag_values = [] if query.scenario is None else [query.scenario.value]
            conditions.append(
                f"(id IN (SELECT {decided} FROM decision WHERE channel = '{channel}'"
                f" AND verdict <> 'rejected'{scenario})"
                f" OR id IN (SELECT item_id FROM suggestion AS s WHERE channel = '{channel}'"
                f"{scenario} AND NOT EXISTS (SELECT 1 FROM decision AS d WHERE"
                " d.channel = s.channel AND d.item_id = s.item_id AND d.rule = s.rule"
                " AND d.scenario = s.scenario AND d.verdict = 'rejected')))"
            )
            own += tag_values + tag_values
        parts.append(
            f"SELECT '{channel}' AS channel, id, sort_time, evidence_id, ordinal FROM {channel}"
            f" WHERE {' AND '.join(conditions)}"
        )
        values += own
    if not parts:
        return ()
    rows = connection.execute(
        f"SELECT channel, id, sort_time FROM ({' UNION ALL '.join(parts)})"
        " ORDER BY sort_time = '', sort_time, evidence_id, ordinal",
        values,
    )
    return tuple(TimelineKey(row["channel"], row["id"], row["sort_time"][:10]) for row in rows)


def continuity(connection: sqlite3.Connection) -> tuple[ContinuityLink, ...]:
    """Return how neighbouring pages of a conversation join, in its order."""
    return tuple(
        ContinuityLink(row["earlier"], row["later"], row["shared"], ContinuityState(row["state"]))
        for row in connection.execute("SELECT * FROM continuity ORDER BY rowid")
    )


def is_doubtful(status: LineStatus, speaker: Speaker) -> bool:
    """Whether a person should look at a line: its reading is doubtful and not yet settled."""
    return status is LineStatus.DOUBTFUL and speaker is not Speaker.SYSTEM

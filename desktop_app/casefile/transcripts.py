"""Rows of runs, messages and calls: reading again adds a run and keeps every identity.

A message of a new run that stands where an old one stood keeps the old id, and with it the
person's corrections and decisions. An old message that is read no more stays as long as a
person has corrected or decided it.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from desktop_app.casefile import call_rows, codec, seals, settled, tagsets
from desktop_app.casefile.alignment import realign
from desktop_app.casefile.places import Place, same_places
from desktop_app.domain.recognition import LineStatus, RecognisedPage
from desktop_app.domain.timeline import ContinuityLink
from desktop_app.domain.transcript import CallRecord, Message, Speaker, Transcript


@dataclass(frozen=True, slots=True)
class StoredRun:
    """The last run of a piece of evidence."""

    id: int
    page: RecognisedPage | None
    transcript: Transcript


def add_run(
    connection: sqlite3.Connection,
    evidence_id: int,
    at: datetime,
    *,
    reader: str,
    program: str,
    seconds: float,
    page: RecognisedPage | None,
    transcript: Transcript,
) -> int:
    """Store a run for ever and return its id."""
    last = connection.execute("SELECT coalesce(max(id), 0) AS last FROM run").fetchone()["last"]
    content = {
        "id": last + 1,
        "evidence_id": evidence_id,
        "at": at.isoformat(),
        "reader": reader,
        "program": program,
        "seconds": float(seconds),
        "page": codec.to_pack(page) if page is not None else None,
        "transcript": codec.to_pack(transcript),
    }
    connection.execute(
        "INSERT INTO run (id, evidence_id, at, reader, program, seconds, page, transcript,"
        " row_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*content.values(), seals.hash_of("run", **content)),
    )
    return last + 1


def last_run(connection: sqlite3.Connection, evidence_id: int) -> StoredRun | None:
    """Return the newest run of a piece of evidence, or None."""
    row = connection.execute(
        "SELECT * FROM run WHERE evidence_id = ? ORDER BY id DESC LIMIT 1", (evidence_id,)
    ).fetchone()
    if row is None:
        return None
    return StoredRun(row["id"], codec.page(row["page"]), codec.transcript(row["transcript"]))


def last_runs(connection: sqlite3.Connection) -> dict[int, int]:
    """Return the id of the newest run of each piece of evidence."""
    rows = connection.execute("SELECT evidence_id, max(id) AS id FROM run GROUP BY evidence_id")
    return {row["evidence_id"]: row["id"] for row in rows}


def orientation(connection: sqlite3.Connection, evidence_id: int) -> int:
    """Return the degrees clockwise that the newest run turned a stored picture, else 0."""
    row = connection.execute(
        "SELECT page FROM run WHERE evidence_id = ? ORDER BY id DESC LIMIT 1", (evidence_id,)
    ).fetchone()
    return codec.orientation(row["page"]) if row is not None and row["page"] else 0


def page_of(connection: sqlite3.Connection, run_id: int) -> RecognisedPage | None:
    """Return what a run recognised; None for tables."""
    row = connection.execute("SELECT page FROM run WHERE id = ?", (run_id,)).fetchone()
    return None if row is None else codec.page(row["page"])


def replace(
    connection: sqlite3.Connection,
    evidence_id: int,
    transcript: Transcript,
    fold: Callable[[str], str],
    left_out: Callable[[Message | CallRecord], bool],
) -> None:
    """Make the rows of a piece of evidence those of a transcript, identities kept.

    Args:
        connection: the writing one.
        evidence_id: which.
        transcript: what is understood of it now.
        fold: the form in which texts are searched.
        left_out: whether a person wants an item gone that is in the transcript no more,
            whatever was corrected or decided on it.
    """
    _replace_messages(connection, evidence_id, transcript.messages, left_out)
    call_rows.replace(connection, evidence_id, transcript.calls, fold, left_out)
    connection.execute("DELETE FROM skipped WHERE evidence_id = ?", (evidence_id,))
    connection.executemany(
        "INSERT INTO skipped (evidence_id, body) VALUES (?, ?)",
        [(evidence_id, codec.to_json(row)) for row in transcript.skipped],
    )


def _message_rows(connection: sqlite3.Connection, evidence_id: int) -> list[sqlite3.Row]:
    return connection.execute(
        "SELECT id, body, correction FROM message WHERE evidence_id = ? ORDER BY alive DESC, id",
        (evidence_id,),
    ).fetchall()


def _same_messages(rows: Sequence[sqlite3.Row], messages: Sequence[Message]) -> list[int | None]:
    old: list[tuple[int, Place]] = []
    for row in rows:
        before = codec.message(row["body"])
        old.append((row["id"], Place(before.box, before.row)))
    return same_places(old, [Place(message.box, message.row) for message in messages])


def ids_for(
    connection: sqlite3.Connection, evidence_id: int, messages: Sequence[Message]
) -> list[int]:
    """Return the ids that these messages will have once they are the transcript.

    A row is laid ready for each that has none yet; it lives as soon as it is in the transcript.
    """
    rows = _message_rows(connection, evidence_id)
    found: list[int] = []
    for message, number in zip(messages, _same_messages(rows, messages), strict=True):
        if number is None:
            cursor = connection.execute(
                "INSERT INTO message (evidence_id, ordinal, body, alive, speaker)"
                " VALUES (?, 0, ?, 0, ?)",
                (evidence_id, codec.to_json(message), message.speaker.value),
            )
            number = int(cursor.lastrowid or 0)
            seals.seal_rows(connection, "message", [number])
        found.append(number)
    return found


def _replace_messages(
    connection: sqlite3.Connection,
    evidence_id: int,
    messages: Sequence[Message],
    left_out: Callable[[Message | CallRecord], bool],
) -> None:
    rows = _message_rows(connection, evidence_id)
    touched: list[int] = []
    for ordinal, (message, number) in enumerate(
        zip(messages, _same_messages(rows, messages), strict=True)
    ):
        body = codec.to_json(message)
        if number is None:
            cursor = connection.execute(
                "INSERT INTO message (evidence_id, ordinal, body, speaker) VALUES (?, ?, ?, ?)",
                (evidence_id, ordinal, body, message.speaker.value),
            )
            number = int(cursor.lastrowid or 0)
        else:
            connection.execute(
                "UPDATE message SET ordinal = ?, body = ?, alive = 1 WHERE id = ?",
                (ordinal, body, number),
            )
        touched.append(number)
    living = set(touched)
    for row in rows:
        if row["id"] in living:
            continue
        keep = row["correction"] != "{}" or tagsets.decided(connection, "message", row["id"])
        keep = keep and not left_out(codec.message(row["body"]))
        connection.execute("UPDATE message SET alive = ? WHERE id = ?", (int(keep), row["id"]))
        if not keep:
            tagsets.forget_suggestions(connection, "message", row["id"])
        touched.append(row["id"])
    seals.seal_rows(connection, "message", touched)


def effective(row: sqlite3.Row) -> tuple[Message, Message, codec.Correction]:
    """Return a message row as corrected, as read, and the correction that holds."""
    read = codec.message(row["body"])
    fix = codec.correction(row["correction"])
    if fix == codec.Correction():
        return read, read, fix
    worded = settled.composed(read, fix.lines) if fix.lines else None
    if worded is None:
        worded = _typed(read, fix)
        fix = msgspec.structs.replace(fix, lines=())
    return (
        dataclasses.replace(
            worded,
            speaker=fix.speaker if fix.speaker is not None else read.speaker,
            moment=fix.moment if fix.moment_set else read.moment,
        ),
        read,
        fix,
    )


def _typed(read: Message, fix: codec.Correction) -> Message:
    """Return a message with its whole text as a person has it.

    Where lines of it were settled that a later reading has no more, that reading's doubt
    stays, unless it says the same.
    """
    if fix.text is None:
        return read
    changed = fix.text != read.text
    doubt = bool(fix.lines) and changed and read.status is LineStatus.DOUBTFUL
    return dataclasses.replace(
        read,
        text=fix.text,
        confidence=read.confidence if doubt else 100.0,
        status=LineStatus.DOUBTFUL if doubt else LineStatus.CORRECTED,
        pieces=realign(read.text, fix.text, read.pieces)
        if changed
        else tuple(dataclasses.replace(piece, doubtful=False) for piece in read.pieces),
        quoted=read.quoted if not changed else (),
    )


def message_read(
    connection: sqlite3.Connection, message_id: int
) -> tuple[int, Message, codec.Correction] | None:
    """Return the evidence id of a message, the message as read and its correction, or None."""
    row = connection.execute("SELECT * FROM message WHERE id = ?", (message_id,)).fetchone()
    if row is None:
        return None
    _, read, fix = effective(row)
    return row["evidence_id"], read, fix


def refresh_index(
    connection: sqlite3.Connection,
    message_id: int,
    *,
    speaker: Speaker,
    doubtful: bool,
    refusal: bool,
    folded: str,
    sort_time: str,
) -> None:
    """Write the columns that searching, ordering and counting use."""
    connection.execute(
        "UPDATE message SET speaker = ?, doubtful = ?, refusal = ?, folded = ?, sort_time = ?"
        " WHERE id = ?",
        (speaker.value, int(doubtful), int(refusal), folded, sort_time, message_id),
    )


def fixes(
    connection: sqlite3.Connection, evidence_id: int
) -> dict[int, tuple[Message, codec.Correction]]:
    """Return what was read and what a person changed, of the living messages by id, in order."""
    rows = connection.execute(
        "SELECT * FROM message WHERE evidence_id = ? AND alive = 1 ORDER BY ordinal, id",
        (evidence_id,),
    )
    return {row["id"]: effective(row)[1:] for row in rows}


def living_messages(connection: sqlite3.Connection, evidence_id: int) -> list[int]:
    """Return the ids of the messages of a piece of evidence."""
    rows = connection.execute(
        "SELECT id FROM message WHERE evidence_id = ? AND alive = 1", (evidence_id,)
    )
    return [row["id"] for row in rows]


def message_now(connection: sqlite3.Connection, message_id: int) -> tuple[int, Message] | None:
    """Return the evidence id of a living message and the message as corrected, or None."""
    row = connection.execute(
        "SELECT * FROM message WHERE id = ? AND alive = 1", (message_id,)
    ).fetchone()
    return None if row is None else (row["evidence_id"], effective(row)[0])


@dataclass(frozen=True, slots=True)
class Standing:
    """A living message as it stands and as it was read, with what is settled on it.

    Attributes:
        id, evidence_id: which message and where it stands.
        message: with corrections applied.
        read: as the last reading has it.
        decided: a person decided or added a tag.
        twin_of: the message it was found to repeat, or None.
    """

    id: int
    evidence_id: int
    message: Message
    read: Message
    decided: bool
    twin_of: int | None


def standing(connection: sqlite3.Connection, kinds: Sequence[str]) -> list[Standing]:
    """Return the living messages of evidence of these kinds, in reading order."""
    decided = {
        row["item_id"]
        for row in connection.execute("SELECT item_id FROM decision WHERE channel = 'message'")
    }
    marks = ",".join("?" * len(kinds))
    rows = connection.execute(
        "SELECT * FROM message WHERE alive = 1 AND evidence_id IN"
        f" (SELECT id FROM evidence WHERE coalesce(kind_by_person, kind) IN ({marks}))"
        " ORDER BY evidence_id, ordinal, id",
        list(kinds),
    )
    found: list[Standing] = []
    for row in rows:
        message, read, _ = effective(row)
        found.append(
            Standing(
                row["id"], row["evidence_id"], message, read, row["id"] in decided, row["twin_of"]
            )
        )
    return found


def twins(connection: sqlite3.Connection) -> dict[int, int]:
    """Return the message that is repeated, by the message that repeats it."""
    rows = connection.execute("SELECT id, twin_of FROM message WHERE twin_of IS NOT NULL")
    return {row["id"]: row["twin_of"] for row in rows}


def set_twins(connection: sqlite3.Connection, twin_of: Mapping[int, int]) -> set[int]:
    """Make these the repeated messages; return the ids for which that is new.

    Derived data: rows are not sealed again.
    """
    before = twins(connection)
    changed = {n for n in before.keys() | twin_of.keys() if before.get(n) != twin_of.get(n)}
    connection.executemany(
        "UPDATE message SET twin_of = ? WHERE id = ?",
        [(twin_of.get(number), number) for number in sorted(changed)],
    )
    return changed


def set_links(connection: sqlite3.Connection, links: Iterable[ContinuityLink]) -> None:
    """Make these the joins between neighbouring pages."""
    connection.execute("DELETE FROM continuity")
    connection.executemany(
        "INSERT INTO continuity (earlier, later, shared, state) VALUES (?, ?, ?, ?)",
        [(link.earlier, link.later, link.shared, link.state.value) for link in links],
    )


def repeats_of(connection: sqlite3.Connection, message_id: int) -> list[int]:
    """Return the other living messages that are the same one on other exhibits."""
    original = original_of(connection, message_id)
    rows = connection.execute(
        "SELECT id FROM message WHERE alive = 1 AND id <> ? AND (id = ? OR twin_of = ?)"
        " ORDER BY id",
        (message_id, original, original),
    )
    return [row["id"] for row in rows]


def original_of(connection: sqlite3.Connection, message_id: int) -> int:
    """Return the message that this one repeats, or itself."""
    row = connection.execute("SELECT twin_of FROM message WHERE id = ?", (message_id,)).fetchone()
    return message_id if row is None or row["twin_of"] is None else row["twin_of"]


def owners(connection: sqlite3.Connection, channel: str) -> dict[int, int]:
    """Return the evidence id of every item of a channel, ``message`` or ``call``."""
    table = "message" if channel == "message" else "call"
    rows = connection.execute(f"SELECT id, evidence_id FROM {table}")
    return {row["id"]: row["evidence_id"] for row in rows}


def owner(connection: sqlite3.Connection, channel: str, item_id: int) -> int | None:
    """Return the evidence id of one item, or None where there is no such item."""
    table = "message" if channel == "message" else "call"
    row = connection.execute(f"SELECT evidence_id FROM {table} WHERE id = ?", (item_id,)).fetchone()
    return None if row is None else row["evidence_id"]

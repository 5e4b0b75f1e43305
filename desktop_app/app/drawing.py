"""What a person does on the picture: read or ignore a box, cut and join messages, sides.

Every step is one edit of what is drawn, with the corrections and decisions that move along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from itertools import pairwise

import msgspec

from desktop_app.app.carrying import (
    decisions_joined,
    decisions_parted,
    fix_joined,
    fixes_parted,
)
from desktop_app.app.companions import sides_on
from desktop_app.app.reviewing import Reviewing
from desktop_app.app.understanding import Understanding
from desktop_app.casefile import codec, edits, transcripts
from desktop_app.casefile.codec import Correction
from desktop_app.casefile.database import Connection
from desktop_app.casefile.edits import Edit, Field
from desktop_app.domain.case import ChangeSet
from desktop_app.domain.drawn import NOTHING_DRAWN, Area, AreaUse, Drawn, SeamKind
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RecognisedLine, Side
from desktop_app.domain.transcript import Message, Speaker
from desktop_app.foundation.errors import InputRefused, JuzhengError
from desktop_app.reading.seams import carried, parted, seam_of, united, with_seam

_SAME_PLACE = 0.5
_SWAPPED = {Speaker.SELF: Speaker.OTHER, Speaker.OTHER: Speaker.SELF}


class Drawing:
    """A person's drawing on the pictures of one case."""

    def __init__(self, review: Reviewing, understanding: Understanding) -> None:
        self._review = review
        self._understanding = understanding

    def ignore(self, evidence_ids: Sequence[int], box: Box) -> Future[ChangeSet]:
        """Leave out what stands in a box, on one picture or on several alike."""
        area = Area(box, AreaUse.IGNORE)

        def make(connection: Connection) -> list[Edit]:
            return [_with_area(connection, number, area) for number in evidence_ids]

        return self._review.edit("region.ignored", make)

    def take_read(
        self, evidence_id: int, box: Box, lines: Sequence[RecognisedLine]
    ) -> Future[ChangeSet]:
        """Keep what was read in a box as part of what the picture says.

        Raises:
            InputRefused: ``region.no_text`` where the lines bring nothing new.
        """
        area = Area(box, AreaUse.READ, tuple(lines))

        def make(connection: Connection) -> list[Edit]:
            edit = _with_area(connection, evidence_id, area)
            before = self._messages(connection, evidence_id, codec.drawn(edit.before))
            if self._messages(connection, evidence_id, codec.drawn(edit.after)) == before:
                raise InputRefused("region.no_text")
            return [edit]

        return self._review.edit("region.read", make)

    def forget(self, evidence_id: int, area: Area) -> Future[ChangeSet]:
        """Take a drawn area away again."""

        def make(connection: Connection) -> list[Edit]:
            drawn = edits.current_drawn(connection, evidence_id)
            left = tuple(each for each in drawn.areas if each != area)
            return [_drawn_edit(connection, evidence_id, replace(drawn, areas=left))]

        return self._review.edit("region.removed", make)

    def split(self, message_id: int, offset: int, text: str | None = None) -> Future[ChangeSet]:
        """Cut a message in two before a character.

        A decision stays with the part that holds its words, a corrected text is cut as well.

        Args:
            message_id: which.
            offset: string index into ``text``.
            text: its words as a person sees or has typed them; as they stand where None.

        Raises:
            InputRefused: ``message.no_split`` where it can't be cut there.
        """

        def make(connection: Connection) -> list[Edit]:
            evidence_id, read, fix = _as_read(connection, message_id)
            words = text if text is not None else fix.text if fix.text is not None else read.text
            parts = parted(read, carried(words, read.text, offset), {})
            if parts is None and words:  # typed words may have little in common with the read ones
                parts = parted(read, offset * len(read.text) // len(words), {})
            seam = None if parts is None else seam_of(SeamKind.SPLIT, *parts)
            head, tail = words[:offset].rstrip(), words[offset:].lstrip()
            if parts is None or seam is None or not head or not tail:
                raise InputRefused("message.no_split")
            drawn = edits.current_drawn(connection, evidence_id)
            after = replace(drawn, seams=with_seam(drawn.seams, seam))
            messages = self._messages(connection, evidence_id, after)
            at = _place_of(messages, parts[0].text, parts[1].text, read)
            if at is None:
                raise InputRefused("message.no_split")
            ids = transcripts.ids_for(connection, evidence_id, messages)
            upper, lower = ids[at], ids[at + 1]
            made = [_drawn_edit(connection, evidence_id, after)]
            if text is not None:
                fix = msgspec.structs.replace(fix, lines=())
            fixes = fixes_parted(fix, (head, tail), parts)
            for number, own in zip((upper, lower), fixes, strict=True):
                made.append(_correction_edit(connection, number, evidence_id, own))
            start = len(words) - len(tail)
            shares = ((upper, 0, len(head)), (lower, start, len(tail)))
            return made + decisions_parted(connection, message_id, shares)

        return self._review.edit("message.split", make)

    def join(self, message_id: int, next_id: int) -> Future[ChangeSet]:
        """Make a message and the one after it one; both keep their decisions.

        Raises:
            InputRefused: ``message.no_join`` where they don't stand right after each other.
        """

        def make(connection: Connection) -> list[Edit]:
            evidence_id, upper, upper_fix = _as_read(connection, message_id)
            other, lower, lower_fix = _as_read(connection, next_id)
            seam, whole = seam_of(SeamKind.JOIN, upper, lower), united(upper, lower)
            if evidence_id != other or seam is None or whole is None:
                raise InputRefused("message.no_join")
            drawn = edits.current_drawn(connection, evidence_id)
            before = self._messages(connection, evidence_id, drawn)
            after = replace(drawn, seams=with_seam(drawn.seams, seam))
            messages = self._messages(connection, evidence_id, after)
            at = next((i for i, message in enumerate(messages) if message not in before), None)
            if at is None or len(messages) != len(before) - 1:
                raise InputRefused("message.no_join")
            number = transcripts.ids_for(connection, evidence_id, messages)[at]
            gap = whole.text[len(upper.text) : len(whole.text) - len(lower.text)]
            first = upper.text if upper_fix.text is None else upper_fix.text
            own = fix_joined((upper_fix, lower_fix), (upper, lower), gap)
            made = [_drawn_edit(connection, evidence_id, after)]
            made += [
                _correction_edit(connection, each, evidence_id, Correction())
                for each in (message_id, next_id)
                if each != number
            ]
            made.append(_correction_edit(connection, number, evidence_id, own))
            shares = ((message_id, 0), (next_id, len(first) + len(gap)))
            return made + decisions_joined(connection, shares, number)

        return self._review.edit("messages.joined", make)

    def set_side(
        self, evidence_ids: Sequence[int], side: Side, speaker: Speaker
    ) -> Future[ChangeSet]:
        """Say who wrote everything on one side of one picture or of several."""

        def make(connection: Connection) -> list[Edit]:
            made: list[Edit] = []
            for number in evidence_ids:
                sides = sides_on(connection, number)
                there = [each for each, where in sides.items() if where is side]
                made += _spoken(connection, number, dict.fromkeys(there, speaker))
            return made

        return self._review.edit("side.corrected", make)

    def swap_sides(self, evidence_ids: Sequence[int]) -> Future[ChangeSet]:
        """Make the buyer's words the other's and the other's the buyer's."""

        def make(connection: Connection) -> list[Edit]:
            made: list[Edit] = []
            for number in evidence_ids:
                turned: dict[int, Speaker] = {}
                for each, (read, fix) in transcripts.fixes(connection, number).items():
                    now = read.speaker if fix.speaker is None else fix.speaker
                    if now in _SWAPPED:
                        turned[each] = _SWAPPED[now]
                made += _spoken(connection, number, turned)
            return made

        return self._review.edit("sides.swapped", make)

    def _messages(
        self, connection: Connection, evidence_id: int, drawn: Drawn
    ) -> tuple[Message, ...]:
        transcript = self._understanding.assembled(connection, evidence_id, drawn)
        return () if transcript is None else transcript.messages


def _as_read(connection: Connection, message_id: int) -> tuple[int, Message, Correction]:
    """Return evidence id, the words as read and what a person changed of one message."""
    evidence_id = transcripts.owner(connection, "message", message_id)
    known = {} if evidence_id is None else transcripts.fixes(connection, evidence_id)
    if evidence_id is None or message_id not in known:
        raise JuzhengError("item.gone")
    return evidence_id, *known[message_id]


def _place_of(messages: Sequence[Message], first: str, second: str, whole: Message) -> int | None:
    """Return where two parts stand right after each other in place of a message."""
    for index, (one, other) in enumerate(pairwise(messages)):
        if (one.text, other.text) != (first, second):
            continue
        if one.box is None or other.box is None or whole.box is None:
            continue
        if one.box.union(other.box).likeness(whole.box) > _SAME_PLACE:
            return index
    return None


def _with_area(connection: Connection, evidence_id: int, area: Area) -> Edit:
    drawn = edits.current_drawn(connection, evidence_id)
    return _drawn_edit(connection, evidence_id, replace(drawn, areas=(*drawn.areas, area)))


def _drawn_edit(connection: Connection, evidence_id: int, drawn: Drawn) -> Edit:
    before = edits.current(connection, Field.DRAWN, evidence_id)
    after = None if drawn == NOTHING_DRAWN else codec.to_json(drawn)
    return Edit(Field.DRAWN, evidence_id, evidence_id, before, after)


def _correction_edit(
    connection: Connection, number: int, evidence_id: int, fix: Correction
) -> Edit:
    before = edits.current(connection, Field.CORRECTION, number)
    return Edit(Field.CORRECTION, number, evidence_id, before, codec.to_json(fix))


def _spoken(
    connection: Connection, evidence_id: int, speakers: Mapping[int, Speaker]
) -> list[Edit]:
    """Return edits that give messages their speakers; what a person said is not said twice."""
    made: list[Edit] = []
    for number, (read, fix) in transcripts.fixes(connection, evidence_id).items():
        speaker = speakers.get(number)
        if speaker is not None and speaker is not (fix.speaker or read.speaker):
            own = msgspec.structs.replace(fix, speaker=speaker)
            made.append(_correction_edit(connection, number, evidence_id, own))
    return made

"""Why tags were set: one row a reason, with the entries it stands for."""

from __future__ import annotations

import re

from desktop_app.dossier.compose.tally import Entry, suggestion_of
from desktop_app.dossier.compose.wording import Wording
from desktop_app.dossier.model import Column, Heading, Row, Run, Table, Tone

_FIGURES = re.compile(r"\d+")
_MOST_POSITIONS = 12


def reasons_of(entries: list[Entry], say: Wording) -> tuple[Heading | Table, ...]:
    """Return the reasons of an exhibit's counting tags, first entry first.

    Reasons that differ in times and counts only are told once, by the first of them.
    """
    places: dict[tuple[str, str], list[int]] = {}
    reasons: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        view = entry.message or entry.call
        if view is None or entry.original is not None:
            continue
        for decision in view.counted():
            suggestion = suggestion_of(view, decision)
            reason = suggestion.reason if suggestion is not None else say("exhibit.by_person")
            if decision.note:
                reason = say("exhibit.with_note", reason=reason, note=decision.note)
            key = (say.tag(decision), _FIGURES.sub("#", reason))
            if reason not in reasons.setdefault(key, []):
                reasons[key].append(reason)
            if entry.position not in places.setdefault(key, []):
                places[key].append(entry.position)
    if not places:
        return ()
    rows: list[Row] = []
    for key, positions in places.items():
        reason = reasons[key][0]
        if len(reasons[key]) > 1:
            reason = say("exhibit.similar", reason=reason, position=positions[0])
        where = _positions(positions, say)
        rows.append(Row(((Run(key[0]),), (Run(where, Tone.SECOND),), (Run(reason),))))
    return (
        Heading(say("exhibit.reasons")),
        Table(
            (
                Column(say("column.tag"), 30),
                Column(say("column.rows"), share=0.6),
                Column(say("column.reason"), share=1.4),
            ),
            tuple(rows),
        ),
    )


def _positions(places: list[int], say: Wording) -> str:
    if len(places) > _MOST_POSITIONS:
        return say("exhibit.many_rows", first=min(places), last=max(places), count=len(places))
    return say("exhibit.rows", rows=say("list_comma").join(str(place) for place in places))

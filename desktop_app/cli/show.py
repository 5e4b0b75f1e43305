"""``juzheng show``: the whole case as JSON, or a summary for a person's eyes."""

from __future__ import annotations

import argparse
import dataclasses
import functools
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.console import Console
from desktop_app.cli.shapes import Shape, Stored, call_shape, message_shape, tag_shape, time_shape
from desktop_app.domain.case import CallView, Evidence, MessageView, SuggestionView
from desktop_app.domain.geometry import as_stored
from desktop_app.domain.moment import Moment
from desktop_app.domain.tags import Decision
from desktop_app.foundation.errors import ExitCode
from desktop_app.foundation.texts import Texts

if TYPE_CHECKING:
    from desktop_app.app.context import OpenCase


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add this command's arguments."""
    parser.add_argument("case", metavar="CASE", type=Path, help=texts("cli.help.case"))
    parser.add_argument("--json", action="store_true", help=texts("cli.help.json"))


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Print the case."""
    from desktop_app.app.context import OpenCase

    with OpenCase.open(arguments.case, resume=False) as case:
        if arguments.json:
            console.json(case_shape(case))
        else:
            console.result(summary(case, console))
    return ExitCode.DONE


def case_shape(case: OpenCase) -> Shape:
    """Return the case: details, counts, evidence, messages, calls, tags, decisions, joins."""
    evidence = case.evidence()
    turns = {piece.id: case.orientation(piece.id) for piece in evidence}
    places = {
        piece.id: functools.partial(
            as_stored, orientation=turns[piece.id], width=piece.width, height=piece.height
        )
        for piece in evidence
    }
    return {
        "case": {"id": case.case_id, **dataclasses.asdict(case.details())},
        "counts": dataclasses.asdict(case.counts()),
        "evidence": [evidence_shape(piece, turns[piece.id]) for piece in evidence],
        "messages": [
            message_view_shape(view, places[piece.id])
            for piece in evidence
            for view in case.messages(piece.id)
        ],
        "calls": [
            call_view_shape(view, places[piece.id])
            for piece in evidence
            for view in case.calls(piece.id)
        ],
        "continuity": [dataclasses.asdict(link) for link in case.continuity()],
    }


def evidence_shape(piece: Evidence, orientation: int) -> Shape:
    """Return one piece of evidence; ``problem`` is an error code or null.

    ``width`` and ``height`` are pixels as stored, ``orientation`` the degrees clockwise that
    the stored picture is turned to stand upright.
    """
    time, precision = time_shape(piece.moment)
    lies = orientation in (90, 270)
    return {
        "id": piece.id,
        "number": piece.number,
        "name": piece.name,
        "sha256": piece.sha256,
        "size": piece.size,
        "media_type": piece.media_type,
        "kind": piece.kind.value,
        "kind_by_person": piece.kind_by_person,
        "state": piece.state.value,
        "problem": piece.problem or None,
        "added_at": piece.added_at.isoformat(),
        "time": time,
        "time_precision": precision,
        "width": piece.height if lies else piece.width,
        "height": piece.width if lies else piece.height,
        "orientation": orientation,
        "title": piece.title,
        "note": piece.note,
        "skipped_rows": piece.skipped,
        "withdrawn": piece.withdrawn,
    }


def message_view_shape(view: MessageView, stored: Stored) -> Shape:
    """Return a message as it stands now, with its suggestions and decisions.

    ``twin_of`` is the id of the message on another exhibit that it repeats, or null; what was
    decided on that one holds for both.
    """
    return {
        "id": view.id,
        "evidence_id": view.evidence_id,
        **message_shape(view.message, stored),
        **_known(view.message.moment),
        "twin_of": view.twin_of,
        "read_text": view.read_text,
        "corrected": list(view.corrected),
        "refusal": [list(span) for span in view.refusal],
        "suggestions": [_suggestion_shape(item) for item in view.suggestions],
        "decisions": _decisions(view),
    }


def call_view_shape(view: CallView, stored: Stored) -> Shape:
    """Return a call as it stands now, with its suggestions and decisions."""
    return {
        "id": view.id,
        "evidence_id": view.evidence_id,
        **call_shape(view.call, stored),
        "corrected": list(view.corrected),
        **_known(view.call.moment),
        "suggestions": [_suggestion_shape(item) for item in view.suggestions],
        "decisions": _decisions(view),
    }


def _known(moment: Moment | None) -> Shape:
    """Return how a time is known: its latest end where it is a stretch, and its sources.

    ``time_until`` is null where the time is a point, or where nothing bounds it above;
    ``time_source`` tells the two apart (``bracket``).
    """
    if moment is None:
        return {"time_until": None, "time_source": None, "time_anchor": None, "time_assumed": []}
    until = moment.until
    return {
        "time_until": None if until is None else until.isoformat(timespec="seconds"),
        "time_source": moment.source.value,
        "time_anchor": None if moment.anchor is None else moment.anchor.value,
        "time_assumed": list(moment.assumed),
    }


def _suggestion_shape(view: SuggestionView) -> Shape:
    suggestion = view.suggestion
    return {
        "id": view.id,
        **tag_shape(suggestion),
        "words": list(suggestion.words),
        "rulebook": suggestion.rulebook,
        "verdict": None if view.decision is None else view.decision.verdict.value,
    }


def _decisions(view: MessageView | CallView) -> list[Shape]:
    """Return every decision a person made: on suggestions first, then added tags."""
    judged = [item.decision for item in view.suggestions if item.decision is not None]
    return [_decision_shape(decision) for decision in (*judged, *view.added)]


def _decision_shape(decision: Decision) -> Shape:
    return {
        "verdict": decision.verdict.value,
        "scenario": decision.scenario.value,
        "severity": decision.severity.value,
        "rule": decision.rule or None,
        "spans": [list(span) for span in decision.spans],
        "note": decision.note,
    }


def summary(case: OpenCase, console: Console) -> str:
    """Return a page for a person's eyes: the case, its counts, one line an exhibit."""
    texts, details, counts = console.texts, case.details(), case.counts()
    lines = [
        f"{details.title}  {case.case_id}",
        texts("cli.show.counts", **dataclasses.asdict(counts)),
    ]
    for piece in case.evidence():
        kind = texts(f"cli.kind.{piece.kind.value}")
        state = texts(f"cli.state.{piece.state.value}")
        time, _ = time_shape(piece.moment)
        lines.append(f"{piece.number or '–':6} {kind}  {time or '':19}  {state}  {piece.name}")
    return "\n".join(lines)

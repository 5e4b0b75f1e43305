"""The demonstration: the main job on the invented sample case, told on standard output.

``python -m desktop_app.cli.demo CASE`` makes the case fresh at CASE and the dossier beside it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.case import take_in
from desktop_app.cli.console import Console, language_of, use_utf8
from desktop_app.cli.program import exit_code_of
from desktop_app.domain.case import CallView, CaseDetails, MessageView
from desktop_app.domain.export import ExportOptions
from desktop_app.domain.tags import Scenario, Severity, Verdict
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation import paths
from desktop_app.foundation.errors import ExitCode, JuzhengError
from desktop_app.foundation.progress import CancelToken
from desktop_app.foundation.texts import Texts

if TYPE_CHECKING:
    from desktop_app.app.context import OpenCase

TAKEN = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".heic", ".csv"}
    | {".xls", ".xlsx"}
)
ORDER = "2618840273915504"  # invented, as on the sample's pictures


def run(words: Sequence[str]) -> int:
    """Do the demonstration and return an exit code."""
    use_utf8()
    console = Console(Texts(language_of(words, os.environ)))
    parser = argparse.ArgumentParser(prog="juzheng-demo")
    parser.add_argument("case", type=Path)
    parser.add_argument("--lang")
    arguments = parser.parse_args(list(words))
    try:
        demonstrate(arguments.case.absolute(), console)
    except JuzhengError as problem:
        console.error(problem)
        return exit_code_of(problem)
    except KeyboardInterrupt:
        console.tell(console.texts.error("cancelled"))
        return ExitCode.REFUSED
    return ExitCode.DONE


def demonstrate(folder: Path, console: Console) -> None:
    """Make the case, take the sample in, say what was found, write the dossier.

    Raises:
        JuzhengError: the case is still open in a window, or a step failed.
    """
    from desktop_app.app.context import OpenCase
    from desktop_app.app.exporting import export_dossier

    began = time.perf_counter()
    _remove_earlier(folder)
    texts = console.texts
    files = sorted(
        file for file in paths.resource("sample").iterdir() if file.suffix.lower() in TAKEN
    )
    folder.parent.mkdir(parents=True, exist_ok=True)
    details = CaseDetails(
        title=texts("cli.demo.title"),
        shop=texts("cli.demo.shop"),
        platform=texts("cli.demo.platform"),
        order_no=ORDER,
        complainant=texts("cli.demo.complainant"),
    )
    console.say("cli.demo.begin", count=len(files))
    with OpenCase.create(folder, details, processes=os.cpu_count()) as case:
        with console.progress() as sink:
            status = take_in(case, files, sink)
        for name, code in status.refused:
            console.say("cli.add.refused", name=name, reason=texts.error(code))
        for line in findings(case, texts):
            console.result(line)
        _accept_all(case)
        console.result(texts("cli.demo.accepted"))
        target = folder.parent / texts("cli.demo.file")
        with console.progress() as sink:
            done = export_dossier(case, target, ExportOptions(), sink, CancelToken())
    console.result(texts("cli.demo.case", path=folder))
    console.result(texts("cli.demo.dossier", path=done.path, pages=done.pages))
    console.result(texts("cli.demo.time", seconds=f"{time.perf_counter() - began:.1f}"))


def _remove_earlier(folder: Path) -> None:
    """Remove the case of an earlier run; one that a window still has open is refused."""
    from desktop_app.app.context import OpenCase

    if not folder.exists():
        return
    try:
        OpenCase.open(folder, resume=False).close()
    except JuzhengError as problem:
        if problem.code == "case.locked":
            raise
    for original in folder.glob("originals/*/*"):
        original.chmod(0o644)  # Windows deletes no read-only file
    shutil.rmtree(folder)


def findings(case: OpenCase, texts: Texts) -> list[str]:
    """Return what was found: exhibits, messages by speaker, suggestions by scenario, calls."""
    evidence = case.evidence()
    messages = [view for piece in evidence for view in case.messages(piece.id)]
    calls = [view for piece in evidence for view in case.calls(piece.id)]
    lines = []
    for piece in evidence:
        kind = texts(f"cli.kind.{piece.kind.value}")
        when = piece.moment.iso() if piece.moment else "–"
        amount = len(case.messages(piece.id)) + len(case.calls(piece.id))
        lines.append(f"  {piece.number:6} {kind}  {when:19}  {amount:3}  {piece.name}")
    speakers = Counter(view.message.speaker for view in messages)
    said = "  ".join(
        f"{texts(f'cli.speaker.{speaker.value}')} {speakers[speaker]}" for speaker in Speaker
    )
    lines.append(texts("cli.demo.evidence", count=len(evidence)))
    lines.append(texts("cli.demo.messages", count=len(messages), speakers=said))
    lines.append(texts("cli.demo.tags", scenarios=_by_scenario([*messages, *calls], texts)))
    lines.append(texts("cli.demo.refusals", count=sum(bool(v.refusal) for v in messages)))
    missed = sum(view.call.missed for view in calls)
    lines.append(texts("cli.demo.calls", count=len(calls), missed=missed))
    return lines


def _by_scenario(views: Sequence[MessageView | CallView], texts: Texts) -> str:
    """Return how many messages and calls each scenario is suggested for, serious ones apart."""
    parts = []
    for scenario in Scenario:
        severities = [
            {i.suggestion.severity for i in view.suggestions if i.suggestion.scenario is scenario}
            for view in views
        ]
        count = sum(bool(found) for found in severities)
        serious = sum(Severity.SERIOUS in found for found in severities)
        name = texts(f"cli.scenario.{scenario.value}")
        parts.append(texts("cli.demo.scenario", name=name, count=count, serious=serious))
    return "  ".join(parts)


def _accept_all(case: OpenCase) -> None:
    """Accept every suggestion, as a person would one by one; each is logged, the demo says so."""
    for piece in case.evidence():
        items: list[tuple[str, MessageView | CallView]] = [
            *(("message", view) for view in case.messages(piece.id)),
            *(("call", view) for view in case.calls(piece.id)),
        ]
        for channel, view in items:
            if view.suggestions:
                case.review.decide_all(channel, view.id, Verdict.ACCEPTED).result()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))

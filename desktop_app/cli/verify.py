"""``juzheng verify``: check that nothing in a case or package was altered."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.cli.console import Console
from desktop_app.foundation.errors import ExitCode, InputRefused
from desktop_app.foundation.texts import Texts


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add this command's arguments."""
    parser.add_argument("path", metavar="CASE|PACKAGE", type=Path, help=texts("cli.help.verify"))
    parser.add_argument("--json", action="store_true", help=texts("cli.help.json"))


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Name each file, row or log entry that differs from what was recorded."""
    from desktop_app.app.verifying import verify

    if not arguments.path.exists():
        raise InputRefused("usage.no_such_path")
    report = verify(arguments.path)
    sentences = [
        console.texts.error(problem.code, subject=problem.subject) for problem in report.problems
    ]
    if arguments.json:
        console.json(
            {
                "intact": not report.problems,
                "checked": {
                    "files": report.checked_files,
                    "rows": report.checked_rows,
                    "entries": report.checked_entries,
                },
                "problems": [
                    {"code": problem.code, "subject": problem.subject, "message": sentence}
                    for problem, sentence in zip(report.problems, sentences, strict=True)
                ],
            }
        )
    for problem, sentence in zip(report.problems, sentences, strict=True):
        console.say("cli.verify.problem", sentence=sentence, subject=problem.subject)
    outcome = "cli.verify.broken" if report.problems else "cli.verify.intact"
    console.say(
        outcome,
        problems=len(report.problems),
        files=report.checked_files,
        rows=report.checked_rows,
        entries=report.checked_entries,
    )
    return ExitCode.INTEGRITY if report.problems else ExitCode.DONE

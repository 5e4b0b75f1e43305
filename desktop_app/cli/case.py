"""``juzheng new`` and ``juzheng add``: make a case and take files in."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.console import Console
from desktop_app.domain.case import CaseDetails
from desktop_app.foundation import settings
from desktop_app.foundation.errors import ExitCode, UsageError
from desktop_app.foundation.progress import Progress, ProgressSink
from desktop_app.foundation.texts import Texts

if TYPE_CHECKING:
    from desktop_app.app.context import OpenCase
    from desktop_app.app.importing import IntakeStatus


def add_new_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments of ``new``."""
    parser.add_argument("case", metavar="CASE", type=Path, help=texts("cli.help.case"))
    parser.add_argument("--title", required=True, help=texts("cli.help.title"))
    parser.add_argument("--shop", default="", help=texts("cli.help.shop"))
    parser.add_argument("--order", default="", help=texts("cli.help.order"))


def run_new(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Make a new case folder."""
    from desktop_app.app.context import OpenCase

    if not arguments.title.strip():
        raise UsageError("usage.empty_title")
    details = CaseDetails(arguments.title, shop=arguments.shop, order_no=arguments.order)
    with OpenCase.create(arguments.case, details) as case:
        console.say("cli.new.done", case_id=case.case_id, folder=case.folder)
    return ExitCode.DONE


def add_add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments of ``add``."""
    parser.add_argument("case", metavar="CASE", type=Path, help=texts("cli.help.case"))
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="+", help=texts("cli.help.paths"))


def run_add(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Take files and folders in, read and tag them; refused ones are named."""
    from desktop_app.app.context import OpenCase

    own, every_core = settings.load(), os.cpu_count()  # no window needs a core for itself
    with OpenCase.open(arguments.case, settings=own, processes=every_core) as case:
        with console.progress() as sink:
            status = take_in(case, arguments.paths, sink)
        counts = case.counts()
    for name, twin in status.duplicates:
        console.say("cli.add.duplicate", name=name, twin=twin)
    for name, code in status.refused:
        console.say("cli.add.refused", name=name, reason=console.texts.error(code))
    console.say("cli.add.done", added=status.added, messages=counts.messages, calls=counts.calls)
    console.say("cli.add.next", open=counts.open_suggestions, doubtful=counts.doubtful)
    return ExitCode.REFUSED if status.refused else ExitCode.DONE


def take_in(case: OpenCase, paths: list[Path], sink: ProgressSink) -> IntakeStatus:
    """Add files and folders and wait until everything is read; return the last status."""

    def show(status: IntakeStatus) -> None:
        sink.report(Progress(status.done, status.total, status.stage, status.subject))

    stop = case.intake.on_status(show)
    try:
        case.intake.add(paths)
        while not case.intake.wait(timeout=0.5):  # short, so that Ctrl-C is heard on Windows
            pass
        return case.intake.status()
    finally:
        stop()

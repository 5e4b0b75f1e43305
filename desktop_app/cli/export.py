"""``juzheng export`` and ``juzheng package``: the dossier, alone or with everything behind it."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.cli.console import Console
from desktop_app.domain.export import Edition, ExportOptions, Recipient
from desktop_app.foundation.errors import ExitCode
from desktop_app.foundation.progress import CancelToken
from desktop_app.foundation.texts import Texts


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the arguments that both commands share."""
    recipients, editions = [item.value for item in Recipient], [item.value for item in Edition]
    parser.add_argument("case", metavar="CASE", type=Path, help=texts("cli.help.case"))
    parser.add_argument("--to", metavar="FILE", type=Path, required=True, help=texts("cli.help.to"))
    parser.add_argument(
        "--recipient",
        choices=recipients,
        default=Recipient.PLATFORM.value,
        help=texts("cli.help.recipient"),
    )
    parser.add_argument(
        "--edition", choices=editions, default=Edition.FULL.value, help=texts("cli.help.edition")
    )


def _options(arguments: argparse.Namespace) -> ExportOptions:
    return ExportOptions(
        recipient=Recipient(arguments.recipient), edition=Edition(arguments.edition)
    )


def run_export(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Write the dossier as a PDF."""
    from desktop_app.app.context import OpenCase
    from desktop_app.app.exporting import export_dossier

    options = _options(arguments)
    with OpenCase.open(arguments.case, resume=False) as case, console.progress() as sink:
        done = export_dossier(case, arguments.to, options, sink, CancelToken())
    console.say("cli.export.done", path=done.path, pages=done.pages, sha256=done.sha256)
    if done.missing_glyphs:
        console.say("cli.export.missing_glyphs", count=done.missing_glyphs)
    return ExitCode.DONE


def run_package(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Write a zip with dossier, originals, manifest and custody log."""
    from desktop_app.app.context import OpenCase
    from desktop_app.app.packaging import package

    options = _options(arguments)
    with OpenCase.open(arguments.case, resume=False) as case, console.progress() as sink:
        written = package(case, arguments.to, options, sink)
    console.say("cli.package.done", path=written)
    return ExitCode.DONE

"""``juzheng bench``: side-by-side measurements, each in its own module of ``cli.bench``."""

from __future__ import annotations

import argparse
import importlib
import sys

from desktop_app.cli.console import Console
from desktop_app.foundation.errors import EnvironmentMissing, ExitCode
from desktop_app.foundation.texts import Texts

SUBJECTS = ("reading", "import", "export", "gui", "tagging")


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add this command's arguments."""
    parser.add_argument("subject", choices=SUBJECTS, help=texts("cli.help.bench"))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Measure one subject and print its table on standard output.

    Raises:
        EnvironmentMissing: this installation does not carry that measurement.
    """
    del console
    name = f"desktop_app.cli.bench.{_module(arguments.subject)}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name is not None and missing.name.startswith("desktop_app.cli.bench"):
            raise EnvironmentMissing("environment.no_bench") from missing
        raise EnvironmentMissing("environment.no_module", module=str(missing.name)) from missing
    return ExitCode(module.main(list(arguments.rest), sys.stdout))


def _module(subject: str) -> str:
    """Return the module's name; ``import`` is a word of the language."""
    return "importing" if subject == "import" else subject

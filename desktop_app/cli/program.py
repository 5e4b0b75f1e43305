"""The command line: arguments in, one command run, its exit code out."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from desktop_app.cli import bench_command, case, export, read, self_test, show, tag, verify
from desktop_app.cli.console import Console, language_of, use_utf8
from desktop_app.foundation.errors import EnvironmentMissing, ExitCode, JuzhengError
from desktop_app.foundation.logs import set_up_file_log
from desktop_app.foundation.texts import LANGUAGES, Texts

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: how its arguments look and what runs it."""

    add_arguments: Callable[[argparse.ArgumentParser, Texts], None]
    run: Callable[[argparse.Namespace, Console], ExitCode]


COMMANDS = {
    "read": Command(read.add_arguments, read.run),
    "tag": Command(tag.add_arguments, tag.run),
    "new": Command(case.add_new_arguments, case.run_new),
    "add": Command(case.add_add_arguments, case.run_add),
    "show": Command(show.add_arguments, show.run),
    "export": Command(export.add_arguments, export.run_export),
    "package": Command(export.add_arguments, export.run_package),
    "verify": Command(verify.add_arguments, verify.run),
    "bench": Command(bench_command.add_arguments, bench_command.run),
    "self-test": Command(self_test.add_arguments, self_test.run),
}


class _Parser(argparse.ArgumentParser):
    """A parser that says a usage error in the person's language."""

    texts: Texts

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(self.texts.error("usage.arguments", detail=message), file=sys.stderr)
        raise SystemExit(ExitCode.USAGE)


def make_parser(texts: Texts) -> argparse.ArgumentParser:
    """Return the parser of the whole command line, its help in one language."""
    _Parser.texts = texts
    common = _Parser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, help=texts("cli.help.lang"))
    parser = _Parser(prog="juzheng", description=texts("cli.help.program"), parents=[common])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        sentence = texts(f"cli.command.{name}")
        one = commands.add_parser(name, help=sentence, description=sentence, parents=[common])
        command.add_arguments(one, texts)
    return parser


def run(words: Sequence[str]) -> int:
    """Run one command.

    Every known error becomes one calm sentence on standard error and its exit code, every
    unknown one the bug sentence and 70; this is the only place that decides exit codes.

    Args:
        words: the command line after the program's name.
    """
    use_utf8()
    console = Console(Texts(language_of(words, os.environ)))
    try:
        arguments = make_parser(console.texts).parse_args(list(words))
    except SystemExit as stop:  # help was asked for, or the usage is wrong
        return ExitCode.DONE if stop.code in {0, None} else ExitCode.USAGE
    set_up_file_log()
    try:
        return COMMANDS[arguments.command].run(arguments, console)
    except JuzhengError as problem:
        _log.info("%s ended with %s", arguments.command, problem.code)
        console.error(problem)
        return exit_code_of(problem)
    except KeyboardInterrupt:
        console.tell(console.texts.error("cancelled"))
        return ExitCode.REFUSED
    except BrokenPipeError:  # the reader of our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except OSError as problem:  # a full disk, a folder that may not be written
        _log.warning("%s ended with OSError %s", arguments.command, problem.errno)
        console.tell(console.texts.error("environment.os", reason=problem.strerror or "?"))
        return ExitCode.ENVIRONMENT
    except Exception as bug:
        _log.error("%s ended with %s at %s", arguments.command, type(bug).__name__, _places(bug))
        console.tell(console.texts.error("bug", kind=type(bug).__name__))
        if os.environ.get("JUZHENG_TRACEBACKS") == "1":  # a developer asked for it
            traceback.print_exception(bug)
        return ExitCode.BUG


def say_no_window(missing: ImportError) -> ExitCode:
    """Say that the window's libraries can't be loaded here; return the exit code for it."""
    use_utf8()
    console = Console(Texts(language_of((), os.environ)))
    problem = EnvironmentMissing("environment.no_window", reason=str(missing))
    console.error(problem)
    return problem.exit_code


def exit_code_of(problem: JuzhengError) -> ExitCode:
    """Return the exit code of a known error; a case that can't be used is a refused input."""
    if problem.exit_code is ExitCode.BUG and problem.code.startswith("case."):
        return ExitCode.REFUSED
    return problem.exit_code


def _places(bug: Exception) -> str:
    """Return file and line of every frame; the error's own text may hold words of a case."""
    frames = traceback.extract_tb(bug.__traceback__)
    return " ".join(f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in frames)  # noqa: PTH119

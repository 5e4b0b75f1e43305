"""``juzheng tag``: tag lines from standard input, one answer a line, in order."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime, timedelta, timezone
from typing import Literal

import msgspec

from desktop_app.cli.console import Console
from desktop_app.cli.shapes import Shape, tag_shape
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation.errors import ExitCode, InputRefused, JuzhengError
from desktop_app.foundation.texts import Texts

_BOM = b"\xef\xbb\xbf"
_CHINA_TIME = timezone(timedelta(hours=8))  # no summer time since 1991
_OFFSET = re.compile(r"(Z|[+-]\d\d(:?\d\d){0,2})$")
_DAY_LENGTH, _HOUR_LENGTH, _MINUTE_LENGTH = 10, 13, 16


class TagLine(msgspec.Struct):
    """One line of input."""

    speaker: Literal["self", "other", "system"]
    text: str
    time: str | None = None


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add this command's arguments."""
    parser.add_argument("source", choices=["-"], metavar="-", help=texts("cli.help.stdin"))
    parser.add_argument("--json", action="store_true", required=True, help=texts("cli.help.json"))


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Answer each line of standard input as it comes; a bad line gets an ``error`` object."""
    del arguments
    refused = 0
    for number, line in enumerate(sys.stdin.buffer, start=1):
        raw = line.removeprefix(_BOM) if number == 1 else line
        try:
            console.json(answer(raw))
        except JuzhengError as problem:
            refused += 1
            error: Shape = {"code": problem.code, "message": console.error_text(problem)}
            console.json({"error": error})
    return ExitCode.REFUSED if refused else ExitCode.DONE


def answer(raw: bytes) -> Shape:
    """Return the tags of one line.

    Args:
        raw: one JSON object in UTF-8.

    Raises:
        InputRefused: ``tag.bad_line`` or ``tag.bad_time``.
    """
    from desktop_app.app.tagging_lines import suggest

    try:
        line = msgspec.json.decode(raw, type=TagLine)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise InputRefused("tag.bad_line") from None
    moment = None if line.time is None else parse_time(line.time)
    suggestions = suggest(Speaker(line.speaker), line.text, moment)
    return {"tags": [tag_shape(suggestion) for suggestion in suggestions]}


def parse_time(text: str) -> Moment:
    """Return the Moment of an ISO 8601 time, in China's wall time, as precise as it is written.

    Raises:
        InputRefused: ``tag.bad_time``.
    """
    words = text.strip()
    try:
        value = datetime.fromisoformat(words)
    except ValueError:
        raise InputRefused("tag.bad_time") from None
    if value.tzinfo is not None:
        words = _OFFSET.sub("", words)
        try:
            value = value.astimezone(_CHINA_TIME).replace(tzinfo=None)
        except OverflowError:
            raise InputRefused("tag.bad_time") from None
    precision = Precision.SECOND
    if len(words) <= _DAY_LENGTH:
        precision = Precision.DAY
    elif len(words) <= _HOUR_LENGTH:
        precision = Precision.HOUR
    elif len(words) <= _MINUTE_LENGTH:
        precision = Precision.MINUTE
    return Moment(value.replace(microsecond=0), precision, MomentSource.PERSON)

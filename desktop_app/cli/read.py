"""``juzheng read``: read files without a case and say what stands in them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.console import Console
from desktop_app.cli.shapes import Shape, call_shape, message_shape
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.foundation.errors import ExitCode
from desktop_app.foundation.progress import Progress
from desktop_app.foundation.texts import Texts

if TYPE_CHECKING:
    from desktop_app.app.recognition import FileReading

READERS = ("both", "tesseract", "second")


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Add this command's arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=texts("cli.help.files"))
    parser.add_argument("--json", action="store_true", help=texts("cli.help.json"))
    parser.add_argument("--reader", choices=READERS, default="both", help=texts("cli.help.reader"))


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Read every file in order; a refused one carries its error and the rest goes on."""
    from desktop_app.app.recognition import read_files

    names: list[str] = arguments.files
    shapes: list[Shape] = []
    refused = 0
    readings = read_files([Path(name) for name in names], arguments.reader)
    with console.progress() as sink:
        sink.report(Progress(0, len(names), "reading"))
        for name, reading in zip(names, readings, strict=True):
            refused += reading.error is not None
            shapes.append(file_shape(name, reading, console))
            sink.report(Progress(len(shapes), len(names), "reading"))
    if arguments.json:
        console.json({"files": shapes})
    else:
        for shape in shapes:
            console.result(_readable(shape, console))
    return ExitCode.REFUSED if refused else ExitCode.DONE


def file_shape(name: str, reading: FileReading, console: Console) -> Shape:
    """Return one entry of ``files``; ``name`` is the path as it was given."""
    shape: Shape = {
        "path": name,
        "sha256": reading.sha256,
        "kind": EvidenceKind.OTHER.value,
        "seconds": round(reading.seconds, 3),
        "text": "",
        "messages": [],
        "calls": [],
        "error": None,
    }
    if reading.transcript is not None:
        shape["kind"] = reading.transcript.kind.value
        shape["text"] = reading.transcript.text
        shape["messages"] = [
            message_shape(message, reading.stored) for message in reading.transcript.messages
        ]
        shape["calls"] = [call_shape(call, reading.stored) for call in reading.transcript.calls]
    if reading.error is not None:
        shape["error"] = {"code": reading.error.code, "message": console.error_text(reading.error)}
    return shape


def _readable(shape: Shape, console: Console) -> str:
    """Return the entry for a person's eyes: who said what, line by line."""
    lines = [f"== {shape['path']}"]
    error, messages, calls = shape["error"], shape["messages"], shape["calls"]
    if isinstance(error, dict):
        lines.append(f"   {error['message']}")
    if isinstance(messages, list):
        for message in messages:
            speaker = console.texts(f"cli.speaker.{message['speaker']}")
            lines.append(f"{message['time'] or '':19}  {speaker}  {message['text']}")
    if isinstance(calls, list):
        for call in calls:
            direction = console.texts(f"cli.direction.{call['direction']}")
            seconds = "" if call["duration_s"] is None else f"{call['duration_s']} s"
            lines.append(f"{call['start'] or '':19}  {direction}  {call['number']}  {seconds}")
    return "\n".join(lines)

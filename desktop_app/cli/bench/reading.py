"""How well and how fast pictures are read, side by side with peers in one run."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, get_args

from desktop_app.cli.bench import drawn, peers
from desktop_app.cli.bench.table import Table, share, show, texts
from desktop_app.cli.shapes import call_shape, message_shape
from desktop_app.domain.transcript import Message
from desktop_app.workers.jobs import Reader

READERS: tuple[Reader, ...] = ("both", "tesseract")
_HEADS = ("reader", "cer", "found", "speaker", "time", "calls", "seconds", "ratio")
_DOUBT = ("reader", "wrong", "wrong_doubtful", "right", "right_doubtful")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one reader reached.

    Attributes:
        name: reader or peer.
        score: the sums of ``tests.corpus.score.Score``.
        faults: what went wrong, by file.
        refused: files that could not be read.
    """

    name: str
    score: Any
    faults: dict[str, list[dict[str, Any]]]
    refused: int = 0


def run(
    images: Path | None,
    limit: int | None,
    wanted: Sequence[str] = peers.PEERS,
    readers: Sequence[Reader] = READERS,
    python: str = sys.executable,
    faults: Path | None = None,
) -> list[Table]:
    """Read pictures with our readers and the peers and compare with the truth.

    Args:
        images: a folder with pictures and truth.json; the corpus is drawn where None.
        limit: how many pictures; all (or two rounds of every skin) where None.
        wanted: names of peers.
        readers: names of our readers.
        python: interpreter that has RapidOCR.
        faults: where to write what went wrong, as JSON lines.

    Raises:
        EnvironmentMissing: no folder given and this is no checkout.
        UsageError: the folder has no truth.json.
    """
    with tempfile.TemporaryDirectory(prefix="juzheng-bench-") as place:
        folder = images or Path(place)
        truth = drawn.draw(folder, limit) if images is None else drawn.load(folder)
        names = [name for name in truth["files"] if (folder / name).exists()][:limit]
        truth = {**truth, "files": {name: truth["files"][name] for name in names}}
        files = [folder / name for name in names]
        score = drawn.corpus("score").score
        results: list[Measured] = []
        skipped: list[str] = []
        for reader in readers:
            shapes, refused = _ours(files, reader)
            total, found = score(truth, shapes)
            results.append(Measured(reader, total, found, refused))
        for peer in wanted:
            if peers.available(peer, python):
                total, found = score(truth, peers.read(peer, files, python))
                results.append(Measured(peer, total, found))
            else:
                skipped.append(peer)
    if faults is not None:
        _write(faults, results)
    return _tables(results, skipped, len(files))


def _ours(files: Sequence[Path], reader: Reader) -> tuple[list[dict[str, Any]], int]:
    """Read with our reader in one worker; return the shapes and how many were refused."""
    from desktop_app.app.recognition import read_files
    from desktop_app.workers.pool import ProcessWorkers

    shapes: list[dict[str, Any]] = []
    refused = 0
    pool = ProcessWorkers(processes=1)
    try:
        for reading in read_files(files, reader, pool):
            shape: dict[str, Any] = {"path": str(reading.path), "text": "", "messages": []}
            shape |= {"calls": [], "seconds": reading.seconds}
            if reading.transcript is None:
                refused += 1
            else:
                shape["text"] = reading.transcript.text
                messages, calls = reading.transcript.messages, reading.transcript.calls
                shape["messages"] = [
                    message_shape(m, reading.stored) | {"lines": _lines(m)} for m in messages
                ]
                shape["calls"] = [call_shape(c, reading.stored) for c in calls]
            shapes.append(shape)
    finally:
        pool.close()
    return shapes, refused


def _lines(message: Message) -> list[dict[str, Any]]:
    """Return the screen lines of a message's own words, each with whether it is doubtful."""
    return [
        {"text": message.text[piece.start : piece.end], "doubtful": piece.doubtful}
        for piece in message.pieces
        if not any(start < piece.end and piece.start < end for start, end in message.quoted)
    ]


def _write(target: Path, results: Sequence[Measured]) -> None:
    with target.open("w", encoding="utf-8") as stream:
        for result in results:
            for name, faults in result.faults.items():
                for fault in faults:
                    line = {"reader": result.name, "file": name, **fault}
                    stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def _tables(results: Sequence[Measured], skipped: Sequence[str], images: int) -> list[Table]:
    by_name = {result.name: result.score.seconds_an_image for result in results}
    rows: list[tuple[str, ...]] = []
    for result in results:
        score = result.score
        ratios = [
            f"{score.seconds_an_image / by_name[peer]:.2f}"
            if by_name.get(peer) and peer != result.name
            else "–"
            for peer in peers.PEERS
        ]
        rows.append(
            (
                result.name,
                share(score.cer if score.messages else None, 4),
                share(score.found_share if score.messages else None),
                share(score.speaker_share),
                share(score.time_cer),
                share(score.call_share),
                f"{score.seconds_an_image:.2f}",
                " / ".join(ratios),
            )
        )
    words = texts()
    first = results[0].score if results else None
    notes = [words("bench.reading.note", images=images, messages=first.messages if first else 0)]
    notes += [words("bench.peer.missing", peer=peer) for peer in skipped]
    notes += [words("bench.refused", reader=r.name, count=r.refused) for r in results if r.refused]
    doubt = tuple(
        (
            result.name,
            str(result.score.wrong_lines),
            _part(result.score.wrong_doubtful, result.score.wrong_lines),
            str(result.score.right_lines),
            _part(result.score.right_doubtful, result.score.right_lines),
        )
        for result in results
        if result.name not in peers.PEERS
    )
    heads = tuple(f"bench.reading.{head}" for head in _HEADS)
    doubt_heads = tuple(f"bench.doubt.{head}" for head in _DOUBT)
    return [
        Table("bench.reading.title", heads, tuple(rows), tuple(notes)),
        Table("bench.doubt.title", doubt_heads, doubt),
    ]


def _part(part: int, whole: int) -> str:
    return share(part / whole if whole else None)


def main(words: Sequence[str], out: TextIO) -> int:
    """Run from the command line: ``[FOLDER] [--limit N] [--peers a,b] [--readers a,b]``."""
    parser = argparse.ArgumentParser(prog="juzheng bench reading")
    parser.add_argument("images", nargs="?", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--peers", default=",".join(peers.PEERS))
    parser.add_argument("--readers", default=",".join(READERS))
    parser.add_argument("--rapidocr-python", default=sys.executable)
    parser.add_argument("--faults", type=Path)
    given = parser.parse_args(words)
    wanted = [name for name in given.peers.split(",") if name in peers.PEERS]
    asked = given.readers.split(",")
    readers = [reader for reader in get_args(Reader) if reader in asked]
    tables = run(given.images, given.limit, wanted, readers, given.rapidocr_python, given.faults)
    show(tables, out)
    return 0

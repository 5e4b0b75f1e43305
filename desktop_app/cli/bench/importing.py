"""How fast a folder of pictures becomes a read case, and what memory the workers take."""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from desktop_app.cli.bench import drawn
from desktop_app.cli.bench.memory import children_peak_mib
from desktop_app.cli.bench.table import Table, show, texts
from desktop_app.domain.case import CaseDetails

if TYPE_CHECKING:
    from desktop_app.app.importing import IntakeStatus


def run(folder: Path | None, limit: int, processes: int | None = None) -> Table:
    """Take pictures into a new case until all are read.

    Args:
        folder: pictures to take in; drawn where None.
        limit: how many to draw.
        processes: worker processes; the usual number where None.

    Raises:
        EnvironmentMissing: no folder given and this is no checkout.
    """
    from desktop_app.app.context import OpenCase
    from desktop_app.workers.pool import usual_processes

    with tempfile.TemporaryDirectory(prefix="juzheng-bench-", ignore_cleanup_errors=True) as place:
        source = folder or Path(place) / "pictures"
        if folder is None:
            drawn.draw(source, limit)
            (source / drawn.TRUTH).unlink()
        first = threading.Event()
        marks: list[float] = []

        def watch(status: IntakeStatus) -> None:
            if status.done and not first.is_set():
                marks.append(time.perf_counter())
                first.set()

        target = Path(place) / "bench.juzheng"
        with OpenCase.create(target, CaseDetails("bench"), processes=processes) as case:
            case.intake.on_status(watch)
            began = time.perf_counter()
            case.intake.add([source])
            case.intake.wait()
            ended = time.perf_counter()
            status = case.intake.status()
        peak = children_peak_mib()
    words = texts()
    rows = [
        ("files", str(status.added)),
        ("processes", str(processes or usual_processes())),
        ("first", f"{marks[0] - began:.2f}" if marks else "–"),
        ("total", f"{ended - began:.2f}"),
        ("rate", f"{status.added / (ended - began) * 60:.0f}"),
        ("memory", "–" if peak is None else f"{peak:.0f}"),
    ]
    shown = tuple((words(f"bench.import.{name}"), value) for name, value in rows)
    return Table("bench.import.title", ("bench.import.what", "bench.import.value"), shown)


def main(words: Sequence[str], out: TextIO) -> int:
    """Run from the command line: ``[FOLDER] [--limit N] [--processes N]``."""
    parser = argparse.ArgumentParser(prog="juzheng bench import")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--processes", type=int)
    given = parser.parse_args(words)
    show([run(given.folder, given.limit, given.processes)], out)
    return 0

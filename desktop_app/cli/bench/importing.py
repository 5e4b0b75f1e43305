"""How fast a folder of pictures becomes a read case, and what memory it takes on the way."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from desktop_app.cli.bench import drawn, killed
from desktop_app.cli.bench.course import Course
from desktop_app.cli.bench.memory import children_peak_mib
from desktop_app.cli.bench.table import Table, show, texts
from desktop_app.domain.case import CaseDetails


def run(
    folder: Path | None, limit: int, processes: int | None = None, kill: int | None = None
) -> list[Table]:
    """Take pictures into a new case until all are read.

    Args:
        folder: pictures to take in; drawn where None.
        limit: how many to draw.
        processes: worker processes; the usual number where None.
        kill: also kill another intake once so many are read, and take it up again.

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
        target = Path(place) / "bench.juzheng"
        with OpenCase.create(target, CaseDetails("bench"), processes=processes) as case:
            course = Course()
            case.intake.on_status(course.watch)
            case.intake.add([source])
            case.intake.wait()
            total = course.end()
            status = case.intake.status()
        tables = [_summary(course, total, status.added, processes or usual_processes())]
        tables.append(_course(course))
        if kill is not None:
            again = Path(place) / "again.juzheng"
            tables.append(_resumed(killed.run(source, again, kill, processes)))
    return tables


def _summary(course: Course, total: float, added: int, processes: int) -> Table:
    peak = children_peak_mib()
    rows = [
        ("files", str(added)),
        ("processes", str(processes)),
        ("first", "–" if course.first is None else f"{course.first:.2f}"),
        ("total", f"{total:.2f}"),
        ("rate", f"{added / total * 60:.0f}"),
        ("memory", _mib(peak)),
    ]
    return _figures("title", rows)


def _course(course: Course) -> Table:
    rows = tuple(
        (
            str(stretch.done),
            f"{stretch.seconds:.0f}",
            f"{stretch.rate:.0f}",
            _mib(stretch.main_mib),
            _mib(stretch.worker_mib),
        )
        for stretch in course.stretches
    )
    heads = ("done", "since", "rate", "main_memory", "worker_memory")
    return Table("bench.import.course", tuple(f"bench.import.{head}" for head in heads), rows)


def _resumed(result: killed.Resumed) -> Table:
    rows = [
        ("files", str(result.files)),
        ("killed_at", str(result.at)),
        ("lost", str(result.lost)),
        ("twice", str(result.twice)),
        ("intact", "1" if result.intact else "0"),
    ]
    return _figures("killed", rows)


def _figures(title: str, rows: Sequence[tuple[str, str]]) -> Table:
    words = texts()
    shown = tuple((words(f"bench.import.{name}"), value) for name, value in rows)
    return Table(f"bench.import.{title}", ("bench.import.what", "bench.import.value"), shown)


def _mib(size: float | None) -> str:
    return "–" if size is None else f"{size:.0f}"


def main(words: Sequence[str], out: TextIO) -> int:
    """Run from the command line: ``[FOLDER] [--limit N] [--processes N] [--kill N]``."""
    parser = argparse.ArgumentParser(prog="juzheng bench import")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--processes", type=int)
    parser.add_argument("--kill", type=int, metavar="N")
    given = parser.parse_args(words)
    show(run(given.folder, given.limit, given.processes, given.kill), out)
    return 0

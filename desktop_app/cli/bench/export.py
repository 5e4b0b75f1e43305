"""How long a dossier of a folder of evidence takes, how large it gets."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from desktop_app.cli.bench.memory import own_peak_mib
from desktop_app.cli.bench.table import Table, show, texts
from desktop_app.domain.case import CaseDetails
from desktop_app.domain.export import ExportOptions
from desktop_app.foundation import paths
from desktop_app.foundation.progress import CancelToken, NoProgress


def run(folder: Path | None) -> Table:
    """Read a folder into a new case (the sample where None) and export the whole dossier."""
    from desktop_app.app.context import OpenCase
    from desktop_app.app.exporting import export_dossier

    source = folder or paths.resource("sample")
    with tempfile.TemporaryDirectory(prefix="juzheng-bench-", ignore_cleanup_errors=True) as place:
        target = Path(place) / "dossier.pdf"
        case_folder = Path(place) / "bench.juzheng"
        with OpenCase.create(case_folder, CaseDetails("bench")) as case:
            case.intake.add([source])
            case.intake.wait()
            pieces = len(case.evidence())
            began = time.perf_counter()
            done = export_dossier(case, target, ExportOptions(), NoProgress(), CancelToken())
            seconds = time.perf_counter() - began
        size = target.stat().st_size / 1024 / 1024
    peak = own_peak_mib()
    words = texts()
    rows = [
        ("evidence", str(pieces)),
        ("seconds", f"{seconds:.2f}"),
        ("pages", str(done.pages)),
        ("size", f"{size:.1f}"),
        ("memory", "–" if peak is None else f"{peak:.0f}"),
    ]
    shown = tuple((words(f"bench.export.{name}"), value) for name, value in rows)
    return Table("bench.export.title", ("bench.export.what", "bench.export.value"), shown)


def main(words: Sequence[str], out: TextIO) -> int:
    """Run from the command line: ``[FOLDER]``."""
    parser = argparse.ArgumentParser(prog="juzheng bench export")
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args(words)
    show([run(given.folder)], out)
    return 0

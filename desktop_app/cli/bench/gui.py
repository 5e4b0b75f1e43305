"""How long the window stalls while a folder is read, beside the same window at rest."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from desktop_app.cli.bench import drawn
from desktop_app.cli.bench.table import Table, show, texts
from desktop_app.foundation.errors import EnvironmentMissing


def run(folder: Path | None, limit: int, seconds: float) -> Table:
    """Open the window in a process of its own, let it read, and note its stalls.

    Args:
        folder: pictures to take in; drawn where None.
        limit: how many to draw.
        seconds: how long to watch at most.

    Raises:
        EnvironmentMissing: ``environment.no_bench`` where the window can't be started.
    """
    with tempfile.TemporaryDirectory(prefix="juzheng-bench-", ignore_cleanup_errors=True) as place:
        source = folder or Path(place) / "pictures"
        if folder is None:
            drawn.draw(source, limit)
            (source / drawn.TRUTH).unlink()
        done = subprocess.run(
            [sys.executable, "-m", "desktop_app.gui.measuring", str(source), str(seconds)],
            env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
            stdout=subprocess.PIPE,
            check=False,
        )
    if done.returncode != 0:
        raise EnvironmentMissing("environment.no_bench")
    figures = json.loads(done.stdout)
    words = texts()
    rows = tuple(
        (
            words(f"bench.gui.{state}", files=figures["files"]),
            f"{figures[state]['longest_ms']:.0f}",
            f"{figures[state]['p99_ms']:.0f}",
        )
        for state in ("rest", "reading")
    )
    return Table("bench.gui.title", ("bench.gui.state", "bench.gui.longest", "bench.gui.p99"), rows)


def main(words: Sequence[str], out: TextIO) -> int:
    """Run from the command line: ``[FOLDER] [--limit N] [--seconds S]``."""
    parser = argparse.ArgumentParser(prog="juzheng bench gui")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=120)
    given = parser.parse_args(words)
    show([run(given.folder, given.limit, given.seconds)], out)
    return 0

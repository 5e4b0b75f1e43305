"""A small table of figures and how it is printed."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from desktop_app.cli.console import language_of
from desktop_app.foundation.texts import Texts


@dataclass(frozen=True, slots=True)
class Table:
    """Figures under heads; all cells ready as text.

    Attributes:
        title: catalogue key of the title.
        heads: catalogue keys of the columns.
        rows: cells in the order of the heads.
        notes: ready sentences printed below.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def texts() -> Texts:
    """Return the catalogue in the language asked for or of the environment."""
    return Texts(language_of(sys.argv[1:], os.environ))


def share(value: float | None, digits: int = 3) -> str:
    """Return a share as digits after the point, or a dash where it is not offered."""
    return "–" if value is None else f"{value:.{digits}f}"


def machine() -> str:
    """Return the machine in a few words: system, processor kind, cores, Python."""
    cores = os.cpu_count() or 1
    system = f"{platform.system()} {platform.machine()}"
    return f"{system}, {cores} cores, Python {platform.python_version()}"


def show(tables: Sequence[Table], out: TextIO) -> None:
    """Print tables, the machine's name last."""
    from rich.console import Console
    from rich.table import Table as RichTable

    words = texts()
    console = Console(file=out, width=None if out.isatty() else 140, highlight=False)
    for table in tables:
        drawn = RichTable(title=words(table.title), title_justify="left")
        for index, head in enumerate(table.heads):
            drawn.add_column(words(head), justify="right" if index else "left")
        for row in table.rows:
            drawn.add_row(*row)
        console.print(drawn)
        for note in table.notes:
            console.print(note)
    console.print(words("bench.machine", machine=machine()))

"""The one way in: the window without arguments, the command line with them."""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

# A table of 200,000 rows becomes millions of objects, none of them garbage: looking through them
# at every 700th would take longer than reading the table.
_OBJECTS = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, or run one command.

    A single argument that is a case folder (as when its icon is double-clicked) opens the
    window with that case.

    Args:
        arguments: what stands after the program's name; this process's own by default.

    Returns:
        The exit code, one of ``foundation.errors.ExitCode``.
    """
    multiprocessing.freeze_support()
    gc.set_threshold(_OBJECTS)
    if sys.stderr is not None:  # a windowed build has none
        faulthandler.enable()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (len(words) == 1 and _is_case(words[0])):
        return _open_window(words)
    from desktop_app.cli.program import run as run_command

    return run_command(words)


def _open_window(words: Sequence[str]) -> int:
    """Open the window; where Qt can't be loaded, say so in a sentence."""
    try:
        from desktop_app.gui.run import run
    except ImportError as missing:
        if "PySide6" not in f"{missing.name} {missing.path}":
            raise
        from desktop_app.cli.program import say_no_window

        return say_no_window(missing)
    return run(words)


def _is_case(word: str) -> bool:
    return word.endswith(".juzheng") and Path(word).is_dir()


if __name__ == "__main__":
    sys.exit(main())

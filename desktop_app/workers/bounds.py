"""What one worker process may take of the machine, and what it may say."""

from __future__ import annotations

import contextlib
import os
import sys

_LEAST, _MOST = 2 << 30, 6 << 30


def memory_limit(physical: int) -> int:
    """Return how many bytes of data one worker may hold, half of the machine's memory."""
    return min(max(physical // 2, _LEAST), _MOST)


def limit_memory() -> None:
    """Let a decoder that asks for more fail, before the whole machine has to swap.

    A damaged workbook can claim a grid of a hundred gigabytes. Only Linux keeps such a limit;
    elsewhere this does nothing.
    """
    if not sys.platform.startswith("linux"):
        return
    import resource

    wanted = memory_limit(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def hush() -> None:
    """Send what libraries write on standard error nowhere: it may quote the file.

    Outcomes say what happened; a developer who wants tracebacks gets everything.
    """
    if os.environ.get("JUZHENG_TRACEBACKS") == "1":
        return
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)

"""What one worker process may take of the machine, and what it may say."""

from __future__ import annotations

import contextlib
import os
import sys

_LEAST, _MOST = 2 << 30, 6 << 30
_NICER = 10
_BELOW_NORMAL = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS of Windows


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


def give_way() -> None:
    """Let the window and the person's other programs go first where the cores are busy."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        with contextlib.suppress(OSError):
            os.nice(_NICER)


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

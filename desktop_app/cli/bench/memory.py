"""Memory of this process and of its children, where the system tells it."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024


def children_peak_mib() -> float | None:
    """Return the largest resident size of any child that has ended, MiB; None on Windows."""
    return _peak("RUSAGE_CHILDREN")


def own_peak_mib() -> float | None:
    """Return the largest resident size of this process so far, MiB; None on Windows."""
    return _peak("RUSAGE_SELF")


def own_now_mib() -> float | None:
    """Return the resident size of this process now, MiB; Linux only."""
    return _resident("self")


def largest_worker_now_mib() -> float | None:
    """Return the resident size of the largest worker process now, MiB; Linux only."""
    sizes = [_resident(str(child.pid)) for child in multiprocessing.active_children()]
    return max((size for size in sizes if size is not None), default=None)


def _peak(who: str) -> float | None:
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(getattr(resource, who)).ru_maxrss / _UNIT


def _resident(process: str) -> float | None:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:  # another system, or the process has just ended
        return None
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), None)

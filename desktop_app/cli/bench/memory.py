"""Peak memory of ended child processes and of this one, where the system tells it."""

from __future__ import annotations

import sys

_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024


def children_peak_mib() -> float | None:
    """Return the largest resident size of any child that has ended, MiB; None on Windows."""
    return _peak("RUSAGE_CHILDREN")


def own_peak_mib() -> float | None:
    """Return the largest resident size of this process so far, MiB; None on Windows."""
    return _peak("RUSAGE_SELF")


def _peak(who: str) -> float | None:
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(getattr(resource, who)).ru_maxrss / _UNIT

"""Runs inside a worker process: does a job and tells which modules that loaded."""

from __future__ import annotations

import sys

from desktop_app.workers import tasks


def modules_after(job: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the outcome of a packed job and the top-level names in ``sys.modules``."""
    outcome = tasks.run_job(job)
    return outcome, tuple({name.partition(".")[0] for name in sys.modules})

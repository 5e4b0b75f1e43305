"""Getting ready while the person looks at the start page, so that the first case opens at once."""

from __future__ import annotations

import importlib
import logging
import threading

_log = logging.getLogger(__name__)
_LATER = (
    "desktop_app.app.context",
    "desktop_app.app.exporting",
    "desktop_app.app.packaging",
    "desktop_app.app.verifying",
)


def begin() -> threading.Thread:
    """Load the core and its rules in a thread of their own; returns at once."""
    thread = threading.Thread(target=_load, name="warming", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    try:
        for name in _LATER:
            importlib.import_module(name)
        from desktop_app.app.rules import default_rules

        default_rules().prepare()
    except Exception as error:  # whoever needs it next says what is wrong
        _log.warning("not warmed: %s", type(error).__name__)

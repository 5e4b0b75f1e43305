"""Where things live: bundled resources and the person's own folders."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

APP_NAME = "Juzheng"


def resources_root() -> Path:
    """Return the folder of bundled resources, in a checkout or a frozen build."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    return Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """Return the path of one bundled resource; it need not exist."""
    return resources_root().joinpath(*parts)


def settings_file() -> Path:
    """Return the file that holds the person's settings."""
    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False)) / "settings.json"


def logs_dir() -> Path:
    """Return the folder of log files."""
    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def cases_dir() -> Path:
    """Return the folder offered for new cases: 举证匣 in the person's documents."""
    return Path(platformdirs.user_documents_dir()) / "举证匣"

"""Log records hold ids, codes and counts; never text, names or numbers of a case."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from desktop_app.foundation import paths

_FORMAT = "%(asctime)s %(levelname)s %(process)d %(name)s %(message)s"


def set_up_file_log(level: int = logging.INFO) -> None:
    """Write this process's log to a rotating file of at most 1 MB, three kept."""
    folder = paths.logs_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "juzheng.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)

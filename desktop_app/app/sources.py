"""Which files a drop of files and folders stands for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop_app.foundation.errors import InputRefused

MAX_FILES = 20_000
_IGNORED = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Return the files of files and folders, folders walked in order of names.

    Links to folders are not followed, so a folder loop ends; hidden files and case folders
    inside are passed over. A path that does not exist is kept: taking it in says so.

    Raises:
        InputRefused: ``folder.too_many`` above ``MAX_FILES`` files.
    """
    found: list[Path] = []
    seen: set[str] = set()
    for path in paths:
        for file in _walk(path):
            key = os.path.realpath(file)
            if key in seen:
                continue
            seen.add(key)
            found.append(file)
            if len(found) > MAX_FILES:
                raise InputRefused("folder.too_many", limit=MAX_FILES)
    return found


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path.absolute()
        return
    for folder, folders, files in os.walk(path.absolute(), followlinks=False):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not name.endswith(".juzheng")
        )
        for name in sorted(files):
            if not name.startswith(".") and name.lower() not in _IGNORED:
                yield Path(folder) / name

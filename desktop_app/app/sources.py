"""Which files a drop of files and folders stands for."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop_app.foundation.errors import InputRefused

MAX_FILES = 20_000
_TURNING = frozenset(
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_IGNORED = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def shown_name(name: str) -> str:
    """Return a file name as it can be shown, printed and stored.

    Bytes that are no Unicode, control characters and signs that turn the direction of writing
    (``gpj.exe`` shown as ``exe.jpg``) become U+FFFD.
    """
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(
        "\ufffd" if unicodedata.category(sign) == "Cc" or sign in _TURNING else sign
        for sign in text
    )


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Return the files of files and folders, folders walked in order of names.

    Links to folders are not followed, so a folder loop ends; hidden files and case folders
    inside are passed over. A path that does not exist is kept: taking it in says so, and so
    is a case folder itself, which is no evidence.

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
    # os.path answers where Path raises: for names too long, or folders one may not enter.
    if not os.path.isdir(path) or path.name.endswith(".juzheng"):  # noqa: PTH112
        yield path.absolute()
        return
    for folder, folders, files in os.walk(path.absolute(), followlinks=False):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not name.endswith(".juzheng")
        )
        for name in sorted(files):
            if not name.startswith(".") and name.lower() not in _IGNORED:
                yield Path(folder) / name

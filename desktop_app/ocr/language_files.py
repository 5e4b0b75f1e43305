"""Where Tesseract's language files are, under a name that Tesseract can open."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from desktop_app.foundation import paths
from desktop_app.foundation.errors import EnvironmentMissing

FOLDER = "tessdata"


def tessdata_dir() -> Path:
    """Return the bundled language files' folder."""
    return paths.resource(FOLDER)


def require(folder: Path, languages: Iterable[str]) -> None:
    """Check that every language file is there.

    Raises:
        EnvironmentMissing: ``ocr.language_missing`` with the language's name.
    """
    for language in languages:
        if not (folder / f"{language}.traineddata").is_file():
            raise EnvironmentMissing("ocr.language_missing", language=language)


def _short_name(folder: Path) -> Path:
    """Return the folder's short name on Windows (GetShortPathNameW)."""
    if sys.platform != "win32":
        return folder
    buffer = ctypes.create_unicode_buffer(1024)
    length = ctypes.windll.kernel32.GetShortPathNameW(str(folder), buffer, len(buffer))
    return Path(buffer.value) if 0 < length < len(buffer) else folder


def openable(folder: Path) -> Path:
    """Return a path to the folder that Tesseract can open.

    Tesseract opens files by the system's narrow code page on Windows and fails on other
    characters there, and pytesseract splits its options at blanks: the short name is used,
    else a copy in the machine's shared folder. Elsewhere the folder itself is returned.
    """
    if sys.platform != "win32" or (str(folder).isascii() and " " not in str(folder)):
        return folder
    short = _short_name(folder)
    if str(short).isascii() and " " not in str(short):
        return short
    shared = Path(os.environ.get("PROGRAMDATA", "C:\\ProgramData")) / "Juzheng" / "tessdata"
    shared.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.traineddata"):
        copy = shared / file.name
        if not copy.is_file() or copy.stat().st_size != file.stat().st_size:
            shutil.copyfile(file, copy)
    return shared


def ascii_temporary_folder() -> Path:
    """Make an empty temporary folder whose path Tesseract can open; the caller removes it."""
    base = _short_name(Path(tempfile.gettempdir()))
    if sys.platform == "win32" and not str(base).isascii():
        base = Path(os.environ.get("PUBLIC", "C:\\Users\\Public"))
    return Path(tempfile.mkdtemp(prefix="juzheng-", dir=base))

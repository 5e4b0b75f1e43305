"""Names and places of case folders: safe on every system, never over an existing one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from desktop_app.foundation import paths

SUFFIX = ".juzheng"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def safe_name(title: str) -> str:
    """Return a title as a file name for Windows, macOS and Linux; never empty."""
    name = _UNSAFE.sub(" ", title)
    name = " ".join(name.split()).strip(". ")[:60].strip(". ")
    if not name or _RESERVED.fullmatch(name):
        name = f"案件 {name}".strip()
    return name


def folder_for(title: str, parent: Path) -> Path:
    """Return a case folder that does not exist yet, ``名称 2.juzheng`` and on when taken."""
    name = safe_name(title)
    folder = parent / f"{name}{SUFFIX}"
    number = 2
    while folder.exists():
        folder = parent / f"{name} {number}{SUFFIX}"
        number += 1
    return folder


def is_case(folder: Path) -> bool:
    """Whether a path looks like a case folder."""
    return folder.suffix == SUFFIX and (folder / "case.sqlite").is_file()


def sample_files() -> list[Path]:
    """Return the invented sample's files, in order of their names."""
    root = paths.resource("sample")
    taken = {".png", ".jpg", ".jpeg", ".webp", ".heic", ".xls", ".xlsx", ".csv", ".tiff", ".bmp"}
    if not root.is_dir():
        return []
    return sorted(file for file in root.rglob("*") if file.suffix.lower() in taken)


def copied_sample(parent: Path) -> list[Path]:
    """Copy the sample's files to a folder of the person, so that nothing bundled is touched."""
    target = parent / "样例原件"
    target.mkdir(parents=True, exist_ok=True)
    copies: list[Path] = []
    for file in sample_files():
        copy = target / file.name
        if not copy.exists():
            shutil.copy2(file, copy)
        copies.append(copy)
    return copies

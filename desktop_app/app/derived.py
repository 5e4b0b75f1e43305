"""Where pictures made from originals lie in a case folder; all of it can be made again."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from desktop_app.domain.geometry import TILE_HEIGHT


def folder_of(case_folder: Path) -> Path:
    """Return the folder of derived files."""
    return case_folder / "derived"


def tiles(case_folder: Path, sha256: str) -> tuple[Path, ...]:
    """Return the display tiles of an original, top to bottom; empty where none are made."""
    return tuple(sorted(folder_of(case_folder).glob(f"{sha256}.[0-9][0-9][0-9].png")))


def thumbnail(case_folder: Path, sha256: str) -> Path | None:
    """Return the thumbnail of an original, or None where none is made."""
    file = folder_of(case_folder) / f"{sha256}.thumb.png"
    return file if file.is_file() else None


def complete(case_folder: Path, sha256: str, height: int) -> bool:
    """Whether thumbnail and every tile of a picture of this height (pixels) are there."""
    folder = folder_of(case_folder)
    last = max(0, height - 1) // TILE_HEIGHT
    names = [f"{sha256}.{index:03}.png" for index in range(last + 1)]
    return all((folder / name).is_file() for name in (f"{sha256}.thumb.png", *names))


def clean(case_folder: Path) -> None:
    """Remove half-written pictures and finished previews of an earlier run."""
    folder = folder_of(case_folder)
    for leftover in folder.glob(".*.part"):
        with suppress(OSError):
            leftover.unlink()
    for scratch in folder.glob("export-*"):
        shutil.rmtree(scratch, ignore_errors=True)

"""The person's settings: one small JSON file, validated, with safe defaults."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Literal

import msgspec

from desktop_app.foundation import paths


class Settings(msgspec.Struct, kw_only=True):
    """Everything that is remembered between two starts.

    Unknown keys are ignored and a broken file gives the defaults, so an older or newer
    program never refuses to start because of its settings.
    """

    language: Literal["zh-CN", "zh-TW", "en"] = "zh-CN"
    theme: Literal["system", "light", "dark"] = "system"
    window_geometry: str = ""
    recent_cases: list[str] = []
    show_recent: bool = True
    blur_abuse: bool = False
    second_reader: bool = True
    last_folder: str = ""
    complainant: str = ""


def load(file: Path | None = None) -> Settings:
    """Read the settings; defaults where the file is missing or broken."""
    try:
        return msgspec.json.decode((file or paths.settings_file()).read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError, ValueError):
        return Settings()


def save(settings: Settings, file: Path | None = None) -> None:
    """Write the settings in one step, so that a crash leaves the old or the new file.

    Raises:
        OSError: the folder can't be written.
    """
    target = file or paths.settings_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(settings), indent=2))
        Path(name).replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise

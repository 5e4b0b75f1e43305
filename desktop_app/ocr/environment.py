"""What this machine has for reading: engines, languages, model; for the self-test."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

from desktop_app.foundation import paths
from desktop_app.foundation.errors import EnvironmentMissing
from desktop_app.ocr import language_files
from desktop_app.ocr.tesseract_program import TesseractProgram

# Kinds of a manifest's entries: folder below resources.
MANIFESTS = ("tessdata", "models")


@functools.cache
def manifest(kind: str) -> dict[str, dict[str, str]]:
    """Return file name → ``sha256``, ``source``, ``licence`` of ``tessdata`` or ``models``."""
    text = paths.resource(kind, "manifest.json").read_text(encoding="utf-8")
    return {entry["file"]: entry for entry in json.loads(text)["files"]}


def sha256_of(file: Path) -> str:
    """Return the lower-case hex SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def changed_files(root: Path | None = None) -> tuple[str, ...]:
    """Return bundled reading files that are missing or differ from their manifest.

    Args:
        root: the resources' folder, the bundled one where None.
    """
    folder = root or paths.resources_root()
    changed: list[str] = []
    for kind in MANIFESTS:
        for name, entry in manifest(kind).items():
            file = folder / kind / name
            if not file.is_file() or sha256_of(file) != entry["sha256"]:
                changed.append(f"{kind}/{name}")
    return tuple(changed)


def _engine() -> str:
    """Return name and version of the first reader's engine, or an empty string."""
    try:
        import tesserocr

        return f"libtesseract {tesserocr.tesseract_version().split()[1]}"
    except (ImportError, OSError):
        pass
    try:
        return f"tesseract {TesseractProgram().version()}"
    except EnvironmentMissing:
        return ""


def _second() -> str:
    """Return name and version of the second reader's runtime, or an empty string."""
    try:
        import onnxruntime
    except (ImportError, OSError):
        return ""
    return f"onnxruntime {onnxruntime.__version__}"


def check(root: Path | None = None) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what there is for reading, and codes of what is wrong.

    Codes: ``ocr.engine_missing`` (nothing reads), ``ocr.second_missing`` (Tesseract works
    alone), ``ocr.file_changed`` (a language file or the model is missing or differs).

    Args:
        root: the resources' folder, the bundled one where None.
    """
    folder = root or paths.resources_root()
    engine, second = _engine(), _second()
    changed = changed_files(root)
    languages = sorted(file.stem for file in (folder / language_files.FOLDER).glob("*.traineddata"))
    facts = {
        "engine": engine,
        "languages": " ".join(languages),
        "second": second,
        "changed": " ".join(changed),
    }
    problems: list[str] = []
    if not engine:
        problems.append("ocr.engine_missing")
    if not second:
        problems.append("ocr.second_missing")
    if changed:
        problems.append("ocr.file_changed")
    return facts, tuple(problems)

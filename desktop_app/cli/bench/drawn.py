"""Where measured pictures come from: a folder with truth.json, or the corpus of a checkout."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from desktop_app.foundation import paths
from desktop_app.foundation.errors import EnvironmentMissing, UsageError

TRUTH = "truth.json"
Truth = Mapping[str, Any]


def corpus(name: str) -> ModuleType:
    """Return a module of ``tests.corpus``; it lives in a checkout only.

    Raises:
        EnvironmentMissing: ``environment.no_corpus`` where this is no checkout.
    """
    root = str(paths.resources_root().parent)
    if root not in sys.path:
        sys.path.insert(0, root)
    try:
        return importlib.import_module(f"tests.corpus.{name}")
    except ModuleNotFoundError as missing:
        raise EnvironmentMissing("environment.no_corpus") from missing


def load(folder: Path) -> Truth:
    """Return the truth of a folder of pictures.

    Raises:
        UsageError: ``usage.no_truth`` where the folder has none.
    """
    try:
        return json.loads((folder / TRUTH).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError("usage.no_truth", file=TRUTH) from error


def draw(folder: Path, limit: int | None, skins: tuple[str, ...] = (), seed: int = 0) -> Truth:
    """Draw the corpus into a folder and return its truth."""
    corpus("draw").write(folder, skins, limit, seed)
    return load(folder)

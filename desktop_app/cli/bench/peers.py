"""Peers that read the same pictures: the plain Tesseract program and RapidOCR."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.foundation import paths

TESSERACT, RAPIDOCR = "tesseract-plain", "rapidocr"
PEERS = (TESSERACT, RAPIDOCR)
_SCRIPT = Path(__file__).with_name("rapidocr_peer.py")
_SECONDS = 600


def available(name: str, python: str = sys.executable) -> bool:
    """Whether a peer can run here; ``python`` is the interpreter that has RapidOCR."""
    if name == TESSERACT:
        return shutil.which("tesseract") is not None
    if python == sys.executable:
        return importlib.util.find_spec("rapidocr") is not None
    return Path(python).exists()


def read(name: str, files: Sequence[Path], python: str = sys.executable) -> list[dict[str, Any]]:
    """Read files with a peer; each result has ``path``, ``text`` and ``seconds``."""
    if name == TESSERACT:
        return [_tesseract(file) for file in files]
    done = subprocess.run(
        [python, str(_SCRIPT), *map(str, files)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=_SECONDS * max(1, len(files) // 10),
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return [json.loads(line) for line in lines]


def _tesseract(file: Path) -> dict[str, Any]:
    """Do what ``pytesseract.image_to_string(image, lang="chi_sim+eng")`` does: PNG, program."""
    environment = {**os.environ, "TESSDATA_PREFIX": str(paths.resource("tessdata"))}
    began = time.perf_counter()
    done = subprocess.run(
        ["tesseract", str(file), "stdout", "-l", "chi_sim+eng"],
        capture_output=True,
        check=False,
        env=environment,
        timeout=_SECONDS,
    )
    text = done.stdout.decode("utf-8", "replace")
    return {"path": str(file), "text": text, "seconds": time.perf_counter() - began}

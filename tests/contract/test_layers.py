"""The borders of the house: Qt, decoders and the network stay where they belong."""

from __future__ import annotations

import ast
import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest
from pebble import ProcessPool

from desktop_app.workers import jobs, tasks
from tests.contract.worker_probe import modules_after

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "desktop_app").rglob("*.py"))
DECODERS = {"PIL", "cv2", "pillow_heif", "pypdfium2", "tesserocr", "pytesseract", "onnxruntime"}
NETWORK = {
    *("socket", "ssl", "http", "urllib.request", "urllib3", "ftplib", "smtplib", "imaplib"),
    *("poplib", "telnetlib", "socketserver", "xmlrpc", "requests", "httpx", "aiohttp"),
    *("asyncio", "PySide6.QtNetwork", "PySide6.QtWebSockets"),
}

IMPORT_ALL = """
import importlib, pkgutil, sys
import desktop_app
kept_out = {kept_out!r}
for name in {blocked!r}:
    sys.modules[name] = None
for module in pkgutil.walk_packages(desktop_app.__path__, "desktop_app."):
    if not module.name.startswith(kept_out) and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
{rest}
print(*sorted({{name.partition(".")[0] for name, m in sys.modules.items() if m is not None}}))
"""

WHOLE_WAY = """
import pathlib, tempfile
from desktop_app.cli import self_test
for check in self_test.way_checks():
    assert check.passed, check
"""


def _loaded(kept_out: tuple[str, ...], blocked: tuple[str, ...] = (), rest: str = "") -> set[str]:
    code = IMPORT_ALL.format(kept_out=kept_out, blocked=blocked, rest=rest)
    guarded = "if __name__ == '__main__':\n" + "\n".join(f"    {line}" for line in code.split("\n"))
    done = subprocess.run(
        [sys.executable, "-c", guarded],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_core_is_importable_without_qt() -> None:
    loaded = _loaded(("desktop_app.gui",), blocked=("PySide6", "shiboken6"))

    assert "desktop_app" in loaded
    assert "PySide6" not in loaded


@pytest.mark.slow
def test_window_process_never_loads_a_decoder_on_the_whole_way() -> None:
    loaded = _loaded(
        (
            "desktop_app.imaging",
            "desktop_app.ocr",
            "desktop_app.dossier",
            "desktop_app.cli.bench",
            "desktop_app.workers.sight",
        ),
        rest=WHOLE_WAY,
    )

    assert "PySide6" in loaded, "the window's modules were not imported"
    assert not loaded & DECODERS


def test_worker_never_loads_qt() -> None:
    picture = ROOT / "resources" / "selftest" / "chat.png"
    job = jobs.pack(jobs.ReadFile(str(picture), picture.name, "both"))
    pool = ProcessPool(
        max_workers=1,
        initializer=tasks.start_worker,
        context=multiprocessing.get_context("spawn"),
    )
    try:
        outcome, loaded = pool.schedule(modules_after, args=[job], timeout=120).result()
    finally:
        pool.stop()
        pool.join()

    assert isinstance(jobs.unpack_outcome(outcome), jobs.Ok)
    assert "PIL" in loaded, "the worker decoded nothing"
    assert not {"PySide6", "shiboken6"} & set(loaded)


def _imports(source: Path) -> set[str]:
    """Return every module name that a file imports, with the names taken from it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def test_no_module_imports_the_network() -> None:
    assert SOURCES
    guilty = {
        f"{source.relative_to(ROOT)}: {name}"
        for source in SOURCES
        for name in _imports(source)
        if any(name == banned or name.startswith(f"{banned}.") for banned in NETWORK)
    }

    assert not guilty


def test_the_network_guard_of_the_tests_works() -> None:
    import socket

    with (
        socket.socket() as one,
        pytest.raises(RuntimeError, match="network use"),
    ):
        one.connect(("127.0.0.1", 9))

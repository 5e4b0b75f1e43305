"""What a process may load and touch, watched from inside while the whole way is gone.

``sitecustomize`` of a folder on PYTHONPATH is imported by every Python process that is started,
so the same watch stands in the command's own process and in every worker of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DECODERS = {"PIL", "cv2", "pillow_heif", "pypdfium2", "tesserocr", "pytesseract", "onnxruntime"}
WRITERS = {"reportlab", "pikepdf"}

WATCH = """
import atexit, json, os, sys, threading

sys.modules["PySide6"] = sys.modules["shiboken6"] = None  # as where Qt is not installed
LOG = os.environ["JUZHENG_WATCH"]
NETWORK = {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo",
           "socket.gethostbyname", "urllib.Request"}
found = []


def watch(event, arguments):
    if event in NETWORK and (len(arguments) < 2 or isinstance(arguments[1], tuple)
                             or event == "socket.getaddrinfo"):
        found.append(event)
        raise RuntimeError("network: " + event)


def tell(*_):
    names = sorted({n.partition(".")[0] for n, m in list(sys.modules.items()) if m is not None})
    forked = "--multiprocessing-fork" in " ".join(sys.orig_argv)
    role = "worker" if forked else "main" if "desktop_app" in names else "other"
    report = os.path.join(LOG, f"{role}-{os.getpid()}.json")
    part = f"{report}.{threading.get_ident()}.part"
    with open(part, "w") as stream:
        json.dump({"modules": names, "network": found}, stream)
    os.replace(part, report)  # a worker stopped while it writes leaves the report before


def every_moment():
    while True:
        tell()
        if done.wait(0.2):
            return


sys.addaudithook(watch)
atexit.register(tell)
done = threading.Event()
if "--multiprocessing-fork" in " ".join(sys.orig_argv):  # workers are ended without atexit
    threading.Thread(target=every_moment, daemon=True).start()
"""


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, list[str]]]]:
    """What the processes of a new case, a reading, an export and a check loaded, by role."""
    folder = tmp_path_factory.mktemp("看")
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    log = folder / "log"
    log.mkdir()
    case = folder / "案.juzheng"
    picture = ROOT / "resources" / "selftest" / "chat.png"
    for words in (
        ("new", case, "--title", "案"),
        ("add", case, picture),
        ("export", case, "--to", folder / "材料.pdf"),
        ("verify", case),
        ("read", "--json", picture),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "desktop_app", *map(str, words)],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(folder / "site"),
                "JUZHENG_WATCH": str(log),
            },
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
    assert (folder / "材料.pdf").read_bytes().startswith(b"%PDF-")
    found: dict[str, list[dict[str, list[str]]]] = {"main": [], "worker": [], "other": []}
    for file in sorted(log.glob("*.json")):
        report = json.loads(file.read_text(encoding="utf-8"))
        found[file.name.partition("-")[0]].append(report)
    return found


def test_the_whole_way_works_where_qt_is_not_installed(watched):
    assert len(watched["main"]) >= 5
    for process in watched["main"] + watched["worker"]:
        assert not {"PySide6", "shiboken6"} & set(process["modules"])


def test_the_commands_own_process_never_loads_a_decoder(watched):
    for process in watched["main"]:
        assert "desktop_app" in process["modules"]
        assert not (DECODERS | WRITERS) & set(process["modules"])


def test_decoding_and_pdf_writing_happen_in_workers(watched):
    assert len(watched["worker"]) >= 3  # adding, exporting and reading have workers of their own
    loaded = set().union(*(process["modules"] for process in watched["worker"]))
    assert {"PIL", "cv2", "reportlab", "pikepdf"} <= loaded


def test_no_process_ever_reaches_for_the_network(watched):
    for process in (*watched["main"], *watched["worker"], *watched["other"]):
        assert process["network"] == []


WINDOW = """
import sys

sys.path.insert(0, {root!r})
opened = []
sys.addaudithook(
    lambda event, arguments: opened.append(event)
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo")
    and (event == "socket.getaddrinfo" or isinstance(arguments[1], tuple))
    else None
)
import desktop_app.gui.run
import desktop_app.app.context
import desktop_app.app.exporting
import desktop_app.app.packaging
import desktop_app.app.verifying
from PySide6.QtWidgets import QApplication
from desktop_app.foundation.settings import Settings
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.run import prepare

app = QApplication([])
prepare(app, Settings())
window = MainWindow(Settings())
window.show()
app.processEvents()
window.close()
print(*sorted({{name.partition(".")[0] for name, m in sys.modules.items() if m is not None}}))
print(len(opened))
"""


def test_the_window_itself_has_no_decoder_no_pdf_writer_and_no_socket():
    done = subprocess.run(
        [sys.executable, "-c", WINDOW.format(root=str(ROOT))],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded, opened = done.stdout.strip().splitlines()[-2:]
    assert "PySide6" in loaded.split()
    assert not (DECODERS | WRITERS) & set(loaded.split())
    assert opened == "0"

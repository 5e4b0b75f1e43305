"""The program as started: a window opens and ends well, and no decoder is loaded in it."""

from __future__ import annotations

import os
import subprocess
import sys

from desktop_app.app.rules import default_rules
from desktop_app.gui import warming

CODE = """
import sys
from PySide6.QtCore import QTimer
from desktop_app.gui import main_window

show = main_window.MainWindow.show

def shown(window):
    show(window)
    assert window.isVisible()
    QTimer.singleShot(400, window.close)

main_window.MainWindow.show = shown
from desktop_app.gui.run import run
code = run(sys.argv[1:])
banned = {"PIL", "cv2", "pypdfium2", "pillow_heif", "tesserocr", "pytesseract", "onnxruntime",
          "reportlab", "pikepdf", "PySide6.QtNetwork"} & set(sys.modules)
print("banned", sorted(banned))
sys.exit(code)
"""


def _run(*arguments, **more):
    return subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", **more},
        check=False,
    )


def test_the_window_opens_and_closes(tmp_path):
    done = _run(XDG_CONFIG_HOME=str(tmp_path), HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "banned []" in done.stdout


def test_a_case_on_the_command_line_is_opened_at_200_percent(tmp_path):
    from desktop_app.app.context import OpenCase
    from desktop_app.domain.case import CaseDetails

    folder = tmp_path / "张三 的案.juzheng"
    OpenCase.create(folder, CaseDetails("张三的案")).close()
    done = _run(str(folder), QT_SCALE_FACTOR="2", HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "banned []" in done.stdout
    settings = next(tmp_path.rglob("settings.json")).read_text(encoding="utf-8")
    assert "张三 的案.juzheng" in settings
    with OpenCase.open(folder) as case:
        assert case.details().title == "张三的案"


def test_the_core_is_loaded_while_the_start_page_is_looked_at():
    default_rules.cache_clear()
    thread = warming.begin()
    thread.join(60)
    assert not thread.is_alive()
    assert default_rules.cache_info().currsize == 1
    compiled = [vars(phrases) for _, phrases in default_rules()._matcher._rules]
    assert all({"_any", "_patterns", "_exceptions"} <= set(made) for made in compiled)

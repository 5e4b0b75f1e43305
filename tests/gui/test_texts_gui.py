"""Every sentence of the window exists in three languages and switches while it is open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel

from desktop_app.domain.case import EvidenceState
from desktop_app.domain.export import Edition, Part, Recipient
from desktop_app.domain.moment import MomentSource
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.tags import Scenario, Severity
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation.texts import LANGUAGES, catalogue
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.texts import language, put, tr

GUI = Path(__file__).resolve().parents[2] / "desktop_app" / "gui"
FAMILIES = {
    "kind": EvidenceKind,
    "state": EvidenceState,
    "scenario": Scenario,
    "severity": Severity,
    "source": MomentSource,
    "speaker": Speaker,
    "recipient": Recipient,
    "edition": Edition,
    "part": Part,
}


def _own(lang):
    return {key: text for key, text in catalogue(lang).items() if key.startswith("gui.")}


def test_keys_in_the_code_are_in_the_catalogue():
    known = _own("zh-CN")
    used = set()
    for file in GUI.rglob("*.py"):
        used |= set(re.findall(r'"(gui\.[a-z0-9_.]+)"', file.read_text(encoding="utf-8")))
    whole = {key for key in used if not any(k.startswith(f"{key}.") for k in known)}
    assert len(whole) > 100
    assert not sorted(key for key in whole if key not in known)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_has_a_word(lang):
    known = _own(lang)
    missing = [
        f"gui.{family}.{value.value}"
        for family, values in FAMILIES.items()
        for value in values
        if not known.get(f"gui.{family}.{value.value}")
    ]
    assert not missing


@pytest.mark.parametrize("lang", ["zh-TW", "en"])
def test_languages_are_complete_and_fit(lang):
    base, other = _own("zh-CN"), _own(lang)
    assert set(base) == set(other)
    holes = re.compile(r"\{\w+\}")
    wrong = [
        key for key in base if sorted(holes.findall(base[key])) != sorted(holes.findall(other[key]))
    ]
    assert not wrong


def test_traditional_has_no_simplified_left():
    text = "".join(value for key, value in _own("zh-TW").items() if "language" not in key)
    assert not set("证据导设签读时间线视开图说检验还没删边这们为个后录") & set(text)


def test_chinese_uses_full_width_punctuation():
    for lang in ("zh-CN", "zh-TW"):
        bad = [
            key for key, text in _own(lang).items() if re.search(r"[\u4e00-\u9fff][,;:!?]", text)
        ]
        assert not bad


def test_switch_rewrites_what_is_on_screen(settings, qtbot):
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    label = QLabel(window)
    put(label, "text", "gui.start.new")
    try:
        language.use("en")
        assert label.text() == "New case"
        assert window.start.make.text() == "Create case"
        assert window.actions_["open"].text() == "Open case…"
        language.use("zh-TW")
        assert label.text() == tr("gui.start.new") == "新增案件"
    finally:
        language.use("zh-CN")
    assert label.text() == "新建案件"
    window.close()


def test_buttons_that_qt_names_follow_the_language(settings, qtbot):
    language.use("zh-CN")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    language.use("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    language.use("zh-CN")

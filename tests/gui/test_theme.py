"""Colours can be read, painting keeps no count of None, icons are there."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from desktop_app.foundation import paths
from desktop_app.gui import fonts
from desktop_app.gui.theme import DARK, LIGHT, theme
from desktop_app.gui.widgets.paint import chip

GUI = Path(__file__).resolve().parents[2] / "desktop_app" / "gui"


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_have_contrast(tokens):
    papers = (tokens.paper, tokens.card, tokens.rail)
    pairs = [(ink, paper) for ink in (tokens.ink, tokens.second, tokens.faint) for paper in papers]
    pairs += [(tokens.second, tokens.desk), (tokens.second, tokens.wash)]
    pairs += [(tokens.accent, tokens.wash), (tokens.accent, tokens.paper)]
    pairs += [(tokens.on_accent, tokens.accent), (tokens.on_accent, tokens.accent_hover)]
    pairs += [(tokens.doubt_text, tokens.doubt_wash), (tokens.danger, tokens.paper)]
    pairs += [(tokens.danger, tokens.danger_wash), (tokens.on_doubt, tokens.nuisance.text)]
    for hue in (tokens.abuse, tokens.threat, tokens.nuisance, tokens.mailing):
        pairs += [(hue.text, hue.wash), (hue.text, tokens.card)]
    low = [(a, b, round(contrast(a, b), 2)) for a, b in pairs if contrast(a, b) < 4.5]
    assert not low


def test_twenty_thousand_paint_calls_keep_none_alive(_prepared):
    image = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    path = QPainterPath()
    path.addRect(QRectF(0, 0, 8, 8))
    before = sys.getrefcount(None)
    for _ in range(20_000):
        painter.setFont(fonts.font(12))
        painter.setPen(QPen(QColor("#123456"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.fillPath(path, QColor("#654321"))
        painter.fillRect(QRectF(0, 0, 4, 4), QColor("#FFFFFF"))
    chip(painter, QPointF(0, 0), "威胁 1", "#000000", "#FFFFFF", dashed=True)
    painter.end()
    assert abs(sys.getrefcount(None) - before) < 2_000


def test_theme_switch_reaches_palette_and_style(_prepared):
    theme.apply("dark")
    assert _prepared.palette().window().color().name().upper() == DARK.paper
    assert DARK.accent in _prepared.styleSheet()
    theme.apply("light")
    assert _prepared.palette().window().color().name().upper() == LIGHT.paper


def test_every_icon_named_in_the_window_is_there():
    names = set()
    for file in GUI.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        names |= set(re.findall(r'Icon(?:Label|Button)\((?:"gui[^"]*", )?"([a-z0-9-]+)"', source))
        names |= set(re.findall(r'TextButton\("[^"]*", "([a-z0-9-]+)"', source))
        names |= set(re.findall(r'icons\.\w+\(painter, "([a-z0-9-]+)"', source))
    assert len(names) > 20
    missing = [n for n in names if not paths.resource("icons", "lucide", f"{n}.svg").is_file()]
    assert not missing
    assert paths.resource("icons", "lucide", "LICENSE-ISC.txt").is_file()


def test_only_the_style_sheet_carries_style():
    carriers = [
        file.name
        for file in GUI.rglob("*.py")
        if "setStyleSheet" in file.read_text(encoding="utf-8")
    ]
    assert carriers == ["theme.py"]


def test_bundled_fonts_draw_chinese(_prepared):
    from PySide6.QtGui import QFontInfo, QRawFont

    assert QFontInfo(fonts.font()).family() == "Noto Sans SC"
    raw = QRawFont.fromFont(fonts.font(14, bold=True))
    assert raw.supportsCharacter(ord("举")) and raw.supportsCharacter(ord("證"))

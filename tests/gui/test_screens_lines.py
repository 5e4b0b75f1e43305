"""The single lines as pictures, to be looked at, beside those of ``test_screens``."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QSize, Qt

from desktop_app.foundation.texts import LANGUAGES
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.texts import language
from desktop_app.gui.theme import theme
from tests.gui.real_window import by_lines, window_on_copy
from tests.gui.test_screens import save
from tests.helpers.doubting import Script, Seen, make_case

Key = Qt.Key
HOME = "你家住几栋几层我都知道"
PAGES = [
    [
        ("other", ["亲，您为什么给差评？"]),
        (
            "other",
            [
                "我知道你是谁",
                Seen(HOME, HOME, HOME.replace("几栋", "儿栋"), again=HOME.replace("几", "儿")),
                "不删差评你等着瞧",
            ],
        ),
        ("self", ["请不要再联系我"]),
        ("other", [Seen("后果自负", "后果自负", "后果负")]),
    ],
    [
        ("other", [Seen("十几个电话找你", "十几个电话找你", "十儿个电话找你")]),
        ("other", ["在的亲", Seen("再过几天就上门", "再过几天就上门", "再过儿天就上门")]),
        ("self", [Seen("tel 0571-8502 找我", "tel 0571-8502 找我", "te1 O571-8502找我")]),
    ],
    [("other", [Seen("只有一次识读的字", "只有一次识读的字", "只有一次识读的字")])],
]


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("案")
    sources = folder / "截 图"
    sources.mkdir()
    script = Script()
    for number, bubbles in enumerate(PAGES):
        script.draw(sources / f"Screenshot_2022062{number}_101500.png", bubbles)
    make_case(folder / "悦享家居售后骚扰.juzheng", sources, script).close()
    return folder / "悦享家居售后骚扰.juzheng"


@pytest.fixture(scope="module")
def called(tmp_path_factory):
    folder = tmp_path_factory.mktemp("案")
    sources = folder / "截 图"
    sources.mkdir()
    script = Script()
    number = Seen("17000002231", "17000002231", "17000002237")
    length = Seen("呼入3分12秒", "呼入3分12秒", "呼入3分12秒")
    rows = [
        (number, "呼入47秒", "2022-06-19 08:02"),
        ("17000002232", "未接来电", "2022-06-19 02:13"),
        ("17000002233", length, "2022-06-18 22:47"),
    ]
    script.draw_calls(sources / "通话.png", rows)
    make_case(folder / "夜间来电.juzheng", sources, script).close()
    return folder / "夜间来电.juzheng"


@pytest.fixture(autouse=True)
def _back_to_usual():
    yield
    language.use("zh-CN")
    theme.apply("light")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 800), (1024, 680)])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_single_lines(lang, mode, size, settings, qtbot, tmp_path, finished):
    language.use(lang)
    theme.apply(mode)
    settings.language, settings.theme, settings.second_reader = lang, mode, False
    shutil.copytree(finished, tmp_path / "案.juzheng")
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.cases.open(tmp_path / "案.juzheng")
    window.page.go(1)
    review = window.page.places["review"]
    lines = review.lines
    qtbot.waitUntil(review.by_line.isVisible)
    qtbot.waitUntil(lambda: review.list.current() is not None)

    def shoot(name):
        qtbot.waitUntil(lambda: bool(lines.page.crop._tiles) and lines.page.crop.arrived())
        qtbot.wait(60)
        rows = [row for row in lines.page.readings.rows if row.isVisible()]
        if rows and not lines.offering:
            gaps = 6 * (len(rows) - 1)
            assert lines.page.readings.height() == sum(row.height() for row in rows) + gaps
        save(window, f"{lang}-{mode}-{size[0]}-100-lines-{name}", 1)
        if size[0] == 1280:
            save(window, f"{lang}-{mode}-{size[0]}-200-lines-{name}", 2)

    review.list.setFocus()
    qtbot.keyClick(review.list, Key.Key_L)
    shoot("three-readings")
    for row in lines.page.readings.rows:
        assert row.height() >= 32
    qtbot.keyClick(lines, Key.Key_1)
    qtbot.keyClick(lines, Key.Key_Return)
    assert lines.offering
    qtbot.waitUntil(lambda: all(crop.arrived() for crop, _ in lines.offer._crops))
    shoot("alike")
    qtbot.keyClick(lines.offer.boxes[0], Key.Key_A)
    qtbot.keyClick(lines, Key.Key_E)
    shoot("typing")
    qtbot.keyClick(lines.page.field, Key.Key_Return)
    shoot("latin")
    qtbot.keyClick(lines, Key.Key_S)
    shoot("one-reading")
    qtbot.keyClick(lines, Key.Key_Return)
    save(window, f"{lang}-{mode}-{size[0]}-100-lines-put-off", 1)
    qtbot.keyClick(lines, Key.Key_Up)
    shoot("checked")
    window.page.session.set_blur(True)
    qtbot.keyClick(lines, Key.Key_Up)
    lines.queue.at = 0
    lines.queue.moved.emit()
    shoot("blurred")
    assert not lines.page.field.isVisible()
    assert window.size() == QSize(*size), "the content forces the window wider"
    window.close()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 800), (1024, 680)])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_of_calls(lang, mode, size, settings, qtbot, tmp_path, called):
    language.use(lang)
    theme.apply(mode)
    settings.language, settings.theme = lang, mode
    window = window_on_copy(called, tmp_path, settings, qtbot)
    window.resize(*size)
    review = window.page.places["review"]
    by_lines(window, qtbot, 2)
    qtbot.waitUntil(lambda: review.list.current() is not None)
    dialog = review.actions_.ask_call()
    save(dialog, f"{lang}-{mode}-{size[0]}-100-call-dialog", 1)
    dialog.reject()
    review.open_lines()
    lines = review.lines
    page = lines.call_page
    for name in ("readings", "alone"):
        qtbot.waitUntil(lambda: bool(page.crop._tiles) and page.crop.arrived())
        qtbot.wait(60)
        assert page.readings.isVisible() is (name == "readings")
        save(window, f"{lang}-{mode}-{size[0]}-100-call-{name}", 1)
        if size[0] == 1280:
            save(window, f"{lang}-{mode}-{size[0]}-200-call-{name}", 2)
        qtbot.keyClick(lines, Key.Key_Down)
    assert window.size() == QSize(*size), "the content forces the window wider"
    window.close()

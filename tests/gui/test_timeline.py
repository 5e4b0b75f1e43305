"""The timeline on a real case: filters, figures that open their rows, the way to the review."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from desktop_app.domain.tags import Scenario
from desktop_app.foundation.texts import LANGUAGES, catalogue
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.models.timeline_model import DayHead, RowRole
from desktop_app.gui.texts import language
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.timeline_chart import bars_of
from desktop_app.tagging.report import DayCount
from tests.gui.review_case import DOUBTED, INSULT, make_case

LEFT = Qt.MouseButton.LeftButton
OUT = Path(__file__).resolve().parents[2] / "build" / "screens"


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("案")
    return make_case(folder / "夜间来电.juzheng", folder / "截 图")


@pytest.fixture
def window(settings, qtbot, tmp_path, finished):
    folder = tmp_path / "夜间来电.juzheng"
    shutil.copytree(finished, folder)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.cases.open(folder)
    window.page.go(2)
    qtbot.waitUntil(lambda: window.page.places["timeline"].facts is not None)
    yield window
    window.close()


@pytest.fixture
def timeline(window):
    return window.page.places["timeline"]


def listed(timeline):
    return [each for each in timeline.list.entries.rows if not isinstance(each, DayHead)]


def texts(timeline):
    model = timeline.list.entries
    rows = [model.index(row).data(RowRole) for row in range(model.rowCount())]
    return [row.entry.text for row in rows if not isinstance(row, DayHead)]


def asked(qtbot, timeline, action):
    """Do something that asks the core again and wait for the answer."""
    before = timeline.facts
    action()
    qtbot.waitUntil(lambda: timeline.facts is not before)


def test_days_and_rows_in_order(timeline):
    heads = [each.day for each in timeline.list.entries.rows if isinstance(each, DayHead)]
    assert heads == ["2022-06-18", "2022-06-19", "2022-06-20", "2022-06-21"]
    assert len(listed(timeline)) == 10
    assert texts(timeline)[0] == INSULT
    first = timeline.list.entries.index(0)
    assert not first.flags() & Qt.ItemFlag.ItemIsEnabled
    assert first.data(Qt.ItemDataRole.DisplayRole) == "2022年6月18日　星期六"


def test_filters_narrow(timeline, qtbot):
    asked(
        qtbot, timeline, lambda: qtbot.mouseClick(timeline.filters.scenarios[Scenario.ABUSE], LEFT)
    )
    assert texts(timeline) == [INSULT]
    asked(
        qtbot, timeline, lambda: qtbot.mouseClick(timeline.filters.scenarios[Scenario.THREAT], LEFT)
    )
    assert not timeline.filters.scenarios[Scenario.ABUSE].isChecked()
    assert DOUBTED in texts(timeline) and "我会投诉" not in texts(timeline)
    asked(qtbot, timeline, timeline.filters.clear)
    timeline.filters.channel.setCurrentIndex(2)
    asked(qtbot, timeline, lambda: timeline.filters.channel.activated.emit(2))
    assert {channel for channel, _ in listed(timeline)} == {"call"}
    asked(qtbot, timeline, timeline.filters.clear)
    timeline.filters.person.setCurrentIndex(2)
    asked(qtbot, timeline, lambda: timeline.filters.person.activated.emit(2))
    assert texts(timeline) == ["请不要再联系我", "我会投诉"]
    asked(qtbot, timeline, timeline.filters.clear)
    asked(qtbot, timeline, lambda: qtbot.keyClicks(timeline.filters.words, "05710000001"))
    assert len(listed(timeline)) == 3
    asked(qtbot, timeline, lambda: qtbot.keyClicks(timeline.filters.words, "x"))
    assert timeline._stack.currentIndex() == 1 and timeline._empty_clear.isVisible()
    asked(qtbot, timeline, lambda: qtbot.mouseClick(timeline._empty_clear, LEFT))
    assert len(listed(timeline)) == 10


def test_figures_open_exactly_their_rows(timeline, qtbot):
    report = timeline.facts.report
    buttons = timeline.figures.buttons
    for name, keys in (
        ("after", report.after_refusal),
        ("night", report.odd_hours),
        ("numbers", [key for each in report.numbers for key in each.keys]),
        ("shortest", [report.shortest.first, report.shortest.second]),
    ):
        assert keys
        qtbot.mouseClick(buttons[name], LEFT)
        assert sorted(listed(timeline)) == sorted(keys)
        assert timeline._only_bar.isVisible()
    assert buttons["shortest"].figure.value == "46 秒"
    assert buttons["numbers"].figure.value == "2"
    assert int(buttons["after"].figure.value) == len(report.after_refusal)
    qtbot.mouseClick(timeline.only_back, LEFT)
    assert len(listed(timeline)) == 10 and not timeline._only_bar.isVisible()


def test_cells_and_bars_open_their_rows(timeline, qtbot):
    cell = next(each for each in timeline.facts.report.hours if each.count == 2)
    box = timeline.heat.cell_box(cell.weekday, cell.hour)
    qtbot.mouseClick(timeline.heat, LEFT, pos=box.center().toPoint())
    assert sorted(listed(timeline)) == sorted(cell.keys)
    timeline.heat.setFocus()
    timeline.show_all()
    qtbot.keyClick(timeline.heat, Qt.Key.Key_Return)
    assert 0 < len(listed(timeline)) < 10
    day = timeline.facts.report.days[-1]
    bar = timeline.chart.bar_box(len(timeline.chart._bars) - 1)
    qtbot.mouseClick(timeline.chart, LEFT, pos=bar.center().toPoint())
    assert sorted(listed(timeline)) == sorted(day.keys)
    timeline.chart.setFocus()
    timeline.chart._over = -1
    qtbot.keyClick(timeline.chart, Qt.Key.Key_Right)
    qtbot.keyClick(timeline.chart, Qt.Key.Key_Space)
    assert sorted(listed(timeline)) == sorted(timeline.facts.report.days[0].keys)


def test_enter_opens_the_entry_in_the_review(window, timeline, qtbot):
    case = window.page.session.case
    row = next(
        row
        for row, key in enumerate(timeline.list.entries.rows)
        if not isinstance(key, DayHead)
        and key[0] == "message"
        and case.message(key[1]).message.text == DOUBTED
    )
    timeline.list.setCurrentIndex(timeline.list.entries.index(row))
    key = timeline.list.current()
    qtbot.keyClick(timeline.list, Qt.Key.Key_Return)
    review = window.page.places["review"]
    qtbot.waitUntil(lambda: review.list.current() is not None and review.list.current().key == key)
    assert window.page.stack.currentWidget() is review


def test_choice_and_place_are_kept_when_the_case_changes(window, timeline, qtbot):
    case = window.page.session.case
    timeline.list.setCurrentIndex(timeline.list.entries.index(4))
    key = timeline.list.current()
    number = next(key for channel, key in listed(timeline) if channel == "message")
    asked(
        qtbot,
        timeline,
        lambda: window.page.session.change(case.review.correct_text(number, "改过的话")),
    )
    assert timeline.list.current() == key
    assert "改过的话" in texts(timeline)


def test_long_stretches_share_bars():
    days = [
        DayCount("2021-01-01", 1, 0, (("message", 1),)),
        DayCount("2022-06-30", 0, 2, (("call", 1),)),
    ]
    bars = bars_of(days)
    assert len(bars) <= 120
    assert sum(bar.messages for bar in bars) == 1 and bars[-1].calls == 2
    assert bars_of([]) == []


@pytest.mark.parametrize("area", ["review", "timeline"])
def test_texts_are_complete(area):
    import re

    own = {
        lang: {k: v for k, v in catalogue(lang).items() if k.startswith(f"{area}.")}
        for lang in LANGUAGES
    }
    holes = re.compile(r"\{(\w+)")
    for lang in ("zh-TW", "en"):
        assert set(own[lang]) == set(own["zh-CN"])
        for key, text in own["zh-CN"].items():
            assert set(holes.findall(text)) == set(holes.findall(own[lang][key])), key
    for lang in ("zh-CN", "zh-TW"):
        assert not [
            key for key, text in own[lang].items() if re.search(r"[\u4e00-\u9fff][,;:!?]", text)
        ]
    gui = Path(__file__).resolve().parents[2] / "desktop_app" / "gui"
    used = set()
    for file in gui.rglob("*.py"):
        found = re.findall(rf'"({area}\.[a-z0-9_.]+)"', file.read_text(encoding="utf-8"))
        used |= set(found)
    assert len(used) > 15
    whole = {key for key in used if not any(k.startswith(f"{key}.") for k in own["zh-CN"])}
    assert not [key for key in whole if key not in own["zh-CN"]]


def save(widget, name, scale):
    picture = QPixmap(widget.size() * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    widget.render(picture)
    OUT.mkdir(parents=True, exist_ok=True)
    assert picture.save(str(OUT / f"{name}.png"))
    seen = picture.toImage().scaled(64, 40)
    assert len({seen.pixel(x, y) for x in range(64) for y in range(40)}) > 8


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_views_as_pictures(lang, mode, window, timeline, qtbot):
    language.use(lang)
    theme.apply(mode)
    try:
        for size in ((1280, 800), (1024, 680)):
            window.resize(*size)
            window.page.go(2)
            qtbot.wait(150)
            assert (window.width(), window.height()) == size
            view = window.page.places["review"]
            for scale in (1, 2) if size[0] == 1280 else (1,):
                save(window, f"{lang}-{mode}-{size[0]}-{scale}00-timeline", scale)
            window.page.go(1)
            case = window.page.session.case
            number = next(
                each.id
                for piece in case.evidence()
                for each in case.messages(piece.id)
                if each.message.text == DOUBTED
            )
            view.open_item("message", number)
            qtbot.waitUntil(
                lambda view=view, number=number: (
                    view.list.current() is not None
                    and view.list.current().key == ("message", number)
                    and bool(view.pane.picture._store._images)
                )
            )
            qtbot.wait(200)
            for scale in (1, 2) if size[0] == 1280 else (1,):
                save(window, f"{lang}-{mode}-{size[0]}-{scale}00-review", scale)
    finally:
        language.use("zh-CN")
        theme.apply("light")

"""Every view as a picture, to be looked at: build/screens/<language>-<theme>-<scale>-<view>.png."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from desktop_app.domain.drawn import AreaUse
from desktop_app.domain.geometry import Box
from desktop_app.foundation.progress import CancelToken, NoProgress
from desktop_app.foundation.texts import LANGUAGES
from desktop_app.gui import core, dropping
from desktop_app.gui.lanes import Job
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.texts import language, tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.box_progress import BoxProgress
from desktop_app.gui.widgets.picture_drawn import rect_of
from desktop_app.gui.widgets.picture_hand import Tool
from tests.gui.drawing_case import FIRST, make_drawing_case
from tests.gui.fake_case import FakeCase, rich_case
from tests.gui.fake_pages import FakePreview
from tests.helpers.missing import MISSED_BOX

OUT = Path(__file__).resolve().parents[2] / "build" / "screens"
HASH = "9f2c71ab04d8e6b57c1f3a92e8d04c6b1a7e5f903d2c48b6e1f07a9c35d8e214"


def save(widget, name, scale, folder=OUT):
    size = widget.size() * scale
    picture = QPixmap(size)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    widget.render(picture)
    folder.mkdir(parents=True, exist_ok=True)
    assert picture.save(str(folder / f"{name}.png"))
    seen = picture.toImage().scaled(64, 40)
    colours = {seen.pixel(x, y) for x in range(64) for y in range(40)}
    assert len(colours) > 8, f"{name} is empty"


@pytest.fixture(autouse=True)
def _back_to_usual():
    yield
    language.use("zh-CN")
    theme.apply("light")


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_view(lang, mode, settings, qtbot, tmp_path, monkeypatch):
    language.use(lang)
    theme.apply(mode)
    settings.language, settings.theme = lang, mode
    case = rich_case(tmp_path / "悦享家居售后骚扰.juzheng")
    case.gaps = [
        SimpleNamespace(state="missing", name="邮寄物", next_step="拍下包裹、面单和里面的东西。"),
        SimpleNamespace(state="missing", name="举证号", next_step="在旺旺聊天页生成，截图放入。"),
    ]
    monkeypatch.setattr(core, "open_case", lambda folder, settings: case)
    monkeypatch.setattr(core, "preview", FakePreview)
    other = FakeCase(tmp_path / "快递柜纠纷.juzheng")
    settings.recent_cases = [str(other.folder), str(tmp_path / "已移走的案件.juzheng")]
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()

    def shoot(name, widget=None):
        for scale in (1, 2):
            save(widget or window, f"{lang}-{mode}-{scale}00-{name}", scale)

    def wait(ms=60):
        qtbot.wait(ms)

    shoot("start")
    window.start.offer([tmp_path / f"{n}.png" for n in range(12)])
    wait()
    shoot("start-dropped")
    window.cases.open(case.folder)
    page = window.page
    case.intake.say(
        total=23,
        done=13,
        stage="reading",
        subject="微信图片_20220619.png",
        remaining_s=20.0,
        duplicates=(("a.png", "1-1"),),
        refused=(("b.png", "picture.broken"),),
    )
    qtbot.waitUntil(lambda: page.evidence.model.rowCount() > 5)
    page.evidence.show_item(1)
    wait(250)
    shoot("evidence")
    page.evidence.grid.verticalScrollBar().setValue(10_000)
    page.evidence.show_item(8)
    case.intake.say(stage="idle", duplicates=(), refused=())
    wait(250)
    shoot("evidence-problem")
    window.page.session.set_blur(True)
    page.evidence.show_item(3)
    page.evidence.grid.verticalScrollBar().setValue(0)
    page.evidence.panel.toggle_withdrawn()
    wait(250)
    shoot("evidence-blurred")
    window.page.session.undo()
    window.page.session.set_blur(False)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in case.pictures])
    window.overlay.say(dropping.described(data), tr("gui.drop.to_case"))
    shoot("drop")
    window.overlay.hide()
    window.toast.hide()
    page.header.search.setText("你")
    qtbot.waitUntil(page.popup.isVisible)
    wait()
    shoot("search")
    page.header.search.clear()
    page.popup.hide()
    page.go(3)
    qtbot.waitUntil(lambda: page.export.preview.model.rowCount() > 0, timeout=4000)
    wait(250)
    shoot("export")
    page.export.run._done(
        SimpleNamespace(
            path=Path("/证据材料/悦享家居-平台-完整版.pdf"), pages=61, sha256=HASH, missing_glyphs=1
        )
    )
    wait()
    shoot("export-done")
    dialogs = {
        "settings": window.commands.settings,
        "details": window.commands.details,
        "verified": lambda: page.export._show_report(
            SimpleNamespace(checked_files=23, checked_rows=412, checked_entries=96, problems=())
        ),
        "verified-bad": lambda: page.export._show_report(
            SimpleNamespace(
                checked_files=23,
                checked_rows=412,
                checked_entries=96,
                problems=(SimpleNamespace(code="original.changed", subject="1-2"),),
            )
        ),
    }
    for name, call in dialogs.items():
        call()
        wait()
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        shoot(f"dialog-{name}", dialog)
        dialog.close()
        wait(20)
    window.close()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1024, 680), (3840, 2160)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_smallest_and_largest_window(lang, size, settings, qtbot, tmp_path, monkeypatch):
    language.use(lang)
    case = rich_case(tmp_path / "悦享家居售后骚扰.juzheng")
    monkeypatch.setattr(core, "open_case", lambda folder, settings: case)
    monkeypatch.setattr(core, "preview", FakePreview)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    save(window, f"{lang}-{size[0]}-start", 1)
    window.cases.open(case.folder)
    page = window.page
    case.intake.say(
        total=23,
        done=13,
        stage="reading",
        subject="微信图片_20220619.png",
        remaining_s=20.0,
        refused=(("b.png", "picture.broken"),),
    )
    qtbot.waitUntil(lambda: page.evidence.model.rowCount() > 5)
    page.evidence.show_item(1)
    qtbot.wait(250)
    save(window, f"{lang}-{size[0]}-evidence", 1)
    page.go(3)
    qtbot.waitUntil(lambda: page.export.preview.model.rowCount() > 0, timeout=4000)
    qtbot.wait(250)
    save(window, f"{lang}-{size[0]}-export", 1)
    assert window.size() == QSize(*size), "the content forces the window wider"
    window.close()


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_empty_case(lang, settings, qtbot, tmp_path, monkeypatch):
    language.use(lang)
    case = FakeCase(tmp_path / "空.juzheng")
    monkeypatch.setattr(core, "open_case", lambda folder, settings: case)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.cases.open(case.folder)
    qtbot.wait(120)
    save(window, f"{lang}-light-100-empty", 1)
    window.page.go(3)
    qtbot.wait(800)
    save(window, f"{lang}-light-100-export-empty", 1)
    window.close()


@pytest.fixture(scope="module")
def drawing_case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("案")
    return make_drawing_case(folder / "夜间来电.juzheng", folder / "截 图")


@pytest.mark.slow
@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize(
    ("lang", "mode"), [("zh-CN", "light"), ("zh-CN", "dark"), ("zh-TW", "light"), ("en", "light")]
)
def test_tools_on_the_picture(lang, mode, settings, qtbot, tmp_path, drawing_case):
    language.use(lang)
    theme.apply(mode)
    settings.language, settings.theme, settings.second_reader = lang, mode, False
    folder = tmp_path / "夜间来电.juzheng"
    shutil.copytree(drawing_case, folder)
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.cases.open(folder)
    window.page.go(1)
    review = window.page.places["review"]
    session = window.page.session
    case, picture = session.case, review.pane.picture
    first = next(piece for piece in case.evidence() if piece.name == FIRST)
    review.open_item("evidence", first.id)
    qtbot.waitUntil(lambda: review.page is not None and review.page.evidence.id == first.id)
    qtbot.waitUntil(lambda: review.list.current() is not None)
    views = [each for each in case.messages(first.id) if each.message.pieces]

    def shoot(name, widget=None):
        qtbot.wait(200)
        for scale in (1, 2):
            save(widget or window, f"{lang}-{mode}-{scale}00-review-{name}", scale)

    spoken = [("message", each.id) for each in views[-3:]]
    hand = picture.hand
    one, other = hand.text.ends(spoken[0])[0], hand.text.ends(spoken[1])[1]
    hand._from, hand._to = type(one)(one.order, 5), type(one)(other.order, 4)
    hand._show()
    shoot("selecting")
    menu = review.drawing.show_entry_menu(window.mapToGlobal(window.rect().center()))
    shoot("entry-menu", menu)
    menu.close()
    review.list.choose(spoken[0])
    menu = review.actions_.show_speaker_menu(window.mapToGlobal(window.rect().center()))
    shoot("speaker-menu", menu)
    menu.close()
    hand.take(Tool.READ)
    case.boxes.read(first, MISSED_BOX, NoProgress(), CancelToken())
    job = Job(window)
    hand.item.set_pending([Box(100, 950, 800, 180)])
    BoxProgress(picture, rect_of(Box(100, 950, 800, 180)), job)
    qtbot.waitUntil(lambda: len(review.page.drawn.areas) == 1)
    hand.item.set_pending([Box(100, 950, 800, 180)])
    shoot("reading")
    job.failed.emit(tr("errors.region.no_text"))
    shoot("not-read")
    hand.take(Tool.IGNORE)
    case.drawing.ignore([first.id], Box(0, 60, 1080, 150)).result()
    qtbot.waitUntil(lambda: len(review.page.drawn.areas) == 2)
    hand.item.show_band(QRectF(150, 920, 800, 200), AreaUse.IGNORE)
    shoot("ignoring")
    review.drawing._ask_where(Box(150, 920, 800, 200), (first.id, first.id + 1))
    menu = next(
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, QMenu) and each.isVisible()
    )
    shoot("ignore-menu", menu)
    menu.close()
    case.drawing.split(spoken[0][1], 5).result()
    qtbot.waitUntil(lambda: len(review.model.entries) > len(views) + 1)
    window.resize(1024, 680)
    shoot("small")
    window.close()

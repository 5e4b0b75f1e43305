"""The window with real events: keys, clicks, drops and pastes, on an invented case."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDialog

from desktop_app.foundation import settings as store
from desktop_app.foundation.errors import JuzhengError
from desktop_app.foundation.settings import Settings
from desktop_app.gui import core, dropping
from desktop_app.gui.main_window import LEAST, MainWindow
from desktop_app.gui.texts import language
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.recent_list import RecentRow
from tests.gui.events import drop, files_data
from tests.gui.fake_case import FakeCase, rich_case
from tests.gui.fake_pages import FakePreview

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def made(monkeypatch, tmp_path):
    """Cases that were created or opened, by folder."""
    cases = {}

    def create(folder, details, settings):
        cases[folder] = FakeCase(folder)
        cases[folder].info = details
        return cases[folder]

    def open_(folder, settings):
        if not (folder / "case.sqlite").exists():
            raise JuzhengError("case.not_a_case")
        if folder not in cases:
            cases[folder] = rich_case(folder)
        return cases[folder]

    monkeypatch.setattr(core, "create_case", create)
    monkeypatch.setattr(core, "open_case", open_)
    monkeypatch.setattr(core, "preview", FakePreview)
    return cases


@pytest.fixture
def window(settings, qtbot, made):
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    language.use("zh-CN")
    theme.apply("light")


@pytest.fixture
def opened(window, qtbot, tmp_path):
    folder = tmp_path / "悦享.juzheng"
    rich_case(folder)
    assert window.cases.open(folder)
    qtbot.waitUntil(lambda: window.page.evidence.model.rowCount() == 11)
    return window


def _files(folder, count):
    folder.mkdir(exist_ok=True)
    files = []
    for number in range(count):
        files.append(folder / f"微信图片_{number}.png")
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(number)
        image.save(str(files[-1]))
    return files


def test_three_fields_make_a_case(window, qtbot, made, settings):
    qtbot.keyClicks(window.start.title, "shop harassment: 2022/06?")
    qtbot.keyClicks(window.start.shop, "Some shop")
    qtbot.keyClicks(window.start.order, "2871")
    qtbot.keyClick(window.start.order, Qt.Key.Key_Return)
    ((folder, case),) = made.items()
    assert folder.name == "shop harassment 2022 06.juzheng"
    assert case.info.shop == "Some shop" and case.info.order_no == "2871"
    assert window.page is not None and str(folder) in settings.recent_cases
    assert store.load().recent_cases == [str(folder)]


def test_a_case_needs_a_name(window, qtbot, made):
    qtbot.mouseClick(window.start.make, LEFT)
    assert not made and window.page is None
    assert window.start.title.property("wrong") is True
    assert window.start.title.hasFocus()


def test_files_dropped_on_the_start_page_wait_for_the_new_case(window, qtbot, made, tmp_path):
    files = _files(tmp_path / "in", 3)
    drop(window, files_data(*files))
    assert window.page is None and window.start._kept.isVisible()
    qtbot.keyClicks(window.start.title, "case")
    qtbot.mouseClick(window.start.make, LEFT)
    (case,) = made.values()
    assert case.intake.taken == files


def test_drop_of_files_and_folders_on_a_case(opened, tmp_path):
    files = _files(tmp_path / "in", 2)
    opened.page.go(3)
    drop(opened, files_data(*files, tmp_path / "in"))
    assert opened.page.session.case.intake.taken == [*files, tmp_path / "in"]
    assert opened.page.stack.currentWidget() is opened.page.evidence


def test_paste_of_a_picture_and_of_files(opened, qtbot, tmp_path):
    image = QImage(30, 40, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(opened, Qt.Key.Key_V, CTRL)
    name, data = opened.page.session.case.intake.taken[0]
    assert name.endswith(".png") and data.startswith(b"\x89PNG")
    assert QImage.fromData(data).size() == image.size()
    files = _files(tmp_path / "in", 1)
    QGuiApplication.clipboard().setMimeData(files_data(*files))
    qtbot.keyClick(opened, Qt.Key.Key_V, CTRL)
    assert opened.page.session.case.intake.taken[1] == files[0]


def test_paste_of_words_goes_into_the_field(opened, qtbot):
    opened.page.header.search.setFocus()
    QGuiApplication.clipboard().setText("辱骂")
    qtbot.keyClick(opened.page.header.search, Qt.Key.Key_V, CTRL)
    assert opened.page.header.search.text() == "辱骂"
    assert opened.page.session.case.intake.taken == []


def test_a_dropped_case_folder_is_opened(window, qtbot, tmp_path):
    folder = tmp_path / "另一件.juzheng"
    rich_case(folder)
    drop(window, files_data(folder))
    assert window.page is not None and window.page.session.case.folder == folder


def test_recent_cases_open_are_forgotten_and_hidden(window, qtbot, settings, tmp_path):
    there, gone = tmp_path / "在.juzheng", tmp_path / "不在.juzheng"
    FakeCase(there)
    settings.recent_cases = [str(gone), str(there)]
    window.start.refresh()
    qtbot.wait(20)
    rows = {row.folder: row for row in window.start.findChildren(RecentRow) if row.isVisible()}
    assert not rows[gone].isEnabled() and rows[there].isEnabled()
    window.start.forgotten.emit(gone)
    assert settings.recent_cases == [str(there)]
    settings.show_recent = False
    window.start.refresh()
    qtbot.wait(20)
    assert not [row for row in window.start.findChildren(RecentRow) if row.isVisible()]
    settings.show_recent = True
    window.start.refresh()
    qtbot.wait(20)
    row = next(row for row in window.start.findChildren(RecentRow) if row.isVisible())
    qtbot.mouseClick(row, LEFT)
    assert window.page is not None


def test_a_refused_case_leaves_the_start_page(window, qtbot, tmp_path):
    assert not window.cases.open(tmp_path / "x.juzheng")
    assert window.page is None
    box = next(each for each in window.findChildren(QDialog) if each.isVisible())
    assert box.text()
    box.close()


def test_keys_go_to_places_and_to_search(opened, qtbot):
    qtbot.keyClick(opened, Qt.Key.Key_4, CTRL)
    assert opened.page.stack.currentWidget() is opened.page.export
    qtbot.keyClick(opened, Qt.Key.Key_1, CTRL)
    assert opened.page.stack.currentWidget() is opened.page.evidence
    qtbot.keyClick(opened, Qt.Key.Key_F, CTRL)
    assert opened.page.header.search.hasFocus()
    opened.page.header.search.insert("你")
    qtbot.waitUntil(opened.page.popup.isVisible)
    assert opened.page.popup.model.rowCount() == 4
    qtbot.keyClick(opened.page.header.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(opened.page.popup.chosen) as caught:
        qtbot.keyClick(opened.page.popup.list, Qt.Key.Key_Return)
    assert caught.args[0] == "message"


def test_undo_by_key_takes_back_the_withdrawal(opened, qtbot):
    page = opened.page
    page.evidence.show_item(1)
    qtbot.keyClick(page.evidence.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.session.case.rows[1].withdrawn)
    qtbot.waitUntil(page.header.undo.isEnabled)
    assert opened.toast.isVisible()
    qtbot.keyClick(opened, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not page.session.case.rows[1].withdrawn)


def test_progress_is_shown_where_the_work_is(opened, qtbot):
    intake = opened.page.session.case.intake
    strip = opened.page.evidence.progress
    intake.say(total=23, done=13, stage="reading", subject="a.png", remaining_s=20.0)
    qtbot.waitUntil(strip.isVisible)
    assert "14/23" in strip._words.text() and strip._bar.value() == 13
    qtbot.mouseClick(strip._pause, LEFT)
    intake.say(stage="paused")
    qtbot.waitUntil(lambda: strip._pause.text() == "继续")
    qtbot.mouseClick(strip._pause, LEFT)
    qtbot.mouseClick(strip._cancel, LEFT)
    assert intake.calls == ["pause", "resume", "cancel"]
    intake.say(
        stage="idle", refused=(("坏.png", "picture.broken"),), duplicates=(("b.png", "1-2"),)
    )
    qtbot.waitUntil(lambda: not strip.isVisible())
    report = opened.page.evidence.report
    assert report.isVisible()
    qtbot.mouseClick(report._more, LEFT)
    assert "坏.png" in report._names.text() and "1-2" in report._names.text()


def test_settings_work_at_once(opened, qtbot, settings):
    opened.commands.settings()
    dialog = next(each for each in opened.findChildren(QDialog) if each.isVisible())
    qtbot.mouseClick(dialog.findChild(object, "en"), LEFT)
    assert language.texts.language == "en" and opened.page.rail.buttons["export"].text() == "Export"
    qtbot.mouseClick(dialog.findChild(object, "dark"), LEFT)
    assert theme.tokens.dark
    qtbot.mouseClick(dialog.findChild(object, "blur_abuse"), LEFT)
    assert opened.page.session.hidden(1)
    qtbot.mouseClick(dialog.findChild(object, "second_reader"), LEFT)
    kept = store.load()
    assert (kept.language, kept.theme, kept.blur_abuse, kept.second_reader) == (
        "en",
        "dark",
        True,
        False,
    )
    dialog.close()


def test_details_of_the_case_are_edited(opened, qtbot):
    qtbot.keyClick(opened, Qt.Key.Key_E, CTRL)
    dialog = next(each for each in opened.findChildren(QDialog) if each.isVisible())
    dialog.edits["complainant"].setText("张某某")
    dialog.edits["title"].setText("")
    dialog._keep()
    assert dialog.isVisible(), "a case without a name is not kept"
    dialog.edits["title"].setText("新的名称")
    qtbot.keyClick(dialog.edits["title"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.page.session.case.info.complainant == "张某某")
    qtbot.waitUntil(lambda: "新的名称" in opened.page.header._title.accessibleName())


def test_quick_close_hides_and_releases(opened, qtbot, settings):
    case = opened.page.session.case
    qtbot.keyClick(opened, Qt.Key.Key_X, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert not opened.isVisible() and case.closed
    assert store.load().window_geometry


def test_closing_a_case_goes_back_to_the_start(opened, qtbot):
    case = opened.page.session.case
    qtbot.keyClick(opened, Qt.Key.Key_W, CTRL)
    assert opened.page is None and case.closed and opened.start.isVisible()
    assert not case.subscribers and not case.intake.callbacks


def test_geometry_is_remembered(settings, qtbot, made):
    first = MainWindow(settings)
    qtbot.addWidget(first)
    first.resize(1111, 702)
    first.show()
    first.close()
    second = MainWindow(store.load())
    qtbot.addWidget(second)
    assert second.height() == 702
    broken = MainWindow(Settings(window_geometry="nonsense"))
    qtbot.addWidget(broken)
    assert broken.width() >= LEAST[0]


def test_the_sample_becomes_a_case_in_the_persons_folder(window, made, monkeypatch, tmp_path):
    from desktop_app.gui import case_folders

    files = _files(tmp_path / "bundled", 2)
    monkeypatch.setattr(case_folders, "sample_files", lambda: files)
    window.commands.sample()
    ((folder, case),) = made.items()
    assert "样例" in folder.name
    assert [path.name for path in case.intake.taken] == [file.name for file in files]
    assert all(path.parent != files[0].parent for path in case.intake.taken)


def test_hit_targets_and_names(opened, qtbot):
    from PySide6.QtWidgets import QAbstractButton

    opened.page.evidence.show_item(1)
    qtbot.wait(50)
    for button in opened.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.height() >= 32 and button.width() >= 32, button.text()
            assert button.text() or button.accessibleName() or button.toolTip()


def test_folder_names_are_safe():
    from desktop_app.gui.case_folders import safe_name

    assert safe_name('a/b\\c:d*?"<>|') == "a b c d"
    assert safe_name("   ") == "案件"
    assert safe_name("CON") == "案件 CON"
    assert safe_name("店铺。..") == "店铺。"
    assert len(safe_name("长" * 300)) <= 60
    assert Path(safe_name("../../etc")).name == safe_name("../../etc")


def test_cases_come_and_go_without_traces(window, qtbot, tmp_path, made):
    folders = []
    for number in range(3):
        folders.append(tmp_path / f"{number}.juzheng")
        rich_case(folders[-1])
    for folder in folders * 2:
        assert window.cases.open(folder)
        qtbot.wait(30)
    window.cases.close()
    qtbot.wait(50)
    theme.apply("dark")
    language.use("en")
    qtbot.wait(20)
    assert window.start.make.text() == "Create case"
    assert all(case.closed for case in made.values())


def test_menu_bar_holds_every_command(window):
    from PySide6.QtWidgets import QMenuBar

    bar = QMenuBar(window)
    window.actions_.menu_bar(bar)
    menus = [action.menu() for action in bar.actions()]
    assert [menu.title() for menu in menus] == ["文件", "编辑", "前往"]
    listed = {action.text() for menu in menus for action in menu.actions()}
    assert {"新建案件", "快速关闭", "撤销", "导出", "设置…"} <= listed
    keys = [
        action.shortcut().toString()
        for menu in menus
        for action in menu.actions()
        if not action.shortcut().isEmpty()
    ]
    assert len(keys) == len(set(keys)), "two commands on one key"


def test_a_bare_picture_is_taken_only_by_a_case(window, opened, qtbot):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(1)
    data = files_data()
    data.setImageData(image)
    drop(opened, data)
    assert opened.page.session.case.intake.taken[0][1].startswith(b"\x89PNG")
    opened.cases.close()
    assert not dropping.usable(data, into_case=False)


def test_files_pasted_on_the_start_page_wait_too(window, qtbot, tmp_path):
    QGuiApplication.clipboard().setMimeData(files_data(*_files(tmp_path / "in", 2)))
    qtbot.keyClick(window, Qt.Key.Key_V, CTRL)
    assert window.start._kept.isVisible() and "2" in window.start._kept_text.text()


def test_search_answers_are_blurred_too(opened, qtbot):
    page = opened.page
    page.session.set_blur(True)
    page.header.search.insert("傻货")
    qtbot.waitUntil(page.popup.isVisible)
    text, below = page.popup.model._text(0)
    assert "傻货" not in text and "1-1" in below
    page.session.set_blur(False)
    page.header.search.clear()
    page.header.search.insert("傻货")
    qtbot.waitUntil(lambda: "傻货" in page.popup.model._text(0)[0])


def test_an_empty_case_asks_for_evidence_first(window, qtbot, made):
    qtbot.keyClicks(window.start.title, "empty")
    qtbot.mouseClick(window.start.make, LEFT)
    page = window.page
    assert page.evidence.empty.isVisible() and page.evidence.empty.hasFocus()
    page.go(3)
    qtbot.waitUntil(lambda: page.export.readiness._card is not None)
    assert not page.export.go.isEnabled() and not page.export.pack.isEnabled()

"""The window on the real core: dropped files are read by workers, changed, exported, verified."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog

from desktop_app.domain.case import EvidenceState
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.models.evidence_model import FactsRole
from tests.gui.events import drop, files_data
from tests.helpers.screens import chat_png

TABLE = (
    "序号,通话起始时间,通话时长,呼叫类型,对方号码,通话地点\n"
    "1,2022-06-19 02:13:05,47秒,被叫,05710000001,杭州\n"
    "2,2022-06-18 15:02:11,1分4秒,主叫,05710000001,杭州\n"
)
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.slow
def test_drop_read_withdraw_undo_export_verify(settings, qtbot, tmp_path):
    folder = tmp_path / "截 图"
    folder.mkdir()
    chat_png(
        folder / "Screenshot_20220618_234712.png",
        [("other", "你这个傻逼不删差评你等着"), ("self", "请不要再联系我")],
    )
    (folder / "详单.csv").write_bytes(TABLE.encode("gb18030"))
    (folder / "坏.png").write_bytes(b"\x89PNG\r\n\x1a\nrubbish")
    settings.second_reader = False
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    drop(window, files_data(folder))
    qtbot.keyClicks(window.start.title, "night calls")
    qtbot.mouseClick(window.start.make, LEFT)
    page = window.page
    case, model = page.session.case, page.evidence.model

    def states():
        return sorted(row.state.value for row in model.evidence(model.desk.ids))

    qtbot.waitUntil(lambda: states() == ["ready", "ready", "refused"], timeout=120_000)
    assert [section.key for section in model.desk.sections] == ["1", "2", "problem"]
    chat = next(row for row in model.evidence(model.desk.ids) if row.width)
    row = model.row_of(chat.id)
    qtbot.waitUntil(
        lambda: (
            model.index(row).data(FactsRole) is not None
            and model.index(row).data(FactsRole).tags != ()
        )
    )
    assert not model.index(row).data(FactsRole).picture.isNull()
    assert page.rail.buttons["review"]._badge or "review" not in page.places

    page.evidence.show_item(chat.id)
    assert chat.sha256 == page.evidence.panel._hash.text()
    qtbot.keyClick(page.evidence.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: case.evidence_one(chat.id).withdrawn)
    qtbot.waitUntil(page.header.undo.isEnabled)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not case.evidence_one(chat.id).withdrawn)
    broken = next(r for r in case.evidence() if r.state is EvidenceState.REFUSED)
    page.evidence.show_item(broken.id)
    qtbot.waitUntil(page.evidence.panel._problem.isVisible)
    assert "{" not in page.evidence.panel._problem_text.text()

    qtbot.keyClick(window, Qt.Key.Key_4, CTRL)
    pages = page.export.preview.model
    qtbot.waitUntil(lambda: pages.rowCount() > 3, timeout=60_000)
    qtbot.waitUntil(lambda: bool(pages._images), timeout=30_000)
    image: QImage = next(iter(pages._images.values()))
    assert image.width() == pages.pixels
    target = tmp_path / "材 料.pdf"
    page.export.export_to(target)
    qtbot.waitUntil(page.export.run._result.isVisible, timeout=60_000)
    assert target.read_bytes().startswith(b"%PDF")
    page.export.check_integrity()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)))
    dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
    dialog.close()
    window.close()
    assert not (case.folder / "LOCK").is_file() or _can_be_opened(case.folder)


def _can_be_opened(folder):
    from desktop_app.app.context import OpenCase

    with OpenCase.open(folder) as again:
        return len(again.evidence()) == 3

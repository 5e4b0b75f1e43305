"""The grid of evidence: places, keys, selection, and ten thousand pieces."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from desktop_app.domain.case import ChangeSet
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.gui.bridge import Session
from desktop_app.gui.delegates.evidence_card import eye_of
from desktop_app.gui.models.sections import laid_out
from desktop_app.gui.views.evidence import EvidenceView
from tests.gui.fake_case import FakeCase, rich_case


@pytest.fixture
def rich(settings, qtbot, tmp_path):
    case = rich_case(tmp_path / "a.juzheng")
    session = Session(case, settings)
    view = EvidenceView(session)
    qtbot.addWidget(view)
    view.resize(1080, 740)
    view.show()
    view.refresh(None)
    session.changed.connect(view.refresh)
    qtbot.waitUntil(lambda: view.model.rowCount() == 11)
    yield view
    session.close()


def _numbers(view):
    return [row.number for row in view.model.evidence(view.model.desk.ids)]


def test_groups_come_in_exhibit_order_then_what_waits(rich):
    assert _numbers(rich)[:7] == ["1-1", "1-2", "1-3", "1-4", "2-1", "2-2", "3-1"]
    keys = [section.key for section in rich.model.desk.sections]
    assert keys == ["1", "2", "3", "problem", "waiting", "withdrawn"]
    assert [section.count for section in rich.model.desk.sections] == [4, 2, 1, 1, 2, 1]


def test_groups_of_two_digits_keep_their_order(tmp_path, _prepared):
    case = FakeCase(tmp_path / "b.juzheng")
    for group in (1, 2, 9, 10, 11):
        case.add(f"{group}-1", EvidenceKind.CHAT, f"{group}.png", None)
    assert [s.key for s in laid_out(case.evidence()).sections] == ["1", "2", "9", "10", "11"]


def test_every_cell_is_found_where_it_is_painted(rich):
    grid = rich.grid
    for row in range(rich.model.rowCount()):
        index = rich.model.index(row)
        grid.scrollTo(index)
        box = grid.visualRect(index)
        assert grid.viewport().rect().contains(box.center())
        assert grid.indexAt(box.center()) == index
    assert not grid.indexAt(QPoint(5, 5)).isValid() or grid.verticalOffset()


def test_arrow_keys_follow_the_picture(rich, qtbot):
    grid = rich.grid
    grid.setCurrentIndex(rich.model.index(0))
    columns = grid._columns
    assert columns == 4
    for key, number in (
        (Qt.Key.Key_Right, "1-2"),
        (Qt.Key.Key_Down, "2-2"),
        (Qt.Key.Key_Down, "3-1"),
        (Qt.Key.Key_Up, "2-1"),
        (Qt.Key.Key_Left, "1-4"),
        (Qt.Key.Key_Home, "1-1"),
    ):
        qtbot.keyClick(grid, key)
        assert rich.model.evidence(rich.chosen())[0].number == number


def test_shift_and_ctrl_choose_several(rich, qtbot):
    grid = rich.grid
    at = [grid.visualRect(rich.model.index(row)).center() for row in range(4)]
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(grid.viewport(), left, pos=at[0])
    QTest.mouseClick(grid.viewport(), left, Qt.KeyboardModifier.ShiftModifier, at[2])
    assert len(rich.chosen()) == 3
    QTest.mouseClick(grid.viewport(), left, Qt.KeyboardModifier.ControlModifier, at[1])
    assert [row.number for row in rich.model.evidence(rich.chosen())] == ["1-1", "1-3"]
    assert "2" in rich.panel._head.text()


def test_delete_withdraws_and_can_be_undone(rich, qtbot):
    rich.show_item(2)
    qtbot.keyClick(rich.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: rich.model.desk.sections[-1].count == 2)
    rich._session.undo()
    qtbot.waitUntil(lambda: rich.model.desk.sections[-1].count == 1)
    assert _numbers(rich)[1] == "1-2"


def test_enter_and_double_click_open_the_review(rich, qtbot):
    rich.show_item(3)
    with qtbot.waitSignal(rich.openItem) as caught:
        qtbot.keyClick(rich.grid, Qt.Key.Key_Return)
    assert caught.args == ["evidence", 3]
    box = rich.grid.visualRect(rich.model.index(0))
    QTest.mouseClick(rich.grid.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    with qtbot.waitSignal(rich.openItem) as caught:
        QTest.mouseDClick(rich.grid.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert caught.args == ["evidence", 1]


def test_place_and_selection_stay_when_pieces_arrive(rich, qtbot):
    rich.show_item(7)
    bar = rich.grid.verticalScrollBar()
    bar.setValue(120)
    for extra in range(3):
        new = rich._session.case.add("", EvidenceKind.CHAT, f"neu{extra}.png", None)
    rich._session.case.tell(ChangeSet("evidence.taken", evidence=frozenset({new}), structure=True))
    qtbot.waitUntil(lambda: rich.model.rowCount() == 14)
    assert rich.chosen() == [7]
    assert bar.value() == 120


def test_blur_hides_pictures_until_asked(rich, qtbot):
    session = rich._session
    qtbot.waitUntil(lambda: 1 in rich.model._facts)

    def picture():
        pixmap = QPixmap(rich.grid.viewport().size())
        rich.grid.viewport().render(pixmap)
        card = rich.grid.visualRect(rich.model.index(0)).adjusted(8, 8, -8, -8)
        return pixmap.toImage().copy(card)

    plain = picture()
    session.set_blur(True)
    qtbot.wait(20)
    blurred = picture()
    assert blurred != plain
    eye = eye_of(rich.grid.visualRect(rich.model.index(0)))
    QTest.mouseClick(rich.grid.viewport(), Qt.MouseButton.LeftButton, pos=eye.center())
    qtbot.wait(20)
    assert picture() == plain
    session.set_blur(True)
    qtbot.wait(20)
    assert picture() == blurred
    rich.show_item(1)
    assert rich.panel._reveal.isVisible()
    qtbot.mouseClick(rich.panel._reveal, Qt.MouseButton.LeftButton)
    rich.grid.clearSelection()
    rich.grid.setCurrentIndex(rich.model.index(4))
    rich.grid.verticalScrollBar().setValue(0)
    qtbot.wait(20)
    assert picture() == plain


def test_kind_and_note_are_kept(rich, qtbot):
    rich.show_item(2)
    panel = rich.panel
    panel._note.setFocus()
    qtbot.keyClicks(panel._note, "from my phone")
    rich.grid.setFocus()
    qtbot.waitUntil(lambda: rich._session.case.rows[2].note == "from my phone")
    panel._kind.setCurrentIndex(1)
    panel._kind.activated.emit(1)
    qtbot.waitUntil(lambda: rich._session.case.rows[2].kind is EvidenceKind.SMS)


def test_a_note_goes_to_the_piece_it_was_typed_for(rich, qtbot):
    rich.show_item(2)
    rich.panel._note.setFocus()
    qtbot.keyClicks(rich.panel._note, "two")
    rich.show_item(3)
    qtbot.wait(50)
    assert rich._session.case.rows[2].note == "two"
    assert rich._session.case.rows[3].note == ""
    assert rich.panel._note.toPlainText() == ""


def test_ten_thousand_pieces_stay_fluid(settings, qtbot, tmp_path):
    case = FakeCase(tmp_path / "c.juzheng", count=10_000)
    asked = []
    plain = case.messages
    case.messages = lambda evidence_id: asked.append(evidence_id) or plain(evidence_id)
    session = Session(case, settings)
    view = EvidenceView(session)
    qtbot.addWidget(view)
    view.resize(1280, 800)
    view.show()
    view.refresh(None)
    qtbot.waitUntil(lambda: view.model.rowCount() == 10_000)
    qtbot.wait(200)
    assert len(set(asked)) < 60, "only cards in sight are read"
    asked.clear()
    bar = view.grid.verticalScrollBar()
    began = time.perf_counter()
    for step in range(40):
        bar.setValue(bar.maximum() * step // 40)
        view.grid.viewport().repaint()
    spent = time.perf_counter() - began
    assert view.grid._visible_rows()[-1] > 9_000
    qtbot.wait(300)
    assert len(asked) < 160, "what only flew by is not read"
    print(f"40 repaints over 10,000 cards: {spent * 1000:.0f} ms")
    began = time.perf_counter()
    for width in range(900, 1300, 40):
        view.resize(width, 800)
        qtbot.wait(1)
    print(f"10 resizes: {(time.perf_counter() - began) * 1000:.0f} ms")
    session.close()

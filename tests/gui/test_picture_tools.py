"""Tools on the picture with a real mouse: select and copy, read a box, ignore, cut and join."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.domain.drawn import AreaUse
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import Side
from desktop_app.domain.transcript import Speaker
from desktop_app.gui.models.transcript_model import Show
from desktop_app.gui.widgets.box_progress import BoxProgress
from desktop_app.gui.widgets.picture_hand import Tool
from tests.gui.drawing_case import (
    ASKED,
    FIRST,
    INSULT,
    PARCEL,
    SECOND,
    make_drawing_case,
)
from tests.gui.real_window import window_on_copy
from tests.helpers.missing import MISSED, MISSED_BOX

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("案")
    return make_drawing_case(folder / "夜间来电.juzheng", folder / "截 图")


@pytest.fixture
def window(settings, qtbot, tmp_path, finished):
    window = window_on_copy(finished, tmp_path, settings, qtbot)
    review = window.page.places["review"]
    qtbot.waitUntil(lambda: review.model.rowCount() > 0)
    first = next(each for each in window.page.session.case.evidence() if each.name == FIRST)
    review.open_item("evidence", first.id)
    qtbot.waitUntil(lambda: review.page is not None and review.page.evidence.id == first.id)
    qtbot.waitUntil(lambda: review.list.current() is not None)
    yield window
    window.close()


@pytest.fixture
def picture(review):
    return review.pane.picture


def shown(review):
    """Return the spoken words as listed."""
    entries = review.model.entries.values()
    return [each.text for each in entries if each.speaker is not Speaker.SYSTEM]


def open_text(review):
    """Return the words of the open entry, or None."""
    current = review.list.current()
    return None if current is None else current.text


def entry(review, text):
    return next(each for each in review.model.entries.values() if each.text == text)


def on_view(picture, x, y):
    return QPointF(picture.mapFromScene(QPointF(x, y)))


def mouse(picture, kind, at, button=LEFT, held=LEFT):
    viewport = picture.viewport()
    place = QPointF(viewport.mapToGlobal(at.toPoint()))
    QApplication.sendEvent(viewport, QMouseEvent(kind, at, place, button, held, NONE))


def drag(picture, start, end):
    """Press at one point of the picture and release at another."""
    one, other = on_view(picture, *start), on_view(picture, *end)
    mouse(picture, QEvent.Type.MouseButtonPress, one)
    for step in (0.3, 0.7, 1.0):
        mouse(picture, QEvent.Type.MouseMove, one + (other - one) * step, Qt.MouseButton.NoButton)
    mouse(picture, QEvent.Type.MouseButtonRelease, other, held=Qt.MouseButton.NoButton)


def draw(picture, box):
    drag(picture, (box.x, box.y), (box.right, box.bottom))


def hover(picture, x, y):
    none = Qt.MouseButton.NoButton
    mouse(picture, QEvent.Type.MouseMove, on_view(picture, x, y), none, none)
    return picture.viewport().cursor().shape()


def before_char(view, number):
    """Return a point of the picture just right of a character border of a message."""
    message = view.view.message
    piece = next(p for p in message.pieces if p.start <= number <= p.end)
    return piece.edges[number - piece.start] + 1, piece.box.y + piece.box.h // 2


def press(qtbot, review, key, modifier=NONE):
    qtbot.keyClick(review.list, key, modifier)


def menu_shown(qtbot):
    """Wait for an open menu and return it."""

    def shown():
        every = QApplication.topLevelWidgets()
        return next((w for w in every if isinstance(w, QMenu) and w.isVisible()), None)

    qtbot.waitUntil(lambda: shown() is not None)
    return shown()


def pick(menu, text):
    """Choose a line of an open menu by its first words."""
    action = next(each for each in menu.actions() if each.text().startswith(text))
    assert action.isEnabled(), text
    action.trigger()
    menu.close()


# ---------------------------------------------------------------------- words


def test_dragging_over_words_selects_them_and_copies(review, picture, qtbot):
    view = entry(review, INSULT)
    drag(picture, before_char(view, 2), before_char(view, 5))
    assert review.pane.picture.hand.copied() == INSULT[2:5]
    assert review.list.current().key == view.key
    assert review.list.span() == (2, 5), "the transcript shows the same words"
    press(qtbot, review, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == INSULT[2:5]
    drag(picture, before_char(view, 5), before_char(view, 2))
    assert picture.hand.copied() == INSULT[2:5], "backwards too"


def test_a_selection_goes_over_messages_and_ends_at_the_nearest_words(review, picture, qtbot):
    one, three = entry(review, INSULT), entry(review, PARCEL)
    x, y = before_char(three, 4)
    drag(picture, before_char(one, 5), (x, y + 90))
    assert picture.hand.copied() == f"{INSULT[5:]}\n{ASKED}\n{PARCEL[:4]}"
    assert picture.hand.span() is None and review.list.span() is None
    press(qtbot, review, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().splitlines()[1] == ASKED


def test_a_double_click_selects_a_message_and_a_click_elsewhere_nothing(review, picture, qtbot):
    view = entry(review, ASKED)
    at = on_view(picture, *before_char(view, 3)).toPoint()
    qtbot.mouseDClick(picture.viewport(), LEFT, pos=at)
    assert picture.hand.copied() == ASKED
    assert review.list.span() == (0, len(ASKED))
    before = picture.factor()
    qtbot.mouseClick(picture.viewport(), LEFT, pos=on_view(picture, 500, 1100).toPoint())
    assert picture.hand.copied() == ""
    press(qtbot, review, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == ASKED, "then the open entry is copied"
    qtbot.mouseDClick(picture.viewport(), LEFT, pos=on_view(picture, 500, 1100).toPoint())
    assert picture.factor() != before, "beside the words it still zooms"


def test_dragging_beside_words_moves_the_picture(review, picture):
    picture.actual()
    bar = picture.verticalScrollBar()
    before = bar.value()
    middle = picture.mapToScene(picture.viewport().rect().center())
    quiet = next(
        (x, y)
        for y in range(int(middle.y()), int(middle.y()) + 300, 10)
        for x in range(int(middle.x()) - 50, int(middle.x()) + 50, 10)
        if picture.hand.text.at(x, y) is None
    )
    drag(picture, quiet, (quiet[0], quiet[1] - 120))
    assert bar.value() != before
    assert picture.hand.copied() == ""


def test_blurred_words_can_not_be_selected(window, review, picture):
    view = entry(review, INSULT)
    window.page.session.set_blur(True)
    drag(picture, before_char(view, 2), before_char(view, 5))
    assert picture.hand.copied() == ""


def test_the_pointer_and_the_buttons_tell_the_tool(review, picture, qtbot):
    view = entry(review, INSULT)
    assert hover(picture, *before_char(view, 3)) is Qt.CursorShape.IBeamCursor
    assert hover(picture, 500, 1150) is Qt.CursorShape.ArrowCursor
    box = view.box
    assert hover(picture, box.x + 5, box.y + 5) is Qt.CursorShape.PointingHandCursor
    for key, tool in ((Key.Key_B, Tool.READ), (Key.Key_I, Tool.IGNORE), (Key.Key_V, Tool.SELECT)):
        press(qtbot, review, key)
        assert picture.hand.tool is tool
        assert [t for t, button in review.pane.tools.items() if button.isChecked()] == [tool]
    qtbot.mouseClick(review.pane.tools[Tool.READ], LEFT)
    assert hover(picture, *before_char(view, 3)) is Qt.CursorShape.CrossCursor
    press(qtbot, review, Key.Key_Escape)
    assert picture.hand.tool is Tool.SELECT
    for button in review.pane.tools.values():
        assert button.toolTip() and button.accessibleName() == button.toolTip()


# ---------------------------------------------------------------------- reading a box


def test_a_missed_message_is_read_in_a_drawn_box_and_undone(window, review, picture, case, qtbot):
    before = shown(review)
    assert MISSED not in before
    press(qtbot, review, Key.Key_B)
    draw(picture, MISSED_BOX)
    chip = next(iter(picture.viewport().findChildren(BoxProgress)))
    assert chip.isVisible() and chip.reading
    assert picture.viewport().rect().contains(chip.geometry())
    qtbot.waitUntil(lambda: MISSED in shown(review), timeout=60_000)
    qtbot.waitUntil(lambda: open_text(review) == MISSED)
    assert not picture.viewport().findChildren(BoxProgress) or not chip.isVisible()
    (area,) = case.drawn(review.page.evidence.id).areas
    assert area.use is AreaUse.READ
    assert abs(area.box.x - MISSED_BOX.x) < 4 and abs(area.box.h - MISSED_BOX.h) < 6
    press(qtbot, review, Key.Key_S)
    qtbot.waitUntil(lambda: entry(review, MISSED).speaker is Speaker.SELF)
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: entry(review, MISSED).speaker is Speaker.OTHER)
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown(review) == before)
    press(qtbot, review, Key.Key_Escape)
    qtbot.waitUntil(lambda: case.boxes._pool is None)


def test_a_box_without_words_says_so_beside_it_and_a_click_is_no_box(review, picture, qtbot):
    press(qtbot, review, Key.Key_B)
    qtbot.mouseClick(picture.viewport(), LEFT, pos=on_view(picture, 500, 1100).toPoint())
    assert not review.drawing.jobs
    draw(picture, Box(200, 1000, 500, 100))
    (chip,) = picture.viewport().findChildren(BoxProgress)
    qtbot.waitUntil(lambda: not chip.reading, timeout=60_000)
    assert "没有读到新的文字" in chip.words.text()
    assert picture.viewport().rect().contains(chip.geometry())
    qtbot.mouseClick(chip.stop, LEFT)
    assert not chip.isVisible()


def test_a_reading_is_stopped_by_its_button(review, picture, case, qtbot):
    entries = len(case.audit())
    press(qtbot, review, Key.Key_B)
    draw(picture, MISSED_BOX)
    (chip,) = picture.viewport().findChildren(BoxProgress)
    qtbot.mouseClick(chip.stop, LEFT)
    qtbot.waitUntil(lambda: not review.drawing.jobs, timeout=20_000)
    assert len(case.audit()) == entries
    assert MISSED not in shown(review)


# ---------------------------------------------------------------------- ignoring


def test_a_box_is_ignored_here_or_on_all_alike_and_undone(window, review, picture, case, qtbot):
    press(qtbot, review, Key.Key_I)
    box = entry(review, ASKED).box
    wide = Box(box.x - 20, box.y - 10, box.w + 40, box.h + 20)
    draw(picture, wide)
    menu = menu_shown(qtbot)
    assert [each.text() for each in menu.actions()] == [
        "只忽略这张图上的这一处",
        "同样版面的 2 张图都忽略这一处",
    ]
    assert picture.hand.item._band is not None, "the box stays in sight while it is asked"
    pick(menu, "只忽略")
    qtbot.waitUntil(lambda: shown(review) == [INSULT, PARCEL])
    qtbot.waitUntil(lambda: picture.hand.item._band is None)
    assert case.drawn(review.page.evidence.id).areas[0].use is AreaUse.IGNORE
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown(review) == [INSULT, ASKED, PARCEL])
    draw(picture, Box(100, 200, 900, 800))
    pick(menu_shown(qtbot), "同样版面")
    qtbot.waitUntil(lambda: shown(review) == [])
    second = next(each for each in case.evidence() if each.name == SECOND)
    assert case.messages(second.id) == ()
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown(review) == [INSULT, ASKED, PARCEL])
    assert len(case.messages(second.id)) == 2


def test_an_ignored_box_is_taken_back_by_a_click_on_it(review, picture, case, qtbot):
    view = entry(review, ASKED)
    review._show_entry(view.key)
    menu = review.drawing.show_entry_menu(QPoint(5, 5))
    pick(menu, "忽略这一条")
    qtbot.waitUntil(lambda: shown(review) == [INSULT, PARCEL])
    x, y = view.box.x + view.box.w // 2, view.box.y + view.box.h // 2
    qtbot.mouseClick(picture.viewport(), LEFT, pos=on_view(picture, x, y).toPoint())
    pick(menu_shown(qtbot), "不再忽略这里")
    qtbot.waitUntil(lambda: shown(review) == [INSULT, ASKED, PARCEL])
    assert case.drawn(review.page.evidence.id).areas == ()
    assert entry(review, ASKED).key == view.key


# ---------------------------------------------------------------------- cut and join


def test_an_entry_is_cut_at_a_click_and_joined_by_keys(window, review, case, qtbot):
    whole = entry(review, INSULT)
    review._show_entry(whole.key)
    press(qtbot, review, Key.Key_C)
    qtbot.waitUntil(lambda: "先在文字里点一下" in window.toast._text.text())
    index = review.list.currentIndex()
    laid = review.list.paint_entry.laid(index)
    x = laid.text.lineAt(0).cursorToX(5)
    x = x[0] if isinstance(x, tuple) else x
    corner = QPointF(review.list.visualRect(index).topLeft()) + laid.text_at
    point = (corner + QPointF(x + 1, 12)).toPoint()
    qtbot.mouseClick(review.list.viewport(), LEFT, pos=point)
    assert review.list.caret() == 5 and review.list.span() is None
    press(qtbot, review, Key.Key_C)
    parts = [INSULT[:5], INSULT[5:]]
    qtbot.waitUntil(lambda: shown(review)[:2] == parts)
    qtbot.waitUntil(lambda: open_text(review) in parts)
    review._show_entry(entry(review, parts[0]).key)
    press(qtbot, review, Key.Key_M)
    qtbot.waitUntil(lambda: shown(review)[0] == INSULT)
    qtbot.waitUntil(lambda: open_text(review) == INSULT)
    assert case.drawn(review.page.evidence.id).seams == ()
    review._show_entry(entry(review, PARCEL).key)
    press(qtbot, review, Key.Key_M, SHIFT)
    qtbot.waitUntil(lambda: shown(review) == [INSULT, ASKED + PARCEL])
    qtbot.waitUntil(lambda: open_text(review) == ASKED + PARCEL)
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: shown(review) == [INSULT, ASKED, PARCEL])


def test_typed_words_are_cut_at_the_cursor(review, qtbot):
    review._show_entry(entry(review, PARCEL).key)
    press(qtbot, review, Key.Key_E)
    editor = review.list.editor
    for _ in range(len(PARCEL) - 2):
        qtbot.keyClick(editor, Key.Key_Left)
    qtbot.keyClick(editor, Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: shown(review)[2:] == [PARCEL[:2], PARCEL[2:]])
    assert review.list.editor is None


def test_the_menu_of_an_entry_at_a_right_click(review, qtbot):
    review._show_entry(entry(review, ASKED).key)
    index = review.list.currentIndex()
    laid = review.list.paint_entry.laid(index)
    corner = QPointF(review.list.visualRect(index).topLeft()) + laid.text_at
    at = (corner + QPointF(60, 12)).toPoint()
    viewport = review.list.viewport()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, at, viewport.mapToGlobal(at)))
    menu = menu_shown(qtbot)
    texts = [each.text().split("\t")[0] for each in menu.actions() if each.isEnabled()]
    assert {"复制", "从光标处分成两条", "与上一条合并", "与下一条合并"} <= set(texts)
    caret = review.list.caret()
    assert 0 < caret < len(ASKED)
    pick(menu, "从光标处分成两条")
    qtbot.waitUntil(lambda: ASKED[:caret] in shown(review) and ASKED[caret:] in shown(review))


def test_sides_and_the_whole_conversation(review, case, qtbot):
    review._show_entry(entry(review, INSULT).key)
    assert set(review.page.sides.values()) == {Side.LEFT, Side.RIGHT}
    menu = review.actions_.show_speaker_menu(QPoint(5, 5))
    words = [each.text() for each in menu.actions()]
    assert "这张图左边的 2 条" in words and "同一会话 2 张图左右对调" in words
    pick(menu, "同一会话 2 张图左右对调")
    second = next(each for each in case.evidence() if each.name == SECOND)
    qtbot.waitUntil(
        lambda: (
            [v.message.speaker for v in case.messages(second.id)] == [Speaker.SELF, Speaker.OTHER]
        )
    )
    qtbot.waitUntil(lambda: entry(review, INSULT).speaker is Speaker.SELF)
    review._filter(Show.OTHER)
    assert [review.model.entry(row).text for row in range(review.model.rowCount())] == [ASKED]

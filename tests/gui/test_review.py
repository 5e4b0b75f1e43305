"""The review on a real case: what a person does with keys and mouse reaches the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop_app.domain.moment import MomentSource, Precision
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.tags import Scenario, Severity, Verdict
from desktop_app.domain.transcript import Speaker
from desktop_app.gui.delegates.transcript_layout import laid_out
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.models.review_entries import Entry, differences
from desktop_app.gui.models.transcript_model import Show
from desktop_app.gui.theme import theme
from tests.gui.fake_case import said
from tests.gui.real_window import window_on_copy
from tests.gui.review_case import DOUBTED, INSULT, NAME, OTHER_READING, make_case

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("案")
    return make_case(folder / "夜间来电.juzheng", folder / "截 图")


@pytest.fixture
def window(settings, qtbot, tmp_path, finished):
    window = window_on_copy(finished, tmp_path, settings, qtbot)
    review = window.page.places["review"]
    qtbot.waitUntil(lambda: review.model.rowCount() > 0)
    pieces = review.strip.pieces
    qtbot.waitUntil(
        lambda: len(pieces.rows) == 4 and all(row.id in pieces._checks for row in pieces.rows)
    )
    yield window
    window.close()


def find(case, text):
    for piece in case.evidence():
        for view in case.messages(piece.id):
            if view.message.text == text:
                return view
    raise AssertionError(text)


@pytest.fixture
def at(review, case, qtbot):
    """Open the entry with this text and wait for it."""

    def open_text(text):
        view = find(case, text)
        review.open_item("message", view.id)
        qtbot.waitUntil(
            lambda: (
                review.list.current() is not None
                and review.list.current().key == ("message", view.id)
            )
        )
        review.list.setFocus()
        return view.id

    return open_text


def press(qtbot, review, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(review.list, key, modifier)


def target_of(review, what, number=0):
    """Return the viewport point of something to click in the open entry."""
    index = review.list.currentIndex()
    laid = review.list.paint_entry.laid(index)
    found = [each for each in laid.targets if each.what == what][number]
    corner = review.list.visualRect(index).topLeft()
    return (QPointF(corner) + found.box.center()).toPoint()


def drag(review, start, end):
    """Select characters of the open entry with the mouse."""
    index, viewport = review.list.currentIndex(), review.list.viewport()
    laid = review.list.paint_entry.laid(index)
    corner = QPointF(review.list.visualRect(index).topLeft()) + laid.text_at
    places = []
    for number in (start, end):
        x = laid.text.lineAt(0).cursorToX(number)
        places.append(corner + QPointF((x[0] if isinstance(x, tuple) else x) + 1, 12))
    none = Qt.KeyboardModifier.NoModifier
    for kind, place, button, held in (
        (QEvent.Type.MouseButtonPress, places[0], LEFT, LEFT),
        (QEvent.Type.MouseMove, places[1], Qt.MouseButton.NoButton, LEFT),
        (QEvent.Type.MouseButtonRelease, places[1], LEFT, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(
            kind, place, QPointF(viewport.mapToGlobal(place.toPoint())), button, held, none
        )
        QApplication.sendEvent(viewport, event)


def test_entry_lights_its_box_and_a_box_opens_its_entry(review, case, at, qtbot):
    insult = at(INSULT)
    marks = review.pane.picture._marks
    assert marks._chosen == ("message", insult)
    assert review.strip.isVisible()
    mark = next(each for each in marks._marks if each.key == ("message", insult))
    words = [box for box, scenario in mark.words if scenario is Scenario.ABUSE]
    assert len(words) == 1
    assert mark.box.contains(words[0]) and words[0].width() < mark.box.width() / 2
    other = find(case, DOUBTED)
    point = review.pane.picture.mark_at(("message", other.id))
    qtbot.mouseClick(review.pane.picture.viewport(), LEFT, pos=point)
    assert review.list.current().key == ("message", other.id)
    assert marks._chosen == ("message", other.id)


def test_text_is_edited_by_keyboard_and_letters_stay_in_the_editor(review, case, at, qtbot):
    number = at(INSULT)
    press(qtbot, review, Key.Key_E)
    editor = review.list.editor
    assert editor is not None and editor.toPlainText() == INSULT
    qtbot.keyClicks(editor, "arse12")
    assert case.message(number).message.text == INSULT
    assert not case.message(number).counted()
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: case.message(number).message.text == f"{INSULT}arse12")
    qtbot.waitUntil(lambda: review.list.current().text == f"{INSULT}arse12")
    assert case.message(number).read_text == INSULT
    assert review.list.editor is None and review.list.current().key == ("message", number)
    press(qtbot, review, Key.Key_E)
    qtbot.keyClicks(review.list.editor, "no")
    qtbot.keyClick(review.list.editor, Key.Key_Escape)
    assert review.list.editor is None
    assert case.message(number).message.text == f"{INSULT}arse12"


def test_accept_undo_redo_reject(window, review, case, at, qtbot):
    number = at(INSULT)

    def verdicts():
        return {each.verdict for each in case.message(number).counted()}

    press(qtbot, review, Key.Key_A)
    qtbot.waitUntil(lambda: verdicts() == {Verdict.ACCEPTED})
    qtbot.waitUntil(lambda: not review.list.current().open)
    assert all(not chip.open for chip in review.list.current().chips)
    qtbot.waitUntil(window.page.header.undo.isEnabled)
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not verdicts() and review.list.current().open > 0)
    qtbot.keyClick(window, Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: verdicts() == {Verdict.ACCEPTED})
    other = at(DOUBTED)
    press(qtbot, review, Key.Key_R)
    assert case.message(other).suggestions
    qtbot.waitUntil(
        lambda: all(
            each.decision is not None and each.decision.verdict is Verdict.REJECTED
            for each in case.message(other).suggestions
        )
    )
    assert case.message(other).counted() == ()
    qtbot.waitUntil(lambda: not review.list.current().open)
    press(qtbot, review, Key.Key_A)
    qtbot.waitUntil(
        lambda: {each.verdict for each in case.message(other).counted()} == {Verdict.ACCEPTED}
    )


def test_second_reading_is_chosen_by_its_key(review, case, at, qtbot):
    number = at(DOUBTED)
    assert review.list.current().readings() == (DOUBTED, OTHER_READING)
    assert review.list.current().doubts() == ((8, 9),)
    press(qtbot, review, Key.Key_3)
    press(qtbot, review, Key.Key_2)
    qtbot.waitUntil(lambda: case.message(number).message.text == OTHER_READING)
    assert case.message(number).message.status is LineStatus.CORRECTED
    qtbot.waitUntil(lambda: review.list.current().readings() == ())


def test_first_reading_is_chosen_by_a_click(review, case, at, qtbot):
    number = at(DOUBTED)
    qtbot.mouseClick(review.list.viewport(), LEFT, pos=target_of(review, "reading", 0))
    qtbot.waitUntil(lambda: case.message(number).message.status is LineStatus.CORRECTED)
    assert case.message(number).message.text == DOUBTED


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_speaker_of_one_and_of_a_whole_side(review, case, at, qtbot):
    number = at(INSULT)
    press(qtbot, review, Key.Key_S)
    qtbot.waitUntil(lambda: case.message(number).message.speaker is Speaker.SELF)
    qtbot.waitUntil(lambda: review.list.current().speaker is Speaker.SELF)
    assert case.message(number).suggestions == (), "the buyer's own words are never tagged"
    menu = review.actions_.show_speaker_menu(QPoint(5, 5))
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0] == "改为“对方”（只这一条）"
    _, left, right = [each.menu() for each in menu.actions() if each.menu() is not None][:3]
    left.actions()[0].trigger()
    qtbot.waitUntil(lambda: case.message(number).message.speaker is Speaker.OTHER)
    mine = find(case, "请不要再联系我")
    assert mine.message.speaker is Speaker.SELF
    right.actions()[0].trigger()
    qtbot.waitUntil(lambda: case.message(mine.id).message.speaker is Speaker.OTHER)
    menu.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_speaker_of_all_under_one_name_is_one_step(review, case, at, qtbot):
    number, other = at(INSULT), find(case, DOUBTED).id
    courier = find(case, "亲，您的快递已经发出").id

    def speakers():
        return [case.message(each).message.speaker for each in (number, other, courier)]

    menu = review.actions_.show_speaker_menu(QPoint(5, 5))
    named = next(each for each in menu.actions() if each.menu() is not None)
    assert named.text() == f"这张图里“{NAME}”的 2 条"
    named.menu().actions()[1].trigger()
    qtbot.waitUntil(lambda: speakers() == [Speaker.SELF, Speaker.SELF, Speaker.OTHER])
    menu.close()
    case.history.undo().result()
    assert speakers() == [Speaker.OTHER] * 3


def test_enter_goes_to_what_is_left_and_says_when_all_is_done(review, case, at, qtbot):
    at("亲，您的快递已经发出")
    seen = []
    for _ in range(40):
        before = (review._piece, review.list.current().key)
        press(qtbot, review, Key.Key_Return)
        if review.told.isVisible():
            break
        qtbot.waitUntil(
            lambda before=before: (
                review.model.evidence_id == review._piece
                and review.list.current() is not None
                and (review._piece, review.list.current().key) != before
            )
        )
        entry = review.list.current()
        assert entry.to_check
        seen.append(entry.key)
        if entry.doubtful:
            press(qtbot, review, Key.Key_1)
            qtbot.waitUntil(lambda: not review.list.current().doubtful)
        if review.list.current().open:
            press(qtbot, review, Key.Key_A)
        qtbot.waitUntil(lambda: not review.list.current().to_check)
        qtbot.waitUntil(review.strip.pieces.settled)
    assert review.told.isVisible()
    assert len(seen) == len(set(seen)) > 4
    assert case.counts().open_suggestions == 0 and case.counts().doubtful == 0


def test_filters_and_what_was_settled_stays_in_sight(review, at, qtbot):
    at(DOUBTED)
    waiting = review.model.count(Show.CHECK)
    qtbot.mouseClick(review.filters[Show.CHECK], LEFT)
    assert review.model.rowCount() == waiting < len(review.model.entries)
    assert review.list.current().text == DOUBTED
    press(qtbot, review, Key.Key_1)
    press(qtbot, review, Key.Key_A)
    qtbot.waitUntil(lambda: not review.list.current().to_check)
    assert review.model.rowCount() == waiting
    assert review.filters[Show.CHECK]._count == waiting - 1
    qtbot.mouseClick(review.filters[Show.OTHER], LEFT)
    assert all(
        review.model.entry(row).speaker is Speaker.OTHER for row in range(review.model.rowCount())
    )
    qtbot.mouseClick(review.filters[Show.CHECK], LEFT)
    assert review.model.rowCount() == waiting - 1


def test_time_is_set_to_what_is_known(review, case, at, qtbot):
    number = at(INSULT)
    press(qtbot, review, Key.Key_T)
    dialog = next(d for d in review.children() if type(d).__name__ == "TimeDialog")
    dialog.exact.setCurrentIndex(3)
    assert not dialog.time.isEnabled() and dialog.day.isEnabled()
    dialog._keep()
    qtbot.waitUntil(lambda: case.message(number).message.moment.source is MomentSource.PERSON)
    moment = case.message(number).message.moment
    assert moment.precision is Precision.DAY
    assert moment.value == datetime(2022, 6, 18)
    dialog = review.actions_.ask_time()
    dialog.exact.setCurrentIndex(5)
    dialog._keep()
    qtbot.waitUntil(lambda: case.message(number).message.moment is None)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_own_tag_on_selected_words_and_its_removal(review, case, at, qtbot):
    number = at("亲，您的快递已经发出")
    drag(review, 4, 6)
    press(qtbot, review, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "快递"
    menu = review.actions_.show_tag_menu(QPoint(5, 5))
    assert menu.actions()[0].text() == "标记“快递”"
    next(each for each in menu.actions() if each.text() == "邮寄 · 情节严重").trigger()
    qtbot.waitUntil(lambda: case.message(number).added != ())
    added = case.message(number).added[0]
    assert (added.scenario, added.severity) == (Scenario.MAILING, Severity.SERIOUS)
    assert added.spans == ((4, 6),)
    menu.close()
    qtbot.waitUntil(lambda: any(chip.suggestion is None for chip in review.list.current().chips))
    own = next(chip for chip in review.list.current().chips if chip.suggestion is None)
    menu = review.actions_.show_chip_menu(own, QPoint(5, 5))
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: case.message(number).added == ())
    menu.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_one_chip_is_decided_by_its_menu(review, case, at, qtbot):
    number = at(INSULT)
    chips = review.list.current().chips
    opened = []
    review.actions_.show_chip_menu = lambda chip, at: opened.append(chip)
    qtbot.mouseClick(review.list.viewport(), LEFT, pos=target_of(review, "chip", 0))
    assert opened == [chips[0]]
    del review.actions_.show_chip_menu
    menu = review.actions_.show_chip_menu(chips[0], QPoint(5, 5))
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: len(case.message(number).counted()) == 1)
    decided = [each.decision is not None for each in case.message(number).suggestions]
    assert decided.count(True) == 1
    menu.close()


def test_mouse_selects_words(review, at, qtbot):
    at(INSULT)
    index = review.list.currentIndex()
    laid = review.list.paint_entry.laid(index)
    corner = QPointF(review.list.visualRect(index).topLeft())
    line = laid.lines[0].translated(corner)
    for number in range(len(INSULT)):
        x = laid.text.lineAt(0).cursorToX(number)
        x = x[0] if isinstance(x, tuple) else x
        place = QPointF(line.x() + x + 1, line.center().y()) - corner
        assert review.list.paint_entry.offset(index, place) == number


def test_blurred_words_wait_for_a_click(window, review, case, at, qtbot):
    number = at(INSULT)
    window.page.session.set_blur(True)
    index = review.list.currentIndex()
    assert INSULT not in index.data(Qt.ItemDataRole.DisplayRole)
    mark = next(m for m in review.pane.picture._marks._marks if m.key == ("message", number))
    assert mark.hidden
    qtbot.mouseClick(review.list.viewport(), LEFT, pos=target_of(review, "text"))
    assert INSULT in index.data(Qt.ItemDataRole.DisplayRole)
    kind_words = find(case, "亲，您的快递已经发出")
    row = review.model.index(review.model.row_of(("message", kind_words.id)))
    assert "快递" in row.data(Qt.ItemDataRole.DisplayRole)


def test_pages_and_rows_by_keys(review, at, qtbot):
    at(INSULT)
    row = review.list.currentIndex().row()
    press(qtbot, review, Key.Key_J)
    assert review.list.currentIndex().row() == row + 1
    press(qtbot, review, Key.Key_Up)
    assert review.list.currentIndex().row() == row
    piece = review._piece
    press(qtbot, review, Key.Key_PageDown)
    qtbot.waitUntil(lambda: review.model.evidence_id not in (0, piece))
    press(qtbot, review, Key.Key_PageUp)
    qtbot.waitUntil(lambda: review.model.evidence_id == piece)


def test_zoom_by_keys_wheel_fit_and_tiles_arrive(review, at, qtbot):
    at(INSULT)
    picture = review.pane.picture
    qtbot.waitUntil(lambda: bool(picture._store._images))
    image = next(iter(picture._store._images.values()))
    assert not image.isNull()
    before = picture.factor()
    press(qtbot, review, Key.Key_Plus)
    assert picture.factor() == pytest.approx(before * 1.2)
    press(qtbot, review, Key.Key_0)
    assert picture.factor() == pytest.approx(1.0)
    qtbot.mouseClick(review.pane.whole, LEFT)
    assert picture.factor() == pytest.approx(before)


def test_a_picture_of_60000_pixels_is_never_held_whole(review, at, qtbot, tmp_path):
    at(INSULT)
    tiles = []
    for number in range(15):
        file = tmp_path / f"{number}.png"
        image = QImage(1080, 4000, QImage.Format.Format_RGB32)
        image.fill(QColor(240, 240, 16 * number))
        assert image.save(str(file))
        tiles.append((file, 1080, 4000))
    picture, store = review.pane.picture, review.pane.picture._store
    picture.set_picture(tiles)
    review._asked("actual")
    bar = picture.verticalScrollBar()
    for step in range(31):
        bar.setValue(bar.maximum() * step // 30)
        picture.viewport().repaint()
        qtbot.waitUntil(lambda: not store._asked and not store._wanted)
        assert store._bytes <= 160_000_000
    shown = picture.grab().toImage()
    assert shown.pixelColor(shown.width() // 2, 40).blue() == 224, "the last tile is in sight"
    whole = 15 * 1080 * 4000 * 4
    assert sum(each.sizeInBytes() for each in store._images.values()) < whole


def test_refused_piece_says_why_and_can_be_read_again(review, case, qtbot, monkeypatch):
    broken = next(row for row in case.evidence() if row.problem)
    review.open_item("evidence", broken.id)
    qtbot.waitUntil(lambda: review.model.evidence_id == broken.id)
    assert review.empty.isVisible() and "{" not in review.empty.text.text()
    assert review.empty.button.isVisible()
    asked = []
    monkeypatch.setattr(case.intake, "read_again", asked.append)
    qtbot.mouseClick(review.empty.button, LEFT)
    assert asked == [[broken.id]]


def test_calls_of_a_table_are_rows(review, case, qtbot):
    table = next(row for row in case.evidence() if case.calls(row.id))
    call = case.calls(table.id)[0]
    review.open_item("call", call.id)
    qtbot.waitUntil(
        lambda: review.list.current() is not None and review.list.current().key == ("call", call.id)
    )
    assert review.model.rowCount() == 4
    assert not review.pane.isVisible()
    assert "05710000001" in review.list.current().text
    press(qtbot, review, Key.Key_E)
    press(qtbot, review, Key.Key_S)
    assert review.list.editor is None


def test_empty_case(settings, qtbot, tmp_path):
    from desktop_app.app.context import OpenCase
    from desktop_app.domain.case import CaseDetails

    OpenCase.create(tmp_path / "空.juzheng", CaseDetails(title="空")).close()
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    window.cases.open(tmp_path / "空.juzheng")
    window.page.go(1)
    review = window.page.places["review"]
    qtbot.waitUntil(lambda: review.empty.head.text() == "还没有可以核读的证据")
    assert review.empty.isVisible() and not review.pane.isVisible()
    window.page.go(2)
    timeline = window.page.places["timeline"]
    qtbot.waitUntil(lambda: timeline.facts is not None)
    assert timeline._stack.currentIndex() == 1
    window.close()


@pytest.mark.parametrize(
    ("one", "other", "spans"),
    [
        ("傻逼", "傻过", [(1, 2)]),
        ("一样", "一样", []),
        ("你好吗", "你吗", [(1, 2)]),
        ("你吗", "你好吗", [(0, 1)]),
    ],
)
def test_differences(one, other, spans):
    assert differences(one, other) == spans


def test_quoted_words_are_grey_and_said_to_be_quoted(qtbot):
    view = said(Speaker.SELF, "你再投诉试试。😀我不怕你")
    entry = Entry(replace(view, message=replace(view.message, quoted=((0, 8),))))

    def grey_of(entry):
        laid = laid_out(
            entry, 480, selected=False, hidden=False, same_time=False, why=(), tokens=theme.tokens
        )
        assert laid.text is not None
        faint = QColor(theme.tokens.faint)
        spans = [
            (part.start, part.length)
            for part in laid.text.formats()
            if part.format.foreground().color() == faint
        ]
        return spans, "灰字是引用的话" in [text for _, text, _, _ in laid.head]

    assert grey_of(entry) == ([(0, 9)], True), "in UTF-16 units, as Qt counts"
    assert grey_of(Entry(view)) == ([], False)


def test_the_name_on_screen_stands_beside_who_spoke(qtbot):
    def head_of(speaker):
        view = said(speaker, "你等着")
        entry = Entry(replace(view, message=replace(view.message, speaker_name="鹏程瓷砖-豪哥")))
        laid = laid_out(
            entry, 480, selected=False, hidden=False, same_time=False, why=(), tokens=theme.tokens
        )
        return [text for _, text, _, _ in laid.head][:2]

    assert head_of(Speaker.OTHER) == ["对方", "鹏程瓷砖-豪哥"]
    assert "鹏程瓷砖-豪哥" not in head_of(Speaker.SELF)

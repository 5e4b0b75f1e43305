"""Doubtful rows of calls in the queue, by real keys on a real case."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.moment import MomentSource, Precision
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.transcript import Direction
from tests.gui.real_window import by_lines, window_on, window_on_copy
from tests.helpers.doubting import Script, Seen, make_case

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NUMBER = Seen("17000002231", "17000002231", "17000002237")
LENGTH = Seen("呼入3分12秒", "呼入3分12秒", "呼入8分12秒")
ROWS = [
    (NUMBER, "呼入47秒", "2022-06-19 08:02"),
    ("17000002232", "未接来电", "2022-06-19 02:13"),
    ("17000002233", LENGTH, "2022-06-18 22:47"),
]
TALK = [("other", [Seen("后果自负", "后果自负", "后果负")])]


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("案")
    sources = folder / "截 图"
    sources.mkdir()
    script = Script()
    script.draw_calls(sources / "通话.png", ROWS)
    script.draw(sources / "Screenshot_20220621_101500.png", TALK)
    make_case(folder / "夜间来电.juzheng", sources, script).close()
    return folder / "夜间来电.juzheng"


@pytest.fixture
def window(settings, qtbot, tmp_path, finished):
    window = by_lines(window_on_copy(finished, tmp_path, settings, qtbot), qtbot, 3)
    yield window
    window.close()


@pytest.fixture
def lines(review, qtbot):
    review.open_lines()
    lines = review.lines
    while lines.shown_page is not lines.call_page:
        qtbot.keyClick(lines, Key.Key_Down)
    return lines


def call_of(case, view):
    return case.call(view.id).call


def press(qtbot, lines, key, modifier=Qt.KeyboardModifier.NoModifier):
    focus = lines.call_page.fields.focusWidget()
    qtbot.keyClick(focus if focus is not None and focus.hasFocus() else lines, key, modifier)


def now(lines):
    return lines.queue.current().line


def test_a_row_shows_crop_readings_and_fields(lines, qtbot):
    page = lines.call_page
    assert page.isVisible() and lines.progress.text() == "第 2 / 3 行"
    assert [NUMBER.first in row.reading for row in page.readings.rows[:2]] == [True, False]
    assert [row.isChecked() for row in page.readings.rows] == [False, True, False]
    assert page.fields.number.text() == NUMBER.shown
    assert page.fields.kind.currentText() == "来电"
    assert page.fields.time.text() == "2022-06-19 08:02"
    assert page.fields.length.text() == "0:47"
    qtbot.waitUntil(lambda: bool(page.crop._tiles) and page.crop.arrived())
    seen = page.crop.grab().toImage()
    dark = {
        y
        for y in range(seen.height())
        for x in range(0, seen.width(), 2)
        if seen.pixelColor(x, y).lightness() < 80
    }
    assert max(dark) - min(dark) > 60, "both lines of the row are to be seen"


def test_choosing_and_confirming_by_keys_and_undo(window, lines, case, qtbot):
    view = now(lines).view
    press(qtbot, lines, Key.Key_1)
    assert lines.call_page.fields.number.text() == NUMBER.first
    assert lines.call_page.readings.rows[0].isChecked()
    press(qtbot, lines, Key.Key_Return)
    assert lines.queue.items[1].text.number == NUMBER.first, "nothing waits for the case"
    qtbot.waitUntil(lambda: call_of(case, view).number == NUMBER.first)
    assert now(lines).view.call.number == "17000002233"
    press(qtbot, lines, Key.Key_Return)
    qtbot.waitUntil(lambda: case.counts().doubtful == 1)
    assert call_of(case, view).status is LineStatus.CORRECTED
    assert [entry.action for entry in case.audit()][-2:] == ["call.settled"] * 2
    qtbot.waitUntil(window.page.header.undo.isEnabled)
    qtbot.keyClick(lines, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: case.counts().doubtful == 2)
    qtbot.waitUntil(lambda: lines.shown_page is lines.call_page)
    assert now(lines).view.call.number == "17000002233"


def test_fields_are_typed_and_what_makes_no_sense_is_pointed_at(window, lines, case, qtbot):
    view, fields = now(lines).view, lines.call_page.fields
    press(qtbot, lines, Key.Key_E)
    assert fields.number.hasFocus() and fields.number.selectedText() == NUMBER.shown
    qtbot.keyClicks(fields.number, "13900001111")
    assert not any(row.isChecked() for row in lines.call_page.readings.rows)
    fields.kind.setFocus()
    qtbot.keyClick(fields.kind, Key.Key_Down)
    fields.time.selectAll()
    qtbot.keyClicks(fields.time, "22:4x")
    with qtbot.waitSignal(window.page.session.failed) as told:
        press(qtbot, lines, Key.Key_Return)
    assert "时间" in told.args[0]
    assert fields.time.hasFocus() and fields.time.property("wrong") is True
    assert lines.queue.current().text is None
    qtbot.keyClicks(fields.time, "2022-06-18")
    assert not fields.time.property("wrong")
    press(qtbot, lines, Key.Key_Down)
    press(qtbot, lines, Key.Key_Up)
    assert fields.number.text() == "13900001111", "what was typed waits while one looks around"
    fields.length.setFocus()
    fields.length.selectAll()
    qtbot.keyClick(fields.length, Key.Key_Delete)
    press(qtbot, lines, Key.Key_Return)
    qtbot.waitUntil(lambda: call_of(case, view).number == "13900001111")
    call = call_of(case, view)
    assert (call.direction, call.missed, call.duration_s) == (Direction.IN, True, None)
    assert call.moment.precision is Precision.DAY and call.moment.source is MomentSource.PERSON


def test_a_field_left_alone_keeps_how_its_time_is_known(lines, case, qtbot):
    view = now(lines).view
    press(qtbot, lines, Key.Key_E)
    qtbot.keyClicks(lines.call_page.fields.number, "13900001111")
    press(qtbot, lines, Key.Key_Return)
    qtbot.waitUntil(lambda: call_of(case, view).number == "13900001111")
    assert call_of(case, view).moment == view.call.moment


def test_the_same_misread_number_is_offered_together(settings, qtbot, tmp_path):
    sources = tmp_path / "截 图"
    sources.mkdir()
    script = Script()
    other = Seen("17000009999", "17000009999", "17000002237")
    rows = [
        (NUMBER, "呼入47秒", "2022-06-20 08:09"),
        (NUMBER, "呼入9秒", "2022-06-19 08:09"),
        (other, "呼入9秒", "2022-06-19 08:05"),
        (NUMBER, "未接来电", "2022-06-19 08:02"),
        (NUMBER, LENGTH, "2022-06-18 08:02"),
    ]
    script.draw_calls(sources / "通话.png", rows)
    make_case(tmp_path / "夜间来电.juzheng", sources, script).close()
    window = by_lines(window_on(tmp_path / "夜间来电.juzheng", settings, qtbot), qtbot, 5)
    review, case = window.page.places["review"], window.page.session.case
    review.open_lines()
    lines = review.lines
    first = now(lines).view
    press(qtbot, lines, Key.Key_1)
    press(qtbot, lines, Key.Key_Return)
    assert lines.offering
    assert len(lines.offer.boxes) == 2, "not where no reading says so, or more than it is in doubt"
    assert lines.offer.head.text() == "另有 2 处同样的误读，一并改正？（“7”→“1”）"
    qtbot.keyClick(lines.offer.boxes[0], Key.Key_A)
    qtbot.waitUntil(lambda: case.counts().doubtful == 2)
    numbers = [view.call.number for view in case.calls(first.evidence_id)]
    assert numbers == [NUMBER.first, NUMBER.first, other.second, NUMBER.first, NUMBER.second]
    lengths = [view.call.duration_s for view in case.calls(first.evidence_id)]
    assert lengths == [47, 9, 9, None, 492], "nothing but the number changes"
    qtbot.waitUntil(lambda: case.history.undo_action == "misreading.corrected")
    qtbot.keyClick(lines, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: case.counts().doubtful == 4)
    assert call_of(case, first).number == NUMBER.first
    window.close()


def test_escape_takes_back_what_was_typed(lines, qtbot):
    fields = lines.call_page.fields
    press(qtbot, lines, Key.Key_E)
    qtbot.keyClicks(fields.number, "1")
    press(qtbot, lines, Key.Key_Escape)
    assert fields.number.text() == NUMBER.shown and not fields.typing()
    assert lines.isVisible()


def test_a_call_is_corrected_in_the_review_as_well(review, lines, case, qtbot):
    view = now(lines).view
    qtbot.mouseClick(lines.call_page.whole, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: review.list.current() is not None)
    qtbot.waitUntil(lambda: review.list.current().key == ("call", view.id))
    entry = review.list.current()
    assert entry.doubtful and entry.to_check
    dialog = review.actions_.ask_call()
    assert dialog.fields.number.text() == NUMBER.shown
    dialog.fields.number.selectAll()
    qtbot.keyClicks(dialog.fields.number, NUMBER.first)
    qtbot.keyClick(dialog.fields.number, Key.Key_Return)
    qtbot.waitUntil(lambda: call_of(case, view).number == NUMBER.first)
    qtbot.waitUntil(lambda: not review.list.current().doubtful)
    assert review.list.current().view.corrected == ("number",)

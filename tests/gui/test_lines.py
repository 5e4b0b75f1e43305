"""The doubtful lines one by one, by real keys on a real case."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop_app.app.verifying import verify
from desktop_app.domain.recognition import LineStatus
from desktop_app.gui.models.review_entries import Entry
from desktop_app.gui.widgets.line_page import _first_difference
from desktop_app.gui.widgets.reading_rows import cells
from tests.gui.real_window import by_lines, window_on, window_on_copy
from tests.helpers.doubting import Script, Seen, make_case

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key

HOME = Seen("你家住几栋几层", "你家住几栋几层", "你家住儿栋几层", again="你家住儿栋儿层")
LOST = Seen("后果自负", "后果自负", "后果负")
CALLS = Seen("十几个电话找你", "十几个电话找你", "十儿个电话找你")
DAYS = Seen("再过几天就上门", "再过几天就上门", "再过儿天就上门")
INSULT = Seen("你这个傻逼给我等着", "你这个傻逼给我等着", "你这个傻逼给我等看")
FIRST = [
    ("other", ["我知道你是谁", HOME, "不删差评等着"]),
    ("self", ["请不要再联系我"]),
    ("other", [LOST]),
]
SECOND = [("other", [CALLS]), ("other", ["在的亲", DAYS])]
THIRD = [("other", [INSULT])]
A, B, C = (f"Screenshot_2022062{n}_101500.png" for n in range(3))


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("案")
    sources = folder / "截 图"
    sources.mkdir()
    script = Script()
    for name, bubbles in ((A, FIRST), (B, SECOND), (C, THIRD)):
        script.draw(sources / name, bubbles)
    make_case(folder / "夜间来电.juzheng", sources, script).close()
    return folder / "夜间来电.juzheng"


@pytest.fixture
def window(settings, qtbot, tmp_path, finished):
    window = by_lines(window_on_copy(finished, tmp_path, settings, qtbot), qtbot, 5)
    yield window
    window.close()


@pytest.fixture
def lines(review, qtbot):
    """Enter the mode by its key."""
    qtbot.waitUntil(lambda: review.list.current() is not None)
    review.list.setFocus()
    qtbot.keyClick(review.list, Key.Key_L)
    assert review.by_lines
    return review.lines


def press(qtbot, lines, key, modifier=Qt.KeyboardModifier.NoModifier):
    target = lines.page.field if lines.page.field.hasFocus() else lines
    qtbot.keyClick(target, key, modifier)


def commit(field, text):
    """Type as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def text_of(case, line):
    return case.message(line.view.id).message.text


def now(lines):
    return lines.queue.current().line


def settled(qtbot, lines):
    qtbot.waitUntil(lambda: lines.queue.settled)


def test_a_line_shows_crop_readings_and_what_stands(lines, qtbot):
    page = lines.page
    assert lines.progress.text() == "第 1 / 5 行"
    assert [row.reading for row in page.readings.rows] == [HOME.first, HOME.second, HOME.again]
    assert [row.isChecked() for row in page.readings.rows] == [False, True, False]
    assert page.field.words() == HOME.shown
    assert "证据 1-1" in page.where.text()
    assert page.around.text() == f"整条消息：我知道你是谁〔{HOME.shown}〕不删差评等着"
    assert HOME.first in page.readings.rows[0].accessibleName()
    qtbot.waitUntil(lambda: bool(page.crop._tiles) and page.crop.arrived())
    seen = page.crop.grab().toImage()
    middle = [seen.pixelColor(x, seen.height() // 2).lightness() for x in range(seen.width())]
    assert min(middle) < 80 and max(middle) > 240, "the line's own ink is in the middle"
    assert len(page.crop._marks) == 2


def test_choosing_and_confirming_by_keys(lines, case, qtbot):
    first = now(lines)
    press(qtbot, lines, Key.Key_1)
    assert lines.page.field.words() == HOME.first
    assert lines.page.readings.rows[0].isChecked()
    press(qtbot, lines, Key.Key_Return)
    assert lines.queue.items[0].text == HOME.first, "nothing waits for the case"
    qtbot.waitUntil(lambda: HOME.first in text_of(case, first))
    assert text_of(case, first) == f"我知道你是谁{HOME.first}不删差评等着"
    assert case.message(first.view.id).message.status is LineStatus.CORRECTED


def test_a_settled_line_is_in_doubt_no_more_in_the_review(window, review, case, qtbot):
    line = next(each for each in case.doubts() if each.text == HOME.shown)
    entry = Entry(case.message(line.view.id))
    assert entry.doubtful and entry.doubts()
    assert all(line.start <= start < end <= line.end for start, end in entry.doubts())


def test_the_same_misreading_is_offered_with_crops_and_taken_in_one_step(lines, case, qtbot):
    first = now(lines)
    others = [
        item.line for item in lines.queue.items if item.line.text in (CALLS.shown, DAYS.shown)
    ]
    press(qtbot, lines, Key.Key_1)
    press(qtbot, lines, Key.Key_Return)
    offer = lines.offer
    assert lines.offering and offer.isVisible()
    assert offer.head.text() == "另有 2 处同样的误读，一并改正？（“儿”→“几”）"
    assert [box.fixed for box in offer.boxes] == [CALLS.first, DAYS.first]
    qtbot.waitUntil(lambda: all(bool(crop._tiles) and crop.arrived() for crop, _ in offer._crops))
    qtbot.keyClick(offer.boxes[0], Key.Key_Down)
    assert offer.boxes[1].hasFocus()
    qtbot.keyClick(offer.boxes[1], Key.Key_Space)
    assert offer.take.text() == "一并改正 1 处"
    qtbot.keyClick(offer.boxes[1], Key.Key_A)
    assert not lines.offering
    qtbot.waitUntil(lambda: text_of(case, others[0]) == CALLS.first)
    settled(qtbot, lines)
    assert text_of(case, others[1]).endswith(DAYS.shown)
    actions = [entry.action for entry in case.audit()]
    assert actions[-2:] == ["reading.chosen", "misreading.corrected"]
    assert now(lines).text == LOST.shown
    qtbot.waitUntil(lambda: case.history.undo_action == "misreading.corrected")
    qtbot.keyClick(lines, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: text_of(case, others[0]) == CALLS.shown)
    qtbot.waitUntil(lambda: now(lines).key == others[0].key)
    assert text_of(case, first) == f"我知道你是谁{HOME.first}不删差评等着"


def test_enter_at_the_offer_passes_it_and_changes_nothing(lines, case, qtbot):
    press(qtbot, lines, Key.Key_1)
    press(qtbot, lines, Key.Key_Return)
    qtbot.keyClick(lines.offer.boxes[0], Key.Key_Return)
    assert not lines.offering
    settled(qtbot, lines)
    assert now(lines).text == LOST.shown
    left = [item.line.text for item in lines.queue.open_lines()]
    assert CALLS.shown in left and DAYS.shown in left


def test_undo_at_the_offer_goes_back_to_the_line(lines, case, qtbot):
    first = now(lines)
    press(qtbot, lines, Key.Key_1)
    press(qtbot, lines, Key.Key_Return)
    settled(qtbot, lines)
    qtbot.waitUntil(lambda: case.history.can_undo)
    qtbot.keyClick(lines.offer.boxes[0], Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not lines.offering)
    assert now(lines).key == first.key
    assert text_of(case, first) == f"我知道你是谁{HOME.shown}不删差评等着"


def test_typing_edits_and_escape_takes_it_back(lines, case, qtbot):
    press(qtbot, lines, Key.Key_Down)
    line = now(lines)
    assert line.text == LOST.shown
    field = lines.page.field
    press(qtbot, lines, Key.Key_E)
    assert field.hasFocus() and not field.textCursor().hasSelection()
    qtbot.keyClicks(field, "123s")
    assert field.words() == "后果123s负", "letters and digits are words here"
    qtbot.keyClick(field, Key.Key_Escape)
    assert not field.hasFocus() and field.words() == LOST.shown
    press(qtbot, lines, Key.Key_E)
    commit(field, "己")
    assert not any(row.isChecked() for row in lines.page.readings.rows)
    press(qtbot, lines, Key.Key_Up)
    press(qtbot, lines, Key.Key_Down)
    assert field.words() == "后果己负", "what was typed waits while one looks around"
    press(qtbot, lines, Key.Key_Return)
    qtbot.waitUntil(lambda: text_of(case, line) == "后果己负")
    assert [entry.action for entry in case.audit()][-1] == "text.corrected"


def test_a_letter_that_is_no_command_begins_to_type_over_the_difference(lines, case, qtbot):
    line = now(lines)
    qtbot.keyClicks(lines, "9")
    assert lines.page.field.words() == "你家住9栋几层"
    press(qtbot, lines, Key.Key_Return)
    qtbot.waitUntil(lambda: "你家住9栋几层" in text_of(case, line))


def test_skipped_lines_wait_and_are_taken_up(lines, case, qtbot):
    keys = [item.line.key for item in lines.queue.items]
    press(qtbot, lines, Key.Key_S)
    assert now(lines).key == keys[1]
    for _ in range(4):
        press(qtbot, lines, Key.Key_Return)
    settled(qtbot, lines)
    assert lines.done.isVisible()
    assert lines.done.head.text() == "还有 1 行留着以后再看"
    qtbot.mouseClick(lines.done.more, LEFT)
    assert now(lines).key == keys[0]
    press(qtbot, lines, Key.Key_Return)
    settled(qtbot, lines)
    assert lines.done.head.text() == "存疑的文字都核对完了"
    assert case.doubts() == () and case.counts().doubtful == 0
    actions = [entry.action for entry in case.audit()]
    assert actions[-5:] == ["reading.confirmed"] * 5
    qtbot.keyClick(lines, Key.Key_Return)
    assert lines.isHidden()


def test_undo_and_redo_of_a_line_looked_at_again(window, lines, case, qtbot):
    line = now(lines)
    for text in ("甲", "乙"):
        press(qtbot, lines, Key.Key_E)
        lines.page.field.selectAll()
        commit(lines.page.field, text)
        press(qtbot, lines, Key.Key_Return)
        settled(qtbot, lines)
        press(qtbot, lines, Key.Key_Up)
        assert lines.page.field.words() == text
        assert lines.page.done_mark.isVisible()
    assert text_of(case, line) == "我知道你是谁乙不删差评等着"
    qtbot.waitUntil(window.page.header.undo.isEnabled)
    qtbot.keyClick(lines, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: lines.page.field.words() == "甲")
    qtbot.keyClick(lines, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: lines.page.field.words() == HOME.shown)
    assert not lines.page.done_mark.isVisible()
    qtbot.keyClick(lines, Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: lines.page.field.words() == "甲")
    assert lines.page.done_mark.isVisible()


def test_a_message_keeps_some_character(window, lines, qtbot):
    press(qtbot, lines, Key.Key_Down)
    press(qtbot, lines, Key.Key_E)
    lines.page.field.selectAll()
    qtbot.keyClick(lines.page.field, Key.Key_Delete)
    with qtbot.waitSignal(window.page.session.failed):
        press(qtbot, lines, Key.Key_Return)
    assert lines.queue.current().text is None
    assert now(lines).text == LOST.shown


def test_blurred_lines_wait_to_be_asked_for(window, lines, case, qtbot):
    window.page.session.set_blur(True)
    place = [item.line.text for item in lines.queue.items].index(INSULT.shown)
    for _ in range(place):
        press(qtbot, lines, Key.Key_Down)
    line, page = now(lines), lines.page
    assert line.text == INSULT.shown
    assert not page.readings.isVisible() and not page.field.isVisible()
    assert INSULT.shown not in page.crop.accessibleName()
    press(qtbot, lines, Key.Key_1)
    press(qtbot, lines, Key.Key_E)
    assert not page.field.hasFocus()
    press(qtbot, lines, Key.Key_Return)
    assert lines.queue.current().text is None, "the first Enter only shows the line"
    assert page.readings.isVisible() and page.field.words() == INSULT.shown
    press(qtbot, lines, Key.Key_1)
    press(qtbot, lines, Key.Key_Return)
    qtbot.waitUntil(lambda: text_of(case, line) == INSULT.first)


def test_ways_in_and_out(window, review, case, qtbot):
    qtbot.mouseClick(review.by_line, LEFT)
    lines = review.lines
    assert review.by_lines and lines.isVisible()
    press(qtbot, lines, Key.Key_Down)
    qtbot.mouseClick(lines.page.whole, LEFT)
    assert not review.by_lines
    qtbot.waitUntil(lambda: review.list.current() is not None)
    qtbot.waitUntil(lambda: review.list.current().text == LOST.shown)
    window.page.export.lines_asked.emit()
    assert window.page.stack.currentWidget() is review and review.by_lines
    qtbot.keyClick(lines, Key.Key_Escape)
    assert not review.by_lines and review.list.isVisible()
    qtbot.keyClick(review.list, Key.Key_L)
    window.page.go(2)
    window.page.go(1)
    assert review.by_lines and lines.isVisible()


def test_what_happens_elsewhere_is_followed(lines, case, qtbot):
    gone = lines.queue.items[-1].line
    case.review.correct_text(gone.view.id, "另写").result()
    qtbot.waitUntil(lambda: len(lines.queue.items) == 4)
    first = now(lines)
    case.review.withdraw([first.view.evidence_id]).result()
    qtbot.waitUntil(lambda: len(lines.queue.items) == 2)
    assert now(lines).text == CALLS.shown
    assert lines.progress.text() == "第 1 / 2 行"


def test_words_being_typed_stay_when_the_case_changes(lines, case, qtbot):
    press(qtbot, lines, Key.Key_E)
    commit(lines.page.field, "九")
    other = lines.queue.items[-1].line
    case.review.correct_text(other.view.id, "另写").result()
    qtbot.waitUntil(lambda: len(lines.queue.items) == 4)
    assert lines.page.field.hasFocus()
    assert lines.page.field.words() == "你家住九栋几层"


def test_a_change_that_the_case_refuses_opens_the_line_again(window, lines, case, qtbot):
    line = now(lines)
    case.review.correct_text(line.view.id, "整条另写").result()
    with qtbot.waitSignal(window.page.session.failed):
        press(qtbot, lines, Key.Key_Return)
    settled(qtbot, lines)
    assert text_of(case, line) == "整条另写"
    assert line.key not in [item.line.key for item in lines.queue.items]


def test_a_hundred_lines_by_keyboard_alone(settings, qtbot, tmp_path):
    """Every way of deciding, in a random but fixed order; each text is checked afterwards."""
    rng = random.Random(7)
    sources = tmp_path / "一百行"
    sources.mkdir()
    script, truth = Script(), {}
    signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    number = 0
    for page in range(10):
        bubbles = []
        for _ in range(5):
            seen = []
            for _ in range(2):
                name = "".join(rng.choice(signs) for _ in range(6)) + f"{number:03}号"
                place = rng.randrange(6)
                other = f"{name[:place]}{chr(0x4E00 + 40 + number)}{name[place + 1 :]}"
                seen.append(Seen(name, name, other))
                number += 1
            bubbles.append(("other", ["开头的话", seen[0], "中间的话", seen[1]]))
        script.draw(sources / f"Screenshot_202206{page + 10}_101500.png", bubbles)
    make_case(tmp_path / "一百.juzheng", sources, script).close()
    window = by_lines(window_on(tmp_path / "一百.juzheng", settings, qtbot), qtbot, 100)
    review = window.page.places["review"]
    case, lines = window.page.session.case, review.lines
    qtbot.mouseClick(review.by_line, LEFT)
    start = {item.line.key: item.line for item in lines.queue.items}
    for done in range(100):
        line = now(lines)
        assert line.key not in truth
        assert lines.progress.text() == f"第 {done + 1} / 100 行"
        way = rng.choice(["confirm", "first", "second", "type"])
        wanted = line.text
        if way == "first":
            press(qtbot, lines, Key.Key_1)
            wanted = line.readings[0].text
        elif way == "second":
            press(qtbot, lines, Key.Key_1)
            press(qtbot, lines, Key.Key_2)
        elif way == "type":
            press(qtbot, lines, Key.Key_E)
            commit(lines.page.field, "鼠")
            place = next(
                n
                for n, (a, b) in enumerate(zip(line.text, line.readings[0].text, strict=True))
                if a != b
            )
            wanted = f"{line.text[:place]}鼠{line.text[place + 1 :]}"
        press(qtbot, lines, Key.Key_Return)
        assert not lines.offering
        truth[line.key] = wanted
        if done == 40:  # one step back, and forth again
            qtbot.waitUntil(lambda: lines.queue.settled and case.history.can_undo)
            qtbot.keyClick(lines, Key.Key_Z, CTRL)
            qtbot.waitUntil(lambda key=line.key: now(lines).key == key)
            assert lines.page.field.words() == line.text
            lines.queue.current().draft = None
            press(qtbot, lines, Key.Key_E)
            lines.page.field.selectAll()
            commit(lines.page.field, wanted)
            press(qtbot, lines, Key.Key_Return)
    assert lines.done.isVisible()
    qtbot.waitUntil(lambda: lines.queue.settled, timeout=60_000)
    assert case.doubts() == () and case.counts().doubtful == 0
    by_message = {}
    for key, line in start.items():
        by_message.setdefault(line.view.id, []).append((line.start, line.end, truth[key]))
    for number, parts in by_message.items():
        view = case.message(number)
        text = view.read_text
        for low, high, wanted in sorted(parts, reverse=True):
            text = text[:low] + wanted + text[high:]
        assert view.message.text == text
        assert view.message.status is LineStatus.CORRECTED
    folder = case.folder
    window.close()
    assert verify(folder).problems == ()


@pytest.mark.parametrize(
    ("text", "other", "span"),
    [
        ("后果负", "后果自负", (2, 2)),
        ("住儿栋", "住几栋", (1, 2)),
        ("住儿儿栋", "住几八栋", (1, 3)),
        ("多余的", "余的", (0, 1)),
        ("一样", "一样", (2, 2)),
        ("一", "一样", (1, 1)),
    ],
)
def test_the_cursor_goes_where_the_readings_part(text, other, span):
    assert _first_difference(text, other) == span


def test_cells_lie_under_each_other():
    one, two = cells("后果自负", "后果负"), cells("后果负", "后果自负")
    assert [cell.text for cell in two] == ["后", "果", "", "负"]
    assert [cell.other for cell in two] == [cell.text for cell in one]
    assert [cell.differs for cell in one] == [False, False, True, False]
    long = cells("甲" * 60 + "乙" + "丙" * 60, "甲" * 60 + "丁" + "丙" * 60)
    assert (
        "".join(cell.text for cell in long)
        == "甲" * 12 + "…" + "甲" * 12 + "乙" + "丙" * 12 + "…" + "丙" * 12
    )

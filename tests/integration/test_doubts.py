"""The queue of doubtful lines on a real case: listed, settled, undone, read again, verified."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop_app.app.context import OpenCase
from desktop_app.app.verifying import verify
from desktop_app.domain.doubt import Reader, Settlement
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import LineStatus
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation.clock import FixedClock
from desktop_app.foundation.errors import InputRefused, JuzhengError
from desktop_app.reading.doubts import alike
from tests.helpers.doubting import Script, Seen, make_case, settled_by_script

CLOCK = FixedClock(datetime(2022, 6, 25, 1, 0, tzinfo=UTC))
HOME = Seen("你家住几栋几层", "你家住几栋几层", "你家住儿栋几层", again="你家住儿栋儿层")
REACH = Seen("十几个电话找你", "十几个电话找你", "十儿个电话找你")
SON = Seen("带几子去你公司", "带八子去你公司", "带儿子去你公司")  # no reading has 几 here
WAIT = Seen("等着瞧吧", "等着睢吧", "等着瞧吧")
FIRST = [
    ("other", ["我知道你", HOME, WAIT]),
    ("self", ["请不要再联系我"]),
    ("other", [REACH]),
]
SECOND = [("other", [SON]), ("other", ["换号继续打"])]
A, B = "Screenshot_20220618_234712.png", "Screenshot_20220620_101500.png"


@pytest.fixture
def script():
    return Script()


@pytest.fixture
def case(script, tmp_path):
    sources = tmp_path / "截图"
    sources.mkdir()
    script.draw(sources / A, FIRST)
    script.draw(sources / B, SECOND)
    with make_case(tmp_path / "案件.juzheng", sources, script, clock=CLOCK) as opened:
        yield opened


def read_again(case):
    case.intake.read_again([piece.id for piece in case.evidence()])
    assert case.intake.wait(60)


def settle(case, line, text, action="text.corrected"):
    return case.review.settle(action, [Settlement(line.view.id, line.line, text)]).result()


def texts(case):
    return [view.message.text for piece in case.evidence() for view in case.messages(piece.id)]


def test_lines_are_listed_in_order_with_both_readings(case):
    lines = case.doubts()
    assert [line.text for line in lines] == [
        HOME.shown, WAIT.shown, REACH.shown, SON.shown
    ]  # fmt: skip
    home, wait = lines[:2]
    assert home.view.id == wait.view.id
    assert home.view.message.text == "我知道你" + HOME.shown + WAIT.shown
    assert (home.start, home.end) == (4, 11)
    assert [line.exhibit for line in lines] == ["1-1", "1-1", "1-1", "1-2"]
    assert home.place in [piece.box for piece in home.view.message.pieces]
    offered = [(each.text, each.readers) for each in home.readings]
    assert offered == [
        (HOME.first, (Reader.FIRST,)),
        (HOME.second, (Reader.SECOND,)),
        (HOME.again, (Reader.AGAIN,)),
    ]
    assert [each.confidence for each in home.readings] == [61.0, 70.0, 55.0]
    assert case.counts().doubtful == 3


def test_a_message_is_checked_once_its_last_line_is(case):
    home, wait = case.doubts()[:2]
    changes = settle(case, home, HOME.truth, "reading.chosen")
    assert changes.messages == {home.view.id}
    view = case.message(home.view.id)
    assert view.message.text == "我知道你" + HOME.truth + WAIT.shown
    assert view.message.status is LineStatus.DOUBTFUL
    assert view.read_text == home.view.message.text
    assert view.corrected == ("text",)
    assert [line.key for line in case.doubts()][:1] == [wait.key]
    settle(case, wait, WAIT.shown, "reading.confirmed")
    view = case.message(home.view.id)
    assert view.message.status is LineStatus.CORRECTED
    assert view.message.text == "我知道你" + HOME.truth + WAIT.shown
    assert case.counts().doubtful == 2
    assert view.message.boxes_of(view.message.text.index("几栋"), 9)


def test_undo_and_redo_go_line_by_line(case):
    start = [line.key for line in case.doubts()]
    before = texts(case)
    for line in case.doubts():
        settle(case, line, f"{line.text}！")
    after = texts(case)
    assert case.doubts() == ()
    for n in range(len(start)):
        case.history.undo().result()
        assert [line.key for line in case.doubts()] == start[len(start) - 1 - n :]
    assert texts(case) == before
    for _ in start:
        case.history.redo().result()
    assert texts(case) == after
    assert case.doubts() == ()
    assert verify(case.folder).problems == ()


def test_reading_again_keeps_what_was_settled_and_takes_the_rest_anew(case, script):
    home, wait = case.doubts()[:2]
    settle(case, home, "你家住几栋八层")
    page = script.pages[A]
    lines = tuple(
        replace(line, box=line.box.moved(2, 1), text="等着瞧吧！")
        if line.text == WAIT.shown
        else replace(line, box=line.box.moved(2, 1))
        for line in page.lines
    )
    script.pages[A] = replace(page, lines=lines)
    read_again(case)
    view = case.message(home.view.id)
    assert view.message.text == "我知道你" + "你家住几栋八层" + "等着瞧吧！"
    assert view.message.status is LineStatus.DOUBTFUL
    left = [line for line in case.doubts() if line.view.id == view.id]
    assert [line.text for line in left] == ["等着瞧吧！"]
    script.pages[A] = settled_by_script(script.pages[A])
    read_again(case)
    view = case.message(home.view.id)
    assert view.message.text == "我知道你" + "你家住几栋八层" + "等着瞧吧！"
    assert view.message.status is LineStatus.CORRECTED
    with pytest.raises(JuzhengError, match="gone"):
        settle(case, wait, "等着")  # at a place where no line is any more
    assert verify(case.folder).problems == ()


def test_words_stay_where_another_layout_has_no_such_line(case, script):
    home = case.doubts()[0]
    settle(case, home, HOME.truth)
    page = script.pages[A]
    kept = "我知道你" + HOME.truth + WAIT.shown
    whole = page.lines[1]
    lines = [
        replace(whole, box=whole.box.union(page.lines[2].box), text="我知道你家住几栋"),
        *page.lines[3:],
    ]
    script.pages[A] = replace(page, lines=tuple(lines))
    read_again(case)
    view = case.message(home.view.id)
    assert view.message.text == kept
    assert view.message.status is LineStatus.DOUBTFUL
    (line,) = [line for line in case.doubts() if line.view.id == view.id]
    assert line.line is None
    assert line.text == kept
    settle(case, line, kept, "reading.confirmed")
    assert case.message(view.id).message.status is LineStatus.CORRECTED
    assert case.message(view.id).message.text == kept


def test_the_same_misreading_is_offered_only_where_a_reading_bears_it_out(case):
    home, *others = case.doubts()
    found = alike(home, HOME.truth, others)
    assert [(line.text, better) for line, better in found] == [(REACH.shown, REACH.truth)]
    entries = len(case.audit())
    settle(case, home, HOME.truth, "reading.chosen")
    case.review.settle(
        "misreading.corrected",
        [Settlement(line.view.id, line.line, better) for line, better in found],
    ).result()
    new = case.audit()[entries:]
    assert [entry.action for entry in new] == ["reading.chosen", "misreading.corrected"]
    assert len(json.loads(new[1].detail)["edits"]) == 1
    assert REACH.truth in texts(case)
    assert SON.shown in texts(case)
    assert case.history.undo_action == "misreading.corrected"
    case.history.undo().result()
    assert REACH.shown in texts(case)
    assert verify(case.folder).problems == ()


def test_several_lines_are_one_step_and_one_entry(case):
    home, wait, reach, _ = case.doubts()
    entries = len(case.audit())
    case.review.settle(
        "misreading.corrected",
        [Settlement(line.view.id, line.line, line.text + "了") for line in (home, wait, reach)],
    ).result()
    assert len(case.audit()) == entries + 1
    assert case.message(home.view.id).message.text == (f"我知道你{HOME.shown}了{WAIT.shown}了")
    case.history.undo().result()
    assert [line.key for line in case.doubts()][:3] == [home.key, wait.key, reach.key]


def test_words_typed_for_the_whole_message_take_it_out_of_the_queue(case):
    home = case.doubts()[0]
    settle(case, home, HOME.truth)
    case.review.correct_text(home.view.id, "全部另写").result()
    assert case.message(home.view.id).message.text == "全部另写"
    assert all(line.view.id != home.view.id for line in case.doubts())
    case.history.undo().result()
    assert case.doubts()[0].text == WAIT.shown


def test_withdrawn_evidence_notices_and_sure_lines_are_left_out(case):
    first = case.doubts()[0]
    case.review.set_speaker([case.doubts()[-1].view.id], Speaker.SYSTEM).result()
    assert SON.shown not in [line.text for line in case.doubts()]
    case.review.withdraw([first.view.evidence_id]).result()
    assert case.doubts() == ()


def test_a_message_is_never_left_without_characters(case):
    son = case.doubts()[-1]
    with pytest.raises(InputRefused, match="nothing_left"):
        settle(case, son, "")
    assert case.doubts()[-1].key == son.key
    wait = case.doubts()[1]
    settle(case, wait, "")
    assert case.message(wait.view.id).message.text == "我知道你" + HOME.shown


def test_a_case_opened_again_knows_what_was_settled(case, script):
    home = case.doubts()[0]
    settle(case, home, HOME.truth)
    left = [line.key for line in case.doubts()]
    case.close()
    with OpenCase.open(case.folder, clock=CLOCK, make_pool=script.workers) as opened:
        assert [line.key for line in opened.doubts()] == left
        assert opened.message(home.view.id).message.text.startswith("我知道你" + HOME.truth)
    assert verify(case.folder).problems == ()


def test_a_message_on_two_exhibits_is_listed_and_settled_once(script, tmp_path):
    sources = tmp_path / "两张"
    sources.mkdir()
    shared = [
        ("self", ["请不要再联系我"]),
        ("other", ["我知道你", HOME]),
        ("other", ["我们会一直找你的，等着"]),
    ]
    script.draw(sources / A, [("other", ["您好，看到您给了差评"]), *shared])
    script.draw(sources / B, [*shared, ("other", ["明天还会再打给你"])])
    with make_case(tmp_path / "两张.juzheng", sources, script, clock=CLOCK) as case:
        (line,) = case.doubts()
        assert case.counts().doubtful == 2
        entries = len(case.audit())
        settle(case, line, HOME.truth, "reading.chosen")
        assert case.doubts() == ()
        assert case.counts().doubtful == 0
        assert len(case.audit()) == entries + 1
        assert texts(case).count("我知道你" + HOME.truth) == 2
        settle(case, line, "你家住几栋七层")
        assert texts(case).count("我知道你你家住几栋七层") == 2
        case.history.undo().result()
        case.history.undo().result()
        assert [each.key for each in case.doubts()] == [line.key]
        assert texts(case).count("我知道你" + HOME.shown) == 2
        assert verify(case.folder).problems == ()


def test_what_follows_from_when_contact_was_made_comes_once_the_case_is_at_rest(script, tmp_path):
    """Settling a line waits for no count over the whole case; the count comes after it."""
    asked = Seen("请不要再联系我", "请不要再联系我", "请不要再联糸我")
    sources = tmp_path / "拒绝"
    sources.mkdir()
    script.draw(
        sources / A,
        [
            ("other", ["您好，看到您给了差评"]),
            ("self", [asked]),
            ("other", ["我明天还会再打给你的"]),
        ],
    )
    with make_case(tmp_path / "拒绝.juzheng", sources, script, clock=CLOCK) as case:
        (line,) = case.doubts()
        for hour, view in enumerate(case.messages(line.view.evidence_id)):
            at = datetime(2022, 6, 18, 12 + hour)
            moment = Moment(at, Precision.MINUTE, MomentSource.PERSON)
            case.review.set_moment(view.id, moment).result()
        heard = []
        leave = case.subscribe(lambda changes: heard.append(changes.action))
        changes = settle(case, line, asked.truth)
        assert changes.messages == {line.view.id}
        assert case.message(line.view.id).refusal
        case.review.set_note(line.view.evidence_id, "本人手机").result()
        case.review.set_note(line.view.evidence_id, "本人的手机").result()
        leave()
        assert heard.count("text.corrected") == 1
    with OpenCase.open(tmp_path / "拒绝.juzheng", clock=CLOCK) as case:
        rules = [
            each.suggestion.rule
            for view in case.messages(line.view.evidence_id)
            for each in view.suggestions
        ]
        assert any(rule.startswith("contact.") for rule in rules), rules
    assert verify(tmp_path / "拒绝.juzheng").problems == ()

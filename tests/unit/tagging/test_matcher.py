"""The matcher: whom it tags, what it sees through, where exactly, and never more."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.tags import Scenario, Severity
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation import paths
from desktop_app.tagging.matcher import Matcher
from desktop_app.tagging.rulebook import DEFAULT_RULEBOOK, load

RULEBOOK = load(paths.resource("rulebooks", DEFAULT_RULEBOOK).read_bytes())
MATCHER = Matcher(RULEBOOK)
WORDS = [
    "傻逼",
    "弄死你",
    "纸钱",
    "给你寄",
    "不删差评",
    "打电话",
    "，",
    "。",
    "“",
    "”",
    "你说",
    " ",
    "*",
    "sb",
    "滚",
    "\u200b",
    "是什么意思",
    "😡",
    "拉黑也没用",
    "亲",
    "发货",
    "1",
]


def found(text, speaker=Speaker.OTHER, **more):
    return MATCHER.suggest(text, speaker, **more)


@pytest.mark.parametrize("speaker", [Speaker.SELF, Speaker.SYSTEM])
@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_only_the_other_side_is_tagged(rule, speaker):
    assert all(found(example, speaker) == () for example in rule.matches)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("亲，你就是个 傻 * 逼 吧", "傻 * 逼"),
        ("看到了吧ＳＢ东西", "ＳＢ东西"),
        ("我看你是要等\u200b着瞧", "等\u200b着瞧"),
        ("再不改，我就弄·死·你！", "我就弄·死·你"),
        ("你這條狗", "你這條狗"),
        ("😀😀去死吧😀", "去死吧"),
        ("明天給你寄壽衣。", "給你寄壽衣"),
        ("𠮷𠮷草泥马", "草泥马"),
    ],
)
def test_spans_are_exact_in_the_original(text, words):
    assert [w for one in found(text) for w in one.words] == [words]
    start = text.index(words)
    assert found(text)[0].spans == ((start, start + len(words)),)


def test_one_suggestion_a_rule_with_all_spans():
    (one,) = found("傻逼，你个傻逼，大傻逼")
    assert one.rule == "abuse.slur"
    assert len(one.spans) == 3
    assert one.rulebook == "tmall-global/2022-06-14"
    assert one.reason == "“傻逼”“大傻逼”为侮辱性词语，属于辱骂。"


def test_different_scenarios_stand_beside_each_other():
    tags = found("你个傻逼，不删差评我弄死你，给你家寄花圈，天天给你打电话")
    assert {one.scenario for one in tags} == set(Scenario)
    assert {one.scenario: one.severity for one in tags}[Scenario.MAILING] is Severity.SERIOUS
    assert any(one.rule == "threat.life" and one.severity is Severity.SERIOUS for one in tags)


@pytest.mark.parametrize(
    "text",
    [
        "你说“傻逼”是什么意思",
        "您骂我们“死骗子”，我们也没说什么",
        "你骂我傻逼我忍了",
        "“弄死你”这种话不是我们说的",
        "客户说「滚蛋」，客服没有回",
        '评价里写"垃圾人"这样的词会被平台屏蔽',
        "我们从来没骂过您傻逼",
        "我真是个猪脑子，给您发错了",
    ],
)
def test_reported_words_stay_clean(text):
    assert found(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "你就是个“傻逼”",
        "“傻逼”一个",
        "送你两个字：“滚蛋”",
        "我就骂你“傻逼”怎么了",
        "你说我傻逼？你才是傻逼",
        "大家都叫你“死骗子”",
    ],
)
def test_the_sellers_own_words_in_marks_are_abuse(text):
    assert {one.scenario for one in found(text)} == {Scenario.ABUSE}


def test_quoted_spans_of_a_reply_are_left_out():
    text = "你就是傻逼 这话我没说"
    assert found(text)
    assert found(text, quoted=((0, 5),)) == ()


def moment(hour, precision=Precision.MINUTE, assumed=()):
    return Moment(
        datetime(2022, 6, 18, hour, 5),
        precision,
        MomentSource.SCREEN_ABSOLUTE,
        None,
        "Asia/Shanghai",
        assumed,
    )


def test_pressing_counts_at_night_only():
    assert [one.rule for one in found("接电话", moment=moment(2))] == ["nuisance.night-press"]
    assert found("接电话", moment=moment(14)) == ()
    assert found("接电话") == ()
    assert found("接电话", moment=moment(0, Precision.DAY)) == ()
    assert found("接电话", moment=moment(2, assumed=("half_of_day",))) == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=12).map("".join))
def test_never_raises_and_spans_lie_inside(text):
    for one in found(text):
        assert one.spans
        assert len(one.words) == len(one.spans)
        for (start, end), words in zip(one.spans, one.words, strict=True):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == words
    assert found(text, Speaker.SELF) == ()
    assert found(text, Speaker.SYSTEM) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "不删差评",
        "你",
        "傻",
        "给你寄",
        "天天打电话给你的",
        "去死皮",
        "“",
        "*",
        "a ",
        "等着",
        "我知道您的地址",
    ],
)
def test_long_texts_end(piece):
    text = (piece * 30_000)[:30_000]
    begin = time.process_time()
    found(text)
    assert time.process_time() - begin < 60


def test_a_long_tirade_gets_at_most_four_suggestions_and_every_scenario():
    text = (
        "傻逼，操你妈，nmsl，你就是条狗，祝你全家死光，滚出去，我弄死你，天天给你打电话，给你寄寿衣"
    )
    found = MATCHER.suggest(text, Speaker.OTHER)
    assert len(found) == 4
    assert {one.scenario for one in found} == {"abuse", "threat", "nuisance", "mailing"}
    assert [one.spans[0] for one in found] == sorted(one.spans[0] for one in found)

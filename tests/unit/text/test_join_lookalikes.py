import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.text.join import join_lines
from desktop_app.text.lookalikes import digits, look_alike, skeleton


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["你再打一个", "试试"], "你再打一个试试"),
        (["please stop", "calling me"], "please stop calling me"),
        (["我的电话1380000", "1111记住"], "我的电话13800001111记住"),
        (["OK，", "fine"], "OK，fine"),
        (["Well,", "no"], "Well, no"),
        (["订单abc", "好的"], "订单abc好的"),
        (["", " 好 ", ""], "好"),
        ([], ""),
    ],
)
def test_lines_become_one_text(lines, text):
    assert join_lines(lines).text == text


@given(st.lists(st.text(max_size=12), max_size=6))
def test_each_line_is_found_at_its_span(lines):
    joined = join_lines(lines)
    assert len(joined.spans) == len(lines)
    for line, (start, end) in zip(lines, joined.spans, strict=True):
        assert joined.text[start:end] == line.strip()


def test_digits_and_shapes():
    assert digits("l38OOOO1I11") == "13800001111"
    assert look_alike("曰期", "日期")
    assert not look_alike("骂人", "骂你")
    assert skeleton("己已巳") == "己己己"


@given(st.text())
def test_length_stays(text):
    assert len(skeleton(text)) == len(text) == len(digits(text))
    assert skeleton(skeleton(text)) == skeleton(text)

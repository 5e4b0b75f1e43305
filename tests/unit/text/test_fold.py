import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.text.fold import contains, fold, folded_text
from desktop_app.text.variants import SIMPLIFIED

CHINESE = st.text(
    st.sampled_from("傻逼妳罵髒電話ＡｂＣ㈱ﬁ①é　 -*\u200b\u0301\ufe0f😀𠮷ß\n"), max_size=40
)
ANY = st.one_of(st.text(max_size=60), CHINESE)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＮＭＳＬ", "nmsl"),
        ("妳這個騙子", "你这个骗子"),
        ("傻\u200b逼", "傻逼"),
        ("n\u0336m\u0336", "nm"),
        ("ńm", "nm"),
        ("⑧号", "8号"),
        ("한국", "한국"),
        ("繁體後來", "繁体后来"),
        ("第一行\n第二行", "第一行\n第二行"),
    ],
)
def test_one_form(text, folded):
    assert fold(text).text == folded


@pytest.mark.parametrize(
    "text", ["滚 - 蛋", "滚·蛋", "滚★蛋", "滚\u3000蛋", "滚，蛋", "滚|蛋", "滚\n蛋", "滚~蛋"]
)
def test_dropped_separators_bring_words_together(text):
    folded = fold(text, drop_separators=True)
    assert folded.text == "滚蛋"
    assert folded.span(0, 2) == (0, len(text))


def test_emoji_are_words_and_stay():
    assert fold("你是🐷", drop_separators=True).text == "你是🐷"


def test_span_leaves_outer_separators_outside():
    folded = fold("  滚 蛋！！", drop_separators=True)
    assert folded.span(0, 2) == (2, 5)


def test_one_source_character_may_fold_to_several():
    folded = fold("a㈱b")
    assert folded.text == "a(株)b"
    assert folded.span(2, 3) == (1, 2)


def test_span_outside_is_an_error():
    with pytest.raises(IndexError):
        fold("滚").span(0, 2)


@given(ANY, st.booleans())
def test_origins_ascend_and_cover(text, drop):
    folded = fold(text, drop)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert folded.origin[-1] == len(text)
    assert all(0 <= at < len(text) for at in folded.origin[:-1])


@given(ANY, st.booleans(), st.data())
def test_a_span_holds_what_was_found(text, drop, data):
    folded = fold(text, drop)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    low, high = folded.span(start, end)
    assert folded.text[start:end] in fold(text[low:high], drop).text


@given(ANY, st.booleans())
def test_the_text_alone_is_the_same_text(text, drop):
    assert folded_text(text, drop) == fold(text, drop).text


@given(ANY, st.booleans())
def test_folding_twice_changes_nothing(text, drop):
    once = fold(text, drop).text
    assert fold(once, drop).text == once


@given(st.text(), st.text(min_size=1), st.text())
def test_what_stands_in_a_text_is_found(before, needle, after):
    if fold(needle).text:
        assert contains(before + needle + after, needle)


def test_contains_sees_through_evasions_and_not_more():
    assert contains("你這個騙　子", "骗子")
    assert not contains("你好", "再见")
    assert not contains("你好", "")
    assert contains("多少？？？", "？？？")


def test_every_character_folds_to_a_fixed_form():
    for code in [*range(0x20, 0x3000), *range(0xF900, 0x10000), *map(ord, SIMPLIFIED)]:
        once = fold(chr(code)).text
        assert fold(once).text == once, hex(code)


def test_variant_table_is_one_to_one_and_final():
    assert len(SIMPLIFIED) > 3000
    assert all(len(k) == len(v) == 1 and v not in SIMPLIFIED for k, v in SIMPLIFIED.items())
    assert all(unicodedata.category(v) == "Lo" for v in SIMPLIFIED.values())

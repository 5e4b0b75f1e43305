import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.text import phones


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("13800001111", "+8613800001111"),
        ("008613800001111", "+8613800001111"),
        ("+86 138 0000 1111", "+8613800001111"),
        ("8613800001111", "+8613800001111"),
        ("１３８００００１１１１", "+8613800001111"),
        ("13800001111.0", "+8613800001111"),
        ("1.3800001111E+10", "+8613800001111"),
        ('="13800001111"', "+8613800001111"),
        ("\t13800001111", "+8613800001111"),
        ("013800001111", "+8613800001111"),
        ("1252013800001111", "+8613800001111"),
        ("17951 13800001111", "+8613800001111"),
        ("010-62345678", "+861062345678"),
        ("021-62345678", "+862162345678"),
        ("2162345678.0", "+862162345678"),
        ("(0571) 8765 4321", "+8657187654321"),
        ("4008001234", "+864008001234"),
        ("001 202 456 1111", "+12024561111"),
        ("138****6712", ""),
        ("1.38E+10", ""),
        ("0086663", ""),
        ("10086", ""),
        ("未知号码", ""),
        ("", ""),
    ],
)
def test_normal_form(raw, normal):
    assert phones.normalise(raw) == normal


def test_as_a_person_writes_it():
    assert phones.shown("13800001111.0") == "13800001111"
    assert phones.shown(" 138****6712 ") == "138****6712"
    assert phones.shown("0086663") == "0086663"
    assert phones.shown("3.5") == "3.5"


def test_same_number():
    assert phones.same_number("008613800006712", "138-0000-6712")
    assert phones.same_number("138****6712", "13800006712")
    assert phones.same_number("10086", "10086")
    assert not phones.same_number("138****6712", "13800006713")
    assert not phones.same_number("***********", "13800006713")
    assert not phones.same_number("", "")
    assert not phones.same_number("10086", "95588")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("打这个13800001111找我", ["13800001111"]),
        ("电话：＋86 138-0000-1111。", ["＋86 138-0000-1111"]),
        ("号码138****6712是你的吧", ["138****6712"]),
        ("座机0571-87654321转8", ["0571-87654321"]),
        ("客服400-800-1234", ["400-800-1234"]),
        ("订单2022061813800001111", []),
        ("运单SF1380000111122", []),
        ("2022-06-18 22:47:12 共128元", []),
        ("两个13800001111、13900002222", ["13800001111", "13900002222"]),
    ],
)
def test_numbers_in_texts(text, found):
    assert [text[a:b] for a, b in phones.find(text)] == found


@given(st.text(max_size=40))
def test_any_text_is_survived(text):
    for start, end in phones.find(text):
        assert 0 <= start < end <= len(text)
    normal = phones.normalise(text)
    assert normal == "" or (normal[0] == "+" and normal[1:].isdecimal())


@given(st.integers(13000000000, 19999999999), st.sampled_from(["", "+86", "0086", "86", "17951"]))
def test_every_writing_of_a_mobile_means_the_same(number, prefix):
    assert phones.normalise(f"{prefix}{number}") == f"+86{number}"
    assert phones.same_number(f"{prefix}{number}", f"{number}.0")

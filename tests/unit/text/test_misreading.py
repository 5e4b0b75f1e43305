"""Readings laid side by side, and a misreading found again only where it is borne out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.text.compare import part_of, runs
from desktop_app.text.misreading import Misreading, mended, misreadings

TEXTS = st.text("几儿栋单元12，, ", max_size=12)


@given(TEXTS, TEXTS)
def test_runs_hold_both_texts_whole(one, other):
    cut = runs(one, other)
    assert "".join(left for left, _ in cut) == one
    assert "".join(right for _, right in cut) == other


@given(st.text("几儿栋单元12，, ", min_size=2, max_size=12), TEXTS, st.integers(1, 11))
def test_parts_of_the_other_text_lie_in_order_in_it(one, other, cut):
    cut = min(cut, len(one) - 1)
    assert part_of(one, other, 0, len(one)) == other
    before, after = part_of(one, other, 0, cut), part_of(one, other, cut, len(one))
    assert other.startswith(before)
    assert other.endswith(after)
    assert len(before) + len(after) <= len(other)


def test_a_part_without_the_rest_of_the_line():
    assert part_of("我知道你家 23:40", "我知道你冢 23:4O", 0, 5) == "我知道你冢"
    assert part_of("我知道你家 23:40", "我知道你冢 23:4O", 6, 11) == "23:4O"


def test_what_was_misread():
    assert misreadings("你家住儿栋", "你家住几栋") == (Misreading("儿", "几", "住", "栋"),)
    assert misreadings("一样", "一样") == ()
    assert misreadings("儿栋儿层", "几栋八层") == (
        Misreading("儿", "几", "", "栋"),
        Misreading("儿", "八", "栋", "层"),
    )


KNOWN = misreadings("你家住儿栋", "你家住几栋")


@pytest.mark.parametrize(
    ("text", "others", "expected"),
    [
        ("十儿个电话", ["十几个电话"], "十几个电话"),
        ("十儿个电话", ["十八个电话"], None),  # another misreading
        ("十儿个电话", [], None),  # nothing bears it out
        ("我儿子说几句", ["我儿子说儿句"], None),  # the right sign elsewhere is no evidence
        ("儿子十儿岁", ["儿子十几岁"], "儿子十几岁"),  # only in its place
        ("儿个,别等", ["几个，别等"], "几个,别等"),  # signs and width may differ
        ("儿个别筹", ["几个别等"], None),  # something else differs: not offered
        ("十儿个", ["十八个", "十几个"], "十几个"),  # a later reading bears it out
        ("几栋", ["儿栋"], None),  # the other way round is not the same misreading
    ],
)
def test_mended_only_where_another_reading_bears_it_out(text, others, expected):
    assert mended(text, others, KNOWN) == expected


def test_a_lost_sign_needs_the_same_neighbours():
    known = misreadings("后果负", "后果自负")
    assert mended("你后果负吧", ["你后果自负吧"], known) == "你后果自负吧"
    assert mended("谁负责", ["谁自负责"], known) is None


@given(TEXTS, st.lists(TEXTS, max_size=3), TEXTS, TEXTS)
def test_nothing_but_known_runs_changes(text, others, read, settled):
    known = misreadings(read, settled)
    better = mended(text, others, known)
    if better is None:
        return
    pairs = {(each.wrong, each.right) for each in known}
    assert better != text
    changed = [(one, two) for one, two in runs(text, better) if one != two]
    assert sum(len(one) - len(two) for one, two in changed) == len(text) - len(better)
    left = "".join(wrong for wrong, _ in pairs)
    right = "".join(right for _, right in pairs)
    assert set(text) - set(better) <= set(left)
    assert set(better) - set(text) <= set(right)

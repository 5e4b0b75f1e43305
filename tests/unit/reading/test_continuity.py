"""Overlapping screenshots: what repeats what, and which joins are proven."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.timeline import ContinuityLink, ContinuityState
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.continuity import Continuity, Page, join_pages
from desktop_app.reading.overlap import line_of

ME, SHOP, SCREEN = Speaker.SELF, Speaker.OTHER, Speaker.SYSTEM
HAN = "的一是不了人我在有他这中大来上个国和也子时道说出而要于就下得可你年生"
START = datetime(2022, 6, 15, 20, 26)


def at(minutes: int, source=MomentSource.SCREEN_ABSOLUTE) -> Moment:
    return Moment(START + timedelta(minutes=minutes), Precision.MINUTE, source)


def time_line(minutes: int):
    moment = at(minutes)
    return (SCREEN, f"{moment.value:%Y-%m-%d %H:%M}", moment)


def page(evidence_id: int, *said, title="悦享家居", kind=EvidenceKind.CHAT) -> Page:
    """Make a page; ids of its messages are 100 × evidence + position."""
    lines = []
    for position, (speaker, text, *moment) in enumerate(said):
        number = 100 * evidence_id + position
        lines.append(line_of(number, speaker, text, moment[0] if moment else None))
    return Page(evidence_id, kind, title, tuple(lines))


def links(found: Continuity) -> list[tuple[int, int, int]]:
    return [(link.earlier, link.later, link.shared) for link in found.links]


A, B, C = (
    (SHOP, "看到您给了差评，麻烦删一下，给您返50元"),
    (ME, "不删。垃圾质量，你们就是骗子"),
    (ME, "我写的都是事实，请不要再联系我"),
)
D = (SHOP, "一条差评我们损失几千块，你别后悔")
E = (SHOP, "再不删，后果自负")
HELLO, WELL = (ME, "在吗"), (SHOP, "在的亲")


def test_the_tail_of_one_is_the_head_of_the_next():
    found = join_pages([page(1, time_line(0), A, B, C), page(2, B, C, time_line(15), D)])
    assert found.twin_of == {200: 102, 201: 103}
    assert found.links == (ContinuityLink(1, 2, 2, ContinuityState.PROVEN),)


def test_exhibit_order_need_not_be_the_order_of_the_conversation():
    found = join_pages([page(1, B, C, D), page(2, A, B, C)])
    assert found.twin_of == {201: 100, 202: 101}
    assert links(found) == [(2, 1, 2)]


def test_a_long_screenshot_holds_a_short_one():
    found = join_pages([page(1, A, B, C, D, E), page(2, C, D)])
    assert found.twin_of == {200: 102, 201: 103}
    assert links(found) == [(1, 2, 2)]


def test_without_overlap_the_join_is_unproven():
    found = join_pages([page(1, A, B), page(2, D, E)])
    assert found.twin_of == {}
    assert found.links == (ContinuityLink(1, 2, 0, ContinuityState.UNPROVEN),)


def test_same_words_in_another_chat_or_kind_are_other_messages():
    first = page(1, A, B, C)
    assert join_pages([first, page(2, A, B, C, title="别的店")]) == Continuity({}, ())
    assert join_pages([first, page(2, A, B, C, kind=EvidenceKind.SMS)]) == Continuity({}, ())
    assert join_pages([first, page(2, A, B, C, title="")]).twin_of == {200: 100, 201: 101, 202: 102}


def test_a_page_without_title_never_joins_two_chats():
    found = join_pages(
        [page(1, A, B, C, D), page(2, B, C, D, title=""), page(3, B, C, D, title="别的店")]
    )
    assert not any(number >= 300 for number in (*found.twin_of, *found.twin_of.values()))


def test_one_message_is_enough_only_if_long_and_timed():
    long = (SHOP, "我有你的电话和地址，咱们慢慢玩")
    alone = [page(1, A, long), page(2, long, E)]
    assert join_pages(alone).twin_of == {}
    timed = [page(1, A, time_line(5), long), page(2, time_line(5), long, E)]
    assert join_pages(timed).twin_of == {200: 101, 201: 102}
    short = [page(1, A, time_line(5), HELLO), page(2, time_line(5), HELLO, E)]
    assert join_pages(short).twin_of == {}


def test_short_repeated_messages_need_a_run_around_them():
    assert join_pages([page(1, A, HELLO, HELLO), page(2, HELLO, HELLO, D)]).twin_of == {}
    assert join_pages([page(1, A, HELLO, WELL), page(2, HELLO, WELL, D)]).twin_of == {}
    found = join_pages([page(1, A, B, HELLO, HELLO), page(2, A, B, HELLO, HELLO, D)])
    assert found.twin_of == {200: 100, 201: 101, 202: 102, 203: 103}
    found = join_pages([page(1, A, B, HELLO, HELLO), page(2, B, HELLO, HELLO, D)])
    assert found.twin_of == {200: 101, 201: 102, 202: 103}


def test_a_period_that_fits_in_two_ways_is_left_alone():
    turns = (A, B, A, B)
    assert join_pages([page(1, *turns), page(2, *turns, C)]).twin_of == {}


def test_set_phrases_on_other_days_are_other_messages():
    first = page(1, (SCREEN, *time_line(0)[1:]), A, B)
    second = page(2, (SCREEN, *time_line(1440)[1:]), A, B)
    assert join_pages([first, second]).twin_of == {}
    dated = [(speaker, text, at(0, MomentSource.BRACKET)) for speaker, text in (A, B)]
    again = [(speaker, text, at(1440, MomentSource.BRACKET)) for speaker, text in (A, B)]
    assert join_pages([page(1, *dated), page(2, *again)]).twin_of == {}


def test_another_speaker_is_another_message():
    turned = [(ME if speaker is SHOP else SHOP, text) for speaker, text in (A, B, C)]
    assert join_pages([page(1, A, B, C), page(2, *turned)]).twin_of == {}


def test_two_set_phrases_alone_join_nothing():
    polite = ((SHOP, "亲，请问考虑得怎么样了呢"), (SHOP, "麻烦您删一下差评好吗"))
    others = [(SHOP, f"第{n}页上只有这一句话{n}") for n in "甲乙丙丁戊己庚辛"]
    pages = [page(n, said) for n, said in enumerate(others, start=3)]
    first, second = page(1, A, *polite), page(2, *polite, B)
    assert join_pages([first, second, *pages]).twin_of == {200: 101, 201: 102}
    later = page(20, C, *polite, D)
    assert join_pages([first, second, *pages, later]).twin_of == {}


def test_what_stands_below_is_not_older_than_what_stands_above():
    found = join_pages([page(1, time_line(3000), A, B, C), page(2, A, B, C, time_line(0), D)])
    assert found.twin_of == {}


def test_a_bubble_cut_off_by_the_edge_repeats_the_whole_one():
    tail = (SHOP, "一条差评我们损失")
    found = join_pages([page(1, A, B, C, tail), page(2, B, C, D, E)])
    assert found.twin_of == {200: 101, 201: 102, 103: 202}
    head = (ME, "请不要再联系我")
    found = join_pages([page(1, B, C, D, E), page(2, head, D, E)])
    assert found.twin_of == {200: 101, 201: 102, 202: 103}


def test_one_whole_and_one_long_cut_message_are_enough():
    tail = (SHOP, "一条差评我们损失几千块")
    assert join_pages([page(1, A, C, tail), page(2, C, D, E)]).twin_of == {200: 101, 102: 201}
    tail = (SHOP, "一条差评")
    assert join_pages([page(1, A, HELLO, tail), page(2, HELLO, D, E)]).twin_of == {}


def test_a_date_kept_at_the_top_of_the_screen_is_passed_over():
    first = [(speaker, text, at(0, MomentSource.BRACKET)) for speaker, text in (A, B, C)]
    assert join_pages([page(1, time_line(0), *first), page(2, time_line(0), B, C, D)]).twin_of == {
        201: 102,
        202: 103,
    }
    assert join_pages([page(1, time_line(0), *first), page(2, time_line(9), B, C, D)]).twin_of == {}


def test_letters_cut_through_at_the_edge_do_not_hide_the_overlap():
    found = join_pages([page(1, A, B, C, (SHOP, "__亠")), page(2, B, C, D, E)])
    assert found.twin_of == {200: 101, 201: 102}


def test_three_pages_share_one_message_and_the_first_stands_for_all():
    found = join_pages([page(1, A, B, C), page(2, B, C, D), page(3, B, C, D, E)])
    assert found.twin_of == {200: 101, 201: 102, 300: 101, 301: 102, 302: 202}
    assert links(found) == [(1, 2, 2), (2, 3, 3)]


def test_what_a_person_settled_stands_for_the_others():
    pages = [page(1, A, B, C), page(2, A, B, C)]
    assert join_pages(pages, {201: 1}).twin_of == {200: 100, 101: 201, 202: 102}


def test_a_correction_parts_two_messages_but_not_the_run_around_them():
    first = page(1, A, B, C)
    fixed = line_of(201, ME, "完全是另外一句话", None, read_text=B[1])
    lines = page(2, A, B, C).lines
    second = Page(2, EvidenceKind.CHAT, "悦享家居", (lines[0], fixed, lines[2]))
    found = join_pages([first, second])
    assert found.twin_of == {200: 100, 202: 102}
    assert links(found) == [(1, 2, 3)]


def invented(seed: int, count: int) -> list[tuple[Speaker, str]]:
    """Make a conversation in which no two messages are alike."""
    random = Random(seed)
    return [
        (random.choice([ME, SHOP]), "".join(random.choices(HAN, k=random.randint(11, 20))))
        for _ in range(count)
    ]


talks = st.builds(invented, st.integers(0, 10**6), st.integers(8, 30))


def noisy(text: str, place: int, kind: int) -> str:
    """Slip in one character: replaced, left out or doubled."""
    index = place % len(text)
    return text[:index] + ("龘", "", text[index] * 2)[kind] + text[index + 1 :]


@st.composite
def windows(draw):
    """A conversation and the (first, last) indices of overlapping screenshots of it."""
    talk = draw(talks)
    cuts = []
    start = 0
    while True:
        size = draw(st.integers(4, 9))
        cuts.append((start, min(start + size, len(talk))))
        if start + size >= len(talk):
            return talk, cuts
        start += size - draw(st.integers(2, 3))


def told(pages, truth):
    """Read the pages one after the other without what repeats; return the true indices."""
    found = join_pages(pages)
    for twin, original in found.twin_of.items():
        assert truth[twin] == truth[original], "only the same message may be joined"
    ids = [line.id for item in pages for line in item.lines]
    return [truth[number] for number in ids if number not in found.twin_of], found


@settings(max_examples=120, deadline=None)
@given(windows(), st.data())
def test_windows_of_a_conversation_give_it_back(drawn, data):
    talk, cuts = drawn
    slips = data.draw(st.lists(st.tuples(st.integers(0, 19), st.integers(-1, 2)), min_size=1))
    pages, truth = [], {}
    count = 0
    for number, (start, end) in enumerate(cuts, start=1):
        said = []
        for index in range(start, end):
            speaker, text = talk[index]
            place, kind = slips[count % len(slips)]
            count += 1
            said.append((speaker, noisy(text, place, kind) if kind >= 0 else text))
            truth[100 * number + index - start] = index
        pages.append(page(number, *said))
    order, found = told(pages, truth)
    assert order == list(range(len(talk)))
    assert all(link.state is ContinuityState.PROVEN for link in found.links)
    assert len(found.links) == len(pages) - 1


@settings(max_examples=60, deadline=None)
@given(talks, st.integers(2, 6))
def test_pages_that_only_touch_are_never_joined(talk, size):
    starts = range(0, len(talk), size)
    pages = [page(n, *talk[start : start + size]) for n, start in enumerate(starts, start=1)]
    found = join_pages(pages)
    assert found.twin_of == {}
    assert all(link.state is ContinuityState.UNPROVEN for link in found.links)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from([HELLO, WELL, A, B, (SHOP, "好的")]), min_size=4, max_size=24),
    st.integers(3, 6),
    st.integers(0, 2),
)
def test_any_talk_is_joined_without_a_contradiction(talk, size, step):
    starts = range(0, len(talk), size - step)
    pages = [page(n, *talk[start : start + size]) for n, start in enumerate(starts, start=1)]
    found = join_pages(pages)
    assert not set(found.twin_of) & set(found.twin_of.values())
    for item in pages:
        originals = [found.twin_of.get(line.id, line.id) for line in item.lines]
        assert len(set(originals)) == len(originals), "a page never repeats itself"

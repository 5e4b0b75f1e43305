from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import (
    CaptureFacts,
    LineStatus,
    RecognisedLine,
    RecognisedPage,
    Region,
    RegionKind,
    Side,
)
from desktop_app.domain.transcript import Direction
from desktop_app.reading.call_list import parse
from desktop_app.reading.call_words import facts_of

IN, OUT, UNKNOWN = Direction.IN, Direction.OUT, Direction.UNKNOWN
RED, BLACK, GREY = (255, 59, 48), (10, 10, 10), (140, 140, 143)
CAPTURED = Moment(datetime(2022, 6, 19, 12, 13, 5), Precision.SECOND, MomentSource.FILE_NAME)


def line(x, y, size, text, ink=BLACK, *, width=1080, status=LineStatus.AGREED, confidence=95.0):
    """Return a line centred on ``y``; a negative ``x`` counts from the right edge."""
    long = round(sum(size if ord(c) > 255 else size * 0.55 for c in text))
    left = x if x >= 0 else width + x - long
    return RecognisedLine(
        text, Box(left, round(y) - size // 2, long, size), None, confidence, status, (), (), ink
    )


def page(lines, *, height=2340, captured=CAPTURED, regions=()):
    return RecognisedPage(
        1080, height, (255, 255, 255), regions, tuple(lines), facts=CaptureFacts(captured)
    )


IOS_FRAME = [
    line(40, 60, 40, "10:47"), line(880, 60, 36, "5G 80%"), line(48, 160, 50, "编辑"),
    line(330, 160, 40, "所有通话"), line(560, 160, 40, "未接来电"), line(48, 290, 90, "最近通话"),
    line(100, 2250, 28, "个人收藏"), line(370, 2250, 28, "最近通话"), line(640, 2250, 28, "通讯录"),
    line(900, 2250, 28, "拨号键盘"),
]  # fmt: skip


def ios(rows):
    lines = list(IOS_FRAME)
    for i, (head, label, time, ink) in enumerate(rows):
        y = 400 + 180 * i
        lines += [
            line(108, y + 60, 50, head, ink),
            line(108, y + 123, 40, label, GREY),
            line(-138, y + 90, 44, time, GREY),
        ]
    return page(lines)


def test_a_first_digit_that_the_arrow_drew_away_comes_back():
    rows = [("0 571-87000412", "杭州", "10:02", BLACK), ("170 0000 2231", "杭州", "09:02", RED)]
    first, second = parse(ios(rows))
    assert (first.number, second.number) == ("0571-87000412", "170 0000 2231")


def test_the_arrow_of_ios_means_outgoing():
    rows = [
        ("138 0000 1111", "福建福州", "22:47", BLACK),
        ("138 0000 2222", "福建福州", "22:40", BLACK),
        ("138 0000 3333", "福建福州", "22:30", RED),
    ]
    whole = ios(rows)
    shifted = [
        line(40, each.box.centre_y, 50, each.text) if each.text.endswith("2222") else each
        for each in whole.lines
    ]
    assert [c.direction for c in parse(page(shifted))] == [IN, OUT, IN]
    everywhere = [
        line(40, each.box.centre_y, 50, each.text)
        if each.box.x == 108 and "1" in each.text
        else each
        for each in whole.lines
    ]
    assert OUT not in [c.direction for c in parse(page(everywhere))]


def two_lined(rows, *, top=440, frame=(), **more):
    """Return a list whose second line holds time and kind of call."""
    lines = list(frame)
    y = top
    for row in rows:
        if isinstance(row, str):
            lines.append(line(60, y + 60, 40, row, GREY))
            y += 100
            continue
        lines += [line(130, y + 70, 50, row[0]), line(130, y + 140, 38, row[1], GREY)]
        y += 204
    return page(lines, **more)


ANDROID_FRAME = [
    line(40, 50, 36, "10:47"), line(60, 180, 80, "通话"), line(60, 300, 44, "全部通话"),
    line(330, 300, 44, "未接来电"), line(60, 380, 40, "搜索联系人"),
]  # fmt: skip


def test_ios_rows():
    calls = parse(
        ios(
            [
                ("138 0000 1111 (3)", "福建福州", "昨天", RED),
                ("王小明", "手机", "星期三", BLACK),
                ("+86 139 2222 3333", "浙江杭州", "2022/6/10", BLACK),
                ("未知号码", "未知", "22:47", RED),
                ("10086", "中国移动", "11:58", BLACK),
            ]
        )
    )
    assert [(c.number, c.name, c.direction, c.missed, c.count) for c in calls] == [
        ("138 0000 1111", "", IN, True, 3),
        ("", "王小明", IN, False, 1),
        ("+86 139 2222 3333", "", IN, False, 1),
        ("", "未知号码", IN, True, 1),
        ("10086", "", IN, False, 1),
    ]
    assert [c.moment.iso()[:16] for c in calls] == [
        "2022-06-18T00:00", "2022-06-15T00:00", "2022-06-10T00:00", "2022-06-18T22:47",
        "2022-06-19T11:58",
    ]  # fmt: skip
    assert calls[0].moment.precision is Precision.DAY
    assert calls[0].normalised == "+8613800001111"
    assert calls[0].extra == (("place", "福建福州"),)
    assert calls[0].box == Box(108, 435, calls[0].box.w, 108)
    assert all(a.box.bottom < b.box.y for a, b in pairwise(calls))


def test_miui_rows_under_day_headers():
    calls = parse(
        two_lined(
            [
                "今天",
                ("138 0000 1111 (2)", "11:58  未接来电  福建福州"),
                ("快递送餐", "09:12 呼入6秒 浙江杭州"),
                ("0571-87654321", "08:01  呼出1分4秒  浙江杭州"),
                "昨天",
                ("400-800-1234", "23:58  响铃10声  骚扰电话 123人标记"),
                ("13912345678", "22:01  已挂断  广东深圳 移动"),
                ("13912345679", "3小时前  已拦截"),
            ],
            frame=ANDROID_FRAME,
        )
    )
    assert [(c.number, c.direction, c.missed, c.duration_s, c.detail, c.ring) for c in calls] == [
        ("138 0000 1111", IN, True, None, "", ""),
        ("", IN, False, 6, "", ""),
        ("0571-87654321", OUT, False, 64, "", ""),
        ("400-800-1234", IN, True, None, "", "响铃10声"),
        ("13912345678", IN, True, None, "rejected", ""),
        ("13912345679", IN, True, None, "blocked", ""),
    ]
    assert [c.moment.iso()[:16] for c in calls] == [
        "2022-06-19T11:58", "2022-06-19T09:12", "2022-06-19T08:01", "2022-06-18T23:58",
        "2022-06-18T22:01", "2022-06-19T09:00",
    ]  # fmt: skip
    assert calls[1].name == "快递送餐"
    assert calls[3].name == "骚扰电话 123人标记"
    assert ("mark", "骚扰电话 123人标记") in calls[3].extra


def test_huawei_rows_with_the_time_at_the_right():
    lines = list(ANDROID_FRAME)
    rows = [
        ("13800001111", "福建福州  响铃3声", "昨天 22:47"),
        ("张三", "手机  呼出12秒", "6月12日"),
        ("95588", "北京  呼入", "6/11 08:00"),
        ("1065 7788", "陌生号码  未接来电", "06-10 23:11"),
    ]
    for i, (head, below, time) in enumerate(rows):
        y = 440 + 204 * i
        lines += [line(130, y + 70, 50, head), line(130, y + 140, 38, below, GREY)]
        lines.append(line(-156, y + 104, 38, time, GREY))
    calls = parse(page(lines))
    assert [(c.number or c.name, c.direction, c.missed, c.moment.iso()[:16]) for c in calls] == [
        ("13800001111", IN, True, "2022-06-18T22:47"),
        ("张三", OUT, False, "2022-06-12T00:00"),
        ("95588", IN, False, "2022-06-11T08:00"),
        ("1065 7788", IN, True, "2022-06-10T23:11"),
    ]


def test_samsung_rows_of_one_line():
    lines = [line(60, 180, 84, "最近"), line(60, 330, 40, "6月18日", GREY)]
    for i, (head, time) in enumerate(
        [("13800001111", "下午11:47"), ("李四 (2)", "下午10:01"), ("13912345678", "上午8:00")]
    ):
        lines += [line(170, 440 + 150 * i, 50, head), line(-60, 440 + 150 * i, 40, time, GREY)]
    calls = parse(page(lines))
    assert [(c.number or c.name, c.count, c.moment.iso()[:16]) for c in calls] == [
        ("13800001111", 1, "2022-06-18T23:47"),
        ("李四", 2, "2022-06-18T22:01"),
        ("13912345678", 1, "2022-06-18T08:00"),
    ]
    assert calls[0].moment.assumed == ("year",)


DETAIL = [
    line(400, 180, 50, "通话记录详情"), line(300, 300, 64, "13800001111"),
    line(300, 380, 38, "福建福州", GREY),
]  # fmt: skip


def test_a_detail_page_gives_every_call_the_number_of_its_title():
    rows = [
        ("11月17日 12:14", "呼出6秒"), ("11月17日 12:10", "未接通"), ("11月16日 22:14", "响铃10声"),
        ("11月16日 22:10", "已挂断"), ("11月16日 02:10", "呼入1分4秒"),
    ]  # fmt: skip
    lines = list(DETAIL)
    for i, (time, word) in enumerate(rows):
        lines += [line(150, 540 + 186 * i, 48, time), line(-60, 540 + 186 * i, 42, word, GREY)]
    calls = parse(page(lines))
    assert {c.number for c in calls} == {"13800001111"}
    assert [(c.direction, c.missed, c.duration_s, c.detail) for c in calls] == [
        (OUT, False, 6, ""), (OUT, True, None, ""), (IN, True, None, ""),
        (IN, True, None, "rejected"), (IN, False, 64, ""),
    ]  # fmt: skip
    assert calls[0].moment.iso() == "2021-11-17T12:14:00"
    assert calls[2].ring == "响铃10声"


def test_in_a_slanting_photo_times_and_days_go_to_their_own_rows():
    lines = [line(60, 300, 60, "通话"),
             line(-100, 488, 40, "07:11"), line(140, 510, 50, "13800001111"),
             line(140, 580, 36, "福建 莆田", GREY), line(-100, 660, 40, "06:10"),
             line(140, 694, 40, "95556"), line(140, 760, 36, "电话", GREY),
             line(-100, 886, 40, "05:40"), line(140, 905, 50, "13800002222"),
             line(140, 975, 36, "福建 莆田", GREY)]  # fmt: skip
    calls = parse(replace(page(lines), photo=True))
    assert [(c.number, c.moment.iso()[11:16]) for c in calls] == [
        ("13800001111", "07:11"), ("95556", "06:10"), ("13800002222", "05:40"),
    ]  # fmt: skip
    hanging = [line(60, 300, 60, "通话"), line(60, 400, 40, "今天"),
               line(140, 490, 50, "13800001111"), line(-100, 520, 44, "10:11"),
               line(60, 585, 40, "昨天"),
               line(140, 680, 50, "13800002222"), line(-100, 710, 44, "09:11")]  # fmt: skip
    assert [c.moment.iso()[:16] for c in parse(replace(page(hanging), photo=True))] == [
        "2022-06-19T10:11", "2022-06-18T09:11",
    ]  # fmt: skip


def test_calls_of_a_list_of_blocked_ones_came_in_and_were_missed():
    def of(title):
        lines = [line(90, 180, 50, title), line(480, 2230, 40, "清空记录")]
        for at, (number, why) in enumerate(
            (("400-000-0731", "疑似诈骗"), ("165 0000 7312", "黑名单"))
        ):
            y = 420 + 180 * at
            lines += [line(150, y, 44, number), line(150, y + 55, 34, why, GREY)]
            lines.append(line(-60, y + 28, 36, f"4月2{at}日 08:47", GREY))
        return [(c.number, c.direction, c.missed) for c in parse(page(lines))]

    blocked = [("400-000-0731", IN, True), ("165 0000 7312", IN, True)]
    assert of("拦截记录") == of("骚扰拦截") == blocked
    assert of("通话记录") == [(number, UNKNOWN, False) for number, _, _ in blocked]


def test_red_ink_of_a_dark_screen_in_a_photo_is_red():
    rows = [
        ("13800001111", "福建福州", "10:02", (137, 43, 39)),
        ("13800002222", "福建福州", "09:02", (120, 110, 100)),
    ]
    assert [c.missed for c in parse(ios(rows))] == [True, False]


def test_rows_of_a_detail_page_that_look_like_bars_or_are_cut_through_are_its_calls():
    bars = tuple(
        Region(i, RegionKind.INPUT_BAR, Box(0, y, 1080, 180), Side.WIDE, (255, 255, 255))
        for i, y in enumerate((640, 820, 2160))
    )
    lines = list(DETAIL)
    for y, time, region in ((540, "6月18日 12:14", None), (730, "6月18日 12:10", 0),
                            (910, "6月17日 22:14", 1)):  # fmt: skip
        lines += [line(150, y, 48, time), line(-60, y, 42, "未接来电", GREY)]
        lines[-2:] = [replace(each, region=region) for each in lines[-2:]]
    lines.append(line(150, 1090, 30, "日 17口 22:10", status=LineStatus.DOUBTFUL))
    lines.append(replace(line(400, 2220, 40, "13899990000 短信"), region=2))
    calls = parse(page(lines, regions=bars))
    assert {c.number for c in calls} == {"13800001111"}
    assert [c.moment.iso()[5:16] for c in calls[:3]] == [
        "06-18T12:14", "06-18T12:10", "06-17T22:14",
    ]  # fmt: skip
    assert [c.status is LineStatus.DOUBTFUL for c in calls] == [False, False, False, True]


def test_a_detail_page_of_a_contact_keeps_name_and_number():
    lines = [line(300, 250, 64, "丁丁旗舰店"), line(300, 330, 40, "13800001111")]
    lines.append(line(40, 390, 60, "本与", confidence=31.0))
    for i, time in enumerate(["6月17日 12:14", "6月17日 12:10", "6月16日 22:14"]):
        lines += [line(60, 540 + 186 * i, 48, time), line(-60, 540 + 186 * i, 42, "呼入7秒", GREY)]
    calls = parse(page(lines))
    assert [(c.number, c.name) for c in calls] == [("13800001111", "丁丁旗舰店")] * 3


def test_a_detail_page_with_both_words_in_one_line():
    lines = [
        *DETAIL,
        line(60, 500, 44, "6月17日 12:14  呼出6秒"),
        line(60, 600, 44, "6月16日 12:14  未接通"),
    ]
    calls = parse(page(lines))
    assert [(c.number, c.duration_s, c.missed) for c in calls] == [
        ("13800001111", 6, False), ("13800001111", None, True),
    ]  # fmt: skip


def test_arrows_misread_as_characters_are_no_names():
    times = ["九 6月17日 12:14", "& 6月17日 12:10", "6月16日 22:14"]
    lines = list(DETAIL)
    for i, time in enumerate(times):
        lines += [line(60, 540 + 186 * i, 48, time), line(-60, 540 + 186 * i, 42, "呼入7秒", GREY)]
    calls = parse(page(lines))
    assert [(c.number, c.name) for c in calls] == [("13800001111", "")] * 3


def test_an_arrow_misread_as_a_digit_is_dropped_and_doubted():
    lines = [line(60, 500, 50, "713800001111"), line(130, 570, 38, "22:47  呼出8秒  福建福州")]
    [call] = parse(page(lines))
    assert (call.number, call.status) == ("13800001111", LineStatus.DOUBTFUL)
    aligned = [line(130, 500, 50, "713800001111"), lines[1]]
    assert parse(page(aligned))[0].number == "713800001111"


def test_an_opening_line_that_was_not_read_lends_no_wrong_number():
    whole = two_lined(
        [(f"1380000111{i}", f"1{i}:00  未接来电") for i in range(4)], frame=ANDROID_FRAME
    )
    lost = page([each for each in whole.lines if each.text != "13800001112"])
    assert [c.number for c in parse(lost)].count("13800001111") == 1
    assert sorted(c.moment.iso()[11:13] for c in parse(lost)) == ["10", "11", "12", "13"]


def test_a_clock_after_the_kind_is_a_length_only_beside_another_time():
    both, alone = parse(
        two_lined([("13800001111", "22:47  呼出 00:06"), ("13800001112", "呼入 11:58")])
    )
    assert (both.duration_s, both.moment.iso()) == (6, "2022-06-18T22:47:00")
    assert (alone.duration_s, alone.moment.iso()) == (None, "2022-06-19T11:58:00")


def test_frames_alone_give_no_rows():
    assert parse(page(IOS_FRAME)) == ()
    assert parse(page(ANDROID_FRAME)) == ()
    assert parse(page([])) == ()
    carrier = [line(40, 50, 36, "中国移动 10:47 100%"), line(60, 180, 80, "通话")]
    assert parse(page(carrier)) == ()


def test_the_input_bar_is_no_row():
    bar = Region(0, RegionKind.INPUT_BAR, Box(0, 2100, 1080, 240), Side.WIDE, (255, 255, 255))
    inside = RecognisedLine(
        "13800001111 昨天", Box(60, 2200, 600, 50), 0, 90.0, LineStatus.SINGLE, ()
    )
    assert parse(page([inside], regions=(bar,))) == ()


def test_without_a_capture_time_the_printed_time_is_kept():
    lines = two_lined([("13800001111", "昨天 22:47  未接来电")], captured=None, frame=ANDROID_FRAME)
    [call] = parse(lines)
    assert call.moment is None
    assert ("time", "昨天 22:47") in call.extra
    assert call.missed


def test_trust_is_that_of_the_weakest_line():
    lines = [
        line(130, 500, 50, "13800001111", status=LineStatus.AGREED, confidence=99.0),
        line(130, 570, 38, "22:47 未接来电", status=LineStatus.DOUBTFUL, confidence=41.0),
    ]
    [call] = parse(page(lines))
    assert (call.status, call.confidence) == (LineStatus.DOUBTFUL, 41.0)


def test_the_mark_at_the_end_of_a_row_brings_no_doubt_into_it():
    lines = [
        line(130, 500, 50, "13800001111"),
        line(130, 570, 38, "22:47 未接来电"),
        line(-60, 535, 40, "O", status=LineStatus.DOUBTFUL, confidence=12.0),
    ]
    [call] = parse(page(lines))
    assert (call.status, call.confidence) == (LineStatus.AGREED, 95.0)


def test_a_cropped_picture_starts_with_a_row():
    lines = [line(130, 40, 50, "13800001111"), line(130, 110, 38, "22:47 未接来电")]
    assert len(parse(page(lines, height=300))) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("呼出6秒", (OUT, False, 6)),
        ("呼入1小时2分3秒", (IN, False, 3723)),
        ("呼出 00:00:06", (OUT, False, 6)),
        ("未接通", (OUT, True, None)),
        ("对方无应答", (OUT, True, None)),
        ("已取消", (OUT, True, None)),
        ("响铃lO声", (IN, True, None)),
        ("未接来电", (IN, True, None)),
        ("已拒接", (IN, True, None)),
        ("已拦截", (IN, True, None)),
        ("Missed Call", (IN, True, None)),
        ("Outgoing call", (OUT, False, None)),
        ("已转接", (UNKNOWN, False, None)),
    ],
)
def test_kinds_of_calls(text, expected):
    facts = facts_of(text)
    assert (facts.direction, facts.missed, facts.seconds) == expected
    assert facts.has_status
    assert not facts.rest


WORDS = st.sampled_from(
    ["13800001111", "昨天 22:47", "未接来电", "呼出6秒", "今天", "福建福州", "王小明", "(3)",
     "响铃3声", "22:47", "6月18日", "", "ⓘ", "\0", "０", "²", "138****1111", "3分钟前"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(20, 2300), st.integers(10, 90), WORDS, WORDS),
        max_size=14,
    )
)
def test_any_page_is_survived(items):
    lines = [line(x, y, size, f"{a} {b}") for x, y, size, a, b in items]
    for call in parse(page(lines)):
        assert call.box is not None
        assert (
            call.number or call.name or call.moment or call.extra or call.missed or call.direction
        )

"""Recognised pages → transcripts: speakers, names, times, quotations, frames and kinds."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import MomentSource
from desktop_app.domain.recognition import (
    EvidenceKind,
    LineStatus,
    RegionKind,
    Side,
)
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.joining import join
from desktop_app.reading.page import understand
from tests.unit.reading.screen import Screen, chat


def test_bubbles_become_messages_with_speaker_and_time():
    transcript = understand(chat().page(), None)
    assert transcript.kind is EvidenceKind.CHAT
    assert transcript.title == "悦享售后8号"
    said = [(m.speaker, m.text) for m in transcript.messages]
    assert said == [
        (Speaker.SYSTEM, "昨天 23:47"),
        (Speaker.OTHER, "你等着"),
        (Speaker.SELF, "请不要再联系我"),
        (Speaker.SYSTEM, "6月19日 08:00"),
        (Speaker.OTHER, "呵呵"),
    ]
    first = transcript.messages[1].moment
    assert first is not None
    assert first.iso() == "2022-06-18T23:47:00"
    assert first.source is MomentSource.BRACKET
    assert first.until == datetime(2022, 6, 19, 8, 0)
    assert transcript.text.split("\n")[2] == "悦享售后8号"


def test_without_a_capture_time_nothing_is_guessed():
    transcript = understand(chat().page(None), None)
    assert transcript.messages[1].moment is None


def test_names_over_bubbles_are_names():
    screen = chat()
    screen.line("小雅", 152, 935, 34)
    screen.says("亲，在的", 980)
    message = understand(screen.page(), None).messages[-1]
    assert (message.speaker_name, message.text) == ("小雅", "亲，在的")


def test_words_set_and_printed_like_a_message_are_one_though_no_bubble_was_seen():
    screen = chat()
    left = screen.lines[4].box.x
    screen.line("你再说一遍试试看我怎么", left, 960)
    screen.line("收拾你", left, 1020)
    screen.line("取消", 700, 1200)
    screen.line("别处的一行小字", left, 1300, 26)
    said = [(m.speaker, m.text) for m in understand(screen.page(), None).messages]
    assert said[5:] == [(Speaker.OTHER, "你再说一遍试试看我怎么收拾你")]


def test_quoted_words_are_never_the_speakers():
    screen = chat()
    bubble = screen.says("这是你说的", 980, own=True)
    under = screen.region(RegionKind.QUOTE, (420, 1090, 510, 60), Side.RIGHT, (220, 220, 220))
    screen.line("小雅：你等着", 440, 1105, 30, region=under)
    message = understand(screen.page(), None).messages[-1]
    assert screen.regions[bubble].box == message.box
    assert message.speaker is Speaker.SELF
    (start, end) = message.quoted[0]
    assert message.text[start:end] == "小雅：你等着"
    assert message.text[:start].strip() == "这是你说的"


def test_words_can_be_boxed_and_the_worst_line_counts():
    screen = Screen()
    screen.says("好", 200, own=True)
    bubble = screen.region(RegionKind.BUBBLE, (150, 400, 700, 170))
    screen.line("你给我小心", 180, 420, region=bubble)
    screen.line("点", 180, 490, region=bubble, status=LineStatus.DOUBTFUL)
    message = understand(screen.page(), EvidenceKind.CHAT).messages[-1]
    assert message.text == "你给我小心点"
    assert message.status is LineStatus.DOUBTFUL
    boxes = message.boxes_of(3, 6)
    assert boxes == (Box(312, 420, 88, 44), Box(180, 490, 44, 44))


def test_the_title_beside_a_picture_is_a_card_by_either_side():
    screen = chat()
    screen.region(RegionKind.PICTURE, (620, 1000, 150, 150), Side.LEFT)
    screen.line("无线蓝牙耳机 降噪", 160, 1010, 40, w=400)
    screen.region(RegionKind.PICTURE, (880, 1250, 150, 150), Side.RIGHT)
    screen.line("真丝衬衫女", 640, 1260, 40)
    screen.line("12", 700, 1500, 40)
    said = [(m.speaker, m.text) for m in understand(screen.page(), None).messages]
    assert said[-2:] == [(Speaker.OTHER, "无线蓝牙耳机 降噪"), (Speaker.SELF, "真丝衬衫女")]


def test_marks_and_fields_are_no_messages():
    screen = chat()
    screen.line("已读", 200, 600, 28)
    screen.line("52″", 800, 420, 34)
    screen.region(RegionKind.INPUT_BAR, (0, 1850, 1080, 150), Side.WIDE)
    screen.line("按住 说话", 400, 1900, 40, region=len(screen.regions) - 1)
    texts = [m.text for m in understand(screen.page(), None).messages]
    assert not {"已读", "52″", "按住 说话"} & set(texts)


def test_small_print_time_in_a_bubble_is_its_time():
    screen = Screen()
    screen.centre("2022年6月18日", 100)
    for row in range(2):
        bubble = screen.region(RegionKind.BUBBLE, (30, 200 + row * 200, 800, 140))
        screen.line("再打一个试试", 60, 220 + row * 200, region=bubble)
        screen.line(f"22:4{row}", 700, 300 + row * 200, 26, region=bubble)
    messages = understand(screen.page(), EvidenceKind.CHAT).messages
    assert [m.text for m in messages[1:]] == ["再打一个试试", "再打一个试试"]
    assert messages[2].moment is not None
    assert messages[2].moment.iso() == "2022-06-18T22:41:00"


def test_a_time_whose_last_digit_the_ticks_hide_is_cut_off_as_well():
    screen = Screen()
    for row, ending in enumerate(("22:41", "22:42", " 22:4 √/")):
        bubble = screen.region(RegionKind.BUBBLE, (30, 200 + row * 200, 800, 140))
        screen.line(
            "再打一个试试" + (ending if row == 2 else ""), 60, 220 + row * 200, region=bubble
        )
        if row < 2:
            screen.line(ending, 700, 300 + row * 200, 26, region=bubble)
    messages = understand(screen.page(), EvidenceKind.CHAT).messages
    assert [m.text for m in messages] == ["再打一个试试"] * 3


def test_header_lines_begin_entries_of_desktop_chats():
    screen = Screen(1200, 800)
    screen.line("北欧小铺:阿伟", 40, 20, 18)
    for row, (name, ink) in enumerate([("北欧小铺：阿伟", (0, 0, 255)), ("tb7820", (0, 140, 60))]):
        screen.line(f"{name} 2022-06-18 22:47:1{row}", 40, 100 + row * 90, 14, ink=ink)
        screen.line("第一行话", 52, 126 + row * 90, 16)
        screen.line("第二行话", 52, 150 + row * 90, 16)
    first, second = understand(screen.page(), None).messages
    assert (first.speaker, first.speaker_name) == (Speaker.OTHER, "北欧小铺：阿伟")
    assert second.speaker is Speaker.SELF
    assert second.text == "第一行话第二行话"
    assert second.moment is not None
    assert second.moment.iso() == "2022-06-18T22:47:11"


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        ("< 12 悦享家居", "悦享家居"),
        ("< 130 0000 2017", "130 0000 2017"),
        ("妈 @⑨", "妈"),
        ("悦享家居···", "悦享家居"),
        ("3.8折小店", "3.8折小店"),
    ],
)
def test_a_title_is_told_from_the_signs_around_it(shown: str, title: str):
    screen = Screen()
    screen.line("进店···", 800, 112, 40, w=120)
    screen.line(shown, 420, 110, 44, w=240)
    screen.says("你等着", 400)
    assert understand(screen.page(), None).title == title


def test_times_with_words_under_each_on_a_phone_are_short_messages():
    screen = Screen()
    screen.line("08:37 12.4KB/s", 50, 20, 30, w=240)
    screen.line("悦享家居", 200, 110, 46)
    for y in (300, 600):
        screen.line("6月18日 22:47", 60, y, 30, w=300)
        screen.line("你的包裹里有惊喜", 60, y + 60)
    transcript = understand(screen.page(), None)
    assert transcript.kind is EvidenceKind.SMS
    assert [m.text for m in transcript.messages if m.speaker is Speaker.OTHER] == [
        "你的包裹里有惊喜",
        "你的包裹里有惊喜",
    ]


def test_a_name_read_differently_once_is_still_the_same_person():
    screen = Screen(1200, 900)
    screen.line("北欧小铺:阿伟", 40, 20, 18)
    for row, name in enumerate(["北欧小铺：阿伟", "tb7820", "北欧小匍:阿伟", "tb7820"]):
        screen.line(f"{name} 2022-06-18 22:47:1{row}", 40, 100 + row * 90, 14)
        screen.line("一行话", 52, 126 + row * 90, 16)
    said = [m.speaker for m in understand(screen.page(), None).messages]
    assert said == [Speaker.OTHER, Speaker.SELF] * 2


def test_bare_messages_of_flat_sms_screens():
    screen = Screen()
    screen.line("1069 0278 3391", 200, 110, 46, w=420)
    screen.line("2022年6月18日 22:47", 60, 300, 30, w=360)
    screen.line("你的包裹里有惊喜", 60, 360)
    transcript = understand(screen.page(), None)
    assert transcript.kind is EvidenceKind.SMS
    said = transcript.messages[-1]
    assert (said.speaker, said.text) == (Speaker.OTHER, "你的包裹里有惊喜")
    assert said.moment is not None


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["发件人：木子 <a@example.com>", "收件人：我", "主题：退款", "您好"], EvidenceKind.MAIL),
        (
            ["韵达速递", "运单号 YT2808150882867", "收件人 秦先生", "寄件人 高女士", "物品：冥币"],
            EvidenceKind.SLIP,
        ),
        (
            [
                "通话记录",
                "138 0013 8000",
                "未接 6月18日 22:47",
                "139 0013 9000",
                "呼入 6月18日 22:40",
                "137 0013 7000",
                "呼出 6月18日 21:40",
            ],
            EvidenceKind.CALL_LIST,
        ),
    ],
)
def test_kinds_are_told_by_words(texts, kind):
    screen = Screen()
    for row, text in enumerate(texts):
        screen.line(text, 60, 120 + row * 110)
    assert understand(screen.page(), None).kind is kind


def test_joining_keeps_words_apart_and_numbers_whole():
    screen = Screen()
    one = screen.line("please stop", 10, 10, w=500)
    two = screen.line("calling 1390745", 10, 70, w=500)
    three = screen.line("4452，谢谢", 10, 130, w=300)
    joined = join([one, two, three])
    assert joined.text == "please stop calling 13907454452，谢谢"
    assert joined.text[joined.pieces[2].start : joined.pieces[2].end] == "4452，谢谢"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=12),
            st.integers(0, 1000),
            st.integers(0, 1900),
            st.integers(1, 90),
            st.booleans(),
        ),
        max_size=14,
    ),
    st.sampled_from([None, *EvidenceKind]),
)
def test_any_page_is_understood_somehow_and_twice_the_same(items, kind):
    screen = Screen()
    for text, x, y, h, in_bubble in items:
        region = None
        if in_bubble:
            side = Side.LEFT if x < 500 else Side.RIGHT
            region = screen.region(RegionKind.BUBBLE, (x, y, 300, 120), side)
        screen.line(text, x, y, h, region=region)
    first = understand(screen.page(), kind)
    assert first == understand(screen.page(), kind)
    for message in first.messages:
        assert message.text
        for start, end in message.quoted:
            assert 0 <= start < end <= len(message.text)
        for piece in message.pieces:
            assert 0 <= piece.start < piece.end <= len(message.text)


def test_a_wrapped_time_at_the_left_edge_is_part_of_the_message():
    screen = Screen()
    box = (150, 300, 700, 180)
    bubble = screen.region(RegionKind.BUBBLE, box)
    screen.line("营业时间8:00-", 180, 320, region=bubble)
    screen.line("21:30。", 180, 400, h=35, region=bubble)
    screen.says("好的", 600, own=True)
    assert understand(screen.page(), None).messages[0].text.endswith("21:30。")


def test_a_number_beside_an_avatar_is_a_message_even_without_its_bubble():
    screen = Screen()
    screen.says("上线", 300)
    screen.says("等我五分钟", 500, own=True)
    screen.region(RegionKind.AVATAR, (30, 700, 90, 90))
    screen.line("6", 170, 720)
    texts = [m.text for m in understand(screen.page(), None).messages]
    assert texts == ["上线", "等我五分钟", "6"]


def test_a_time_that_a_reader_broke_is_still_no_part_of_the_message():
    screen = Screen()
    for at, text in enumerate(("稍等，在改第三版", "会议室约到了")):
        y = 300 + at * 300
        bubble = screen.region(RegionKind.BUBBLE, (300, y, 630, 100), Side.RIGHT, (217, 253, 211))
        screen.line(text, 330, y + 20, h=44, region=bubble, w=400)
        screen.line("22:4 7√√", 780, y + 44, h=28, region=bubble, w=130)
    texts = [m.text for m in understand(screen.page(), None).messages]
    assert texts == ["稍等，在改第三版", "会议室约到了"]


def test_an_entry_whose_header_scrolled_away_is_never_overlooked_as_a_notice():
    screen = Screen(720, 700)
    bar = screen.region(RegionKind.TITLE_BAR, (0, 0, 720, 50))
    screen.line("夜雨", 20, 14, h=18, region=bar)
    screen.line("查到了，放在三号楼", 20, 60, h=16)
    for at, (name, text) in enumerate((("西瓜", "谁让你放柜子的"), ("夜雨", "打您电话没人接"))):
        y = 100 + at * 60
        ink = (0, 128, 64) if at == 0 else (0, 0, 255)
        screen.line(f"{name} 2021-11-12 20:05:0{at}", 10, y, h=14, ink=ink)
        screen.line(text, 20, y + 24, h=16)
        screen.line("已读", 300, y + 26, h=15, ink=(80, 149, 225))
    for mark in ("②□X 口",):
        screen.line(mark, 20, 400, h=20)
    said = understand(screen.page(), None).messages
    assert [(m.speaker, m.text) for m in said] == [
        (Speaker.OTHER, "查到了，放在三号楼"),
        (Speaker.SELF, "谁让你放柜子的"),
        (Speaker.OTHER, "打您电话没人接"),
    ]


def test_words_beside_a_portrait_of_their_own_are_no_name_of_the_bubble_below():
    screen = Screen()
    screen.says("凭什么删", 300, own=True)
    screen.region(RegionKind.AVATAR, (30, 500, 90, 90))
    screen.line("给脸不要脸是吧", 180, 528)
    screen.says("我有你地址", 610)
    screen.says("你这是威胁我吗", 800, own=True)
    said = [(m.speaker_name, m.text) for m in understand(screen.page(), None).messages]
    assert said[1:3] == [("", "给脸不要脸是吧"), ("", "我有你地址")]


def slip():
    screen = Screen(1000, 1240)
    screen.line("圆通速递", 50, 60, 50)
    screen.line("运单号：YT6469405036188", 200, 300, 30)
    screen.line("韦英萱 19118111641", 140, 500, 36, w=340)
    screen.line("浙江省杭州市西湖区文三路478号3幢502室", 140, 550, 34)
    screen.line("严雨思 17011179810", 140, 700, 30, w=280)
    screen.line("福建省莆田市荔城区荔港大道12号", 140, 745, 30)
    screen.line("物品：日用品", 50, 900, 32)
    screen.line("数量：1 重量：1.2kg", 50, 940, 32)
    screen.line("付款方式：寄付", 50, 980, 32)
    return screen


def test_facts_of_a_slip_stay_apart():
    screen = slip()
    screen.line("收", 60, 510, 40)
    screen.line("寄", 60, 705, 36)
    said = [(m.speaker_name, m.text) for m in understand(screen.page(), EvidenceKind.SLIP).messages]
    assert ("收件人", "韦英萱 19118111641 浙江省杭州市西湖区文三路478号3幢502室") in said
    assert ("寄件人", "严雨思 17011179810 福建省莆田市荔城区荔港大道12号") in said
    assert ("", "物品：日用品 数量：1 重量：1.2kg 付款方式：寄付") in said


def test_a_label_cropped_so_that_its_boxes_look_like_bubbles_is_a_slip():
    screen = Screen(900, 965)
    for y, side, text in ((30, Side.LEFT, "极速快运"), (130, Side.RIGHT, "滨海 03-青云 B12")):
        box = screen.region(RegionKind.BUBBLE, (9 if side is Side.LEFT else 164, y, 700, 90), side)
        screen.line(text, 200, y + 20, 56, region=box)
    screen.line("JS0000417722619", 287, 425, 28)
    screen.line("收 陈某某 138****0042", 34, 496, 36)
    screen.line("滨海市青云区青云巷19号", 33, 557, 34)
    transcript = understand(screen.page(), None)
    assert transcript.kind is EvidenceKind.SLIP
    assert "滨海市青云区青云巷19号" in "".join(m.text for m in transcript.messages)


def test_of_two_parties_of_a_slip_one_mark_names_both_and_none_names_nobody():
    screen = slip()
    screen.line("收", 60, 510, 40)
    names = {
        m.text[:3]: m.speaker_name for m in understand(screen.page(), EvidenceKind.SLIP).messages
    }
    assert (names["韦英萱"], names["严雨思"]) == ("收件人", "寄件人")
    bare = understand(slip().page(), EvidenceKind.SLIP).messages
    assert {m.speaker_name for m in bare} <= {"", "运单号"}


def test_a_wrapped_line_of_a_slip_or_mail_is_no_break():
    screen = Screen()
    screen.line("您的包裹已经发出请保持电话", 50, 900, 32)
    screen.line("畅通，谢谢", 50, 940, 32)
    (message,) = understand(screen.page(), EvidenceKind.DOCUMENT).messages
    assert message.text == "您的包裹已经发出请保持电话畅通，谢谢"


def test_a_notice_is_its_senders_and_the_icons_letter_is_nobodys():
    screen = Screen()
    for y, who, words in (
        (400, "小满", "你等着"),
        (660, "不加糖", "烧给你自己用"),
        (920, "木子", "删"),
    ):
        card = screen.region(RegionKind.BUBBLE, (40, y, 1000, 220))
        screen.line("Q", 70, y + 60, 40, region=card)
        screen.line("QQ", 160, y + 20, 32, region=card)
        screen.line("5分钟前", 860, y + 20, 32, region=card, w=140)
        screen.line(who, 160, y + 80, 40, region=card)
        screen.line(words, 160, y + 150, 40, region=card)
    found = understand(screen.page(), EvidenceKind.OTHER).messages
    said = [(m.speaker_name, m.text, m.moment.iso()[11:16]) for m in found]
    assert said == [
        ("小满", "你等着", "08:55"),
        ("不加糖", "烧给你自己用", "08:55"),
        ("木子", "删", "08:55"),
    ]


def test_a_card_whose_heading_lost_its_dot_and_says_no_ago_is_a_notice_too():
    screen = Screen()
    for y, app, who, words in (
        (400, "微信 5分钟", "贝壳旗舰店", "你等着"),
        (660, "拼多多 刚刚", "商家消息", "烧给你自己用"),
    ):
        card = screen.region(RegionKind.BUBBLE, (40, y, 1000, 220))
        screen.line(app, 160, y + 20, 32, region=card)
        screen.line(who, 160, y + 80, 40, region=card)
        screen.line(words, 160, y + 150, 40, region=card)
    found = understand(screen.page(), None).messages
    said = [(m.speaker_name, m.text, m.moment.iso()[11:16]) for m in found]
    assert said == [("贝壳旗舰店", "你等着", "08:55"), ("商家消息", "烧给你自己用", "09:00")]


def test_the_date_over_the_cards_of_a_lock_screen_is_no_title():
    screen = Screen()
    screen.line("2月25日 星期日", 380, 150, 50)
    screen.line("09:41", 360, 240, 140, w=380)
    for y, app, words in ((500, "微信 刚刚", "你等着"), (760, "短信 5分钟前", "烧给你自己用")):
        card = screen.region(RegionKind.BUBBLE, (40, y, 1000, 220))
        screen.line(app, 160, y + 20, 32, region=card)
        screen.line("贝壳旗舰店", 160, y + 80, 40, region=card)
        screen.line(words, 160, y + 150, 40, region=card)
    transcript = understand(screen.page(), None)
    assert (transcript.title, len(transcript.messages)) == ("", 2)


def test_a_number_in_a_colour_of_its_own_over_a_message_is_its_sender():
    screen = Screen()
    screen.says("在吗", 300, own=True)
    bubble = screen.region(RegionKind.BUBBLE, (60, 500, 700, 180), Side.LEFT)
    screen.line("+60 12-000 7718", 90, 520, 34, region=bubble, ink=(185, 127, 69), w=300)
    screen.line("再吵以后不用拿货", 90, 590, 46, region=bubble)
    last = understand(screen.page(), None).messages[-1]
    assert (last.speaker_name, last.text) == ("+60 12-000 7718", "再吵以后不用拿货")


def test_when_and_whence_a_remark_was_made_is_no_part_of_it():
    screen = Screen()
    screen.line("09:41", 60, 20, 30, w=90)
    for row, place in enumerate(
        ("8小时前 来自上海", "03-01 04:47 来自广东", "12小时前来自IP属地：江苏")
    ):
        y = 300 + row * 300
        screen.line("这家店我也被骂过", 150, y, 44)
        screen.line(place, 150, y + 60, 30, w=300, ink=(150, 150, 150))
        screen.line("♡ 1666", 850, y + 58, 36, w=180, ink=(150, 150, 150))
    transcript = understand(screen.page(), None)
    assert [m.text for m in transcript.messages] == ["这家店我也被骂过"] * 3
    assert "来自上海" in transcript.text


def test_what_is_quoted_within_a_bubble_stands_in_from_the_left_in_smaller_print():
    screen = Screen()
    screen.says("在吗", 300)
    bubble = screen.region(RegionKind.BUBBLE, (300, 500, 630, 330), Side.RIGHT)
    screen.region(RegionKind.AVATAR, (960, 500, 90, 90), Side.RIGHT)
    screen.line("葛亮-鼎峰", 360, 530, 34, region=bubble)
    screen.line("上次送你那盒茶叶里有张卡", 360, 580, 34, region=bubble)
    screen.line("我原封不动退回前台了，", 330, 650, 44, region=bubble)
    screen.line("有登记", 330, 720, 44, region=bubble)
    screen.says("登记的是茶叶不是卡", 900)
    screen.says("请停止联系我", 1100, own=True)
    last = understand(screen.page(), None).messages[1]
    assert last.text[slice(*last.quoted[0])] == "葛亮-鼎峰上次送你那盒茶叶里有张卡"
    assert last.text.endswith("我原封不动退回前台了，有登记")


def test_counts_of_reactions_under_the_time_of_a_message_are_not_said():
    screen = Screen()
    for y, own, words in ((300, True, "先把帖子删了"), (560, False, "再谈放货")):
        x, side = (330, Side.RIGHT) if own else (150, Side.LEFT)
        bubble = screen.region(RegionKind.BUBBLE, (x, y, 620, 200), side)
        screen.region(RegionKind.AVATAR, (960 if own else 30, y, 90, 90), side)
        screen.line(words, x + 30, y + 20, 44, region=bubble)
        screen.line("15:35", x + 460, y + 50, 26, region=bubble)
        screen.line("❤ 6", x + 40, y + 120, 38, region=bubble)
    assert [m.text for m in understand(screen.page(), None).messages] == [
        "先把帖子删了",
        "再谈放货",
    ]


def test_specks_and_pieces_of_a_watermark_in_a_bubble_are_not_said():
    screen = Screen()
    bubble = screen.says("耐火材料有贝壳？？", 300)
    grey = (185, 185, 185)
    screen.line("26", 400, 376, 22, region=bubble, status=LineStatus.SINGLE, ink=grey)
    screen.line("a", 500, 308, 9, region=bubble, status=LineStatus.DOUBTFUL)
    for y in (600, 800, 1000):
        last = screen.says("好的", y, own=True)
    screen.line("已编辑", 330, 1072, 24, region=last, ink=grey)
    texts = [m.text for m in understand(screen.page(), None).messages]
    assert texts == ["耐火材料有贝壳？？", "好的", "好的", "好的已编辑"]


def test_the_bar_of_a_pinned_message_and_a_field_beside_icons_are_not_said():
    screen = Screen()
    bar = screen.region(RegionKind.BUBBLE, (0, 220, 1080, 130), Side.WIDE)
    screen.line("置顶消息", 30, 232, 44, region=bar)
    screen.line("群规：禁止广告", 30, 290, 44, region=bar)
    screen.says("你们是一伙的", 500)
    screen.says("这算敲诈了吧", 700, own=True)
    field = screen.region(RegionKind.BUBBLE, (20, 2200, 900, 110), Side.LEFT)
    screen.line("消息", 140, 2230, 44, region=field)
    screen.line("向", 840, 2230, 44, region=field)
    texts = [m.text for m in understand(screen.page(), None).messages]
    assert texts == ["你们是一伙的", "这算敲诈了吧"]


def test_the_field_under_the_last_entry_of_a_desktop_chat_is_not_said():
    screen = Screen()
    for at, name in enumerate(("法务-柴静宜", "苏晴", "法务-柴静宜")):
        y = 60 + at * 90
        screen.line(f"{name} 11:0{at}", 120, y, h=22, ink=(140, 140, 140))
        screen.line(f"需要准备什么{at}", 140, y + 40, h=26)
    field = screen.region(RegionKind.BUBBLE, (100, 400, 800, 60), Side.WIDE)
    screen.line("发送给 法务-柴静宜", 130, 418, h=26, region=field)
    texts = [m.text for m in understand(screen.page(), None).messages]
    assert texts == ["需要准备什么0", "需要准备什么1", "需要准备什么2"]


def test_a_list_of_messages_held_back_says_who_wrote_what_and_when():
    screen = Screen()
    screen.line("骚扰拦截", 60, 150, 58)
    rows = (
        ("171 0000 9920", "骚扰 07:46", "起来尿尿了，给你爹回个话"),
        ("10690000887712", "验证码轰炸 07:37", "【云购】本次验证码：9137"),
        ("192 0000 7385", "骚扰 07:31", "你以为关机就完事了？"),
        ("165 0000 4413", "骚扰 07:28", "寿衣尺码要几号"),
    )
    for at, (number, stamp, words) in enumerate(rows):
        y = 450 + 210 * at
        screen.line(number, 56, y, 38, w=330)
        screen.line(stamp, 1020 - 30 * len(stamp), y + 4, 30, ink=(150, 150, 150))
        screen.line(words, 56, y + 68, 42)
    found = understand(screen.page(), None)
    said = [(m.speaker_name, m.text, m.moment.iso()[11:16]) for m in found.messages]
    assert said == [(number, words, stamp[-5:]) for number, stamp, words in rows]


def test_reviews_of_goods_keep_their_words_and_the_shops_answers_apart():
    screen = Screen()
    screen.line("16:54", 91, 52, 34, w=90)
    screen.line("商品评价", 440, 170, 44)
    for at, (words, who, answer) in enumerate(
        (
            ("锅底变形，退货运费自己出", "掌柜回复", "谢谢亲"),
            ("收到一盒烂梨", "商家回复", "那你别买"),
            ("味道可以，包装一般", "商家回复", "亲，不客气"),
        )
    ):
        y = 400 + 500 * at
        screen.region(RegionKind.AVATAR, (44, y, 90, 90), Side.LEFT)
        screen.line("大**心", 163, y + 6, 35)
        screen.line("2024-01-27", 844, y + 30, 25, w=190, ink=(150, 150, 150))
        screen.line("花洒 银色大号", 46, y + 96, 28, ink=(150, 150, 150))
        screen.line(words, 46, y + 130, 43)
        box = screen.region(RegionKind.BUBBLE, (48, y + 220, 984, 100), Side.WIDE, (247, 247, 247))
        screen.line(f"{who}：{answer}", 77, y + 250, 38, region=box)
        screen.line("有用(46) 评论(20)", 46, y + 400, 34, ink=(150, 150, 150))
    screen.region(RegionKind.BUBBLE, (133, 1360, 138, 167), Side.LEFT)
    found = understand(screen.page(), None).messages
    assert [(m.speaker_name, m.text, m.moment and m.moment.iso()[:10]) for m in found] == [
        ("大**心", "锅底变形，退货运费自己出", "2024-01-27"),
        ("掌柜回复", "谢谢亲", None),
        ("大**心", "收到一盒烂梨", "2024-01-27"),
        ("商家回复", "那你别买", None),
        ("大**心", "味道可以，包装一般", "2024-01-27"),
        ("商家回复", "亲，不客气", None),
    ]


BLUE, GREY = (87, 107, 149), (150, 150, 150)


def remark(screen, y, name, words, when, portrait=True):
    if portrait:
        screen.region(RegionKind.AVATAR, (40, y, 90, 90))
    screen.line(name, 160, y + 4, 34, ink=BLUE)
    screen.line(words, 160, y + 52, 42)
    screen.line(when, 160, y + 112, 30, w=300, ink=GREY)
    screen.line("♡ 1666", 850, y + 110, 34, w=180, ink=GREY)


def test_remarks_say_who_wrote_them_and_when():
    screen = Screen()
    screen.line("09:41", 60, 20, 30, w=90)
    screen.line("转发 3", 60, 180, 40)
    screen.line("评论 249", 300, 180, 40)
    remark(screen, 300, "恒暖电器", "已取证，等律师函吧", "06-18 08:41 来自浙江")
    remark(screen, 520, "AAA正能量小张", "博主戏真多", "2小时前 来自江苏", portrait=False)
    remark(screen, 740, "山竹", "回复恒暖电器：你来啊", "06-19 来自湖北")
    screen.line("共6条回复", 190, 900, 38, ink=BLUE)
    screen.line("这是谁的话", 190, 960, 38)
    transcript = understand(screen.page(), None)
    assert [
        (m.speaker, m.speaker_name, m.text, m.moment and m.moment.iso()[5:16])
        for m in transcript.messages
    ] == [
        (Speaker.OTHER, "恒暖电器", "已取证，等律师函吧", "06-18T08:41"),
        (Speaker.OTHER, "AAA正能量小张", "博主戏真多", "06-19T07:00"),
        (Speaker.OTHER, "山竹", "回复恒暖电器：你来啊", "06-19T00:00"),
        (Speaker.OTHER, "", "这是谁的话", None),
    ]
    assert "转发 3" in transcript.text and "来自湖北" in transcript.text


def test_words_whose_writer_is_out_of_sight_above_are_kept_without_a_name():
    screen = Screen()
    screen.line("09:41", 60, 20, 30, w=90)
    screen.centre("微博正文", 120, 44)
    screen.line("我知道你住哪栋", 160, 280, 42)
    screen.line("06-18 08:41 来自浙江", 160, 340, 30, w=300, ink=GREY)
    for y in (460, 680):
        remark(screen, y, "山竹", "已经报警了", "06-19 来自湖北")
    found = [(m.speaker_name, m.text) for m in understand(screen.page(), None).messages]
    assert found == [("", "我知道你住哪栋"), ("山竹", "已经报警了"), ("山竹", "已经报警了")]


def test_a_post_stands_before_its_remarks_without_those_who_like_it():
    screen = Screen()
    screen.line("09:41", 60, 20, 30, w=90)
    screen.region(RegionKind.BUBBLE, (40, 200, 110, 110), Side.LEFT, (196, 199, 143))
    screen.line("阿禾", 200, 204, 40, ink=BLUE)
    screen.line("被一家卖瓷砖的盯上了，天天打电话，", 200, 270, 44)
    screen.line("有懂法的朋友吗？", 200, 330, 44)
    screen.line("昨天", 200, 400, 32, ink=GREY)
    likes = screen.region(RegionKind.BUBBLE, (200, 450, 840, 80), Side.RIGHT)
    screen.line("小北，阿May，王姐", 230, 470, 40, region=likes, ink=BLUE)
    for y, name, words in (
        (560, "二丫", "报警！现在就去"),
        (720, "阿禾", "回复二丫：报了，在等"),
        (880, "瓷砖豪哥", "回复阿禾：你还敢说话"),
        (1040, "周律师", "回复阿禾：这条截下来"),
    ):
        screen.region(RegionKind.AVATAR, (220, y, 90, 90))
        screen.line(name, 340, y, 38, ink=BLUE)
        screen.line("6月18日 11:58", 840, y + 4, 30, w=200, ink=GREY)
        screen.line(words, 340, y + 50, 44)
    screen.line("评论", 60, 1900, 40, ink=GREY)
    transcript = understand(screen.page(), None)
    found = [(m.speaker_name, m.text) for m in transcript.messages]
    assert found == [
        ("阿禾", "被一家卖瓷砖的盯上了，天天打电话，有懂法的朋友吗？"),
        ("二丫", "报警！现在就去"),
        ("阿禾", "回复二丫：报了，在等"),
        ("瓷砖豪哥", "回复阿禾：你还敢说话"),
        ("周律师", "回复阿禾：这条截下来"),
    ]
    assert transcript.messages[1].moment.iso()[5:16] == "06-18T11:58"
    assert "小北，阿May，王姐" in transcript.text

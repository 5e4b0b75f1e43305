"""What stands on a screen and was said by nobody: buttons, drafts, keys, tools, pictures, names."""

from dataclasses import replace

import pytest

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import EvidenceKind, RegionKind, Side
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.page import understand
from desktop_app.reading.pc_chat import header_of
from tests.unit.reading.screen import Screen, chat

GREEN = (7, 193, 96)
GREY = (137, 137, 137)


def texts(screen, kind=EvidenceKind.CHAT):
    return [m.text for m in understand(screen.page(), kind).messages]


def draft(screen, y, words="我再想想"):
    field = screen.region(RegionKind.BUBBLE, (130, y, 640, 110), Side.LEFT, (250, 250, 250))
    screen.line(words, 160, y + 30, region=field)
    button = screen.region(RegionKind.BUBBLE, (920, y + 4, 130, 100), Side.RIGHT, GREEN)
    screen.line("发送", 940, y + 30, region=button)


def keyboard(screen, y):
    for row, keys in enumerate(("QWERTYUIOP", "ASDFGHJKL")):
        for at, key in enumerate(keys):
            screen.line(key, 40 + at * 105, y + row * 150, 38, w=30)


def test_a_draft_and_the_button_beside_it_are_no_messages():
    screen = chat()
    draft(screen, 1000)
    keyboard(screen, 1250)
    assert texts(screen) == texts(chat())


def test_a_draft_over_a_keyboard_is_none_without_a_button():
    screen = chat()
    field = screen.region(RegionKind.BUBBLE, (130, 1000, 640, 110), Side.LEFT, (250, 250, 250))
    screen.line("我再想想", 160, 1030, region=field)
    keyboard(screen, 1180)
    assert "我再想想" not in texts(screen)


def test_the_word_for_sending_can_be_said():
    screen = chat()
    screen.says("你把照片", 1000)
    screen.says("发送", 1150)
    assert texts(screen)[-2:] == ["你把照片", "发送"]


def test_a_key_pad_ends_the_talk():
    screen = chat()
    bubble = screen.region(RegionKind.BUBBLE, (0, 1200, 1080, 600), Side.WIDE)
    for at, keys in enumerate(("ABC", "DEF", "GHI", "JKL", "MNO")):
        screen.line(keys, 100 + at % 3 * 300, 1300 + at // 3 * 150, region=bubble)
    assert texts(screen) == texts(chat())


@pytest.mark.parametrize(
    "words", ["↓42条新消息", "4 2条新消息", "回到底部", "有人@我", "99+条未读消息", "跳到最新"]
)
def test_floating_buttons_are_no_messages(words):
    screen = chat()
    pill = screen.region(RegionKind.BUBBLE, (760, 1000, 320, 100), Side.RIGHT)
    screen.line(words, 790, 1025, region=pill)
    assert words not in texts(screen)


@pytest.mark.parametrize("words", ["3条新消息你看了吗", "回到底部", "5条"])
def test_what_stands_beside_a_portrait_was_said(words):
    screen = chat()
    screen.says(words, 1000)
    assert texts(screen)[-1] == words


def test_a_row_of_things_to_tap_ends_the_talk():
    screen = chat()
    screen.line("改地址", 60, 1010, 36, w=110)
    chip = screen.region(RegionKind.BUBBLE, (220, 990, 190, 76), Side.LEFT)
    screen.line("评价客服", 240, 1010, 36, region=chip, w=150)
    screen.line("发订单", 480, 1010, 36, w=110)
    assert texts(screen) == texts(chat())


def test_tools_of_a_desktop_window_are_no_words():
    screen = Screen(1200, 800)
    for row, name in enumerate(("北欧小铺", "tb7820", "北欧小铺")):
        screen.line(f"{name} 2022-06-18 22:47:1{row}", 40, 100 + row * 90, 14, ink=(0, 0, 255))
        screen.line("别再打来了", 52, 126 + row * 90, 16)
    screen.line("快捷短语 评价邀请", 40, 620, 14)
    assert texts(screen) == ["别再打来了"] * 3


def test_columns_beside_a_desktop_talk_are_no_part_of_it():
    screen = Screen(1600, 900)
    talk = (("北欧小铺", 420), ("2022-06-18 22:47:11 猫猫", 900), ("北欧小铺", 420))
    for row, (name, x) in enumerate(talk):
        header = name if name.startswith("2022") else f"{name} 2022-06-18 22:47:1{row}"
        screen.line(header, x, 100 + row * 120, 16, w=260)
        screen.line("别再打来了", x + 60, 136 + row * 120, 20)
        screen.line("上次的客人", 40, 137 + row * 120, 20)
        screen.line("订单已完成", 1300, 135 + row * 120, 20)
    messages = understand(screen.page(), EvidenceKind.CHAT).messages
    assert [m.text for m in messages] == ["别再打来了"] * 3
    assert [m.speaker for m in messages] == [Speaker.OTHER, Speaker.SELF, Speaker.OTHER]


@pytest.mark.parametrize(
    "text",
    [
        "tb7820 2022-05-14 16:33:17 已读",
        "tb7820(2022-05-14 16:33:17):已读",
        "tb7820 2022-05-14 16:33:1 7 未读",
    ],
)
def test_a_mark_after_the_time_is_no_part_of_a_header(text):
    header = header_of(text)
    assert header is not None
    assert header.name == "tb7820"
    assert header.time.endswith("16:33:17")


def test_a_picture_with_a_few_words_is_no_message():
    screen = chat()
    picture = screen.region(RegionKind.BUBBLE, (150, 1000, 330, 480), Side.LEFT, (168, 133, 103))
    screen.line("打折", 180, 1350, 29, region=picture)
    screen.region(RegionKind.AVATAR, (30, 1000, 90, 90), Side.LEFT)
    assert "打折" not in texts(screen)


def test_a_sign_taken_for_a_letter_is_no_message():
    screen = chat()
    window = screen.region(RegionKind.BUBBLE, (370, 1000, 108, 58), Side.LEFT, (90, 90, 20))
    screen.line("J", 400, 1010, 36, region=window)
    key = screen.region(RegionKind.BUBBLE, (0, 1880, 300, 120), Side.LEFT)
    screen.line("4", 160, 1920, 40, region=key)
    assert texts(screen) == texts(chat())


def test_a_time_alone_in_a_bubble_was_not_said():
    screen = Screen()
    for row in range(3):
        bubble = screen.region(RegionKind.BUBBLE, (30, 200 + row * 200, 800, 140))
        if row < 2:
            screen.line("再打一个试试", 60, 220 + row * 200, region=bubble)
        screen.line(f"22:4{row} W", 700, 300 + row * 200, 26, region=bubble)
    assert texts(screen) == ["再打一个试试", "再打一个试试"]


def test_a_coloured_name_at_the_head_of_a_bubble_is_a_name():
    screen = Screen()
    bubble = screen.region(RegionKind.BUBBLE, (150, 400, 700, 170))
    screen.line("北岸阿伟", 180, 415, 36, region=bubble, ink=(187, 93, 92))
    screen.line("你别想跑", 180, 480, 44, region=bubble)
    message = understand(screen.page(), EvidenceKind.CHAT).messages[0]
    assert (message.speaker_name, message.text) == ("北岸阿伟", "你别想跑")


@pytest.mark.parametrize("words", ["https://a.example", "13800000000", "快看这个，"])
def test_coloured_words_that_are_no_name_were_said(words):
    screen = Screen()
    bubble = screen.region(RegionKind.BUBBLE, (150, 400, 700, 170))
    screen.line(words, 180, 415, 44, region=bubble, ink=(20, 90, 220))
    screen.line("你自己看", 180, 480, 44, region=bubble)
    assert "你自己看" in texts(screen)[0]
    assert words[:4] in texts(screen)[0]


def test_a_name_in_an_area_of_its_own_names_the_bubble_under_it():
    screen = chat()
    strip = screen.region(RegionKind.BUBBLE, (140, 930, 900, 66), Side.RIGHT, (237, 237, 237))
    screen.line("阿伟", 155, 945, 33, region=strip, ink=GREY)
    screen.says("你等着瞧", 1000)
    message = understand(screen.page(), EvidenceKind.CHAT).messages[-1]
    assert (message.speaker_name, message.text) == ("阿伟", "你等着瞧")


def test_a_name_over_a_picture_is_no_message():
    screen = chat()
    screen.region(RegionKind.AVATAR, (30, 940, 90, 90), Side.LEFT)
    screen.line("阿伟", 155, 945, 33, ink=GREY)
    assert texts(screen) == texts(chat())


def test_an_area_of_the_ground_under_a_bubble_is_no_quotation():
    screen = chat()
    strip = screen.region(RegionKind.QUOTE, (140, 890, 940, 60), Side.LEFT, (237, 237, 237))
    screen.line("阿伟@恒达", 152, 900, 33, region=strip, ink=GREY)
    screen.says("你等着瞧", 960)
    *_, before, last = understand(screen.page(), EvidenceKind.CHAT).messages
    assert (before.text, before.quoted) == ("呵呵", ())
    assert (last.speaker_name, last.text) == ("阿伟@恒达", "你等着瞧")


def test_a_title_in_an_area_at_the_border_is_the_title():
    screen = Screen()
    head = screen.region(RegionKind.BUBBLE, (0, 0, 900, 150), Side.LEFT, (240, 240, 240))
    screen.line("老陈装修", 300, 80, 44, region=head)
    screen.says("好的", 400)
    screen.says("那就这样", 560, own=True)
    transcript = understand(screen.page(), EvidenceKind.CHAT)
    assert transcript.title == "老陈装修"
    assert [m.text for m in transcript.messages] == ["好的", "那就这样"]


def test_under_a_status_bar_the_first_area_without_a_portrait_is_the_title():
    screen = Screen()
    screen.line("22:47", 60, 20, 34)
    screen.line("5G 87%", 850, 20, 34)
    head = screen.region(RegionKind.BUBBLE, (230, 90, 650, 130), Side.CENTRE, (250, 250, 250))
    screen.line("老陈装修", 260, 120, 44, region=head)
    screen.says("好的", 400)
    screen.says("那就这样", 560, own=True)
    transcript = understand(screen.page(), EvidenceKind.CHAT)
    assert transcript.title == "老陈装修"
    assert [m.text for m in transcript.messages] == ["好的", "那就这样"]


def test_a_carrier_and_the_clock_are_no_header_of_a_talk():
    screen = chat()
    first = screen.lines.index(next(line for line in screen.lines if line.text == "22:47"))
    screen.lines.pop(first)
    screen.line("中国移动 22:4 7", 60, 20, 34)
    assert understand(screen.page(), None).title == "悦享售后8号"


def test_full_stops_read_as_letters_are_full_stops():
    screen = chat()
    bubble = screen.says("好吧", 1000)
    screen.lines.pop()
    screen.line("o o o", 190, 1060, 12, region=bubble, w=100)
    message = understand(screen.page(), EvidenceKind.CHAT).messages[-1]
    assert message.text == "。。。"
    assert message.boxes_of(1, 2)[0].x == 190 + 40


def test_letters_of_full_height_stay_letters():
    screen = chat()
    screen.says("ooo", 1000)
    assert texts(screen)[-1] == "ooo"


def test_a_floating_button_under_a_bubble_is_no_quotation():
    screen = chat()
    pill = screen.region(RegionKind.QUOTE, (150, 890, 200, 60), Side.LEFT, (220, 220, 220))
    screen.line("到底部", 160, 900, 36, region=pill)
    assert texts(screen) == texts(chat())


def test_a_patch_of_wallpaper_is_no_bubble_and_what_stands_on_it_is():
    screen = Screen()
    patch = screen.region(RegionKind.BUBBLE, (540, 300, 540, 1300), Side.RIGHT, (146, 189, 134))
    own = screen.region(RegionKind.QUOTE, (560, 500, 480, 95), Side.RIGHT, (239, 252, 222), patch)
    screen.line("别再打来了", 590, 525, region=own)
    for row, words in enumerate(("你给我等着", "我知道你住哪")):
        bubble = screen.region(RegionKind.BUBBLE, (50, 650 + 150 * row, 700, 100))
        screen.line(words, 80, 678 + 150 * row, region=bubble)
    messages = understand(screen.page(), EvidenceKind.CHAT).messages
    assert [(m.speaker, m.text) for m in messages] == [
        (Speaker.SELF, "别再打来了"),
        (Speaker.OTHER, "你给我等着"),
        (Speaker.OTHER, "我知道你住哪"),
    ]
    assert messages[0].box == Box(560, 500, 480, 95)


def test_a_reading_of_a_picture_on_many_grounds_is_no_message():
    screen = chat()
    picture = screen.region(RegionKind.BUBBLE, (150, 1000, 340, 380), Side.LEFT, (164, 129, 89))
    screen.line("第一次", 170, 1180, 30, region=picture)
    last = screen.lines.pop()
    screen.lines.append(replace(last, paper=(237, 237, 237)))
    assert texts(screen) == texts(chat())


def test_a_tall_bubble_with_a_quotation_and_few_words_was_said():
    screen = chat()
    bubble = screen.region(RegionKind.BUBBLE, (150, 1000, 700, 260), Side.LEFT)
    quote = screen.region(RegionKind.QUOTE, (170, 1020, 660, 130), parent=bubble)
    screen.line("阿伟：货到付款可以吗", 190, 1060, 36, region=quote)
    screen.line("wx: abc_95", 180, 1190, region=bubble, w=210)
    assert "wx: abc_95" in texts(screen)[-1]


def test_the_foot_of_a_card_ends_no_talk():
    screen = chat()
    card = screen.region(RegionKind.BUBBLE, (300, 1250, 630, 200), Side.RIGHT)
    screen.region(RegionKind.AVATAR, (960, 1250, 90, 90), Side.RIGHT)
    screen.line("群聊里说过的话", 330, 1280, region=card)
    screen.line("聊天记录", 330, 1400, 30, region=card)
    screen.says("你自己看", 1500, own=True)
    assert texts(screen)[-1] == "你自己看"


def test_a_mark_in_an_area_of_its_own_is_no_message():
    screen = chat()
    area = screen.region(RegionKind.BUBBLE, (400, 900, 500, 50), Side.RIGHT, (237, 237, 237))
    screen.line("已读", 850, 910, 26, region=area)
    assert texts(screen) == texts(chat())


def test_whom_a_field_sends_to_is_no_message():
    screen = chat()
    field = screen.region(RegionKind.BUBBLE, (0, 1000, 900, 90), Side.LEFT)
    screen.line("发送给 王小米", 30, 1020, region=field)
    keyboard(screen, 1250)
    assert texts(screen) == texts(chat())


def card(screen, y, lines, own=False, portrait=True):
    """Put a bubble with lines of (words, height, ink) on the page."""
    x = 230 if own else 150
    side = Side.RIGHT if own else Side.LEFT
    bubble = screen.region(RegionKind.BUBBLE, (x, y, 700, 70 * len(lines) + 20), side)
    if portrait:
        screen.region(RegionKind.AVATAR, (960 if own else 30, y, 90, 90), side)
    for at, (words, height, ink) in enumerate(lines):
        screen.line(words, x + 30, y + 15 + 70 * at, height, region=bubble, ink=ink)


RED, FAINT, BLACK = (255, 68, 34), (150, 150, 150), (20, 20, 20)


@pytest.mark.parametrize(
    "lines",
    [
        [("¥3000.00", 40, BLACK), ("请收款", 36, BLACK), ("转账", 30, BLACK)],
        [("邮费", 40, BLACK), ("微信红包", 28, FAINT)],
        [("终稿-改-最终版8.docx", 44, BLACK), ("2.6MB", 28, FAINT)],
        [("买家申请退货退款", 44, BLACK), ("退款金额 ¥89.00", 36, RED), ("查看详情", 36, BLACK)],
        [("95新微单相机 快门3000", 40, BLACK), ("¥4299", 34, RED)],
        [("滚筒洗衣机 超薄嵌入", 40, BLACK), ("订单号：295081763136 已完成", 34, FAINT)],
        [("请您对本次服务进行评价", 40, BLACK)],
        [("避雷这家店", 44, BLACK), ("小红书", 30, FAINT)],
    ],
)
def test_a_card_is_of_who_sent_it_and_else_of_nobody(lines):
    for portrait, speaker in ((False, Speaker.SYSTEM), (True, Speaker.SELF)):
        screen = chat()
        card(screen, 1000, lines, own=True, portrait=portrait)
        last = understand(screen.page(), None).messages[-1]
        assert last.speaker is speaker
        assert all(words in last.text for words, _, _ in lines)


@pytest.mark.parametrize(
    "lines",
    [
        [("订单编号1067633661554922", 44, BLACK)],
        [("赔你", 44, BLACK), ("¥200", 44, BLACK)],
        [("退款金额 ¥89 也想要？做梦", 44, BLACK), ("订单号我记住了，你等着", 44, BLACK)],
        [("合同发我 pdf", 44, BLACK)],
        [("你是不是在淘宝", 44, BLACK), ("小红书", 44, BLACK)],
    ],
)
def test_what_people_say_of_money_and_orders_was_said(lines):
    for portrait in (False, True):
        screen = chat()
        card(screen, 1000, lines, portrait=portrait)
        assert understand(screen.page(), None).messages[-1].speaker is Speaker.OTHER


def test_questions_to_choose_from_in_a_row_are_no_messages():
    screen = chat()
    for at, words in enumerate(("快递查询", "我要退款", "开发票")):
        side = Side.LEFT if at < 2 else Side.RIGHT
        chip = screen.region(RegionKind.BUBBLE, (40 + 250 * at, 1040, 220, 66), side)
        screen.line(words, 60 + 250 * at, 1054, 36, region=chip)
    assert texts(screen) == texts(chat())


def test_a_warning_across_the_page_is_nobodys_words():
    screen = chat()
    banner = screen.region(RegionKind.BUBBLE, (106, 200, 868, 90), Side.WIDE)
    screen.line("谨防诈骗：请勿脱离淘宝交易", 130, 225, 40, region=banner)
    first = understand(screen.page(), None).messages[0]
    assert (first.speaker, first.text) == (Speaker.SYSTEM, "谨防诈骗：请勿脱离淘宝交易")
    screen = chat()
    screen.says("谨防诈骗四个字认识吗", 1000)
    assert understand(screen.page(), None).messages[-1].speaker is Speaker.OTHER


def test_the_button_that_copies_a_code_is_no_part_of_the_message():
    screen = chat()
    card(
        screen,
        1000,
        [("【小马驾考】您的验证码是6613", 44, BLACK), ("复制验证码 6613", 40, (30, 90, 230))],
    )
    assert texts(screen)[-1] == "【小马驾考】您的验证码是6613"


def test_an_even_list_of_faint_previews_beside_a_talk_is_no_part_of_it():
    names = ("幸福家园业主群", "妈妈", "公众号", "财务小吴", "大学同学群", "房东", "快递-老许")
    screen = Screen(1900, 1300)
    for row, name in enumerate(names):
        y = 150 + 150 * row
        screen.line(name, 180 - 4 * row, y, 30)
        screen.line("放门口了", 180 - 4 * row, y + 42, 28, ink=(170, 170, 170))
    talk = (("那你找驿站", False), ("驿站说找你", True), ("找个锤子", False), ("好好说话", True))
    for row, (words, own) in enumerate(talk):
        y, side = 180 + 230 * row, Side.RIGHT if own else Side.LEFT
        bubble = screen.region(RegionKind.BUBBLE, (1400 if own else 720, y, 300, 70), side)
        screen.region(RegionKind.AVATAR, (1740 if own else 620, y, 70, 70), side)
        screen.line(words, (1400 if own else 720) + 20, y + 20, 30, region=bubble)
    messages = understand(screen.page(), EvidenceKind.CHAT).messages
    assert [m.text for m in messages] == [words for words, _ in talk]

"""Who says what where neither margins nor bubbles tell it: headers, columns, portraits, lists."""

from dataclasses import replace

from desktop_app.domain.recognition import EvidenceKind, RegionKind, Side
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.page import understand
from tests.unit.reading.screen import Screen

WHITE, GREEN, BLUE, GREY = (255, 255, 255), (0, 130, 70), (60, 60, 255), (153, 153, 153)


def said(screen, kind=None):
    return [(m.speaker, m.text) for m in understand(screen.page(), kind).messages]


def test_a_bar_in_which_people_talk_is_the_ground_of_the_talk():
    screen = Screen(640, 620)
    screen.line("青禾茶行", 70, 10, 14)
    screen.line("请在平台内付款", 12, 100, 11, ink=(170, 140, 70))
    talk = screen.region(RegionKind.INPUT_BAR, (0, 120, 640, 380), Side.WIDE)
    screen.line("下一句还没说完", 22, 126, 11, region=talk)
    for row, (name, ink) in enumerate([("豆包_7", GREEN), ("青禾茶行", BLUE)]):
        y = 152 + 45 * row
        screen.line(f"{name}(2024-07-01 11:12:1{row}):", 10, y, 12, region=talk, ink=ink, w=190)
        screen.line("凭什么" if row == 0 else "滚", 22, y + 18, 11, region=talk)
    screen.region(RegionKind.INPUT_BAR, (0, 510, 640, 110), Side.WIDE)
    assert said(screen) == [
        (Speaker.OTHER, "下一句还没说完"),
        (Speaker.SELF, "凭什么"),
        (Speaker.OTHER, "滚"),
    ]


def test_a_date_that_ends_a_line_of_a_message_begins_no_entry():
    screen = Screen(852, 1750)
    screen.line("95599", 380, 200, 30)
    for row, tail in enumerate(("附言：删差评。", "附言：不删试试。", "附言：看见没有。")):
        y = 450 + 200 * row
        bubble = screen.region(RegionKind.BUBBLE, (65, y, 540, 150))
        screen.line("您尾号0417的账户在6月12日14:09", 91, y + 15, 32, region=bubble, w=470)
        screen.line("6月12日14:09转入人民币0.01", 91, y + 58, 32, region=bubble, w=450)
        screen.line(tail, 91, y + 102, 32, region=bubble)
    messages = understand(screen.page(), None).messages
    assert [m.speaker for m in messages] == [Speaker.OTHER] * 3
    assert messages[1].text.startswith("您尾号") and messages[1].text.endswith("不删试试。")


def moments(screen):
    screen.line("12:30", 60, 20, 30, w=90)
    screen.line("详情", 300, 110, 26)
    screen.line("这家店打听我住哪", 140, 230, 26)
    screen.line("26分钟前 删除", 140, 500, 20)
    likes = screen.region(RegionKind.BUBBLE, (140, 540, 460, 70), Side.RIGHT)
    screen.line("小雅，老周，阿May", 150, 560, 22, region=likes, w=300, ink=GREY)
    return screen.region(RegionKind.BUBBLE, (140, 620, 460, 260), Side.RIGHT)


def test_remarks_in_one_block_are_each_from_their_writer():
    screen = Screen(640, 1344)
    block = moments(screen)
    rows = ("小雅：这老板有病吧", "楼主回复小雅：报警了", "老周：晚上别一个人走", "明天我陪你")
    for row, text in enumerate(rows):
        screen.line(text, 150, 640 + 40 * row, 24, region=block)
    transcript = understand(screen.page(), None)
    assert transcript.kind is EvidenceKind.OTHER
    found = [(m.speaker, m.speaker_name, m.text) for m in transcript.messages]
    assert found == [
        (Speaker.OTHER, "", "这家店打听我住哪"),
        (Speaker.OTHER, "小雅", "这老板有病吧"),
        (Speaker.OTHER, "楼主", "报警了"),
        (Speaker.OTHER, "老周", "晚上别一个人走明天我陪你"),
    ]
    remark = transcript.messages[1]
    assert remark.box is not None and remark.box.x > 150


def test_labels_of_a_card_are_no_remarks():
    screen = Screen()
    screen.says("发你了", 300)
    screen.says("我看看", 450, own=True)
    card = screen.region(RegionKind.BUBBLE, (150, 600, 630, 260))
    for row, text in enumerate(("收货人：李四", "电话：13000002017", "地址：桂花路8号")):
        screen.line(text, 180, 620 + 70 * row, region=card)
    assert understand(screen.page(), None).kind is EvidenceKind.CHAT


def test_nothing_under_a_post_is_a_notice_however_it_is_set():
    screen = Screen()
    for row, words in enumerate(("这家我也被骂过", "不就一个破水壶，博主戏真多", "等律师函吧")):
        y = 300 + row * 300
        screen.line(words, (1080 - 44 * len(words)) // 2, y, 44)
        screen.line("02-11 00:25 来自湖北", 150, y + 60, 30, w=300, ink=GREY)
    assert {speaker for speaker, _ in said(screen)} == {Speaker.OTHER}


def test_a_row_of_a_list_is_kept_where_its_box_reaches_into_the_portrait():
    screen = Screen(1170, 2500)
    for row in range(5):
        y = 400 + 200 * row
        screen.line(f"住户{row}号楼", 176, y, 35, ink=GREY)
        screen.line(f"3月20日 23:4{row}", 861, y + 2, 33, w=264, ink=GREY)
        x = 136 if row == 3 else 176
        screen.line(f"电梯停了{row}个月我凭什么交钱", x, y + 60, 48, w=600)
    transcript = understand(screen.page(), EvidenceKind.OTHER)
    assert [m.speaker_name for m in transcript.messages] == [f"住户{n}号楼" for n in range(5)]


def beside_a_list(sides):
    """Return a talk of short and long messages right of something that shifts the middle."""
    screen = Screen(1720, 1320)
    words = ("行程单写明了是自愿的", "退不了，最多送您一个冰箱贴好了", "试试就试试", "我要求退款")
    for row, (text, side) in enumerate(zip(words, sides, strict=True)):
        width = 40 * len(text) + 60
        own = row == 3
        x = 1600 - width if own else 690
        colour = (160, 232, 115) if own else WHITE
        box = (x, 200 + 150 * row, width, 66)
        bubble = screen.region(RegionKind.BUBBLE, box, side, colour)
        screen.line(text, x + 30, 220 + 150 * row, 28, region=bubble, w=width - 60)
    return screen


def test_a_bubble_in_the_column_of_others_is_no_notice():
    screen = beside_a_list((Side.CENTRE, Side.CENTRE, Side.LEFT, Side.RIGHT))
    assert [s for s, _ in said(screen)] == [Speaker.OTHER] * 3 + [Speaker.SELF]


def test_a_notice_between_bubbles_stays_one():
    screen = beside_a_list((Side.LEFT, Side.LEFT, Side.LEFT, Side.RIGHT))
    box = (900, 820, 400, 50)
    pill = screen.region(RegionKind.BUBBLE, box, Side.CENTRE, (218, 218, 218))
    screen.line("王五退出了群聊", 950, 832, 24, region=pill, w=300)
    assert said(screen)[-1] == (Speaker.SYSTEM, "王五退出了群聊")


def test_the_side_of_margins_gives_way_to_a_column_clear_of_the_other():
    screen = beside_a_list((Side.LEFT, Side.RIGHT, Side.LEFT, Side.RIGHT))
    box = (1350, 820, 250, 66)
    bubble = screen.region(RegionKind.BUBBLE, box, Side.RIGHT, (160, 232, 115))
    screen.line("不买了", 1380, 840, 28, region=bubble)
    assert [s for s, _ in said(screen)] == [Speaker.OTHER] * 3 + [Speaker.SELF] * 2


def test_squares_with_words_beside_each_are_portraits():
    screen = Screen(1080, 2000)
    screen.centre("山茶花", 100, 48)
    screen.says("按劳动法要赔", 200, own=True)
    for row, text in enumerate(("你再不删明天不用来了赔偿一分没有", "呵呵")):
        y = 400 + 200 * row
        face = screen.region(RegionKind.PICTURE, (150, y, 100, 100), Side.LEFT)
        screen.line("①", 175, y + 25, 50, region=face)
        screen.line(text, 290, y + 30, 36)
    assert said(screen)[1:] == [
        (Speaker.OTHER, "你再不删明天不用来了赔偿一分没有"),
        (Speaker.OTHER, "呵呵"),
    ]


def test_bubbles_with_a_single_letter_are_no_portraits():
    screen = Screen()
    for row in range(3):
        bubble = screen.region(RegionKind.BUBBLE, (150, 300 + 200 * row, 100, 100))
        screen.line("滚", 178, 328 + 200 * row, region=bubble)
        screen.line("22:30", 265, 350 + 200 * row, 28, w=80, ink=GREY)
    screen.says("请不要再联系我", 1000, own=True)
    assert said(screen).count((Speaker.OTHER, "滚")) == 3


def test_on_a_photo_words_below_each_other_are_from_one_side():
    screen = Screen(900, 1900)
    for row, text in enumerate(("送到几点", "打电话别放门口猫会抓")):
        width = 40 * len(text) + 60
        y = 200 + 400 * row
        box = (870 - width, y, width, 90)
        bubble = screen.region(RegionKind.BUBBLE, box, Side.RIGHT, (120, 172, 86))
        screen.line(text, 900 - width, y + 25, 38, region=bubble, w=width - 60)
    for row, text in enumerate(("下午五点前门口放还是打电话", "满一百免配送四斤装好", "好的")):
        screen.line(text, 160 + 2 * row, 400 + 400 * row, 39, w=40 * len(text))
    page = replace(screen.page(), photo=True)
    found = [(m.speaker, m.text) for m in understand(page, EvidenceKind.CHAT).messages]
    assert (Speaker.OTHER, "满一百免配送四斤装好") in found
    assert (Speaker.OTHER, "好的") in found


def test_the_list_beside_a_talk_is_no_part_of_it():
    screen = beside_a_list((Side.LEFT, Side.LEFT, Side.LEFT, Side.RIGHT))
    names = (("小区团购", "21:06"), ("老妈", "19:44"), ("驿站", "昨天"), ("同学群", "星期二"))
    for row, (name, when) in enumerate(names):
        y = 130 + 240 * row
        screen.region(RegionKind.AVATAR, (170, y, 76, 76))
        screen.line(name, 266, y + 5, 25)
        screen.line(when, 540 - 16 * len(when), y + 8, 16, ink=GREY)
        screen.line("降温了多穿点", 266, y + 45, 23, ink=GREY)
    assert [s for s, _ in said(screen)] == [Speaker.OTHER] * 3 + [Speaker.SELF]


def test_a_clock_with_signs_after_it_is_the_phones():
    screen = Screen()
    screen.line("22:36…", 60, 20, 34)
    screen.line("令 6", 900, 20, 34)
    screen.centre("悦享售后8号", 120, 48)
    screen.says("你等着", 380)
    screen.says("请不要再联系我", 540, own=True)
    assert [text for _, text in said(screen)] == ["你等着", "请不要再联系我"]


def test_a_call_that_goes_on_is_no_header_and_its_bar_no_ground():
    screen = Screen()
    bar = screen.region(RegionKind.TITLE_BAR, (0, 0, 1080, 200), Side.WIDE, (37, 195, 95))
    screen.line("正在语音通话 02:14", 300, 120, 44, region=bar)
    screen.says("你等着", 380)
    screen.says("请不要再联系我", 540, own=True)
    assert [text for _, text in said(screen)] == ["你等着", "请不要再联系我"]


def test_words_of_a_sticker_are_nobodys_message():
    screen = Screen()
    words = ["你等着我来找你", "请不要再联系我和家人了", "好"]
    screen.says(words[0], 300)
    screen.says(words[1], 450, own=True)
    screen.says(words[2], 600, own=True)
    screen.line("溜了", 330 + 44 * len(words[1]) - 88, 760)
    assert [text for _, text in said(screen)] == words


def test_the_goods_of_a_talk_are_no_message_though_set_like_one():
    screen = Screen()
    screen.line("旋转拖把加粗杆家用款", 180, 200, 44)
    screen.line("¥9.90", 180, 260, 44, w=700)
    screen.says("你等着", 400)
    screen.says("请不要再联系我", 540, own=True)
    assert [s for s, text in said(screen) if "拖把" in text] in ([], [Speaker.SYSTEM])


def test_the_other_side_is_heard_though_none_of_its_bubbles_is_seen():
    screen = Screen()
    screen.says("你是哪位？", 300, own=True)
    screen.says("别再发了", 450, own=True)
    screen.line("你再不删别怪我不客气，你家的地址我记着", 60, 620, w=900)
    screen.line("呢", 60, 680)
    screen.line("呵呵", 60, 860)
    screen.line("已送达", 60, 1000, 26, ink=GREY)
    assert said(screen)[2:] == [
        (Speaker.OTHER, "你再不删别怪我不客气，你家的地址我记着呢"),
        (Speaker.OTHER, "呵呵"),
    ]


def test_pale_words_under_own_bubbles_are_no_message_of_the_other_side():
    screen = Screen()
    screen.says("你是哪位？", 300, own=True)
    screen.says("别再发了", 450, own=True)
    pale = (215, 215, 215)
    screen.line("聊天内容受到保护", 60, 620, ink=pale)
    screen.line("点击了解详情", 60, 760, ink=pale)
    assert [s for s, _ in said(screen)] == [Speaker.SELF] * 2


def test_bubbles_of_one_colour_at_one_edge_are_from_one_side_whatever_the_margins_say():
    screen = Screen(1600, 1000)
    for row, (width, own) in enumerate(((600, True), (500, False), (720, True), (300, False))):
        x = 900 - width if own else 100
        colour = (149, 236, 105) if own else WHITE
        box = (x, 200 + 130 * row, width, 90)
        bubble = screen.region(RegionKind.BUBBLE, box, Side.LEFT, colour)
        screen.line("订单里的信息我都有", x + 30, 225 + 130 * row, 40, region=bubble, w=width - 60)
    assert [s for s, _ in said(screen)] == [Speaker.SELF, Speaker.OTHER] * 2


def middle(height, ink):
    screen = Screen()
    screen.says("你等着", 300)
    screen.says("请不要再联系我", 460, own=True)
    screen.says("呵呵呵", 620)
    bubble = screen.region(RegionKind.BUBBLE, (300, 800, 480, 100), Side.CENTRE, (240, 240, 240))
    screen.line("我知道你家在哪", 340, 828, height, region=bubble, ink=ink)
    return said(screen)


def test_words_in_the_middle_in_the_print_of_messages_are_said():
    assert middle(44, (0, 0, 0))[-1] == (Speaker.OTHER, "我知道你家在哪")
    assert middle(32, (0, 0, 0))[-1] == (Speaker.SYSTEM, "我知道你家在哪")
    assert middle(44, (170, 170, 170))[-1] == (Speaker.SYSTEM, "我知道你家在哪")


def test_found_messages_with_a_time_at_the_margin_are_a_list_whatever_looks_like_a_bubble():
    screen = Screen()
    field = screen.region(RegionKind.BUBBLE, (600, 160, 440, 90), Side.RIGHT, (149, 236, 105))
    screen.line("地址", 640, 180, 40, region=field)
    found = [
        "你地址我存着呢，慢慢聊",
        "查个地址三块钱的事",
        "地址早就有了你等着",
        "收件地址一清二楚",
    ]
    for at, words in enumerate(found):
        y = 400 + 200 * at
        screen.region(RegionKind.AVATAR, (40, y, 110, 110), Side.LEFT)
        row = screen.region(RegionKind.BUBBLE, (180, y - 20, 600, 180), Side.LEFT)
        screen.line(f"卖家{at}号", 200, y, 36, region=row, ink=GREY)
        screen.line(f"5月3{at % 2}日", 940, y, 32, ink=GREY, w=100)
        screen.line(words, 200, y + 60, 44, region=row)
    messages = understand(screen.page(), None).messages
    assert [m.speaker_name for m in messages] == [f"卖家{at}号" for at in range(4)]
    assert {m.speaker for m in messages} == {Speaker.OTHER}

"""Call lists of many makers, put together by hand: rows are found by what repeats in them."""

from datetime import datetime

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import (
    CaptureFacts,
    EvidenceKind,
    LineStatus,
    RecognisedLine,
    RecognisedPage,
    Region,
    RegionKind,
    Side,
    Sign,
    SignKind,
)
from desktop_app.domain.transcript import Direction
from desktop_app.reading.call_list import parse
from desktop_app.reading.call_shape import calls_shown
from desktop_app.reading.classify import classify

IN, OUT = Direction.IN, Direction.OUT
CAME, WENT, MISSED = SignKind.CALL_IN, SignKind.CALL_OUT, SignKind.CALL_MISSED
RED, GREEN, BLACK, GREY = (250, 60, 50), (40, 170, 90), (10, 10, 10), (140, 140, 143)
CAPTURED = Moment(datetime(2022, 6, 19, 12, 13, 5), Precision.SECOND, MomentSource.FILE_NAME)
WIDTH = 1080


class Look:
    """Puts a page of calls together."""

    def __init__(self):
        self.lines, self.signs, self.regions = [], [], []
        self.write(40, 60, "12:13", 40)
        self.write(880, 60, "5G 80%", 36)

    def write(self, x, y, text, size=36, ink=GREY):
        """Write a line centred on ``y``; a negative ``x`` counts from the right edge."""
        long = round(sum(size if ord(c) > 255 else size * 0.55 for c in text))
        left = x if x >= 0 else WIDTH + x - long
        box = Box(left, y - size // 2, long, size)
        self.lines.append(
            RecognisedLine(text, box, None, 95.0, LineStatus.AGREED, (), (), ink, (255, 255, 255))
        )

    def sign(self, kind, x, y):
        colour = RED if kind is MISSED else GREEN
        self.signs.append(Sign(kind, Box(x, y - 16, 32, 32), colour))

    def avatar(self, x, y, side=Side.LEFT):
        region = Region(len(self.regions), RegionKind.AVATAR, Box(x, y - 50, 100, 100), side, GREY)
        self.regions.append(region)

    def page(self, *, photo=False):
        lines = sorted(self.lines, key=lambda line: (line.box.y, line.box.x))
        return RecognisedPage(
            WIDTH,
            2340,
            (255, 255, 255),
            tuple(self.regions),
            tuple(lines),
            facts=CaptureFacts(CAPTURED),
            signs=tuple(self.signs),
            photo=photo,
        )


def told(page):
    """Return what the page's calls say, after making sure it is taken for a list of calls."""
    assert classify(page, "")[0] is EvidenceKind.CALL_LIST
    return [
        (c.number, c.name, c.direction, c.missed, c.moment.iso()[5:16], c.duration_s)
        for c in parse(page)
    ]


def test_signs_before_the_second_line_and_days_as_headings():
    look = Look()
    look.write(60, 200, "搜索联系人", 44)
    look.write(40, 320, "今天")
    rows = [
        ("138 0000 1111 (2)", "手机 · 3分钟前", MISSED),
        ("王小明", "手机 · 11:02", WENT),
        ("021-6000 1234", "深圳 · 10:15", CAME),
        "更早",
        ("95588", "周五", CAME),
        ("李雷", "6月12日", WENT),
    ]
    for at, row in enumerate(rows):
        y = 440 + 170 * at
        if isinstance(row, str):
            look.write(40, y, row)
            continue
        look.write(200, y, row[0], 48, BLACK)
        look.write(250, y + 62, row[1])
        look.sign(row[2], 200, y + 62)
    look.write(480, 2250, "最近", 30)
    look.write(850, 2250, "通讯录", 30)
    assert told(look.page()) == [
        ("138 0000 1111", "", IN, True, "06-19T12:10", None),
        ("", "王小明", OUT, False, "06-19T11:02", None),
        ("021-6000 1234", "", IN, False, "06-19T10:15", None),
        ("95588", "", IN, False, "06-17T00:00", None),
        ("", "李雷", OUT, False, "06-12T00:00", None),
    ]


def test_a_black_name_behind_a_red_sign_was_missed():
    look = Look()
    look.write(60, 200, "通话记录", 70, BLACK)
    look.write(60, 330, "今天")
    rows = [
        ("妈", "上午11:20", MISSED),
        ("139 2222 3333", "上午10:05", WENT),
        ("4S店", "上午9:15", MISSED),
    ]
    for at, (name, time, kind) in enumerate(rows):
        y = 430 + 130 * at
        look.write(160, y, name, 46, BLACK)
        look.write(-60, y + 3, time, 34)
        look.sign(kind, 70, y)
    look.write(480, 2250, "键盘", 34)
    look.write(850, 2250, "联系人", 34)
    assert told(look.page()) == [
        ("", "妈", IN, True, "06-19T11:20", None),
        ("139 2222 3333", "", OUT, False, "06-19T10:05", None),
        ("", "4S店", IN, True, "06-19T09:15", None),
    ]


def portraits(rows):
    look = Look()
    look.write(48, 180, "编辑", 44)
    look.write(400, 180, "全部", 36)
    look.write(560, 180, "未接来电", 36)
    look.write(48, 300, "通话", 90, BLACK)
    for at, (name, label, time, ink) in enumerate(rows):
        y = 460 + 180 * at
        look.avatar(100, y + 30)
        look.write(230, y, name, 50, ink)
        look.write(230, y + 62, label, 40)
        look.write(-138, y + 30, time, 44)
    for x, word in ((94, "个人收藏"), (390, "最近通话"), (684, "通讯录"), (900, "拨号键盘")):
        look.write(x, 2250, word, 28)
    return look


def test_portraits_before_rows_make_no_chat():
    look = portraits(
        [
            ("165 0000 3174", "湖南 株洲", "09:54", RED),
            ("妈妈", "手机", "昨天", BLACK),
            ("165 0000 3174 (2)", "云南 昆明", "昨天", RED),
            ("公司前台", "微信音频", "星期三", BLACK),
        ]
    )
    page = look.page()
    assert told(page) == [
        ("165 0000 3174", "", IN, True, "06-19T09:54", None),
        ("", "妈妈", IN, False, "06-18T00:00", None),
        ("165 0000 3174", "", IN, True, "06-18T00:00", None),
        ("", "公司前台", IN, False, "06-15T00:00", None),
    ]
    assert parse(page)[0].extra == (("place", "湖南 株洲"),)


def test_a_list_of_conversations_is_no_list_of_calls():
    look = Look()
    look.write(48, 300, "信息", 90, BLACK)
    rows = [
        ("165 0000 3174", "你等着"),
        ("95588", "尾号0001支出"),
        ("王小明", "明天见"),
        ("106901234", "您好，包裹到了"),
    ]
    for at, (name, said) in enumerate(rows):
        y = 460 + 180 * at
        look.avatar(100, y + 30)
        look.write(230, y, name, 50, BLACK)
        look.write(230, y + 62, said, 40)
        look.write(-138, y, "昨天", 36)
    look.write(390, 2250, "电话", 28)
    look.write(684, 2250, "骚扰拦截", 28)
    assert not calls_shown(look.page())


def test_a_chat_of_calls_alone_is_no_list_of_calls():
    look = Look()
    for at, said in enumerate(["已取消", "对方无应答", "通话时长 00:31", "已拒绝"]):
        y = 400 + 300 * at
        look.write(500, y, "昨天 20:1" + str(at), 32)
        look.avatar(960, y + 110, Side.RIGHT)
        look.write(700, y + 110, said, 44, BLACK)
    assert not calls_shown(look.page())


def test_a_mark_between_number_and_time_is_no_other_row():
    look = Look()
    look.write(60, 200, "通话", 80, BLACK)
    rows = [
        ("171 0000 2222 (5)", "骚扰电话 1,027人标记", "11:58 响铃3声", RED),
        ("顺丰速运", "快递送餐", "11:20 呼入 12秒", BLACK),
        ("0571-8700 0412", "浙江杭州 移动 骚扰电话", "昨天 20:11 呼出 1分2秒", BLACK),
        ("138 0000 1111", "中国浙江杭州", "6月12日 08:10 对方已拒接", BLACK),
    ]
    for at, (name, mark, time, ink) in enumerate(rows):
        y = 400 + 260 * at
        look.write(150, y, name, 48, ink)
        look.write(150, y + 62, mark)
        look.write(150, y + 115, time)
    page = look.page()
    assert told(page) == [
        ("171 0000 2222", "骚扰电话 1,027人标记", IN, True, "06-19T11:58", None),
        ("", "顺丰速运", IN, False, "06-19T11:20", 12),
        ("0571-8700 0412", "骚扰电话", OUT, False, "06-18T20:11", 62),
        ("138 0000 1111", "", OUT, True, "06-12T08:10", None),
    ]
    assert parse(page)[2].extra == (("place", "浙江杭州 移动"), ("mark", "骚扰电话"))


def test_time_and_length_at_the_right_belong_to_the_number_at_the_left():
    look = Look()
    look.write(60, 200, "电话", 80, BLACK)
    look.write(60, 330, "全部", 40)
    rows = [
        ("138 0000 1111", "浙江杭州", "11:40", "未接", MISSED),
        ("139 2222 3333", "广东 深圳 联通", "10:20", "3分12秒", CAME),
        ("12345热线", "手机", "昨天 22:10", "46秒", WENT),
        ("表哥", "手机", "6月12日", "未接通", WENT),
    ]
    for at, (name, place, time, length, kind) in enumerate(rows):
        y = 430 + 180 * at
        look.write(150, y, name, 48, BLACK)
        look.write(150, y + 62, place)
        look.write(-100, y, time)
        look.write(-100, y + 62, length)
        look.sign(kind, 70, y)
    assert told(look.page()) == [
        ("138 0000 1111", "", IN, True, "06-19T11:40", None),
        ("139 2222 3333", "", IN, False, "06-19T10:20", 192),
        ("12345", "12345热线", OUT, False, "06-18T22:10", 46),
        ("", "表哥", OUT, True, "06-12T00:00", None),
    ]


def test_a_length_whose_end_went_to_the_next_line():
    look = Look()
    look.write(60, 200, "通话", 80, BLACK)
    rows = [("呼入30分35", "秒"), ("响铃1", "2声"), ("呼出 3", "分8秒")]
    for at, (first, second) in enumerate(rows):
        y = 400 + 260 * at
        look.write(150, y, "138 0000 1111", 48, BLACK)
        look.write(150, y + 62, "浙江杭州 " + first)
        look.write(150, y + 112, second)
        look.write(-100, y + 40, "昨天 20:11")
    page = look.page()
    assert [(c.direction, c.missed, c.duration_s) for c in parse(page)] == [
        (IN, False, 1835), (IN, True, None), (OUT, False, 188),
    ]  # fmt: skip
    assert parse(page)[1].ring == "响铃12声"


def carrier(pieces):
    look = Look()
    look.write(420, 180, "详单查询", 50, BLACK)
    look.write(60, 320, "138****0417", 50, BLACK)
    look.write(60, 390, "2022年6月 语音详单 共 93 条")
    for x, word in ((60, "语音"), (260, "短信"), (460, "上网"), (650, "增值业务"), (900, "筛选")):
        look.write(x, 480, word, 44, BLACK)
    rows = [("13800001111", "2022-06-18 15:26:24", "被叫", "26秒 ¥0.00"),
            ("057187000412", "2022-06-18 12:05:52", "主叫", "1分12秒 ¥0.15"),
            ("13922223333", "2022-06-17 09:15:00", "被叫", "5分18秒 ¥0.00")]  # fmt: skip
    for at, (number, time, way, length) in enumerate(rows):
        y = 620 + 230 * at
        if pieces and at == 0:
            look.write(60, y, number[0], 44, BLACK)
            look.write(60 + 36, y, number[1:], 44, BLACK)
        else:
            look.write(60, y, number, 44, BLACK)
        look.write(60, y + 75, time)
        look.write(-60, y, way, 44, (10, 130, 200))
        look.write(-60, y + 75, length)
    return look


def test_a_carriers_list_begins_below_the_owners_number_and_the_month():
    expected = [
        ("13800001111", "", IN, False, "06-18T15:26", 26),
        ("057187000412", "", OUT, False, "06-18T12:05", 72),
        ("13922223333", "", IN, False, "06-17T09:15", 318),
    ]
    assert told(carrier(pieces=False).page()) == expected
    assert told(carrier(pieces=True).page()) == expected


def test_a_button_of_the_system_is_nobodys_name():
    look = carrier(pieces=False)
    for at, time in enumerate(["2022-06-17 08:15:00", "2022-06-17 08:05:00", ""]):
        look.write(60, 1710 + 230 * at, "13922223333", 44, BLACK)
        look.write(-60, 1710 + 230 * at, "主叫", 44)
        if time:
            look.write(60, 1785 + 230 * at, time)
    look.write(200, 2290, "口", 44, BLACK)
    assert [c.name for c in parse(look.page())] == [""] * 6


def test_a_carriers_fields_are_told_by_their_names():
    look = Look()
    look.write(420, 180, "语音详单", 50, BLACK)
    rows = [("13800001111", "2022-06-18 15:26:24", "被叫", "00:00:26"),
            ("057187000412", "2022-06-18 12:05:52", "主叫", "00:01:12"),
            ("13922223333", "2022-06-17 09:15:00", "被叫", "02:03:04")]  # fmt: skip
    for at, (number, time, way, length) in enumerate(rows):
        y = 420 + 330 * at
        look.write(60, y, "对方号码：" + number, 44, BLACK)
        look.write(60, y + 60, "起始时间：" + time)
        look.write(60, y + 120, "通话时长：" + length)
        look.write(60, y + 180, "通信方式：" + way)
    assert told(look.page()) == [
        ("13800001111", "", IN, False, "06-18T15:26", 26),
        ("057187000412", "", OUT, False, "06-18T12:05", 72),
        ("13922223333", "", IN, False, "06-17T09:15", 7384),
    ]


def test_a_day_stuck_to_the_word_before_it_counts():
    look = Look()
    look.write(60, 200, "通话", 80, BLACK)
    for at, time in enumerate(["手机昨天 09:10", "X 浙江杭州 前天 08:00"]):
        look.write(150, 400 + 200 * at, "138 0000 1111", 48, RED)
        look.write(150, 462 + 200 * at, time)
    first, second = parse(look.page())
    assert [c.moment.iso()[5:16] for c in (first, second)] == ["06-18T09:10", "06-17T08:00"]
    assert (first.extra, second.extra) == ((("label", "手机"),), (("place", "浙江杭州"),))


def test_what_stands_beside_a_number_is_its_own_though_it_begins_higher():
    look = Look()
    look.write(420, 180, "通话详单", 50, BLACK)
    look.write(60, 300, "138****2222 2022年6月", 40, BLACK)
    rows = [("13800001111", "18 15:26:24", "被叫", "00:00:26"),
            ("95588", "18 12:05:52", "主叫", "00:01:12"),
            ("13922223333", "17 09:15:00", "被叫", "02:03:04")]  # fmt: skip
    for at, (number, time, way, length) in enumerate(rows):
        y = 420 + 250 * at
        look.write(60, y, number, 44, BLACK)
        look.write(-60, y - 2, way, 46, BLACK)
        look.write(60, y + 80, "2022-06-" + time)
        look.write(-60, y + 78, "通话时长" + length)
        look.write(60, y + 150, "浙江杭州")
        look.write(-60, y + 150, "0.00元")
    assert told(look.page()) == [
        ("13800001111", "", IN, False, "06-18T15:26", 26),
        ("95588", "", OUT, False, "06-18T12:05", 72),
        ("13922223333", "", IN, False, "06-17T09:15", 7384),
    ]


def test_a_cropped_list_may_begin_with_a_row():
    look = Look()
    look.lines.clear()
    for at, time in enumerate(["11:58", "昨天 20:30", "昨天 20:11"]):
        y = 40 + 200 * at
        look.write(150, y, "138 0000 1111", 48, RED)
        look.write(150, y + 62, "湖南长沙 移动")
        look.write(-60, y + 30, time)
        look.sign(MISSED, 60, y + 30)
    assert [row[4] for row in told(look.page())] == ["06-19T11:58", "06-18T20:30", "06-18T20:11"]


def test_the_status_bar_of_a_photographed_screen_is_no_call():
    look = Look()
    look.lines.clear()
    look.write(80, 190, "5G HD 80%", 36)
    look.write(-80, 200, "12:13", 36)
    look.write(100, 330, "通话", 80, BLACK)
    for at, time in enumerate(["11:58", "昨天 20:30", "昨天 20:11"]):
        y = 500 + 200 * at
        look.write(150, y, "138 0000 1111", 48, RED)
        look.write(150, y + 62, "湖南长沙 移动")
        look.write(-60, y + 30, time)
    calls = told(look.page(photo=True))
    assert [row[4] for row in calls] == ["06-19T11:58", "06-18T20:30", "06-18T20:11"]


def test_a_row_whose_time_is_cut_off_stays_with_what_it_tells():
    look = Look()
    look.write(60, 200, "通话", 80, BLACK)
    for at, time in enumerate(["11:58", "昨天 20:30", "昨天 20:11", "下午6:2"]):
        look.write(150, 430 + 130 * at, "138 0000 1111", 46, BLACK)
        look.write(-60, 430 + 130 * at, time, 34)
        look.sign(MISSED, 60, 430 + 130 * at)
    calls = parse(look.page())
    assert [(c.direction, c.missed) for c in calls] == [(IN, True)] * 4

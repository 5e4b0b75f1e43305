"""Which words stand in which bubble where layout cut bubbles into pieces, or lost a line."""

from dataclasses import replace

from desktop_app.domain.recognition import RegionKind, Side
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.page import understand
from tests.unit.reading.screen import Screen

VIOLET = (55, 54, 120)


def said(screen):
    return [(m.speaker, m.speaker_name, m.text) for m in understand(screen.page(), None).messages]


def test_pieces_of_one_ornamented_bubble_are_one_message():
    screen = Screen()
    screen.says("嘻嘻", 300)
    first = screen.region(RegionKind.BUBBLE, (465, 480, 299, 156), Side.RIGHT, VIOLET)
    second = screen.region(RegionKind.BUBBLE, (476, 500, 415, 120), Side.RIGHT, VIOLET)
    screen.line("你找回就是", 509, 530, region=first)
    screen.line("诈骗", 770, 530, region=second)
    message = understand(screen.page(), None).messages[-1]
    assert (message.speaker, message.text) == (Speaker.SELF, "你找回就是 诈骗")
    assert message.box is not None and (message.box.x, message.box.right) == (465, 891)


def test_words_in_a_frame_over_the_whole_bubble_are_said_and_not_quoted():
    screen = Screen()
    screen.says("嘻嘻", 300)
    bubble = screen.region(RegionKind.BUBBLE, (207, 500, 820, 219))
    frame = screen.region(RegionKind.QUOTE, (240, 530, 700, 160), colour=(255, 248, 167))
    screen.regions[frame] = replace(screen.regions[frame], parent=bubble)
    for row, text in enumerate(("您好最后一次跟您确认", "视频今天下架")):
        line = screen.line(text, 261, 545 + 70 * row, 54, region=frame)
        screen.lines[-1] = replace(line, paper=(255, 248, 167))
    message = understand(screen.page(), None).messages[-1]
    assert (message.text, message.quoted) == ("您好最后一次跟您确认视频今天下架", ())


def test_a_small_quotation_alone_in_a_bubble_stays_one():
    screen = Screen()
    screen.says("嘻嘻", 300)
    bubble = screen.region(RegionKind.BUBBLE, (207, 500, 820, 400))
    frame = screen.region(RegionKind.QUOTE, (240, 530, 600, 100), colour=(247, 247, 247))
    screen.regions[frame] = replace(screen.regions[frame], parent=bubble)
    screen.line("小美：你等着", 261, 560, 40, region=frame)
    assert understand(screen.page(), None).messages[-1].quoted == ((0, 6),)


def cut_bubble():
    """Return a screen with a bubble whose first line layout left outside."""
    screen = Screen(720, 1280)
    screen.says("那你试试", 200, own=True)
    bubble = screen.region(RegionKind.BUBBLE, (126, 420, 422, 127))
    screen.line("群里让几百个商家都认", 147, 446, 32, region=bubble, w=350)
    screen.line("识认识你", 147, 490, 33, region=bubble, w=128)
    return screen, bubble


def test_a_line_across_the_edge_of_a_bubble_is_the_first_of_its_words_and_no_name():
    screen, _ = cut_bubble()
    screen.line("不撤我把你电话地址挂到", 147, 402, 30, w=350)
    assert said(screen)[-1] == (
        Speaker.OTHER,
        "",
        "不撤我把你电话地址挂到群里让几百个商家都认识认识你",
    )


def test_a_name_over_a_bubble_stays_a_name():
    screen, _ = cut_bubble()
    line = screen.line("客服小美", 130, 384, 24, w=100)
    screen.lines[-1] = replace(line, ink=(153, 153, 153))
    assert said(screen)[-1] == (Speaker.OTHER, "客服小美", "群里让几百个商家都认识认识你")


def test_a_word_found_twice_in_a_bubble_is_said_once():
    screen, _ = cut_bubble()
    screen.line("识认", 147, 492, 28, w=64)
    screen.line("吗？", 300, 490, 33, w=60)
    assert said(screen)[-1][2] == "群里让几百个商家都认识认识你 吗？"


def test_a_sentence_printed_like_words_over_a_bubble_is_no_name():
    screen = Screen()
    screen.says("那你试试", 200, own=True)
    screen.says("我就在楼下", 330, own=True)
    screen.line("你给我等着，别跑！", 180, 500)
    bubble = screen.region(RegionKind.BUBBLE, (150, 560, 400, 100))
    screen.line("听到没有", 180, 588, region=bubble)
    assert [text for _, _, text in said(screen)][2:] == ["你给我等着，别跑！", "听到没有"]


def test_lines_marked_by_hand_are_no_picture():
    screen = Screen()
    screen.says("嘻嘻", 300)
    screen.says("不行", 450, own=True)
    bubble = screen.region(RegionKind.BUBBLE, (207, 600, 720, 300))
    for row, text in enumerate(
        ("您好最后一次跟您确认", "视频今天十八点前下架", "不然后果您自己承担")
    ):
        line = screen.line(text, 240, 630 + 90 * row, 60, region=bubble)
        screen.lines[-1] = replace(line, paper=(255, 248, 167))
    assert said(screen)[-1][2].endswith("不然后果您自己承担")


def test_lines_of_a_message_at_the_edge_of_a_cut_out_are_no_title():
    screen = Screen(800, 900)
    screen.line("你发的帖子请自行处理我们", 20, 40, 30)
    screen.line("已经联系你辅导员了", 20, 85, 30)
    for y, text, x, side in (
        (200, "你联系他干嘛", 500, Side.RIGHT),
        (400, "告诉他你造谣毕业证能不能拿到", 0, Side.LEFT),
        (600, "不好说", 0, Side.LEFT),
    ):
        width = 30 * len(text) + 40
        bubble = screen.region(RegionKind.BUBBLE, (x, y, width, 70), side)
        screen.line(text, x + 20, y + 20, 30, region=bubble)
    assert said(screen)[0] == (Speaker.OTHER, "", "你发的帖子请自行处理我们已经联系你辅导员了")


def test_a_bubble_between_two_squares_is_on_the_side_of_its_colour_and_edge():
    screen = Screen()
    for y, width in ((300, 400), (450, 600)):
        box = (914 - width, y, width, 100)
        bubble = screen.region(RegionKind.BUBBLE, box, Side.RIGHT, (170, 234, 122))
        screen.line("怎么这么多", 944 - width, y + 28, region=bubble)
    for y, width in ((600, 366), (750, 700)):
        bubble = screen.region(RegionKind.BUBBLE, (162, y, width, 100))
        screen.line("夏天开空调", 192, y + 28, region=bubble)
    box = (188, 900, 726, 100)
    bubble = screen.region(RegionKind.BUBBLE, box, Side.LEFT, (170, 234, 122))
    screen.line("我出差半个月没在家", 218, 928, region=bubble)
    screen.region(RegionKind.AVATAR, (20, 910, 144, 150))
    screen.region(RegionKind.AVATAR, (948, 900, 102, 102), Side.RIGHT)
    assert said(screen)[-1][0] is Speaker.SELF

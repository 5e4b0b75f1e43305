"""Layout on drawn screens: bubbles, sides, lines and avatars, whatever the skin."""

import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image, ImageDraw, ImageFont

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RegionKind, Side
from desktop_app.foundation import paths
from desktop_app.imaging.layout import analyse
from tests.corpus.draw import draw_one


def font(size):
    return ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")), size)


def screen(width=1080, height=1600, ground=(237, 237, 237)):
    image = Image.new("RGB", (width, height), ground)
    return image, ImageDraw.Draw(image)


def bubble(draw, box, fill, lines, ink=(0, 0, 0), size=46):
    draw.rounded_rectangle(box, 12, fill=fill)
    for index, text in enumerate(lines):
        draw.text((box[0] + 36, box[1] + 24 + index * 64), text, fill=ink, font=font(size))


def kinds(layout, kind):
    return [region for region in layout.regions if region.kind is kind]


@pytest.mark.parametrize(
    ("ground", "left", "right", "ink"),
    [
        ((237, 237, 237), (255, 255, 255), (149, 236, 105), (20, 20, 20)),
        ((17, 17, 17), (44, 44, 44), (62, 181, 117), (230, 230, 230)),
        ((245, 245, 245), (255, 255, 255), (0, 122, 255), (120, 120, 120)),
        ((255, 255, 255), (233, 233, 235), (52, 199, 89), (0, 0, 0)),
    ],
)
def test_bubbles_have_sides_colours_and_all_their_lines(ground, left, right, ink):
    image, draw = screen(ground=ground)
    bubble(draw, (150, 200, 800, 380), left, ["你好，在吗？这个什么时候", "发货"], ink)
    bubble(draw, (500, 450, 930, 570), right, ["今天就发出"], ink)
    bubble(draw, (150, 640, 260, 750), left, ["滚"], ink)
    layout = analyse(np.asarray(image))
    found = kinds(layout, RegionKind.BUBBLE)
    assert [b.side for b in found] == [Side.LEFT, Side.RIGHT, Side.LEFT]
    assert max(abs(a - b) for a, b in zip(found[1].colour, right, strict=True)) <= 3
    lines = [sum(line.region == b.id for line in layout.lines) for b in found]
    assert lines == [2, 1, 1]
    assert not layout.photo


def test_line_boxes_are_exact_and_never_span_two_bubbles():
    image, draw = screen()
    bubble(draw, (40, 200, 500, 320), (255, 255, 255), ["左边的话"])
    bubble(draw, (540, 200, 1040, 320), (149, 236, 105), ["右边的话"])
    layout = analyse(np.asarray(image))
    boxes = [line.box for line in layout.lines]
    ink = np.asarray(image).max(axis=2) < 128
    assert len(boxes) == 2
    for box in boxes:
        outer = ink[box.y - 6 : box.bottom + 6, box.x - 6 : box.right + 6]
        inner = ink[box.y : box.bottom, box.x : box.right]
        assert outer.sum() == inner.sum() > 0


def test_avatars_are_masked_and_never_lines():
    image, draw = screen()
    noise = np.random.default_rng(3).integers(0, 255, (110, 110, 3), dtype=np.uint8)
    for top in (200, 450):
        image.paste(Image.fromarray(noise), (24, top))
        bubble(draw, (160, top, 700, top + 120), (255, 255, 255), ["这是对方的话"])
    layout = analyse(np.asarray(image))
    avatars = kinds(layout, RegionKind.AVATAR)
    assert len(avatars) == 2
    assert all(a.side is Side.LEFT for a in avatars)
    assert len(layout.lines) == 2


def test_desktop_panes_part_the_list_from_the_talk():
    image, draw = screen(1280, 800, (245, 245, 245))
    draw.rectangle((0, 0, 299, 800), fill=(231, 231, 231))
    for row in range(8):
        draw.text((80, 40 + row * 70), "联系人的名字", fill=(30, 30, 30), font=font(14))
        draw.text((80, 62 + row * 70), "最后一句话的开头", fill=(150, 150, 150), font=font(12))
    draw.rounded_rectangle((370, 120, 640, 160), 6, fill=(255, 255, 255))
    draw.text((384, 129), "十四像素的小字也要读到", fill=(0, 0, 0), font=font(14))
    layout = analyse(np.asarray(image))
    found = kinds(layout, RegionKind.BUBBLE)
    assert len(found) == 1
    inside = [line for line in layout.lines if line.region == found[0].id]
    assert len(inside) == 1
    assert len(layout.lines) == 17


def test_tall_pictures_lose_no_line_at_a_cut():
    image, draw = screen(720, 16_000)
    count = 16_000 // 130 - 1
    for row in range(count):
        top = 40 + row * 130
        draw.rounded_rectangle((90, top, 600, top + 90), 10, fill=(255, 255, 255))
        draw.text((110, top + 24), f"第{row:03d}条消息，一行字", fill=(0, 0, 0), font=font(30))
    layout = analyse(np.asarray(image))
    assert len(kinds(layout, RegionKind.BUBBLE)) == count
    assert len(layout.lines) == count


@pytest.mark.parametrize(
    "skin",
    ["wechat_light", "wechat_dark", "taobao_light", "qq_light", "whatsapp", "sms_miui", "imessage"],
)
def test_every_bubble_of_a_drawn_skin_holds_text(skin):
    drawn = draw_one(skin, 5)
    layout = analyse(np.asarray(drawn.image.convert("RGB")))
    wanted = [m for m in drawn.truth.messages if m.scored and m.role == "text"]
    assert wanted
    for message in wanted:
        box = Box(*message.box)
        held = [line for line in layout.lines if box.contains(line.box)]
        assert held, message.role
        assert sum(line.box.area for line in held) > 0.06 * box.area


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    arrays.arrays(
        np.uint8,
        st.tuples(st.integers(8, 90), st.integers(8, 90), st.just(3)),
        elements=st.sampled_from([0, 40, 128, 200, 255]),
    )
)
def test_random_pictures_never_raise_and_answer_twice_the_same(pixels):
    assert analyse(pixels) == analyse(pixels.copy())


def test_a_single_colour_holds_nothing():
    layout = analyse(np.full((700, 500, 3), 90, np.uint8))
    assert layout.lines == ()
    assert layout.background == (90, 90, 90)


def test_suggestions_over_the_message_field_are_no_messages():
    image, draw = screen()
    bubble(draw, (150, 200, 800, 310), (255, 255, 255), ["请问发什么快递"])
    bubble(draw, (500, 450, 930, 560), (149, 236, 105), ["顺丰，明天到"])
    for at, word in enumerate(("查物流", "催发货", "退货")):
        left = 40 + at * 240
        draw.rounded_rectangle((left, 1330, left + 200, 1400), 35, fill=(255, 255, 255))
        draw.text((left + 36, 1342), word, fill=(60, 60, 60), font=font(36))
    layout = analyse(np.asarray(image))
    assert [b.box.y // 100 for b in kinds(layout, RegionKind.BUBBLE)] == [2, 4]
    assert len(kinds(layout, RegionKind.INPUT_BAR)) == 3


def test_a_choice_of_what_is_listed_was_not_said():
    image, draw = screen(ground=(255, 255, 255))
    for left, text in ((60, "全部"), (260, "追评"), (460, "差评")):
        draw.rounded_rectangle((left, 180, left + 160, 250), 34, fill=(255, 240, 230))
        draw.text((left + 36, 188), text, fill=(60, 60, 60), font=font(38))
    for top in (320, 620):
        draw.ellipse((48, top, 144, top + 96), fill=(120, 140, 200))
        draw.text((176, top + 4), "小***兔", fill=(40, 40, 40), font=font(38))
        draw.text((48, top + 120), "面料一般，图片滤镜太重，显胖。", fill=(0, 0, 0), font=font(46))
    layout = analyse(np.asarray(image))
    assert not kinds(layout, RegionKind.BUBBLE)
    assert len(layout.lines) == 7


def test_bubbles_that_only_a_tail_joins_are_two():
    image, draw = screen()
    blue = (10, 132, 255)
    bubble(draw, (400, 300, 930, 410), blue, ["我只是写了一条中评"])
    bubble(draw, (300, 420, 930, 530), blue, ["你们到底管不管"])
    draw.polygon([(880, 400), (930, 400), (930, 440), (890, 440)], fill=blue)
    bubble(draw, (150, 700, 800, 810), (255, 255, 255), ["请问发什么快递"])
    found = kinds(analyse(np.asarray(image)), RegionKind.BUBBLE)
    rows = [(b.box.y, b.box.bottom) for b in found]
    assert np.abs(np.array(rows) - [(300, 410), (420, 530), (700, 810)]).max() <= 8
    assert [round(b.box.x, -1) for b in found] == [400, 300, 150]


def test_a_coloured_bubble_just_over_the_message_field_was_said():
    image, draw = screen()
    height = image.height
    bubble(draw, (150, 300, 800, 410), (255, 255, 255), ["请问发什么快递"])
    bubble(draw, (300, height - 130, 930, height - 20), (255, 98, 0), ["别再加我微信了"])
    for left in (200, 960):
        draw.rectangle((left, height - 100, left + 60, height - 50), outline=(20, 20, 20), width=5)
    layout = analyse(np.asarray(image))
    assert [b.side for b in kinds(layout, RegionKind.BUBBLE)] == [Side.LEFT, Side.RIGHT]


def test_a_portrait_behind_the_way_back_belongs_to_the_title():
    image, draw = screen()
    draw.line((60, 130, 30, 160, 60, 190), fill=(20, 20, 20), width=6)
    noise = np.random.default_rng(5).integers(0, 255, (100, 100, 3), np.uint8)
    image.paste(Image.fromarray(noise), (100, 110))
    draw.text((230, 135), "鲜果时光", fill=(20, 20, 20), font=font(46))
    bubble(draw, (150, 400, 800, 510), (255, 255, 255), ["请问发什么快递"])
    image.paste(Image.fromarray(noise), (30, 400))
    layout = analyse(np.asarray(image))
    assert [a.box.y // 100 for a in kinds(layout, RegionKind.AVATAR)] == [4]


def test_small_bubbles_are_found_where_hardly_anything_is_said():
    image, draw = screen()
    rng = np.random.default_rng(7)
    dark = np.asarray(rng.integers(0, 60, (110, 110, 3)), np.uint8)
    for at, word in enumerate(("好", "1", "来", "不", "OK")):
        y, own = 200 + at * 180, at % 2 == 1
        image.paste(Image.fromarray(dark), (940 if own else 30, y))
        left = 770 if own else 160
        fill = (149, 236, 105) if own else (255, 255, 255)
        bubble(draw, (left, y, left + 130, y + 110), fill, [word])
    draw.ellipse((30, 1480, 110, 1560), outline=(20, 20, 20), width=6)
    layout = analyse(np.asarray(image))
    sides = [b.side for b in kinds(layout, RegionKind.BUBBLE)]
    assert sides == [Side.LEFT, Side.RIGHT, Side.LEFT, Side.RIGHT, Side.LEFT]


def test_portraits_smeared_to_the_edge_by_compression_hide_no_bubble():
    image, draw = screen(width=1080, height=1800)
    rng = np.random.default_rng(11)
    for at, word in enumerate(("今天打排位还是匹配", "哈哈哈哈哈哈哈", "来了来了，拉我", "嗯嗯")):
        y = 200 + at * 360
        noise = Image.fromarray(rng.integers(0, 255, (12, 12, 3), np.uint8))
        for x in (950, 22):
            image.paste(noise.resize((108, 108)), (x, y + (180 if x == 22 else 0)))
        left = 908 - 46 * len(word) - 80
        bubble(draw, (left, y, 908, y + 108), (149, 236, 105), [word])
        draw.polygon([(908, y + 36), (925, y + 52), (908, y + 68)], fill=(149, 236, 105))
        bubble(draw, (150, y + 180, 560, y + 288), (255, 255, 255), ["知道了知道了"])
    stored = io.BytesIO()
    image.resize((480, 800), Image.Resampling.LANCZOS).save(stored, "JPEG", quality=45)
    layout = analyse(np.asarray(Image.open(stored).convert("RGB")))
    sides = [b.side for b in kinds(layout, RegionKind.BUBBLE)]
    assert sides == [Side.RIGHT, Side.LEFT] * 4


def test_the_halves_of_a_lone_character_are_one_line():
    image, draw = screen()
    for at, word in enumerate(("1", "是", "6", "OK", "7")):
        bubble(draw, (150, 200 + at * 180, 290, 310 + at * 180), (255, 255, 255), [word])
    assert len(analyse(np.asarray(image)).lines) == 5


def test_bars_of_a_screen_within_a_picture_are_no_bubbles():
    image, draw = screen(ground=(81, 70, 59))
    draw.rectangle((100, 100, 980, 1500), fill=(17, 17, 17))
    for top in (100, 1380):
        draw.rectangle((102, top, 978, top + 118), fill=(237, 237, 237))
        draw.text((480, top + 30), "小美", fill=(20, 20, 20), font=font(46))
    for at in range(5):
        left = 200 if at % 2 else 420
        y = 280 + at * 200
        bubble(draw, (left, y, left + 430, y + 110), (149, 236, 105), ["我已经报警了"])
    layout = analyse(np.asarray(image))
    assert len(kinds(layout, RegionKind.BUBBLE)) == 5


def test_the_cells_of_a_form_are_no_bubbles():
    image, draw = screen(ground=(250, 250, 250))
    for row, (label, words) in enumerate(
        [("报警人", "苏晴"), ("时间", "当天晚上"), ("方式", "到所")]
    ):
        top = 300 + 120 * row
        for left, right, text in ((100, 340, label), (346, 980, words)):
            draw.rectangle((left - 3, top - 3, right + 3, top + 117), outline=(0, 0, 0), width=3)
            draw.text((left + 40, top + 30), text, fill=(0, 0, 0), font=font(46))
    layout = analyse(np.asarray(image))
    assert kinds(layout, RegionKind.BUBBLE) == []
    assert len(layout.lines) == 6


def test_the_soft_edge_of_a_bubble_on_a_small_picture_is_no_ink():
    image, draw = screen(1290, 2796, (0, 0, 0))
    for y, own, text in (
        (600, False, "接电话啊煞笔"), (800, True, "你是哪位"), (1000, False, "你爹"),
        (1200, False, "睡了吗"), (1500, True, "请停止骚扰"),
    ):  # fmt: skip
        wide = 80 + 55 * len(text)
        box = (1250 - wide, y, 1250, y + 120) if own else (48, y, 48 + wide, y + 120)
        draw.rounded_rectangle(box, 60, fill=(52, 199, 89) if own else (38, 38, 40))
        draw.text((box[0] + 38, y + 26), text, fill=(255, 255, 255), font=font(54))
    # As pictures come from the net: shrunk and compressed.
    data = io.BytesIO()
    image.resize((380, 824), Image.Resampling.BICUBIC).save(data, "JPEG", quality=60)
    layout = analyse(np.asarray(Image.open(data).convert("RGB")))
    own = [line for line in layout.lines if line.box.x > 180]
    assert len(own) == 2
    assert all(min(line.ink) > 150 and line.box.h <= 18 for line in own)

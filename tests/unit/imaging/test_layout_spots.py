"""Lines of two finders: what one missed, merged or took for text, the other sets right."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from desktop_app.domain.geometry import Box
from desktop_app.foundation import paths
from desktop_app.imaging.layout_objects import Area, Mark
from desktop_app.imaging.layout_rescue import rescued
from desktop_app.imaging.layout_spots import reconciled, settled_letter, true_blocks

PAPER = (255, 255, 255)
FONT = ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")), 46)


def written(texts, width=1000, height=900):
    """Return a picture and the ink box of each text; texts are (x, y, words)."""
    image = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(image)
    boxes = []
    for x, y, words in texts:
        pen.text((x, y), words, fill=(0, 0, 0), font=FONT)
        left, top, right, bottom = (int(v) for v in pen.textbbox((x, y), words, font=FONT))
        boxes.append(Box(left, top, right - left, bottom - top))
    return np.asarray(image), boxes


def spot(box):
    return Box(box.x - 8, box.y - 8, box.w + 16, box.h + 16)


def mark(box, ink=(0, 0, 0)):
    return Mark(box, -1, ink, PAPER, float(box.h))


def near(one, other):
    return all(
        abs(a - b) <= 4 for a, b in ((one.x, other.x), (one.y, other.y), (one.right, other.right))
    )


def test_nobody_looked_nothing_changes():
    rgb, boxes = written([(50, 50, "你好"), (50, 150, "在吗")])
    marks = [mark(box) for box in boxes]
    assert reconciled(rgb, [], marks, [], 44.0) == marks


def test_a_missed_line_is_added_with_its_colours_and_an_icon_is_marked_unseen():
    rgb, boxes = written([(50, 50, "你好"), (400, 300, "没看见的一行")])
    icon = mark(Box(900, 800, 30, 30))
    got = reconciled(rgb, [], [mark(boxes[0]), icon], [spot(box) for box in boxes], 44.0)
    seen = [m for m in got if m.seen]
    assert [m.box for m in got if not m.seen] == [icon.box]
    assert len(seen) == 2
    assert near(seen[1].box, boxes[1])
    assert max(seen[1].ink) < 60
    assert min(seen[1].paper) > 200


def test_two_rows_taken_for_one_are_parted():
    rgb, boxes = written([(50, 50, "第一行的字"), (50, 130, "第二行")])
    got = reconciled(rgb, [], [mark(boxes[0].union(boxes[1]))], [spot(b) for b in boxes], 44.0)
    assert len(got) == 2
    assert all(near(m.box, box) for m, box in zip(got, boxes, strict=True))


def test_a_portrait_glued_to_a_line_is_cut_off():
    rgb, boxes = written([(30, 60, "旗舰"), (300, 50, "收件人")])
    glued = boxes[0].union(boxes[1])
    tall = Box(glued.x, glued.y - 40, glued.w, glued.h + 80)
    got = reconciled(rgb, [], [mark(tall)], [spot(b) for b in boxes], 44.0)
    assert len(got) == 2
    assert all(near(m.box, box) for m, box in zip(got, boxes, strict=True))


def test_pieces_of_one_line_are_joined_but_not_a_clock_beside_it():
    rgb, boxes = written([(50, 50, "今天不退"), (300, 50, "就别想好过")])
    whole = spot(boxes[0].union(boxes[1]))
    got = reconciled(rgb, [], [mark(b) for b in boxes], [whole], 44.0)
    assert len(got) == 1
    assert near(got[0].box, boxes[0].union(boxes[1]))
    clock = mark(Box(boxes[1].x, boxes[1].y + 20, 60, 20), ink=(150, 150, 150))
    apart = reconciled(rgb, [], [mark(boxes[0]), clock], [whole], 44.0)
    assert [m.box for m in apart] == [boxes[0], clock.box]


def test_letters_that_touch_are_one_word_whatever_lies_behind_each():
    rgb, boxes = written([(50, 50, "我发"), (144, 50, "了点评")])
    word = boxes[0].union(boxes[1])
    areas = [Area(boxes[1], PAPER, 1.0, 1.0, 1)]
    halves = [mark(boxes[0], ink=(70, 200, 130)), replace(mark(boxes[1]), owner=0)]
    got = reconciled(rgb, areas, halves, [spot(word)], 44.0)
    assert len(got) == 1
    assert near(got[0].box, word)


def test_the_usual_height_is_that_of_most_writing():
    lines = [Box(0, 60 * i, 600, 58) for i in range(6)]
    windows = [Box(700, 20 * i, 20, 20) for i in range(30)]
    assert settled_letter(12.0, lines + windows) == pytest.approx(42, abs=4)
    assert settled_letter(43.0, lines + windows) == 43.0
    assert settled_letter(12.0, lines[:3]) == 12.0


def test_a_block_that_cuts_writing_is_no_picture():
    text = Box(100, 100, 600, 60)
    assert true_blocks([Box(300, 90, 120, 120)], [text]) == []
    assert true_blocks([Box(90, 80, 640, 95)], [text]) == []
    assert true_blocks([Box(20, 90, 90, 90)], [Box(24, 94, 80, 80)]) == [Box(20, 90, 90, 90)]
    avatar = Box(20, 90, 90, 90)
    assert true_blocks([avatar], [Box(30, 100, 70, 30), Box(30, 140, 70, 30)]) == [avatar]


def test_writing_on_an_even_patch_gets_the_patch_as_its_bubble():
    image = Image.new("RGB", (1080, 900), (40, 44, 52))
    pen = ImageDraw.Draw(image)
    pen.rectangle((150, 300, 620, 470), fill=(62, 62, 68))
    pen.text((186, 324), "爸这是谣言", fill=(230, 230, 230), font=FONT)
    pen.text((186, 388), "别信", fill=(230, 230, 230), font=FONT)
    pen.text((186, 700), "写在背景上", fill=(230, 230, 230), font=FONT)
    ground = Area(Box(0, 0, 1080, 900), (40, 44, 52), 0.9, 2.0, 1)
    marks = [
        Mark(Box(186, 335, 230, 46), 0, (230, 230, 230), (62, 62, 68), 46.0),
        Mark(Box(186, 399, 92, 46), 0, (230, 230, 230), (62, 62, 68), 46.0),
        Mark(Box(186, 711, 230, 46), 0, (230, 230, 230), (40, 44, 52), 46.0),
    ]
    areas, lines = rescued(np.asarray(image), [ground], marks, 46.0)
    assert len(areas) == 2
    patch = areas[1].box
    assert abs(patch.x - 150) <= 8
    assert abs(patch.y - 300) <= 8
    assert abs(patch.right - 621) <= 8
    assert abs(patch.bottom - 471) <= 8
    assert [line.owner for line in lines] == [1, 1, 0]

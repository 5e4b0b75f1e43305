"""Lines of two finders: what one missed, merged or took for text, the other sets right."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import RegionKind, Side
from desktop_app.foundation import paths
from desktop_app.imaging.layout import analyse
from desktop_app.imaging.layout_objects import Mark
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


def test_the_usual_height_is_that_of_most_writing():
    lines = [Box(0, 60 * i, 600, 58) for i in range(6)]
    windows = [Box(700, 20 * i, 20, 20) for i in range(30)]
    assert settled_letter(12.0, lines + windows) == pytest.approx(42, abs=4)
    assert settled_letter(43.0, lines + windows) == 43.0
    assert settled_letter(12.0, lines[:3]) == 12.0


def test_a_block_that_cuts_writing_is_no_picture():
    text = Box(100, 100, 600, 60)
    assert true_blocks([Box(300, 90, 120, 120)], [text]) == []
    avatar = Box(20, 90, 90, 90)
    assert true_blocks([avatar], [Box(30, 100, 70, 30), Box(30, 140, 70, 30)]) == [avatar]


def test_a_bubble_that_touches_a_pattern_of_its_colour_is_found_by_its_writing():
    from desktop_app.ocr.finder import find

    image = Image.new("RGB", (1080, 1920), (40, 44, 52))
    pen = ImageDraw.Draw(image)
    generator = np.random.default_rng(5)
    for x in range(0, 1080, 110):
        for y in range(200, 1700, 90):
            shade = int(generator.integers(30, 70))
            pen.rectangle((x, y, x + 40, y + 34), fill=(shade, shade, shade + 8))
            pen.rectangle((x + 8, y + 8, x + 20, y + 20), fill=(230, 210, 120))
    for y, left, words in ((400, 150, "爸这是谣言"), (700, 600, "好的知道了"), (1000, 150, "别信")):
        right = left + 72 + int(FONT.getlength(words))
        pen.rectangle((left, y, right, y + 110), fill=(64, 64, 70))
        pen.text((left + 36, y + 24), words, fill=(230, 230, 230), font=FONT)
    layout = analyse(np.asarray(image), find)
    homes = {r.id: r for r in layout.regions if r.kind is RegionKind.BUBBLE}
    sides = []
    for y in (400, 700, 1000):
        inside = [m for m in layout.lines if m.seen and y < m.box.centre_y < y + 110]
        lines = [m for m in inside if m.box.w > 80 and m.region in homes]
        assert len(lines) == 1
        sides.append(homes[lines[0].region].side)
    assert sides == [Side.LEFT, Side.RIGHT, Side.LEFT]

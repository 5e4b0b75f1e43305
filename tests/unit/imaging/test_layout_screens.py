"""Screenshots put side by side are found one by one; windows of a desktop are one picture."""

import random

import numpy as np
import pytest
from PIL import Image

from desktop_app.domain.recognition import RegionKind
from desktop_app.imaging.layout import analyse
from desktop_app.imaging.layout_screens import screens_of
from tests.corpus.draw import draw_one
from tests.corpus.screens import PHONES, draw_chat
from tests.corpus.script import Turn
from tests.corpus.skins import BY_NAME

SAID = ["你再不删差评我就天天给你打电话", "请不要再联系我", "走着瞧", "我会交给警察处理"]


def phone(skin, seed):
    script = [Turn(("other", "self")[at % 2], "text", SAID[(at + seed) % 4]) for at in range(4)]
    image, _ = draw_chat(
        BY_NAME[skin], random.Random(seed), PHONES[0], script, title="悦享家居", zoom=1.0
    )
    return image


def side_by_side(images, gap, colour):
    height = max(image.height for image in images)
    width = sum(image.width for image in images) + gap * (len(images) - 1)
    whole = Image.new("RGB", (width, height), colour)
    x = 0
    for image in images:
        whole.paste(image, (x, 0))
        x += image.width + gap
    return whole.resize((width // 2, height // 2))


@pytest.mark.parametrize(
    ("skins", "gap", "colour"),
    [
        (("wechat_light", "wechat_light"), 0, (237, 237, 237)),
        (("wechat_light", "wechat_dark", "wechat_light"), 12, (255, 255, 255)),
        (("wechat_dark", "wechat_dark", "wechat_dark", "wechat_dark"), 0, (0, 0, 0)),
    ],
)
def test_screens_are_parted_where_they_meet(skins, gap, colour):
    images = [phone(skin, seed) for seed, skin in enumerate(skins)]
    found = screens_of(np.asarray(side_by_side(images, gap, colour)))
    assert len(found) == len(images)
    for at, box in enumerate(found):
        left = at * (images[0].width + gap) / 2
        assert abs(box.x - left) <= 4
        assert abs(box.right - left - images[0].width / 2) <= 4


def test_one_screen_and_a_desktop_window_stay_whole():
    assert screens_of(np.asarray(phone("wechat_light", 3))) == []
    for name in ("pc_wechat", "pc_wangwang", "carrier_table"):
        assert screens_of(np.asarray(draw_one(name, 1).image.convert("RGB"))) == []


def test_a_picture_cut_in_three_by_blank_stripes_is_no_phone():
    pixels = np.full((900, 1300, 3), 245, np.uint8)
    pixels[40:60, 20:400] = 30
    pixels[800:, :] = 200
    assert screens_of(pixels) == []


def test_each_screen_is_a_region_and_holds_what_it_shows():
    pixels = np.asarray(side_by_side([phone("wechat_light", 0), phone("wechat_light", 1)], 0, 0))
    layout = analyse(pixels)
    assert [region.id for region in layout.regions] == list(range(len(layout.regions)))
    screens = [r.box for r in layout.regions if r.kind is RegionKind.SCREEN]
    assert len(screens) == 2
    for screen in screens:
        bubbles = [
            r for r in layout.regions if r.kind is RegionKind.BUBBLE and screen.holds_centre(r.box)
        ]
        assert [b.side.value for b in sorted(bubbles, key=lambda b: b.box.y)] == [
            "left", "right", "left", "right",
        ]  # fmt: skip
        assert all(any(line.region == b.id for line in layout.lines) for b in bubbles)

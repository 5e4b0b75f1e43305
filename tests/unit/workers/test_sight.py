"""Pictures taken any way round are read upright, and their boxes find back to the file."""

import random

import numpy as np
import pytest
from PIL import Image

from desktop_app.app.recognition import read_files
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import CaptureFacts
from desktop_app.imaging import camera, decode, sideways, sniff
from desktop_app.workers import sight
from desktop_app.workers.pool import InlineWorkers
from tests.corpus.camera import Shot, take
from tests.corpus.screens import PHONES, draw_chat
from tests.corpus.script import Turn
from tests.corpus.skins import BY_NAME

SCRIPT = [
    Turn("other", "text", "你再不删差评我就天天给你打电话"),
    Turn("self", "text", "请不要再联系我，我已经投诉到平台了"),
    Turn("other", "text", "走着瞧，我知道你住在哪个小区"),
    Turn("self", "text", "我会把这些记录都交给警察处理的"),
]


@pytest.fixture(scope="module")
def chat():
    return draw_chat(
        BY_NAME["wechat_light"], random.Random(5), PHONES[0], SCRIPT, title="悦享家居", zoom=1.0
    )


def read(path):
    (reading,) = read_files([path], "second", InlineWorkers())
    assert reading.error is None
    return reading


def assert_says(reading, truth, slack):
    """Compare messages, speakers and boxes (as stored) with what was drawn."""
    spoken = [m for m in reading.transcript.messages if m.speaker.value != "system"]
    wanted = [m for m in truth.messages if m.role == "text"]
    assert [(m.speaker.value, m.text) for m in spoken] == [(m.speaker, m.text) for m in wanted]
    for message, want in zip(spoken, wanted, strict=True):
        got, there = reading.stored(message.box), Box(*want.box)
        assert abs(got.centre_x - there.centre_x) <= slack
        assert abs(got.centre_y - there.centre_y) <= slack


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_screenshot_without_exif_is_read_upright(chat, tmp_path, turn):
    image, truth = chat
    straight = Shot(desk=0, light=0, grain=0, turn=turn)
    _, stored = take(image, truth, straight, random.Random(0))
    path = tmp_path / "turned.png"
    image.rotate(-turn, expand=True).save(path)
    reading = read(path)
    assert reading.orientation == (-turn) % 360
    assert (reading.width, reading.height) == image.size
    assert_says(reading, stored, 0.02 * image.width)


def test_what_exif_says_and_what_the_text_says_add_up(chat, tmp_path):
    image, truth = chat
    exif = Image.Exif()
    exif[0x0112] = 6  # stored lying, to be turned by 90 degrees
    path = tmp_path / "exif.jpg"
    image.rotate(180, expand=True).rotate(90, expand=True).save(path, quality=92, exif=exif)
    reading = read(path)
    assert reading.orientation == 270
    data = path.read_bytes()
    picture = decode.decode(data, sniff.sniff(data[:64], "exif.jpg"))
    assert picture.orientation == 90
    shown = sideways.turned(picture.rgb, (reading.orientation - picture.orientation) % 360)
    assert np.abs(shown.astype(int) - np.asarray(image).astype(int)).mean() < 4
    spoken = [m.text for m in reading.transcript.messages if m.speaker.value != "system"]
    assert spoken == [m.text for m in truth.messages if m.role == "text"]


@pytest.mark.parametrize(
    "shot",
    [
        Shot(6, -8, 2, desk=0.08, light=0.6, moire=0.5),
        Shot(-4, 9, -1.5, desk=0.0, light=0.4),
        Shot(5, 5, 1, desk=0.06, turn=90),
    ],
    ids=["desk", "no_border", "lying"],
)
def test_a_photo_of_a_screen_from_an_angle_is_read(chat, tmp_path, shot):
    image, truth = chat
    photo, seen = take(image, truth, shot, random.Random(7))
    path = tmp_path / "IMG_20220620_173005.jpg"
    photo.save(path, quality=88)
    reading = read(path)
    assert reading.orientation == (-shot.turn) % 360
    assert_says(reading, seen, 0.02 * min(photo.size))


def test_what_fills_a_phones_screen_is_never_straightened(chat):
    image, _ = chat
    grain = np.random.default_rng(1).normal(0, 4, (image.height, image.width, 3))
    aslant = np.asarray(image.rotate(2.5, fillcolor=(200, 210, 220))) + grain
    rgb = np.clip(aslant, 0, 255).astype(np.uint8)
    assert camera.is_photo(rgb)
    mark = Box(300, 900, 200, 60)
    for picture, moved in ((rgb, False), (rgb[:-400], True)):
        seen = sight.see(picture, CaptureFacts(), "second")
        assert seen.projection is not None
        assert (seen.projection.box(mark) != mark) == moved


def test_two_screenshots_side_by_side_are_read_one_after_the_other(chat, tmp_path):
    image, truth = chat
    pair = Image.new("RGB", (2 * image.width, image.height))
    pair.paste(image, (0, 0))
    pair.paste(image, (image.width, 0))
    path = tmp_path / "pair.png"
    pair.save(path)
    spoken = [m for m in read(path).transcript.messages if m.speaker.value != "system"]
    wanted = [(m.speaker, m.text) for m in truth.messages if m.role == "text"]
    assert [(m.speaker.value, m.text) for m in spoken] == wanted * 2


def test_the_same_picture_gives_the_same_reading_twice(chat, tmp_path):
    image, truth = chat
    photo, _ = take(image, truth, Shot(6, -8, 2), random.Random(7))
    path = tmp_path / "IMG_20220620_173005.jpg"
    photo.save(path, quality=88)
    assert read(path).transcript == read(path).transcript

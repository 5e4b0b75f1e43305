"""Drawn pictures of every layout and kind are read word for word."""

import json
import random

import numpy as np
import pytest
from PIL import Image

from desktop_app.app.recognition import read_files
from desktop_app.workers.pool import InlineWorkers
from tests.corpus import golden
from tests.corpus.draw import draw_one, save
from tests.corpus.score import fold

# Layouts with bubbles, and seeds whose pictures show whole messages only.
CHATS = {
    "wechat_light": 11, "wechat_group": 13, "sms_miui": 11, "pc_wechat": 11,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", golden.PICTURES)
def test_a_kind_is_read_as_it_was(name, tmp_path):
    assert golden.read(name, tmp_path) == golden.kept()[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", CHATS)
def test_a_layout_gives_every_message_to_its_speaker(name, tmp_path):
    drawn = draw_one(name, CHATS[name])
    (reading,) = read_files([save(drawn, tmp_path)], "second", InlineWorkers())
    assert reading.transcript.kind.value == drawn.truth.kind
    said = {(m.speaker.value, fold(m.text)) for m in reading.transcript.messages}
    for message in drawn.truth.messages:
        if message.role == "text" and message.scored:
            assert (message.speaker, fold(message.text)) in said


def test_expectations_are_of_pictures_that_are_drawn():
    assert set(golden.kept()) == set(golden.PICTURES)
    assert all(each["messages"] or each["calls"] for each in golden.kept().values())


def picture(look, size, seed):
    """Return a picture that shows nothing anybody wrote."""
    wide, high = size
    gen = np.random.default_rng(seed)
    if look == "noise":
        pixels = gen.integers(0, 256, (high, wide, 3), np.uint8)
    elif look == "gradient":
        ramp = np.linspace(0, 255, wide)[None, :, None] + np.linspace(0, 90, high)[:, None, None]
        pixels = np.repeat(np.clip(ramp, 0, 255).astype(np.uint8), 3, axis=2)
    elif look == "stripes":
        step = random.Random(seed).randint(2, 40)
        rows = np.where(np.arange(high) // step % 2, 250, 5).astype(np.uint8)
        pixels = np.broadcast_to(rows[:, None, None], (high, wide, 3)).copy()
    elif look == "tiles":
        tiles = gen.integers(0, 256, (high // 50 + 1, wide // 50 + 1, 3), np.uint8)
        pixels = tiles.repeat(50, 0).repeat(50, 1)[:high, :wide]
    else:
        pixels = np.full((high, wide, 3), 255, np.uint8)
    return Image.fromarray(np.ascontiguousarray(pixels))


SIZES = [(1, 1), (4000, 3), (3000, 12), (12, 90), (320, 240)]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("look", ["noise", "gradient", "stripes", "tiles", "plain"])
def test_no_picture_is_too_strange_and_twice_is_the_same(look, size, tmp_path):
    path = tmp_path / "IMG_20220620_173005.png"
    picture(look, size, 5).save(path)
    first, second = read_files([path, path], "second", InlineWorkers())
    if min(size) < 8:
        assert first.error is not None
        assert first.error.code == "picture.too_small"
    else:
        assert first.error is None
    assert first.transcript == second.transcript


@pytest.mark.slow
def test_a_drawn_picture_reads_the_same_twice_with_both_readers(tmp_path):
    path = save(draw_one("calls_arrows", 4), tmp_path)
    first, second = read_files([path, path], "both", InlineWorkers())
    assert first.transcript == second.transcript
    assert json.dumps(golden.said(first)) == json.dumps(golden.said(second))

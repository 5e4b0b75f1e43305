"""Photos of screens and sheets: found, straightened, lit; pictures on their side."""

import math
import random

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from desktop_app.domain.geometry import Box, as_stored
from desktop_app.foundation import paths
from desktop_app.imaging import camera, flatten, layout, sheet, sideways, straighten
from tests.corpus.camera import Shot, by_chance, take
from tests.corpus.draw import draw_one
from tests.corpus.truth import Truth, TruthMessage


def letter(width=720, height=1100):
    """A page of text and where its four lines are."""
    image = Image.new("RGB", (width, height), (250, 250, 248))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")), 30)
    messages = []
    for index in range(12):
        box = (60, 80 + index * 80, 600, 36)
        draw.text((60, 80 + index * 80), "明天上午把货退回来不要再拖延了好吗", (25, 25, 25), font)
        messages.append(TruthMessage("other", str(index), box))
    return image, Truth("document", "letter", messages)


@pytest.mark.parametrize("shot", [Shot(4, 7, 2), Shot(-10, -5, -3, light=0.7), Shot(0, 12, 0)])
def test_a_sheet_on_a_desk_is_found_and_boxes_find_back_to_the_photo(shot):
    image, truth = letter()
    photo, seen = take(image, truth, shot, random.Random(1))
    rgb = np.asarray(photo)
    assert camera.is_photo(rgb)
    found = sheet.find_sheet(rgb)
    assert found is not None
    assert found.alone
    flat = flatten.from_corners(rgb, found.corners, alone=True)
    back = flatten.projection(flat.matrix, photo.width, photo.height)
    high, wide = flat.rgb.shape[:2]
    for before, after in zip(truth.messages, seen.messages, strict=True):
        x, y, w, h = before.box
        scaled = (x * wide / 720, y * high / 1100, w * wide / 720, h * high / 1100)
        got, want = back.box(Box(*(round(v) for v in scaled))), Box(*after.box)
        slack = 0.02 * photo.width
        assert abs(got.x - want.x) <= slack
        assert abs(got.right - want.right) <= slack
        assert abs(got.centre_y - want.centre_y) <= slack


def tilt_of(rgb):
    """How far text lines fall over the picture's width, at its top and bottom, in pixels."""
    lines = [line.box for line in layout.analyse(rgb).lines if line.box.w > 0.5 * rgb.shape[1]]
    return max(box.h for box in lines)


@pytest.mark.parametrize("shot", [Shot(6, 9, 3, desk=0), Shot(-8, 4, -2, desk=0)])
def test_a_photo_without_borders_is_straightened_by_its_lines(shot):
    photo, _ = take(*letter(), shot, random.Random(2))
    rgb = np.asarray(photo)
    flat = straighten.straightened(rgb)
    assert flat is not None
    assert tilt_of(flat.rgb) < 45
    assert straighten.straightened(flat.rgb) is None or _small_turn(flat.rgb)


def _small_turn(rgb):
    again = straighten.straightened(rgb)
    corner = again.matrix @ np.array([0, 0, 1.0])
    return np.linalg.norm(corner[:2] / corner[2]) < 0.06 * rgb.shape[0]


def test_screens_are_no_photos_and_level_text_stays_as_it_is():
    for name in ("wechat_light", "wechat_wallpaper", "shade", "calls_ios"):
        drawn = draw_one(name, 4)
        assert not camera.is_photo(np.asarray(drawn.image.convert("RGB"))), name
    assert straighten.straightened(np.asarray(letter()[0])) is None


def test_uneven_light_is_evened_and_even_light_left_alone():
    image, _ = letter()
    rgb = np.asarray(image)
    assert flatten.evenly_lit(rgb) is rgb
    fall = np.linspace(1.0, 0.55, rgb.shape[1])[None, :, None]
    lit = flatten.evenly_lit((rgb * fall).astype(np.uint8))
    paper = np.median(lit[:, :, 1], axis=0)
    assert paper.max() - paper.min() < 12


@pytest.mark.parametrize("degrees", [90, 270])
def test_text_on_its_side_shows_in_the_lines(degrees):
    image = np.asarray(draw_one("wechat_light", 2).image.convert("RGB"))
    upright = layout.analyse(image).lines
    lying = layout.analyse(sideways.turned(image, degrees)).lines
    assert not sideways.may_lie(upright)
    assert sideways.may_lie(lying)
    assert sideways.run_share(upright) > sideways.run_share(lying) + 0.2


@given(
    st.integers(0, 40), st.integers(0, 60), st.integers(1, 30), st.integers(1, 30),
    st.sampled_from([0, 90, 180, 270]),
)  # fmt: skip
def test_a_box_of_the_upright_picture_covers_the_same_pixels_as_stored(x, y, w, h, degrees):
    stored = np.zeros((70, 90) if degrees in (90, 270) else (90, 70), np.uint8)
    upright = np.ascontiguousarray(np.rot90(stored, k=-(degrees // 90) % 4))
    upright[y : y + h, x : x + w] = 1
    box = as_stored(Box(x, y, w, h), degrees, upright.shape[1], upright.shape[0])
    back = np.rot90(upright, k=degrees // 90)
    assert back.sum() == w * h
    assert back[box.y : box.bottom, box.x : box.right].all()
    points = sideways.turning(degrees, 90 if degrees in (90, 270) else 70, 70)[:2, :2]
    assert math.isclose(abs(np.linalg.det(points)), 1.0)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_a_projection_maps_points_as_the_pixels_are_moved(seed):
    rng = random.Random(seed)
    shot = by_chance(rng)
    image, truth = letter(360, 550)
    photo, _ = take(image, truth, shot, rng)
    corners = np.array(
        [(5, 7), (photo.width - 9, 3), (photo.width - 4, photo.height - 12), (11, photo.height)],
        np.float32,
    )
    flat = flatten.from_corners(np.asarray(photo), corners, alone=True)
    back = flatten.projection(flat.matrix, photo.width, photo.height)
    for _ in range(5):
        x, y = rng.uniform(0, flat.rgb.shape[1]), rng.uniform(0, flat.rgb.shape[0])
        there = cv2.perspectiveTransform(np.array([[(x, y)]]), flat.matrix)[0, 0]
        assert np.allclose(back.point(x, y), there, atol=1e-3)


@pytest.mark.parametrize("shape", [(8, 8), (8, 4000), (3000, 9), (120, 120)])
@pytest.mark.parametrize("look", ["noise", "gradient", "stripes", "plain"])
def test_strange_pictures_never_raise(shape, look):
    high, wide = shape
    gen = np.random.default_rng(3)
    rgb = {
        "noise": gen.integers(0, 256, (high, wide, 3), np.uint8),
        "gradient": np.repeat(np.linspace(0, 255, wide).astype(np.uint8)[None, :, None], high, 0)
        .repeat(3, 2),
        "stripes": np.where(np.arange(wide)[None, :, None] % 7 < 3, 0, 255)
        .repeat(high, 0).repeat(3, 2).astype(np.uint8),
        "plain": np.full((high, wide, 3), 128, np.uint8),
    }[look]  # fmt: skip
    rgb = np.ascontiguousarray(rgb)
    camera.is_photo(rgb)
    found = sheet.find_sheet(rgb)
    if found is not None:
        flatten.from_corners(rgb, found.corners, alone=found.alone)
    straighten.straightened(rgb)
    assert flatten.evenly_lit(rgb).shape == rgb.shape

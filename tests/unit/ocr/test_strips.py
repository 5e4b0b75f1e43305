import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import TextLine
from desktop_app.ocr.strips import normalise
from tests.contract.ocr_drawing import draw_line

LOOKS = {
    "black on white": ((0, 0, 0), (255, 255, 255)),
    "white on blue": ((255, 255, 255), (18, 183, 245)),
    "grey on grey": ((178, 178, 178), (237, 237, 237)),
    "dark mode": ((213, 213, 213), (25, 25, 25)),
    "link on white": ((87, 107, 149), (255, 255, 255)),
    "red on green": ((200, 30, 30), (60, 120, 60)),
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_becomes_dark_on_white(look: str):
    plain = draw_line("证据保全", 36, (0, 0, 0), (255, 255, 255))
    wanted = normalise(plain.rgb, plain.line).grey.astype(float)
    drawn = draw_line("证据保全", 36, *LOOKS[look])
    got = normalise(drawn.rgb, drawn.line).grey.astype(float)
    assert got.shape == wanted.shape
    assert np.median(got) > 250
    assert np.abs(got - wanted).mean() < 6


def test_strip_knows_its_place():
    drawn = draw_line("举证", 40)
    strip = normalise(drawn.rgb, drawn.line)
    box = drawn.line.box
    dark = np.argwhere(strip.grey < 128)
    assert abs(dark[:, 1].min() + strip.x - box.x) <= 2
    assert abs(dark[:, 0].min() + strip.y - box.y) <= 2
    assert abs(dark[:, 0].max() + strip.y - box.bottom) <= 3
    assert strip.ink_height == box.h


def test_uneven_light_is_evened_out():
    drawn = draw_line("对方正在威胁我，请尽快处理这件事", 30)
    shade = np.linspace(0.45, 1.0, drawn.rgb.shape[1])[None, :, None]
    dimmed = (drawn.rgb * shade).astype(np.uint8)
    grey = normalise(dimmed, drawn.line).grey
    left, right = grey[:, : grey.shape[1] // 4], grey[:, -grey.shape[1] // 4 :]
    assert np.median(left) > 240
    assert np.median(right) > 240


def test_bold_text_that_fills_its_box_stays_dark():
    drawn = draw_line("福建", 40, weight="Bold")
    rgb = drawn.rgb.copy()
    box = drawn.line.box
    band = rgb[box.y : box.bottom, box.x : box.right]
    band[: box.h * 2 // 3] = drawn.line.ink  # more ink than paper
    grey = normalise(rgb, drawn.line).grey
    assert grey[-1].min() == 255
    assert np.median(grey[box.h // 3]) < 60


def test_blurred_dense_text_keeps_its_strokes():
    import cv2

    drawn = draw_line("藏囊警融籍", 24, weight="Bold")
    blurred = cv2.GaussianBlur(drawn.rgb, (0, 0), 1.6).astype(np.uint8)
    grey = normalise(blurred, drawn.line).grey
    sharp = normalise(drawn.rgb, drawn.line).grey
    inside = sharp < 60
    assert np.median(grey[inside]) < 110
    assert np.median(grey[sharp > 250]) > 180


def test_lines_above_and_below_are_left_out():
    alone = draw_line("你好", 40)
    crowded = draw_line("你好", 40, neighbours="国国")
    loose = TextLine(
        Box(crowded.line.box.x, crowded.line.box.y - 3, crowded.line.box.w, crowded.line.box.h + 6),
        None,
        crowded.line.ink,
        crowded.line.paper,
    )
    ink_alone = (255.0 - normalise(alone.rgb, alone.line).grey).sum()
    ink = (255.0 - normalise(crowded.rgb, loose).grey).sum()
    assert ink == pytest.approx(ink_alone, rel=0.03)


def test_flat_colour_is_blank():
    rgb = np.full((60, 200, 3), 237, np.uint8)
    rgb[20:30, 50:60] += 3
    strip = normalise(rgb, TextLine(Box(10, 10, 150, 30), None, (0, 0, 0), (237, 237, 237)))
    assert strip.grey.min() == 255


def test_icon_at_the_end_is_left_out():
    drawn = draw_line("08:47", 30)
    rgb = np.pad(drawn.rgb, ((0, 0), (0, 80), (0, 0)), constant_values=255)
    box = drawn.line.box
    ys, xs = np.mgrid[: rgb.shape[0], : rgb.shape[1]]
    away = np.hypot(ys - box.centre_y, xs - (box.right + 45))
    rgb = np.where((np.abs(away - 20) < 2)[..., None], (0, 122, 255), rgb).astype(np.uint8)
    whole = TextLine(
        Box(box.x, round(box.centre_y) - 22, box.w + 67, 44), None, (0, 0, 0), (255,) * 3
    )
    strip = normalise(rgb, whole)
    assert strip.grey[:, box.right + 10 - strip.x :].min() == 255
    assert strip.grey[:, : box.right - strip.x].min() < 50
    assert abs(strip.ink_height - box.h) <= 2


def test_a_letter_that_a_drawn_stroke_runs_through_stays():
    drawn = draw_line("次　怂你", 40)
    box, rgb = drawn.line.box, drawn.rgb.copy()
    ys, xs = np.mgrid[: rgb.shape[0], : rgb.shape[1]]
    stroke = np.abs((xs - box.x - 8) - 0.4 * (ys - box.centre_y)) < 3
    rgb[stroke] = (240, 50, 50)
    taller = Box(box.x, box.y - 8, box.w, box.h + 16)
    strip = normalise(rgb, TextLine(taller, None, (0, 0, 0), (255,) * 3))
    first = strip.grey[:, : box.x + box.h - strip.x]
    assert np.count_nonzero(first < 80) > 0.08 * box.h * box.h


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 40), st.integers(1, 60), st.integers(-20, 60), st.integers(-20, 60),
    st.integers(0, 200), st.integers(0, 200), st.integers(0, 2**32 - 1),
)  # fmt: skip
def test_any_box_on_any_picture_gives_a_strip(h, w, x, y, bw, bh, seed):
    rgb = np.random.default_rng(seed).integers(0, 256, (h, w, 3), np.uint8)
    strip = normalise(rgb, TextLine(Box(x, y, bw, bh), None, (0, 0, 0), (255, 255, 255)))
    assert strip.grey.dtype == np.uint8
    assert strip.grey.size > 0
    assert strip.ink_height >= 1


def test_emojis_brighter_than_the_bubble_do_not_hide_dark_words():
    drawn = draw_line("墙纸批次不同，拼接处色差很明显", 30, (20, 20, 20), (60, 170, 100))
    rgb, box = drawn.rgb.copy(), drawn.line.box
    width = 3 * box.h
    face = np.full((box.h, width, 3), (255, 220, 60), np.uint8)
    rgb[box.y : box.bottom, box.right - width : box.right] = face
    grey = normalise(rgb, drawn.line).grey
    words = grey[:, : grey.shape[1] - width - box.h]
    assert (words < 80).mean() > 0.08
    assert np.median(words) > 230

"""The lines of a drawn box: as layout sees them, else rows by their ink; never an exception."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from desktop_app.domain.geometry import Box
from desktop_app.foundation import paths
from desktop_app.imaging.region import lines_in
from desktop_app.imaging.rows import rows_in


def drawn(rows, ink, paper, size=40, width=900):
    """Return a picture with rows of text at x 60, and where each stands."""
    font = ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")), size)
    image = Image.new("RGB", (width, 120 + 60 * len(rows)), paper)
    draw = ImageDraw.Draw(image)
    places = []
    for number, text in enumerate(rows):
        at = (60, 60 + 60 * number)
        draw.text(at, text, font=font, fill=ink)
        left, top, right, bottom = draw.textbbox(at, text, font=font)
        places.append(Box(int(left), int(top), int(right - left), int(bottom - top)))
    return np.asarray(image), places


@pytest.mark.parametrize("find", [lines_in, rows_in])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [("#111111", "#FFFFFF"), ("#FFFFFF", "#3478F6"), ("#E8E8E8", "#191919"), ("#2E2E2E", "#111")],
)
def test_rows_are_found_whole_whatever_their_colours(find, ink, paper):
    rgb, places = drawn(["你再不撤诉试试", "我知道你家住哪"], ink, paper)
    found = find(rgb, Box(30, 30, 600, 160))
    assert len(found) == 2
    for line, place in zip(found, places, strict=True):
        assert line.box.likeness(place) > 0.8
        assert max(abs(a - b) for a, b in zip(line.ink, line.paper, strict=True)) > 20


def test_words_too_faint_for_layout_are_found_by_their_ink():
    rgb, (place,) = drawn(["你家住哪我都知道"], "#E2E2E2", "#EDEDED")
    (line,) = lines_in(rgb, Box(30, 30, 600, 110))
    assert line.box.likeness(place) > 0.8


def test_the_rim_of_a_bubble_is_no_row():
    rgb, (place,) = drawn(["你等着"], "#111111", "#EDEDED")
    image = Image.fromarray(rgb)
    ImageDraw.Draw(image).rounded_rectangle((40, 50, 420, 130), 16, outline="#888888", width=2)
    rows = rows_in(np.asarray(image), Box(20, 30, 500, 130))
    assert [row.box.likeness(place) > 0.8 for row in rows] == [True]


def test_only_what_mostly_stands_in_the_box_is_meant():
    rgb, places = drawn(["第一行的文字", "第二行的文字", "第三行的文字"], "#111111", "#FFFFFF")
    box = Box(30, places[1].y - 8, 600, places[1].h + 16)
    assert [line.box.likeness(places[1]) > 0.8 for line in lines_in(rgb, box)] == [True]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**31),
    st.integers(1, 160),
    st.integers(1, 160),
    st.builds(
        Box, st.integers(-30, 150), st.integers(-30, 150), st.integers(1, 200), st.integers(1, 200)
    ),
)
def test_any_box_of_any_picture_gives_lines_in_the_picture(seed, width, height, box):
    rng = np.random.default_rng(seed)
    rgb = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
    if seed % 2:
        rgb[:] = rgb[0, 0]
    for line in lines_in(rgb, box):
        assert Box(0, 0, width, height).contains(line.box)

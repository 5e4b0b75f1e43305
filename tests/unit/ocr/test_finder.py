"""The finder of writing: a box a line, none on pictures without writing, long ones whole."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image, ImageDraw, ImageFont

from desktop_app.foundation import paths
from desktop_app.foundation.errors import EnvironmentMissing
from desktop_app.ocr.finder import TextFinder


@pytest.fixture(scope="module")
def finder():
    return TextFinder()


def page(height, rows, width=1080):
    image = Image.new("RGB", (width, height), (240, 240, 240))
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")), 46)
    for y in rows:
        pen.text((150, y), f"第{y}行说的话还没有删", fill=(20, 20, 20), font=font)
    return np.asarray(image)


def test_one_box_a_line_around_the_ink(finder):
    rows = [200, 300, 700]
    found = finder.find(page(2000, rows))
    assert len(found) == len(rows)
    for box, y in zip(found, rows, strict=True):
        assert abs(box.centre_y - (y + 34)) < 10
        assert box.x <= 156
        assert box.right >= 150 + 9 * 46


def test_a_long_picture_loses_and_doubles_nothing_where_it_is_cut(finder):
    rows = list(range(100, 11_900, 167))
    found = finder.find(page(12_000, rows))
    assert len(found) == len(rows)
    for box, y in zip(found, rows, strict=True):
        assert abs(box.centre_y - 34 - y) < 12


def test_no_writing_no_boxes(finder):
    assert finder.find(np.full((900, 700, 3), 128, np.uint8)) == ()


@settings(max_examples=15, deadline=None)
@given(
    arrays.arrays(
        np.uint8,
        st.tuples(st.integers(1, 90), st.integers(1, 90), st.just(3)),
    )
)
def test_any_picture_gives_boxes_within_it(finder, rgb):
    for box in finder.find(rgb):
        assert 0 <= box.x < box.right <= rgb.shape[1]
        assert 0 <= box.y < box.bottom <= rgb.shape[0]


def test_a_broken_model_is_missing(tmp_path):
    broken = tmp_path / "det.onnx"
    broken.write_bytes(b"no model")
    with pytest.raises(EnvironmentMissing) as caught:
        TextFinder(broken)
    assert caught.value.code == "ocr.model_missing"

"""Display tiles, thumbnails and slices hold the right pixels and nothing else."""

import numpy as np
import pytest
from PIL import Image

from desktop_app.domain.geometry import Box
from desktop_app.imaging import derive


@pytest.fixture
def tall():
    generator = np.random.default_rng(7)
    return generator.integers(0, 255, (9001, 300, 3), dtype=np.uint8)


def test_tiles_put_together_are_the_picture(tmp_path, tall):
    derive.write_display(tall, tmp_path, "abc")
    tiles = sorted(tmp_path.glob("abc.[0-9]*.png"))
    assert len(tiles) == 3
    joined = np.vstack([np.asarray(Image.open(tile)) for tile in tiles])
    assert np.array_equal(joined, tall)
    with Image.open(tmp_path / "abc.thumb.png") as thumbnail:
        assert thumbnail.width <= derive.THUMBNAIL_WIDTH
        assert thumbnail.height < 600
    assert not list(tmp_path.glob(".*"))


def test_slices_are_the_cuts_with_covered_boxes_black(tmp_path):
    rgb = np.full((400, 200, 3), 230, np.uint8)
    cuts = (Box(0, 0, 200, 150), Box(0, 150, 200, 250))
    covered = (Box(20, 140, 60, 40),)
    written = derive.write_slices(rgb, cuts, covered, tmp_path, "x")
    assert [(w, h) for _, w, h in written] == [(200, 150), (200, 250)]
    first, second = (np.asarray(Image.open(path)).astype(int) for path, _, _ in written)
    assert first[142:150, 25:75].max() < 40
    assert second[0:28, 25:75].max() < 40
    assert first[:130].min() > 200
    assert second[40:].min() > 200
    for path, _, _ in written:
        with Image.open(path) as picture:
            assert not picture.getexif()


def test_wide_slices_are_scaled_for_paper(tmp_path):
    rgb = np.zeros((100, 2800, 3), np.uint8)
    ((_, width, height),) = derive.write_slices(rgb, (Box(0, 0, 2800, 100),), (), tmp_path, "w")
    assert (width, height) == (1400, 50)

import numpy as np
import pytest
from PIL import Image, ImageDraw

from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import SignKind, TextLine
from desktop_app.imaging.arrows import find_arrows

RED, GREY, INK, PAPER = (214, 72, 55), (130, 130, 135), (20, 20, 20), (255, 255, 255)


def bounced(draw, x, y, size, colour, *, mirrored=False):
    """Draw the arrow of a missed call into a square of ``size``."""

    def at(u, v):
        return (x + size * (1 - u if mirrored else u), y + size * v)

    width = max(round(size / 11), 2)
    draw.line([at(1, 0.22), at(0.5, 0.75), at(0, 0.22)], fill=colour, width=width, joint="curve")
    draw.line([at(0, 0.62), at(0, 0.22), at(0.42, 0.22)], fill=colour, width=width)


def cross(draw, x, y, size, colour):
    width = max(round(size / 9), 2)
    draw.line([(x, y), (x + size, y + size)], fill=colour, width=width)
    draw.line([(x, y + size), (x + size, y)], fill=colour, width=width)


def word(draw, x, y, height):
    """Draw strokes that stand for a name's characters."""
    for at in range(4):
        left = x + at * round(1.1 * height)
        draw.rectangle([left, y, left + height - 6, y + height], outline=INK, width=4)
        draw.line([(left, y + height // 2), (left + height - 6, y + height // 2)], INK, 4)
    return Box(x, y, round(4.4 * height), height)


def found(draw_sign, *, sign_y=0, specks=False, start=80):
    image = Image.new("RGB", (700, 260), PAPER)
    draw = ImageDraw.Draw(image)
    box = word(draw, 170, 100, 44)
    draw_sign(draw, 80, 104 + sign_y)
    if specks:
        draw.point([(125, 112), (127, 113), (128, 120)], fill=(190, 190, 190))
    line = TextLine(Box(start, 100, box.right - start, 44), None, INK, PAPER)
    return find_arrows(np.asarray(image), [line])


@pytest.mark.parametrize("size", [22, 36, 44])
@pytest.mark.parametrize("mirrored", [False, True])
def test_an_arrow_that_bounces_is_a_missed_call_and_no_text(size, mirrored):
    lines, signs = found(lambda d, x, y: bounced(d, x, y, size, RED, mirrored=mirrored))
    assert [sign.kind for sign in signs] == [SignKind.CALL_MISSED]
    assert signs[0].colour == RED
    assert lines[0].box.x == 170


def test_specks_that_compression_leaves_behind_an_arrow_are_no_text():
    lines, signs = found(lambda d, x, y: bounced(d, x, y, 40, RED), specks=True)
    assert ([sign.kind for sign in signs], lines[0].box.x) == ([SignKind.CALL_MISSED], 170)


def test_an_arrow_may_stand_below_the_middle_of_its_row():
    _, signs = found(lambda d, x, y: bounced(d, x, y, 36, RED), sign_y=34, start=170)
    assert [sign.kind for sign in signs] == [SignKind.CALL_MISSED]


def test_only_a_red_cross_is_a_refused_call():
    _, signs = found(lambda d, x, y: cross(d, x, y, 32, RED))
    assert [sign.kind for sign in signs] == [SignKind.CALL_MISSED]
    lines, signs = found(lambda d, x, y: cross(d, x, y, 32, INK))
    assert (signs, lines[0].box.x) == ((), 80)


def test_a_tick_a_caret_and_a_ring_are_no_arrows():
    def tick(draw, x, y):
        draw.line([(x, y + 18), (x + 12, y + 30), (x + 36, y)], fill=RED, width=4)

    def caret(draw, x, y):
        draw.line([(x, y), (x + 18, y + 20), (x + 36, y)], fill=GREY, width=4)

    def ring(draw, x, y):
        draw.ellipse([x, y, x + 34, y + 34], outline=RED, width=4)

    for shape in (tick, caret, ring):
        assert found(shape)[1] == ()


# As an iPhone draws it at 13 pixels, after compression.
_SMALL_THICK = """
....#..#.#...
...########..
...#########.
...##########
......#######
......#######
.....########
...#####.####
..#####...###
..####...####
#####.....##.
####.........
.##..........
"""


def test_the_small_thick_arrow_over_an_iphones_receiver_is_a_call_that_went_out():
    def sign(draw, x, y):
        rows = _SMALL_THICK.split()
        ink = [(u, v) for v, row in enumerate(rows) for u, dot in enumerate(row) if dot == "#"]
        draw.point([(x + 20 + u, y + 20 + v) for u, v in ink], fill=GREY)
        draw.arc([x, y + 24, x + 30, y + 54], 80, 200, fill=GREY, width=9)

    _, signs = found(sign, start=170)
    assert [sign.kind for sign in signs] == [SignKind.CALL_OUT]

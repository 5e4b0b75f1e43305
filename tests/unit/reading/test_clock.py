"""The status bar's clock beside what the file says of the time it was taken."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import (
    CaptureFacts,
    LineStatus,
    RecognisedLine,
    RecognisedPage,
)
from desktop_app.reading.clock import capture_of
from desktop_app.reading.page import understand

NAMED = Moment(datetime(2022, 6, 19, 23, 47, 12), Precision.SECOND, MomentSource.FILE_NAME)
DAY = Moment(datetime(2022, 6, 19), Precision.DAY, MomentSource.FILE_NAME)


def line(text, x=60, y=30, h=36):
    box = Box(x, y, max(len(text), 1) * h // 2, h)
    return RecognisedLine(text, box, None, 95.0, LineStatus.AGREED, ())


def page(clock, captured, *more, size=(1080, 2340)):
    lines = (line(clock), line("4G 80%", x=800), *more)
    return RecognisedPage(*size, (237, 237, 237), (), lines, facts=CaptureFacts(captured))


@pytest.mark.parametrize(
    ("clock", "captured", "value", "precision", "assumed"),
    [
        ("23:47", NAMED, "2022-06-19T23:47:12", "second", ()),
        ("11:47", NAMED, "2022-06-19T23:47:12", "second", ()),
        ("中国移动 23:4 6", NAMED, "2022-06-19T23:47:12", "second", ()),
        ("22:05", NAMED, "2022-06-19T22:05:00", "minute", ()),
        ("下午10:05", NAMED, "2022-06-19T22:05:00", "minute", ()),
        ("03:10", NAMED, "2022-06-19T23:47:12", "second", ("day",)),
        ("07:02", DAY, "2022-06-19T07:02:00", "minute", ()),
        ("7:02", DAY, "2022-06-19T00:00:00", "day", ()),
        ("7:02 PM", DAY, "2022-06-19T19:02:00", "minute", ()),
        ("无服务", NAMED, "2022-06-19T23:47:12", "second", ()),
    ],
)
def test_the_clock_sharpens_or_contradicts(clock, captured, value, precision, assumed):
    found = capture_of(page(clock, captured))
    assert (found.iso(), found.precision, found.assumed) == (value, precision, assumed)
    assert found.source is MomentSource.FILE_NAME


def test_a_file_saved_after_midnight_was_taken_the_day_before():
    saved = replace(NAMED, value=datetime(2022, 6, 20, 0, 12, 3))
    found = capture_of(page("23:58", saved))
    assert found.iso() == "2022-06-19T23:58:00"


@pytest.mark.parametrize("shift", [8, -8])
def test_a_file_time_that_lost_its_zone_is_set_right_by_the_clock(shift):
    taken = datetime(2022, 6, 19, 17, 41)
    written = taken + timedelta(hours=shift, seconds=44)
    file = Moment(written, Precision.SECOND, MomentSource.FILE_TIME)
    found = capture_of(page("17:41", file))
    assert (found.value, found.precision, found.assumed) == (taken, "minute", ())
    other = capture_of(page("17:21", file))
    assert (other.value, other.assumed) == (written, ("day",))
    named = capture_of(page("17:41", replace(file, source=MomentSource.FILE_NAME)))
    assert (named.value, named.assumed) == (taken, ("day",))


def test_a_clock_that_the_page_itself_overtakes_does_not_count():
    row = line("22:30", x=900, y=900)
    assert capture_of(page("22:05", NAMED, row)).iso() == "2022-06-19T23:47:12"
    assert capture_of(page("22:05", NAMED, line("21:30", x=900, y=900))).iso()[11:16] == "22:05"


def test_only_a_phone_screen_has_a_clock_and_no_day_comes_from_nowhere():
    assert capture_of(page("03:10", NAMED, size=(1600, 900))) is NAMED
    assert capture_of(replace(page("03:10", NAMED), photo=True)) is NAMED
    assert capture_of(page("03:10", None)) is None


def test_what_is_reckoned_from_a_contradicted_day_says_so():
    said = line("昨天 22:47", x=440, y=600)
    moment = _moment_of("昨天 22:47", page("03:10", NAMED, said))
    assert moment.iso() == "2022-06-18T22:47:00"
    assert moment.assumed == ("day",)
    dated = line("2022年6月18日 22:47", x=440, y=600)
    assert _moment_of("2022年6月18日 22:47", page("03:10", NAMED, dated)).assumed == ()


def _moment_of(text, seen):
    return next(m.moment for m in understand(seen, None).messages if m.text == text)


@given(st.text(max_size=14), st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)))
def test_any_first_line_is_survived_and_never_moves_the_time_ahead(text, when):
    captured = Moment(when.replace(microsecond=0), Precision.SECOND, MomentSource.EXIF)
    found = capture_of(page(text, captured))
    assert timedelta() <= captured.value - found.value <= timedelta(hours=3)

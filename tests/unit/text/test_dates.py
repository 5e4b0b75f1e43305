from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.text.dates import find_times, is_time_line, parse_file_name_time, parse_screen_time

SUNDAY_NOON = Moment(datetime(2022, 6, 19, 12, 13, 5), Precision.SECOND, MomentSource.FILE_NAME)
DAY_ONLY = Moment(datetime(2022, 6, 19), Precision.DAY, MomentSource.PERSON)
YEAR_ONLY = Moment(datetime(2022, 1, 1), Precision.YEAR, MomentSource.PERSON)

CASES = [
    ("2022-06-18 22:47:12", "2022-06-18T22:47:12", "second", ()),
    ("2022年6月18日 晚上11:47", "2022-06-18T23:47:00", "minute", ()),
    ("2022年6月18日星期六 22:47", "2022-06-18T22:47:00", "minute", ()),
    ("2022/6/21 0:13", "2022-06-21T00:13:00", "minute", ()),
    ("2022/6/18下午3:21", "2022-06-18T15:21:00", "minute", ()),
    ("2022年06月18日22时47分12秒", "2022-06-18T22:47:12", "second", ()),
    ("2022年6月18日", "2022-06-18T00:00:00", "day", ()),
    ("2022年6月", "2022-06-01T00:00:00", "month", ()),
    ("June 18, 2022 at 3:21 PM", "2022-06-18T15:21:00", "minute", ()),
    ("18 Jun 2022 15:21", "2022-06-18T15:21:00", "minute", ()),
    ("昨天 22:47", "2022-06-18T22:47:00", "minute", ()),
    ("昨晚 10:47", "2022-06-18T22:47:00", "minute", ()),
    ("前天", "2022-06-17T00:00:00", "day", ()),
    ("星期三 07:12", "2022-06-15T07:12:00", "minute", ()),
    ("周五 下午3:21", "2022-06-17T15:21:00", "minute", ()),
    ("週五 上午9:05", "2022-06-17T09:05:00", "minute", ()),
    ("星期日", "2022-06-12T00:00:00", "day", ("day",)),
    ("Monday", "2022-06-13T00:00:00", "day", ()),
    ("6月18日 凌晨1:05", "2022-06-18T01:05:00", "minute", ("year",)),
    ("06-18 22:47", "2022-06-18T22:47:00", "minute", ("year",)),
    ("Jun 18, 3:21 PM", "2022-06-18T15:21:00", "minute", ("year",)),
    ("12月31日 23:59", "2021-12-31T23:59:00", "minute", ("year",)),
    ("2月29日 10:00", "2020-02-29T10:00:00", "minute", ("year",)),
    ("6月18日 星期五", "2021-06-18T00:00:00", "day", ("year",)),
    ("上午9:05", "2022-06-19T09:05:00", "minute", ()),
    ("中午12:10", "2022-06-19T12:10:00", "minute", ()),
    ("凌晨12:30", "2022-06-19T00:30:00", "minute", ()),
    ("上午12:30", "2022-06-19T00:30:00", "minute", ()),
    ("晚上12:30", "2022-06-19T00:30:00", "minute", ("half_of_day",)),
    ("11:58", "2022-06-19T11:58:00", "minute", ()),
    ("22:47", "2022-06-18T22:47:00", "minute", ("day",)),
    ("刚刚", "2022-06-19T12:13:00", "minute", ()),
    ("3分钟前", "2022-06-19T12:10:00", "minute", ()),
    ("2小时前", "2022-06-19T10:00:00", "hour", ()),
    ("3 天前", "2022-06-16T00:00:00", "day", ()),
    ("5 minutes ago", "2022-06-19T12:08:00", "minute", ()),
    ("Yesterday 10:47 PM", "2022-06-18T22:47:00", "minute", ()),
    ("today", "2022-06-19T00:00:00", "day", ()),
    ("昨天22：47", "2022-06-18T22:47:00", "minute", ()),
    ("昨天 22 : 47", "2022-06-18T22:47:00", "minute", ()),
    ("2O22-O6-l8 22:47:I2", "2022-06-18T22:47:12", "second", ()),
    ("2022-06-1822:47:12", "2022-06-18T22:47:12", "second", ()),
    ("星期— 07:12", "2022-06-13T07:12:00", "minute", ()),
    ("—— 昨天 22:47 ——", "2022-06-18T22:47:00", "minute", ()),
    ("10:47 昨天", "2022-06-18T10:47:00", "minute", ()),
    ("24:13", "2022-06-19T00:13:00", "minute", ("day",)),
    ("昨天 24:05", "2022-06-18T00:05:00", "minute", ("day",)),
    ("半夜11:30", "2022-06-18T23:30:00", "minute", ("day",)),
    ("深夜 1:10", "2022-06-19T01:10:00", "minute", ("half_of_day",)),
    ("傍晚6:20", "2022-06-18T18:20:00", "minute", ("day",)),
    ("半小時前", "2022-06-19T11:43:00", "minute", ()),
    ("两小时前", "2022-06-19T10:00:00", "hour", ()),
    ("三天前", "2022-06-16T00:00:00", "day", ()),
    ("半天前", "2022-06-19T00:00:00", "hour", ()),
    ("2个月前", "2022-04-01T00:00:00", "month", ()),
    ("1年前", "2021-01-01T00:00:00", "year", ()),
    ("22/6/18 22:47", "2022-06-18T22:47:00", "minute", ("year",)),
    ("22-06-18", "2022-06-18T00:00:00", "day", ("year",)),
    ("Mon 3:21 PM", "2022-06-13T15:21:00", "minute", ()),
    ("Jun 18", "2022-06-18T00:00:00", "day", ("year",)),
]


@pytest.mark.parametrize(("text", "value", "precision", "assumed"), CASES)
def test_lines_of_screens(text, value, precision, assumed):
    moment = parse_screen_time(text, SUNDAY_NOON)
    assert moment is not None
    assert (moment.iso(), moment.precision, moment.assumed) == (value, precision, assumed)
    assert is_time_line(text)
    absolute = moment.source is MomentSource.SCREEN_ABSOLUTE
    named = any(year in text for year in ("2022", "2O22", "22/", "22-"))
    assert absolute == (named or "year" in assumed)
    assert (moment.anchor is None) == (absolute and named)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "你22:47来", "22:61", "25:10", "13月1日", "2022年2月29日", "2022-13-01", "6.18",
     "3月前", "上午24:10", "32/13/40",
     "1/2", "10.47", "lo:ll", "下午3点", "2247", "Sun", "凌晨11:05", "好的，昨天 22:47 发的",
     "2022/6/210:13", "138-0000-1111", "12:30发货", "1:2", "周", "9:5", "¥22:47", "x" * 5000],
)  # fmt: skip
def test_what_is_not_wholly_a_time(text):
    assert parse_screen_time(text, SUNDAY_NOON) is None
    assert not is_time_line(text)


def test_without_anchor_only_full_dates_mean_something():
    assert parse_screen_time("2022-06-18 22:47", None) is not None
    for text in ("昨天 22:47", "22:47", "6月18日 22:47", "星期三", "刚刚"):
        assert parse_screen_time(text, None) is None
        assert is_time_line(text)


def test_a_coarse_anchor_gives_no_more_than_it_knows():
    assert parse_screen_time("昨天 22:47", YEAR_ONLY) is None
    of_year = parse_screen_time("6月18日 22:47", YEAR_ONLY)
    assert of_year is not None
    assert of_year.iso() == "2022-06-18T22:47:00"
    recent = parse_screen_time("3分钟前", DAY_ONLY)
    assert recent is not None
    assert (recent.precision, recent.assumed) == (Precision.DAY, ("day",))
    today = parse_screen_time("22:47", DAY_ONLY)
    assert today is not None
    assert today.iso() == "2022-06-19T22:47:00"


def test_a_utc_anchor_is_turned_to_china_time():
    late = Moment(datetime(2022, 6, 18, 20, 0), Precision.MINUTE, MomentSource.EXIF, zone="UTC")
    moment = parse_screen_time("今天 00:30", late)
    assert moment is not None
    assert moment.iso() == "2022-06-19T00:30:00"


FORMATS = [
    "{y}-{m:02}-{d:02} {H:02}:{M:02}:{S:02}",
    "{y}/{m}/{d} {H}:{M:02}:{S:02}",
    "{y}年{m}月{d}日 {H:02}:{M:02}:{S:02}",
    "{y}年{m:02}月{d:02}日{H:02}时{M:02}分{S:02}秒",
    "{y}.{m:02}.{d:02} {H:02}：{M:02}：{S:02}",
    "{y}年{m}月{d}日 {part}{h}:{M:02}:{S:02}",
]
PARTS = [
    (0, 6, "凌晨"), (6, 9, "早上"), (9, 12, "上午"), (12, 13, "中午"), (13, 18, "下午"),
    (18, 24, "晚上"),
]  # fmt: skip


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31)),
    st.sampled_from(FORMATS),
    st.sampled_from(["", " ", "　"]),
)
def test_a_printed_time_is_read_back(value, form, around):
    value = value.replace(microsecond=0)
    part = next(name for low, high, name in PARTS if low <= value.hour < high)
    text = form.format(
        y=value.year, m=value.month, d=value.day, H=value.hour, M=value.minute, S=value.second,
        part=part, h=value.hour % 12 or (12 if value.hour == 12 else 0),
    )  # fmt: skip
    moment = parse_screen_time(around + text + around, None)
    assert moment is not None
    assert moment.value == value
    [(start, end, found)] = find_times(f"小美：{text}，在吗", None)
    assert found.value == value
    assert f"小美：{text}，在吗"[start:end].strip() == text


@given(
    st.datetimes(datetime(2010, 1, 1), datetime(2037, 12, 31)), st.integers(0, 3000), st.booleans()
)
def test_a_day_without_year_is_the_last_one_before_the_anchor(captured, days, clock):
    anchor = Moment(captured.replace(microsecond=0), Precision.SECOND, MomentSource.FILE_NAME)
    day = captured - timedelta(days=days)
    text = f"{day.month}月{day.day}日" + (" 08:15" if clock else "")
    moment = parse_screen_time(text, anchor)
    assert moment is not None
    assert (moment.value.month, moment.value.day) == (day.month, day.day)
    assert moment.value.date() <= captured.date()
    assert captured.date() - moment.value.date() < timedelta(days=366 * 8)
    assert moment.assumed == ("year",)


@given(st.datetimes(datetime(2010, 1, 1), datetime(2037, 12, 31)), st.integers(0, 6))
def test_a_weekday_lies_in_the_seven_days_before(captured, weekday):
    anchor = Moment(captured, Precision.SECOND, MomentSource.FILE_NAME)
    moment = parse_screen_time("星期" + "一二三四五六日"[weekday], anchor)
    assert moment is not None
    assert moment.value.weekday() == weekday
    assert 1 <= (captured.date() - moment.value.date()).days <= 7


@given(
    st.text(
        st.sampled_from("0123456789Ol:：年月日昨天星期三上下午晚-/. 前分钟agoPMJun,"), max_size=24
    )
)
def test_parsers_never_raise_and_agree(text):
    moment = parse_screen_time(text, SUNDAY_NOON)
    assert (moment is not None) == is_time_line(text)
    for start, end, _ in find_times(text, SUNDAY_NOON):
        assert 0 <= start < end <= len(text)


@given(st.text())
def test_any_text_is_survived(text):
    parse_screen_time(text, SUNDAY_NOON)
    parse_file_name_time(text)
    find_times(text, SUNDAY_NOON)


def test_times_inside_header_lines():
    text = "丁丁旗舰店:小美 (2022-6-18 22:47:12): 6月19日00:13 再说"
    found = [(text[a:b], m.iso()) for a, b, m in find_times(text, SUNDAY_NOON)]
    assert found == [
        ("2022-6-18 22:47:12", "2022-06-18T22:47:12"),
        ("6月19日00:13", "2022-06-19T00:13:00"),
    ]
    assert find_times("比例10:20:30:40 号码10.20.30.40", SUNDAY_NOON) == []
    assert len(find_times("user12 2022/6/18 22:47:12", None)) == 1


@pytest.mark.parametrize(
    ("name", "value", "precision"),
    [
        ("Screenshot_20220618_234712.jpg", "2022-06-18T23:47:12", "second"),
        ("Screenshot_2022-06-18-23-47-12-345_com.tencent.mm.jpg", "2022-06-18T23:47:12", "second"),
        ("IMG20220618234712.jpg", "2022-06-18T23:47:12", "second"),
        ("微信图片_20220618234712.png", "2022-06-18T23:47:12", "second"),
        ("微信图片_202206182347121.png", "2022-06-18T23:47:12", "second"),
        ("mmexport1655567232123.jpg", "2022-06-18T23:47:12", "second"),
        ("wx_camera_1655567232123.jpg", "2022-06-18T23:47:12", "second"),
        ("Screenshot 2022-06-18 at 11.47.12 PM.png", "2022-06-18T23:47:12", "second"),
        ("截屏2022-06-18 下午11.47.12.png", "2022-06-18T23:47:12", "second"),
        ("屏幕截图 2022-06-18 234712.png", "2022-06-18T23:47:12", "second"),
        ("PXL_20220618_154712345.jpg", "2022-06-18T23:47:12", "second"),
        ("20220618_234712(1).jpg", "2022-06-18T23:47:12", "second"),
        ("IMG-20220618-WA0001.jpg", "2022-06-18T00:00:00", "day"),
    ],
)
def test_times_in_file_names(name, value, precision):
    moment = parse_file_name_time(name)
    assert moment is not None
    assert (moment.iso(), moment.precision) == (value, precision)
    assert moment.source is MomentSource.FILE_NAME


@pytest.mark.parametrize(
    "name", ["IMG_0231.HEIC", "13820220618.xls", "通话详单.csv", "20229999_1.jpg", "1.png"]
)
def test_file_names_without_a_time(name):
    assert parse_file_name_time(name) is None

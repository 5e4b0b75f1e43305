import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.moment import MomentSource, Precision
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.transcript import Direction
from desktop_app.foundation.errors import InputRefused
from desktop_app.reading import tables
from desktop_app.reading.tables import limits

FILES = Path(__file__).parent / "table_files"
IN, OUT, UNKNOWN = Direction.IN, Direction.OUT, Direction.UNKNOWN


def csv_table(text, encoding="gb18030", name="通话详单.csv"):
    return tables.read(text.encode(encoding), "text/csv", name)


def short(call):
    return (
        call.number, call.direction, call.moment and call.moment.iso(), call.duration_s,
    )  # fmt: skip


UNICOM = """序号,类型,通话起始时间,通话时长,呼叫类型,对方号码,本机通话地,对方归属地,通话类型,费用
1,语音电话,2022-06-18 23:47:12,47秒,被叫,008613800006712,杭州,,国内通话,0.00
2,语音电话,2022-06-18 23:12:05,1分4秒,主叫,4008001234,杭州,上海,国内通话,0.15
3,语音电话,2022-06-17 02:03:04,1时2分3秒,被叫,138****6712,杭州,,国内通话,0.00
"""


@pytest.mark.parametrize(
    "encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_unicom_in_every_encoding(encoding, newline):
    found = tables.read(UNICOM.replace("\n", newline).encode(encoding), "text/csv", "a.csv")
    assert found.kind is EvidenceKind.CALL_TABLE
    assert [short(c) for c in found.calls] == [
        ("008613800006712", IN, "2022-06-18T23:47:12", 47),
        ("4008001234", OUT, "2022-06-18T23:12:05", 64),
        ("138****6712", IN, "2022-06-17T02:03:04", 3723),
    ]
    first = found.calls[0]
    assert first.normalised == "+8613800006712"
    assert first.row == 2
    assert first.moment.source is MomentSource.TABLE
    assert first.moment.precision is Precision.SECOND
    assert ("本机通话地", "杭州") in first.extra
    assert found.calls[2].normalised == ""
    assert not found.skipped
    assert "语音电话" in found.text


def test_traditional_table_in_big5():
    text = (
        "序號,通話開始時間,通話時長,呼叫類型,對方號碼\n1,2022/6/18 23:47:12,47秒,被叫,13800006712\n"
    )
    [call] = tables.read(text.encode("big5"), "text/csv", "a.csv").calls
    assert short(call) == ("13800006712", IN, "2022-06-18T23:47:12", 47)


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_delimiters_are_found_out(delimiter):
    found = csv_table(UNICOM.replace(",", delimiter))
    assert [c.duration_s for c in found.calls] == [47, 64, 3723]


def test_columns_are_known_by_meaning_not_by_place():
    lines = [line.split(",") for line in UNICOM.strip().splitlines()]
    turned = "\n".join(",".join(reversed(line)) for line in lines)
    assert [short(c) for c in csv_table(turned).calls] == [
        short(c) for c in csv_table(UNICOM).calls
    ]


def test_voice_history_with_the_unit_in_a_full_width_bracket():
    found = csv_table(
        "语音业务历史详单\n"
        "对方号码,起始时间,通话类型,通话时长（秒）,总话费,长途类型,话单位置,漫游类型,网络\n"
        "13800006712,2022-06-18 23:47:12,被叫,62,0.00,本地,0571,非漫游,4G\n"
    )
    [call] = found.calls
    assert short(call) == ("13800006712", IN, "2022-06-18T23:47:12", 62)
    assert ("话单位置", "0571") in call.extra


def test_minutes_in_the_header_count_as_minutes():
    [call] = csv_table(
        "对方号码,起始时间,通话时长(分钟)\n13800006712,2022-06-18 23:47:12,2\n"
    ).calls
    assert call.duration_s == 120


MOBILE = """尊敬的客户，以下详单仅供参考,,,,
从2019-12-20到2020-01-19 类型：通话详单 总条数：3,,,,
套餐费：58.00,,,,

起始时间,通信地点,通信方式,对方号码,通信时长,通信类型,套餐优惠,实收通信费,是否“新通话”
12-31 23:59:58,杭州,被叫,0086189****0001,00:08:42,国内语音,,0.00,否
01-01 00:00:03,杭州,主叫,00862110086,00:01:05,国内语音,,0.15,否
"""


def test_mobile_takes_the_year_from_the_preamble():
    found = csv_table(MOBILE)
    assert [c.moment.iso() for c in found.calls] == ["2019-12-31T23:59:58", "2020-01-01T00:00:03"]
    assert all(c.moment.assumed == () for c in found.calls)
    assert [c.duration_s for c in found.calls] == [522, 65]
    assert found.calls[1].normalised == "+862110086"


def test_a_year_from_the_file_name_is_marked_and_none_is_not_invented():
    body = MOBILE.splitlines()[4:]
    named = csv_table("\n".join(body), name="13900002222_202001.csv")
    assert [c.moment.iso() for c in named.calls] == ["2020-12-31T23:59:58", "2020-01-01T00:00:03"]
    assert named.calls[0].moment.assumed == ("year",)
    unnamed = csv_table("\n".join(body), name="详单.csv")
    assert [c.moment for c in unnamed.calls] == [None, None]
    assert ("起始时间", "12-31 23:59:58") in unnamed.calls[0].extra


def test_days_as_separator_rows():
    found = csv_table(
        "从2020-03-01到2020-03-31 类型：通话详单\n"
        "起始时间,通信地点,通信方式,对方号码,通信时长\n"
        "2020-03-02,,,,\n13:13:40,杭州,被叫,13800006712,00:00:42\n"
        "23:59:59,杭州,主叫,10086,00:01:42\n"
        "03月03日,,,,\n00:10:00,杭州,被叫,13800006712,00:00:02\n"
    )
    assert [c.moment.iso() for c in found.calls] == [
        "2020-03-02T13:13:40", "2020-03-02T23:59:59", "2020-03-03T00:10:00",
    ]  # fmt: skip
    assert not found.skipped


@pytest.mark.parametrize(
    "text",
    [
        "序号,通话类型,通话开始时间,通信时长,呼叫类型,对方号码,通信地点,基本费\n"
        "1,国内通话,2022-06-18 23:47:12,62,被叫,13800006712,杭州,0.0\n",
        "起始时间,对方号码,通信时长,通信方式\n2022/06/18 23:47:12,13800006712,62,被叫\n",
        "序号,时间,时长,呼叫类型,对方号码,费用\n1,20220618234712,62,被叫,13800006712,0\n",
        "通话日期,起始时间,通话时长,对方号码,呼叫类型\n2022-06-18,23:47:12,1分2秒,13800006712,被叫\n",
        "通话日期,通话时间,时长(秒),电话号码,主被叫\n2022年6月18日,23:47:12,62,13800006712,被\n",
        "姓名,电话,状态,时长(秒),拨打时间\n,13800006712,已接来电,62,2022/6/18 23:47:12\n",
        '"Call Type","Number","Date","Duration"\n'
        '"Incoming","13800006712","2022-06-18 23:47:12","1:02"\n',
        "date,number,type,duration\n1655567232000,13800006712,incoming,62\n",
    ],
)
def test_telecom_and_app_families(text):
    [call] = csv_table(text).calls
    assert short(call) == ("13800006712", IN, "2022-06-18T23:47:12", 62)


def test_both_parties_listed_with_the_own_number_found_out():
    found = csv_table(
        "主叫号码,被叫号码,通话开始时间,通话时长,通话类型\n"
        "13900002222,13800006712,2022-06-18 23:47:12,62,市话\n"
        "13800006712,13900002222,2022-06-18 23:49:12,0,市话\n"
        "057187654321,13900002222,2022-06-18 23:51:12,5,市话\n",
        encoding="gb2312",
    )
    assert [(c.number, c.direction) for c in found.calls] == [
        ("13800006712", OUT), ("13800006712", IN), ("057187654321", IN),
    ]  # fmt: skip
    assert [c.missed for c in found.calls] == [False, True, False]


def test_both_parties_with_the_own_number_only_in_the_file_name():
    text = "主叫号码,被叫号码,通话时间,通话时长\n13900002222,13800006712,2022-06-18 23:47:12,62\n"
    assert csv_table(text).calls[0].direction is UNKNOWN
    [call] = csv_table(text, name="13900002222详单.csv").calls
    assert (call.number, call.direction) == ("13800006712", OUT)


def test_app_export_with_states():
    found = csv_table(
        "姓名,电话,状态,时长(秒),拨打时间\n"
        "小美,13800006712,未接来电,0,2026/1/5 14:03:22\n"
        ",13800006713,已拒接,0,2026/1/5 14:04\n"
        ",13800006714,已拦截,,2026/1/5 14:05:00\n"
        ",13800006715,呼出,12,2026/1/5 14:06:00\n",
        encoding="utf-8-sig",
    )
    assert [(c.direction, c.missed, c.detail) for c in found.calls] == [
        (IN, True, ""), (IN, True, "rejected"), (IN, True, "blocked"), (OUT, False, ""),
    ]  # fmt: skip
    assert found.calls[0].name == "小美"
    assert found.calls[1].moment.precision is Precision.MINUTE
    assert found.calls[2].duration_s is None


def test_iphone_export_without_header():
    found = csv_table(
        "Incoming,02/06/17 09:45,00:01:43,+8613800006712,Mei\n"
        "Outgoing,13/06/17 09:47,00:00:03,+8613800006712,Mei\n"
        "Missed,14/06/17 19:47,00:00:00,+8613800006713,\n"
    )
    assert [short(c) for c in found.calls] == [
        ("+8613800006712", IN, "2017-06-02T09:45:00", 103),
        ("+8613800006712", OUT, "2017-06-13T09:47:00", 3),
        ("+8613800006713", IN, "2017-06-14T19:47:00", 0),
    ]
    assert ("E", "Mei") in found.calls[0].extra
    assert found.calls[2].missed
    assert found.kind_confidence < 90


def test_iphone_export_with_header():
    [call] = csv_table(
        '"Contact","Number","Date","Duration","Call Type"\n'
        '"Mei","+86 138 0000 6712","Jun 18, 2022 11:47 PM","1:43","Outgoing"\n'
    ).calls
    assert short(call) == ("+86 138 0000 6712", OUT, "2022-06-18T23:47:00", 103)
    assert call.name == "Mei"


def test_a_list_of_messages_has_no_talk():
    found = csv_table(
        "起始时间,通信地点,对方号码,通信方式,信息类型,业务名称,套餐优惠,通信费\n"
        "2022-06-18 23:47:12,杭州,10690000111,接收,国内短信,点对点短信,,0.00\n"
        "2022-06-18 23:48:12,杭州,13800006712,发送,国内短信,点对点短信,,0.10\n"
    )
    assert [(c.channel, c.direction, c.duration_s, c.missed) for c in found.calls] == [
        ("sms", IN, None, False), ("sms", OUT, None, False),
    ]  # fmt: skip


def test_calls_and_messages_in_one_list():
    found = csv_table(
        "业务类型,起始时间,对方号码,通话时长,主被叫\n"
        "语音,2022-06-18 23:47:12,13800006712,12秒,被叫\n"
        "短信,2022-06-18 23:48:12,13800006712,,被叫\n"
    )
    assert [(c.channel, c.duration_s) for c in found.calls] == [("call", 12), ("sms", None)]


def test_a_table_cut_edited_and_saved_again():
    found = csv_table(
        "以下为部分记录,,,,\n"
        "对方号码,我的备注,起始时间,通话时长,呼叫类型\n"
        "13800006712.0,半夜骚扰,2022-06-18 23:47:12,47秒,被叫\n"
        ',,,,\n1.38E+10,,2022-06-18 23:48:12,"很久",被叫\n'
        "13800006712,,,12秒,被叫\n"
        "13800006712,,昨天半夜,12秒,被叫\n"
        "对方号码,我的备注,起始时间,通话时长,呼叫类型\n"
        "13800006713,,2022-06-19 23:47:12,5秒,主叫\n"
        "请大家注意,,,,\n合计,,,106秒,\n"
    )
    assert [(c.number, c.row) for c in found.calls] == [
        ("13800006712", 3), ("1.38E+10", 5), ("13800006713", 9),
    ]  # fmt: skip
    assert ("我的备注", "半夜骚扰") in found.calls[0].extra
    assert ("通话时长", "很久") in found.calls[1].extra
    assert found.calls[1].normalised == ""
    assert [(s.row, s.reason) for s in found.skipped] == [
        (6, "no_start_time"), (7, "bad_start_time"), (10, "not_a_record"), (11, "total"),
    ]  # fmt: skip
    assert found.skipped[1].cells == ("13800006712", "", "昨天半夜", "12秒", "被叫")


def test_every_filled_row_is_a_record_or_is_listed():
    rows = ["序号,起始时间,对方号码,呼叫类型"]
    rows += [f"{i},2022-06-{i:02} 10:00:00,138000000{i:02},被叫" for i in range(1, 31)]
    rows[7], rows[12] = "乱,七,八,糟", "13,,13800000013,被叫"
    found = csv_table("\n".join(rows))
    seen = {c.row for c in found.calls} | {s.row for s in found.skipped}
    assert seen == set(range(2, 32))


def test_a_stray_quotation_mark_swallows_nothing():
    rows = ["起始时间,对方号码,备注"]
    rows += [f"2022-06-18 10:{i:02}:00,13800006712," for i in range(40)]
    rows[5] = '2022-06-18 10:04:00,13800006712,"骂人'
    found = csv_table("\n".join(rows))
    assert len(found.calls) == 40


def test_a_missing_number_column_still_gives_records():
    [call] = csv_table("起始时间,通话时长,呼叫类型\n2022-06-18 23:47:12,47秒,被叫\n").calls
    assert short(call) == ("", IN, "2022-06-18T23:47:12", 47)


@pytest.mark.parametrize(
    "text",
    [
        "商品,数量,价格\n茶杯,1,19.9\n",
        "你好，在吗\n在的，亲\n",
        "日期,收入\n2022-06-18,100\n",
        "一行文字\n",
    ],
)
def test_other_tables_keep_their_text(text):
    found = csv_table(text)
    assert found.kind is EvidenceKind.OTHER
    assert not found.calls
    assert found.text.split("\n")[0].split("\t")[0] in text


def test_unicom_workbook_of_two_months():
    found = tables.read(
        (FILES / "unicom_two_months.xls").read_bytes(), "application/vnd.ms-excel", "a.xls"
    )
    assert [(c.sheet, c.row) for c in found.calls] == [
        ("202206", 2), ("202206", 3), ("202206", 4), ("202206", 5), ("202205", 2),
    ]  # fmt: skip
    assert [c.duration_s for c in found.calls] == [47, 64, 3723, 3, 9]
    assert [(s.sheet, s.row, s.reason) for s in found.skipped] == [("202205", 3, "total")]


def test_hand_kept_workbook_with_serials_floats_and_a_forwarded_call():
    found = tables.read(
        (FILES / "mobile_by_hand.xls").read_bytes(), "application/vnd.ms-excel", "a.xls"
    )
    assert [(c.number, c.moment.iso(), c.duration_s) for c in found.calls] == [
        ("13800006712", "2020-03-02T13:13:40", 522),
        ("2162345678", "2020-03-02T20:01:05", 31),
        ("13800006712", "2020-03-05T21:15:00", 15),
        ("13900001111", "2020-03-05T21:15:00", 15),
        ("10086", "2020-04-01T06:00:00", 60),
        ("13800006712", "2020-04-03T08:30:00", 8),
    ]
    assert found.calls[1].normalised == "+862162345678"
    forwarded = found.calls[2:4]
    assert [(c.direction, c.detail, c.count) for c in forwarded] == [
        (IN, "forwarded", 1), (OUT, "forwarded", 0),
    ]  # fmt: skip


def test_workbook_with_preamble_and_typed_cells():
    found = tables.read((FILES / "mobile_preamble.xlsx").read_bytes(), "application/x", "a.xlsx")
    assert [(c.row, c.moment.iso(), c.duration_s) for c in found.calls] == [
        (7, "2019-12-31T23:59:58", 522),
        (8, "2020-01-01T00:00:03", 65),
        (9, "2020-01-02T10:10:10", 90009),
        (10, "2020-01-03T04:05:06", 62),
    ]
    assert [(s.sheet, s.reason) for s in found.skipped] == [("说明", "sheet_without_calls")]


def refused(data, media_type="text/csv"):
    with pytest.raises(InputRefused) as caught:
        tables.read(data, media_type, "a")
    return caught.value.code


def workbook(cells, extra=""):
    """Return a real xlsx whose first sheet holds inline strings at the given references."""
    rows = "".join(
        f'<row r="{"".join(filter(str.isdigit, ref))}"><c r="{ref}" t="inlineStr">'
        f"<is><t>{text}</t></is></c></row>"
        for ref, text in cells
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData>{rows}{extra}</sheetData></worksheet>'
    book = io.BytesIO()
    with (
        zipfile.ZipFile(FILES / "mobile_preamble.xlsx") as source,
        zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for entry in source.infolist():
            first = entry.filename == "xl/worksheets/sheet1.xml"
            out.writestr(entry.filename, sheet if first else source.read(entry))
    return book.getvalue()


def test_a_minimal_workbook_is_read_and_rows_keep_their_numbers():
    data = workbook([("B3", "起始时间,对方号码"), ("B5", "随便")])
    found = tables.read(data, "application/x", "a.xlsx")
    assert found.kind is EvidenceKind.OTHER
    assert "随便" in found.text


def test_refusals():
    assert refused((FILES / "locked.xlsx").read_bytes()) == "table.password"
    assert refused(b"") == "table.empty"
    assert refused(b"\r\n \r\n") == "table.empty"
    assert refused(b",,,\n,,,\n") == "table.empty"
    whole = (FILES / "unicom_two_months.xls").read_bytes()
    assert refused(whole[:700]) == "table.broken"
    packed = (FILES / "mobile_preamble.xlsx").read_bytes()
    assert refused(packed[:-200]) == "table.broken"
    assert refused(workbook([("A1", "x"), ("XFD1048576", "y")])) == "table.too_many_rows"
    assert refused(workbook([("A1", "x"), ("XFD900000", "y")])) == "table.too_large"


def test_a_package_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1_000_000)
    assert refused(workbook([("A1", "x")], " " * 2_000_000)) == "table.too_large"


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("desktop_app.reading.tables.delimited.MAX_ROWS", 100)
    assert refused(b"a,b\n" * 101) == "table.too_many_rows"


def test_a_long_list_is_read_whole():
    line = "{},2022-06-18 10:{:02}:{:02},{}秒,被叫,1380000{:04}\n"
    rows = "".join(line.format(i, i // 60 % 60, i % 60, i % 99, i % 10000) for i in range(20_000))
    found = csv_table("序号,起始时间,通话时长,呼叫类型,对方号码\n" + rows)
    assert len(found.calls) == 20_000
    assert not found.skipped


CELLS = st.sampled_from(
    ["起始时间", "对方号码", "通话时长", "呼叫类型", "主叫", "被叫", "2022-06-18 10:00:00", "03-02",
     "13:13:40", "13800006712", "47秒", "", "合计", '"', "43892.55", "99/99/99 99:99",
     "从2020-13-01到2020-03-31", "０", "²"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, max_size=6), max_size=12))
def test_any_table_is_survived(rows):
    text = "\n".join(",".join(row) for row in rows)
    try:
        found = csv_table(text)
    except InputRefused as error:
        assert error.code == "table.empty"
        return
    assert found.kind in {EvidenceKind.CALL_TABLE, EvidenceKind.OTHER}


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"\xff\xfe"])
)
def test_any_bytes_are_read_or_refused(data, head):
    try:
        tables.read(head + data, "text/csv", "a.csv")
    except InputRefused as error:
        assert error.code.startswith("table.")


# Always the same bytes: on rare ones calamine asks for terabytes and ends its process, which the
# program's workers survive and these tests would not.
@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_flipped_bytes_of_workbooks_are_read_or_refused(data):
    name = data.draw(st.sampled_from(["unicom_two_months.xls", "mobile_preamble.xlsx"]))
    content = bytearray((FILES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        tables.read(bytes(content), "application/vnd.ms-excel", name)
    except InputRefused as error:
        assert error.code.startswith("table.")

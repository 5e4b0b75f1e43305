import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.transcript import Direction, Speaker
from desktop_app.foundation.errors import InputRefused
from desktop_app.reading import backup

IN, OUT, UNKNOWN = Direction.IN, Direction.OUT, Direction.UNKNOWN
HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
# 1655567232123 is 2022-06-18 23:47:12 in China.


def read(text, encoding="utf-8"):
    return backup.read(text.encode(encoding, "surrogatepass"), "backup.xml")


def test_calls_of_every_type():
    kinds = "".join(
        f'<call number="+8613800006712" duration="{d}" date="165556723212{t}" type="{t}" '
        'presentation="1" subscription_id="null" readable_date="18-Jun-2022 11:47:12 PM" '
        'contact_name="(Unknown)" />\n'
        for t, d in ((1, 62), (2, 5), (3, 0), (4, 0), (5, 0), (6, 0), (7, 9), (8, 0))
    )
    found = read(HEAD + f'<calls count="8" backup_set="a">{kinds}</calls>')
    assert found.kind is EvidenceKind.CALL_TABLE
    assert [(c.direction, c.missed, c.detail) for c in found.calls] == [
        (IN, False, ""), (OUT, False, ""), (IN, True, ""), (IN, True, "voicemail"),
        (IN, True, "rejected"), (IN, True, "blocked"), (IN, False, ""), (UNKNOWN, True, ""),
    ]  # fmt: skip
    first = found.calls[0]
    assert first.moment.iso() == "2022-06-18T23:47:12"
    assert (first.duration_s, first.normalised, first.name, first.row) == (
        62, "+8613800006712", "", 1,
    )  # fmt: skip
    assert ("type", "8") in found.calls[7].extra
    assert ("type", "1") not in first.extra
    assert not found.skipped


def test_hidden_numbers_stay_hidden():
    entry = (
        '<call number="{}" date="1655567232123" type="1" presentation="{}" contact_name="null"/>'
    )
    found = read(
        f"<calls>{entry.format('-2', 1)}{entry.format('', 2)}{entry.format('', 3)}</calls>"
    )
    assert [c.number for c in found.calls] == ["", "", ""]
    assert [c.name for c in found.calls] == ["", "", ""]


def test_messages_with_emoji_pairs_breaks_and_null():
    found = read(
        HEAD + '<smses count="4" backup_set="a">'
        '<sms protocol="0" address="+8613800006712" date="1655567232123" type="1" subject="null" '
        'body="你等着&#10;我知道你家住哪&#55357;&#56832; &lt;3 &amp;quot;" '
        'read="1" contact_name="小美" />'
        '<sms address="+8613800006712" date="1655567240000" type="2" body="请不要再联系我" '
        "contact_name='小美'/>"
        '<sms address="10690001" date="1655567250000" type="3" body="草稿" contact_name="null" />'
        '<sms address="10690001" date="1655567260000" type="5" body="没发出" contact_name="null" />'
        "</smses>"
    )
    assert found.kind is EvidenceKind.SMS
    theirs, mine = found.messages
    assert theirs.text == "你等着\n我知道你家住哪😀 <3 &quot;"
    assert (theirs.speaker, theirs.speaker_name, theirs.row) == (Speaker.OTHER, "小美", 1)
    assert theirs.moment.iso() == "2022-06-18T23:47:12"
    assert (mine.speaker, mine.text) == (Speaker.SELF, "请不要再联系我")
    assert [(s.row, s.reason) for s in found.skipped] == [(3, "draft"), (4, "not_sent")]
    assert found.title == "小美"


def test_half_a_pair_shows_a_mark():
    found = read(
        '<smses><sms address="10086" date="1655567232123" type="1" body="坏&#55357;了" /></smses>'
    )
    assert found.messages[0].text == "坏�了"


def test_messages_of_several_parts():
    found = read(
        '<smses count="2"><mms date="1655567232000" msg_box="1" address="13800006712" '
        'contact_name="null"><parts><part seq="0" ct="application/smil" text="&lt;smil/&gt;" />'
        '<part seq="1" ct="text/plain" text="图里是你家门口" />'
        '<part ct="image/jpeg" text="null" data="AAAA"/>'
        '</parts><addrs><addr address="13800006712" type="137"/></addrs></mms>'
        '<mms date="1655567233000" msg_box="1" address="13800006712"><parts>'
        '<part ct="image/jpeg" text="null" data="AAAA"/></parts></mms></smses>'
    )
    [message] = found.messages
    assert message.text == "图里是你家门口"
    assert [(s.row, s.reason) for s in found.skipped] == [(2, "no_text")]


def test_super_backup_and_its_ring_seconds():
    found = read(
        '<?xml version="1.0" encoding="UTF-8"?>\n<alllogs count="4">\n'
        '\t<log number="13800006712" time="2020年11月17日 12:14:58" date="1605586498123" '
        'type="3" name="" dur="12" />\n'
        '\t<log number="10086" time="2020年11月17日 12:10:58" date="1605586258123" '
        'type="2" name="移动" dur="64" />\n'
        '\t<log number="13800006712" time="2020年11月17日 12:00:58" date="" '
        'type="5" name="" dur="0" />\n'
        "</alllogs>"
    )
    missed, out, rejected = found.calls
    assert (missed.missed, missed.duration_s, missed.ring) == (True, None, "12秒")
    assert missed.moment.iso() == "2020-11-17T12:14:58"
    assert (out.direction, out.duration_s, out.name) == (OUT, 64, "移动")
    assert (rejected.detail, rejected.moment.iso()) == ("rejected", "2020-11-17T12:00:58")
    assert [(s.reason, s.cells) for s in found.skipped] == [("count_differs", ("4", "3"))]


@pytest.mark.parametrize("tail", ["</smses>", "", "</sms>", "</calls>", "</smses></x>"])
def test_wrong_closing_tags_do_no_harm(tail):
    found = read(
        '<calls count="1"><call number="13800006712" duration="1" date="1655567232123" type="1"/>'
        + tail
    )
    assert len(found.calls) == 1


def test_a_damaged_entry_is_listed_and_the_rest_is_read():
    entry = '<call number="13800006712" duration="1" date="1655567232123" type="1"/>'
    found = read(
        f'<calls count="4">{entry}<call number="138 duration=1 date=x>{entry}'
        '<call number="1" type="1"/></calls>'
    )
    assert len(found.calls) == 2
    assert [(s.row, s.reason) for s in found.skipped] == [(2, "broken_entry"), (4, "no_start_time")]


def test_a_file_cut_in_the_middle_is_read_as_far_as_it_goes():
    entry = '<sms address="10086" date="1655567232123" type="1" body="第{}条" />'
    text = '<smses count="50">' + "".join(entry.format(i) for i in range(50))
    found = read(text[: len(text) // 2])
    assert len(found.messages) == 25 or len(found.messages) == 24
    assert found.skipped[-1].reason == "count_differs"


def test_refusals():
    bomb = (
        '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><calls><call number="&b;"/></calls>'
    )
    for text, code in (
        (bomb, "backup.entities"),
        ("<html><p>hi</p></html>", "backup.unknown_format"),
    ):
        with pytest.raises(InputRefused) as caught:
            read(text)
        assert caught.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding):
    found = read('<allsms count="1"><sms address="10086" time="2020年11月17日 12:14:58" '
                 'type="1" body="您的通话时间" name="移动"/></allsms>', encoding)  # fmt: skip
    assert found.messages[0].text == "您的通话时间"
    assert found.messages[0].moment.iso() == "2020-11-17T12:14:58"


def test_exports_that_are_no_xml_are_read_as_tables():
    found = backup.read(b"Incoming,18/06/22 09:45,00:01:43,+8613800006712,Mei\n", "calls.csv")
    assert [c.duration_s for c in found.calls] == [103]


@given(st.text(st.sampled_from("<>=\"'/ \ncallsmtypedate1&#x;5&lt;中"), max_size=120))
def test_any_markup_is_read_or_refused(text):
    try:
        read("<calls>" + text)
    except InputRefused as error:
        assert error.code.startswith("backup.")


@given(st.text())
def test_any_body_survives_the_way_through_a_back_up(body):
    escaped = "".join(f"&#{ord(c)};" for c in body if not "\ud800" <= c <= "\udfff")
    found = read(
        f'<smses><sms address="1" date="1655567232123" type="1" body="x{escaped}x" /></smses>'
    )
    plain = "".join(c if c >= " " or c in "\t\n\r" else "\ufffd" for c in body)
    assert found.messages[0].text == f"x{plain}x"

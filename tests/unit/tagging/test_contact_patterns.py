"""Refusal, odd hours, frequency and coverage: only what the times really say."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.tags import Scenario
from desktop_app.domain.transcript import Direction, Speaker
from desktop_app.foundation import paths
from desktop_app.tagging import coverage, patterns
from desktop_app.tagging.refusal import find_refusals
from desktop_app.tagging.report import Contact
from desktop_app.tagging.rulebook import DEFAULT_RULEBOOK, load

RULEBOOK = load(paths.resource("rulebooks", DEFAULT_RULEBOOK).read_bytes())


def at(day, hour=0, minute=0, second=0, precision=Precision.MINUTE, **more):
    return Moment(
        datetime(2022, 6, day, hour, minute, second), precision, MomentSource.TABLE, **more
    )


def call(id, when, direction=Direction.IN, number="+8613800000000", **more):
    return Contact("call", id, direction=direction, moment=when, number=number, **more)


def said(id, when, text, speaker=Speaker.OTHER):
    return Contact("message", id, speaker=speaker, moment=when, text=text)


def rules(report, key):
    return [one.rule for one in report.suggestions.get(key, ())]


REFUSED = said(1, at(10, 10), "请不要再联系我", Speaker.SELF)


def test_a_courier_who_calls_by_day_is_not_suggested():
    items = [REFUSED, call(2, at(11, 15)), call(3, at(12, 9, 30))]
    assert patterns.assess(items, RULEBOOK).suggestions == {}


def test_the_number_that_calls_at_night_is_suggested_by_day_too():
    items = [REFUSED, call(2, at(11, 15)), call(3, at(12, 2, 30)), call(4, at(12, 15), number="+1")]
    report = patterns.assess(items, RULEBOOK)
    assert set(report.suggestions) == {("call", 2), ("call", 3)}
    assert report.after_refusal == (("call", 2), ("call", 3))


def test_an_acquaintance_is_never_suggested_and_a_harasser_called_back_once_is():
    friend, foe = "+8613800000005", "+8613800000006"
    items = [
        REFUSED,
        *(call(10 + n, at(9 + n, 12), Direction.OUT, number=friend) for n in range(3)),
        call(2, at(11, 23, 30), number=friend),
        call(3, at(12, 2, 30), number=foe),
        call(4, at(12, 9), Direction.OUT, number=foe),
    ]
    report = patterns.assess(items, RULEBOOK)
    assert set(report.suggestions) == {("call", 3)}
    assert report.odd_hours == (("call", 3),)


def test_refusal_spans_are_exact():
    text = "你好，请不要再联系我！谢谢"
    assert [text[a:b] for a, b in find_refusals(text, RULEBOOK)] == ["不要再联系我"]
    assert find_refusals("你说“不要再联系我”是吧", RULEBOOK) == ()


def test_after_a_refusal():
    items = [
        said(1, at(10, 9), "亲，改一下评价"),
        said(2, at(10, 10), "请不要再联系我", Speaker.SELF),
        said(3, at(10, 10), "就联系你怎么了"),
        said(4, at(11, 9), "您的包裹已发货，请注意查收"),
        said(5, at(11, 9, 30), "改不改"),
        call(6, at(11, 15), missed=True, count=3),
        call(7, at(11, 16), Direction.OUT, number="+8613800000001"),
        call(8, at(11, 17), Direction.UNKNOWN),
        said(9, at(10, precision=Precision.DAY), "在吗"),
        said(10, None, "在吗"),
        said(11, at(12, precision=Precision.DAY), "在吗"),
        said(12, at(12), "嗯", Speaker.SELF),
    ]
    report = patterns.assess(list(reversed(items)), RULEBOOK)
    assert report.refusal == ("message", 2)
    assert report.after_refusal == (("message", 3), ("message", 5), ("call", 6), ("message", 11))
    assert report.service_after_refusal == (("message", 4),)
    assert report.untimed == (("message", 10),)
    assert set(report.suggestions) == set(report.after_refusal)
    (one,) = report.suggestions["message", 5]
    assert one.scenario is Scenario.NUISANCE
    assert one.spans == ((0, 3),)
    assert "2022年6月10日10:00" in one.reason
    assert "2022年6月11日09:30" in one.reason


@pytest.mark.parametrize(
    ("moment", "odd"),
    [
        (at(10, 22), True),
        (at(10, 21, 59), False),
        (at(10, 6, 59), True),
        (at(10, 7), False),
        (at(10, 23, precision=Precision.HOUR), True),
        (at(10, 0, precision=Precision.DAY), False),
        (at(10, 23, until=datetime(2022, 6, 11, 5)), True),
        (at(10, 21, until=datetime(2022, 6, 10, 23)), False),
        (at(10, 23, until=datetime(2022, 6, 11, 23)), False),
        (at(10, 23, until=datetime(2022, 6, 12, 2)), False),
        (at(10, 1, assumed=("half_of_day",)), False),
        (None, False),
    ],
)
def test_odd_hours_need_a_known_hour(moment, odd):
    report = patterns.assess([call(1, moment), call(2, moment, Direction.OUT)], RULEBOOK)
    assert rules(report, ("call", 1)) == (["contact.odd-hour"] if odd else [])
    assert rules(report, ("call", 2)) == []


def test_frequent_calls_count_within_the_window():
    items = [call(n, at(10, 14, 10 * n)) for n in range(3)]
    items += [call(10, at(10, 16, 30)), call(11, at(10, 15, 50), number="")]
    items += [call(20, at(12, 9), count=5), call(21, at(13, 9)), call(22, at(13, 9, 30))]
    report = patterns.assess(items, RULEBOOK)
    assert [rules(report, ("call", n)) for n in (0, 1, 2)] == [["contact.frequent"]] * 3
    assert all(not rules(report, ("call", n)) for n in (10, 11, 20, 21, 22))
    (burst,) = report.bursts
    assert (burst.keys, burst.count) == ((("call", 0), ("call", 1), ("call", 2)), 3)
    assert "60分钟内来电3次" in report.suggestions["call", 1][0].reason
    assert report.shortest is not None
    assert (report.shortest.seconds, report.shortest.first) == (600, ("call", 0))
    assert report.incoming_calls == 12


def test_figures_can_be_counted_again():
    items = [call(n, at(6 + n % 3, n % 24, n), missed=n % 2 == 0) for n in range(30)]
    items += [said(n, at(7, 12, n % 60), "在吗") for n in range(20)]
    report = patterns.assess(items, RULEBOOK)
    assert sum(day.messages for day in report.days) == 20
    assert sum(day.calls for day in report.days) == 30
    assert all(len(day.keys) == day.messages + day.calls for day in report.days)
    assert sum(cell.count for cell in report.hours) == 50
    assert all(len(cell.keys) == cell.count for cell in report.hours)
    assert report.missed_calls == 15
    assert [day.day for day in report.days] == ["2022-06-06", "2022-06-07", "2022-06-08"]


MOMENTS = st.one_of(
    st.none(),
    st.builds(
        Moment,
        st.datetimes(),
        st.sampled_from(Precision),
        st.sampled_from(MomentSource),
        until=st.one_of(st.none(), st.datetimes()),
    ),
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            MOMENTS,
            st.sampled_from([*Direction, *Speaker]),
            st.sampled_from(["别再打了", "在吗", ""]),
        ),
        max_size=15,
    )
)
def test_never_raises_and_never_tags_outgoing(rows):
    items = [
        call(n, when, who) if isinstance(who, Direction) else said(n, when, text, who)
        for n, (when, who, text) in enumerate(rows)
    ]
    report = patterns.assess(items, RULEBOOK)
    incoming = {one.key for one in items if one.incoming}
    assert set(report.suggestions) <= incoming
    for found in report.suggestions.values():
        assert len({one.rule for one in found}) == len(found)


def test_a_burst_of_ten_thousand_calls_ends():
    start = datetime(2022, 6, 10)
    items = [
        call(n, Moment(start + timedelta(seconds=20 * n), Precision.SECOND, MomentSource.TABLE))
        for n in range(10_000)
    ]
    report = patterns.assess(items, RULEBOOK)
    assert report.bursts[0].count == 10_000
    assert max(report.bursts[0].peaks) == 181


def test_coverage_says_what_to_get_next():
    evidence = [
        coverage.EvidenceFacts(
            1,
            EvidenceKind.CHAT,
            title="某某旗舰店",
            timed=True,
            messages=3,
            decided=frozenset({Scenario.ABUSE}),
            refusal=True,
        ),
        coverage.EvidenceFacts(2, EvidenceKind.CHAT, suggested=frozenset({Scenario.NUISANCE})),
    ]
    rows = {
        one.element: one
        for one in coverage.assess(evidence, coverage.CaseFacts(device=True), RULEBOOK)
    }
    assert rows["respondent"].proved_by == (1,)
    assert rows["scenario-abuse"].state == "proved"
    assert rows["scenario-nuisance"].state == "open"
    assert rows["scenario-nuisance"].suggested_by == (2,)
    assert "核读" in rows["scenario-nuisance"].next_step
    assert rows["channel-call"].state == "missing"
    assert "详单" in rows["channel-call"].next_step
    assert rows["channel-slip"].state == "not_needed"
    assert rows["victim"].state == "missing"
    assert rows["original"].stated
    assert rows["refusal"].proved_by == (1,)
    assert rows["refusal"].next_step == ""
    assert [one.id for one in RULEBOOK.elements] == list(rows)


def test_an_empty_case_needs_the_basics():
    rows = {one.element: one for one in coverage.assess([], coverage.CaseFacts(), RULEBOOK)}
    assert rows["respondent"].state == "missing"
    assert {rows[f"scenario-{one.value}"].state for one in Scenario} == {"missing"}
    assert all(one.next_step for one in rows.values())

"""Patterns of contact: after a refusal, at odd hours, too often; every figure with its ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.domain.tags import Suggestion
from desktop_app.domain.transcript import Direction, Speaker
from desktop_app.tagging.frequency import bursts, clock_known, shortest, start
from desktop_app.tagging.hours import bounds, in_odd_hours, said, stretch
from desktop_app.tagging.refusal import find_refusals, is_service_notice
from desktop_app.tagging.report import (
    Burst,
    Contact,
    ContactKey,
    DayCount,
    HourCell,
    NumberCount,
    PatternReport,
)
from desktop_app.tagging.schema import ContactRule, Rulebook

_OFTEN = 3


@dataclass(slots=True)
class _Collected:
    """Suggestions as they come together."""

    rulebook: Rulebook
    found: dict[ContactKey, list[Suggestion]] = field(
        default_factory=lambda: defaultdict[ContactKey, list[Suggestion]](list)
    )

    def add(self, rule: ContactRule, contact: Contact, **values: object) -> None:
        reason = rule.reason
        for name, value in values.items():
            reason = reason.replace(f"{{{name}}}", str(value))
        spans = ((0, len(contact.text)),) if contact.text else ()
        self.found[contact.key].append(
            Suggestion(
                scenario=rule.scenario,
                severity=rule.severity,
                rule=rule.id,
                rulebook=self.rulebook.edition,
                spans=spans,
                words=(contact.text,) if contact.text else (),
                reason=reason,
            )
        )


def _order(contact: Contact) -> tuple[datetime, str, int]:
    return start(contact), contact.channel, contact.id


def _single_day(contact: Contact) -> bool:
    reach = stretch(contact.moment)
    return reach is not None and reach[0].date() == reach[1].date()


def _hour_known(contact: Contact) -> bool:
    reach = bounds(contact.moment)
    return reach is not None and reach[0].replace(minute=0, second=0, microsecond=0) == reach[
        1
    ].replace(minute=0, second=0, microsecond=0)


def _keys(contacts: Sequence[Contact]) -> tuple[ContactKey, ...]:
    return tuple(contact.key for contact in contacts)


def _first_refusal(
    items: Sequence[Contact], rulebook: Rulebook
) -> tuple[tuple[ContactKey, ...], Contact | None]:
    """Return all refusals and the one whose latest possible instant is the earliest."""
    refusing = [
        item
        for item in items
        if item.channel == "message"
        and item.speaker is Speaker.SELF
        and find_refusals(item.text, rulebook)
    ]
    timed: list[tuple[datetime, int, Contact]] = []
    for item in refusing:
        reach = stretch(item.moment)
        if reach is not None:
            timed.append((reach[1], item.id, item))
    timed.sort(key=lambda one: one[:2])
    return _keys(sorted(refusing, key=_order)), timed[0][2] if timed else None


def _is_after(item: Contact, refusal: Contact) -> bool:
    """Whether a contact surely came after the refusal.

    Two entries of one minute are told apart only within one channel, by the order they
    were read in.
    """
    reach, limit = stretch(item.moment), stretch(refusal.moment)
    if reach is None or limit is None:
        return False
    if reach[0] > limit[1]:
        return True
    same = item.moment is not None and refusal.moment is not None and item.moment == refusal.moment
    return same and clock_known(item) and item.channel == "message" and item.id > refusal.id


def _days(incoming: Sequence[Contact]) -> tuple[DayCount, ...]:
    days: dict[str, list[Contact]] = defaultdict(list)
    for one in incoming:
        days[start(one).date().isoformat()].append(one)
    return tuple(
        DayCount(
            day,
            sum(one.count for one in listed if one.channel == "message"),
            sum(one.count for one in listed if one.channel == "call"),
            _keys(listed),
        )
        for day, listed in sorted(days.items())
    )


def _hours(incoming: Sequence[Contact]) -> tuple[HourCell, ...]:
    cells: dict[tuple[int, int], list[Contact]] = defaultdict(list)
    for one in incoming:
        cells[start(one).weekday(), start(one).hour].append(one)
    return tuple(
        HourCell(weekday, hour, sum(one.count for one in listed), _keys(listed))
        for (weekday, hour), listed in sorted(cells.items())
    )


def _numbers(calls: Sequence[Contact]) -> tuple[NumberCount, ...]:
    numbers: dict[str, list[Contact]] = defaultdict(list)
    for one in calls:
        numbers[one.number].append(one)
    counted = [
        NumberCount(number, sum(one.count for one in listed), _keys(listed))
        for number, listed in numbers.items()
    ]
    return tuple(sorted(counted, key=lambda one: (-one.calls, one.number)))


def _acquaintances(
    calls_out: Sequence[Contact], night: Sequence[Contact], frequent: Sequence[Burst]
) -> frozenset[str]:
    """Return the numbers of the buyer's own acquaintances.

    Whoever the buyer calls often is one; whoever the buyer calls now and then is one unless
    the number calls at odd hours or too often (a victim may call a harasser back once).
    """
    called: dict[str, int] = defaultdict(int)
    for one in calls_out:
        called[one.number] += max(one.count, 1)
    suspect = {one.number for one in night} | {burst.number for burst in frequent}
    return frozenset(
        number
        for number, times in called.items()
        if number and (times >= _OFTEN or number not in suspect)
    )


def _pressing(
    calls: Sequence[Contact], odd: Sequence[Contact], frequent: Sequence[Burst]
) -> frozenset[str]:
    """Return the numbers that press: at odd hours, too often, or missed again and again."""
    missed: dict[str, int] = defaultdict(int)
    for one in calls:
        if one.missed:
            missed[one.number] += one.count
    return frozenset(
        {one.number for one in odd if one.channel == "call"}
        | {burst.number for burst in frequent}
        | {number for number, times in missed.items() if times >= _OFTEN}
    )


def assess(items: Sequence[Contact], rulebook: Rulebook) -> PatternReport:
    """Return what the times, numbers and order of contact show.

    Calls of unknown direction and calls that went out are never tagged; a time known only
    to the day says nothing of hours; a bracket counts where both its ends agree. Calls of
    the buyer's own acquaintances are never suggested, and a call after the refusal only from
    a number that presses (``_pressing``); a person can tag any call.

    Args:
        items: all messages and calls of a case, in any order, each key once.
        rulebook: gives the hours, the frequency and the reasons.
    """
    calls_out = [one for one in items if one.channel == "call" and one.direction is Direction.OUT]
    incoming = sorted((one for one in items if one.incoming), key=_order)
    messages = [one for one in incoming if one.channel == "message"]
    calls = [one for one in incoming if one.channel == "call"]
    refusals, refusal = _first_refusal(items, rulebook)
    limits = rulebook.limits
    rules = {rule.kind: rule for rule in rulebook.contact}
    collected = _Collected(rulebook)

    night = [one for one in incoming if in_odd_hours(one.moment, limits)]
    frequent = bursts(calls, limits)
    friends = _acquaintances(calls_out, night, frequent)
    strangers = [one for one in incoming if one.channel == "message" or one.number not in friends]
    odd = [one for one in night if one.channel == "message" or one.number not in friends]
    frequent = tuple(burst for burst in frequent if burst.number not in friends)
    pressing = _pressing(calls, odd, frequent)

    after: list[Contact] = []
    service: list[Contact] = []
    if refusal is not None:
        for one in strangers:
            if not _is_after(one, refusal):
                continue
            if one.channel == "call" and one.number not in pressing:
                continue
            plain = one.channel == "message" and is_service_notice(one.text, rulebook)
            (service if plain else after).append(one)
        if (rule := rules.get("after_refusal")) is not None:
            for one in after:
                collected.add(rule, one, refused=said(refusal.moment), time=said(one.moment))

    if (rule := rules.get("odd_hour")) is not None:
        edges = {"from": f"{limits.odd_from:%H:%M}", "until": f"{limits.odd_until:%H:%M}"}
        for one in odd:
            if one.channel == "call":
                collected.add(rule, one, time=said(one.moment), **edges)

    if (rule := rules.get("frequent")) is not None:
        by_key = {one.key: one for one in calls}
        for burst in frequent:
            for key, peak in zip(burst.keys, burst.peaks, strict=True):
                one = by_key[key]
                collected.add(
                    rule,
                    one,
                    minutes=limits.frequent_minutes,
                    count=peak,
                    time=said(one.moment),
                )

    dated = [one for one in incoming if _single_day(one)]
    return PatternReport(
        suggestions={key: tuple(found) for key, found in collected.found.items()},
        days=_days(dated),
        hours=_hours([one for one in incoming if _hour_known(one)]),
        after_refusal=_keys(after),
        service_after_refusal=_keys(service),
        odd_hours=_keys(odd),
        numbers=_numbers(calls),
        bursts=frequent,
        shortest=shortest(calls),
        first=dated[0].key if dated else None,
        last=dated[-1].key if dated else None,
        refusal=refusal.key if refusal is not None else None,
        refusal_at=refusal.moment if refusal is not None else None,
        refusals=refusals,
        untimed=_keys([one for one in incoming if stretch(one.moment) is None]),
        incoming_messages=sum(one.count for one in messages),
        incoming_calls=sum(one.count for one in calls),
        missed_calls=sum(one.count for one in calls if one.missed),
        outgoing_calls=sum(one.count for one in calls_out),
    )

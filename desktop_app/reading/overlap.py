"""Where two pages of one conversation show the same messages: the pages side by side."""

from __future__ import annotations

import functools
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.transcript import Speaker
from desktop_app.reading.screen_words import is_time
from desktop_app.text.fold import folded_text

_SLACK = timedelta(minutes=30)
_STRETCH = timedelta(hours=12)
_RANK = list(Precision)
_LONG = 10
_TELLING = 8
_CUT_TELLING = 4
_CUT_LIKENESS = 75.0
# The messages of a case are laid side by side again after every correction.
_REMEMBERED = 32_768


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a page as far as continuity needs it.

    Attributes:
        id: the message.
        texts: folded forms of the text as it stands and, where a person changed it, as read.
        speakers: the speaker as it stands and, where a person changed it, as read.
        moment: when, or None.
        time_line: it is the screen's own time line.
    """

    id: int
    texts: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    moment: Moment | None
    time_line: bool

    @property
    def notice(self) -> bool:
        """Whether the chat program wrote it and it is no time line."""
        return self.speakers[0] is Speaker.SYSTEM and not self.time_line


@dataclass(frozen=True, slots=True)
class Overlap:
    """The messages that two pages share.

    Attributes:
        pairs: indices into the lines of the earlier and of the later page, ascending.
        cut: ids of messages that the screen's edge cut off on their page.
        spoken: pairs that are neither time line nor notice.
        told: characters that agree in them.
        distinct: different texts among them.
        timed: time lines that agree.
        stock: two set phrases and nothing else; only good to doubt another place.
    """

    pairs: tuple[tuple[int, int], ...]
    cut: frozenset[int]
    spoken: int
    told: int
    distinct: int
    timed: int
    stock: bool

    def outweighs(self, other: Overlap) -> bool:
        """Whether it says more than another place where the pages would fit together."""
        if bool(self.timed) != bool(other.timed):
            return self.timed > 0
        return self.spoken > other.spoken and self.distinct > other.distinct


def line_of(
    number: int,
    speaker: Speaker,
    text: str,
    moment: Moment | None,
    *,
    read_text: str | None = None,
    read_speaker: Speaker | None = None,
) -> Line:
    """Return a message as continuity sees it; ``read_…`` is what stood before a correction."""
    texts = dict.fromkeys(
        _folded(item) for item in (text, text if read_text is None else read_text)
    )
    speakers = dict.fromkeys((speaker, read_speaker or speaker))
    return Line(
        number,
        tuple(texts),
        tuple(speakers),
        moment,
        speaker is Speaker.SYSTEM and is_time(text),
    )


@functools.lru_cache(_REMEMBERED)
def _folded(text: str) -> str:
    return folded_text(text, drop_separators=True) or folded_text(text)


def slips(length: int) -> int:
    """Return in how many characters two readings of a text may differ."""
    return 1 + length // 10


def nearly_equal(one: str, other: str) -> bool:
    """Whether two folded texts are readings of the same words, some slips apart."""
    if one == other:
        return True
    allowed = slips(max(len(one), len(other)))
    if min(len(one), len(other)) < 2 or abs(len(one) - len(other)) > allowed:
        return False
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def cut_off(part: str, whole: str) -> bool:
    """Whether a folded text is what the screen's edge left of another."""
    return 2 <= len(part) < len(whole) and fuzz.partial_ratio(part, whole) >= _CUT_LIKENESS


def moments_agree(one: Moment | None, other: Moment | None) -> bool:
    """Whether two times can belong to one message; an unknown one agrees with any.

    A time between two time lines is a stretch, and programs don't set the same time lines on
    every scroll; half an hour is let pass. A time that a person gave or that rests on an
    assumption is held only to what it can say.
    """
    if one is None or other is None:
        return True
    first, second = one.value, other.value
    if _shaky(one) or _shaky(other):
        if _coarse(one, other) < _RANK.index(Precision.MINUTE):
            return True
        gap = abs((first - datetime.combine(first.date(), second.time())).total_seconds())
        return min(gap, 86400 - gap) <= _SLACK.total_seconds()
    precision = _coarse(one, other)
    if MomentSource.PERSON in (one.source, other.source):
        precision = min(precision, _RANK.index(Precision.DAY))
    if precision < _RANK.index(Precision.MINUTE):
        shape = ("%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%d %H")[precision]
        return first.strftime(shape) == second.strftime(shape)
    brackets = [moment.source is MomentSource.BRACKET for moment in (one, other)]
    if brackets[0] != brackets[1]:
        stretch, point = (one, other) if brackets[0] else (other, one)
        end = stretch.value + _STRETCH
        if stretch.until is not None:
            end = min(stretch.until, end)
        return stretch.value - _SLACK <= point.value <= end + _SLACK
    return abs(first - second) <= _SLACK


def _shaky(moment: Moment) -> bool:
    return bool(moment.assumed) or moment.anchor is MomentSource.FILE_TIME


def _coarse(one: Moment, other: Moment) -> int:
    return min(_RANK.index(one.precision), _RANK.index(other.precision))


def _same_moment(one: Moment | None, other: Moment | None) -> bool:
    """Whether two times are known to the minute and equal."""
    return (
        one is not None
        and other is not None
        and one.value.replace(second=0) == other.value.replace(second=0)
        and _coarse(one, other) >= _RANK.index(Precision.MINUTE)
    )


def same_line(one: Line, other: Line) -> bool:
    """Whether two lines can be one message or time line as far as they themselves tell."""
    if one.time_line or other.time_line:
        if not (one.time_line and other.time_line):
            return False
        if one.moment is None or other.moment is None:
            return one.texts[0] == other.texts[0]
        return _same_moment(one.moment, other.moment) or (
            one.moment.value == other.moment.value
            and one.moment.precision is other.moment.precision
        )
    return (
        not set(one.speakers).isdisjoint(other.speakers)
        and any(nearly_equal(a, b) for a in one.texts for b in other.texts)
        and moments_agree(one.moment, other.moment)
    )


def same_cut(part: Line, whole: Line) -> bool:
    """Whether a message at the edge of its screen is part of another."""
    return (
        Speaker.SYSTEM not in (part.speakers[0], whole.speakers[0])
        and part.speakers[0] is whole.speakers[0]
        and cut_off(part.texts[0], whole.texts[0])
        and moments_agree(part.moment, whole.moment)
    )


def heads(later: Sequence[Line]) -> list[int]:
    """Return where a later page may begin to repeat an earlier one, first choice first.

    Notices above are passed over. The second line serves where the first is a bubble that
    the edge cut through its letters, or a date that the program keeps at the top.
    """
    return [index for index, line in enumerate(later) if not line.notice][:2]


def overlap(
    earlier: Sequence[Line],
    later: Sequence[Line],
    starts: Iterable[tuple[int, int]],
    phrases: Container[str] = (),
) -> Overlap | None:
    """Return the messages that two pages share, or None where that is not sure.

    The tail of the earlier page is the head of the later one, or the earlier page holds the
    whole later one. Where the pages fit together in two ways and neither says clearly more,
    nothing is shared.

    Args:
        earlier: lines of a page.
        later: lines of another.
        starts: index in ``earlier`` and one of ``heads(later)``: lines that may be the same.
        phrases: folded texts that are said again and again; two of them alone say nothing.
    """
    possible = heads(later)
    found: list[Overlap] = []
    for start, head in starts:
        torn = head != possible[0]
        top = later[possible[0]]
        kept = top.time_line and _same_moment(earlier[start].moment, top.moment)
        if not torn or kept or (start > 0 and not top.time_line):
            fit = _fit(earlier, start, later, head, phrases, torn=torn)
            if fit is not None:
                found.append(fit)
    if not found:
        return None
    found.sort(key=lambda fit: (fit.timed > 0, fit.spoken, fit.told), reverse=True)
    best = found[0]
    rivals = (other for other in found[1:] if not set(other.pairs) <= set(best.pairs))
    return best if not best.stock and all(best.outweighs(other) for other in rivals) else None


def _fit(
    earlier: Sequence[Line],
    start: int,
    later: Sequence[Line],
    head: int,
    phrases: Container[str],
    *,
    torn: bool,
) -> Overlap | None:
    """Walk down both pages from one place; None where they part before one of them ends."""
    pairs: list[tuple[int, int]] = []
    cut: set[int] = set()
    at, to = start, head
    while at < len(earlier) and to < len(later):
        one, other = earlier[at], later[to]
        if same_line(one, other):
            pairs.append((at, to))
        elif not pairs and not torn and same_cut(other, one):
            pairs.append((at, to))
            cut.add(other.id)
        elif at == len(earlier) - 1 and pairs and same_cut(one, other):
            pairs.append((at, to))
            cut.add(one.id)
        elif to == len(later) - 1 and pairs and same_cut(other, one):
            pairs.append((at, to))
            cut.add(other.id)
        elif not pairs:
            return None
        elif one.notice:
            at += 1
            continue
        elif other.notice:
            to += 1
            continue
        elif one.time_line or other.time_line:
            return None
        elif at == len(earlier) - 1 or to == len(later) - 1:
            torn = True
            break
        else:
            return None
        at, to = at + 1, to + 1
    return _weighed(earlier, later, pairs, cut, phrases, torn=torn)


def _weighed(
    earlier: Sequence[Line],
    later: Sequence[Line],
    pairs: list[tuple[int, int]],
    cut: set[int],
    phrases: Container[str],
    *,
    torn: bool,
) -> Overlap | None:
    """Return the overlap if it says enough: chance and set phrases must not join pages.

    A page edge that doesn't fit (``torn``: a bubble cut through its letters) needs more.
    """
    spoken = told = timed = 0
    texts: set[tuple[Speaker, str]] = set()
    pinned = False
    for at, to in pairs:
        one, other = earlier[at], later[to]
        if one.time_line:
            timed += one.moment is not None and other.moment is not None
            continue
        if one.notice:
            continue
        spoken += 1
        length = min(len(one.texts[0]), len(other.texts[0]))
        if one.id in cut or other.id in cut:
            told += length if length >= _CUT_TELLING else 0
            if length >= _TELLING:
                texts.add((one.speakers[0], one.texts[0]))
            continue
        exact = one.texts[0] == other.texts[0]
        told += length if exact or length >= _CUT_TELLING else 0
        texts.add((one.speakers[0], one.texts[0]))
        pinned = pinned or _same_moment(one.moment, other.moment)
    stock = spoken == 2 and not timed and all(text in phrases for _, text in texts)
    found = Overlap(tuple(pairs), frozenset(cut), spoken, told, len(texts), timed, stock)
    if spoken < 2:
        enough = spoken == 1 and told >= _LONG and (timed > 0 or pinned)
    else:
        enough = timed > 0 or (len(texts) >= 2 and told >= _TELLING)
    if torn:
        enough = enough and spoken >= 2 and told >= 2 * _TELLING
    return found if enough and _in_order(earlier, later, pairs) else None


def _in_order(earlier: Sequence[Line], later: Sequence[Line], pairs: list[tuple[int, int]]) -> bool:
    """Whether nothing above the shared run is dated after what stands below it."""
    above = [*earlier[: pairs[0][0]], *later[: pairs[0][1]]]
    below = [*earlier[pairs[-1][0] + 1 :], *later[pairs[-1][1] + 1 :]]
    before = [line.moment.value for line in above if line.moment and not _shaky(line.moment)]
    after = [line.moment.value for line in below if line.moment and not _shaky(line.moment)]
    return not before or not after or max(before) <= min(after) + _SLACK

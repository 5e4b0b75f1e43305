"""Which messages of overlapping screenshots are the same, and where the joins are proven.

A person who scrolls takes the same messages twice; listed twice they would count twice. The
pictures decide: messages are joined only where a run of one page is the run of another, in
order and without a contradiction in speaker, words or time. In doubt nothing is joined.

A correction can part two messages but not the run around them: pages are laid side by side
by what stands there or what was read, but a message repeats another only while the texts
and speakers as they stand now agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.timeline import ContinuityLink, ContinuityState
from desktop_app.reading.overlap import (
    Line,
    Overlap,
    cut_off,
    heads,
    nearly_equal,
    overlap,
    same_cut,
    same_line,
    slips,
)
from desktop_app.text.fold import folded_text

KINDS = frozenset({EvidenceKind.CHAT, EvidenceKind.SMS})
_GRAM = 3
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Page:
    """The messages of one screenshot or back-up file of a conversation.

    Attributes:
        evidence_id: which.
        kind: only pages of one kind are compared.
        title: chat partner; an empty one may be any.
        lines: top to bottom.
    """

    evidence_id: int
    kind: EvidenceKind
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Continuity:
    """What is known of how pages join.

    Attributes:
        twin_of: the message that is repeated, by the message that repeats it.
        links: neighbouring pages, in the order of the conversation.
    """

    twin_of: Mapping[int, int]
    links: tuple[ContinuityLink, ...]


@dataclass(frozen=True, slots=True)
class _Join:
    """Two pages, by index, that share messages."""

    earlier: int
    later: int
    overlap: Overlap


def join_pages(pages: Sequence[Page], claims: Mapping[int, int] | None = None) -> Continuity:
    """Decide which messages repeat another and which neighbouring pages are proven to join.

    Args:
        pages: in exhibit order, which is also taken for nearness in time; kinds other than
            ``KINDS`` are passed over.
        claims: how much a person has settled on a message (0 where missing). Of messages that
            are the same, the one with the highest claim stands for all; else the first that
            the screen's edge does not cut off and whose time is known.
    """
    known = [page for page in pages if page.kind in KINDS and page.lines]
    joins = sorted(
        _joins(known), key=lambda join: (join.overlap.spoken, join.overlap.told), reverse=True
    )
    accepted, groups = _accepted(known, joins)
    cut = frozenset(number for join in accepted for number in join.overlap.cut)
    twins = dict(_twins(known, groups, cut, claims or {}))
    return Continuity(twins, tuple(_links(known, accepted)))


def _title(page: Page) -> str:
    return folded_text(page.title, drop_separators=True)


def _keys(line: Line) -> set[str]:
    """Return what two readings of one line have in common in spite of slips or a cut."""
    if line.time_line:
        stated = () if line.moment is None else (line.moment.value.isoformat(),)
        return {*line.texts, *stated}
    return {
        text[start : start + _GRAM]
        for text in line.texts
        for start in range(max(1, len(text) - _GRAM + 1))
    }


def _joins(pages: Sequence[Page]) -> Iterator[_Join]:
    titles = [_title(page) for page in pages]
    starts = _starts(pages)
    phrases = _phrases(pages)
    found: dict[tuple[int, int], Overlap] = {}
    for (one, other), places in starts.items():
        known = titles[one] and titles[other]
        if pages[one].kind is pages[other].kind and not (known and titles[one] != titles[other]):
            shared = overlap(pages[one].lines, pages[other].lines, sorted(places), phrases)
            if shared is not None:
                found[one, other] = shared
    for (one, other), shared in sorted(found.items()):
        back = found.get((other, one))
        same = back is not None and tuple((to, at) for at, to in back.pairs) == shared.pairs
        if back is None or shared.outweighs(back) or (same and one < other):
            yield _Join(one, other, shared)


def _phrases(pages: Sequence[Page]) -> frozenset[str]:
    """Return texts that stand twice on a page or on pages far from each other."""
    last: dict[str, tuple[int, int]] = {}
    again: set[str] = set()
    for index, page in enumerate(pages):
        for line in page.lines:
            text = line.texts[0]
            before, number = last.get(text, (index, line.id))
            if (before == index and number != line.id) or index - before > _NEAR:
                again.add(text)
            last[text] = (index, line.id)
    return frozenset(again)


def _starts(pages: Sequence[Page]) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """Return, for two pages, where the first may hold the head of the second.

    Only lines that have one of a head's rarest stretches are looked at: one more of them than
    its slips could spoil.
    """
    holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, page in enumerate(pages):
        for place, line in enumerate(page.lines):
            for key in _keys(line):
                holders[key].append((index, place))
    starts: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for index, page in enumerate(pages):
        for head in heads(page.lines):
            line = page.lines[head]
            spoiled = _GRAM * slips(max(map(len, line.texts)))
            rarest = sorted(_keys(line), key=lambda key: (len(holders[key]), key))[: spoiled + 1]
            for other, place in {held for key in rarest for held in holders[key]}:
                one = pages[other].lines[place]
                if other != index and (same_line(one, line) or same_cut(line, one)):
                    starts[other, index].add((place, head))
    return starts


class _Roots:
    """Things by index, put together step by step."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, index: int) -> int:
        """Return the one that stands for all it was put together with."""
        while self._parent[index] != index:
            index = self._parent[index]
        return index

    def put_together(self, one: int, other: int) -> None:
        """Let two and all that is with them be one."""
        self._parent[self.of(other)] = self.of(one)


class _Groups:
    """Messages that are the same, as page → line indices; pages of one chat together."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self.sets: dict[tuple[int, int], dict[int, int]] = {}
        self._chats = _Roots(len(pages))
        self._titles = {index: _title(page) for index, page in enumerate(pages)}

    def take(self, join: _Join) -> bool:
        """Join two pages unless that joins two chats or two messages of one page."""
        roots = self._chats.of(join.earlier), self._chats.of(join.later)
        titles = {self._titles[root] for root in roots} - {""}
        if len(titles) > 1:
            return False
        merged: list[dict[int, int]] = []
        for at, to in join.overlap.pairs:
            one = self.sets.get((join.earlier, at), {join.earlier: at})
            other = self.sets.get((join.later, to), {join.later: to})
            if any(other.get(page, line) != line for page, line in one.items()):
                return False
            merged.append(one | other)
        for group in merged:
            for place in group.items():
                self.sets[place] = group
        self._chats.put_together(*roots)
        self._titles[roots[0]] = next(iter(titles), "")
        return True

    def against_order(self) -> set[int]:
        """Return pages whose orders contradict each other; empty where one order keeps all."""
        graph: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
        for index, page in enumerate(self._pages):
            before: tuple[int, int] | None = None
            for line in range(len(page.lines)):
                group = self.sets.get((index, line))
                place = (index, line) if group is None else min(group.items())
                if before is not None:
                    graph[place].add(before)
                before = place
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[tuple[int, int]] = error.args[1]
            return {page for place in circle for page in self.sets.get(place, {place[0]: 0})}
        return set()


def _accepted(pages: Sequence[Page], joins: Sequence[_Join]) -> tuple[list[_Join], _Groups]:
    """Take joins, the surest first, as long as they don't contradict each other."""
    left = list(joins)
    while True:
        groups = _Groups(pages)
        accepted = [join for join in left if groups.take(join)]
        wrong = groups.against_order()
        if not wrong:
            return accepted, groups
        weakest = next(
            join for join in reversed(accepted) if join.earlier in wrong and join.later in wrong
        )
        left = [join for join in accepted if join is not weakest]


def _twins(
    pages: Sequence[Page], groups: _Groups, cut: frozenset[int], claims: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    seen: set[tuple[int, int]] = set()
    for place in sorted(groups.sets):
        if place in seen:
            continue
        group = sorted(groups.sets[place].items())
        seen.update(group)
        left: list[Line] = [pages[page].lines[line] for page, line in group]
        while len(left) > 1:
            first = min(
                left,
                key=lambda line: (-claims.get(line.id, 0), line.id in cut, line.moment is None),
            )
            same = [line for line in left if line is not first and _stands_for(first, line, cut)]
            yield from ((line.id, first.id) for line in same)
            left = [line for line in left if line is not first and line not in same]


def _stands_for(first: Line, line: Line, cut: frozenset[int]) -> bool:
    if first.time_line and line.time_line:
        return True
    one, other = first.texts[0], line.texts[0]
    if first.speakers[0] is not line.speakers[0]:
        return False
    if nearly_equal(one, other):
        return True
    return (line.id in cut and cut_off(other, one)) or (first.id in cut and cut_off(one, other))


def _links(pages: Sequence[Page], joins: Iterable[_Join]) -> Iterator[ContinuityLink]:
    """Return, for each page but the first of its chat, how it joins what comes before.

    A page joins the last page before it that shares messages with it; where none does, the
    join to the page just before is unproven.
    """
    shared: dict[tuple[int, int], int] = {}
    after: dict[int, set[int]] = {index: set() for index in range(len(pages))}
    for join in joins:
        shared[join.earlier, join.later] = shared[join.later, join.earlier] = join.overlap.spoken
        if join.overlap.pairs[0][0] > 0:
            after[join.later].add(join.earlier)
    for chat in _chats(pages, shared):
        order = _order(chat, after)
        for position, page in enumerate(order[1:], start=1):
            before = next(
                (other for other in reversed(order[:position]) if (other, page) in shared), None
            )
            if before is None:
                before, count, state = order[position - 1], 0, ContinuityState.UNPROVEN
            else:
                count, state = shared[before, page], ContinuityState.PROVEN
            yield ContinuityLink(pages[before].evidence_id, pages[page].evidence_id, count, state)


def _chats(pages: Sequence[Page], shared: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the pages of each chat: of one kind and title, or with messages in common.

    Pages whose title nobody could read, and that share nothing with a titled one, are taken
    for one chat, which claims no more than that a join is unproven.
    """
    roots = _Roots(len(pages))
    titles = [_title(page) for page in pages]
    for one, other in shared:
        roots.put_together(one, other)
    first: dict[tuple[EvidenceKind, str], int] = {}
    for index, page in enumerate(pages):
        if titles[index]:
            roots.put_together(first.setdefault((page.kind, titles[index]), index), index)
    titled = {roots.of(index) for index in range(len(pages)) if titles[index]}
    for index, page in enumerate(pages):
        if roots.of(index) not in titled:
            roots.put_together(first.setdefault((page.kind, ""), index), index)
    chats: dict[int, list[int]] = defaultdict(list)
    for index in range(len(pages)):
        chats[roots.of(index)].append(index)
    return list(chats.values())


def _order(chat: Sequence[int], after: Mapping[int, set[int]]) -> list[int]:
    """Return pages in the order of the conversation: as they overlap, else as exhibits."""
    own = set(chat)
    graph = TopologicalSorter({page: after[page] & own for page in chat})
    try:
        graph.prepare()
    except CycleError:
        return sorted(chat)
    ready: list[int] = []
    order: list[int] = []
    while graph.is_active():
        ready = sorted([*ready, *graph.get_ready()])
        page = ready.pop(0)
        order.append(page)
        graph.done(page)
    return order

"""A recognised picture → a transcript: what kind it is, who said what and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.recognition import (
    EvidenceKind,
    RecognisedLine,
    RecognisedPage,
    RegionKind,
)
from desktop_app.domain.transcript import CallRecord, Message, Transcript
from desktop_app.reading import call_list
from desktop_app.reading.bars import Frame, frame_of, without_false_bars
from desktop_app.reading.by_hand import NO_HAND, Hand, in_pane, with_own, without
from desktop_app.reading.chat import read_bubbles
from desktop_app.reading.classify import classify
from desktop_app.reading.clock import capture_of
from desktop_app.reading.columns import with_columns
from desktop_app.reading.contact_list import without_list
from desktop_app.reading.document import read_document
from desktop_app.reading.homes import home_of
from desktop_app.reading.joining import in_reading_order
from desktop_app.reading.mail import read_mail
from desktop_app.reading.not_said import without_patches
from desktop_app.reading.notices import inbox_of, messages_of, notices_of
from desktop_app.reading.panes import Pane, conversations, screens_of, whole
from desktop_app.reading.pc_chat import header_of, headers_among, read_entries
from desktop_app.reading.portraits import with_portraits
from desktop_app.reading.post_words import shows_posts
from desktop_app.reading.posts import posts_of
from desktop_app.reading.screens import joined, parts_of, placed
from desktop_app.reading.slip import read_slip
from desktop_app.reading.table_picture import read_table
from desktop_app.reading.threads import Thread, thread_of
from desktop_app.reading.times import with_times

_DATE = re.compile(r"^\d{1,2}月")


def understand(page: RecognisedPage, kind: EvidenceKind | None, hand: Hand = NO_HAND) -> Transcript:
    """Return what a recognised picture says.

    Args:
        page: lines and regions, in pixels of the picture.
        kind: what a person says it is, or None to find out.
        hand: what a person drew on it.
    """
    if screens_of(page.regions):
        return _side_by_side(page, kind, hand)
    facts = replace(page.facts, captured=capture_of(page))
    regions = without_false_bars(with_columns(without_patches(page.regions)), page.lines)
    page = replace(page, regions=regions, facts=facts)
    lines = hand.left(page.lines)
    text = "\n".join(line.text.strip() for line in in_reading_order(lines) if line.text.strip())
    panes = [without_list(pane) for pane in conversations(page)]
    frames = [frame_of(pane) for pane in panes]
    title = frames[0].title
    calls: tuple[CallRecord, ...] = ()
    if kind in (None, EvidenceKind.CALL_TABLE):
        table = read_table(page, lines)
        if table is not None:
            return replace(table, text=text)
    found, confidence = (kind, 100.0) if kind is not None else classify(page, title)
    if found is EvidenceKind.CALL_LIST:
        calls = call_list.parse(replace(page, lines=tuple(lines)))
        if not calls and kind is None:
            found, confidence = EvidenceKind.OTHER, 40.0
        else:
            return Transcript(found, confidence, calls=calls, text=text, title=title)
    messages: list[Message] = []
    thread = thread_of(lines)
    if found in (EvidenceKind.CHAT, EvidenceKind.SMS):
        for pane, frame in zip(panes, frames, strict=True):
            messages += _talk(page, pane, frame, hand, in_pane(hand, panes, pane))
    elif found is EvidenceKind.MAIL:
        messages += read_mail(page, lines)
    elif found is EvidenceKind.SLIP:
        messages += read_slip(page, lines, read_document)
    elif found is EvidenceKind.OTHER and (thread is not None or shows_posts(lines)):
        messages += _posts(page, hand, thread)
    else:
        cards = notices_of(page, lines)
        # What stands over the cards of a lock screen is its date.
        title = "" if cards or _DATE.match(title) else title
        messages += messages_of(cards or inbox_of(page, lines), page) or read_document(page, lines)
    return Transcript(found, confidence, tuple(messages), text=text, title=title)


def _side_by_side(page: RecognisedPage, kind: EvidenceKind | None, hand: Hand) -> Transcript:
    """Return what several screens in one picture say, one after the other."""
    return joined(
        [
            placed(understand(part, kind, drawn), box, page)
            for part, drawn, box in parts_of(page, hand)
        ]
    )


def _posts(page: RecognisedPage, hand: Hand, thread: Thread | None) -> list[Message]:
    """Return posts and reviews at their portraits, and remarks that stand in a block."""
    pane = whole(page)
    remarks = () if thread is None else thread.messages
    lines = hand.left(frame_of(pane).content)
    left = [line for line in lines if thread is None or line not in thread.lines]
    posts = posts_of(page, pane, left)
    return sorted((*posts, *remarks), key=lambda each: each.box.y if each.box else 0)


def _talk(
    page: RecognisedPage,
    pane: Pane,
    frame: Frame,
    hand: Hand,
    own: Sequence[Sequence[RecognisedLine]],
) -> tuple[Message, ...]:
    bubbles = sum(r.kind is RegionKind.BUBBLE for r in pane.regions)
    headers = len(headers_among(frame.content, page.regions))
    added = [line for block in own for line in block]
    if headers >= 2 and headers > 0.5 * bubbles:
        content = [line for line in frame.content if line not in added] + added
        left = [
            line
            for line in content
            if line.box not in hand.ignored or header_of(line.text) is not None
        ]
        return read_entries(left, frame.title, pane.box, page.facts.captured)
    # Lines in bubbles are left out later: what stands outside is judged by the bubbles.
    content = [
        line
        for line in frame.content
        if line not in added
        and (line.box not in hand.ignored or home_of(page.regions, line.region) is not None)
    ]
    regions = with_portraits(page.regions, page.lines, pane.letter)
    ids = {region.id for region in pane.regions}
    pane = replace(pane, regions=tuple(region for region in regions if region.id in ids))
    page = replace(page, regions=regions)
    entries = with_own(without(read_bubbles(page, pane, content), hand), own, page, pane)
    return with_times(without(entries, hand), page.facts.captured)

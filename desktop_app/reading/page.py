"""A recognised picture → a transcript: what kind it is, who said what and when."""

from __future__ import annotations

from desktop_app.domain.recognition import (
    EvidenceKind,
    RecognisedPage,
    RegionKind,
)
from desktop_app.domain.transcript import CallRecord, Message, Transcript
from desktop_app.reading import call_list
from desktop_app.reading.bars import Frame, frame_of
from desktop_app.reading.chat import read_bubbles
from desktop_app.reading.classify import classify
from desktop_app.reading.document import read_document, read_mail
from desktop_app.reading.joining import in_reading_order
from desktop_app.reading.panes import Pane, conversations
from desktop_app.reading.pc_chat import header_of, read_entries
from desktop_app.reading.times import with_times


def understand(page: RecognisedPage, kind: EvidenceKind | None) -> Transcript:
    """Return what a recognised picture says.

    Args:
        page: lines and regions, in pixels of the picture.
        kind: what a person says it is, or None to find out.
    """
    ordered = in_reading_order(page.lines)
    text = "\n".join(line.text.strip() for line in ordered if line.text.strip())
    panes = conversations(page)
    frames = [frame_of(pane) for pane in panes]
    title = frames[0].title
    calls: tuple[CallRecord, ...] = ()
    found, confidence = (kind, 100.0) if kind is not None else classify(page, title)
    if found is EvidenceKind.CALL_LIST:
        calls = call_list.parse(page)
        if not calls and kind is None:
            found, confidence = EvidenceKind.OTHER, 40.0
        else:
            return Transcript(found, confidence, calls=calls, text=text, title=title)
    messages: list[Message] = []
    if found in (EvidenceKind.CHAT, EvidenceKind.SMS):
        for pane, frame in zip(panes, frames, strict=True):
            messages += _talk(page, pane, frame)
    elif found is EvidenceKind.MAIL:
        messages += read_mail(page, page.lines)
    else:
        messages += read_document(page, page.lines)
    return Transcript(found, confidence, tuple(messages), text=text, title=title)


def _talk(page: RecognisedPage, pane: Pane, frame: Frame) -> tuple[Message, ...]:
    bubbles = sum(r.kind is RegionKind.BUBBLE for r in pane.regions)
    headers = sum(header_of(line.text) is not None for line in frame.content)
    if headers >= 2 and headers > 0.5 * bubbles:
        return read_entries(frame.content, frame.title, pane.box, page.facts.captured)
    return with_times(read_bubbles(page, pane, frame.content), page.facts.captured)

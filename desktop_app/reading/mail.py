"""A mail opened on a screen: who wrote, when, what about, and what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import RecognisedLine, RecognisedPage, RegionKind
from desktop_app.domain.transcript import Message, Speaker
from desktop_app.reading.joining import as_message, in_reading_order
from desktop_app.reading.screen_words import has_words, is_clock, is_status_bar, is_time
from desktop_app.text.dates import find_times, parse_screen_time

_FIELD = re.compile(
    r"^(?P<name>发件人|发送人|寄件人|收件人|抄送|密送|主题|标题|发送时间|时间|日期|发送日期"
    r"|From|To|Cc|Bcc|Subject|Date|Sent)\s*[:：]\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_TO_ME = re.compile(
    r"^(?:发给|发送至|收件人|to)\s*[:：]?\s*\S{1,24}(?:\s*[>›∨v﹀⌄])?$", re.IGNORECASE
)
_ADDRESS = re.compile(r"[\w.+*-]+\s?@\s?[\w-]*(?:\.[\w-]+)+", re.ASCII)
_FOLDER = re.compile(r"^\W*[〈《<く\s]*(?:收件箱|已发送|垃圾邮件|邮件|邮箱|Inbox|INBOX)")
_TOOL_WORDS = (
    "回复 全部回复 回复全部 转发 删除 更多 归档 移动 标记 举报 撤回 存档 "
    "reply forward delete archive more"
)
_TOOLS = frozenset(_TOOL_WORDS.split())
_WHEN = ("发送时间", "时间", "日期", "发送日期", "date", "sent")
_SENDER = ("发件人", "发送人", "寄件人", "from")
_SUBJECT = ("主题", "标题", "subject")
_HEAD_OF_PAGE, _FOOT_OF_PAGE = 0.45, 0.82


@dataclass(frozen=True, slots=True)
class _Mail:
    """The parts of a mail on a screen."""

    subject: tuple[RecognisedLine, ...]
    sender: str
    when: RecognisedLine | None
    body: tuple[RecognisedLine, ...]


def mail_signs(page: RecognisedPage, lines: Sequence[RecognisedLine]) -> int:
    """Return how many things of a mail a page has: addresses, fields, folders, mail tools."""
    top = [line for line in lines if line.box.centre_y < _HEAD_OF_PAGE * page.height]
    texts = [line.text.strip() for line in top]
    fields = sum(_FIELD.match(text) is not None for text in texts)
    address = any(_ADDRESS.search(text) for text in texts)
    to_me = any(_TO_ME.match(text) for text in texts)
    folder = any(_FOLDER.match(text) for text in texts[:6])
    tools = len(_tools(page, lines))
    return fields + 2 * address + to_me + folder + (tools >= 2)


def read_mail(page: RecognisedPage, lines: Sequence[RecognisedLine]) -> tuple[Message, ...]:
    """Return the subject, the time line and the body of a mail as messages of its sender."""
    mail = _parts(page, [line for line in in_reading_order(lines) if line.text.strip()])
    moment = _moment(mail.when, page) if mail.when is not None else None
    messages: list[Message] = []
    for block in (mail.subject, mail.body):
        message = as_message(block, mail.sender, moment, written=True)
        if message is not None:
            messages.append(message)
    if mail.when is not None and _FIELD.match(mail.when.text.strip()) is None:
        stamp = as_message((mail.when,), moment=moment)
        if stamp is not None:
            messages.insert(min(len(messages), 1), replace(stamp, speaker=Speaker.SYSTEM))
    return tuple(messages)


def _parts(page: RecognisedPage, ordered: Sequence[RecognisedLine]) -> _Mail:
    tools = _tools(page, ordered)
    bars = {r.id for r in page.regions if r.kind is RegionKind.INPUT_BAR}
    portraits = {
        r.id
        for r in page.regions
        if r.kind is RegionKind.AVATAR or (r.box.w < 1.4 * r.box.h and r.box.w < 0.2 * page.width)
    }
    content = [
        line
        for line in ordered
        if line not in tools
        and line.region not in bars
        and not (line.region in portraits and len(line.text.strip()) <= 2)
    ]
    head = [line for line in content if line.box.centre_y < _HEAD_OF_PAGE * page.height]
    marks = [line for line in head if _of_header(line.text.strip())]
    when = next((line for line in head if _is_when(line) and line not in _status(page, head)), None)
    last = max(
        (line.box.bottom for line in [*marks, *([when] if when is not None else [])]), default=0
    )
    body = [line for line in content if line.box.y >= last - 0.3 * line.box.h and line is not when]
    sender = _sender(head, marks)
    subject = _subject(page, head, marks, when)
    if not last:
        body = [line for line in content if line not in subject]
    return _Mail(subject, sender, when, tuple(line for line in body if line not in subject))


def _tools(page: RecognisedPage, lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return the words of the tool bar at the foot of the screen."""
    return [
        line
        for line in lines
        if line.box.centre_y > _FOOT_OF_PAGE * page.height
        and (line.text.strip().lower() in _TOOLS or line.text.strip() in ("删", "除"))
    ]


def _of_header(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_FIELD, _ADDRESS)) or bool(_TO_ME.match(text))


def _is_when(line: RecognisedLine) -> bool:
    text = line.text.strip()
    field = _FIELD.match(text)
    if field and field["name"].lower() in _WHEN:
        return True
    return is_time(text)


def _status(page: RecognisedPage, head: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return the clock and signs at the very top of a phone's screen."""
    top = min(0.05 * page.height, 0.1 * page.width)
    return [
        line
        for line in head
        if line.box.centre_y < top and (is_clock(line.text) or is_status_bar(line.text))
    ]


def _sender(head: Sequence[RecognisedLine], marks: Sequence[RecognisedLine]) -> str:
    """Return the name before an address, else what stands over the addressee."""
    for line in head:
        field = _FIELD.match(line.text.strip())
        if field and field["name"].lower() in _SENDER:
            return _name(field["value"]) or field["value"].strip()
    for line in marks:
        text = line.text.strip()
        if _ADDRESS.search(text) and not _TO_ME.match(text):
            name = _name(text)
            if name:
                return name
    for line in marks:
        over = [other for other in head if other.box.bottom <= line.box.y + 2]
        if _TO_ME.match(line.text.strip()) and over:
            return _name(over[-1].text) or over[-1].text.strip()
    return ""


def _name(text: str) -> str:
    return _ADDRESS.sub("", text).strip(" <>〈〉《》()（）[]:：,，;；")


def _subject(
    page: RecognisedPage,
    head: Sequence[RecognisedLine],
    marks: Sequence[RecognisedLine],
    when: RecognisedLine | None,
) -> tuple[RecognisedLine, ...]:
    """Return the lines of the subject: named so, or the largest print over the sender."""
    for line in marks:
        field = _FIELD.match(line.text.strip())
        if field and field["name"].lower() in _SUBJECT and field["value"].strip():
            text = line.text.strip()[field.start("value") :]
            edges = line.edges[-len(text) - 1 :] if len(line.edges) > len(text) else ()
            return (replace(line, text=text, edges=edges, readings=()),)
    first = min((line.box.y for line in [*marks, *([when] if when else [])]), default=0)
    over = [
        line
        for line in head
        if line.box.bottom <= first + 2
        and line not in _status(page, head)
        and not _FOLDER.match(line.text)
        and has_words(line.text)
        and len(line.text.strip()) > 1
    ]
    if not over:
        return ()
    tallest = max(line.box.h for line in over)
    large = [line for line in over if line.box.h > 0.8 * tallest]
    return tuple(line for line in large if line.box.x < 0.5 * page.width)


def _moment(line: RecognisedLine, page: RecognisedPage) -> Moment | None:
    field = _FIELD.match(line.text.strip())
    text = field["value"] if field else line.text.strip()
    moment = parse_screen_time(text, page.facts.captured)
    if moment is not None:
        return moment
    found = find_times(text, page.facts.captured)
    return found[0][2] if found else None

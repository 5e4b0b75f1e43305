"""What kind of evidence a picture is, by its words and by its layout."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.domain.recognition import (
    EvidenceKind,
    RecognisedPage,
    Region,
    RegionKind,
    Side,
)
from desktop_app.reading.call_shape import calls_shown
from desktop_app.reading.mail import mail_signs
from desktop_app.reading.notices import inbox_of, notices_of
from desktop_app.reading.pc_chat import headers_among
from desktop_app.reading.post_words import shows_posts
from desktop_app.reading.screen_words import is_clock, is_phone_number, is_time
from desktop_app.reading.threads import thread_of

_CALL_ROW = re.compile(
    r"呼入|呼出|未接|拒接|响铃|已挂断|已取消|未接通|来电|去电|拨出|\d+\s*分\s*\d+\s*秒|振铃|对方已取消"
    r"|(?:incoming|outgoing|missed)\s+call",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8}|\b[48]00[\s-]?\d{3}"
)
_SHORT_TIME = re.compile(
    r"\d{1,2}[:：]\d{2}|昨天|前天|星期|周[一二三四五六日天]|\d{1,2}月\d{1,2}日|\d{1,2}/\d{1,2}"
)
_CALL_TITLE = re.compile(r"通话记录|最近通话|通话详情|电话|拨号|所有通话|未接来电|通话$")
_SLIP = re.compile(
    r"运单|快递|快件|快运|寄件|收件|速运|物流|签收|揽收|包裹|面单|邮政|EMS|顺丰|圆通|中通|申通|韵达|极兔|派件|到付|寄方|收方"
)
# What only a label has: a tracking number alone, and who gets and sends the parcel.
_TRACKING = re.compile(r"^(?:[A-Z]{2,4}\s?\d{10,15}|\d{12,15})$")
_PARTY = re.compile(
    r"^[收寄]\s*(?:件人?|方)?\s*[:：]?\s*[^\s\d]{1,12}\s*1\d{2}[\s*-]{0,4}[\d*]{2,4}[\s-]?\d{2,4}"
)
_SECONDS = re.compile(r"\d{1,2}[:：]\d{2}[:：]\d{2}")
_STAMP = re.compile(r"^\d{1,2}[:：]\d{2}\W*\w?\W*$")
_SMS = re.compile(r"短信|信息|iMessage|SMS|RCS|彩信|短消息|文本信息", re.IGNORECASE)


# What a reader makes of the arrow back before a title.
_BACK = "<＜〈《くく← く\u2039"
_MANY_ROWS = 5
_LEAST_STAMPS = 2
_TOP_CLOCK = re.compile(r"^\s*\d{1,2}[:：]\d{2}(?!\d)")


def _of_phone(bubbles: Sequence[Region]) -> bool:
    """Whether bubbles have the colours of a phone's own messages: blue or green, and grey."""
    own = [r.colour for r in bubbles if r.side is Side.RIGHT]
    others = [r.colour for r in bubbles if r.side is Side.LEFT]
    vivid = [c for c in own if max(c) - min(c) > 120]
    grey = [c for c in others if max(c) - min(c) < 12 and max(c) < 245]
    return bool(own) and len(vivid) == len(own) and len(grey) == len(others)


def _bare_texts(page: RecognisedPage) -> bool:
    """Whether a phone's screen shows time after time with words under each, and no bubbles."""
    lines = [line for line in page.lines if line.text.strip()]
    phone = any(
        _TOP_CLOCK.match(line.text) for line in lines if line.box.bottom < 0.06 * page.height
    ) and (page.height > 1.2 * page.width)
    stamps = [line for line in lines if is_time(line.text) and not is_clock(line.text)]
    below = sum(
        any(
            not is_time(other.text)
            and 0 < other.box.y - stamp.box.bottom < 3 * stamp.box.h
            and abs(other.box.x - stamp.box.x) < 1.5 * stamp.box.h
            for other in lines
        )
        for stamp in stamps
    )
    return phone and below >= _LEAST_STAMPS and below >= 0.8 * len(stamps)


def classify(page: RecognisedPage, title: str) -> tuple[EvidenceKind, float]:
    """Return the kind of a page and how sure that is, 0-100.

    Args:
        page: the recognised picture.
        title: words of the title bar, or empty.
    """
    texts = [line.text.strip() for line in page.lines if line.text.strip()]
    bubbles = [r for r in page.regions if r.kind is RegionKind.BUBBLE]
    sided = [r for r in bubbles if r.side in (Side.LEFT, Side.RIGHT)]
    avatars = sum(r.kind is RegionKind.AVATAR for r in page.regions)
    headers = len(headers_among(page.lines, page.regions))
    mail = mail_signs(page, page.lines)
    slip = sum(_SLIP.search(text) is not None for text in texts)
    calls = sum(_CALL_ROW.search(text) is not None for text in texts)
    numbers = sum(_NUMBER.search(text) is not None for text in texts)
    times = sum(_SHORT_TIME.search(text) is not None for text in texts)
    rows = max(len(texts), 1)
    two_sides = len({r.side for r in sided}) == 2
    faces = {r.side for r in page.regions if r.kind is RegionKind.AVATAR}
    two_sides_spoken = {Side.LEFT, Side.RIGHT} <= faces

    if mail >= 3 and headers < 2 and not two_sides and len(sided) < 3:
        return EvidenceKind.MAIL, min(95.0, 55.0 + 10 * mail)
    if calls_shown(page):
        return EvidenceKind.CALL_LIST, 92.0
    titled = _CALL_TITLE.search(title) is not None
    arrows = len(page.signs)
    call_words = calls + arrows >= 3 and calls + arrows >= 0.12 * rows
    call_rows = numbers >= 3 and times >= 3 and (titled or calls >= 1)
    sentences = sum(len(text) > 22 for text in texts)
    owned = numbers >= 1 and calls >= 3 and times >= 3
    few_words = sentences < 0.2 * rows and (numbers >= 2 or titled or owned)
    # A list of many calls stays one whatever its photo holds that looks like a portrait.
    many = avatars == 1 and min(calls, numbers, times) >= _MANY_ROWS
    two_sides_shown = avatars > 0 and two_sides and not many
    exact = sum(_SECONDS.search(text) is not None for text in texts)
    talk = (headers >= 3 and exact >= 3) or avatars >= 3 + calls or two_sides_shown
    if (call_words or call_rows) and few_words and not talk:
        score = 2.0 * (calls + arrows) + numbers + times + 6.0 * titled
        return EvidenceKind.CALL_LIST, min(96.0, 45.0 + 2 * score)
    if not two_sides_spoken and (shows_posts(page.lines) or thread_of(page.lines)):
        return EvidenceKind.OTHER, 70.0
    if notices_of(page, page.lines):
        return EvidenceKind.OTHER, 80.0
    if not two_sides_spoken and inbox_of(page, page.lines):
        return EvidenceKind.OTHER, 75.0
    bare = title.lstrip(_BACK)
    numeric = is_phone_number(bare) or (bare[:3] in ("106", "955") and bare.isdigit())
    # What lies around a photographed slip is easily taken for a portrait or two.
    alone = not two_sides and avatars < (4 if page.photo else 2) and not numeric
    labelled = any(map(_TRACKING.match, texts)) and any(map(_PARTY.match, texts))
    if labelled and not avatars:
        return EvidenceKind.SLIP, 85.0
    if slip >= 3 and alone and (page.photo or slip >= 0.12 * rows):
        return EvidenceKind.SLIP, min(92.0, 50.0 + 7 * slip)
    if headers >= 2:
        return EvidenceKind.CHAT, min(94.0, 60.0 + 8 * headers)
    if sided:
        certainty = min(97.0, 62.0 + 6 * len(sided) + 12 * two_sides + 4 * min(avatars, 4))
        hint = any(_SMS.search(text) for text in texts[:4] + texts[-3:] if len(text) <= 14)
        stamps = sum(_STAMP.match(text) is not None for text in texts)
        hint = hint and stamps < 0.6 * len(sided)
        if numeric or (avatars == 0 and (hint or _of_phone(sided))):
            return EvidenceKind.SMS, certainty
        if avatars <= 1 and hint and not two_sides:
            return EvidenceKind.SMS, certainty * 0.9
        return EvidenceKind.CHAT, certainty if avatars or two_sides else certainty * 0.8
    if (numeric and texts) or _bare_texts(page):
        return EvidenceKind.SMS, 60.0
    if slip >= 2:
        return EvidenceKind.SLIP, 55.0
    if len(texts) >= 4 and sum(len(text) for text in texts) > 80:
        return EvidenceKind.DOCUMENT, 50.0
    return EvidenceKind.OTHER, 40.0

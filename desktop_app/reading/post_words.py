"""Words of pages with posts, remarks and reviews: what is said there and what is the page's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.domain.moment import Moment
from desktop_app.domain.recognition import RecognisedLine
from desktop_app.reading.screen_words import is_time
from desktop_app.text.dates import find_times, parse_screen_time

_REMARK = re.compile(
    r"^共?\s*\d+\s*条回复|来自\s?[\u4e00-\u9fff]{2,4}$|IP\s?属地|^(?:转发|评论|赞)\s?\d"
)
_ANSWERED = re.compile(r"^回复\s?@?[^\s：:，。！？]{1,14}[：:]")
_INVITATION = re.compile(r"^(?:评论|写评论|说点什么\S?|发\S{0,2}友善的评论\S?|友善评论\S*?)\W*$")
_REVIEW = re.compile(
    r"^(?:商家|卖家|店家|店铺|掌柜|客服)(?:回复|解释)|^有用\s?[(（]?\d|^(?:用户)?(?:当天|\d+天后)?追评|^初次评价"
)
_TIME = (
    r"(?:刚刚|\d+\s*(?:秒|分钟|小时|天|周|个?月|年)前|(?:昨天|前天)?\s*\d{1,2}[:：]\d{2}|昨天|前天"
    r"|(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}[:：]\d{2})?)"
)
_PLACE = r"(?:(?:来自|IP属地|发布于)[\s:：]*(?:IP\s?属地[\s:：]*)?\S{2,8}(?:\s?\S{0,6}客户端)?)"
_ORIGIN = re.compile(
    rf"^(?P<time>{_TIME})\s*[·・]?\s*(?:{_PLACE}?\s*(?:回复|删除)?|[\u4e00-\u9fff]{{2,4}}\s*回复)$"
)
_ANSWERABLE = re.compile(r"\d.*\s回复$")
# Who answers for the shop, and what the writer added later: words of their own.
ANSWER = re.compile(
    r"^(?P<name>(?:商家|卖家|店家|店铺|掌柜|客服)(?:回复|解释))\s*[：:]?\s*(?P<words>.*)$"
)
LATER = re.compile(r"^(?:用户)?(?:当天|收货?\s?\d+天后|\d+\s?天后)?追评\s?(?:\d+\s?天后|当天)?$")
_BUTTON = (
    r"(?:共?\d+条回复|查看(?:全部|更多)\S*+|展开(?:全文|全部|更多|\d+条回复)?|收起|全文"
    r"|回复|删除|举报|点?赞|踩|分享|收藏|评论|转发"
    r"|按热度|按时间|浏览|有用|全部|最新|好评|中评|差评|有图|追评|图/视频)"
)
_BUTTONS = re.compile(
    rf"^[^\w]*+(?>{_BUTTON}[^\w]*(?:[\d.]++[万wk+]*[^\w]*)?|\d[\d.]*[万wk+]*[^\w]*)++$"
)
_GOODS = re.compile(r"^(?:颜色(?:分类)?|规格|款式|尺[码寸]|型号|套餐|口味|已购)\s?[：:]")
_ROLL = re.compile(r"^[^。！？：:]+$")
_LEAST_SIGNS = 3


def shows_posts(lines: Sequence[RecognisedLine]) -> bool:
    """Whether a page shows remarks under a post, or reviews: places, counts, answers, buttons."""
    texts = [line.text.strip() for line in lines]
    remarks = sum(
        _REMARK.search(text) is not None
        or (_ORIGIN.match(text) is not None and _ANSWERABLE.search(text) is not None)
        for text in texts
    )
    if any(_INVITATION.match(text) for text in texts):
        # In a talk people answer each other by name too, but nobody is invited to remark.
        remarks += 1 + sum(_ANSWERED.match(text) is not None for text in texts)
    reviews = sum(_REVIEW.match(text) is not None for text in texts)
    return max(remarks, reviews) >= _LEAST_SIGNS


def is_invitation(text: str) -> bool:
    """Whether a text is the field that invites to write a remark."""
    return _INVITATION.match(text) is not None


def is_origin(line: RecognisedLine) -> bool:
    """Whether a line says when, and maybe whence, something was written."""
    text = line.text.strip()
    return _ORIGIN.match(text) is not None or is_time(text)


def moment_of(text: str, captured: Moment | None) -> Moment | None:
    """Return when something was written, by the line that says so."""
    match = _ORIGIN.match(text.strip())
    stated = match["time"] if match is not None else text.strip()
    moment = parse_screen_time(stated, captured)
    if moment is None:
        found = find_times(stated, captured)
        moment = found[0][2] if found else None
    return moment


def is_no_word(text: str) -> bool:
    """Whether a text is a button, a count, or which of the goods somebody bought."""
    return _BUTTONS.match(text) is not None or _GOODS.match(text) is not None


def is_roll(text: str) -> bool:
    """Whether a text is nothing but names with commas between them."""
    return len(re.split(r"[,，、]", text)) > 1 and _ROLL.match(text) is not None

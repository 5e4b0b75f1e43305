"""Cards that programs put among messages: goods, orders, refunds, files, money, questionnaires.

What stands on them nobody said. A card whose ground is not seen is a picture with the title of
a thing beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.domain.geometry import Box, union_of
from desktop_app.domain.recognition import RecognisedLine, RegionKind
from desktop_app.reading.joining import contrast
from desktop_app.reading.names import COLOURFUL, spread
from desktop_app.reading.panes import Pane

_PRICE = re.compile(
    r"^[¥￥]\s?\d[\d,.]*\s*(?:共\s?\d+\s?件|[x×]\s?\d+|(?:已拼|月销|已售|交易|退款|待|已)\S{1,8})?$"
)
_BUTTON = re.compile(
    r"^(?:查看(?:详情|订单|物流|全部|更多)|(?:去|立即)(?:购买|下单|支付|付款|评价|使用|领取|查看)"
    r"|发送(?:订单|宝贝|商品)(?:链接)?|确认收货|申请售后)\W*$"
)
_FIELD = re.compile(
    r"^(?:退款(?:金额|原因)|订单(?:号|编号)|售后(?:单号|类型|原因)|实付款?|合计|物流单号|运单号)[\s:：]*\S"
    r"|^共\s?\d+\s?件|^(?:已签收|已发货|已完成|已送达|待发货|待付款|待收货|交易成功|交易关闭|退款中|退款成功)$"
)
_ORDER = re.compile(r"^(?:订单号|订单编号)[\s:：]*[\d-]{8,}\s?(?:已|待|交易|退款)\S{1,6}$")
_QUESTION = re.compile(r"^(?:邀?请[您你]?(?:对|为)?\S{0,10}评价|邀请[您你]评价\S{0,6})\W*$")
_HEAD = re.compile(r"^(?:[您你]正在咨询的(?:订单|商品|宝贝)|猜[您你][想要]问)")
# Programs name themselves at the foot of what was shared from them.
_FOOT = re.compile(
    r"^(?:小程序|聊天记录|淘宝|天猫|拼多多|京东|闲鱼|抖音|快手|小红书|微博|今日头条|哔哩哔哩|bilibili|知乎"
    r"|视频号|公众号|腾讯视频|QQ音乐|网易云音乐|美团|饿了么)$"
)
_MONEY = re.compile(
    r"^(?:[¥￥]\s?\d[\d,.]*|(?:微信|支付宝)?转账|(?:请确认|请|已|待)收款|已被?(?:接收|领取|退还|领完)|已过期(?:退还)?"
    r"|(?:微信|QQ|支付宝)红包|恭喜发财\S{0,6})$"
)
_PACKET = re.compile(r"^(?:微信|QQ|支付宝)红包$")
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|txt|zip|rar|7z|apk|mp[34]|mov|jpe?g|png|heic)$", re.IGNORECASE
)
_SIZE = re.compile(r"^\d[\d.]*\s?[KMG]B?\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[，。！？!?]")
_FEW_LINES = 4
# A title's print against that of messages, and its fewest letters.
_PRINT = 0.8
_LEAST_WORDS = 3
# How far a title stands from its picture, in heights of its lines.
_REACH = 1.8
# A card's picture is so many lines high, and about as wide.
_LEAST_LINES, _MOST_LINES = 2.2, 7.0
_SQUARE = 1.9
# Squares of this share of a width apart stand in one column.
_COLUMN = 0.15


def pictures_of(pane: Pane) -> list[Box]:
    """Return the pictures of a pane; a square in no column of squares is one, no portrait."""
    squares = [r.box for r in pane.regions if r.kind is RegionKind.AVATAR]
    alone = [
        box
        for box in squares
        if not any(o is not box and abs(o.x - box.x) <= _COLUMN * box.w for o in squares)
    ]
    pictures = [r.box for r in pane.regions if r.kind is RegionKind.PICTURE]
    return [*pictures, *(alone if len(squares) > 2 or pictures else [])]


def card_of(lines: Sequence[RecognisedLine], pictures: Sequence[Box], full: float) -> Box | None:
    """Return the box of the card that a block of loose lines is the title of, or None.

    Args:
        lines: the block.
        pictures: of the pane.
        full: least height of a message's print, pixels; 0 where nothing is known.
    """
    height = max(line.box.h for line in lines)
    words = sum(char.isalnum() for line in lines for char in line.text)
    if not full or height < _PRINT * full or words < _LEAST_WORDS:
        return None
    box = union_of([line.box for line in lines])
    for picture in pictures:
        if not _LEAST_LINES * height <= picture.h <= _MOST_LINES * height:
            continue
        if not 1 / _SQUARE <= picture.w / picture.h <= _SQUARE:
            continue
        within = picture.y - height <= box.y and box.bottom <= picture.bottom + height
        gap = max(box.x - picture.right, picture.x - box.right)
        if within and -0.2 * height <= gap <= _REACH * height:
            return box.union(picture)
    return None


def is_card(lines: Sequence[RecognisedLine]) -> bool:
    """Whether the words in an area are those of a card, by what stands in its lines.

    Args:
        lines: all of the area, top to bottom.
    """
    worded = [line for line in lines if sum(map(str.isalnum, line.text)) > 1]
    texts = [line.text.strip() for line in worded]
    if not texts:
        return False
    if all(map(_MONEY.match, texts)) and not (len(texts) == 1 and _PRICE.match(texts[0])):
        return True
    if len(texts) <= _FEW_LINES and _PACKET.match(texts[-1]) is not None and len(texts) > 1:
        return True
    if any(map(_FILE.search, texts)) and any(map(_SIZE.match, texts)) and len(texts) <= _FEW_LINES:
        return True
    if _QUESTION.match(texts[0]) or (_HEAD.match(texts[0]) and len(texts) > 1):
        return True
    if len(texts) > 1 and _FOOT.match(texts[-1]) and _is_smaller(worded[-1], worded[0]):
        return True
    prices = [line for line, text in zip(worded, texts, strict=True) if _PRICE.match(text)]
    facts = [text for text in texts if _FIELD.match(text) or _BUTTON.match(text)]
    others = len(texts) - len(prices) - len(facts)
    if any(_SENTENCE.search(text) for text in texts) or others > 2:
        return False
    if len(prices) + len(facts) > 1 or (any(map(_ORDER.match, texts)) and (others or not prices)):
        return True
    # A title and its price, which is set in another print.
    return any(_stands_out(price, worded) for price in prices)


def _is_smaller(line: RecognisedLine, other: RecognisedLine) -> bool:
    """Whether a line is set smaller and fainter than another."""
    return line.box.h < 0.85 * other.box.h and contrast(line) < 0.8 * contrast(other)


def _stands_out(price: RecognisedLine, lines: Sequence[RecognisedLine]) -> bool:
    """Whether a price is in a colour of its own, as in shops."""
    others = [line for line in lines if line is not price]
    return bool(others) and spread(price) >= COLOURFUL > max(map(spread, others))

"""Words that belong to the screen and not to the people on it."""

from __future__ import annotations

import re

from desktop_app.text.dates import is_time_line

_CLOCK = re.compile(
    r"^(?:上午|下午|凌晨|早上|中午|晚上|[AP]M)?\s*\d{1,2}\s*[:：]\s*\d{2}(?:[:：]\d{2})?\s*(?:[AP]M)?[\s.·…⋯]*$",
    re.IGNORECASE,
)
_STATUS_BAR = re.compile(
    r"\d{1,3}\s*%|\b[2-5]G\+?\b|(?:^|\s)(?:LTE|HD|VoLTE|Wi-?Fi)(?:\s|$)|[KM]B?/s|中国(?:移动|联通|电信|广电)",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"^(?:已读|未读|送达|已送达|已发送|发送成功|发送失败|全部已读|\d+人(?:已读|未读)|对方已读|已读\s*\S{0,12}"
    r"|read|delivered|sent|unread|seen)$",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"""^[^\w一-鿿]{0,4}\d{1,3}\s*(?:["″”'′’]{1,2}|s|秒)[^\w一-鿿]{0,4}$""")
_INPUT = re.compile(
    r"按住\s*说话|请输入|输入(?:消息|短信|内容|信息)|发消息|发送消息|短信/彩信|说点什么|^发送(?:\(S\))?$|^信息$|^短信$|^消息$|^iMessage(?:\s*信息)?$"
    r"|^Message$|^Text message$|^新信息$|^文本信息$|想(?:要)?(?:说|问)点什么|^发送信息$|^输入$"
    r"|^发送给\s+\S|\bEnter\s*发|^发短信$|^回复$|^在此输入|^短信\s?[·•/]\s?彩信$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"撤回了一条消息|以上是打招呼|你已添加了|已经?通过了?(?:你的)?(?:好友|朋友)|现在可以开始聊天|加入(?:了)?群聊"
    r"|邀请.{0,30}加入|对方正在|开启了(?:好友|朋友)验证|以下(?:是|为)新消息|消息已发出|被对方拒收|拍了拍|领取了.{0,12}红包"
    r"|修改群名|移出(?:了)?群聊|以上是历史消息|为您服务|已接入|会话已?结束|系统消息|安全提醒|请勿.{0,12}(?:转账|汇款)"
    r"|谨防(?:诈骗|受骗)|发起了语音|通话已?(?:结束|取消)"
)
_WARNING = re.compile(
    r"谨防(?:诈骗|受骗)|平台提醒|请勿(?:相信|脱离|.{0,12}(?:转账|汇款))|被\s?\d+\s?(?:人|位用户)标记"
    r"|脱离平台交易|疑似(?:骚扰|诈骗)(?:短信|电话|号码)"
)
_PILL = re.compile(
    r"^(?:[^一-鿿\d]{0,4}|\d\s)"
    r"(?:[\d\s]{1,5}\+?\s*条\s*(?:新消息|未读(?:消息)?)|有人\s*@\s*[我你]|@\s*所有人"
    r"|(?:去|立即)(?:购买|下单|支付|付款|评价|拼单)|发起拼单|查看订单|咨询商品|发送链接|确认收货"
    r"|(?:回?到|返回)底部|(?:回到|返回)最新(?:消息|位置)?|(?:跳转?到|查看)最新(?:消息)?)\W*$"
)
_CHANNEL = re.compile(
    r"^(?:短信|信息|彩信|增强信息|iMessage|SMS|RCS)\s*(?:信息)?\s*[·•|]?\s*(?=\S)", re.IGNORECASE
)
_COPY = re.compile(r"^复制(?:验证码)?\s*\d{4,8}$")
_BADGE = re.compile(r"^(?:\d{1,2}|99\+?|\.{2,3}|…|⋯)$")
_HAN_OR_LETTER = re.compile(r"[\w一-鿿]")
_PHONE = re.compile(r"^\+?[\d\s\-()（）]{5,20}$")


def time_words(text: str) -> str:
    """Return a line without the channel that message programs put before a time."""
    return _CHANNEL.sub("", text.strip())


def is_time(text: str) -> bool:
    """Whether a line is wholly a time, the channel before it aside."""
    return is_time_line(time_words(text))


def is_clock(text: str) -> bool:
    """Whether a line is only a time of day."""
    return _CLOCK.match(text.strip()) is not None


def is_status_bar(text: str) -> bool:
    """Whether a line looks like a phone's status bar (network, battery, carrier)."""
    return _STATUS_BAR.search(text) is not None


def is_delivery_mark(text: str) -> bool:
    """Whether a line is a mark such as 已读 beside a bubble."""
    return _MARK.match(text.strip().strip("✓√/|·.。 ")) is not None


def is_voice_length(text: str) -> bool:
    """Whether a line is the length of a voice message, such as 52″."""
    return _SECONDS.match(text.strip()) is not None


def is_input_hint(text: str) -> bool:
    """Whether a line stands in a message input field."""
    return _INPUT.search(text.strip()) is not None


def is_pinned(text: str) -> bool:
    """Whether a line heads the bar that holds a message pinned by the group."""
    return text.strip() in (
        "置顶消息",
        "置頂訊息",
        "已置顶消息",
        "Pinned Message",
        "Pinned message",
    )


def is_send_button(text: str) -> bool:
    """Whether a text is the button that sends a message."""
    return text.strip() in ("发送", "发送(S)", "发送（S）", "Send", "傳送")


def is_notice(text: str) -> bool:
    """Whether a line is a notice that the chat program wrote."""
    return _NOTICE.search(text) is not None


def is_warning(text: str) -> bool:
    """Whether a text is a warning of the platform or the phone."""
    return _WARNING.search(text) is not None


def is_pill(text: str) -> bool:
    """Whether a text is a button that floats over a chat: unread messages, back to the bottom."""
    return _PILL.match(text.strip()) is not None


def is_copy_button(text: str) -> bool:
    """Whether a text is the button under a message that copies the code in it."""
    return _COPY.match(text.strip()) is not None


def is_badge(text: str) -> bool:
    """Whether a line is an unread counter or a menu's dots."""
    return _BADGE.match(text.strip()) is not None


def has_words(text: str) -> bool:
    """Whether a text holds any letter, digit or Chinese character; a row of icons doesn't."""
    if len(text) >= 3 and not set(text) - set("OoQC0〇○◯●□口回一_-.·、 "):
        return False
    return _HAN_OR_LETTER.search(text) is not None


def is_phone_number(text: str) -> bool:
    """Whether a text is nothing but a phone or service number."""
    stripped = text.strip()
    return _PHONE.match(stripped) is not None and sum(c.isdigit() for c in stripped) >= 5

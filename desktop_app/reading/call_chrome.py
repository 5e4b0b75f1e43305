"""What a phone's list of calls shows besides its calls: bars, tabs, buttons, search fields."""

from __future__ import annotations

import re

from desktop_app.domain.recognition import RecognisedLine, RecognisedPage, RegionKind
from desktop_app.reading.call_words import facts_of, has_clock, is_field
from desktop_app.text import phones
from desktop_app.text.fold import fold

_CHROME_WORDS = (
    "通话 电话 最近通话 最近 通话记录 通话记录详情 通话详情 全部 全部通话 所有通话 通讯录 联系人 "
    "拨号键盘 拨号 键盘 个人收藏 收藏 语音留言 编辑 搜索 设置 更多 取消 完成 营业厅 生活服务 "
    "黄页 服务 返回 分组 群组 呼叫 发短信 短信 信息 视频 视频通话 名片 骚扰拦截 新建联系人 新建 "
    "添加到联系人 更新已有联系人 加入黑名单 清空通话记录 清空记录 清空 删除通话记录 分享 备注 "
    "二维码 拦截记录 all missed edit recents favorites contacts keypad voicemail search calls "
    "phone history details back done cancel 更早 较早 语音 上网 流量 增值业务 筛选 详单查询 "
    "通话详单 语音详单 举报 常用 骚扰电话拦截 通话列表 通话历史 电话本 earlier older"
)
_CHROME = frozenset(_CHROME_WORDS.split())
_CHROME_STARTS = ("搜索", "search", "请输入", "输入")
# Words that only a program for calls shows.
_CALL_WORDS = (
    "通话 电话 最近通话 通话记录 通话记录详情 通话详情 全部通话 所有通话 通话历史 通话列表 "
    "未接来电 已接来电 已拨电话 未接通话 个人收藏 语音留言 拨号键盘 拨号 骚扰拦截 骚扰电话拦截 "
    "拦截记录 语音详单 通话详单 recents missed keypad voicemail"
)
_OF_CALLS = frozenset(_CALL_WORDS.split())
_STATUS_BAR_OF_HEIGHT, _STATUS_BAR_OF_WIDTH = 0.055, 0.11
_PHONE_ASPECT = 1.5
_UPPER, _LOWEST = 0.15, 0.95
_SIGNAL = re.compile(r"[0-9]{1,3}\s?%|(?<![0-9A-Za-z])[2-5]G(?![A-Za-z])|[KM]B?/s")
_CLOCK = re.compile(r"(?<![0-9:])[0-9]{1,2}[:：][0-9]{2}(?![0-9:])")


def content_of(page: RecognisedPage) -> list[RecognisedLine]:
    """Return the lines that are neither status bar, bar of tabs nor words of the program.

    A row between two rulings can look like a bar: only the lowest that tells no time is one.
    Where the picture was cropped, a row stands where a phone has its status bar.
    """
    top = min(page.height * _STATUS_BAR_OF_HEIGHT, page.width * _STATUS_BAR_OF_WIDTH)
    highest = [line for line in page.lines if line.box.centre_y < top]
    phone = not page.photo and page.height >= page.width * _PHONE_ASPECT
    phone = phone and not any(phones.find(line.text) for line in highest)
    bars = [r for r in page.regions if r.kind is RegionKind.INPUT_BAR]
    bar = max(bars, key=lambda r: r.box.y, default=None)
    clocked = (line for line in page.lines if any(map(has_clock, facts_of(line.text).times)))
    barred = None if bar is None or bar.id in {line.region for line in clocked} else bar.id
    kept = [
        line
        for line in page.lines
        if not (phone and line.box.centre_y < top)
        and not _in_status_bar(line, page)
        and not (phone and _is_button(line, page))
        and (barred is None or line.region != barred)
        and not is_chrome(line.text)
    ]
    return sorted(kept, key=lambda line: (line.box.y, line.box.x))


def _is_button(line: RecognisedLine, page: RecognisedPage) -> bool:
    """Whether a line is a button of the system below all programs, read as a character."""
    return line.box.centre_y > _LOWEST * page.height and len(line.text.strip()) == 1


def _in_status_bar(line: RecognisedLine, page: RecognisedPage) -> bool:
    """Whether a line near the top stands in a row with a clock and signs of net or battery.

    In a photo of a screen the bar may lie anywhere in the upper part.
    """
    if line.box.centre_y > _UPPER * page.height:
        return False
    row = [
        other.text
        for other in page.lines
        if abs(other.box.centre_y - line.box.centre_y) < max(other.box.h, line.box.h)
    ]
    signal = any(_SIGNAL.search(text) for text in row)
    return signal and any(map(_CLOCK.search, row)) and not any(map(phones.find, row))


def is_chrome(text: str) -> bool:
    """Whether a line is words of the program and nothing else."""
    words = fold(text).text.split()
    if "".join(words).startswith(_CHROME_STARTS) or is_field(text):
        return True
    return not words or all(word in _CHROME for word in words) or "".join(words) in _CHROME


def call_words_of(page: RecognisedPage) -> frozenset[str]:
    """Return the words of the screen that only a program for calls shows."""
    words = (fold(line.text).text.replace(" ", "").lower() for line in page.lines)
    return _OF_CALLS & {word.partition("(")[0] for word in words}

"""Invented conversations: who says what, what stands between the messages."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.corpus import words

if TYPE_CHECKING:
    from tests.corpus.chat import ChatSkin


@dataclass(slots=True)
class Turn:
    """One thing to draw: who, what kind, words."""

    who: str
    what: str
    text: str = ""
    quote: str = ""


NOTICES = [
    "对方撤回了一条消息",
    "你撤回了一条消息 重新编辑",
    "以上是打招呼的内容",
    "消息已发出，但被对方拒收了。",
    "你已添加了海淘优选，现在可以开始聊天了。",
    "对方正在使用客服工作台",
    "客服 小雅 为您服务",
    "为了保障交易安全，请勿脱离平台沟通",
    "该消息涉嫌违规，已被屏蔽",
    "人工客服已结束服务，请评价",
]


def turns(rng: random.Random, skin: ChatSkin, count: int, mood: str) -> list[Turn]:
    """Return an invented conversation."""
    result: list[Turn] = []
    people = rng.sample(words.NICKS, 4) if skin.group else [rng.choice(words.NICKS)]
    who = rng.choice(["self", people[0]])
    for index in range(count):
        if index == 0 or rng.random() < 0.2:
            result.append(Turn("system", "time", words.time_words(rng, skin.time_style)))
        if "notice" in skin.extras and rng.random() < 0.06:
            result.append(Turn("system", "notice", rng.choice(NOTICES)))
        if rng.random() < (0.55 if not skin.group else 0.75):
            who = rng.choice([p for p in ["self", *people] if p != who])
        speaker = "self" if who == "self" else "other"
        if rng.random() < 0.16:
            what = rng.choice([e for e in skin.extras if e not in {"notice"}] or ["text"])
            if what == "quote":
                result.append(
                    Turn(
                        who,
                        "text",
                        words.line(rng, speaker, mood),
                        f"{rng.choice(words.NICKS)}：{words.line(rng, 'other', mood)}",
                    )
                )
                continue
            if what == "call":
                text = rng.choice(
                    [
                        f"通话时长 {rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}",
                        "已取消",
                        "对方已取消",
                        "对方无应答",
                        "已拒绝",
                        "未接听",
                    ]
                )
                result.append(Turn(who, "call", text))
                continue
            if what != "text":
                result.append(Turn(who, what))
                continue
        result.append(Turn(who, "text", words.line(rng, speaker, mood)))
    return result

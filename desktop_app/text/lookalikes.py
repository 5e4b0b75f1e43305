"""Characters that readers take for one another because they look alike."""

from __future__ import annotations

_DIGIT_BY_LETTER = {
    "o": "0", "O": "0", "Q": "0", "D": "0", "〇": "0", "○": "0", "口": "0",
    "l": "1", "I": "1", "|": "1", "丨": "1", "i": "1", "!": "1",
    "z": "2", "Z": "2", "S": "5", "s": "5", "B": "8", "g": "9", "q": "9",
}  # fmt: skip
_TWINS = (
    "日曰", "己已巳", "未末", "土士", "千干", "人入", "天夭", "口囗", "戊戌戍", "侯候", "拨拔",
    "折拆", "竞竟", "免兔", "洒酒", "晴睛", "暖暧", "享亨", "辛幸", "贷货", "治冶", "祟崇", "失矢",
    "毫亳", "微徽", "炙灸", "栗粟", "孟盂", "券卷", "汆氽", "力カ", "工エ", "二ニ", "八ハ",
    "卜ト", "夕タ", "一—–-ー－", "0OoQ〇○", "1lI|丨", "2Zz", "5Ss", "8B",
)  # fmt: skip
_DIGITS = str.maketrans(_DIGIT_BY_LETTER)
_SHAPES = str.maketrans({twin: group[0] for group in _TWINS for twin in group[1:]})


def digits(text: str) -> str:
    """Return the text with letters that look like digits turned to digits, same length.

    Only for places where a digit must stand; it would ruin words.
    """
    return text.translate(_DIGITS)


def skeleton(text: str) -> str:
    """Return the text with one character for each group of look-alikes, same length.

    Two readings with the same skeleton differ only by shapes that readers confuse.
    """
    return text.translate(_SHAPES)


def look_alike(a: str, b: str) -> bool:
    """Whether two readings could be the same print."""
    return skeleton(a) == skeleton(b)

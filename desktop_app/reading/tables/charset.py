"""Which encoding a Chinese text file is in."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from desktop_app.text.fold import fold

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL_WORDS = (
    "通话", "时间", "号码", "时长", "主叫", "被叫", "日期", "类型", "对方", "短信", "起始",
    "费用", "电话", "地点", "联系人", "国内", "序号", "姓名", "呼叫", "通信",
)  # fmt: skip
_SAMPLE_BYTES = 65_536


def decode_text(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16, GBK, GB18030 or Big5.

    Bytes that fit nowhere become U+FFFD; the encoding that leaves fewest of them wins.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if (wide := _wide_without_bom(data)) is not None:
        return wide
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _chinese(data)


def _wide_without_bom(data: bytes) -> str | None:
    """Return UTF-16 text without its mark: every second byte of ASCII signs is zero."""
    head = data[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 8 < len(head):
        return None
    return data.decode("utf-16-be" if even > odd else "utf-16-le", errors="replace")


def _chinese(data: bytes) -> str:
    texts: list[tuple[tuple[int, int], str, str]] = []
    for encoding in ("gb18030", "big5hkscs", "utf-8"):
        text = data.decode(encoding, errors="replace")
        sample = fold(text[:20_000]).text
        words = sum(sample.count(word) for word in _USUAL_WORDS)
        broken = text.count("\ufffd")
        texts.append(((-broken, words), encoding, text))
    fewest = max(score[0] for score, _, _ in texts)
    near = [item for item in texts if item[0][0] >= fewest * 2 - 3]
    best_words = max(score[1] for score, _, _ in near)
    if best_words:
        return max(near, key=lambda item: (item[0][1], item[0][0]))[2]
    guess = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=["gb18030", "big5hkscs", "big5"]).best()
    if guess is not None and guess.encoding.startswith("big5"):
        return data.decode("big5hkscs", errors="replace")
    return max(near, key=lambda item: item[0][0])[2]

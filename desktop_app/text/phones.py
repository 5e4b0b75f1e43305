"""Phone numbers of mainland China and abroad: finding, normalising, comparing."""

from __future__ import annotations

import functools
import re

import phonenumbers

from desktop_app.text.fold import fold

_CHINA_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_FLOAT = re.compile(r"([0-9]{3,})\.0+")
_EXPONENT = re.compile(r"([0-9])\.([0-9]{7,14})e\+?([0-9]{1,2})")
_QUOTED = re.compile(r"[='\"\s]+")
_BREAKS = re.compile(r"[\s\-–—()./]+")
# Dialling in front of a mobile number: Chinese IP-call and carrier prefixes.
_PREFIX = re.compile(r"(?:12593|17951|17911|17950|12520|10193|179[0-9]{2})(?=0?1[3-9][0-9]{9}$)")
_SEP = r"[ \-–—]?"
_FIND = re.compile(
    rf"(?<![0-9*.])(?:"
    rf"(?:(?:\+|00)?86{_SEP})?1[3-9][0-9*]{_SEP}[0-9*]{{4}}{_SEP}[0-9*]{{4}}"
    rf"|(?:(?:\+|00)86{_SEP})?\(?0[1-9][0-9]{{1,2}}\)?{_SEP}[2-9][0-9]{{2,3}}{_SEP}[0-9]{{4}}"
    rf"|[48]00{_SEP}[0-9]{{3,4}}{_SEP}[0-9]{{3,4}}"
    r"|\+[1-9][0-9]{0,2}[ \-]?[0-9]{2,4}(?:[ \-]?[0-9]{2,4}){1,3}"
    r")(?![0-9*])"
)


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of phone numbers in a text, masked ones (``138****6712``) included.

    Short service numbers and digit runs of other lengths (orders, parcels) don't count.
    """
    folded = fold(text)
    spans: list[tuple[int, int]] = []
    for match in _FIND.finditer(folded.text):
        shown = match.group()
        if shown.count("*") <= 6 and (len(_BREAKS.sub("", shown)) >= 10):
            spans.append(folded.span(*match.span()))
    return tuple(spans)


def shown(raw: str) -> str:
    """Return the number as a person would write it, freed of what table programs add.

    ``13800001111.0`` loses its fraction, ``="138…"`` its quoting; all else stays.
    """
    if raw.isdecimal():
        return raw
    text = _QUOTED.sub("", raw) if raw[:1] in {"=", "'", '"', "\t"} else raw.strip()
    if match := _FLOAT.fullmatch(text):
        return match[1]
    if match := _EXPONENT.fullmatch(text.lower()):
        whole, fraction, power = match[1], match[2], int(match[3])
        if len(fraction) <= power <= 14:
            return whole + fraction.ljust(power, "0")
    return text


def digits_of(raw: str) -> str:
    """Return digits, ``*`` and a leading ``+`` with prefixes of China and carriers removed."""
    plain = shown(raw)
    text = plain if plain.isascii() else fold(plain).text
    text = _BREAKS.sub("", text).replace("•", "*")
    text = _PREFIX.sub("", text)
    for prefix in ("+86", "0086"):
        if text.startswith(prefix):
            text = text.removeprefix(prefix)
    if text.startswith("86") and len(text) == 13:
        text = text[2:]
    if text.startswith("00") and len(text) > 10:
        text = "+" + text[2:]
    if len(text) == 12 and text.startswith("01") and _CHINA_MOBILE.fullmatch(text[1:]):
        text = text[1:]
    return text


@functools.lru_cache(maxsize=65536)
def normalise(raw: str, region: str = "CN") -> str:
    """Return the number in E.164, or an empty string where it is not a valid one.

    Carrier writings (``008613…``, IP-call prefixes, floats, a landline without its 0) are
    understood; masked and short numbers have no E.164 form.

    Args:
        raw: the number as a file or screen has it.
        region: country whose national form is meant, ISO 3166-1 alpha-2.
    """
    if region == "CN" and _CHINA_MOBILE.fullmatch(raw):  # nearly every row of a long table
        return "+86" + raw
    text = digits_of(raw)
    if region == "CN" and _CHINA_MOBILE.fullmatch(text):
        return "+86" + text
    if not 7 <= len(text) <= 20 or not text.removeprefix("+").isdecimal():
        return ""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def same_number(a: str, b: str) -> bool:
    """Whether two writings mean one number; a masked digit fits any digit."""
    first, second = digits_of(a), digits_of(b)
    if not first or not second:
        return False
    if "*" in first or "*" in second:
        known = sum(x == y != "*" for x, y in zip(first, second, strict=False))
        fits = all(x == y or "*" in {x, y} for x, y in zip(first, second, strict=False))
        return len(first) == len(second) and fits and known >= 5
    normal = normalise(a)
    return first == second or (bool(normal) and normal == normalise(b))

"""Which language file suits a line, by the shape of what was read."""

from __future__ import annotations

import re

from desktop_app.ocr.wide import is_wide

SIMPLIFIED = "chi_sim"
TRADITIONAL = "chi_tra"
LATIN = "eng"

_SIGNS_AND_BLANKS = re.compile(r"[\W_]+")
# Han characters among digits that are misread currency signs and the like, not words.
_STRAY_SHARE = 0.2
_LEAST_LATIN = 2


def language_of(text: str) -> str:
    """Return the language file that suits a line that was read so.

    Latin letters and digits with hardly anything else: ``eng``. Han characters that only
    traditional writing has (in Big5, not in GB 2312): ``chi_tra``. Else ``chi_sim``.
    """
    telling = _SIGNS_AND_BLANKS.sub("", text)
    wide = sum(is_wide(char) for char in telling)
    if len(telling) - wide >= _LEAST_LATIN and wide <= _STRAY_SHARE * len(telling):
        return LATIN
    if any(_only_traditional(char) for char in telling):
        return TRADITIONAL
    return SIMPLIFIED


def _only_traditional(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        pass
    else:
        return False
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True

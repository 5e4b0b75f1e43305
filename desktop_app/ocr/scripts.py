"""Which language file suits a line, by the shape of what was read."""

from __future__ import annotations

import re

from desktop_app.ocr.wide import is_wide

# Our own file for simplified characters on screens, Latin letters and digits among them.
SCREEN = "chi_sim_screen"
SIMPLIFIED = "chi_sim"
TRADITIONAL = "chi_tra"
LATIN = "eng"

_SIGNS_AND_BLANKS = re.compile(r"[\W_]+")
# Han characters among digits that are misread currency signs and the like, not words.
_STRAY_SHARE = 0.2
_LEAST_LATIN = 2
# One such character may be a misreading (別 for 别).
_LEAST_TRADITIONAL = 2


def language_of(text: str) -> str:
    """Return the language file that suits a line that was read so.

    Latin letters and digits with hardly anything else: ``eng``. At least two Han characters
    that only traditional writing has and none that only simplified writing has:
    ``chi_tra``. Else ``chi_sim``.
    """
    telling = _SIGNS_AND_BLANKS.sub("", text)
    wide = sum(is_wide(char) for char in telling)
    if len(telling) - wide >= _LEAST_LATIN and wide <= _STRAY_SHARE * len(telling):
        return LATIN
    traditional, simplified = writing_of(telling)
    if traditional >= _LEAST_TRADITIONAL and not simplified:
        return TRADITIONAL
    return SIMPLIFIED


def writing_of(text: str) -> tuple[int, int]:
    """Return how many characters only traditional and only simplified writing has."""
    wide = [char for char in text if is_wide(char)]
    return (
        sum(_only_in("big5", "gb2312", char) for char in wide),
        sum(_only_in("gb2312", "big5", char) for char in wide),
    )


def _only_in(one: str, other: str, char: str) -> bool:
    """Whether a character is in one national character set and not in the other."""
    return _encodes(char, one) and not _encodes(char, other)


def _encodes(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True

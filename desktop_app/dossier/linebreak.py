"""Where a Chinese line may end: rules for punctuation, Latin words and numbers."""

from __future__ import annotations

from collections.abc import Sequence

NO_START = frozenset("，。！？；：、）】》〉」』”’…—～·％‰℃,.!?;:)]}»›%〕〗ー々＞｝］")
NO_END = frozenset("（【《〈「『“‘([{«‹〔〖＜｛［￥$¥#@")
_TWINS = frozenset("—…")


def _in_word(character: str) -> bool:
    return (
        character < "\u2e80"
        and character not in _TWINS
        and not character.isspace()
        and character not in "“”‘’·□"
    )


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbouring characters."""
    if before == " ":
        return after != " "
    if after == " " or after in NO_START or before in NO_END:
        return False
    return not (_in_word(before) and _in_word(after))


def break_lines(
    characters: Sequence[str], widths: Sequence[float], limit: float
) -> list[tuple[int, int]]:
    r"""Return (start, end) of each line; ``\n`` ends a line and belongs to none.

    A word longer than the line is cut where the line is full. Blanks at a line's end don't
    count. An element longer than one character (a chip, a mark) is never cut.

    Args:
        characters: the elements of the text.
        widths: their widths, same unit as ``limit``.
        limit: width of the line.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    count = len(characters)
    while start < count:
        used = 0.0
        chance = -1
        end = start
        while end < count:
            character = characters[end]
            if character == "\n":
                break
            if end > start and may_break(characters[end - 1][-1], character[0]):
                chance = end
            used += widths[end]
            if used > limit + 0.01 and character != " " and end > start:
                break
            end += 1
        if end >= count or characters[end] == "\n":
            lines.append((start, end))
            start = end + 1
            continue
        cut = chance if chance > start else end
        lines.append((start, cut))
        start = cut
        while start < count and characters[start] == " ":
            start += 1
    return lines or [(0, 0)]

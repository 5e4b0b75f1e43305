"""Two readings of one line laid side by side: where they agree and where they differ."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

Run = tuple[str, str]
"""Characters of one text and what stands in their place in the other; equal or differing."""


def runs(one: str, other: str) -> list[Run]:
    """Return both texts cut into agreeing and differing runs, in order.

    The first parts joined are ``one``, the second parts ``other``. A differing run may be
    empty on one side; characters replaced one for one are a run each.
    """
    found: list[Run] = []
    for step in Levenshtein.opcodes(one, other):
        left = one[step.src_start : step.src_end]
        right = other[step.dest_start : step.dest_end]
        if step.tag == "replace":  # always one for one
            found += zip(left, right, strict=True)
        else:
            found.append((left, right))
    return found


def part_of(one: str, other: str, start: int, end: int) -> str:
    """Return what ``other`` has in the place of the characters ``start`` to ``end`` of ``one``.

    What was inserted at a border belongs to the part only where the border is the text's own.
    """
    kept, at = "", 0
    for left, right in runs(one, other):
        low, at = at, at + len(left)
        if not left:
            inside = start < low < end or (low == start == 0) or (low == end == len(one))
            kept += right if inside else ""
        else:
            kept += right[max(0, start - low) : max(0, end - low)]
    return kept

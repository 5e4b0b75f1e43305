"""Entries of a back-up file as attributes, read without trusting the file to be XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = r"[A-Za-z_][\w.:-]*"
_ATTRIBUTES = rf"""(?:\s+{_NAME}\s*=\s*(?:"[^"]*"|'[^']*'))*"""
_ATTRIBUTE = re.compile(rf"""({_NAME})\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\xa0"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One start tag.

    Attributes:
        tag: element name in lower case.
        values: attributes with references resolved; literal ``null`` counts as empty.
        broken: raw text of a tag that could not be read, else empty.
    """

    tag: str
    values: dict[str, str]
    broken: str = ""


def entries(text: str, tags: tuple[str, ...]) -> Iterator[Entry]:
    """Yield the start tags of the given names in file order; broken ones are marked."""
    opening = re.compile(rf"<({'|'.join(tags)})(?=[\s/>])", re.IGNORECASE)
    whole = re.compile(rf"<({'|'.join(tags)})({_ATTRIBUTES})\s*/?>", re.IGNORECASE)
    for start in opening.finditer(text):
        match = whole.match(text, start.start())
        if match is None:
            yield Entry(start[1].lower(), {}, text[start.start() : start.start() + 300])
            continue
        values = {
            name: resolve(double or single) for name, double, single in _ATTRIBUTE.findall(match[2])
        }
        yield Entry(
            match[1].lower(), {k: "" if v == "null" else v.strip(" ") for k, v in values.items()}
        )


def resolve(raw: str) -> str:
    """Return an attribute with its references resolved.

    Emoji written as two surrogate references become one character; half a pair becomes U+FFFD.
    """
    if "&" not in raw:
        return raw
    return _join_surrogates(_REFERENCE.sub(_referenced, raw))


def _referenced(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1]) if match[1] else int(match[2], 16)
    if code in {9, 10, 13} or 32 <= code <= 0x10FFFF:
        return chr(code)
    return "\ufffd"


def _join_surrogates(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

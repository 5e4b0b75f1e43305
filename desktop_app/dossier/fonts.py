"""The font chain: which font draws a character, how wide it is, and what none can draw."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop_app.foundation import paths

REGULAR, BOLD, EMOJI = "NotoSansSC-Regular", "NotoSansSC-Bold", "NotoEmoji-Regular"
MARK_SCALE = 0.62
MARK_PADDING = 0.18
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Glyph:
    """How one character is drawn.

    Attributes:
        text: what is drawn: the character itself, or ``U+XXXX`` for a mark.
        font: registered font name.
        width: advance in em.
        mark: the character has no visible form here; a box with its code stands for it.
    """

    text: str
    font: str
    width: float
    mark: bool = False


@dataclass(slots=True)
class FontChain:
    """Two weights of the text font, then the emoji font, then a visible mark."""

    _widths: dict[str, dict[int, float]]
    _glyphs: dict[tuple[str, bool], Glyph] = field(default_factory=dict)

    def glyph(self, character: str, *, bold: bool = False) -> Glyph:
        """Return how a character is drawn; never fails and never drops it."""
        found = self._glyphs.get((character, bold))
        if found is None:
            found = self._find(character, bold)
            self._glyphs[character, bold] = found
        return found

    def _find(self, character: str, bold: bool) -> Glyph:
        category = unicodedata.category(character)
        if category == "Zs" and ord(character) not in self._widths[REGULAR]:
            character = " "
        if category not in _HIDDEN:
            for font in (BOLD if bold else REGULAR, EMOJI):
                width = self._widths[font].get(ord(character))
                if width is not None:
                    return Glyph(character, font, width / 1000)
        code = f"U+{ord(character):04X}"
        small = sum(self._widths[REGULAR][ord(digit)] for digit in code) / 1000
        return Glyph(code, REGULAR, small * MARK_SCALE + 2 * MARK_PADDING, mark=True)

    def covers_emoji(self, character: str) -> bool:
        """Whether only the emoji font draws the character."""
        return self.glyph(character).font == EMOJI

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of a text in points."""
        return size * sum(self.glyph(character, bold=bold).width for character in text)


@functools.cache
def chain() -> FontChain:
    """Return the chain; the fonts are loaded and registered once a process."""
    widths: dict[str, dict[int, float]] = {}
    for name in (REGULAR, BOLD, EMOJI):
        font = TTFont(name, str(paths.resource("fonts", f"{name}.ttf")))
        pdfmetrics.registerFont(font)
        widths[name] = {
            code: font.face.charWidths[code]
            for code, glyph in font.face.charToGlyph.items()
            if glyph and code in font.face.charWidths
        }
    return FontChain(widths)


def settle(text: str) -> str:
    r"""Return the text without joiners and selectors that have no form of their own.

    A variation selector, and a joiner between two emoji, only choose how their neighbours
    look; the emoji are drawn side by side. Everything else stays and gets a visible mark
    where it has no form. Tabs become blanks, line ends become ``\n``.
    """
    if text.isascii() and text.isprintable():
        return text
    fonts = chain()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  ")
    kept: list[str] = []
    for index, character in enumerate(text):
        if character in "\ufe0e\ufe0f" and index:
            continue
        if (
            character == "\u200d"
            and kept
            and index + 1 < len(text)
            and fonts.covers_emoji(text[index + 1])
        ):
            continue
        kept.append(character)
    return "".join(kept)


def printed(text: str) -> str:
    """Return what a reader of the PDF's text layer finds for a text."""
    fonts = chain()
    return "".join(
        character if character == "\n" else fonts.glyph(character).text
        for character in settle(text)
    )

"""Drawing on a page: text with emoji, rounded shapes, tails, at a display scale."""

from __future__ import annotations

import random
import unicodedata
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
Colour = tuple[int, int, int]
NO_LINE_START = set("，。！？；：、）》」』】”’…,.!?;:)%")
NO_LINE_END = set("（《「『【“‘([")


def rgb(code: str) -> Colour:
    """Return the colour of ``#rrggbb``."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


@lru_cache(maxsize=256)
def font(size: int, bold: bool = False, emoji: bool = False) -> ImageFont.FreeTypeFont:
    """Return a face at a pixel size."""
    if emoji:
        name = "NotoEmoji-Regular.ttf"
    else:
        name = "NotoSansSC-Bold.ttf" if bold else "NotoSansSC-Regular.ttf"
    return ImageFont.truetype(str(FONTS / name), size)


def is_emoji(char: str) -> bool:
    """Whether a character is drawn with the emoji face."""
    code = ord(char)
    return code >= 0x1F000 or 0x2600 <= code <= 0x27BF or code == 0x2B50


def runs(text: str) -> list[tuple[str, bool]]:
    """Split text into stretches of one face."""
    parts: list[tuple[str, bool]] = []
    for char in text:
        kind = is_emoji(char)
        if parts and parts[-1][1] == kind:
            parts[-1] = (parts[-1][0] + char, kind)
        else:
            parts.append((char, kind))
    return parts


def text_width(text: str, size: int, bold: bool = False) -> float:
    """Return the advance width in pixels."""
    total = 0.0
    for part, emoji in runs(text):
        total += len(part) * size * 1.18 if emoji else font(size, bold).getlength(part)
    return total


def words_of(text: str) -> list[str]:
    """Split text into units that a line break does not part."""
    units: list[str] = []
    for char in text:
        latin = char.isascii() and (char.isalnum() or char in "-_./:@")
        if latin and units and units[-1][-1].isascii() and units[-1][-1] not in " ,!?;":
            units[-1] += char
        else:
            units.append(char)
    return units


def wrap(
    text: str, size: int, width: float, bold: bool = False, anywhere: bool = False
) -> list[str]:
    """Break text into lines as phones do; ``anywhere`` also parts words."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        units = list(paragraph) if anywhere else words_of(paragraph)
        while units:
            unit = units.pop(0)
            if text_width(line + unit, size, bold) <= width:
                line += unit
            elif len(unit) > 1 and text_width(unit, size, bold) > width:
                units[:0] = list(unit)
            elif not line:
                line = unit
            else:
                if len(line) > 1 and (unit in NO_LINE_START or line[-1] in NO_LINE_END):
                    unit = line[-1] + unit
                    line = line[:-1]
                lines.append(line)
                line = unit.lstrip(" ")
        lines.append(line)
    return lines


@lru_cache(maxsize=64)
def corner(radius: int) -> Image.Image:
    """Return a smooth quarter disc, top left."""
    big = Image.new("L", (radius * 4, radius * 4), 0)
    ImageDraw.Draw(big).ellipse((0, 0, radius * 8 - 1, radius * 8 - 1), fill=255)
    return big.resize((radius, radius), Image.Resampling.BOX)


def rounded_mask(size: tuple[int, int], radii: tuple[int, int, int, int]) -> Image.Image:
    """Return a smooth mask; radii from top left clockwise, pixels."""
    mask = Image.new("L", size, 255)
    w, h = size
    places = ((0, 0), (1, 0), (1, 1), (0, 1))
    for radius, (right, low) in zip(radii, places, strict=True):
        radius = max(0, min(radius, w // 2, h // 2))
        if not radius:
            continue
        piece = corner(radius)
        if right:
            piece = piece.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        if low:
            piece = piece.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        mask.paste(piece, (w - radius if right else 0, h - radius if low else 0))
    return mask


class Sheet:
    """A picture being drawn, in dp of a display scale.

    Attributes:
        image: RGB pixels.
        scale: pixels a dp.
        rng: the only source of chance.
        crisp: type without grey edges, as old desktop systems draw it.
        cleartype: type with coloured edges of an LCD.
        weight: over 1 thinner strokes, under 1 heavier ones (a curve over their edges).
        stretch: width of type against the face's own.
    """

    def __init__(self, size: tuple[int, int], paper: Colour, scale: float, rng: random.Random):
        self.image = Image.new("RGB", size, paper)
        self.draw = ImageDraw.Draw(self.image)
        self.scale = scale
        self.rng = rng
        self.crisp = False
        self.cleartype = False
        self.weight = 1.0
        self.stretch = 1.0

    def px(self, dp: float) -> int:
        """Return whole pixels of a length in dp."""
        return round(dp * self.scale)

    def text(
        self,
        xy: tuple[float, float],
        text: str,
        size: int,
        ink: Colour,
        bold: bool = False,
        anchor: str = "la",
    ) -> tuple[int, int, int, int]:
        """Draw one line and return the box of its ink.

        ``anchor``: first letter l/m/r; second a (top of the em), m (middle), s (baseline).
        """
        width = text_width(text, size, bold)
        x = xy[0] - {"l": 0.0, "m": width / 2, "r": width}[anchor[0]]
        base = xy[1] + {"a": size * 0.93, "m": size * 0.36, "s": 0.0}[anchor[1]]
        start = x
        top, low = base, base
        self.draw.fontmode = "1" if self.crisp else "L"
        for part, emoji in runs(text):
            if emoji:
                for char in part:
                    self._emoji((x, base), char, size)
                    x += size * 1.18
                top = min(top, base - size * 0.95)
                continue
            face = font(size, bold)
            if self.cleartype:
                self._cleartype((x, base), part, face, ink)
            elif self.weight != 1 or self.stretch != 1:
                self._curved((x, base), part, face, ink)
            else:
                self.draw.text((round(x), round(base)), part, font=face, fill=ink, anchor="ls")
            box = self.draw.textbbox((round(x), round(base)), part, font=face, anchor="ls")
            top, low = min(top, box[1]), max(low, box[3])
            x += face.getlength(part)
        return (round(start), round(top), round(x - start), round(low - top))

    def _emoji(self, xy: tuple[float, float], char: str, size: int) -> None:
        x, base = xy
        face = font(size, emoji=True)
        if 0x1F600 <= ord(char) <= 0x1F64F or ord(char) >= 0x1F910:
            pad = size * 0.08
            disc = (x + pad, base - size * 0.9, x + size * 1.18 - pad, base + size * 0.12)
            self.draw.ellipse(disc, fill=(255, 205, 66), outline=(226, 160, 40))
            fill = (96, 62, 20)
        else:
            fill = [(214, 62, 56), (88, 150, 70), (60, 120, 200), (220, 150, 40)][ord(char) % 4]
        self.draw.text((round(x), round(base)), char, font=face, fill=fill, anchor="ls")

    def _curved(
        self, xy: tuple[float, float], part: str, face: ImageFont.FreeTypeFont, ink: Colour
    ) -> None:
        """Draw with other stroke weight and width than the face has."""
        size = round(face.size)
        mask = Image.new("L", (int(face.getlength(part)) + size, round(size * 1.6)), 0)
        ImageDraw.Draw(mask).text((size // 2, size * 1.15), part, font=face, fill=255, anchor="ls")
        mask = mask.point([round(255 * (v / 255) ** self.weight) for v in range(256)])
        if self.stretch != 1:
            wide = (max(1, round(mask.width * self.stretch)), mask.height)
            mask = mask.resize(wide, Image.Resampling.BICUBIC)
        left = round(xy[0] - size // 2 * self.stretch)
        self.image.paste(ink, (left, round(xy[1] - size * 1.15)), mask)

    def _cleartype(
        self, xy: tuple[float, float], part: str, face: ImageFont.FreeTypeFont, ink: Colour
    ) -> None:
        wide = font(round(face.size * 3), "Bold" in str(face.getname()[1]))
        width = int(wide.getlength(part)) + 9
        high = round(face.size * 1.5)
        mask = Image.new("L", (width - width % 3 + 3, high * 3), 0)
        ImageDraw.Draw(mask).text((3, face.size * 3.3), part, font=wide, fill=255, anchor="ls")
        grid = np.asarray(mask.resize((mask.width, high), Image.Resampling.BOX), np.float32) / 255
        soft = (np.roll(grid, 1, 1) + grid + np.roll(grid, -1, 1)) / 3
        cover = soft.reshape(high, -1, 3)
        left, top = round(xy[0]) - 1, round(xy[1] - face.size * 1.1)
        box = (left, top, left + cover.shape[1], top + high)
        under = np.asarray(self.image.crop(box), np.float32)
        mixed = under * (1 - cover) + np.array(ink, np.float32) * cover
        self.image.paste(Image.fromarray(mixed.round().astype(np.uint8)), box[:2])

    def rounded(
        self,
        box: tuple[float, float, float, float],
        radius: float | tuple[int, int, int, int],
        fill: Colour,
        alpha: float = 1.0,
        line: Colour | None = None,
        line_width: int = 1,
    ) -> None:
        """Fill a smooth rounded rectangle; box is x, y, w, h in pixels."""
        x, y, w, h = (round(v) for v in box)
        if w <= 0 or h <= 0:
            return
        radii = radius if isinstance(radius, tuple) else (round(radius),) * 4
        if line is not None:
            self.image.paste(line, (x, y), rounded_mask((w, h), radii))
            inner = tuple(max(0, r - line_width) for r in radii)
            x, y, w, h = x + line_width, y + line_width, w - 2 * line_width, h - 2 * line_width
            radii = inner  # type: ignore[assignment]
        mask = rounded_mask((w, h), radii)
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        self.image.paste(fill, (x, y), mask)

    def polygon(self, points: list[tuple[float, float]], fill: Colour, alpha: float = 1.0) -> None:
        """Fill a smooth polygon given in pixels."""
        left = int(min(p[0] for p in points)) - 1
        top = int(min(p[1] for p in points)) - 1
        right = int(max(p[0] for p in points)) + 2
        low = int(max(p[1] for p in points)) + 2
        mask = Image.new("L", ((right - left) * 4, (low - top) * 4), 0)
        scaled = [((x - left) * 4, (y - top) * 4) for x, y in points]
        ImageDraw.Draw(mask).polygon(scaled, fill=round(255 * alpha))
        mask = mask.resize((right - left, low - top), Image.Resampling.BOX)
        self.image.paste(fill, (left, top), mask)

    def stroke(self, points: list[tuple[float, float]], ink: Colour, width: float) -> None:
        """Draw a smooth open line with round joints."""
        left = int(min(p[0] for p in points) - width) - 1
        top = int(min(p[1] for p in points) - width) - 1
        right = int(max(p[0] for p in points) + width) + 2
        low = int(max(p[1] for p in points) + width) + 2
        mask = Image.new("L", ((right - left) * 3, (low - top) * 3), 0)
        pen = ImageDraw.Draw(mask)
        scaled = [((x - left) * 3, (y - top) * 3) for x, y in points]
        pen.line(scaled, fill=255, width=max(1, round(width * 3)), joint="curve")
        for x, y in (scaled[0], scaled[-1]):
            r = width * 1.5
            pen.ellipse((x - r, y - r, x + r, y + r), fill=255)
        self.image.paste(
            ink, (left, top), mask.resize((right - left, low - top), Image.Resampling.BOX)
        )

    def ring(self, centre: tuple[float, float], radius: float, ink: Colour, width: float) -> None:
        """Draw a smooth circle line."""
        box = round(radius + width) * 2 + 2
        mask = Image.new("L", (box * 3, box * 3), 0)
        c, r, w = box * 1.5, radius * 3, width * 3
        pen = ImageDraw.Draw(mask)
        pen.ellipse((c - r, c - r, c + r, c + r), outline=255, width=max(1, round(w)))
        place = (round(centre[0] - box / 2), round(centre[1] - box / 2))
        self.image.paste(ink, place, mask.resize((box, box), Image.Resampling.BOX))


def printable(text: str) -> bool:
    """Whether the text face has every character (checked loosely by category)."""
    return all(unicodedata.category(c)[0] != "C" for c in text)

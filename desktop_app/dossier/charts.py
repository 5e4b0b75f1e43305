"""Figures, bars and the week's heat table: calm vector drawings that print well in grey."""

from __future__ import annotations

from desktop_app.dossier import look
from desktop_app.dossier.flow import Piece
from desktop_app.dossier.look import MM, WIDTH
from desktop_app.dossier.model import Bars, Figures, Heat, Run, Tone
from desktop_app.dossier.pen import Pen
from desktop_app.dossier.textblock import TextBlock
from desktop_app.dossier.typesetter import Typesetter

_HEAT_LABEL = 13 * MM
_HEAT_ROW = 6.2 * MM
_BAR_LABEL = 26 * MM
_BAR_ROW = 5.2 * MM


def figures(block: Figures, setter: Typesetter) -> Piece:
    """Return large numbers side by side, each under a rule in its scenario's colour."""
    gap = 4 * MM
    slot = (WIDTH - gap * (len(block.items) - 1)) / len(block.items)
    columns = [
        (
            look.scenario_colour(item.scenario),
            setter.set((Run(item.value),), look.FIGURE, slot),
            setter.set((Run(item.label, bold=True),), look.SMALL, slot),
            setter.set((Run(item.detail, Tone.SECOND),), look.SMALL, slot),
        )
        for item in block.items
    ]

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, (colour, value, label, detail) in enumerate(columns):
            left = x + index * (slot + gap)
            pen.fill(left, y, slot, 0.8 * MM, colour)
            value.draw(pen, left, y + 4 * MM)
            label.draw(pen, left, y + 4 * MM + value.height + 1 * MM)
            detail.draw(pen, left, y + 4 * MM + value.height + label.height + 1 * MM)

    tallest = max(
        value.height + label.height + detail.height for _, value, label, detail in columns
    )
    return Piece(tallest + 6 * MM, draw)


def bars(block: Bars, setter: Typesetter) -> list[Piece]:
    """Return one row a count: label, bar, number."""
    most = max((count for _, count in block.items), default=0) or 1
    return [_bar(label, count, most, setter) for label, count in block.items]


def _bar(label: str, count: int, most: int, setter: Typesetter) -> Piece:
    name = setter.set((Run(label),), look.TABLE, _BAR_LABEL)
    number = setter.set((Run(str(count)),), look.TABLE, 20 * MM)
    full = WIDTH - _BAR_LABEL - 14 * MM

    def draw(pen: Pen, x: float, y: float) -> None:
        text_top = y + (_BAR_ROW - name.height) / 2
        name.draw(pen, x + 1.6 * MM, text_top)
        length = max(full * count / most, 0.6 * MM)
        pen.fill(x + _BAR_LABEL, y + 1.2 * MM, length, _BAR_ROW - 2.4 * MM, "#8FA9A7")
        number.draw(pen, x + _BAR_LABEL + length + 1.5 * MM, text_top)

    return Piece(_BAR_ROW, draw)


def height_of(block: Heat | Figures, setter: Typesetter) -> float:
    """Return the height a block will take."""
    return (heat(block, setter) if isinstance(block, Heat) else figures(block, setter)).height


def _shade(count: int, most: int) -> str:
    """Return a tint from light to full accent; the darkest still carries white text."""
    share = 0.12 + 0.88 * count / most
    ink, paper = (0x1F, 0x6F, 0x6B), (0xFF, 0xFF, 0xFF)
    mixed = (round(light + (dark - light) * share) for dark, light in zip(ink, paper, strict=True))
    return "#" + "".join(f"{value:02X}" for value in mixed)


def heat(block: Heat, setter: Typesetter) -> Piece:
    """Return counts in a grid, tinted by size, each count printed in its cell."""
    most = max((count for row in block.counts for count in row), default=0) or 1
    cell = (WIDTH - _HEAT_LABEL) / len(block.columns)
    heads = [setter.set((Run(text, Tone.SECOND),), look.TINY, cell * 2) for text in block.columns]
    names = [setter.set((Run(text),), look.TABLE, _HEAT_LABEL) for text in block.rows]
    height = 5 * MM + _HEAT_ROW * len(block.rows)

    def count_text(count: int) -> TextBlock:
        light = count * 2 > most
        return setter.set((Run(str(count), Tone.PAPER if light else Tone.INK),), look.TINY, 40)

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, text in enumerate(heads):
            left = x + _HEAT_LABEL + index * cell
            text.draw(pen, left + (cell - text.width) / 2, y + 0.6 * MM)
        for row_index, name in enumerate(names):
            top = y + 5 * MM + row_index * _HEAT_ROW
            name.draw(pen, x + 1.6 * MM, top + (_HEAT_ROW - name.height) / 2)
            for index, count in enumerate(block.counts[row_index]):
                left = x + _HEAT_LABEL + index * cell
                colour = _shade(count, most) if count else look.SHADE
                pen.fill(left + 0.4, top + 0.4, cell - 0.8, _HEAT_ROW - 0.8, colour)
                if count:
                    text = count_text(count)
                    text.draw(
                        pen, left + (cell - text.width) / 2, top + (_HEAT_ROW - text.height) / 2
                    )

    return Piece(height + 2 * MM, draw)

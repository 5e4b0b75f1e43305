"""Blocks of the model set onto pages, twice, so that page numbers in the text are right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.dossier import charts, look
from desktop_app.dossier.flow import Bookmark, Flow, Piece
from desktop_app.dossier.look import MARGIN, MM, WIDTH
from desktop_app.dossier.model import (
    Accent,
    Bars,
    Block,
    Dossier,
    Facts,
    Figures,
    Heading,
    Heat,
    Paragraph,
    PartModel,
    Run,
    Sheet,
    Signature,
    Space,
    Steps,
    Style,
    Table,
)
from desktop_app.dossier.pen import Pen
from desktop_app.dossier.sheets import place_sheet
from desktop_app.dossier.tables import place_rows, place_together, set_facts, set_table
from desktop_app.dossier.textblock import PageNumbers, TextBlock
from desktop_app.dossier.typesetter import Typesetter

_PASSES = 6


@dataclass(slots=True)
class Laid:
    """Pages ready to be drawn; ``covers`` counts pages without a part's title."""

    flow: Flow
    numbers: PageNumbers


def lay_out(dossier: Dossier, check: Callable[[], None]) -> Laid:
    """Set the dossier onto pages until the page numbers in its text are its own.

    Args:
        dossier: the model.
        check: called between parts; raises to cancel.
    """
    setter = Typesetter()
    flow = Flow()
    for _ in range(_PASSES):
        flow = Flow()
        for part in dossier.parts:
            check()
            _place_part(flow, part, setter)
        found = PageNumbers(flow.anchors, len(flow.pages))
        if found == setter.numbers:
            break
        setter.numbers = found
    return Laid(flow, setter.numbers)


def _place_part(flow: Flow, part: PartModel, setter: Typesetter) -> None:
    flow.running = part.running
    flow.new_page()
    flow.anchors[part.anchor] = len(flow.pages)
    flow.pages[-1].bookmarks.append(Bookmark(part.outline, part.anchor, part.level))
    if part.title:
        title = setter.set((Run(part.title),), look.PART, WIDTH)
        flow.place(_text(title))
        flow.y += 3 * MM
    for index, block in enumerate(part.blocks):
        following = part.blocks[index + 1] if index + 1 < len(part.blocks) else None
        _place(flow, block, setter, part, following)
    flow.anchors[f"{part.anchor}/end"] = len(flow.pages)


def _text(block: TextBlock, shift: float = 0.0) -> Piece:
    def draw(pen: Pen, x: float, y: float) -> None:
        block.draw(pen, x + shift, y)

    return Piece(block.height, draw)


def _place(
    flow: Flow, block: Block, setter: Typesetter, part: PartModel, following: Block | None
) -> None:
    if isinstance(block, Heading):
        _place_heading(flow, block, setter, part.level, following)
    elif isinstance(block, Paragraph):
        _place_paragraph(flow, block, setter)
    elif isinstance(block, Steps):
        _place_steps(flow, block, setter)
    elif isinstance(block, Table):
        head, rows = set_table(block, WIDTH, setter)
        place_rows(flow, head, rows, MARGIN, _signed(part, block, setter))
        flow.skip(2 * MM)
    elif isinstance(block, Facts):
        place_together(flow, set_facts(block, WIDTH, setter), MARGIN)
        flow.skip(2 * MM)
    elif isinstance(block, Figures):
        flow.place(charts.figures(block, setter))
    elif isinstance(block, Bars):
        for piece in charts.bars(block, setter):
            flow.place(piece)
    elif isinstance(block, Heat):
        flow.place(charts.heat(block, setter))
    elif isinstance(block, Sheet):
        place_sheet(flow, block, setter)
    elif isinstance(block, Accent):
        flow.place(Piece(1.2 * MM, _accent))
    elif isinstance(block, Space):
        _place_space(flow, block, setter, part)
    else:
        flow.place(_signature(block, setter))


def _signed(part: PartModel, block: Table, setter: Typesetter) -> float:
    """Return the height of signature lines that close a table, 0 where there are none."""
    after = part.blocks[part.blocks.index(block) + 1 :]
    if not any(isinstance(item, Signature) for item in after[:2]):
        return 0.0
    lines = sum(_signature(item, setter).height for item in after if isinstance(item, Signature))
    return lines + 20 * MM


def _accent(pen: Pen, x: float, y: float) -> None:
    pen.fill(x, y, 17 * MM, 0.8 * MM, look.ACCENT)


def _place_space(flow: Flow, block: Space, setter: Typesetter, part: PartModel) -> None:
    if not block.rest:
        flow.y = min(flow.y + block.height * MM, look.BOTTOM)
        return
    after = part.blocks[part.blocks.index(block) + 1 :]
    needed = sum(
        setter.set(item.line, look.STYLES[item.style], WIDTH).height
        for item in after
        if isinstance(item, Paragraph)
    )
    if flow.room > needed:
        flow.y += flow.room - needed


def _place_heading(
    flow: Flow, block: Heading, setter: Typesetter, level: int, following: Block | None
) -> None:
    flow.skip(4 * MM)
    text = setter.set((Run(block.text),), look.HEAD, WIDTH)
    beneath = 22 * MM
    if isinstance(following, Heat | Figures):
        beneath = charts.height_of(following, setter)
    elif isinstance(following, Bars):
        rows = sum(piece.height for piece in charts.bars(following, setter))
        beneath = min(rows, look.BODY_HEIGHT / 2)
    elif isinstance(following, Facts):
        beneath = sum(row.height for row in set_facts(following, WIDTH, setter)) + 2 * MM
        beneath = min(beneath, look.BODY_HEIGHT / 2)
    flow.need(text.height + beneath)
    piece = _text(text)
    if block.anchor:
        piece.anchors = (block.anchor,)
        flow.place(piece)
        flow.pages[-1].bookmarks.append(Bookmark(block.text, block.anchor, level + block.level - 1))
    else:
        flow.place(piece)
    flow.y += 1.2 * MM


def _place_paragraph(flow: Flow, block: Paragraph, setter: Typesetter) -> None:
    face = look.STYLES[block.style]
    inset = 3 * MM if block.style is Style.CODE else 0.0
    text = setter.set(block.line, face, WIDTH - 2 * inset)
    while text.height > flow.room + 0.01:
        first, text = text.split(flow.room)
        if first.lines:
            flow.place(_paragraph(first, inset))
        flow.new_page()
    flow.place(_paragraph(text, inset))
    flow.skip(1.6 * MM)


def _paragraph(text: TextBlock, inset: float) -> Piece:
    pad = 1.6 * MM if inset else 0.0

    def draw(pen: Pen, x: float, y: float) -> None:
        if inset:
            pen.fill(x, y, WIDTH, text.height + 2 * pad, look.SHADE)
        text.draw(pen, x + inset, y + pad)

    return Piece(text.height + 2 * pad, draw)


def _place_steps(flow: Flow, block: Steps, setter: Typesetter) -> None:
    indent = 7 * MM
    for number, line in enumerate(block.lines, start=1):
        label = setter.set((Run(f"{number}."),), look.BODY, indent)
        text = setter.set(line, look.BODY, WIDTH - indent)

        def draw(
            pen: Pen, x: float, y: float, label: TextBlock = label, text: TextBlock = text
        ) -> None:
            label.draw(pen, x, y)
            text.draw(pen, x + indent, y)

        flow.place(Piece(text.height, draw))
        flow.skip(1.2 * MM)


def _signature(block: Signature, setter: Typesetter) -> Piece:
    slot = WIDTH / len(block.labels)
    texts = [setter.set((Run(label),), look.TABLE, slot) for label in block.labels]

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, text in enumerate(texts):
            left = x + index * slot
            text.draw(pen, left, y + 6 * MM)
            start = left + text.width + 1.5 * MM
            pen.rule(start, y + 6 * MM + text.height - 2, left + slot - 5 * MM - start, look.RULE)

    return Piece(14 * MM, draw)

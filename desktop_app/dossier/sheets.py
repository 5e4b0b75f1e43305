"""An exhibit's picture slice with its transcript beside it, or below where it is wide."""

from __future__ import annotations

import dataclasses

from desktop_app.dossier import look
from desktop_app.dossier.flow import Flow, Piece
from desktop_app.dossier.look import CAPTION_HEIGHT, GUTTER, MARGIN, MM, PICTURE_WIDTH, WIDTH
from desktop_app.dossier.model import Facts, Heading, Paragraph, Picture, Run, Sheet, Table, Tone
from desktop_app.dossier.pen import Pen
from desktop_app.dossier.tables import SetRow, place_rows, set_facts, set_table
from desktop_app.dossier.textblock import TextBlock
from desktop_app.dossier.typesetter import Typesetter


def _size(picture: Picture, width: float, height: float) -> tuple[float, float]:
    scale = min(width / picture.box.w, height / picture.box.h)
    return picture.box.w * scale, picture.box.h * scale


def _picture(
    picture: Picture, width: float, height: float, across: float, setter: Typesetter
) -> Piece:
    caption = setter.set((Run(picture.caption, Tone.THIRD),), look.TINY, across)
    scale = width / picture.box.w
    inset = (across - width) / 2

    def draw(pen: Pen, x: float, y: float) -> None:
        left = x + inset
        pen.picture(picture.path, left, y, width, height)
        pen.frame(left, y, width, height, look.LINE, 0.5)
        for mark in picture.marks:
            ink = look.scenario_colour(mark.scenario)
            box_left = left + (mark.box.x - picture.box.x) * scale - 1
            box_top = y + (mark.box.y - picture.box.y) * scale - 1
            box_width = mark.box.w * scale + 2
            thickness = 0.5 if mark.whole else 0.9
            pen.frame(box_left, box_top, box_width, mark.box.h * scale + 2, ink, thickness)
            if mark.label:
                text = setter.set((Run(mark.label, Tone.PAPER),), look.MARK, 200)
                label_left = box_left
                if mark.whole:
                    label_left = max(box_left, box_left + box_width - text.width - 3)
                _label(pen, text, label_left, box_top, ink, left + width)
        caption.draw(pen, x, y + height + 1 * MM)

    return Piece(height + CAPTION_HEIGHT, draw)


def _label(pen: Pen, text: TextBlock, x: float, y: float, ink: str, limit: float) -> None:
    width = text.width + 3
    left = min(x, limit - width)
    top = y - text.height
    pen.fill(left, top, width, text.height, ink)
    text.draw(pen, left + 1.5, top)


def place_sheet(flow: Flow, sheet: Sheet, setter: Typesetter) -> None:
    """Put a slice and its transcript on the pages; the slice itself is never cut."""
    if sheet.wide:
        _place_wide(flow, sheet, setter)
    else:
        _place_beside(flow, sheet, setter)


def _place_wide(flow: Flow, sheet: Sheet, setter: Typesetter) -> None:
    most = sheet.height * MM if sheet.height else look.PICTURE_HEIGHT
    width, height = _size(sheet.picture, WIDTH, most)
    flow.place(_picture(sheet.picture, width, height, WIDTH, setter))
    flow.skip(2 * MM)
    if sheet.transcript is not None:
        head, rows = set_table(sheet.transcript, WIDTH, setter)
        place_rows(flow, head, rows, MARGIN)
    for block in sheet.beside:
        _place_below(flow, block, setter)
    flow.skip(3 * MM)


def _place_beside(flow: Flow, sheet: Sheet, setter: Typesetter) -> None:
    width, height = _size(sheet.picture, PICTURE_WIDTH, look.PICTURE_HEIGHT)
    picture = _picture(sheet.picture, width, height, PICTURE_WIDTH, setter)
    flow.need(picture.height)
    top = flow.y
    flow.put(picture, MARGIN, top)
    x = MARGIN + PICTURE_WIDTH + GUTTER
    room = WIDTH - PICTURE_WIDTH - GUTTER
    y = top
    left_over: list[SetRow] = []
    head: SetRow | None = None
    if sheet.transcript is not None:
        head, rows = set_table(sheet.transcript, room, setter)
        if head.height + sum(row.height for row in rows) > look.BOTTOM - y:
            close = dataclasses.replace(sheet.transcript, dense=True)
            head, rows = set_table(close, room, setter)
        flow.put(head.piece(), x, y)
        y += head.height
        for index, row in enumerate(rows):
            if y + row.height > look.BOTTOM:
                left_over = rows[index:]
                break
            flow.put(row.piece(), x, y)
            y += row.height
    beside = list(sheet.beside)
    while beside and not left_over:
        pieces = _column_pieces(beside[0], room, setter)
        following = beside[1] if len(beside) > 1 else None
        needed = sum(piece.height for piece in pieces)
        if isinstance(beside[0], Heading) and following is not None:
            needed += sum(piece.height for piece in _column_pieces(following, room, setter))
        if y + needed > look.BOTTOM:
            break
        for piece in pieces:
            flow.put(piece, x, y)
            y += piece.height
        beside.pop(0)
    flow.y = max(top + picture.height, y)
    if left_over and sheet.transcript is not None:
        kept = sheet.transcript.rows[-len(left_over) :]
        flow.new_page()
        head, rows = set_table(Table(sheet.transcript.columns, kept), WIDTH, setter)
        place_rows(flow, head, rows, MARGIN)
    for block in beside:
        _place_below(flow, block, setter)
    flow.skip(1.5 * MM)


def _text_piece(text: TextBlock, above: float, below: float) -> Piece:
    def draw(pen: Pen, x: float, y: float) -> None:
        text.draw(pen, x, y + above)

    return Piece(text.height + above + below, draw)


def _column_pieces(
    block: Heading | Table | Facts | Paragraph, width: float, setter: Typesetter
) -> list[Piece]:
    if isinstance(block, Heading):
        text = setter.set((Run(block.text),), look.HEAD, width)
        return [_text_piece(text, 4 * MM, 1.2 * MM)]
    if isinstance(block, Paragraph):
        text = setter.set(block.line, look.STYLES[block.style], width)
        return [_text_piece(text, 1 * MM, 1 * MM)]
    if isinstance(block, Facts):
        return [row.piece() for row in set_facts(block, width, setter)]
    head, rows = set_table(block, width, setter)
    return [head.piece(), *(row.piece() for row in rows)]


def _place_below(
    flow: Flow, block: Heading | Table | Facts | Paragraph, setter: Typesetter
) -> None:
    if isinstance(block, Heading):
        flow.need(42 * MM)
        for piece in _column_pieces(block, WIDTH, setter):
            flow.place(piece)
    elif isinstance(block, Table):
        head, rows = set_table(block, WIDTH, setter)
        place_rows(flow, head, rows, MARGIN)
    elif isinstance(block, Facts):
        place_rows(flow, None, set_facts(block, WIDTH, setter), MARGIN)
    else:
        for piece in _column_pieces(block, WIDTH, setter):
            flow.place(piece)

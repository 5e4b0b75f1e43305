"""Tables and facts set into rows: horizontal rules only, heads repeated on every page."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.dossier import look
from desktop_app.dossier.flow import Flow, Piece
from desktop_app.dossier.look import MM, Face
from desktop_app.dossier.model import Column, Facts, Run, Table, Tone
from desktop_app.dossier.pen import Pen
from desktop_app.dossier.textblock import TextBlock
from desktop_app.dossier.typesetter import Typesetter

PAD_X, PAD_Y, PAD_FACTS, PAD_DENSE = 1.6 * MM, 1.25 * MM, 0.95 * MM, 0.55 * MM


@dataclass(slots=True)
class SetRow:
    """A row whose cells are set; ``rights`` says which are aligned to the right."""

    cells: list[TextBlock]
    lefts: list[float]
    widths: list[float]
    rights: list[bool]
    width: float
    anchor: str = ""
    colour: str = look.LINE
    pad: float = PAD_Y
    shade: str = ""

    @property
    def height(self) -> float:
        """Height in points with padding."""
        return max(cell.height for cell in self.cells) + 2 * self.pad

    def split(self, height: float) -> tuple[SetRow, SetRow]:
        """Cut the row between lines so that the first part fits into a height."""
        room = height - 2 * self.pad
        parts = [cell.split(room) for cell in self.cells]
        return (
            self._with([first for first, _ in parts], self.anchor),
            self._with([rest for _, rest in parts], ""),
        )

    def _with(self, cells: list[TextBlock], anchor: str) -> SetRow:
        return SetRow(
            cells,
            self.lefts,
            self.widths,
            self.rights,
            self.width,
            anchor,
            self.colour,
            self.pad,
            self.shade,
        )

    def piece(self) -> Piece:
        """Return the row as a piece."""
        return Piece(self.height, self._draw, (self.anchor,) if self.anchor else ())

    def _draw(self, pen: Pen, x: float, y: float) -> None:
        if self.shade:
            pen.fill(x, y, self.width, self.height, self.shade)
            pen.rule(x, y, self.width, look.RULE, 0.8)
        for cell, left, width, right in zip(
            self.cells, self.lefts, self.widths, self.rights, strict=True
        ):
            edge = x + left + width - PAD_X if right else None
            cell.draw(pen, x + left + PAD_X, y + self.pad, right=edge)
        pen.rule(x, y + self.height, self.width, self.colour, 0.5)


def _column_widths(columns: tuple[Column, ...], width: float) -> list[float]:
    fixed = sum(column.width * MM for column in columns)
    shares = sum(column.share for column in columns if not column.width)
    left = max(width - fixed, 0)
    return [
        column.width * MM if column.width else left * column.share / shares for column in columns
    ]


def set_table(
    table: Table, width: float, setter: Typesetter, face: Face = look.TABLE
) -> tuple[SetRow, list[SetRow]]:
    """Set a table at a width in points; return its head and its rows."""
    widths = _column_widths(table.columns, width)
    lefts = [sum(widths[:index]) for index in range(len(widths))]
    rights = [column.right for column in table.columns]
    head = SetRow(
        [
            setter.set((Run(column.title),), look.TABLE_HEAD, column_width - 2 * PAD_X)
            for column, column_width in zip(table.columns, widths, strict=True)
        ],
        lefts,
        widths,
        rights,
        width,
        colour=look.RULE,
        shade=look.SHADE,
    )
    rows = [
        SetRow(
            [
                setter.set(cell, face, column_width - 2 * PAD_X)
                for cell, column_width in zip(row.cells, widths, strict=True)
            ],
            lefts,
            widths,
            rights,
            width,
            row.anchor,
            pad=PAD_DENSE if table.dense else PAD_Y,
        )
        for row in table.rows
    ]
    return head, rows


def set_facts(facts: Facts, width: float, setter: Typesetter) -> list[SetRow]:
    """Set facts at a width in points."""
    face = look.COVER if facts.wide else look.TABLE
    longest = max(
        (setter.set((Run(label),), face, width).width for label, _ in facts.rows), default=0.0
    )
    label_width = min(max(longest + 2 * PAD_X + 3 * MM, 24 * MM), 50 * MM)
    widths = [label_width, width - label_width]
    return [
        SetRow(
            [
                setter.set((Run(label, Tone.SECOND),), face, widths[0] - 2 * PAD_X),
                setter.set(line, face, widths[1] - 2 * PAD_X),
            ],
            [0, label_width],
            widths,
            [False, False],
            width,
            pad=2.4 * MM if facts.wide else PAD_FACTS,
        )
        for label, line in facts.rows
    ]


def place_together(flow: Flow, rows: list[SetRow], x: float) -> None:
    """Put rows on the pages, all on one where they take less than half a page."""
    height = sum(row.height for row in rows)
    if height < look.BODY_HEIGHT / 2:
        flow.need(height)
    place_rows(flow, None, rows, x)


def place_rows(
    flow: Flow, head: SetRow | None, rows: list[SetRow], x: float, keep: float = 0.0
) -> None:
    """Put rows on the pages; a row is cut between lines only where it is taller than a page.

    The head is never left alone at the foot of a page, nor what follows the table at the top
    of one: ``keep`` is its height, which the last row leaves free below it.
    """
    top = head.height if head is not None else 0.0
    if rows:
        flow.need(top + min(rows[0].height, 40 * MM))
    if head is not None:
        flow.place(head.piece(), x)
    for index, row in enumerate(rows):
        rest = row
        if keep and index == len(rows) - 1 and index and row.height + keep > flow.room:
            flow.new_page()
            if head is not None:
                flow.place(head.piece(), x)
        while rest.height > flow.room + 0.01:
            if rest.height > look.BODY_HEIGHT / 3 and flow.room > 25 * MM:
                first, rest = rest.split(flow.room)
                flow.place(first.piece(), x)
            flow.new_page()
            if head is not None:
                flow.place(head.piece(), x)
        flow.place(rest.piece(), x)

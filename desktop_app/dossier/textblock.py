"""Inline elements set into lines: measured once, drawn where the flow puts them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.dossier.fonts import MARK_PADDING, MARK_SCALE, REGULAR, chain, settle
from desktop_app.dossier.linebreak import break_lines
from desktop_app.dossier.look import TONES, WASHES, Face, scenario_colour
from desktop_app.dossier.model import Chip, Line, PageOf, PageTotal, Run, Tone
from desktop_app.dossier.pen import Pen

SMALL_SCALE = 0.82
CHIP_SCALE = 0.84
CHIP_PADDING = 0.42
_BASELINE = 0.36


@dataclass(slots=True)
class PageNumbers:
    """Pages of anchors as far as they are known, and their total."""

    pages: dict[str, int]
    total: int

    def text(self, element: PageOf | PageTotal) -> str:
        """Return ``9`` or ``9–10``; a likely width where nothing is known yet."""
        if isinstance(element, PageTotal):
            return str(self.total)
        first = self.pages.get(element.first, 88)
        last = self.pages.get(element.last, first) if element.last else first
        return str(first) if last <= first else f"{first}–{last}"


@dataclass(slots=True)
class Span:
    """Text of one font and look at an offset within its line."""

    x: float
    width: float
    text: str
    font: str
    size: float
    colour: str
    mark: bool
    target: str
    chip: Chip | None


@dataclass(slots=True)
class TextBlock:
    """Lines of one face."""

    face: Face
    lines: list[list[Span]]

    @property
    def height(self) -> float:
        """Height in points."""
        return len(self.lines) * self.face.leading

    @property
    def width(self) -> float:
        """Width of the longest line in points."""
        return max((line[-1].x + line[-1].width for line in self.lines if line), default=0.0)

    def split(self, height: float) -> tuple[TextBlock, TextBlock]:
        """Return the lines that fit into a height, and the rest."""
        fit = max(0, int((height + 0.01) / self.face.leading))
        return TextBlock(self.face, self.lines[:fit]), TextBlock(self.face, self.lines[fit:])

    def draw(self, pen: Pen, x: float, y: float, *, right: float | None = None) -> None:
        """Draw with the top-left corner at ``x``, ``y``; ``right`` aligns to a right edge."""
        for index, line in enumerate(self.lines):
            top = y + index * self.face.leading
            baseline = top + self.face.leading / 2 + self.face.size * _BASELINE
            shift = x
            if right is not None and line:
                shift = right - line[-1].x - line[-1].width
            for span in line:
                _draw_span(pen, span, shift + span.x, baseline, top, self.face)


def _draw_span(pen: Pen, span: Span, x: float, baseline: float, top: float, face: Face) -> None:
    if span.chip is not None:
        ink = scenario_colour(span.chip.scenario)
        height = span.size * 1.5
        box_top = baseline - span.size * 0.38 - height / 2
        pen.pill(x, box_top, span.width, height, ink, WASHES[span.chip.scenario])
        left = x + CHIP_PADDING * span.size
        for part in _shape(span.text, face, bold=False, size=span.size):
            pen.text(left + part.x, baseline, part.text, part.font, part.size, ink)
        return
    if span.mark:
        size = span.size
        pen.frame(x + 0.06 * size, baseline - 0.62 * size, span.width - 0.12 * size, 0.78 * size)
        pen.missing += 1
        pen.text(
            x + MARK_PADDING * size,
            baseline - 0.06 * size,
            span.text,
            span.font,
            size * MARK_SCALE,
            span.colour,
        )
    else:
        tracking = face.tracking * span.size
        pen.text(x, baseline, span.text, span.font, span.size, span.colour, tracking)
    if span.target:
        pen.link(x, top, span.width, face.leading, span.target)


@dataclass(slots=True)
class _Atom:
    text: str
    font: str
    size: float
    width: float
    colour: str
    mark: bool
    target: str
    chip: Chip | None


def _chip_width(chip: Chip, size: float) -> float:
    return chain().width(chip.text, size) + 2 * CHIP_PADDING * size


def _atoms(line: Line, face: Face, numbers: PageNumbers) -> list[_Atom]:
    fonts = chain()
    atoms: list[_Atom] = []
    for element in line:
        if isinstance(element, Chip):
            size = face.size * CHIP_SCALE
            atoms.append(_space(face, 0.18))
            atoms.append(
                _Atom(
                    element.text,
                    REGULAR,
                    size,
                    _chip_width(element, size),
                    "",
                    False,
                    "",
                    element,
                )
            )
            atoms.append(_space(face, 0.18))
            continue
        run = _as_run(element, numbers)
        size = face.size * (SMALL_SCALE if run.small else 1)
        bold = run.bold or face.bold
        colour = TONES[run.tone]
        for character in settle(run.text):
            if character == "\n":
                atoms.append(_Atom("\n", "", 0, 0, "", False, "", None))
                continue
            glyph = fonts.glyph(character, bold=bold)
            atoms.append(
                _Atom(
                    glyph.text,
                    glyph.font,
                    size,
                    (glyph.width + face.tracking) * size,
                    colour,
                    glyph.mark,
                    run.target,
                    None,
                )
            )
    return atoms


def _space(face: Face, ems: float) -> _Atom:
    return _Atom(" ", REGULAR, 0.0, face.size * ems, "", False, "", None)


def _as_run(element: Run | PageOf | PageTotal, numbers: PageNumbers) -> Run:
    if isinstance(element, Run):
        return element
    target = element.first if isinstance(element, PageOf) else ""
    return Run(numbers.text(element), element.tone, target=target)


def _spans(atoms: list[_Atom]) -> list[Span]:
    spans: list[Span] = []
    x = 0.0
    while atoms and atoms[-1].text == " ":
        atoms.pop()
    if atoms and not atoms[0].size and len(atoms) > 1:
        atoms = atoms[1:]
    for atom in atoms:
        last = spans[-1] if spans else None
        if (
            last is not None
            and atom.size
            and not atom.mark
            and not last.mark
            and atom.chip is None
            and last.chip is None
            and (last.font, last.size, last.colour, last.target)
            == (atom.font, atom.size, atom.colour, atom.target)
            and abs(last.x + last.width - x) < 0.001
        ):
            last.text += atom.text
            last.width += atom.width
        elif atom.size:
            spans.append(
                Span(
                    x,
                    atom.width,
                    atom.text,
                    atom.font,
                    atom.size,
                    atom.colour,
                    atom.mark,
                    atom.target,
                    atom.chip,
                )
            )
        x += atom.width
    return spans


def _shape(text: str, face: Face, *, bold: bool, size: float) -> list[Span]:
    block = set_text((Run(text, bold=bold),), Face(size, face.leading), 10_000)
    return block.lines[0]


_NO_NUMBERS = PageNumbers({}, 0)


def set_text(line: Line, face: Face, width: float, numbers: PageNumbers = _NO_NUMBERS) -> TextBlock:
    """Break inline elements into lines of at most ``width`` points."""
    atoms = _atoms(line, face, numbers)
    cuts = break_lines([atom.text for atom in atoms], [atom.width for atom in atoms], width)
    return TextBlock(face, [_spans(atoms[start:end]) for start, end in cuts])


def plain(text: str, face: Face, tone: Tone = Tone.INK, *, bold: bool = False) -> TextBlock:
    """Set a text on one line."""
    return set_text((Run(text, tone, bold=bold),), face, 100_000)


def has_numbers(line: Line) -> bool:
    """Whether an element's text is known only after layout."""
    return any(isinstance(element, PageOf | PageTotal) for element in line)

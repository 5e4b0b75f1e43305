"""Where everything of a transcript entry stands; measured once, painted and clicked from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from desktop_app.domain.transcript import Speaker
from desktop_app.gui import fonts
from desktop_app.gui.models.review_entries import Chip, Entry, differences, speaker_text
from desktop_app.gui.models.transcript_words import reckoned, time_source, time_text
from desktop_app.gui.texts import tr
from desktop_app.gui.theme import Tokens
from desktop_app.gui.widgets.paint import CHIP_HEIGHT, chip_width
from desktop_app.text.dates import is_time_line

SIDE = 12  # between the list's edge and the card
PAD = 13  # between the card's edge and its words
_TOP = 8
_HEAD = 22
_LINE = 25  # 15 px text at 1.67
_SMALL_LINE = 20
_ROW = 32  # a row of things to click
_GAP = 5
_WIDEST = 900  # longer lines are hard to read
_CONTEXT = 8  # characters shown around the difference of two long readings

_ELIDE = Qt.TextElideMode.ElideRight

What = Literal["speaker", "time", "reading", "type", "chip", "text"]


@dataclass(frozen=True, slots=True)
class Target:
    """Something to click: where, what, which, and the words for hover."""

    box: QRectF
    what: What
    value: object = None
    hint: str = ""


@dataclass(slots=True)
class Laid:
    """One entry laid out at the origin; coordinates in logical pixels.

    Attributes:
        height: of the whole row.
        head: runs of the first line as (left, text, token name, bold).
        text: the words, its top and the boxes of its lines.
        readings: boxes of the offered readings with (number, before, difference, after).
        chips: boxes and tags.
        panel: box of the reasons and their layouts with tops.
        targets: what can be clicked, the topmost last.
    """

    height: int = 0
    head: list[tuple[float, str, str, bool]] = field(default_factory=list)
    text: QTextLayout | None = None
    text_at: QPointF = field(default_factory=QPointF)
    lines: list[QRectF] = field(default_factory=list)
    ask: tuple[QRectF, str] | None = None
    readings: list[tuple[QRectF, int, tuple[str, str, str]]] = field(default_factory=list)
    type_in: QRectF | None = None
    chips: list[tuple[QRectF, Chip]] = field(default_factory=list)
    panel: QRectF | None = None
    reasons: list[tuple[QTextLayout, QPointF]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)


def laid_out(
    entry: Entry,
    width: int,
    *,
    selected: bool,
    hidden: bool,
    same_time: bool,
    why: Sequence[str],
    tokens: Tokens,
) -> Laid:
    """Lay an entry out.

    Args:
        entry: the entry.
        width: logical pixels of the row.
        selected: with reasons and readings.
        hidden: its words are covered.
        same_time: the entry above has the same time.
        why: paragraphs of the reasons.
        tokens: colours for the words' formats.
    """
    laid = Laid()
    left, room = float(SIDE + PAD), float(min(_WIDEST, max(80, width - 2 * (SIDE + PAD))))
    y = 3.0 + _TOP
    end = _head(laid, entry, left, y, room, same_time and not selected) + 6
    short = entry.channel == "call" or entry.speaker is Speaker.SYSTEM
    wide = QFontMetricsF(fonts.font(15)).horizontalAdvance(entry.text) if short else 0.0
    if short and end + wide + 2 <= left + room:
        y = _words(laid, entry, end, y - 2, left + room - end, tokens) - 1
    else:
        y = _words(laid, entry, left, y + _HEAD, room, tokens)
    if entry.doubtful and not hidden:
        y = _readings(laid, entry, left, y + 2, room, selected)
    shown = [chip for chip in entry.chips if selected or not chip.rejected]
    if shown:
        y = _chips(laid, shown, left, y, room)
    if selected and why and not hidden:
        y = _panel(laid, why, left, y + 4, room)
    laid.height = round(y + _TOP + 3 - (2 if shown else 0))
    return laid


def _head(laid: Laid, entry: Entry, left: float, y: float, room: float, same: bool) -> float:
    """Lay out who, when and notes; return where the line ends."""
    who, x = speaker_text(entry), left
    strong = QFontMetricsF(fonts.font(12, bold=True))
    plain = QFontMetricsF(fonts.font(12))
    laid.head.append((x, who, "second", True))
    wide = strong.horizontalAdvance(who)
    tall = QRectF(x - 6, y - 5, wide + 12, _ROW)
    if entry.channel == "message":
        name = entry.speaker_name
        hint = tr("review.hint.speaker")
        laid.targets.append(Target(tall, "speaker", None, f"{name}\n{hint}" if name else hint))
    x += wide + 8
    if entry.speaker_name and entry.speaker is Speaker.OTHER:
        name = plain.elidedText(entry.speaker_name, _ELIDE, 0.4 * room)
        laid.head.append((x - 3, name, "second", False))
        x += plain.horizontalAdvance(name) + 8
    moment = entry.moment
    if not _says_its_time(entry):
        text = tr("review.time.same") if same else time_text(moment)
        doubt = not same and (reckoned(moment) or moment is None)
        laid.head.append((x, text, "doubt_text" if doubt else "faint", False))
        wide = plain.horizontalAdvance(text)
        hint = f"{time_text(moment)}\n{time_source(moment)}" if moment else time_source(None)
        laid.targets.append(Target(QRectF(x - 4, y - 5, wide + 8, _ROW), "time", None, hint))
        x += wide + 8
    notes: list[tuple[str, str]] = []
    if entry.refusal:
        notes.append((f"◆ {tr('review.refusal')}", "accent"))
    corrected = getattr(entry.view, "corrected", ())
    if corrected:
        notes.append((tr("review.corrected"), "faint"))
    if entry.quoted:
        notes.append((tr("review.quoted"), "faint"))
    for note, token in notes:
        wide = plain.horizontalAdvance(note)
        if x + wide <= left + room:
            laid.head.append((x, note, token, False))
            x += wide + 8
    return x


def _says_its_time(entry: Entry) -> bool:
    """Whether the words are a time line from which nothing had to be reckoned."""
    moment = entry.moment
    sure = moment is not None and not reckoned(moment) and moment.until is None
    return sure and entry.speaker is Speaker.SYSTEM and is_time_line(entry.text)


def _words(laid: Laid, entry: Entry, left: float, y: float, room: float, tokens: Tokens) -> float:
    formats = _formats(entry, tokens)
    words = entry.text.replace("\n", "\u2028")
    layout = _flowed(words, fonts.font(15), room, _LINE, formats)
    laid.text, laid.text_at = layout, QPointF(left, y)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        laid.lines.append(
            QRectF(left, y + number * _LINE, max(line.naturalTextWidth(), 12.0), _LINE)
        )
    tall = max(1, layout.lineCount()) * _LINE
    laid.targets.append(Target(QRectF(left, y, room, tall), "text"))
    return y + tall


def _formats(entry: Entry, tokens: Tokens) -> list[QTextLayout.FormatRange]:
    """Return disjoint formats: wash and line of the scenario, dots where in doubt, grey quotes."""
    length = len(entry.text)
    marks, doubts, quoted = entry.marks(), entry.doubts(), entry.quoted
    if not marks and not doubts and not quoted:
        return []
    edges = {0, length}
    for mark in marks:
        edges |= {mark.start, mark.end}
    for start, end in (*doubts, *quoted):
        edges |= {start, end}
    cuts = sorted(edge for edge in edges if 0 <= edge <= length)
    units = _units(entry.text)
    found: list[QTextLayout.FormatRange] = []
    for low, high in pairwise(cuts):
        mark = next((each for each in marks if each.start <= low < each.end), None)
        doubt = any(start <= low < end for start, end in doubts)
        quote = any(start <= low < end for start, end in quoted)
        if mark is None and not doubt and not quote:
            continue
        form = QTextCharFormat()
        if quote:
            form.setForeground(QColor(tokens.faint))
        if mark is not None:
            hue = tokens.hue(mark.scenario)
            form.setBackground(QColor(hue.wash))
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            form.setUnderlineColor(QColor(hue.mark))
        if doubt:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            form.setUnderlineColor(QColor(tokens.doubt))
        part = QTextLayout.FormatRange()
        part.start, part.length = units[low], units[high] - units[low]  # pyright: ignore
        part.format = form  # pyright: ignore[reportAttributeAccessIssue]
        found.append(part)
    return found


def _units(text: str) -> list[int]:
    """Return the UTF-16 offset of each character border; Qt counts in those."""
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + (2 if ord(character) > 0xFFFF else 1))
    return offsets


def _readings(
    laid: Laid, entry: Entry, left: float, y: float, room: float, selected: bool
) -> float:
    options = entry.readings()
    plain = QFontMetricsF(fonts.font(13))
    ask = tr("review.reading.differ" if len(options) > 1 else "review.reading.unsure")
    if not selected:
        ask = ask.rstrip("：:")
    wide = plain.horizontalAdvance(ask)
    laid.ask = (QRectF(left, y, wide, _ROW), ask)
    if not selected:
        return y + _ROW
    x = left + wide + 8
    for number, option in enumerate(options, start=1):
        other = options[1 if number == 1 else 0] if len(options) > 1 else option
        words = _around(option, other, plain, room - 60)
        box_width = sum(plain.horizontalAdvance(part) for part in words) + 44
        if x + box_width > left + room and x > left:
            x, y = left, y + _ROW + 2
        box = QRectF(x, y + 1, min(box_width, room), _ROW - 2)
        laid.readings.append((box, number, words))
        tall = QRectF(x, y, box.width(), _ROW)
        laid.targets.append(Target(tall, "reading", number, option))
        x += box.width() + 8
    typed = tr("review.reading.type")
    wide = plain.horizontalAdvance(typed)
    if x + wide > left + room and x > left:
        x, y = left, y + _ROW + 2
    laid.type_in = QRectF(x, y, wide + 4, _ROW)
    laid.targets.append(Target(laid.type_in, "type", None, typed))
    return y + _ROW


def _around(text: str, other: str, metrics: QFontMetricsF, room: float) -> tuple[str, str, str]:
    """Return (before, difference, after) of a reading, cut with … where it is long."""
    spans = differences(text, other) if text != other else []
    if not spans:
        return metrics.elidedText(text, _ELIDE, room), "", ""
    start, end = spans[0][0], spans[-1][1]
    before, middle, after = text[:start], text[start:end], text[end:]
    if metrics.horizontalAdvance(text) > room:
        before = before if len(before) <= _CONTEXT else f"…{before[-_CONTEXT:]}"
        after = after if len(after) <= _CONTEXT else f"{after[:_CONTEXT]}…"
        used = metrics.horizontalAdvance(before) + metrics.horizontalAdvance(after)
        middle = metrics.elidedText(middle, _ELIDE, max(40.0, room - used))
    return before, middle, after


def _chips(laid: Laid, chips: Sequence[Chip], left: float, y: float, room: float) -> float:
    x = left
    for chip in chips:
        wide = chip_width(chip.text)
        if x + wide > left + room and x > left:
            x, y = left, y + _ROW
        laid.chips.append((QRectF(x, y + (_ROW - CHIP_HEIGHT) / 2, wide, CHIP_HEIGHT), chip))
        hint = chip.suggestion.suggestion.reason if chip.suggestion is not None else chip.text
        laid.targets.append(Target(QRectF(x, y, wide, _ROW), "chip", chip, hint))
        x += wide + _GAP
    return y + _ROW


def _panel(laid: Laid, why: Sequence[str], left: float, y: float, room: float) -> float:
    top, small = y, fonts.font(12)
    y += 8
    for paragraph in why:
        layout = _flowed(paragraph, small, room - 20, _SMALL_LINE)
        laid.reasons.append((layout, QPointF(left + 10, y)))
        y += layout.lineCount() * _SMALL_LINE
    y += 8
    laid.panel = QRectF(left, top, room, y - top)
    return y


def _flowed(
    text: str,
    font: QFont,
    width: float,
    line_height: float,
    formats: Sequence[QTextLayout.FormatRange] = (),
) -> QTextLayout:
    """Return a text broken into lines of a fixed height, words centred in their line."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(list(formats))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    y = 0.0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y + (line_height - line.height()) / 2))
        y += line_height
    layout.endLayout()
    return layout

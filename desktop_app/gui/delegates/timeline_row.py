"""Paints one row of the timeline: time, channel, words, tags, exhibit."""

from __future__ import annotations

import functools

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from desktop_app.domain.case import MessageView
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.tags import Scenario
from desktop_app.domain.transcript import Speaker
from desktop_app.gui import fonts
from desktop_app.gui.models.review_entries import Entry, Mark, speaker_text
from desktop_app.gui.models.timeline_model import DayHead, RowRole, TimelineRow
from desktop_app.gui.models.transcript_words import reckoned, time_source, time_text
from desktop_app.gui.texts import language, tr
from desktop_app.gui.theme import Tokens, theme
from desktop_app.gui.widgets.paint import CHIP_HEIGHT, chip, chip_width, elided, rounded
from desktop_app.gui.words import scenario_text

ROW = 36
_TIME, _EXHIBIT = 118, 64
_NARROW = 480  # below this the channel gives way and the exhibit is only its number
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
Index = QModelIndex | QPersistentModelIndex


def clock_text(moment: Moment | None) -> str:
    """Return the time of day to what is known; the day stands in the head."""
    if moment is None:
        return tr("timeline.time.unknown")
    if moment.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY):
        return tr("timeline.time.day")
    form = {Precision.HOUR: "%H", Precision.SECOND: "%H:%M:%S"}.get(moment.precision, "%H:%M")
    text = moment.value.strftime(form)
    if moment.until is not None and moment.until != moment.value:
        same = moment.until.date() == moment.value.date()
        text = f"{text}–{moment.until.strftime('%H:%M' if same else '%m-%d %H:%M')}"
    elif moment.source is MomentSource.BRACKET:
        text = tr("review.time.after", time=text)
    return tr("review.time.about", time=text) if reckoned(moment) else text


def channel_text(row: TimelineRow) -> str:
    """Return the channel in two characters or one word."""
    if not isinstance(row.entry.view, MessageView):
        return speaker_text(row.entry)
    kind = row.evidence.kind if row.evidence is not None else EvidenceKind.OTHER
    return tr(f"timeline.channel.{kind.value}")


@functools.cache
def _channel_width(language_name: str) -> float:
    """Return the logical pixels that the widest channel takes in a language."""
    del language_name
    metrics = QFontMetricsF(fonts.font(12))
    calls = ("in", "out", "unknown", "missed", "sms")
    words = [tr(f"review.call.{name}") for name in calls]
    words += [tr(f"timeline.channel.{kind.value}") for kind in EvidenceKind]
    return max(metrics.horizontalAdvance(each) for each in words) + 10


class TimelineDelegate(QStyledItemDelegate):
    """Every row has the same height, so that ten thousand cost nothing."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the size of a row."""
        return QSize(200, ROW)

    def helpEvent(  # noqa: N802
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Say the whole text and how the time is known."""
        row = index.data(RowRole) if index.isValid() else None
        if not isinstance(row, TimelineRow) or row.hidden:
            QToolTip.hideText()
            return False
        entry = row.entry
        text = f"{time_text(entry.moment)}\n{time_source(entry.moment)}\n{entry.text}"
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(RowRole)
        box = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue, reportCallIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, DayHead):
            _paint_head(painter, box, row)
        elif row is not None:
            state = option.state  # pyright: ignore[reportAttributeAccessIssue]
            _paint_row(painter, box, row, state)
        painter.restore()


def _paint_head(painter: QPainter, box: QRectF, head: DayHead) -> None:
    tokens = theme.tokens
    painter.setFont(fonts.font(14, bold=True))
    painter.setPen(QColor(tokens.ink))
    line = box.adjusted(6, 6, -8, 0)
    painter.drawText(line, _MIDDLE, head.text())
    painter.setFont(fonts.font(12))
    painter.setPen(QColor(tokens.faint))
    painter.drawText(line, _RIGHT, tr("timeline.count", n=head.count))


def _paint_row(painter: QPainter, box: QRectF, row: TimelineRow, state: QStyle.StateFlag) -> None:
    tokens, entry = theme.tokens, row.entry
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected or entry.refusal or state & QStyle.StateFlag.State_MouseOver:
        back = QColor(tokens.wash if selected or entry.refusal else tokens.hover)
        if not selected:
            back.setAlphaF(0.55)
        painter.fillPath(rounded(box.adjusted(0, 1, 0, -1), 6), back)
    painter.setPen(QPen(QColor(tokens.line), 1))
    foot = box.bottom() - 0.5
    painter.drawLine(QPointF(box.x(), foot), QPointF(box.right(), foot))
    narrow = box.width() < _NARROW
    x = box.x() + 6
    painter.setFont(fonts.font(13))
    known = entry.moment is not None and not reckoned(entry.moment)
    painter.setPen(QColor(tokens.ink if known else tokens.doubt_text))
    place = QRectF(x, box.y(), _TIME, box.height())
    painter.drawText(place, _MIDDLE, elided(clock_text(entry.moment), _TIME - 6, 13))
    x += _TIME
    painter.setFont(fonts.font(12))
    painter.setPen(QColor(tokens.faint))
    if not narrow:
        room = _channel_width(language.texts.language)
        painter.drawText(QRectF(x, box.y(), room, box.height()), _MIDDLE, channel_text(row))
        x += room
    number = row.evidence.number if row.evidence is not None else ""
    wide = 34 if narrow else _EXHIBIT
    exhibit = QRectF(box.right() - wide - 6, box.y(), wide, box.height())
    words = number if narrow or not number else tr("gui.panel.number", number=number)
    painter.drawText(exhibit, _RIGHT, words)
    left = _paint_tags(painter, box, exhibit.x() - 6, entry, tokens)
    _paint_words(painter, QRectF(x, box.y(), left - x - 10, box.height()), row, tokens)


def _paint_tags(
    painter: QPainter, box: QRectF, right: float, entry: Entry, tokens: Tokens
) -> float:
    """Paint one chip a scenario from the right; return where they begin."""
    scenes: dict[Scenario, bool] = {}
    for each in entry.chips:
        if not each.rejected:
            scenes[each.scenario] = scenes.get(each.scenario, True) and each.open
    y = box.center().y() - CHIP_HEIGHT / 2
    if entry.refusal:
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(tokens.accent))
        words = f"◆ {tr('timeline.refusal')}"
        wide = QFontMetricsF(fonts.font(12)).horizontalAdvance(words)
        right -= wide + 4
        painter.drawText(QRectF(right, box.y(), wide + 4, box.height()), _MIDDLE, words)
    for scenario, is_open in reversed(scenes.items()):
        text, hue = scenario_text(scenario), tokens.hue(scenario)
        right -= chip_width(text) + 4
        chip(painter, QPointF(right, y), text, hue.text, hue.wash, dashed=is_open)
    return right


def _paint_words(painter: QPainter, place: QRectF, row: TimelineRow, tokens: Tokens) -> None:
    entry = row.entry
    if place.width() < 30:
        return
    if row.hidden:
        veil = QRectF(place.x(), place.center().y() - 8, min(place.width(), 190), 16)
        painter.fillPath(rounded(veil, 5), QColor(tokens.line))
        return
    metrics = QFontMetricsF(fonts.font(14))
    prefix = tr("timeline.me") if entry.speaker is Speaker.SELF else ""
    x = place.x()
    if prefix:
        painter.setFont(fonts.font(14, bold=True))
        painter.setPen(QColor(tokens.ink))
        painter.drawText(QRectF(x, place.y(), 80, place.height()), _MIDDLE, prefix)
        x += QFontMetricsF(fonts.font(14, bold=True)).horizontalAdvance(prefix) + 2
    text = elided(entry.text.replace("\n", " "), place.right() - x, 14)
    shown = len(text) - 1 if text.endswith("…") else len(text)
    for mark in entry.marks():
        _wash(painter, QPointF(x, place.center().y()), mark, text, shown, metrics)
    painter.setFont(fonts.font(14))
    painter.setPen(QColor(tokens.ink))
    painter.drawText(QRectF(x, place.y(), 4000, place.height()), _MIDDLE, text)


def _wash(
    painter: QPainter, at: QPointF, mark: Mark, text: str, shown: int, metrics: QFontMetricsF
) -> None:
    start, end = min(mark.start, shown), min(mark.end, shown)
    if end <= start:
        return
    left = at.x() + metrics.horizontalAdvance(text[:start])
    wide = metrics.horizontalAdvance(text[start:end])
    hue = theme.tokens.hue(mark.scenario)
    painter.fillRect(QRectF(left, at.y() - 11, wide, 21), QColor(hue.wash))

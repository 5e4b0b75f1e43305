"""One piece of evidence as a card: its picture, number, time, state and tags."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.domain.case import Evidence, EvidenceState
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.gui import fonts, icons
from desktop_app.gui.models.card_facts import CardFacts
from desktop_app.gui.models.evidence_model import BlurredRole, EvidenceRole, FactsRole
from desktop_app.gui.texts import tr
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.paint import (
    CHIP_HEIGHT,
    chip,
    chip_width,
    covering,
    elided,
    elided_middle,
    ratio_of,
    rounded,
)
from desktop_app.gui.words import moment_short, scenario_text

CARD_HEIGHT = 178
CARD_WIDTH = 170
_PICTURE = 112
KIND_ICONS = {
    EvidenceKind.CHAT: "message-square",
    EvidenceKind.SMS: "smartphone",
    EvidenceKind.CALL_LIST: "phone",
    EvidenceKind.CALL_TABLE: "table",
    EvidenceKind.MAIL: "mail",
    EvidenceKind.SLIP: "package",
    EvidenceKind.DOCUMENT: "file-text",
    EvidenceKind.OTHER: "image",
}
_STATES = {
    EvidenceState.QUEUED: ("clock", "gui.state.queued"),
    EvidenceState.READING: ("scan-text", "gui.state.reading"),
    EvidenceState.REFUSED: ("triangle-alert", "gui.state.refused"),
    EvidenceState.FAILED: ("triangle-alert", "gui.state.failed"),
}


def eye_of(card: QRect) -> QRect:
    """Return where the eye of a blurred card stands, in the card's coordinates."""
    eye = QRect(0, 0, 40, 40)
    eye.moveCenter(QPoint(card.center().x(), card.y() + _PICTURE // 2))
    return eye


class EvidenceCard(QStyledItemDelegate):
    """Paints evidence cards; keeps scaled pictures of the cards painted last."""

    def __init__(self) -> None:
        super().__init__()
        self._scaled: OrderedDict[tuple[int, int, int, int, bool], QPixmap] = OrderedDict()

    def sizeHint(  # noqa: N802
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return the least size of a card."""
        return QSize(CARD_WIDTH, CARD_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one card."""
        row: Evidence | None = index.data(EvidenceRole)
        if row is None:
            return
        facts: CardFacts | None = index.data(FactsRole)
        blurred = bool(index.data(BlurredRole))
        tokens = theme.tokens
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)  # pyright: ignore
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(rounded(box, 10), QColor(tokens.card))
        painter.setClipPath(rounded(box, 10))
        self._picture(painter, box, row, facts, blurred)
        painter.setClipping(False)
        if row.withdrawn:
            veil = QColor(tokens.paper)
            veil.setAlphaF(0.55)
            painter.fillPath(rounded(box, 10), veil)
        self._words(painter, box, row, facts)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        colour = tokens.accent if selected or focused else tokens.third if hover else tokens.line
        painter.setPen(QPen(QColor(colour), 2.0 if selected else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 10, 10)
        painter.restore()

    def _picture(
        self,
        painter: QPainter,
        box: QRectF,
        row: Evidence,
        facts: CardFacts | None,
        blurred: bool,
    ) -> None:
        tokens = theme.tokens
        top = QRectF(box.x(), box.y(), box.width(), _PICTURE)
        if facts is None or facts.picture.isNull():
            painter.fillRect(top, QColor(tokens.rail))
            name = KIND_ICONS[row.kind]
            if row.state in (EvidenceState.REFUSED, EvidenceState.FAILED):
                name = "file-warning"
            icon = QRectF(0, 0, 28, 28)
            icon.moveCenter(top.center() - QPointF(0, 9))
            icons.paint(painter, name, icon, tokens.third)
            if row.number:
                painter.setPen(QColor(tokens.faint))
                painter.setFont(fonts.font(12))
                words = QRectF(top.x() + 12, icon.bottom() + 4, top.width() - 24, 20)
                text = elided_middle(row.name, words.width(), 12)
                painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), text)
        else:
            pixmap = self._cover(painter, top, row.id, facts, blurred)
            painter.drawPixmap(top, pixmap, QRectF(pixmap.rect()))
            if blurred:
                back = QRectF(eye_of(box.toRect()))
                painter.fillPath(rounded(back, back.width() / 2), QColor(tokens.card))
                icon = back.adjusted(9, 9, -9, -9)
                icons.paint(painter, "eye-off", icon, tokens.second)
        painter.fillRect(QRectF(top.x(), top.bottom() - 1, top.width(), 1), QColor(tokens.line))
        self._badge(painter, top, row, facts)

    def _cover(
        self, painter: QPainter, top: QRectF, key: int, facts: CardFacts, blurred: bool
    ) -> QPixmap:
        ratio = ratio_of(painter)
        size = QSize(round(top.width()), _PICTURE)
        name = (key, facts.picture.cacheKey(), size.width(), round(ratio * 100), blurred)
        pixmap = self._scaled.get(name)
        if pixmap is None:
            pixmap = covering(facts.picture, size, ratio, blurred=blurred)
            self._scaled[name] = pixmap
            if len(self._scaled) > 300:
                self._scaled.popitem(last=False)
        return pixmap

    def _badge(
        self, painter: QPainter, top: QRectF, row: Evidence, facts: CardFacts | None
    ) -> None:
        tokens = theme.tokens
        if row.state in _STATES:
            icon, key = _STATES[row.state]
            text, ink, back = tr(key), tokens.second, tokens.card
            if row.state in (EvidenceState.REFUSED, EvidenceState.FAILED):
                ink, back = tokens.doubt_text, tokens.doubt_wash
        elif facts is not None and facts.doubtful:
            icon, text = "", tr("gui.evidence.doubtful", n=facts.doubtful)
            ink, back = tokens.doubt_text, tokens.doubt_wash
        else:
            return
        width = chip_width(text) + (16 if icon else 0)
        place = QRectF(top.right() - width - 8, top.y() + 8, width, CHIP_HEIGHT)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(place, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
        left = 9.0
        if icon:
            icons.paint(painter, icon, QRectF(place.x() + 8, place.y() + 4, 14, 14), ink)
            left = 25.0
        painter.setPen(QColor(ink))
        painter.setFont(fonts.font(12))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(place.adjusted(left, 0, 0, 0), middle, text)

    def _words(
        self, painter: QPainter, box: QRectF, row: Evidence, facts: CardFacts | None
    ) -> None:
        tokens = theme.tokens
        line = QRectF(box.x() + 12, box.y() + _PICTURE + 7, box.width() - 24, 22)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        time = moment_short(row.moment)
        painter.setFont(fonts.font(12))
        painter.setPen(QColor(tokens.faint))
        time_width = painter.fontMetrics().horizontalAdvance(time)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(line, right, time)
        painter.setFont(fonts.font(14, bold=True))
        painter.setPen(QColor(tokens.ink))
        room = line.width() - time_width - 8
        if row.number:
            painter.drawText(line, middle, elided(row.number, room, bold=True))
        else:
            painter.setFont(fonts.font(12))
            painter.setPen(QColor(tokens.second))
            painter.drawText(line, middle, elided_middle(row.name, room, 12))
        self._chips(painter, QPointF(line.x(), line.bottom() + 4), line.width(), row, facts)

    def _chips(
        self,
        painter: QPainter,
        at: QPointF,
        width: float,
        row: Evidence,
        facts: CardFacts | None,
    ) -> None:
        tokens = theme.tokens
        if row.withdrawn or row.state is not EvidenceState.READY or facts is None:
            return
        left = at.x()
        for tag in facts.tags:
            hue = tokens.hue(tag.scenario)
            for count, dashed in ((tag.decided, False), (tag.suggested, True)):
                if not count:
                    continue
                text = f"{scenario_text(tag.scenario)} {count}"
                if left + chip_width(text) > at.x() + width:
                    painter.setPen(QColor(tokens.faint))
                    painter.drawText(QPointF(left, at.y() + 15), "…")
                    return
                here = QPointF(left, at.y())
                left += chip(painter, here, text, hue.text, hue.wash, dashed=dashed) + 5
        if not facts.tags:
            entries = facts.messages + facts.calls
            if facts.calls:
                text = tr("gui.evidence.calls_untagged", n=facts.calls)
            else:
                text = tr("gui.evidence.untagged" if entries else "gui.evidence.no_text")
            painter.setFont(fonts.font(12))
            painter.setPen(QColor(tokens.faint))
            painter.drawText(QPointF(at.x(), at.y() + 15), text)

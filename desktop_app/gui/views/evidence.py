"""Everything that was taken in, by exhibit group, with what is known of each piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop_app.domain.case import ChangeSet, EvidenceState
from desktop_app.gui.bridge import Session
from desktop_app.gui.delegates.evidence_card import CARD_HEIGHT, CARD_WIDTH, EvidenceCard, eye_of
from desktop_app.gui.models.evidence_model import BlurredRole, EvidenceModel, EvidenceRole
from desktop_app.gui.models.sections import Section
from desktop_app.gui.texts import put, tr
from desktop_app.gui.views.evidence_panel import EvidencePanel
from desktop_app.gui.widgets.buttons import column, row
from desktop_app.gui.widgets.drop_hint import DropLine, EmptyDesk
from desktop_app.gui.widgets.intake_report import IntakeReport
from desktop_app.gui.widgets.progress_strip import ProgressStrip
from desktop_app.gui.widgets.sectioned_grid import Heading, SectionedGrid
from desktop_app.gui.words import day_span, kind_text

if TYPE_CHECKING:
    from desktop_app.app.importing import IntakeStatus


class EvidenceGrid(SectionedGrid):
    """The grid of cards; Delete withdraws, Enter opens."""

    opened = Signal(int)
    withdraw_asked = Signal()
    menu_asked = Signal(object)
    reveal_asked = Signal(int)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on the eye of a blurred picture shows it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.data(BlurredRole):
            eye = eye_of(self.visualRect(index))
            if eye.contains(event.position().toPoint()):
                self.reveal_asked.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete withdraws, Enter opens; all else moves."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.withdraw_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer what can be done with the chosen pieces."""
        self.menu_asked.emit(event.globalPos())


class EvidenceView(QWidget):
    """The place 证据; fits the contract of ``gui.views``."""

    openItem = Signal(str, int)  # noqa: N815
    add_asked = Signal()
    folder_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._chosen: list[int] = []
        self._current = 0
        self._scrolled = 0
        self._restoring = False
        self.model = EvidenceModel(session, self)
        self.model.modelAboutToBeReset.connect(self._remember)
        self.model.arranged.connect(self._arranged)
        self._delegate = EvidenceCard()
        self.grid = EvidenceGrid(CARD_HEIGHT, CARD_WIDTH)
        put(self.grid, "accessibleName", "gui.rail.evidence")
        self.grid.setItemDelegate(self._delegate)
        self.grid.setModel(self.model)
        self.grid.opened.connect(self._open_row)
        self.grid.doubleClicked.connect(lambda index: self._open_row(index.row()))
        self.grid.selectionModel().selectionChanged.connect(self._selected)
        self.grid.menu_asked.connect(self._menu)
        self.grid.reveal_asked.connect(lambda place: session.reveal(self.model.id_at(place)))
        self.panel = EvidencePanel(session)
        self.panel.opened.connect(lambda evidence_id: self.openItem.emit("evidence", evidence_id))
        self.grid.withdraw_asked.connect(self.panel.toggle_withdrawn)
        self.model.dataChanged.connect(self._data_changed)
        self.progress = ProgressStrip()
        self.progress.paused.connect(session.case.intake.pause)
        self.progress.resumed.connect(session.case.intake.resume)
        self.progress.cancelled.connect(session.case.intake.cancel)
        self.report = IntakeReport()
        self.empty = EmptyDesk()
        self.empty.add_asked.connect(self.add_asked)
        self.empty.folder_asked.connect(self.folder_asked)
        self._drop = DropLine()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.grid)
        layout = row(self, spacing=0)
        desk = QWidget()
        inside = column(desk, spacing=12)
        inside.setContentsMargins(20, 16, 12, 0)
        for widget in (self._drop, self.progress, self.report):
            inside.addWidget(widget)
        inside.addWidget(self._stack, 1)
        self._foot = inside
        layout.addWidget(desk, 1)
        layout.addWidget(self.panel)
        session.intake_changed.connect(self._intake)
        self._intake(session.case.intake.status())
        self._show_desk()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Show what is true now."""
        self.model.refresh(changes)
        if changes is None:
            self._intake(self._session.case.intake.status())

    def activate(self) -> None:
        """Put the keyboard into the grid."""
        (self.empty if self._stack.currentWidget() is self.empty else self.grid).setFocus()

    def chosen(self) -> list[int]:
        """Return the ids of the chosen pieces."""
        rows = {index.row() for index in self.grid.selectionModel().selectedIndexes()}
        return [self.model.id_at(each) for each in sorted(rows)]

    def show_item(self, evidence_id: int) -> None:
        """Choose one piece and bring it into sight."""
        number = self.model.row_of(evidence_id)
        if number >= 0:
            index = self.model.index(number)
            alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.grid.selectionModel().setCurrentIndex(index, alone)
            self.grid.scrollTo(index)

    def _intake(self, status: IntakeStatus) -> None:
        self.progress.show_status(status)
        self.report.show_status(status)

    def _remember(self) -> None:
        self._chosen = self.chosen()
        current = self.grid.currentIndex()
        self._current = self.model.id_at(current.row()) if current.isValid() else 0
        self._scrolled = self.grid.verticalScrollBar().value()
        self._restoring = True

    def _arranged(self) -> None:
        """Write headings anew and keep place and selection."""
        self.grid.set_headings([_heading(section) for section in self.model.desk.sections])
        self._show_desk()
        if not self._restoring:
            self._show_panel()
            return
        self._restoring = False
        flag = QItemSelectionModel.SelectionFlag
        selection = QItemSelection()
        for evidence_id in self._chosen:
            number = self.model.row_of(evidence_id)
            if number >= 0:
                selection.select(self.model.index(number), self.model.index(number))
        chooser = self.grid.selectionModel()
        chooser.select(selection, flag.ClearAndSelect)
        number = self.model.row_of(self._current)
        if number >= 0:
            chooser.setCurrentIndex(self.model.index(number), flag.NoUpdate)
        self.grid.verticalScrollBar().setValue(self._scrolled)
        self._show_panel()

    def _show_desk(self) -> None:
        empty = not self.model.desk.ids
        first = not empty and self._stack.currentWidget() is self.empty
        self._stack.setCurrentWidget(self.empty if empty else self.grid)
        self._drop.setVisible(not empty)
        self.panel.setVisible(not empty)
        side = 20 if empty else 12
        self._foot.setContentsMargins(20, 20 if empty else 16, side, 20 if empty else 0)
        if first and self.isVisible():
            self.activate()

    def _selected(self) -> None:
        if not self._restoring:
            self._show_panel()

    def _show_panel(self) -> None:
        chosen = self.chosen()
        facts = self.model.facts(chosen[0]) if len(chosen) == 1 else None
        self.panel.show_rows(self.model.evidence(chosen), facts)

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        chosen = {index.row() for index in self.grid.selectionModel().selectedIndexes()}
        if len(chosen) == 1 and first.row() <= min(chosen) <= last.row():
            self._show_panel()

    def _open_row(self, number: int) -> None:
        evidence = self.model.index(number).data(EvidenceRole)
        if evidence is not None and evidence.state is EvidenceState.READY:
            self.openItem.emit("evidence", evidence.id)

    def _menu(self, place: object) -> None:
        chosen = self.chosen()
        if not chosen:
            return
        menu = QMenu(self)
        rows = self.model.evidence(chosen)
        if len(rows) == 1 and rows[0].state is EvidenceState.READY:
            menu.addAction(tr("gui.panel.open"), lambda: self.openItem.emit("evidence", chosen[0]))
        intake = self._session.case.intake
        menu.addAction(tr("gui.panel.again"), lambda: intake.read_again(chosen))
        out = all(each.withdrawn for each in rows)
        name = tr("gui.panel.restore" if out else "gui.panel.withdraw")
        menu.addAction(name, self.panel.toggle_withdrawn)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)  # pyright: ignore[reportArgumentType, reportCallIssue]


def _heading(section: Section) -> Heading:
    if section.kind is None:
        title = tr(f"gui.section.{section.key}")
        subtitle = tr("gui.section.count", n=section.count)
    else:
        kind = kind_text(section.kind)
        title = tr("gui.section.group", number=section.key, kind=kind)
        subtitle = tr("gui.section.count", n=section.count)
        span = day_span(section.first, section.last)
        subtitle = f"{subtitle} · {span}" if span else subtitle
    return Heading(title, subtitle, section.start, section.count)

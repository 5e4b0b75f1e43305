"""The start page: a new case in three fields, recent cases, the sample."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.case import CaseDetails
from desktop_app.foundation import paths
from desktop_app.foundation.settings import Settings
from desktop_app.gui.case_folders import folder_for, sample_files
from desktop_app.gui.texts import put, tr
from desktop_app.gui.widgets.buttons import (
    IconLabel,
    TextButton,
    column,
    frame,
    label,
    row,
    rule,
)
from desktop_app.gui.widgets.elided import ElidedLine
from desktop_app.gui.widgets.paint import elided_middle
from desktop_app.gui.widgets.rail import Wordmark
from desktop_app.gui.widgets.recent_list import RecentList


class StartView(QWidget):
    """Asks for a case.

    Signals: ``create_asked(CaseDetails, Path, list[Path])`` with the files dropped before,
    ``open_asked(Path | None)``, ``sample_asked``, ``forgotten(Path)``, ``settings_asked``.
    """

    create_asked = Signal(object, object, object)
    open_asked = Signal(object)
    sample_asked = Signal()
    forgotten = Signal(object)
    settings_asked = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._files: list[Path] = []
        self._parent = Path(settings.last_folder or paths.cases_dir())
        outer = column(self)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)
        inside = QWidget()
        inside.setProperty("role", "plain")
        area.setWidget(inside)
        centred = QHBoxLayout(inside)
        centred.setContentsMargins(32, 24, 32, 24)
        body = QWidget()
        body.setMaximumWidth(960)
        centred.addStretch(1)
        centred.addWidget(body, 100)
        centred.addStretch(1)
        layout = column(body, spacing=0)
        layout.addStretch(2)
        layout.addLayout(self._top())
        layout.addSpacing(24)
        columns = row(spacing=20)
        columns.addWidget(self._new_card(), 6)
        columns.addWidget(self._recent_card(), 5)
        layout.addLayout(columns)
        layout.addSpacing(20)
        layout.addWidget(label("gui.start.promise", "small", wrap=True))
        layout.addStretch(3)
        self.refresh()

    def refresh(self) -> None:
        """Write recent cases and the place for new ones anew."""
        shown = self._settings.show_recent
        folders = self._settings.recent_cases if shown else []
        self._recent.show_folders(folders)
        empty = "gui.start.recent_hidden" if not shown else "gui.start.no_recent"
        put(self._no_recent, "text", empty)
        self._no_recent.setVisible(not folders)
        self._sample.setVisible(bool(sample_files()))
        self._show_place()
        self._show_files()

    def activate(self) -> None:
        """Put the cursor into the first field."""
        self.title.setFocus()

    def offer(self, files: list[Path]) -> None:
        """Keep dropped files for the new case and say so."""
        self._files = [*self._files, *(file for file in files if file not in self._files)]
        self._show_files()
        self.title.setFocus()

    def _top(self) -> QVBoxLayout:
        top = column(spacing=6)
        line = row()
        line.addWidget(Wordmark(26))
        line.addStretch(1)
        settings = TextButton("gui.rail.settings", "settings", "link")
        settings.clicked.connect(self.settings_asked)
        line.addWidget(settings)
        top.addLayout(line)
        top.addWidget(label("gui.start.idea", "second", wrap=True))
        return top

    def _new_card(self) -> QFrame:
        card = frame("card")
        layout = column(card, spacing=6, margin=24)
        layout.addWidget(label("gui.start.new", "head"))
        layout.addSpacing(8)
        self.title = self._field(layout, "gui.start.case_name", "gui.start.case_name_hint")
        self.shop = self._field(layout, "gui.start.shop", "gui.start.shop_hint")
        self.order = self._field(layout, "gui.start.order", "gui.start.order_hint")
        self.title.textChanged.connect(self._show_place)
        self._kept = frame("good")
        kept = row(self._kept, spacing=8, margin=8)
        kept.addWidget(IconLabel("image-plus", 18, "accent"))
        self._kept_text = label(wrap=True)
        kept.addWidget(self._kept_text, 1)
        drop = TextButton("gui.start.leave_files", role="link")
        drop.clicked.connect(self._leave_files)
        kept.addWidget(drop)
        layout.addWidget(self._kept)
        layout.addSpacing(2)
        place = row(spacing=6)
        place.addWidget(IconLabel("folder", 16, "faint"))
        self._place = ElidedLine(12, "faint")
        place.addWidget(self._place, 1)
        change = TextButton("gui.start.change_place", role="link")
        change.clicked.connect(self._choose_place)
        place.addWidget(change)
        layout.addLayout(place)
        layout.addSpacing(6)
        self.make = TextButton("gui.start.create", "plus", "primary")
        self.make.clicked.connect(self._create)
        line = row()
        line.addWidget(self.make)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(1)
        return card

    def _field(self, layout: QVBoxLayout, key: str, hint: str) -> QLineEdit:
        layout.addWidget(label(key, "smallsecond"))
        edit = QLineEdit()
        edit.setMaxLength(120)
        put(edit, "placeholderText", hint)
        put(edit, "accessibleName", key)
        edit.returnPressed.connect(self._create)
        layout.addWidget(edit)
        layout.addSpacing(6)
        return edit

    def _recent_card(self) -> QFrame:
        card = frame("card")
        layout = column(card, spacing=6, margin=24)
        layout.addWidget(label("gui.start.recent", "head"))
        layout.addSpacing(4)
        self._recent = RecentList()
        self._recent.opened.connect(self.open_asked)
        self._recent.forgotten.connect(self.forgotten)
        layout.addWidget(self._recent)
        self._no_recent = label("gui.start.no_recent", "second", wrap=True)
        layout.addWidget(self._no_recent)
        layout.addStretch(1)
        layout.addWidget(rule())
        layout.addSpacing(4)
        other = TextButton("gui.start.open", "folder-open", "row")
        other.clicked.connect(lambda: self.open_asked.emit(None))
        layout.addWidget(other)
        self._sample = TextButton("gui.start.sample", "flask-conical", "row")
        self._sample.clicked.connect(self.sample_asked)
        layout.addWidget(self._sample)
        return card

    def _show_place(self) -> None:
        folder = folder_for(self.title.text() or tr("gui.start.untitled"), self._parent)
        self._place.setText(tr("gui.start.place", place=str(folder)))

    def _show_files(self) -> None:
        self._kept.setVisible(bool(self._files))
        if len(self._files) == 1:
            text = tr("gui.start.with_file", name=elided_middle(self._files[0].name, 200))
        else:
            text = tr("gui.start.with_files", n=len(self._files))
        self._kept_text.setText(text)

    def _leave_files(self) -> None:
        self._files = []
        self._show_files()

    def _choose_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, tr("gui.start.change_place"), str(self._parent)
        )
        if chosen:
            self._parent = Path(chosen)
            self._settings.last_folder = chosen
            self._show_place()

    def _create(self) -> None:
        title = " ".join(self.title.text().split())
        self.title.setProperty("wrong", not title)
        self.title.style().polish(self.title)
        if not title:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        details = CaseDetails(
            title=title,
            shop=self.shop.text().strip(),
            order_no=self.order.text().strip(),
            complainant=self._settings.complainant,
        )
        self.create_asked.emit(details, folder_for(title, self._parent), list(self._files))
        self._leave_files()
        for edit in (self.title, self.shop, self.order):
            edit.clear()

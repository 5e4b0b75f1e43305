"""The side panel: what is known of the chosen evidence and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QWidget

from desktop_app.domain.case import Evidence, EvidenceState
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.gui.bridge import Session
from desktop_app.gui.models.card_facts import CardFacts
from desktop_app.gui.texts import known, problem, put, tr
from desktop_app.gui.widgets.buttons import (
    IconButton,
    IconLabel,
    TextButton,
    column,
    frame,
    label,
    row,
)
from desktop_app.gui.widgets.elided import ElidedLine
from desktop_app.gui.widgets.fields import Fields
from desktop_app.gui.widgets.select import Select
from desktop_app.gui.words import kind_text, moment_source, moment_text, size_text

WIDTH = 276


class EvidencePanel(QFrame):
    """Shows one piece, or how many are chosen; ``opened(id)`` goes to the review."""

    opened = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setFixedWidth(WIDTH)
        self._session = session
        self._rows: list[Evidence] = []
        self._facts: CardFacts | None = None
        outer = column(self)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(area)
        body = QWidget()
        body.setProperty("role", "plain")
        area.setWidget(body)
        layout = column(body, spacing=12)
        layout.setContentsMargins(18, 20, 18, 18)
        self._head = label("", "head", wrap=True)
        self._none = label("gui.panel.none", "second", wrap=True)
        layout.addWidget(self._head)
        layout.addWidget(self._none)
        self._one = QWidget()
        one = column(self._one, spacing=12)
        self._problem = frame("notice")
        problem = row(self._problem, spacing=8, margin=10)
        problem.addWidget(
            IconLabel("triangle-alert", 16, "doubt_text"), 0, Qt.AlignmentFlag.AlignTop
        )
        self._problem_text = label(wrap=True)
        problem.addWidget(self._problem_text, 1)
        one.addWidget(self._problem)
        one.addWidget(self._fields())
        one.addWidget(label("gui.panel.note", "small"))
        self._note = QPlainTextEdit()
        self._note.setFixedHeight(76)
        self._note.setTabChangesFocus(True)
        put(self._note, "placeholderText", "gui.panel.note_hint")
        put(self._note, "accessibleName", "gui.panel.note")
        self._note.installEventFilter(self)
        one.addWidget(self._note)
        self._note_wait = QTimer(self)
        self._note_wait.setSingleShot(True)
        self._note_wait.setInterval(1200)
        self._note_wait.timeout.connect(self._keep_note)
        self._note.textChanged.connect(self._note_typed)
        layout.addWidget(self._one)
        self._actions = self._action_buttons()
        layout.addWidget(self._actions)
        layout.addStretch(1)
        self.show_rows([])

    def show_rows(self, rows: list[Evidence], facts: CardFacts | None = None) -> None:
        """Show these pieces; one in detail with its counts, several by number."""
        self._facts = facts
        others = [row.id for row in rows] != [row.id for row in self._rows]
        if others:
            self._keep_note()
        self._rows = rows
        self._none.setVisible(not rows)
        self._one.setVisible(len(rows) == 1)
        self._actions.setVisible(bool(rows))
        if not rows:
            put(self._head, "text", "gui.panel.title")
            return
        self._read.setVisible(len(rows) == 1 and rows[0].state is EvidenceState.READY)
        if all(row.withdrawn for row in rows):
            put(self._withdraw, "text", "gui.panel.restore")
            self._withdraw.set_icon("rotate-ccw")
        else:
            put(self._withdraw, "text", "gui.panel.withdraw")
            self._withdraw.set_icon("archive")
        if len(rows) == 1:
            self._show_one(rows[0])
            if others or not self._note.hasFocus():
                self._show_note(rows[0].note)
        else:
            self._head.setText(tr("gui.panel.several", n=len(rows)))

    def _fields(self) -> Fields:
        fields = Fields()
        self._kind = Select()
        put(self._kind, "accessibleName", "gui.panel.kind")
        self._kind.activated.connect(self._choose_kind)
        fields.add_widget("gui.panel.kind", self._kind)
        self._from = fields.add("gui.panel.from")
        self._file = fields.add("gui.panel.file")
        self._time = fields.add("gui.panel.time")
        self._size = fields.add("gui.panel.size")
        self._found = fields.add("gui.panel.found")
        hash_line = QWidget()
        line = row(hash_line, spacing=2)
        self._hash = ElidedLine(12)
        copy = IconButton("gui.panel.copy_hash", "copy")
        copy.clicked.connect(self._copy_hash)
        line.addWidget(self._hash, 1)
        line.addWidget(copy)
        fields.add_widget("gui.panel.hash", hash_line)
        return fields

    def _action_buttons(self) -> QWidget:
        box = QWidget()
        layout = column(box, spacing=6)
        self._read = TextButton("gui.panel.open", "scan-text", "primary")
        self._read.clicked.connect(lambda: self.opened.emit(self._rows[0].id))
        self._reveal = TextButton("gui.panel.reveal", "eye")
        self._reveal.clicked.connect(self._reveal_all)
        self._again = TextButton("gui.panel.again", "refresh-cw")
        self._again.clicked.connect(lambda: self._session.case.intake.read_again(self._ids()))
        self._withdraw = TextButton("gui.panel.withdraw", "archive")
        self._withdraw.clicked.connect(self.toggle_withdrawn)
        for button in (self._read, self._reveal, self._again, self._withdraw):
            layout.addWidget(button)
        return box

    def _ids(self) -> list[int]:
        return [each.id for each in self._rows]

    def _show_one(self, one: Evidence) -> None:
        if one.number:
            self._head.setText(tr("gui.panel.number", number=one.number))
        else:
            self._head.setText(tr("gui.panel.withdrawn" if one.withdrawn else "gui.panel.unread"))
        self._kind.clear()
        for kind in EvidenceKind:
            self._kind.addItem(kind_text(kind), kind)
        self._kind.setCurrentIndex(list(EvidenceKind).index(one.kind))
        self._kind.setEnabled(one.state is EvidenceState.READY and not one.withdrawn)
        parts = [part for part in (one.title, one.device) if part]
        self._from.setText(" · ".join(parts) or tr("gui.panel.unknown"))
        self._file.setText(_breakable(one.name))
        source = moment_source(one.moment)
        time = moment_text(one.moment)
        self._time.setText(f"{time}\n{source}" if source else time)
        pixels = f"{one.width} × {one.height} · " if one.width else ""
        self._size.setText(f"{pixels}{size_text(one.size)}")
        self._hash.setText(one.sha256)
        self._show_found(one)
        self._show_problem(one)
        self._reveal.setVisible(self._session.hidden(one.id))

    def _show_note(self, note: str) -> None:
        self._note.blockSignals(True)
        self._note.setPlainText(note)
        self._note.blockSignals(False)

    def _show_found(self, one: Evidence) -> None:
        if one.state is not EvidenceState.READY:
            self._found.setText(tr(f"gui.state.{one.state.value}"))
            return
        facts = self._facts
        if facts is None:
            self._found.setText("")
            return
        text = tr("gui.panel.messages", n=facts.messages)
        if facts.calls:
            text = tr("gui.panel.calls", n=facts.calls)
        if one.skipped:
            text = f"{text}\n{tr('gui.panel.skipped', n=one.skipped)}"
        self._found.setText(text)

    def _show_problem(self, one: Evidence) -> None:
        text = ""
        if one.problem:
            text = problem(one.problem)
            step = f"gui.next.{one.problem}"
            text = f"{text}\n{tr(step) if known(step) else tr('gui.next.default')}"
        elif one.state is EvidenceState.READY and one.kind is EvidenceKind.CHAT and not one.title:
            text = tr("gui.next.no_shop_name")
        elif one.state is EvidenceState.READY and one.moment is None:
            text = tr("gui.next.no_time")
        self._problem.setVisible(bool(text))
        self._problem_text.setText(text)

    def toggle_withdrawn(self) -> None:
        """Take the chosen pieces out of the dossier, or back in; both can be undone."""
        if not self._rows:
            return
        review = self._session.case.review
        if all(each.withdrawn for each in self._rows):
            self._session.change(review.restore(self._ids()))
            return
        ids = [each.id for each in self._rows if not each.withdrawn]
        self._session.change(
            review.withdraw(ids),
            lambda _: self._session.undoable.emit(tr("gui.panel.withdrew", n=len(ids))),
        )

    def _choose_kind(self, index: int) -> None:
        kind: EvidenceKind = self._kind.itemData(index)
        if len(self._rows) == 1 and kind != self._rows[0].kind:
            self._session.change(
                self._session.case.review.set_kind(self._rows[0].id, EvidenceKind(kind))
            )

    def _copy_hash(self) -> None:
        QGuiApplication.clipboard().setText(self._rows[0].sha256)
        self._session.told.emit(tr("gui.panel.copied"))

    def _reveal_all(self) -> None:
        for each in self._rows:
            self._session.reveal(each.id)
        self._reveal.hide()

    def _note_typed(self) -> None:
        self._note_wait.start()

    def _keep_note(self) -> None:
        self._note_wait.stop()
        if len(self._rows) == 1 and self._one.isVisibleTo(self):
            note = self._note.toPlainText().strip()
            if note != self._rows[0].note:
                review = self._session.case.review
                self._session.change(review.set_note(self._rows[0].id, note))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep the note when the cursor leaves it."""
        if event.type() == QEvent.Type.FocusOut:
            self._keep_note()
        return super().eventFilter(watched, event)


def _breakable(name: str) -> str:
    """Return a file name that may wrap after underscores and dashes."""
    return name.replace("_", "_\u200b").replace("-", "-\u200b")

"""Setting the time of one message by hand: day, time, how exact, or unknown."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QTime, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QFrame, QTimeEdit, QWidget

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.gui.dialogs.frame import Sheet
from desktop_app.gui.texts import put, tr
from desktop_app.gui.widgets.buttons import TextButton, frame, label, row
from desktop_app.gui.widgets.fields import Fields
from desktop_app.gui.widgets.select import Select

_CHOICES = (
    Precision.SECOND,
    Precision.MINUTE,
    Precision.HOUR,
    Precision.DAY,
    Precision.MONTH,
    None,
)
_ORDER = (Precision.MONTH, Precision.DAY, Precision.HOUR, Precision.MINUTE, Precision.SECOND)


class TimeDialog(Sheet):
    """Emits ``kept(Moment | None)``; None says that nobody knows.

    Args:
        moment: what is set now, or None.
        near: a time to start from where nothing is set.
    """

    kept = Signal(object)

    def __init__(self, moment: Moment | None, near: datetime, parent: QWidget | None) -> None:
        super().__init__("review.time.title", parent, 380)
        value = near if moment is None else moment.value
        fields = Fields(72)
        self.exact = Select()
        put(self.exact, "accessibleName", "review.time.exact")
        for precision in _CHOICES:
            name = "unknown" if precision is None else precision.value
            self.exact.addItem(tr(f"review.precision.{name}"), precision)
        self.day = QDateEdit(QDate(value.year, value.month, value.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setMinimumHeight(32)
        put(self.day, "accessibleName", "review.time.day")
        self.time = QTimeEdit(QTime(value.hour, value.minute, value.second))
        self.time.setDisplayFormat("HH:mm:ss")
        self.time.setMinimumHeight(32)
        put(self.time, "accessibleName", "review.time.clock")
        for edit in (self.day, self.time):
            edit.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
            edit.setFrame(False)
        fields.add_widget("review.time.exact", self.exact)
        fields.add_widget("review.time.day", _boxed(self.day))
        fields.add_widget("review.time.clock", _boxed(self.time))
        self.body.addWidget(fields)
        self.body.addWidget(label("review.time.note", "small", wrap=True))
        line = row()
        cancel = TextButton("gui.dialog.cancel")
        cancel.clicked.connect(self.reject)
        keep = TextButton("gui.dialog.keep", role="primary")
        keep.setDefault(True)
        keep.clicked.connect(self._keep)
        line.addWidget(cancel)
        line.addWidget(keep)
        self.foot.addLayout(line)
        self.exact.currentIndexChanged.connect(self._show)
        known = Precision.MINUTE if moment is None else moment.precision
        self.exact.setCurrentIndex(_CHOICES.index(known) if known in _CHOICES else 3)
        self._show()

    def moment(self) -> Moment | None:
        """Return what is set."""
        precision: Precision | None = _CHOICES[self.exact.currentIndex()]
        if precision is None:
            return None
        day, time = self.day.date(), self.time.time()
        known = _ORDER.index(precision)
        value = datetime(
            day.year(),
            day.month(),
            day.day() if known >= 1 else 1,
            time.hour() if known >= 2 else 0,
            time.minute() if known >= 3 else 0,
            time.second() if known >= 4 else 0,
        )
        return Moment(value, precision, MomentSource.PERSON)

    def _show(self) -> None:
        precision = _CHOICES[self.exact.currentIndex()]
        self.day.setEnabled(precision is not None)
        self.time.setEnabled(precision in (Precision.SECOND, Precision.MINUTE, Precision.HOUR))

    def _keep(self) -> None:
        self.kept.emit(self.moment())
        self.accept()


def _boxed(edit: QWidget) -> QFrame:
    box = frame("card")
    inside = row(box)
    inside.setContentsMargins(9, 0, 9, 0)
    inside.addWidget(edit)
    return box

"""The picture with its small bar: the tool in hand; smaller, how large, larger, fit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.gui import fonts
from desktop_app.gui.texts import put
from desktop_app.gui.widgets.buttons import IconButton, TextButton, frame, label, row
from desktop_app.gui.widgets.picture_hand import Tool
from desktop_app.gui.widgets.picture_tiles import Ask
from desktop_app.gui.widgets.picture_view import STEP, Fit, PictureView

_FOOT = 12
_ICONS = {Tool.SELECT: "text-cursor", Tool.READ: "scan-text", Tool.IGNORE: "square-dashed-x"}


class PicturePane(QWidget):
    """Holds the picture; the bar hangs over its foot."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.setProperty("role", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.picture = PictureView(ask)
        layout = row(self, spacing=0)
        layout.addWidget(self.picture)
        layout.setContentsMargins(0, 0, 0, 44 + _FOOT)
        self.bar = frame("popup")
        self.bar.setParent(self)
        inside = row(self.bar, spacing=2)
        inside.setContentsMargins(4, 4, 4, 4)
        self.tools: dict[Tool, IconButton] = {}
        for tool, icon in _ICONS.items():
            button = IconButton(f"review.tool.{tool.value}", icon)
            button.setCheckable(True)
            button.setChecked(tool is Tool.SELECT)
            button.clicked.connect(lambda _=False, tool=tool: self.picture.hand.take(tool))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.tools[tool] = button
            inside.addWidget(button)
        self._parting = frame("upright")
        inside.addWidget(self._parting)
        self.picture.hand.tool_changed.connect(self._show_tool)
        self.smaller = IconButton("review.zoom.out", "zoom-out")
        self.larger = IconButton("review.zoom.in", "zoom-in")
        self.full = TextButton("", role="link")
        put(self.full, "toolTip", "review.zoom.actual")
        put(self.full, "accessibleName", "review.zoom.actual")
        metrics = QFontMetricsF(fonts.font(14))
        self.full.setMinimumWidth(round(metrics.horizontalAdvance("1000 %")) + 20)
        self.width_ = IconButton("review.zoom.width", "move-horizontal")
        self.whole = IconButton("review.zoom.window", "maximize")
        for each in (self.smaller, self.full, self.larger, self.width_, self.whole):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            inside.addWidget(each)
        self.smaller.clicked.connect(lambda: self.picture.zoom(1 / STEP))
        self.larger.clicked.connect(lambda: self.picture.zoom(STEP))
        self.full.clicked.connect(self.picture.actual)
        self.width_.clicked.connect(lambda: self.picture.fit(Fit.WIDTH))
        self.whole.clicked.connect(lambda: self.picture.fit(Fit.WINDOW))
        self.picture.zoomed.connect(self._show_factor)
        self.waiting = label("review.empty.no_picture", "second", wrap=True)
        self.waiting.setParent(self)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting.hide()

    def refresh(self) -> None:
        """Place the bar after a switch of language."""
        self._place()

    def show_waiting(self, waiting: bool) -> None:
        """Say that there is no picture yet."""
        self.waiting.setVisible(waiting)
        self.bar.setVisible(not waiting)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the bar in the middle of the foot."""
        super().resizeEvent(event)
        self._place()

    def _show_tool(self, now: Tool) -> None:
        for tool, button in self.tools.items():
            button.setChecked(tool is now)

    def _show_factor(self, factor: float) -> None:
        self.full.setText(f"{factor * 100:.0f} %")

    def _place(self) -> None:
        room = self.rect()
        spare = (self.full, self.width_, self.whole)
        for each in spare:
            each.show()
        for each in spare:
            if self.bar.sizeHint().width() > room.width() - 8:
                each.hide()
        self.bar.adjustSize()
        left = (room.width() - self.bar.width()) // 2
        self.bar.move(left, room.height() - self.bar.height() - 7)
        self.waiting.setGeometry(room.adjusted(24, 24, -24, -24))

"""A picture of any height on the desk: tiles loaded when in sight, no larger than needed."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop_app.gui.models.card_facts import worker_picture
from desktop_app.gui.theme import theme
from desktop_app.gui.widgets.paint import ratio_of

Ask = Callable[[Callable[[], Any], Callable[[Any], None], QObject], object]
_BYTES = 160_000_000
_AT_ONCE = 2
_DEEPEST = 6  # 1/64 of the size

Name = tuple[str, int]  # file and level: the picture at 1 / 2**level of its size


class TileStore(QObject):
    """Loads tiles outside the window's thread and keeps the last used within a limit.

    ``loaded`` fires for every tile that came in.

    Args:
        ask: runs a read elsewhere and brings its answer back, as ``Session.ask``.
    """

    loaded = Signal()

    def __init__(self, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._images: OrderedDict[Name, QImage] = OrderedDict()
        self._wanted: OrderedDict[Name, tuple[int, Callable[[], None]]] = OrderedDict()
        self._asked: set[Name] = set()
        self._bytes = 0

    def image(
        self, file: Path, level: int, width: int, arrived: Callable[[], None]
    ) -> QImage | None:
        """Return a tile at a level, or the nearest one that is there while it is fetched."""
        name = (str(file), level)
        found = self._images.get(name)
        if found is not None:
            self._images.move_to_end(name)
            return found
        if name not in self._asked:
            self._wanted.pop(name, None)
            self._wanted[name] = (width, arrived)
            while len(self._wanted) > 8:
                self._wanted.popitem(last=False)
            self._pump()
        others = [(abs(each[1] - level), each) for each in self._images if each[0] == name[0]]
        return self._images[min(others)[1]] if others else None

    def has(self, file: Path, level: int) -> bool:
        """Whether a tile at a level is loaded."""
        return (str(file), level) in self._images

    def forget(self) -> None:
        """Drop everything, as when another picture is shown."""
        self._images.clear()
        self._wanted.clear()
        self._bytes = 0

    def _pump(self) -> None:
        while self._wanted and len(self._asked) < _AT_ONCE:
            name, (width, arrived) = self._wanted.popitem(last=True)
            self._asked.add(name)
            pixels = 0 if name[1] == 0 else max(8, width >> name[1])
            self._ask(
                partial(worker_picture, Path(name[0]), pixels),
                partial(self._take, name, arrived),
                self,
            )

    def _take(self, name: Name, arrived: Callable[[], None], image: QImage) -> None:
        self._asked.discard(name)
        self._images[name] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > _BYTES and len(self._images) > 1:
            _, old = self._images.popitem(last=False)
            self._bytes -= old.sizeInBytes()
        arrived()
        self.loaded.emit()
        self._pump()


class TileItem(QGraphicsItem):
    """One tile in its place; paints paper until it has arrived."""

    def __init__(self, store: TileStore, file: Path, box: QRectF) -> None:
        super().__init__()
        self._store, self._file = store, file
        self._size = QRectF(0, 0, box.width(), box.height())
        self.setPos(box.topLeft())
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Return the tile's box in pixels of the picture."""
        return self._size

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint what is exposed of the tile."""
        del widget
        exposed = option.exposedRect & self._size  # pyright: ignore[reportAttributeAccessIssue]
        scale = painter.worldTransform().m11() * ratio_of(painter)
        level = min(_DEEPEST, max(0, math.floor(math.log2(1 / scale)))) if scale < 1 else 0
        image = self._store.image(self._file, level, round(self._size.width()), self.update)
        if image is None or image.isNull():
            painter.fillRect(exposed, QColor(theme.tokens.rail))
            return
        across = image.width() / self._size.width()
        down = image.height() / self._size.height()
        source = QRectF(
            exposed.x() * across,
            exposed.y() * down,
            exposed.width() * across,
            exposed.height() * down,
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(exposed, image, source)

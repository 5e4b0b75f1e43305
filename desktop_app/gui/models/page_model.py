"""Pages of the preview: drawn by a worker when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from desktop_app.gui.models.card_facts import worker_picture
from desktop_app.gui.texts import tr

if TYPE_CHECKING:
    from desktop_app.app.exporting import Preview
    from desktop_app.gui.bridge import Session

ImageRole = int(Qt.ItemDataRole.UserRole) + 1
BlurredRole = ImageRole + 1
Index = QModelIndex | QPersistentModelIndex
_KEPT = 24


class PageModel(QAbstractListModel):
    """The pages of one preview; ``pixels`` is the width a page is drawn with."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._preview: Preview | None = None
        self._pages = 0
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._asked: set[int] = set()
        self._revealed: set[int] = set()
        self.pixels = 900
        session.blur_changed.connect(self._hide_all)

    def show_preview(self, preview: Preview | None, pages: int) -> None:
        """List the pages of a preview that was built."""
        self.beginResetModel()
        self._preview, self._pages = preview, pages
        self._images.clear()
        self._asked.clear()
        self.endResetModel()

    def set_pixels(self, pixels: int) -> None:
        """Draw pages with another width from now on."""
        if pixels != self.pixels:
            self.pixels = pixels
            self._images.clear()
            self._asked.clear()
            if self._pages:
                self.dataChanged.emit(self.index(0), self.index(self._pages - 1))

    def reveal(self, page: int) -> None:
        """Show one blurred page."""
        self._revealed.add(page)
        self.dataChanged.emit(self.index(page), self.index(page))

    def _hide_all(self) -> None:
        self._revealed.clear()
        if self._pages:
            self.dataChanged.emit(self.index(0), self.index(self._pages - 1))

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """Return the number of pages."""
        return 0 if parent is not None and parent.isValid() else self._pages

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a page's picture (null until drawn) or its name."""
        if not index.isValid():
            return None
        if role == ImageRole:
            return self._image(index.row())
        if role == BlurredRole:
            shown = index.row() == 0 or index.row() in self._revealed
            return self._session.settings.blur_abuse and not shown
        if role == Qt.ItemDataRole.DisplayRole:
            return tr("gui.export.page", page=index.row() + 1, pages=self._pages)
        return None

    def _image(self, page: int) -> QImage:
        image = self._images.get(page)
        if image is not None:
            self._images.move_to_end(page)
            return image
        preview, pixels = self._preview, self.pixels
        if preview is not None and page not in self._asked:
            self._asked.add(page)
            self._session.ask(
                lambda: (preview, pixels, page, worker_picture(preview.page(page, pixels))),
                self._take,
                self,
                lambda: self._asked.discard(page),
            )
        return QImage()

    def _take(self, answer: tuple[Preview, int, int, QImage]) -> None:
        preview, pixels, page, image = answer
        if preview is not self._preview or pixels != self.pixels:
            return
        self._asked.discard(page)
        self._images[page] = image
        if len(self._images) > _KEPT:
            self._images.popitem(last=False)
        self.dataChanged.emit(self.index(page), self.index(page))

"""Pages of our own PDF as pictures, for the preview."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from desktop_app.foundation.errors import JuzhengError


def render(pdf: Path, index: int, width: int, target: Path) -> int:
    """Draw page ``index`` (from 0) ``width`` pixels wide to a PNG; return the page count.

    Raises:
        JuzhengError: ``preview.no_page`` where there is no such page.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = len(document)
        if not 0 <= index < pages:
            raise JuzhengError("preview.no_page")
        page = document[index]
        bitmap = page.render(scale=width / page.get_width())
        picture = bitmap.to_pil().convert("RGB")
        temporary = target.with_name(f".{target.name}.part")
        picture.save(temporary, "PNG", compress_level=1)
        temporary.replace(target)
        bitmap.close()
        page.close()
        return pages
    finally:
        document.close()

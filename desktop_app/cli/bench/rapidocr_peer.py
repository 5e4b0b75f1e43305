"""Reads pictures with RapidOCR and prints one JSON line each; run as a program of its own.

It imports nothing of this project, so any interpreter that has the ``rapidocr`` wheel can
run it.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def main() -> None:
    """Read every file named on the command line."""
    import logging

    from rapidocr import RapidOCR  # pyright: ignore[reportMissingImports]

    logging.disable(logging.WARNING)
    engine: Any = RapidOCR()
    for name in sys.argv[1:]:
        began = time.perf_counter()
        result = engine(name)
        seconds = time.perf_counter() - began
        lines = list(getattr(result, "txts", None) or ())
        shape = {"path": name, "text": "\n".join(lines), "seconds": seconds}
        sys.stdout.write(json.dumps(shape, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

"""Join the pieces of a split web font to one TrueType file: ``join_fonts.py OUT PIECE…``."""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

# Tables that drawing one line of Chinese doesn't need and that don't join.
_LEFT_OUT = (
    *("GSUB", "GPOS", "GDEF", "BASE", "DSIG", "vhea", "vmtx", "VORG"),
    *("kern", "meta", "gasp", "fpgm", "prep", "cvt "),
)


def main(out: Path, pieces: list[Path]) -> None:
    """Write the joined font."""
    with tempfile.TemporaryDirectory() as folder:
        plain: list[str] = []
        for index, piece in enumerate(pieces):
            font = TTFont(piece)
            font.flavor = None
            for table in _LEFT_OUT:
                if table in font:
                    del font[table]
            plain.append(str(Path(folder) / f"{index}.ttf"))
            font.save(plain[-1])
        Merger().merge(plain).save(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])

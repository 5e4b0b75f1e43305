"""Make an int8 language file of a checkpoint: ``pack.py WORK CHECKPOINT OUT.traineddata``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from network import ROWS
from weights import Lstm

VERSION = "juzheng:chi_sim_screen:[1,36,0,1Ct3,3,16Mp3,3Lfys64Lfx96Lrx96Lfx512O1c1]"
# Blanks as the network sees them. Normalised strips are dark on white: a second reading of
# the inverted picture, which Tesseract does where it is unsure, only costs time.
CONFIG = "preserve_interword_spaces 1\ntessedit_do_invert 0\n"


def main(work: Path, checkpoint: Path, out: Path) -> None:
    """Write the language file, without the stock file's word lists."""
    matrices = [np.asarray(one, float) for one in np.load(checkpoint, allow_pickle=True)]
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "new."
        for part in ("lstm-unicharset", "lstm-recoder"):
            shutil.copy(work / f"new.{part}", f"{stem}{part}")
        Path(f"{stem}lstm").write_bytes(Lstm(work / "old.lstm").with_matrices(matrices, ROWS))
        Path(f"{stem}config").write_text(CONFIG, encoding="ascii")
        Path(f"{stem}version").write_text(VERSION, encoding="ascii")
        subprocess.run(["combine_tessdata", stem], check=True)
        shutil.copy(f"{stem}traineddata", out)


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:4]))

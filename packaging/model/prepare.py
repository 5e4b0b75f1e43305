"""Lay out a work folder: ``prepare.py WORK STOCK.traineddata WUBI.dict.yaml``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from charset import extended, recoder_of, stock, unicharset_of, wubi_keys


def main(work: Path, model: Path, table: Path) -> None:
    """Take the stock language file apart and write the extended character set beside it."""
    work.mkdir(parents=True, exist_ok=True)
    copy = work / "old.traineddata"
    shutil.copy(model, copy)
    subprocess.run(["combine_tessdata", "-u", copy, work / "old."], check=True)
    unicharset = work / "old.lstm-unicharset"
    whole = extended(stock(unicharset, work / "old.lstm-recoder"), wubi_keys(table))
    text = unicharset_of(unicharset, whole)
    (work / "new.lstm-unicharset").write_text(text, encoding="utf-8")
    (work / "new.lstm-recoder").write_bytes(recoder_of(whole))


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:4]))

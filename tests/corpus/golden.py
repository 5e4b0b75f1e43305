"""What drawn pictures of every kind without bubbles say, word for word.

``python -m tests.corpus.golden`` draws them, reads them and writes ``golden.json`` anew; look
at the difference before it is kept. The pictures themselves are drawn whenever they are
needed and stored nowhere.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from desktop_app.app.recognition import FileReading, read_files
from desktop_app.workers.pool import InlineWorkers
from tests.corpus.draw import draw_one, save

FILE = Path(__file__).with_name("golden.json")
PICTURES = {
    "sms_flat": 11, "calls_ios": 11, "calls_miui": 12, "calls_huawei": 11, "calls_detail": 11,
    "calls_arrows": 11, "table_mobile": 11, "table_unicom": 12, "table_telecom": 13, "mail": 11,
    "slip": 11, "shade": 11, "lock": 11, "inbox": 11,
}  # fmt: skip


def read(name: str, folder: Path) -> dict[str, Any]:
    """Draw one picture and return what is read of it, without places and confidences."""
    path = save(draw_one(name, PICTURES[name]), folder)
    (reading,) = read_files([path], "second", InlineWorkers())
    return said(reading)


def said(reading: FileReading) -> dict[str, Any]:
    """Return kind, title, messages and calls of a reading as plain values."""
    transcript = reading.transcript
    assert transcript is not None, reading.error
    return {
        "kind": transcript.kind.value,
        "title": transcript.title,
        "messages": [
            [m.speaker.value, m.speaker_name, m.text, m.moment.iso() if m.moment else None]
            for m in transcript.messages
        ],
        "calls": [
            [
                c.number,
                c.direction.value,
                c.missed,
                c.moment.iso() if c.moment else None,
                c.duration_s,
                c.count,
            ]
            for c in transcript.calls
        ],
    }


def kept() -> dict[str, Any]:
    """Return what is expected, by name."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def main() -> None:
    """Read all pictures and write the expectation anew."""
    with tempfile.TemporaryDirectory() as folder:
        found = {name: read(name, Path(folder)) for name in PICTURES}
    FILE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

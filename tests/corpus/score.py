"""Score a reader against the truth, as the shared reading notes define it.

``python -m tests.corpus.score TRUTH.json READ.json`` where READ.json is what
``juzheng read --json`` printed (or ``{"files": [{"path", "text", …}]}`` of any reader).

CER of a message: edit distance to the best-matching part of the output, divided by the
length of the message; both width-folded, without spaces, punctuation and symbols. Found:
CER <= 0.1. Time lines may also stand in ``text`` only. Speaker: share of found messages
that the best-matching read message gives the right side (a found message that no read
message holds counts as wrong).
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from tests.corpus.timewords import same_time

FOUND = 0.1


def fold(text: str) -> str:
    """Return letters and digits only, width-folded, lower case."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in wide if unicodedata.category(c)[0] in "LN")


def best_part_distance(pattern: str, text: str) -> int:
    """Return the smallest edit distance of ``pattern`` to any part of ``text``."""
    if not text:
        return len(pattern)
    haystack = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    steps = np.arange(len(text) + 1)
    row = np.zeros(len(text) + 1, np.int64)
    for index, char in enumerate(pattern, 1):
        fresh = np.empty_like(row)
        fresh[0] = index
        fresh[1:] = np.minimum(row[:-1] + (haystack != ord(char)), row[1:] + 1)
        row = np.minimum.accumulate(fresh - steps) + steps
    return int(row.min())


@dataclass(slots=True)
class Score:
    """Sums over pictures; see the properties for the figures of the table."""

    images: int = 0
    messages: int = 0
    errors: float = 0.0
    found: int = 0
    speakers: int = 0
    speakers_right: int = 0
    times: int = 0
    time_errors: float = 0.0
    times_parsed: int = 0
    calls: int = 0
    calls_right: int = 0
    wrong_lines: int = 0
    wrong_doubtful: int = 0
    right_lines: int = 0
    right_doubtful: int = 0
    seconds: float = 0.0

    @property
    def cer(self) -> float:
        """Mean CER of messages."""
        return self.errors / self.messages if self.messages else 0.0

    @property
    def found_share(self) -> float:
        """Share of messages with CER <= 0.1."""
        return self.found / self.messages if self.messages else 0.0

    @property
    def speaker_share(self) -> float | None:
        """Share of found messages with the right side, None where not offered."""
        return self.speakers_right / self.speakers if self.speakers else None

    @property
    def time_cer(self) -> float | None:
        """Mean CER of time lines."""
        return self.time_errors / self.times if self.times else None

    @property
    def call_share(self) -> float | None:
        """Share of call rows with number, direction, missed, start and duration right."""
        return self.calls_right / self.calls if self.calls else None

    @property
    def seconds_an_image(self) -> float:
        """Mean seconds."""
        return self.seconds / self.images if self.images else 0.0


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).removeprefix("0086")


def _call_right(truth: Mapping[str, Any], read: Mapping[str, Any], reference: str) -> bool:
    return (
        _digits(str(read.get("number") or "")) == _digits(truth["number"])
        and (read.get("direction") or "unknown") == truth["direction"]
        and bool(read.get("missed")) == truth["missed"]
        and read.get("duration_s") == truth["duration"]
        and same_time(truth["start"], read.get("start"), reference)
    )


def own_words(message: Mapping[str, Any]) -> str:
    """Return a read message's folded words without those it quotes."""
    text = str(message.get("text") or "")
    for start, end in sorted(message.get("quoted") or (), reverse=True):
        text = text[:start] + text[end:]
    return fold(text)


def _same(folded: str, message: Mapping[str, Any]) -> float:
    other = own_words(message)
    if not other or not folded:
        return 0.0
    return fuzz.ratio(folded, other)


def score_file(
    truth: Mapping[str, Any], read: Mapping[str, Any], total: Score
) -> list[dict[str, Any]]:
    """Add one file to the sums and return what went wrong, for the eye.

    Args:
        truth: a file's object of ``truth.json``.
        read: a file's object of ``juzheng read --json``; ``text`` alone is enough.
        total: sums to add to.
    """
    faults: list[dict[str, Any]] = []
    total.images += 1
    total.seconds += float(read.get("seconds") or 0.0)
    messages = list(read.get("messages") or [])
    joined = "".join(fold(str(m.get("text") or "")) for m in messages)
    lines = fold(str(read.get("text") or ""))
    whole = joined or lines
    for message in truth["messages"]:
        if not message["scored"]:
            continue
        wanted = fold(message["text"])
        if not wanted:
            continue
        distance = best_part_distance(wanted, whole)
        if message["role"] == "time" and distance:
            distance = min(distance, best_part_distance(wanted, lines))
        rate = distance / len(wanted)
        if message["role"] == "time":
            total.times += 1
            total.time_errors += min(1.0, rate)
            if rate:
                faults.append({"role": "time", "want": message["text"], "cer": rate})
            continue
        total.messages += 1
        total.errors += min(1.0, rate)
        hit = rate <= FOUND
        total.found += hit
        nearest = max(messages, key=lambda m: _same(wanted, m), default=None)
        got = nearest["text"] if nearest else ""
        if rate:
            faults.append(
                {
                    "role": message["role"],
                    "want": message["text"],
                    "got": got,
                    "cer": rate,
                    "box": message["box"],
                }
            )
        if messages and hit and message["speaker"] != "system":
            total.speakers += 1
            card = message["role"] == "card"
            same = [
                m
                for m in messages
                if _same(wanted, m) >= 95
                or (card and wanted in own_words(m) and _within(m, message["box"]))
            ] or ([nearest] if nearest else [])
            near = min(same, key=lambda m: _apart(message, m), default=None)
            good = near is not None and near.get("speaker") == message["speaker"]
            total.speakers_right += good
            if not good:
                faults.append(
                    {
                        "role": "speaker",
                        "want": message["speaker"],
                        "got": near and near.get("speaker"),
                        "text": message["text"],
                    }
                )
    _score_calls(truth, read, total, faults)
    _score_doubt(truth, messages, total)
    return faults


def _apart(truth: Mapping[str, Any], read: Mapping[str, Any]) -> float:
    box = read.get("box")
    if not box:
        return 0.0
    return abs(box[1] + box[3] / 2 - truth["box"][1] - truth["box"][3] / 2)


def _score_calls(
    truth: Mapping[str, Any], read: Mapping[str, Any], total: Score, faults: list[dict[str, Any]]
) -> None:
    left = list(read.get("calls") or [])
    offered = "calls" in read
    for call in truth["calls"]:
        if not offered:
            continue
        total.calls += 1
        match = next((c for c in left if _call_right(call, c, truth["reference"])), None)
        if match is not None:
            total.calls_right += 1
            left.remove(match)
        else:
            near = max(
                left, key=lambda c: fuzz.ratio(str(c.get("number")), call["number"]), default=None
            )
            faults.append({"role": "call", "want": dict(call), "got": near})


def _score_doubt(
    truth: Mapping[str, Any], messages: Iterable[Mapping[str, Any]], total: Score
) -> None:
    """Count read lines as right or wrong, and how many of each are marked doubtful.

    A message that doesn't tell its ``lines`` counts as one. Words that quote somebody don't
    count, nor does a message that the picture's edge cuts. Of a card only the title is known:
    around it stand its price and labels. A slip's message may be several of the true ones in a
    row.
    """
    known = [(fold(m["text"]), m) for m in truth["messages"]]
    right_texts = [text for text, m in known if text and m["scored"]]
    cut = [text for text, m in known if text and not m["scored"]]
    cards = [(text, m["box"]) for text, m in known if text and m["role"] == "card"]
    for message in messages:
        folded = own_words(message)
        if len(folded) < 2:
            continue
        best = max(
            (fuzz.partial_ratio(folded, t) for t in right_texts if len(t) >= len(folded) - 1),
            default=0.0,
        )
        near = max((fuzz.ratio(folded, t) for t in right_texts), default=0.0)
        right = (
            best == 100.0
            or near == 100.0
            or any(title in folded and _within(message, box) for title, box in cards)
            or (truth.get("kind") == "slip" and _made_of(folded, right_texts))
        )
        if not right and (near < 60 or any(fuzz.partial_ratio(folded, t) >= 90 for t in cut)):
            continue
        whole = {"text": message["text"], "doubtful": message.get("status") == "doubtful"}
        for line in message.get("lines") or [whole]:
            words = fold(line["text"])
            if right or (words and any(words in text for text in right_texts)):
                total.right_lines += 1
                total.right_doubtful += line["doubtful"]
            else:
                total.wrong_lines += 1
                total.wrong_doubtful += line["doubtful"]


def _within(read: Mapping[str, Any], box: Sequence[int]) -> bool:
    """Whether the middle of a read message lies in a box."""
    if not read.get("box"):
        return False
    x, y, w, h = read["box"]
    return 0 <= x + w / 2 - box[0] <= box[2] and 0 <= y + h / 2 - box[1] <= box[3]


def _made_of(text: str, parts: Sequence[str]) -> bool:
    """Whether a text is nothing but some of the parts in a row."""
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            reached |= {at + len(part) for part in parts if text.startswith(part, at)}
    return len(text) in reached


def score(
    truth: Mapping[str, Any], files: Iterable[Mapping[str, Any]]
) -> tuple[Score, dict[str, list[dict[str, Any]]]]:
    """Return the sums and the faults of every file, matched by file name."""
    total = Score()
    faults: dict[str, list[dict[str, Any]]] = {}
    read = {Path(str(f["path"])).name: f for f in files}
    for name, wanted in truth["files"].items():
        if name in read:
            faults[name] = score_file(wanted, read[name], total)
    return total, faults


def main() -> None:
    """Print the figures and, with ``--faults``, what went wrong where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("truth", type=Path)
    parser.add_argument("read", type=Path)
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()
    truth = json.loads(options.truth.read_text(encoding="utf-8"))
    read = json.loads(options.read.read_text(encoding="utf-8"))
    total, faults = score(truth, read["files"])
    if options.faults:
        for name, found in faults.items():
            for fault in found:
                print(name, json.dumps(fault, ensure_ascii=False))
    figures = asdict(total) | {
        "cer": round(total.cer, 4),
        "found": round(total.found_share, 4),
        "speaker": total.speaker_share,
        "time_cer": total.time_cer,
        "calls": total.call_share,
        "seconds_an_image": round(total.seconds_an_image, 3),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()

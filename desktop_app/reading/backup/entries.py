"""What the entries of a back-up file mean: calls and messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.domain.transcript import (
    CallRecord,
    Direction,
    Message,
    SkippedRow,
    Speaker,
    Transcript,
)
from desktop_app.foundation.errors import InputRefused
from desktop_app.reading.backup.markup import Entry, entries
from desktop_app.reading.tables.charset import decode_text
from desktop_app.reading.tables.limits import MAX_ROWS
from desktop_app.reading.tables.values import start_of
from desktop_app.text import phones

_ROOTS = ("calls", "smses", "alllogs", "allsms", "allcalls", "logs")
_TAGS = ("call", "log", "sms", "mms", "part")
_ROOT = re.compile(rf"<({'|'.join(_ROOTS)})(?=[\s/>])([^>]*)>", re.IGNORECASE)
_DECLARED_COUNT = re.compile(r"count\s*=\s*[\"']([0-9]{1,9})[\"']")
_CHINA_OFFSET = timedelta(hours=8)
_CALL_TYPES: dict[str, tuple[Direction, bool, str]] = {
    "1": (Direction.IN, False, ""),
    "2": (Direction.OUT, False, ""),
    "3": (Direction.IN, True, ""),
    "4": (Direction.IN, True, "voicemail"),
    "5": (Direction.IN, True, "rejected"),
    "6": (Direction.IN, True, "blocked"),
    "7": (Direction.IN, False, ""),
}
_UNSENT = {"3": "draft", "4": "not_sent", "5": "not_sent", "6": "not_sent"}
_CALL_PLACES = frozenset(
    {"number", "date", "time", "type", "duration", "dur", "contact_name", "name"}
)


def looks_like_xml(data: bytes) -> bool:
    """Whether the bytes start like markup in any encoding that back-ups use."""
    head = data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<")


def understand(data: bytes) -> Transcript:
    """Return the calls or messages of an XML back-up; see ``backup.read``."""
    text = decode_text(data)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise InputRefused("backup.entities")
    root = _ROOT.search(text)
    if root is None:
        raise InputRefused("backup.unknown_format")
    reader = _Reader()
    for entry in entries(text, _TAGS):
        reader.take(entry)
        if reader.number > MAX_ROWS:
            raise InputRefused("table.too_many_rows", limit=MAX_ROWS)
    reader.finish()
    declared = _DECLARED_COUNT.search(root[2])
    if declared and int(declared[1]) != reader.number:
        reader.skipped.append(
            SkippedRow(0, "count_differs", cells=(declared[1], str(reader.number)))
        )
    return reader.transcript()


@dataclass(slots=True)
class _Reader:
    """Collects entries; rows are counted over calls and messages, parts belong to theirs."""

    number: int = 0
    calls: list[CallRecord] = field(default_factory=list[CallRecord])
    messages: list[Message] = field(default_factory=list[Message])
    skipped: list[SkippedRow] = field(default_factory=list[SkippedRow])
    _addresses: set[str] = field(default_factory=set[str])
    _pending: Entry | None = None
    _parts: list[str] = field(default_factory=list[str])

    def take(self, entry: Entry) -> None:
        """Take the next start tag."""
        if entry.tag == "part":
            if self._pending is not None and entry.values.get("ct", "") == "text/plain":
                self._parts.append(entry.values.get("text", ""))
            return
        self.finish()
        self.number += 1
        if entry.broken:
            self._skip("broken_entry", (entry.broken,))
        elif entry.tag in {"call", "log"}:
            self._call(entry.values)
        elif entry.tag == "sms":
            self._message(entry.values, entry.values.get("body", ""), entry.values.get("type", ""))
        else:
            self._pending = entry

    def finish(self) -> None:
        """Close a message of several parts, if one is open."""
        if self._pending is not None:
            values, self._pending = self._pending.values, None
            self._message(values, "\n".join(self._parts), values.get("msg_box", ""))
            self._parts.clear()

    def transcript(self) -> Transcript:
        """Return everything taken."""
        if self.messages or not self.calls:
            kind = EvidenceKind.SMS if self.messages else EvidenceKind.OTHER
        else:
            kind = EvidenceKind.CALL_TABLE
        lines = [_line(c.moment, c.name or c.number, "") for c in self.calls]
        lines += [_line(m.moment, m.speaker_name, m.text) for m in self.messages]
        title = next(iter(self._addresses)) if len(self._addresses) == 1 else ""
        return Transcript(
            kind,
            99.0 if self.calls or self.messages else 50.0,
            messages=tuple(self.messages),
            calls=tuple(self.calls),
            skipped=tuple(self.skipped),
            text="\n".join(lines),
            title=title,
        )

    def _skip(self, reason: str, cells: Sequence[str]) -> None:
        self.skipped.append(SkippedRow(self.number, reason, cells=tuple(cells)))

    def _call(self, values: dict[str, str]) -> None:
        moment = _moment(values)
        if moment is None:
            self._skip("no_start_time", list(values.values()))
            return
        kind = values.get("type", "")
        direction, missed, detail = _CALL_TYPES.get(kind, (Direction.UNKNOWN, False, ""))
        raw = values.get("duration") or values.get("dur", "")
        seconds = int(raw) if raw.isascii() and raw.isdecimal() else None
        number = values.get("number", "")
        hidden = values.get("presentation", "1") in {"2", "3"} or number.startswith("-")
        extra = tuple(
            (key, value)
            for key, value in values.items()
            if value and (key not in _CALL_PLACES or (key == "type" and _is_special(kind)))
        )
        rang = missed and bool(seconds)
        self.calls.append(
            CallRecord(
                number="" if hidden else phones.shown(number),
                direction=direction,
                missed=missed or (seconds == 0 and detail == ""),
                moment=moment,
                duration_s=None if rang else seconds,
                normalised="" if hidden else phones.normalise(number),
                name=_name(values),
                ring=f"{seconds}秒" if rang else "",
                detail=detail,
                row=self.number,
                extra=extra,
            )
        )

    def _message(self, values: dict[str, str], body: str, kind: str) -> None:
        moment = _moment(values)
        address = values.get("address", "")
        name = _name(values) or phones.shown(address)
        if reason := _UNSENT.get(kind):
            self._skip(reason, (address, body))
        elif not body.strip():
            self._skip("no_text", (address,))
        else:
            self._addresses.add(name)
            mine = kind == "2"
            self.messages.append(
                Message(
                    speaker=Speaker.SELF if mine else Speaker.OTHER,
                    text=body,
                    row=self.number,
                    speaker_name="" if mine else name,
                    moment=moment,
                )
            )


def _is_special(kind: str) -> bool:
    """Whether a type says more than a CallRecord has words for."""
    return kind == "7" or kind not in _CALL_TYPES


def _name(values: dict[str, str]) -> str:
    name = values.get("contact_name") or values.get("name", "")
    return "" if name in {"(Unknown)", "Unknown", "(未知)", "未知"} else name


def _moment(values: dict[str, str]) -> Moment | None:
    """Return the start: epoch milliseconds first, since printed dates follow the locale."""
    raw = values.get("date", "")
    if raw.isascii() and raw.isdecimal() and 9 <= len(raw) <= 13:
        epoch = int(raw) // 1000 if len(raw) > 10 else int(raw)
        instant = datetime.fromtimestamp(epoch, UTC) + _CHINA_OFFSET
        return Moment(instant.replace(tzinfo=None), Precision.SECOND, MomentSource.TABLE)
    for key in ("time", "readable_date", "date"):
        stated = start_of(values.get(key, ""))
        if stated and stated.year and stated.month and stated.day and stated.hour is not None:
            value = datetime(stated.year, stated.month, stated.day, stated.hour,
                             stated.minute or 0, stated.second or 0)  # fmt: skip
            precision = Precision.MINUTE if stated.second is None else Precision.SECOND
            return Moment(value, precision, MomentSource.TABLE, assumed=stated.assumed)
    return None


def _line(moment: Moment | None, who: str, text: str) -> str:
    time = moment.value.isoformat(sep=" ") if moment else ""
    return "\t".join(part for part in (time, who, text) if part)

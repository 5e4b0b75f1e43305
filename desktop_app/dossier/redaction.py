"""Personal data covered for the redacted edition, in every text and on every picture."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from desktop_app.domain.case import MessageView
from desktop_app.domain.geometry import Box
from desktop_app.domain.recognition import EvidenceKind
from desktop_app.dossier.material import DossierMaterial, Exhibit
from desktop_app.dossier.model import Dossier, Run

STAR = "*"
_EDGE = r"(?<![0-9A-Za-z])"
_END = r"(?![0-9A-Za-z])"
_MOBILE = r"(?:\+?(?:00)?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}"
_ADDRESSEE = re.compile(
    r"(?<![\u4e00-\u9fff])(?!电话|手机|号码|来电|去电|短信|联系|致电|客服|微信|[收寄发]件|收货)"
    r"[\u4e00-\u9fff]{2,3}(?=\s+" + _MOBILE + r"(?!\d))"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mail", re.compile(r"[0-9A-Za-z._%+\-]+@[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)+")),
    ("identity", re.compile(_EDGE + r"[1-9]\d{5}(?:19|20)\d{9}[\dXx]" + _END)),
    ("phone", re.compile(r"(?<![0-9A-Za-z.])" + _MOBILE + _END)),
    ("phone", re.compile(_EDGE + r"(?:\(0\d{2,3}\)|0\d{2,3})[-\s]?[2-9]\d{6,7}" + _END)),
    ("phone", re.compile(_EDGE + r"[48]00[-\s]?\d{3}[-\s]?\d{4}" + _END)),
    (
        "digits",
        re.compile(_EDGE + r"(?:\d{15,25}|\d{4}(?:[ \-]\d{4}){3,5}(?:[ \-]\d{1,4})?)" + _END),
    ),
    (
        "address",
        re.compile(
            r"(?:[\u4e00-\u9fff]{2,6}(?:省|市|区|县|镇|乡|街道))*"
            r"[\u4e00-\u9fff]{1,4}(?:路|街|巷|弄|村|大道|胡同|小区|花园|苑|公寓)"
            r"[\u4e00-\u9fff]{0,10}?\s*[0-9０-９一二三四五六七八九十百]+\s*"
            r"(?:号|弄|栋|幢|座|单元|室|楼|层)"
            r"(?:[\u4e00-\u9fffA-Za-z]{0,6}[0-9０-９一二三四五六七八九十百\-－]+"
            r"(?:号|栋|幢|座|单元|室|楼|层|户)?)*"
        ),
    ),
    (
        "address",
        re.compile(
            r"[0-9０-９]+\s*(?:号楼|栋|幢|座)\s*(?:[0-9０-９]+\s*单元)?\s*[0-9０-９]*\s*(?:室|户)?"
        ),
    ),
)
_PHONE = re.compile(r"\+?[\d\s\-]{7,18}")
_STAMP = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-2]\d[0-5]\d")
_HASH = re.compile(r"[0-9a-fA-F]{64}")
_LIKE_DIGIT = "0-9OoIlSBZ〇零一二三四五六七八九"
_LIKE_DIGITS = re.compile(rf"[{_LIKE_DIGIT}](?:[\s\-]?[{_LIKE_DIGIT}]){{6,}}")
_DATE = re.compile(r"(?:19|20)\d{2}[-\s]?\d{1,2}[-\s]?\d{1,2}(?:\s?\d{1,2})?")
_MIN_DIGITS = 5
_GENERIC = re.compile(
    r"淘宝|天猫|国际|微信|支付宝|京东|拼多多|抖音|阿里|旺旺|QQ|手机|电脑|平台|店铺|买家|本人|的"
    r"|账号|帐号|账户|昵称|会员名?|用户名?|名称|号码?|ID",
    re.IGNORECASE,
)

Model = TypeVar("Model")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text to mask and what it is."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Masker:
    """Finds personal data by what the case says of itself and by its form.

    Attributes:
        known: patterns of values given in the case: name, contact, order, call numbers.
        seen: every string that was masked, in clear.
    """

    known: list[tuple[str, re.Pattern[str]]]
    seen: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, material: DossierMaterial) -> Masker:
        """Return the masker for a case."""
        details = material.details
        known: list[tuple[str, re.Pattern[str]]] = []
        for kind, value in (
            ("name", details.complainant),
            ("phone" if _PHONE.fullmatch(details.contact) else "other", details.contact),
            ("digits", details.order_no),
            ("other", details.account),
            *(("name", name) for name in _screen_names(details.account)),
            *(("name", name) for name in _addressees(material)),
        ):
            known.extend(_known(kind, value))
        numbers = {
            text
            for exhibit in material.exhibits
            for view in exhibit.calls
            for text in (view.call.number, view.call.normalised)
        } | {item.number for item in material.patterns.numbers}
        for number in sorted(numbers):
            if sum(character.isdigit() for character in number) >= 7:
                known.extend(_known("phone", number))
        return cls(known)

    def find(self, text: str) -> list[Found]:
        """Return what must be masked, left to right, without overlap."""
        taken: list[Found] = []
        hashes = [match.span() for match in _HASH.finditer(text)]
        for kind, pattern in (*self.known, *_PATTERNS):
            for match in pattern.finditer(text):
                start, end = match.span()
                if kind == "digits" and _STAMP.match(match[0].replace(" ", "")):
                    continue
                if any(start < last and end > first for first, last in hashes):
                    continue
                if start < end:
                    taken.append(Found(start, end, kind))
        return _merged(taken)

    def mask(self, text: str) -> str:
        """Return the text with personal data covered; its length stays the same."""
        found = self.find(text)
        if not found:
            return text
        characters = list(text)
        for item in found:
            clear = text[item.start : item.end]
            covered = cover(clear, item.kind)
            if covered != clear:
                self.seen.add(clear)
                characters[item.start : item.end] = covered
        return "".join(characters)


def _merged(found: list[Found]) -> list[Found]:
    merged: list[Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if merged and item.start < merged[-1].end:
            last = merged[-1]
            if item.end > last.end:
                merged[-1] = Found(last.start, item.end, "other")
            continue
        merged.append(item)
    return merged


def _screen_names(account: str) -> list[str]:
    """Return the names within an account as typed: 淘宝账号“晓禾” gives 晓禾."""
    parts = re.split(r"[“”\"「」『』：:，,；;（）()\s]+", account)
    names = (_GENERIC.sub("", part) for part in parts)
    return [name for name in names if len(name) >= 2]


def _addressees(material: DossierMaterial) -> list[str]:
    """Return the names that stand before a mobile number on photos, as on a courier slip."""
    return sorted(
        {
            match[0]
            for exhibit in material.exhibits
            if exhibit.evidence.kind is EvidenceKind.SLIP or exhibit.evidence.device
            for view in exhibit.messages
            for match in _ADDRESSEE.finditer(view.message.text)
        }
    )


def _known(kind: str, value: str) -> Iterable[tuple[str, re.Pattern[str]]]:
    """Return a pattern for a value however blanks and hyphens are set in it."""
    bare = re.sub(r"[\s\-]", "", value)
    if kind == "other" and not _GENERIC.sub("", bare):
        return
    if len(bare) < 2 or (bare.isdigit() and len(bare) < _MIN_DIGITS):
        return
    body = r"[\s\-]?".join(re.escape(character) for character in bare)
    if bare.isascii():
        body = rf"(?<![0-9A-Za-z]){body}(?![0-9A-Za-z])"
    yield kind, re.compile(body, re.IGNORECASE)


def cover(text: str, kind: str) -> str:
    """Return a text of the same length with its telling part replaced by ``*``.

    A phone number keeps its first three and last four digits, an order or card number its
    last four, a name and a mail address their first character; all else is covered.
    """
    if kind == "phone":
        digits = [index for index, character in enumerate(text) if character.isdigit()]
        hidden = set(digits[-8:-4] if len(digits) >= 11 else digits[2:-2])
        return "".join(STAR if index in hidden else text[index] for index in range(len(text)))
    if kind == "digits" and len(text) >= 12:
        return "".join(
            STAR if character.isdigit() and index < len(text) - 4 else character
            for index, character in enumerate(text)
        )
    if kind == "name":
        return text[0] + STAR * (len(text) - 1)
    if kind == "mail":
        return text[0] + "".join("@" if character == "@" else STAR for character in text[1:])
    return STAR * len(text)


def redact(dossier: Dossier, masker: Masker) -> Dossier:
    """Return the dossier with every text masked and the clear strings in ``secrets``.

    Runs of one line are masked together, so that nothing survives because a tag's border
    runs through it. File paths and anchors are not text and stay.
    """
    covered = _masked(dossier, masker)
    return dataclasses.replace(
        covered,
        case_id=dossier.case_id,
        language=dossier.language,
        secrets=frozenset(masker.seen),
    )


_NOT_TEXT = frozenset({"anchor", "target", "first", "last", "language", "case_id", "path"})


def _masked(value: Any, masker: Masker) -> Any:
    if isinstance(value, str) and type(value) is str:
        return masker.mask(value)
    if isinstance(value, tuple):
        if value and all(dataclasses.is_dataclass(item) for item in value):
            value = _masked_runs(value, masker)
        return tuple(_masked(item, masker) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            item.name: _masked(getattr(value, item.name), masker)
            for item in dataclasses.fields(value)
            if item.name not in _NOT_TEXT
        }
        return dataclasses.replace(value, **changes)
    return value


def _masked_runs(line: tuple[Any, ...], masker: Masker) -> tuple[Any, ...]:
    texts = [item.text if isinstance(item, Run) else "\n" for item in line]
    if sum(isinstance(item, Run) for item in line) < 2:
        return line
    covered = masker.mask("".join(texts))
    result: list[Any] = []
    at = 0
    for item, text in zip(line, texts, strict=True):
        if isinstance(item, Run):
            item = dataclasses.replace(item, text=covered[at : at + len(text)])
        at += len(text)
        result.append(item)
    return tuple(result)


def painted(exhibit: Exhibit, masker: Masker) -> tuple[Box, ...]:
    """Return the boxes to fill with black on an exhibit's picture, in picture pixels.

    A doubtful reading is given no benefit: where another reading of a message, or its text
    before a correction, holds more than the text shown, the whole message is covered; so is
    a line with a long run of digits or of what a reader mistakes for digits. A call row is
    covered whole if its number is masked, as only the row's place is known; so is the strip
    above a message where the conversation's title or the name over the message is masked.
    """
    boxes = _painted_names(exhibit, masker)
    for view in exhibit.messages:
        boxes.extend(_painted_message(view, masker))
    for call in exhibit.calls:
        record = call.call
        if record.box is not None and any(
            masker.find(text) for text in (record.number, record.normalised, record.name)
        ):
            boxes.append(record.box)
    return tuple(boxes)


def _painted_names(exhibit: Exhibit, masker: Masker) -> list[Box]:
    """Return the strips that hold a masked title or name: what stands above the words."""
    evidence = exhibit.evidence
    spans: list[tuple[int, int, str]] = []
    for view in exhibit.messages:
        message = view.message
        boxes = [piece.box for piece in message.pieces] or [message.box]
        known = [box for box in boxes if box is not None]
        if known:
            top, bottom = min(box.y for box in known), max(box.bottom for box in known)
            spans.append((top, bottom, message.speaker_name))
    strips: list[Box] = []
    if masker.find(evidence.title):
        first = min((top for top, _, _ in spans), default=evidence.height)
        strips.append(Box(0, 0, evidence.width, first))
    for top, _, name in spans:
        if masker.find(name):
            above = max((bottom for _, bottom, _ in spans if bottom <= top), default=0)
            strips.append(Box(0, above, evidence.width, top - above))
    return [strip for strip in strips if strip.w > 0 and strip.h > 0]


def _painted_message(view: MessageView, masker: Masker) -> list[Box]:
    message = view.message
    found = masker.find(message.text)
    others = [text for text in (view.read_text, *message.alternatives) if text != message.text]
    whole = message.box
    if not message.pieces or message.text != (view.read_text or message.text):
        tells = found or any(masker.find(text) for text in others)
        return (
            [whole]
            if tells and whole is not None
            else [piece.box for piece in message.pieces if tells]
        )
    if any(len(masker.find(text)) > len(found) for text in others):
        boxes = [piece.box for piece in message.pieces]
        return [whole, *boxes] if whole is not None else boxes
    spans = [(item.start, item.end) for item in found]
    spans.extend(
        match.span()
        for match in _LIKE_DIGITS.finditer(message.text)
        if _DATE.fullmatch(match[0]) is None
    )
    return [_grown(box) for start, end in spans for box in message.boxes_of(start, end)]


def _grown(box: Box) -> Box:
    """Return a box a little larger, since character borders are estimates."""
    side, rise = max(2, box.h // 3), max(2, box.h // 6)
    left, top = max(0, box.x - side), max(0, box.y - rise)
    return Box(left, top, box.right + side - left, box.bottom + rise - top)

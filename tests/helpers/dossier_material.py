"""An invented case with drawn pictures, and a stand-in for the imaging side's slices."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw, ImageFont

from desktop_app.domain.case import (
    CallView,
    CaseDetails,
    Evidence,
    EvidenceState,
    MessageView,
    SuggestionView,
)
from desktop_app.domain.export import ExportOptions
from desktop_app.domain.geometry import Box
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import EvidenceKind, LineStatus
from desktop_app.domain.tags import Decision, Scenario, Severity, Suggestion, Verdict
from desktop_app.domain.transcript import CallRecord, Direction, Message, Piece, SkippedRow, Speaker
from desktop_app.dossier.compose import compose
from desktop_app.dossier.material import (
    CoverageRow,
    Custody,
    DossierMaterial,
    Exhibit,
    ItemRef,
    LegalBasis,
    NumberCount,
    Patterns,
    RulebookFacts,
    SlicePicture,
)
from desktop_app.dossier.model import Dossier
from desktop_app.dossier.pdf import RenderResult, render
from desktop_app.dossier.slices import plan
from desktop_app.foundation.progress import CancelToken, NoProgress

FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
NOW = datetime(2022, 6, 24, 9, 30, 15, tzinfo=UTC).astimezone(ZoneInfo("Asia/Shanghai"))
RULEBOOK = "tmall-global/2022-06-14"
DETAILS = CaseDetails(
    title="毛毯纠纷",
    shop="悦享家居海外旗舰店",
    shop_id="悦享家居",
    platform="天猫国际平台",
    order_no="2871334500214410",
    order_date="2022-06-09 付款",
    complainant="林晓禾",
    contact="13800006712",
    device="iPhone 13（本人使用）",
    account="淘宝账号“晓禾看世界”",
)
T = [
    ("system", "昨天 22:47", ()),
    ("other", "亲，您为什么给差评？", ()),
    ("self", "发的货和图片完全不一样", ()),
    (
        "other",
        "你这个傻逼，不删差评你等着瞧",
        (("abuse", "general", "傻逼"), ("threat", "general", "不删差评你等着瞧")),
    ),
    (
        "other",
        "我知道你家住在幸福路12号3栋502室",
        (("threat", "serious", "我知道你家住在幸福路12号3栋502室"),),
    ),
    ("self", "请不要再联系我，有事找平台客服，我的电话13800006712不要再打", ()),
    ("other", "呵呵😀前𠮷后，你跑不掉的", (("threat", "general", "你跑不掉的"),)),
]
REASONS = {
    "abuse": "“傻逼”是侮辱人格的词语，指向投诉人本人。",
    "threat": "以不特定的后果要求删除评价，足以使人感到不安。",
    "nuisance": "投诉人已明确拒绝联系，仍在夜间反复来电。",
    "mailing": "邮寄令人反感的物品，严重影响正常生活。",
}


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[tuple[int, int]]:
    lines, start = [], 0
    for end in range(1, len(text) + 1):
        if font.getlength(text[start:end]) > width:
            lines.append((start, end - 1))
            start = end - 1
    lines.append((start, len(text)))
    return lines


def draw_chat(path: Path, talk, width: int = 1080, size: int = 42, dark: bool = False):
    """Draw a phone chat; return its height and (box, pieces) of each message."""
    font = ImageFont.truetype(str(FONT), size)
    lead = int(size * 1.5)
    pad = int(size * 0.6)
    y = int(size * 4)
    plans = []
    for speaker, text, _ in talk:
        lines = _wrap(text, font, int(width * 0.62))
        wide = max(int(font.getlength(text[a:b])) for a, b in lines) + 2 * pad
        high = lead * len(lines) + pad
        x = {"other": int(width * 0.13), "self": width - wide - int(width * 0.13)}.get(
            speaker, (width - wide) // 2
        )
        plans.append((speaker, text, lines, Box(x, y, wide, high)))
        y += high + int(size * 1.1)
    height = y + int(size * 3)
    picture = Image.new("RGB", (width, height), "#17191B" if dark else "#EDEDED")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, width, int(size * 2.6)), fill="#202326" if dark else "#F7F7F7")
    pen.text((width / 2, size * 1.3), "悦享家居", "#E8EAEC" if dark else "#111", font, anchor="mm")
    placed = []
    for speaker, text, lines, box in plans:
        if speaker != "system":
            fill = "#95EC69" if speaker == "self" else ("#33383D" if dark else "#FFFFFF")
            pen.rounded_rectangle((box.x, box.y, box.right, box.bottom), 16, fill=fill)
            left = box.x - int(size * 2.2) if speaker == "other" else box.right + int(size * 0.5)
            pen.rounded_rectangle(
                (left, box.y, left + size * 1.7, box.y + size * 1.7), 12, fill="#9AA5B1"
            )
        pieces = []
        for number, (a, b) in enumerate(lines):
            x0, y0 = box.x + pad, box.y + pad // 2 + number * lead
            ink = (
                "#888"
                if speaker == "system"
                else ("#E8EAEC" if dark and speaker == "other" else "#111")
            )
            pen.text((x0, y0 + lead // 2), text[a:b], ink, font, anchor="lm")
            edges = tuple(int(x0 + font.getlength(text[a:index])) for index in range(a, b + 1))
            pieces.append(Piece(a, b, Box(x0, y0 + 4, edges[-1] - x0, lead - 8), edges))
        placed.append((box, tuple(pieces)))
    picture.save(path)
    return height, placed


def moment(
    day: int,
    hour: int = 0,
    minute: int = 0,
    second: int = 0,
    *,
    precision=Precision.MINUTE,
    source=MomentSource.SCREEN_ABSOLUTE,
    **more,
) -> Moment:
    return Moment(datetime(2022, 6, day, hour, minute, second), precision, source, **more)


class Builder:
    """Collects exhibits with running ids."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.exhibits: list[Exhibit] = []
        self.paths: dict[int, Path] = {}
        self._id = 0

    def next_id(self) -> int:
        self._id += 1
        return self._id

    def evidence(
        self,
        number: str,
        kind: EvidenceKind,
        name: str,
        data: bytes,
        *,
        media="image/png",
        width=0,
        height=0,
        at: Moment | None = None,
        title="",
        note="",
        device="",
        skipped=0,
    ) -> Evidence:
        return Evidence(
            id=self.next_id(),
            number=number,
            sha256=hashlib.sha256(data).hexdigest(),
            name=name,
            size=len(data),
            media_type=media,
            kind=kind,
            kind_by_person=False,
            kind_confidence=97.0,
            state=EvidenceState.READY,
            problem="",
            added_at=datetime(2022, 6, 24, 1, 2, 3, tzinfo=UTC),
            moment=at,
            captured=at,
            width=width,
            height=height,
            device=device,
            title=title,
            note=note,
            skipped=skipped,
            withdrawn=False,
        )

    def chat(
        self,
        number: str,
        talk,
        name: str,
        *,
        day: int,
        decide=True,
        width=1080,
        size=42,
        dark=False,
        note="",
        kind=EvidenceKind.CHAT,
    ) -> Exhibit:
        path = self.folder / f"{name}.drawn.png"
        height, placed = draw_chat(path, talk, width, size, dark)
        evidence = self.evidence(
            number,
            kind,
            name,
            path.read_bytes(),
            width=width,
            height=height,
            title="悦享家居",
            note=note,
            at=moment(day, 23, 47, 12, precision=Precision.SECOND, source=MomentSource.FILE_NAME),
            device="iPhone 13",
        )
        self.paths[evidence.id] = path
        messages = []
        for ordinal, ((speaker, text, tags), (box, pieces)) in enumerate(
            zip(talk, placed, strict=True)
        ):
            when = moment(
                day, 22, 47, source=MomentSource.SCREEN_RELATIVE, anchor=MomentSource.FILE_NAME
            )
            if ordinal > 1:
                when = dataclasses.replace(when, source=MomentSource.BRACKET, anchor=None)
            suggestions = []
            for scenario, severity, words in tags:
                start = text.index(words)
                span = (start, start + len(words))
                suggestion = Suggestion(
                    Scenario(scenario),
                    Severity(severity),
                    f"{scenario}.1",
                    RULEBOOK,
                    (span,),
                    (words,),
                    REASONS[scenario],
                )
                decision = Decision(
                    Verdict.ACCEPTED,
                    Scenario(scenario),
                    Severity(severity),
                    f"{scenario}.1",
                    (span,),
                )
                suggestions.append(
                    SuggestionView(self.next_id(), suggestion, decision if decide else None)
                )
            refusal = ((0, 7),) if "请不要再联系我" in text else ()
            messages.append(
                MessageView(
                    self.next_id(),
                    evidence.id,
                    ordinal,
                    Message(
                        Speaker(speaker),
                        text,
                        box,
                        speaker_name="悦享家居客服" if speaker == "other" else "",
                        moment=when,
                        confidence=95,
                        pieces=pieces,
                        status=LineStatus.DOUBTFUL if ordinal == 2 else LineStatus.AGREED,
                    ),
                    text,
                    refusal=refusal,
                    suggestions=tuple(suggestions),
                )
            )
        exhibit = Exhibit(evidence, tuple(messages))
        self.exhibits.append(exhibit)
        return exhibit

    def call_table(self, number: str, count: int, *, decide=True) -> Exhibit:
        evidence = self.evidence(
            number,
            EvidenceKind.CALL_TABLE,
            "通话详单_202206.csv",
            b"calls%d" % count,
            media="text/csv",
            at=moment(24, precision=Precision.DAY, source=MomentSource.TABLE),
            note="投诉人在运营商网上营业厅下载",
            skipped=2,
        )
        calls = []
        start = datetime(2022, 6, 18, 20, 3, 11)
        for ordinal in range(count):
            at = start + timedelta(minutes=37 * ordinal, seconds=ordinal % 7)
            number_ = ["13912345678", "02161234567", "17099990001"][ordinal % 3]
            night = at.hour >= 22 or at.hour < 8
            suggestion = Suggestion(
                Scenario.NUISANCE,
                Severity.GENERAL,
                "nuisance.night",
                RULEBOOK,
                ((0, 1),),
                ("夜间",),
                REASONS["nuisance"],
            )
            decision = Decision(
                Verdict.ACCEPTED, Scenario.NUISANCE, Severity.GENERAL, "nuisance.night"
            )
            views = (
                (SuggestionView(self.next_id(), suggestion, decision if decide else None),)
                if night
                else ()
            )
            calls.append(
                CallView(
                    self.next_id(),
                    evidence.id,
                    ordinal,
                    CallRecord(
                        number_,
                        Direction.IN,
                        missed=ordinal % 4 == 0,
                        moment=Moment(at, Precision.SECOND, MomentSource.TABLE),
                        duration_s=None if ordinal % 4 == 0 else 7 + ordinal * 3,
                        row=ordinal + 2,
                    ),
                    suggestions=views,
                )
            )
        skipped = (SkippedRow(1, "header"), SkippedRow(count + 2, "no_start_time"))
        exhibit = Exhibit(evidence, calls=tuple(calls), skipped=skipped)
        self.exhibits.append(exhibit)
        return exhibit

    def call_list(self, number: str, *, decide=True) -> Exhibit:
        path = self.folder / "来电列表.drawn.png"
        picture = Image.new("RGB", (1080, 1900), "#FFFFFF")
        pen = ImageDraw.Draw(picture)
        big, little = (ImageFont.truetype(str(FONT), size) for size in (46, 32))
        rows = []
        for index in range(9):
            top = 200 + index * 180
            number_ = ("139 1234 5678", "021-61234567")[index % 2]
            when = moment(
                19, 23 - index, 14, source=MomentSource.SCREEN_RELATIVE, anchor=MomentSource.EXIF
            )
            pen.text((60, top + 30), number_, "#C0392B", big)
            pen.text((60, top + 100), "上海　未接来电", "#888", little)
            pen.text((880, top + 60), when.value.strftime("%H:%M"), "#888", little)
            pen.line((60, top + 178, 1020, top + 178), "#DDD", 2)
            rows.append((number_, when, Box(40, top, 1000, 178)))
        picture.save(path)
        evidence = self.evidence(
            number,
            EvidenceKind.CALL_LIST,
            "来电列表.png",
            path.read_bytes(),
            width=1080,
            height=1900,
            at=moment(20, 8, 3, source=MomentSource.EXIF),
        )
        self.paths[evidence.id] = path
        decision = Decision(Verdict.ACCEPTED, Scenario.NUISANCE, Severity.GENERAL, "nuisance.night")
        suggestion = Suggestion(
            Scenario.NUISANCE,
            Severity.GENERAL,
            "nuisance.night",
            RULEBOOK,
            ((0, 1),),
            ("夜间",),
            REASONS["nuisance"],
        )
        calls = tuple(
            CallView(
                self.next_id(),
                evidence.id,
                ordinal,
                CallRecord(
                    number_,
                    Direction.IN,
                    missed=True,
                    moment=when,
                    normalised="+86" + number_.replace(" ", ""),
                    count=1 + ordinal % 3,
                    box=box,
                    status=LineStatus.AGREED,
                ),
                (SuggestionView(self.next_id(), suggestion, decision if decide else None),)
                if ordinal < 2
                else (),
            )
            for ordinal, (number_, when, box) in enumerate(rows)
        )
        exhibit = Exhibit(evidence, calls=calls)
        self.exhibits.append(exhibit)
        return exhibit

    def photo(self, number: str, kind: EvidenceKind, name: str) -> Exhibit:
        path = self.folder / f"{name}.drawn.jpg"
        picture = Image.new("RGB", (1600, 1200), "#C9BBA5")
        pen = ImageDraw.Draw(picture)
        font = ImageFont.truetype(str(FONT), 56)
        pen.rectangle((260, 180, 1340, 1020), fill="#EFE9DD", outline="#665", width=6)
        line = "收件人：林晓禾　13800006712"
        pen.text((320, 260), line, "#222", font)
        pen.text((320, 380), "寄件人：悦享家居", "#222", font)
        picture.save(path, quality=85)
        evidence = self.evidence(
            number,
            kind,
            name,
            path.read_bytes(),
            media="image/jpeg",
            width=1600,
            height=1200,
            at=moment(20, 10, 15, source=MomentSource.EXIF),
            device="iPhone 13",
        )
        self.paths[evidence.id] = path
        piece = Piece(0, len(line), Box(320, 262, int(font.getlength(line)), 60))
        decision = Decision(
            Verdict.ADDED, Scenario.MAILING, Severity.SERIOUS, note="包裹内是一套寿衣"
        )
        exhibit = Exhibit(
            evidence,
            (
                MessageView(
                    self.next_id(),
                    evidence.id,
                    0,
                    Message(Speaker.SYSTEM, line, piece.box, pieces=(piece,), moment=None),
                    line,
                    added=(decision,),
                ),
            ),
        )
        self.exhibits.append(exhibit)
        return exhibit


LONG = [
    ("system", "6月19日 00:12", ()),
    *[
        turn
        for index in range(16)
        for turn in (
            (
                "other",
                f"第{index + 1}次问你，差评到底删不删？不删我们天天找你，你自己看着办。",
                (("threat", "general", "不删我们天天找你"),) if index % 4 == 1 else (),
            ),
            ("self", "商品与描述不符，我只按平台流程处理。", ()),
        )
    ],
    ("self", "请不要再联系我。", ()),
    ("other", "你全家都是狗", (("abuse", "general", "你全家都是狗"),)),
]
TRADE = [
    ("system", "6月9日 10:20", ()),
    ("self", "请问这款毛毯是纯羊毛的吗？", ()),
    ("other", "是的亲，百分之百羊毛，48小时内发货。", ()),
    ("self", "好的，已付款。", ()),
]
PC = [
    ("other", "亲，赠品我们可以再补一份，差评能改一下吗", ()),
    ("self", "不改", ()),
    ("other", "贱人，给脸不要脸", (("abuse", "serious", "贱人"),)),
]


def build(
    folder: Path,
    *,
    decide: bool = True,
    options: ExportOptions | None = None,
    calls: int = 112,
    language: str = "zh-CN",
    details: CaseDetails = DETAILS,
) -> tuple[DossierMaterial, Builder]:
    """Build the invented case in a folder."""
    maker = Builder(folder)
    maker.chat(
        "1-1",
        T,
        "Screenshot_20220618_234712.png",
        day=17,
        decide=decide,
        note="投诉人在本人手机淘宝 App 内截屏，原机保留",
    )
    maker.chat("1-2", LONG, "微信图片_20220619001355.png", day=19, decide=decide)
    maker.chat("1-3", PC, "PC窗口.png", day=19, decide=decide, width=1500, size=22)
    maker.chat("1-10", TRADE, "IMG_0231.png", day=9, decide=decide, dark=True)
    maker.chat("2-1", T[3:5], "短信截图.png", day=20, decide=decide, kind=EvidenceKind.SMS)
    maker.call_list("2-2", decide=decide)
    table = maker.call_table("3-1", calls, decide=decide)
    if decide:
        maker.photo("4-1", EvidenceKind.SLIP, "快递单.jpg")
        maker.photo("4-2", EvidenceKind.OTHER, "包裹.jpg")
    records = [view.call for view in table.calls]
    days: dict[str, int] = {}
    hours = [[0] * 24 for _ in range(7)]
    for record in records:
        value = record.moment.value
        days[value.date().isoformat()] = days.get(value.date().isoformat(), 0) + 1
        hours[value.weekday()][value.hour] += 1
    numbers = []
    for number in sorted({record.number for record in records}):
        own = [record for record in records if record.number == number]
        numbers.append(
            NumberCount(
                number, len(own), sum(item.missed for item in own), own[0].moment, own[-1].moment
            )
        )
    night = tuple(
        ItemRef("call", view.id)
        for view in table.calls
        if view.call.moment.value.hour >= 22 or view.call.moment.value.hour < 8
    )
    first = maker.exhibits[0].evidence.id
    material = DossierMaterial(
        details=details,
        case_id="JZ-20220624-01AF",
        exhibits=tuple(maker.exhibits),
        patterns=Patterns(
            tuple(sorted(days.items())),
            tuple(tuple(row) for row in hours),
            tuple(ItemRef("call", view.id) for view in table.calls[5:]),
            night,
            22,
            8,
            tuple(numbers),
            2220,
            moment(17, 22, 47),
        ),
        coverage=(
            CoverageRow("对方使用侮辱、咒骂等言辞", (first,), "", Scenario.ABUSE),
            CoverageRow(
                "以隐私、名誉、住址、财产、人身等相威胁", (first, first + 15), "", Scenario.THREAT
            ),
            CoverageRow(
                "在投诉人明确拒绝之后继续联系", (table.evidence.id,), "", Scenario.NUISANCE
            ),
            CoverageRow(
                "骚扰包裹的快递单据",
                (),
                "拍下快递单和包裹的照片，单号和寄件人要清楚。",
                Scenario.MAILING,
            ),
            CoverageRow("平台的举证号", (), "在聊天窗口申请举证号，把截图一并导入。"),
        ),
        rulebook=RulebookFacts(
            "天猫国际恶意骚扰实施细则（2022-06-14）",
            "项目种子文章，2022-08-03",
            "2022-06-14",
            "2022-08-03",
            True,
            (
                LegalBasis("《民法典》第一千零三十二条、第一千零三十三条", "隐私权"),
                LegalBasis("《治安管理处罚法》第四十二条", "2026-01-01 之前的行为"),
                LegalBasis("《消费者权益保护法》第二十七条、第二十九条", "人格尊严与个人信息"),
            ),
        ),
        custody=Custody(hashlib.sha256(b"head").hexdigest(), 128),
        options=options or ExportOptions(),
        version="0.1.0",
        now=NOW,
        language=language,
    )
    return material, maker


def slice_pictures(
    material: DossierMaterial, maker: Builder, folder: Path
) -> tuple[SlicePicture, ...]:
    """Do what the imaging side does: same pixels, black boxes, no metadata."""
    made = []
    folder.mkdir(parents=True, exist_ok=True)
    for item in plan(material):
        with Image.open(maker.paths[item.evidence_id]) as picture:
            part = picture.convert("RGB").crop(
                (item.box.x, item.box.y, item.box.right, item.box.bottom)
            )
        pen = ImageDraw.Draw(part)
        for box in item.paint:
            inside = box.moved(-item.box.x, -item.box.y)
            pen.rectangle((inside.x, inside.y, inside.right - 1, inside.bottom - 1), fill="black")
        path = folder / f"{item.evidence_id}-{item.index}.png"
        part.save(path)
        made.append(
            SlicePicture(item.evidence_id, item.index, item.box, path, part.width, part.height)
        )
    return tuple(made)


@dataclass(frozen=True)
class Rendered:
    material: DossierMaterial
    dossier: Dossier
    path: Path
    result: RenderResult


def make(folder: Path, name: str, **how) -> Rendered:
    (folder / name).mkdir()
    material, maker = build(folder / name, **how)
    pictures = slice_pictures(material, maker, folder / name / "slices")
    dossier = compose(material, pictures)
    path = folder / f"{name}.pdf"
    return Rendered(material, dossier, path, render(dossier, path, NoProgress(), CancelToken()))

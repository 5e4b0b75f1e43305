import dataclasses
from datetime import datetime

import msgspec

from desktop_app.domain.export import ExportOptions
from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import LineStatus
from desktop_app.dossier.compose import compose
from desktop_app.dossier.compose.matched import content
from desktop_app.dossier.compose.tally import Tally
from desktop_app.dossier.compose.wording import Wording
from desktop_app.dossier.material import DossierMaterial, Exhibit, Neighbour, number_key
from desktop_app.dossier.model import Chip, Run, Table, Tone
from tests.helpers.dossier_material import build

SAY = Wording("zh-CN", linked=True)


def words(value) -> str:
    if isinstance(value, Run | Chip):
        return value.text
    if isinstance(value, tuple):
        return "".join(words(item) for item in value)
    if dataclasses.is_dataclass(value):
        return "".join(words(getattr(value, item.name)) for item in dataclasses.fields(value))
    return ""


def part(dossier, anchor):
    return next(item for item in dossier.parts if item.anchor == anchor)


def test_material_crosses_a_process_border(drawn):
    material = drawn.base
    data = msgspec.msgpack.encode(material)
    assert msgspec.msgpack.decode(data, type=DossierMaterial) == material


def test_only_decisions_count_and_open_suggestions_are_a_number(tmp_path):
    material, _ = build(tmp_path, decide=False, calls=12)
    dossier = compose(material, ())
    assert not any("Chip(" in repr(item) for item in dossier.parts)
    text = words(part(dossier, "summary").blocks)
    open_count = Tally.of(material).open
    assert open_count > 5
    assert f"另有 {open_count} 条建议未经确认，未计入。" in text
    assert "目前没有经投诉人确认的标记" in text


def test_figures_are_the_counts_of_the_listed_rows(drawn):
    material = drawn.base
    dossier = compose(material, drawn.pictures)
    tally = Tally.of(material)
    figures = next(block for block in part(dossier, "cover").blocks if hasattr(block, "items"))
    table = next(block for block in part(dossier, "summary").blocks if isinstance(block, Table))
    assert sum(int(words(row.cells[2])) for row in table.rows) == sum(
        len(entry.counted()) * entry.weight for entry in tally.counted()
    )
    assert [int(item.value) for item in figures.items] == [
        sum(
            entry.weight
            for entry in tally.entries
            if any(tag.scenario == item.scenario for tag in entry.counted())
        )
        for item in figures.items
    ]


def test_exhibits_are_in_number_order_and_withdrawn_ones_are_out(drawn):
    material = drawn.base
    numbers = [exhibit.evidence.number for exhibit in material.shown()]
    assert numbers == ["1-1", "1-2", "1-3", "1-10", "2-1", "2-2", "3-1", "4-1", "4-2"]
    first = material.exhibits[0]
    gone = dataclasses.replace(first, evidence=dataclasses.replace(first.evidence, withdrawn=True))
    rest = dataclasses.replace(material, exhibits=(gone, *material.exhibits[1:]))
    assert "1-1" not in [exhibit.evidence.number for exhibit in rest.shown()]
    assert sorted(["2-1", "1-10", "1-2"], key=number_key) == ["1-2", "1-10", "2-1"]


def test_untagged_exhibits_can_stay_out(drawn):
    material = drawn.material(options=ExportOptions(include_untagged=False))
    assert "1-10" not in [exhibit.evidence.number for exhibit in material.shown()]


def test_long_tables_list_the_tagged_rows_and_say_so(tmp_path):
    material, _ = build(tmp_path, calls=400)
    dossier = compose(material, ())
    table = next(exhibit for exhibit in material.shown() if exhibit.evidence.number == "3-1")
    tagged = sum(bool(view.counted()) for view in table.calls)
    blocks = part(dossier, f"exhibit{table.evidence.id}").blocks
    assert f"此表共 400 行，篇幅所限只列出计入的 {tagged} 行" in words(blocks)
    assert max(len(block.rows) for block in blocks if isinstance(block, Table)) == tagged


def test_exhibits_that_follow_each_other_are_cited_by_first_and_last(drawn):
    pieces = {each.evidence.number: each.evidence for each in drawn.base.exhibits}
    first = pieces["1-1"]
    numbered = [
        dataclasses.replace(first, id=n, number=number)
        for n, number in enumerate(
            ["1-1", "1-2", "1-3", "1-5", "1-6", "1-7", "1-8", "2-1", "1-9", "1-5"], start=1
        )
    ]
    cited = SAY.cite([*numbered[:-1], numbered[3]])
    assert words(cited) == "1-1、1-2、1-3、1-5 至 1-8、2-1、1-9"
    targets = [run.target for run in cited if isinstance(run, Run) and run.target]
    assert targets == [f"exhibit{n}" for n in (1, 2, 3, 4, 7, 8, 9)]
    assert words(SAY.cite([])) == "—"


def test_a_row_of_calls_says_when_it_was_corrected_or_is_in_doubt(tmp_path):
    material, _ = build(tmp_path, calls=3)
    at = next(n for n, each in enumerate(material.exhibits) if each.evidence.number == "3-1")
    table = material.exhibits[at]
    first, second, *rest = table.calls
    calls = (
        dataclasses.replace(first, corrected=("number",)),
        dataclasses.replace(
            second, call=dataclasses.replace(second.call, status=LineStatus.DOUBTFUL)
        ),
        *rest,
    )
    exhibits = list(material.exhibits)
    exhibits[at] = dataclasses.replace(table, calls=calls)
    dossier = compose(dataclasses.replace(material, exhibits=tuple(exhibits)), ())
    rows = next(
        block.rows
        for block in part(dossier, f"exhibit{table.evidence.id}").blocks
        if isinstance(block, Table) and len(block.rows) == 3
    )
    assert [("经人工改正" in words(row), "识读待核对" in words(row)) for row in rows] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_an_empty_case_still_makes_a_dossier(drawn):
    material = drawn.base
    empty = dataclasses.replace(material, exhibits=(), coverage=())
    assert [item.anchor for item in compose(empty, ()).parts][-1] == "statement"


def test_times_are_no_more_precise_than_known():
    at = datetime(2022, 6, 17, 22, 47, 5)
    day = Moment(datetime(2022, 6, 17), Precision.DAY, MomentSource.SCREEN_ABSOLUTE)
    assert SAY.time(day) == "2022-06-17"
    minute = dataclasses.replace(day, value=at.replace(second=0), precision=Precision.MINUTE)
    assert SAY.time(minute) == "2022-06-17 22:47"
    assert SAY.time(dataclasses.replace(minute, assumed=("year",))) == "约 2022-06-17 22:47"
    between = dataclasses.replace(
        minute, source=MomentSource.BRACKET, until=datetime(2022, 6, 18, 9, 10)
    )
    assert SAY.time(between) == "2022-06-17 22:47 至 06-18 09:10 之间"
    hour = dataclasses.replace(day, value=at.replace(minute=0, second=0), precision=Precision.HOUR)
    assert SAY.time(hour) == "2022-06-17 22 时许"
    zone = dataclasses.replace(minute, zone="Europe/Berlin")
    assert SAY.time(zone) == "2022-06-17 22:47（Europe/Berlin）"
    relative = dataclasses.replace(
        minute, source=MomentSource.SCREEN_RELATIVE, anchor=MomentSource.FILE_NAME
    )
    assert SAY.source(relative) == "屏幕相对时间，按文件名推算"


def test_a_corrected_message_is_marked_and_boxed_whole(drawn):
    material = drawn.base
    chat = material.exhibits[0]
    views = list(chat.messages)
    views[3] = dataclasses.replace(views[3], corrected=("text",), read_text="另一种识读")
    changed = dataclasses.replace(chat, messages=tuple(views))
    material = dataclasses.replace(material, exhibits=(changed, *material.exhibits[1:]))
    dossier = compose(material, drawn.pictures)
    section = part(dossier, f"exhibit{chat.evidence.id}")
    sheet = section.blocks[0]
    boxes = {mark.box for mark in sheet.picture.marks}
    assert views[3].message.box in boxes
    assert "文字经人工改正" in words(section.blocks)
    assert "人工改正 1 条" in words(section.blocks)


def test_words_that_quote_somebody_are_grey_and_said_to_be_quoted(drawn):
    view = drawn.base.exhibits[0].messages[3]
    plain = content(view, SAY)
    message = dataclasses.replace(view.message, text="小美：你好 " + view.message.text)
    message = dataclasses.replace(message, quoted=((0, 5),))
    line = content(dataclasses.replace(view, message=message, suggestions=(), added=()), SAY)
    assert line[0] == Run("小美：你好", Tone.THIRD)
    assert "灰字是引用的话" in words(line)
    assert "灰字是引用的话" not in words(plain)


def test_marks_lie_on_the_matched_words(drawn):
    material = drawn.base
    dossier = compose(material, drawn.pictures)
    chat = material.exhibits[0]
    sheet = part(dossier, f"exhibit{chat.evidence.id}").blocks[0]
    view = chat.messages[3]
    start = view.message.text.index("傻逼")
    assert view.message.boxes_of(start, start + 2)[0] in {mark.box for mark in sheet.picture.marks}


def _repeated(material: DossierMaterial) -> DossierMaterial:
    """Let a second screenshot repeat all of exhibit 1-1, decisions of its own included."""
    first = next(item for item in material.exhibits if item.evidence.number == "1-1")
    evidence = dataclasses.replace(
        first.evidence, id=9000, number="1-11", sha256="f" * 64, width=0, height=0
    )
    views = tuple(
        dataclasses.replace(view, id=9001 + view.ordinal, evidence_id=9000, twin_of=view.id)
        for view in first.messages
    )
    spoken = sum(view.message.speaker != "system" for view in views)
    joined = dataclasses.replace(first, neighbours=(Neighbour(9000, before=False, shared=spoken),))
    second = Exhibit(
        evidence, views, neighbours=(Neighbour(first.evidence.id, before=True, shared=spoken),)
    )
    others = tuple(item for item in material.exhibits if item is not first)
    return dataclasses.replace(material, exhibits=(joined, *others, second))


def test_a_repeated_message_counts_once_and_says_where_it_stands(drawn):
    material = _repeated(drawn.base)
    plain, repeated = compose(drawn.base, ()), compose(material, ())
    for anchor in ("summary", "timeline", "calls"):
        assert part(repeated, anchor).blocks == part(plain, anchor).blocks
    section = words(part(repeated, "exhibit9000").blocks)
    spoken = [
        entry for entry in Tally.of(material).entries if entry.exhibit.evidence.number == "1-11"
    ][1:]
    for entry in spoken:
        assert entry.message.message.text in section
        assert section.count(f"（同证据 1-1 第 {entry.position} 条）") == 1
    assert "Chip(" not in repr(part(repeated, "exhibit9000"))
    assert f"与证据 1-1 有 {len(spoken)} 条重复消息，前后衔接已证实" in section
    catalogue = part(repeated, "catalogue").blocks
    row = next(row for row in catalogue[0].rows if words(row.cells[0]) == "1-11")
    assert f"{len(spoken)} 条与证据 1-1 重复，只在该处计数" in words(row.cells[4])
    original = next(row for row in catalogue[0].rows if words(row.cells[0]) == "1-1")
    chips = [
        [i for i in cells if isinstance(i, Chip)] for cells in (row.cells[4], original.cells[4])
    ]
    assert chips[0] == chips[1] != []


def test_an_unproven_join_is_said_on_both_sides(drawn):
    first, second, *others = drawn.base.shown()
    apart = dataclasses.replace(
        drawn.base,
        exhibits=(
            dataclasses.replace(first, neighbours=(Neighbour(second.evidence.id, before=False),)),
            dataclasses.replace(second, neighbours=(Neighbour(first.evidence.id, before=True),)),
            *others,
        ),
    )
    dossier = compose(apart, ())
    numbers = first.evidence.number, second.evidence.number
    said = words(part(dossier, f"exhibit{first.evidence.id}").blocks)
    assert f"与后一张（证据 {numbers[1]}）没有重复消息，无法确认连续" in said
    said = words(part(dossier, f"exhibit{second.evidence.id}").blocks)
    assert f"与前一张（证据 {numbers[0]}）没有重复消息，无法确认连续" in said

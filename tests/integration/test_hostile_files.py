"""Broken, lying and locked files: each ends in a code with a sentence, the rest goes on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.app.context import OpenCase
from desktop_app.app.verifying import verify
from desktop_app.domain.case import CaseDetails, EvidenceState
from desktop_app.foundation.errors import InputRefused
from desktop_app.foundation.texts import LANGUAGES
from desktop_app.imaging.decode import decode
from desktop_app.imaging.sniff import sniff
from desktop_app.reading import backup, tables
from desktop_app.workers import bounds, jobs
from desktop_app.workers.pool import InlineWorkers, ProcessWorkers
from tests.helpers import hostile

ROOT = Path(__file__).resolve().parents[2]


def juzheng(*words, check=None):
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", *(os.fsencode(word) for word in words)],
        cwd=ROOT,
        capture_output=True,
        timeout=240,
        check=False,
    )
    said = done.stderr.decode()
    assert "Traceback" not in said, said
    if check is not None:
        assert done.returncode == check, said
    return done


def outcome_of(file: Path, name: str = "") -> jobs.Outcome:
    job = jobs.ReadFile(jobs.portable(file), name or file.name, "tesseract")
    return InlineWorkers().submit(job).result()


@pytest.mark.parametrize("kind", hostile.KINDS)
def test_spoilt_pictures_are_decoded_or_refused(kind):
    wanted = hostile.media_type(kind)
    refused = decoded = 0
    for data in hostile.spoilt(hostile.picture(kind), seed=11):
        try:
            picture = decode(data, wanted)
        except InputRefused as refusal:
            assert refusal.code in {"picture.broken", "picture.too_large", "picture.too_small"}
            assert hostile.has_sentence(refusal.code)
            refused += 1
        else:
            assert picture.rgb.ndim == 3
            decoded += 1
    assert refused >= 5
    assert kind == "HEIC" or decoded >= 1, "nothing was left to decode: the test says nothing"


@pytest.mark.parametrize("kind", ["xlsx", "csv", "xml"])
def test_spoilt_tables_are_read_or_refused(kind):
    row = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><v>x</v></c></row>'
    whole = {
        "xlsx": hostile.xlsx(b"<worksheet><sheetData>" + row + b"</sheetData></worksheet>"),
        "csv": (hostile.HEAD + hostile.ROW * 5).encode("gb18030"),
        "xml": b'<?xml version="1.0"?><smses><sms address="05710000001" date="1655567232000" '
        b'type="1" body="&#55357;&#56832;x" /></smses>',
    }[kind]
    read = 0
    for data in hostile.spoilt(whole, seed=3, flips=20):
        try:
            media_type = sniff(data, f"a.{kind}")
            if media_type.endswith("xml"):
                backup.read(data, "a.xml")
            elif not media_type.startswith("image/"):
                tables.read(data, media_type, f"a.{kind}")
            read += 1
        except InputRefused as refusal:
            assert hostile.has_sentence(refusal.code), refusal.code
    assert read >= 1


def test_spoilt_old_workbooks_are_read_refused_or_end_their_worker_alone(tmp_path, capfd):
    whole = (ROOT / "tests/unit/reading/table_files/mobile_by_hand.xls").read_bytes()
    good = tmp_path / "好.csv"
    good.write_bytes((hostile.HEAD + hostile.ROW).encode())
    pool = ProcessWorkers(1)
    try:
        # Cut at 30 % and noisy ones; the last shifts all that follows, which makes a row of
        # the file claim column 65,000.
        some = list(hostile.spoilt(whole, seed=3, flips=20))
        for number in (3, 9, 12, 31):
            file = tmp_path / f"{number}.xls"
            file.write_bytes(some[number])
            code = jobs.problem_of(
                pool.submit(jobs.ReadFile(str(file), file.name, "both")).result()
            )
            assert not code or hostile.has_sentence(code)
            assert code != "job.failed"
        after = pool.submit(jobs.ReadFile(str(good), "好.csv", "both")).result()
    finally:
        pool.close()
    assert isinstance(after, jobs.Ok)
    assert capfd.readouterr().err == "", "a worker's libraries spoke to the person"


def test_a_worker_may_take_half_of_the_memory_within_bounds():
    gib = 1 << 30
    assert [bounds.memory_limit(n * gib) // gib for n in (1, 4, 8, 16, 64)] == [2, 2, 4, 6, 6]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a" * 50_000_000, "table.broken"),
        (b",\n" * 1_000_001, "table.too_many_rows"),
        (b'"' + b"a\n" * 200_000, ""),
        (b"\x00" * 5_000, "file.unknown_type"),
        (b"\xff\xfe" + b"\x00\xd8" * 3_000 + "a,b\n".encode("utf-16-le"), None),
        (b'<?xml version="1.0"?><sms ' + b'a="b" ' * 200_000, "backup.unknown_format"),
        (b'<?xml version="1.0"?>' + b"<sms a='\"" * 100_000, None),
    ],
    ids=["one line", "rows", "open quote", "zeros", "half pairs", "attributes", "quotes"],
)
def test_monstrous_texts_end(tmp_path, data, code):
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    found = jobs.problem_of(outcome_of(file))
    assert not found or hostile.has_sentence(found)
    assert found != "job.failed"
    if code is not None:
        assert found == code


def test_a_zip_bomb_of_a_workbook_is_refused(tmp_path):
    file = tmp_path / "炸弹.xlsx"
    file.write_bytes(hostile.xlsx_bomb())
    assert file.stat().st_size < 1_000_000
    assert outcome_of(file) == jobs.Refused("table.too_large", {"megabytes": 400})


def test_a_table_of_200000_rows_is_read_whole(tmp_path):
    file = tmp_path / "长.csv"
    file.write_text(hostile.HEAD + hostile.ROW * 200_000, encoding="gb18030")
    outcome = outcome_of(file)
    assert isinstance(outcome, jobs.Ok)
    from desktop_app.app.recognition import file_read

    assert len(file_read(outcome).transcript.calls) == 200_000


def test_odd_pictures_are_read(tmp_path):
    import io

    import numpy as np
    from PIL import Image

    palette = Image.new("P", (200, 100), 3)
    palette.putpalette([value for colour in range(256) for value in (colour, 0, 255 - colour)])
    deep = Image.fromarray(np.full((100, 200), 40_000, np.uint16))
    for name, image, options in (
        ("调色板.png", palette, {"transparency": bytes([0, 128, 255, 0])}),
        ("深.png", deep, {}),
        ("深.tiff", deep, {}),
        ("浮点.tiff", Image.new("F", (200, 100), 0.5), {}),
        ("一位.png", Image.new("1", (200, 100), 1), {}),
        ("灰透.png", Image.new("LA", (200, 100), (9, 9)), {}),
        ("四色.tiff", Image.new("CMYK", (200, 100)), {}),
        ("长条.png", Image.new("RGB", (8, 20_000), "white"), {}),
    ):
        buffer = io.BytesIO()
        image.save(buffer, Path(name).suffix[1:].upper(), **options)
        (tmp_path / name).write_bytes(buffer.getvalue())
        assert isinstance(outcome_of(tmp_path / name), jobs.Ok), name


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_pipes_and_devices_are_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "管道.png")
    for odd in (tmp_path / "管道.png", Path("/dev/zero"), tmp_path):
        assert outcome_of(odd) == jobs.Refused("file.not_a_file")


def test_files_beyond_memory_are_refused_unread(tmp_path, monkeypatch):
    from desktop_app.workers import tasks

    monkeypatch.setattr(tasks, "MAX_READ_BYTES", 1 << 20)
    (tmp_path / "大.png").write_bytes(b"\x89PNG" + b"\0" * (1 << 20))
    assert outcome_of(tmp_path / "大.png") == jobs.Refused("file.too_large", {"limit_mb": 1})


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    folder = tmp_path_factory.mktemp("坏 文件")
    return folder, hostile.write_collection(folder)


def test_a_folder_of_bad_files_is_taken_in_and_the_good_ones_read(collection, tmp_path):
    folder, codes = collection
    case_folder = tmp_path / "案.juzheng"
    juzheng("new", case_folder, "--title", "坏", check=0)
    done = juzheng("add", case_folder, folder, "--lang", "en", check=3)
    said = done.stderr.decode()
    assert "(job.failed)" not in said
    with OpenCase.open(case_folder, resume=False) as case:
        found = {piece.name: piece.problem for piece in case.evidence()}
        states = {piece.name: piece.state for piece in case.evidence()}
        assert case.counts().queued == 0
        assert case.counts().refused == sum(1 for code in codes.values() if code)
    assert found == codes
    for name, code in codes.items():
        assert states[name] is (EvidenceState.REFUSED if code else EvidenceState.READY)
        assert (name in said) == bool(code)
    assert verify(case_folder).problems == ()
    assert juzheng("verify", case_folder).returncode == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_read_json_keeps_the_order_through_bad_files(collection, language):
    folder, codes = collection
    names = sorted(codes) if language == "en" else list(codes)[:6]
    done = juzheng(
        "read", "--json", "--reader", "tesseract", "--lang", language, *(folder / n for n in names)
    )
    files = json.loads(done.stdout)["files"]
    assert done.returncode == 3
    assert [entry["path"] for entry in files] == [str(folder / name) for name in names]
    for entry, name in zip(files, names, strict=True):
        assert (entry["error"] or {"code": ""})["code"] == codes[name], name
        if entry["error"]:
            assert codes[name] not in entry["error"]["message"], "a sentence, not a code"


def test_many_tiny_files_are_all_accounted_for(tmp_path):
    folder = tmp_path / "小文件"
    for number in range(3_000):
        sub = folder / f"{number % 7}"
        sub.mkdir(parents=True, exist_ok=True)
        # 1,500 different broken ones, 500 empty, 999 of the same bytes, one good table
        data = b"\x89PNG\r\n\x1a\n%d" % number if number < 1_500 else b""
        if number >= 2_000:
            data = b"\x89PNG\r\n\x1a\nsame"
        if number == 2_999:
            data = (hostile.HEAD + hostile.ROW).encode()
        (sub / f"{number}.png").write_bytes(data)
    path = tmp_path / "案.juzheng"
    with OpenCase.create(path, CaseDetails("多"), make_pool=InlineWorkers) as case:
        case.intake.add([folder])
        assert case.intake.wait(300)
        status, pieces = case.intake.status(), case.evidence()
        assert case.counts().queued == 0
    assert status.stage == "idle"
    assert status.done == status.total == 3_000
    assert status.added == 1
    assert status.added + len(status.duplicates) + len(status.refused) == 3_000
    assert len(pieces) == 1_503
    assert verify(path).problems == ()

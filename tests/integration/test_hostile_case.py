"""Damaged cases and packages: named, never a traceback; what can be made again is."""

import json
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop_app.app.context import OpenCase
from desktop_app.app.verifying import verify
from desktop_app.casefile import originals
from desktop_app.domain.case import CaseDetails
from desktop_app.domain.export import ExportOptions
from desktop_app.domain.timeline import TimelineQuery
from desktop_app.foundation.errors import IntegrityBroken, JuzhengError
from desktop_app.foundation.progress import CancelToken, NoProgress
from desktop_app.workers.pool import InlineWorkers
from tests.helpers import hostile
from tests.helpers.screens import chat_png

ROOT = Path(__file__).resolve().parents[2]
HARMLESS = {"case.damaged", "case.not_a_case", "case.newer"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("源")
    chat_png(folder / "聊.png", [("other", "你等着"), ("self", "请不要再联系我")])
    (folder / "单.csv").write_text(hostile.HEAD + hostile.ROW * 40, encoding="gb18030")
    case_folder = tmp_path_factory.mktemp("案") / "案.juzheng"
    with OpenCase.create(case_folder, CaseDetails("案"), make_pool=InlineWorkers) as case:
        case.intake.add([folder])
        assert case.intake.wait(60)
        assert case.counts().messages == 2
    return case_folder


@pytest.fixture
def copied(made, tmp_path):
    target = tmp_path / "副本.juzheng"
    shutil.copytree(made, target)
    return target


def juzheng(*words):
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", *map(str, words), "--lang", "en"],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return done


def use_everything(folder):
    """Open a case and read all of it; a case that can't be used says so with a code."""
    try:
        with OpenCase.open(folder, make_pool=InlineWorkers, resume=False) as case:
            case.details(), case.counts(), case.audit()
            for piece in case.evidence():
                case.messages(piece.id), case.calls(piece.id), case.skipped(piece.id)
            case.timeline(TimelineQuery()), case.search("联系"), case.patterns(), case.coverage()
    except JuzhengError as error:
        return error.code
    return ""


@pytest.mark.parametrize("part", [0, 1, 30, 100, 512, 4096, 4100, 0.5, 0.95])
def test_a_cut_database_is_said_to_be_damaged(copied, part):
    file = copied / "case.sqlite"
    data = file.read_bytes()
    file.write_bytes(data[: part if isinstance(part, int) else int(len(data) * part)])
    before = file.read_bytes()
    assert use_everything(copied) == "case.damaged"
    assert file.stat().st_size == len(before) or part > 4096, "an emptied case is left as it is"
    report = verify(copied)
    assert {problem.code for problem in report.problems} >= {"database.damaged"}
    with pytest.raises(IntegrityBroken):
        OpenCase.open(copied).close()
    assert sum(1 for file in (copied / "originals").glob("*/*")) == 2


def test_a_cut_database_on_the_command_line(copied):
    file = copied / "case.sqlite"
    file.write_bytes(file.read_bytes()[:9000])
    for words, code in (
        (("show", copied, "--json"), 5),
        (("add", copied, ROOT / "README.md"), 5),
        (("export", copied, "--to", copied.parent / "x.pdf"), 5),
        (("verify", copied, "--json"), 5),
    ):
        done = juzheng(*words)
        assert done.returncode == code, (words, done.stderr)
        assert done.stderr.strip()
    assert json.loads(done.stdout)["problems"][0]["message"] != "database.damaged"


def test_flipped_bytes_of_the_database_never_end_in_a_bug(copied):
    file = copied / "case.sqlite"
    whole = file.read_bytes()
    dice = random.Random(17)
    codes = set()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 4, 60))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        file.write_bytes(data)
        for other in copied.glob("case.sqlite-*"):
            other.unlink()
        codes.add(use_everything(copied))
        file.write_bytes(data)
        try:
            for problem in verify(copied).problems:
                assert hostile.has_sentence(problem.code)
        except JuzhengError as error:
            assert error.code in HARMLESS
    assert codes <= HARMLESS | {""}
    assert "case.damaged" in codes


def test_a_lost_write_ahead_log_gives_an_older_case_and_verify_names_the_rest(made, tmp_path):
    with OpenCase.open(made, make_pool=InlineWorkers, resume=False) as case:
        case.review.set_note(case.evidence()[0].id, "备注").result()
        taken = tmp_path / "拔线.juzheng"  # as a power cut leaves it
        shutil.copytree(made, taken, ignore=shutil.ignore_patterns("LOCK"))
        assert (taken / "case.sqlite-wal").stat().st_size
    (taken / "case.sqlite-wal").unlink()
    assert use_everything(taken) == ""
    assert verify(taken).problems == ()


def test_a_new_case_whose_log_is_lost_is_damaged_and_not_begun_anew(tmp_path):
    folder = tmp_path / "案.juzheng"
    with OpenCase.create(folder, CaseDetails("案"), make_pool=InlineWorkers):
        taken = tmp_path / "拔线.juzheng"
        shutil.copytree(folder, taken, ignore=shutil.ignore_patterns("LOCK"))
    (taken / "case.sqlite-wal").unlink()
    size = (taken / "case.sqlite").stat().st_size
    assert use_everything(taken) == "case.damaged"
    assert (taken / "case.sqlite").stat().st_size == size


def test_a_lost_original_is_named_stops_the_export_and_comes_back(copied, tmp_path):
    with OpenCase.open(copied, make_pool=InlineWorkers, resume=False) as case:
        (piece,) = [p for p in case.evidence() if p.width]
        stored = originals.path_of(copied, piece.sha256)
        kept = tmp_path / "聊.png"
        shutil.copyfile(stored, kept)
        stored.chmod(0o644)
        stored.unlink()
        with pytest.raises(IntegrityBroken) as caught:
            from desktop_app.app.exporting import export_dossier

            export_dossier(case, tmp_path / "x.pdf", ExportOptions(), NoProgress(), CancelToken())
        assert caught.value.code == "export.original_missing"
        assert not (tmp_path / "x.pdf").exists()
    done = juzheng("verify", copied, "--json")
    assert done.returncode == 5
    (problem,) = json.loads(done.stdout)["problems"]
    assert (problem["code"], problem["subject"]) == ("original.missing", piece.sha256)
    assert piece.sha256 in problem["message"]
    with OpenCase.open(copied, make_pool=InlineWorkers) as case:
        case.intake.add([kept])
        assert case.intake.wait(30)
    assert verify(copied).problems == ()


@pytest.mark.parametrize("lost", ["folder", "thumbnail", "tile"])
def test_lost_pictures_are_drawn_again_when_the_case_is_opened(copied, lost):
    with OpenCase.open(copied, make_pool=InlineWorkers, resume=False) as case:
        (piece,) = [p for p in case.evidence() if p.width]
        before = [file.read_bytes() for file in (*case.tiles(piece.id), case.thumbnail(piece.id))]
        entries = len(case.audit())
    derived = copied / "derived"
    if lost == "folder":
        shutil.rmtree(derived)
    else:
        (derived / f"{piece.sha256}.{'thumb' if lost == 'thumbnail' else '000'}.png").unlink()
    told = []
    with OpenCase.open(copied, make_pool=InlineWorkers) as case:
        case.subscribe(told.append)
        assert case.redrawing.wait(30)
        after = [file.read_bytes() for file in (*case.tiles(piece.id), case.thumbnail(piece.id))]
        assert len(case.audit()) == entries, "pictures are no part of the record"
    assert after == before
    with OpenCase.open(copied, make_pool=InlineWorkers) as case:
        assert not case.redrawing.begun, "nothing is missing now"


def test_lost_pictures_without_their_original_stay_away_quietly(copied):
    shutil.rmtree(copied / "derived")
    for file in (copied / "originals").glob("*/*"):
        file.chmod(0o644)
        file.unlink()
    with OpenCase.open(copied, make_pool=InlineWorkers) as case:
        assert case.redrawing.wait(30)
        assert [case.picture(piece.id) for piece in case.evidence()] == [None, None]


def test_subscribers_hear_of_pictures_drawn_by_a_worker_process(copied):
    shutil.rmtree(copied / "derived")
    with OpenCase.open(copied, resume=False, processes=1) as case:
        told = []
        case.subscribe(told.append)
        case.redrawing.begin(case.evidence(), case.orientation)
        assert case.redrawing.wait(60)
        (piece,) = [p for p in case.evidence() if p.width]
        assert [(c.action, c.evidence) for c in told] == [("pictures.drawn", {piece.id})]
        assert case.thumbnail(piece.id)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """An evidence package as the program writes it, but with a stand-in for the dossier."""
    import hashlib

    from desktop_app.casefile import custody

    previous, log = custody.GENESIS, []
    for number in range(1, 6):
        detail = json.dumps({"n": number, "rows": {}})
        entry = custody.entry_hash(previous, number, "2022-06-18T00:00:00+00:00", "x", detail)
        log.append(
            {
                "id": number,
                "at": "2022-06-18T00:00:00+00:00",
                "action": "x",
                "detail": detail,
                "previous": previous,
                "hash": entry,
            }
        )
        previous = entry
    dice = random.Random(1)
    files = {
        "dossier.pdf": b"%PDF-" + dice.randbytes(3_000) + b"a" * 5_000,
        "originals/1-1 聊.png": dice.randbytes(2_000) + b"b" * 3_000,
        "log.jsonl": "".join(json.dumps(line) + "\n" for line in log).encode(),
    }
    manifest = {
        "case": "x",
        "algorithm": "SHA-256",
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    files["manifest.json"] = json.dumps(manifest).encode()
    target = tmp_path_factory.mktemp("包") / "证据包.zip"
    target.write_bytes(hostile.zip_of(files))
    assert verify(target).problems == ()
    return target


def verdict(file):
    """Whether a package passes, and that it never ends in anything but known codes."""
    try:
        problems = verify(file).problems
    except JuzhengError as error:
        assert error.code in {"package.broken", "case.not_a_case", "file.unreadable"}
        return error.code
    assert all(hostile.has_sentence(problem.code) for problem in problems)
    return "differs" if problems else ""


def test_every_kind_of_damage_to_a_package_is_found(package, tmp_path):
    file = tmp_path / "坏.zip"
    whole = package.read_bytes()
    found = set()
    for data in hostile.spoilt(whole, seed=23, flips=150):
        file.write_bytes(data)
        found.add(verdict(file))
    assert {"differs", "package.broken"} <= found
    for cut in (1, 22, 100, len(whole) // 2):
        file.write_bytes(whole[:-cut])
        assert verdict(file) == "package.broken"
    done = juzheng("verify", file)
    assert done.returncode == 5
    assert b"incomplete or damaged" in done.stderr


def test_a_flipped_byte_of_a_members_content_is_found(package, tmp_path):
    whole = package.read_bytes()
    file = tmp_path / "坏.zip"
    with zipfile.ZipFile(package) as archive:
        spans = [
            (info.header_offset + 30 + len(info.filename.encode()), info.compress_size)
            for info in archive.infolist()
        ]
    for start, size in spans:
        data = bytearray(whole)
        data[start + size // 2] ^= 0x10
        file.write_bytes(data)
        assert verdict(file) in {"differs", "package.broken"}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("../../etc/evil", b"x", "file.unlisted"),
        ("/abs/evil", b"x", "file.unlisted"),
        ("C:\\evil", b"x", "file.unlisted"),
        ("dossier.pdf", b"another", "file.changed"),
        ("log.jsonl", b"[]\n[" + b"[" * 100_000, "log.broken"),
        ("log.jsonl", b'{"id":1,"at":2,"action":3,"detail":4}\n', "log.broken"),
        ("manifest.json", b"[" * 200_000, "package.broken"),
        ("manifest.json", b'{"files": [1, 2]}', "package.broken"),
        ("manifest.json", b"\xff\xfe", "package.broken"),
    ],
)
def test_what_was_put_into_a_package_is_named(package, tmp_path, name, data, code):
    file = tmp_path / "加.zip"
    shutil.copyfile(package, file)
    with pytest.warns(UserWarning) if name in zipfile.ZipFile(file).namelist() else nothing():
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(name, data)
    outside = {path.name for path in tmp_path.parent.iterdir()}
    if code == "package.broken":
        assert verdict(file) == code
        return
    problems = verify(file).problems
    assert code in {problem.code for problem in problems}
    assert name in {problem.subject for problem in problems} or code == "log.broken"
    assert {path.name for path in tmp_path.parent.iterdir()} == outside, "nothing is unpacked"
    assert [path.name for path in tmp_path.iterdir()] == ["加.zip"]


def nothing():
    from contextlib import nullcontext

    return nullcontext()


def test_other_files_are_no_package(tmp_path):
    for name, data, code in (
        ("文.txt", b"hello", "case.not_a_case"),
        ("空.zip", b"", "case.not_a_case"),
        ("别.zip", hostile.zip_of({"a": b"b"}), "case.not_a_case"),
        ("断.zip", b"PK\x03\x04" + b"\0" * 50, "package.broken"),
    ):
        (tmp_path / name).write_bytes(data)
        assert verdict(tmp_path / name) == code
    (tmp_path / "空夹").mkdir()
    with pytest.raises(JuzhengError) as caught:
        verify(tmp_path / "空夹")
    assert caught.value.code == "case.not_a_case"

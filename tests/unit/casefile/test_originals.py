"""Originals are stored by hash, whole or not at all, and never written again."""

import hashlib
import os
import stat

import pytest

from desktop_app.casefile import originals
from desktop_app.foundation.errors import Cancelled, InputRefused


def _nothing():
    return None


@pytest.fixture(autouse=True)
def case_folders(tmp_path):
    """A case folder is made with the case; copying never makes one out of nothing."""
    for name in ("案.juzheng", "case"):
        (tmp_path / name).mkdir()


def test_bytes_are_kept_and_named_by_hash(tmp_path):
    source = tmp_path / "截图 1.png"
    data = os.urandom(3_000_000)
    source.write_bytes(data)
    case = tmp_path / "案.juzheng"
    taken = originals.take(case, source, _nothing)
    stored = originals.path_of(case, taken.sha256)
    assert taken.sha256 == hashlib.sha256(data).hexdigest()
    assert taken.size == len(data)
    assert stored.read_bytes() == data
    assert not stored.stat().st_mode & stat.S_IWUSR
    assert source.read_bytes() == data
    assert originals.hash_of(stored) == taken.sha256


def test_the_same_bytes_are_stored_once(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"same")
        originals.take(tmp_path / "case", tmp_path / name, _nothing)
    assert len(list((tmp_path / "case" / "originals").rglob("*"))) == 2  # folder and file


def test_cancelling_leaves_no_trace(tmp_path):
    source = tmp_path / "big"
    source.write_bytes(b"x" * 5_000_000)
    calls = []

    def check():
        calls.append(1)
        if len(calls) > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        originals.take(tmp_path / "case", source, check)
    assert [p for p in (tmp_path / "case").rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("kind", ["missing", "folder", "fifo"])
def test_what_is_no_file_is_refused(tmp_path, kind):
    target = tmp_path / kind
    if kind == "folder":
        target.mkdir()
    elif kind == "fifo":
        if not hasattr(os, "mkfifo"):
            return
        os.mkfifo(target)
    with pytest.raises(InputRefused) as caught:
        originals.take(tmp_path / "case", target, _nothing)
    assert caught.value.code == ("file.not_found" if kind == "missing" else "file.not_a_file")


def test_too_large_is_refused_while_copying(tmp_path, monkeypatch):
    monkeypatch.setattr(originals, "MAX_BYTES", 100)
    (tmp_path / "f").write_bytes(b"x" * 101)
    with pytest.raises(InputRefused) as caught:
        originals.take(tmp_path / "case", tmp_path / "f", _nothing)
    assert caught.value.code == "file.too_large"


def test_leftovers_of_a_killed_copy_are_removed(tmp_path):
    folder = tmp_path / "originals"
    folder.mkdir()
    (folder / ".taking-abc").write_bytes(b"half")
    originals.clean(tmp_path)
    assert list(folder.iterdir()) == []


def test_a_case_folder_that_was_moved_away_is_not_made_anew(tmp_path):
    source = tmp_path / "f"
    source.write_bytes(b"x")
    for take in (
        lambda: originals.take(tmp_path / "moved", source, _nothing),
        lambda: originals.take_bytes(tmp_path / "moved", b"x"),
    ):
        with pytest.raises(InputRefused) as caught:
            take()
        assert caught.value.code == "case.disk_full"
    assert not (tmp_path / "moved").exists()

"""Checking that nothing was altered: a case folder, or an evidence package anyone can check."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import Path

import msgspec

from desktop_app.casefile import custody
from desktop_app.casefile.integrity import Problem, VerifyReport, verify_case
from desktop_app.foundation.errors import InputRefused, IntegrityBroken

MANIFEST = "manifest.json"
_LIST_BYTES = 256 << 20
# What zipfile raises on altered bytes: wrong sums, unknown methods, a bit that says "locked".
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
)


class _Manifest(msgspec.Struct):
    files: dict[str, str]


def verify(path: Path) -> VerifyReport:
    """Check a case folder or an evidence package.

    Raises:
        InputRefused: ``case.not_a_case`` where it is neither, ``file.unreadable``.
        IntegrityBroken: ``package.broken`` where a package can't even be listed.
    """
    if path.is_dir():
        return verify_case(path)
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise InputRefused("file.unreadable") from error
    if start[:2] != b"PK":
        raise InputRefused("case.not_a_case")
    return _verify_package(path)


def _verify_package(path: Path) -> VerifyReport:
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(path) as archive:
            if MANIFEST not in archive.namelist():
                raise InputRefused("case.not_a_case")
            listed = _listed(_small_member(archive, MANIFEST))
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            inside = set(names)
            for name in sorted(inside - listed.keys() - {MANIFEST}):
                problems.append(Problem("file.unlisted", name))
            # Of two members with one name most programs unpack the last: the first is hidden.
            problems += [
                Problem("file.unlisted", name)
                for name, times in sorted(Counter(names).items())
                if times > 1
            ]
            for name, digest in sorted(listed.items()):
                if name not in inside:
                    problems.append(Problem("file.missing", name))
                elif _member_hash(archive, name) != digest:
                    problems.append(Problem("file.changed", name))
            entries, found = _log_problems(archive, inside)
            problems += found
    except _BROKEN as error:
        raise IntegrityBroken("package.broken") from error
    return VerifyReport(len(listed), 0, entries, tuple(problems))


def _member_hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except _BROKEN:
        return ""  # it can't be unpacked, or its checksum no longer fits: it differs
    return digest.hexdigest()


def _small_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a whole member; one that would fill the memory is no list that we wrote."""
    with archive.open(name) as stream:
        data = stream.read(_LIST_BYTES + 1)
    if len(data) > _LIST_BYTES:
        raise IntegrityBroken("package.broken")
    return data


def _listed(manifest: bytes) -> dict[str, str]:
    """Return the hash of every file that the manifest lists."""
    try:
        files = msgspec.json.decode(manifest, type=_Manifest).files
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise IntegrityBroken("package.broken") from error
    return files


def _log_problems(archive: zipfile.ZipFile, inside: set[str]) -> tuple[int, list[Problem]]:
    """Check the chain of the package's log, one JSON entry a line."""
    if "log.jsonl" not in inside:
        return 0, [Problem("file.missing", "log.jsonl")]
    previous, count = custody.GENESIS, 0
    try:
        data = _small_member(archive, "log.jsonl")
    except _BROKEN:
        return 0, []  # named as a changed file already
    for line in data.decode("utf-8", "replace").split("\n"):
        if not line:
            continue
        try:
            entry = json.loads(line)
            computed = custody.entry_hash(
                previous, entry["id"], entry["at"], entry["action"], entry["detail"]
            )
            fits = entry["previous"] == previous and entry["hash"] == computed
        except (ValueError, KeyError, TypeError, RecursionError):
            fits = False
            entry = {}
        count += 1
        if not fits:
            return count, [Problem("log.broken", str(count))]
        previous = entry["hash"]
    return count, []

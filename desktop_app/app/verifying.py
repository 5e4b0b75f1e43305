"""Checking that nothing was altered: a case folder, or an evidence package anyone can check."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

from desktop_app.casefile import custody
from desktop_app.casefile.integrity import Problem, VerifyReport, verify_case
from desktop_app.foundation.errors import InputRefused

MANIFEST = "manifest.json"


def verify(path: Path) -> VerifyReport:
    """Check a case folder or an evidence package.

    Raises:
        InputRefused: ``case.not_a_case`` where it is neither.
    """
    if path.is_dir():
        return verify_case(path)
    if path.is_file() and zipfile.is_zipfile(path):
        return _verify_package(path)
    raise InputRefused("case.not_a_case")


def _verify_package(path: Path) -> VerifyReport:
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(path) as archive:
            try:
                manifest = json.loads(archive.read(MANIFEST))
                listed: dict[str, str] = {
                    str(name): str(digest) for name, digest in manifest["files"].items()
                }
            except (KeyError, ValueError, AttributeError) as error:
                raise InputRefused("case.not_a_case") from error
            inside = {info.filename for info in archive.infolist() if not info.is_dir()}
            for name in sorted(inside - listed.keys() - {MANIFEST}):
                problems.append(Problem("file.unlisted", name))
            for name, digest in sorted(listed.items()):
                if name not in inside:
                    problems.append(Problem("file.missing", name))
                elif _member_hash(archive, name) != digest:
                    problems.append(Problem("file.changed", name))
            entries, found = _log_problems(archive, inside)
            problems += found
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise InputRefused("package.broken") from error
    return VerifyReport(len(listed), 0, entries, tuple(problems))


def _member_hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except (zipfile.BadZipFile, EOFError):
        return ""  # its checksum no longer fits: it differs
    return digest.hexdigest()


def _log_problems(archive: zipfile.ZipFile, inside: set[str]) -> tuple[int, list[Problem]]:
    """Check the chain of the package's log, one JSON entry a line."""
    if "log.jsonl" not in inside:
        return 0, [Problem("file.missing", "log.jsonl")]
    previous, count = custody.GENESIS, 0
    for line in archive.read("log.jsonl").decode("utf-8", "replace").splitlines():
        try:
            entry = json.loads(line)
            computed = custody.entry_hash(
                previous, entry["id"], entry["at"], entry["action"], entry["detail"]
            )
            fits = entry["previous"] == previous and entry["hash"] == computed
        except (ValueError, KeyError, TypeError):
            fits = False
            entry = {}
        count += 1
        if not fits:
            return count, [Problem("log.broken", str(count))]
        previous = entry["hash"]
    return count, []

"""Originals by hash: copied once, hashed while copied, never written again."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from desktop_app.foundation.errors import InputRefused

_CHUNK = 1 << 20
MAX_BYTES = 2 << 30


@dataclass(frozen=True, slots=True)
class StoredOriginal:
    """What was copied: hash (lower-case hex), bytes and the source file's own time (UTC)."""

    sha256: str
    size: int
    modified_at: datetime | None


def path_of(folder: Path, sha256: str) -> Path:
    """Return where the original with this hash lives in the case folder."""
    return folder / "originals" / sha256[:2] / sha256


def take(folder: Path, source: Path, check: Callable[[], None]) -> StoredOriginal:
    """Copy a file into the case: streamed, hashed, flushed to disk, renamed into place.

    Args:
        folder: the case folder.
        source: the file to take.
        check: called between chunks; raises to stop.

    Raises:
        InputRefused: ``file.too_large``, ``file.not_found``, ``file.unreadable``,
            ``file.not_a_file`` or ``case.disk_full``.
    """
    try:
        info = source.stat()
        if not stat.S_ISREG(info.st_mode):
            raise InputRefused("file.not_a_file")
        if info.st_size > MAX_BYTES:
            raise InputRefused("file.too_large", limit_mb=MAX_BYTES >> 20)
        modified = datetime.fromtimestamp(info.st_mtime, UTC)
    except FileNotFoundError as error:
        raise InputRefused("file.not_found") from error
    except (OSError, OverflowError, ValueError) as error:
        raise InputRefused("file.unreadable") from error

    temporary = _temporary(folder)
    digest, size = hashlib.sha256(), 0
    try:
        try:
            stream = source.open("rb")
        except OSError as error:
            raise InputRefused("file.unreadable") from error
        with stream, temporary.open("xb") as target:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise InputRefused("file.not_a_file")
            while chunk := _read(stream.read):
                check()
                size += len(chunk)
                if size > MAX_BYTES:
                    raise InputRefused("file.too_large", limit_mb=MAX_BYTES >> 20)
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        _settle(folder, temporary, digest.hexdigest())
    except OSError as error:  # errors of the source are named already
        raise InputRefused("case.disk_full") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return StoredOriginal(digest.hexdigest(), size, modified)


def take_bytes(folder: Path, data: bytes) -> StoredOriginal:
    """Store pasted bytes as an original.

    Raises:
        InputRefused: ``file.empty`` or ``case.disk_full``.
    """
    if not data:
        raise InputRefused("file.empty")
    temporary = _temporary(folder)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        with temporary.open("xb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        _settle(folder, temporary, sha256)
    except OSError as error:
        raise InputRefused("case.disk_full") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return StoredOriginal(sha256, len(data), None)


def clean(folder: Path) -> None:
    """Remove half-copied files of an earlier run."""
    for leftover in (folder / "originals").glob(".taking-*"):
        with suppress(OSError):
            leftover.unlink()


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a file, lower-case hex.

    Raises:
        OSError: it can't be read.
    """
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _temporary(folder: Path) -> Path:
    try:
        (folder / "originals").mkdir(exist_ok=True)
    except OSError as error:
        raise InputRefused("case.disk_full") from error
    return folder / "originals" / f".taking-{uuid4().hex}"


def _read(read: Callable[[int], bytes]) -> bytes:
    try:
        return read(_CHUNK)
    except OSError as error:
        raise InputRefused("file.unreadable") from error


def _settle(folder: Path, temporary: Path, sha256: str) -> None:
    final = path_of(folder, sha256)
    if final.exists():
        return
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(final)
    with suppress(OSError):
        final.chmod(0o444)
    if os.name == "posix":
        handle = os.open(final.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

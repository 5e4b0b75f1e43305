"""The evidence package: dossier, originals, manifest and custody log in one zip."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from contextlib import suppress
from pathlib import Path

from desktop_app.app.context import OpenCase
from desktop_app.app.exporting import export_dossier
from desktop_app.app.verifying import MANIFEST
from desktop_app.casefile import originals
from desktop_app.domain.export import ExportOptions
from desktop_app.foundation.errors import InputRefused
from desktop_app.foundation.progress import CancelToken, NoProgress, Progress, ProgressSink

_CHUNK = 1 << 20


def package(
    case: OpenCase,
    target: Path,
    options: ExportOptions,
    sink: ProgressSink | None = None,
    cancel: CancelToken | None = None,
) -> Path:
    """Write dossier, originals under their own names, manifest and log to a zip.

    The zip appears whole or not at all. ``manifest.json`` lists the SHA-256 of every other
    file; ``log.jsonl`` is the custody log with its chain.

    Raises:
        InputRefused: ``export.cannot_write``.
        JuzhengError: what exporting the dossier raises.
    """
    sink, cancel = sink or NoProgress(), cancel or CancelToken()
    temporary = target.with_name(f".{target.name}.part")
    dossier = target.with_name(f".{target.stem}.dossier.part.pdf")
    try:
        export_dossier(case, dossier, options, sink, cancel)
        pieces = [piece for piece in case.evidence() if not piece.withdrawn]
        listed: dict[str, str] = {}
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            listed["dossier.pdf"] = _add(archive, "dossier.pdf", dossier)
            for done, piece in enumerate(pieces):
                cancel.check()
                sink.report(Progress(done, len(pieces), "packing", piece.name))
                label = piece.number or f"x-{piece.id}"
                name = f"originals/{label} {_plain(piece.name)}"
                listed[name] = _add(archive, name, originals.path_of(case.folder, piece.sha256))
            log = "".join(
                json.dumps(
                    {
                        "id": entry.id,
                        "at": entry.at.isoformat(),
                        "action": entry.action,
                        "detail": entry.detail,
                        "previous": entry.previous,
                        "hash": entry.hash,
                    },
                    ensure_ascii=False,
                )
                + "\n"
                for entry in case.audit()
            ).encode()
            archive.writestr("log.jsonl", log)
            listed["log.jsonl"] = hashlib.sha256(log).hexdigest()
            manifest = {"case": case.case_id, "algorithm": "SHA-256", "files": listed}
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        raise InputRefused("export.cannot_write") from error
    finally:
        for leftover in (temporary, dossier):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    return target


def _plain(name: str) -> str:
    """Return a file name that every system can unpack."""
    cleaned = "".join("_" if c in '<>:"/\\|?*' or not c.isprintable() else c for c in name)
    return cleaned.strip(" .")[-120:] or "file"


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as source, archive.open(name, "w", force_zip64=True) as stream:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            stream.write(chunk)
    return digest.hexdigest()

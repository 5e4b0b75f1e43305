"""What a worker process does: one function, bytes in, bytes out."""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop_app.foundation.errors import InputRefused, JuzhengError
from desktop_app.workers import bounds, jobs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)
_OBJECTS = 50_000  # as in ``__main__``: a long table is no garbage
MAX_READ_BYTES = 512 << 20
"""A file is read into memory whole; larger ones are refused."""


def start_worker(background: bool = False) -> None:
    """Prepare a fresh worker process: bounds, and one thread each for the recognisers.

    Args:
        background: whether the process gives way to others.
    """
    gc.set_threshold(_OBJECTS)
    bounds.hush()
    bounds.limit_memory()
    if background:
        bounds.give_way()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    from desktop_app.imaging import runtime

    runtime.single_threaded()


def run_job(data: bytes) -> bytes:
    """Do one job and return its outcome; known errors become outcomes, never exceptions."""
    try:
        job = jobs.unpack_job(data)
        result = jobs.pack(_dispatch(job))
    except InputRefused as error:
        return jobs.pack(jobs.Refused(error.code, error.params))
    except JuzhengError as error:
        return jobs.pack(jobs.Failed(error.code, error.params, int(error.exit_code)))
    except MemoryError:
        return jobs.pack(jobs.Refused("file.too_large_for_memory"))
    except Exception as error:
        _log.error("job failed: %s", type(error).__name__, exc_info=_traceback_wanted())
        return jobs.pack(jobs.Failed("job.failed"))
    return jobs.pack(jobs.Ok(result))


def _traceback_wanted() -> bool:
    """Whether to log tracebacks: they can quote text, so only where a developer asks."""
    return os.environ.get("JUZHENG_TRACEBACKS") == "1"


def _dispatch(job: jobs.Job) -> object:
    match job:
        case jobs.ReadFile():
            return _read_file(job)
        case jobs.ReadRegion():
            return _read_region(job)
        case jobs.DrawPicture():
            return _draw_picture(job)
        case jobs.CutPicture():
            return _cut_picture(job)
        case jobs.RenderDossier():
            return _render_dossier(job)
        case jobs.RenderPage():
            return _render_page(job)
        case jobs.CheckEngines():
            return _check_engines()


def _read_file(job: jobs.ReadFile) -> jobs.FileRead:
    from desktop_app.imaging import sniff

    began = time.perf_counter()
    data = _bytes_of(jobs.local(job.path))
    if not data:
        raise InputRefused("file.empty")
    sha256 = hashlib.sha256(data).hexdigest()
    media_type = sniff.sniff(data[: sniff.HEAD_BYTES], job.name)
    if media_type.startswith("image/"):
        return _read_picture(job, data, sha256, media_type, began)
    from desktop_app.reading import backup, tables

    if media_type.endswith("xml"):
        transcript = backup.read(data, job.name)
    else:
        transcript = tables.read(data, media_type, job.name)
    return jobs.FileRead(
        sha256, media_type, 0, 0, "", None, 0, None, transcript, time.perf_counter() - began
    )


def _read_picture(
    job: jobs.ReadFile, data: bytes, sha256: str, media_type: str, began: float
) -> jobs.FileRead:
    from desktop_app.imaging import capture, decode, derive
    from desktop_app.reading import page as assembly
    from desktop_app.reading import placing
    from desktop_app.workers import sight

    picture = decode.decode(data, media_type)
    del data
    facts = capture.capture_facts(picture, job.name, job.modified)
    seen = sight.see(picture.rgb, facts, job.reader)
    del picture
    page, transcript = seen.page, assembly.understand(seen.page, job.kind)
    if seen.projection is not None:
        page = placing.page_placed(page, seen.projection)
        transcript = placing.transcript_placed(transcript, seen.projection)
    if job.derived is not None:
        derive.write_display(seen.rgb, Path(job.derived), sha256)
    height, width = seen.rgb.shape[:2]
    return jobs.FileRead(
        sha256,
        media_type,
        width,
        height,
        facts.device,
        facts.captured,
        page.facts.orientation,
        page,
        transcript,
        time.perf_counter() - began,
    )


def _read_region(job: jobs.ReadRegion) -> jobs.RegionRead:
    from desktop_app.imaging import region
    from desktop_app.ocr import finder, reader

    rgb = _decoded(job.path, job.orientation)
    lines = region.lines_in(rgb, job.box, finder.find)
    return jobs.RegionRead(reader.read_lines(rgb, lines, job.reader))


def _draw_picture(job: jobs.DrawPicture) -> jobs.PictureDrawn:
    from desktop_app.imaging import derive

    derive.write_display(_decoded(job.path, job.orientation), Path(job.folder), job.sha256)
    return jobs.PictureDrawn()


def _cut_picture(job: jobs.CutPicture) -> jobs.PictureCut:
    from desktop_app.imaging import derive

    rgb = _decoded(job.path, job.orientation)
    slices = derive.write_slices(rgb, job.cuts, job.covered, Path(job.folder), job.stem)
    return jobs.PictureCut(slices)


def _decoded(path: str, orientation: int) -> NDArray[np.uint8]:
    """Return the upright pixels of a picture that was read before.

    Args:
        path: the original.
        orientation: degrees it was turned to stand upright when it was read; what its file
            says of it may be less.
    """
    from desktop_app.imaging import decode, sideways, sniff

    data = _bytes_of(Path(path))
    picture = decode.decode(data, sniff.sniff(data[: sniff.HEAD_BYTES], ""))
    return sideways.turned(picture.rgb, (orientation - picture.orientation) % 360)


def _bytes_of(file: Path) -> bytes:
    """Return the bytes of a plain file; a pipe or a device would never end."""
    try:
        info = file.stat()
        if not stat.S_ISREG(info.st_mode):
            raise InputRefused("file.not_a_file")
        if info.st_size > MAX_READ_BYTES:
            raise InputRefused("file.too_large", limit_mb=MAX_READ_BYTES >> 20)
        return file.read_bytes()
    except FileNotFoundError as error:
        raise InputRefused("file.not_found") from error
    except (OSError, ValueError) as error:
        raise InputRefused("file.unreadable") from error


def _render_dossier(job: jobs.RenderDossier) -> jobs.DossierRendered:
    from desktop_app.dossier import compose, pdf
    from desktop_app.dossier.material import DossierMaterial, SlicePicture
    from desktop_app.foundation.progress import CancelToken, NoProgress

    material = msgspec.msgpack.decode(job.material, type=DossierMaterial)
    pictures = msgspec.msgpack.decode(
        job.pictures, type=tuple[SlicePicture, ...], dec_hook=lambda _kind, value: Path(value)
    )
    dossier = compose.compose(material, pictures)
    result = pdf.render(dossier, Path(job.target), NoProgress(), CancelToken())
    return jobs.DossierRendered(result.pages, result.sha256, result.missing_glyphs)


def _render_page(job: jobs.RenderPage) -> jobs.PageRendered:
    from desktop_app.imaging import pdf_pages

    pages = pdf_pages.render(Path(job.pdf), job.index, job.width, Path(job.target))
    return jobs.PageRendered(job.target, pages)


def _check_engines() -> jobs.EnginesChecked:
    from desktop_app.ocr import environment

    facts, problems = environment.check()
    return jobs.EnginesChecked(dict(facts), tuple(problems))

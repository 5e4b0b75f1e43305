"""When a picture was taken: EXIF, else what its file name says, else the file's time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import CaptureFacts
from desktop_app.imaging.decode import Picture
from desktop_app.text.file_names import parse_file_name_time

_CHINA = timezone(timedelta(hours=8))


def capture_facts(picture: Picture, name: str, modified: datetime | None) -> CaptureFacts:
    """Return when and by what a picture was taken, best known source first.

    Args:
        picture: the decoded picture.
        name: file name as it came.
        modified: modification time of the file; naive means China time. None if unknown.
    """
    captured = picture.captured or parse_file_name_time(name) or _from_file(modified)
    return CaptureFacts(captured, picture.device, picture.orientation)


def _from_file(modified: datetime | None) -> Moment | None:
    """Return a file's modification time as China wall time, or None."""
    if modified is None:
        return None
    if modified.tzinfo is not None:
        modified = modified.astimezone(_CHINA).replace(tzinfo=None)
    return Moment(modified.replace(microsecond=0), Precision.SECOND, MomentSource.FILE_TIME)

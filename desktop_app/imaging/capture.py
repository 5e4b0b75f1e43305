"""When a picture was taken: EXIF, else the names that phones and chats give, else file time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.domain.recognition import CaptureFacts
from desktop_app.imaging.decode import Picture

_CHINA = timezone(timedelta(hours=8))

_DATE = r"(?P<y>(?:19|20)\d\d)[-_.年]?(?P<m>0[1-9]|1[0-2])[-_.月]?(?P<d>0[1-9]|[12]\d|3[01])日?"
_TIME = (
    r"(?P<H>[01]\d|2[0-3])[-_.:：时]?(?P<M>[0-5]\d)"
    r"(?:[-_.:：分]?(?P<S>[0-5]\d))?(?![0-9]{4})"
)
# Screenshot_20220618_234712, Screenshot_2022-06-18-23-47-12-05_x, IMG_20220618_234712,
# 微信图片_20220618234712, 屏幕截图 2022-06-18 234712, Screen Shot 2022-06-18 at 23.47.12,
# QQ图片20220618234712, PANO_20220618_234712, VID…, 截屏2022-06-18 23.47.12
_STAMP = re.compile(rf"(?<!\d){_DATE}(?:[-_. T]|\s+at\s+|\s)*{_TIME}", re.IGNORECASE)
_DAY = re.compile(rf"(?<!\d){_DATE}(?!\d)")
# 11:47.12 PM after "at", as older macOS writes it
_HALF = re.compile(
    rf"(?<!\d){_DATE}\s+at\s+(?P<H>\d{{1,2}})[.:](?P<M>[0-5]\d)[.:](?P<S>[0-5]\d)\s*(?P<half>[AP]M)",
    re.IGNORECASE,
)
# mmexport1655567232000, wx_camera_1655567232000, microMsg.1655567232000, TB1655567232000
_EPOCH = re.compile(r"(?<!\d)(?P<ms>1[0-9]{12})(?!\d)")
_EPOCH_SECONDS = re.compile(r"(?:mmexport|wx_camera_|microMsg\.|IMG_?)(?P<s>1[0-9]{9})(?!\d)")


def capture_facts(picture: Picture, name: str, modified: datetime | None) -> CaptureFacts:
    """Return when and by what a picture was taken, best known source first.

    Args:
        picture: the decoded picture.
        name: file name as it came.
        modified: modification time of the file; naive means China time. None if unknown.
    """
    captured = picture.captured or moment_from_name(name) or moment_from_file(modified)
    return CaptureFacts(captured, picture.device, picture.orientation)


def moment_from_file(modified: datetime | None) -> Moment | None:
    """Return a file's modification time as China wall time, or None."""
    if modified is None:
        return None
    if modified.tzinfo is not None:
        modified = modified.astimezone(_CHINA).replace(tzinfo=None)
    return Moment(modified.replace(microsecond=0), Precision.SECOND, MomentSource.FILE_TIME)


def moment_from_name(name: str) -> Moment | None:
    """Return the capture time that a file name tells, or None.

    Known are the patterns of Android, iOS, Windows and macOS screenshots, cameras, WeChat
    and QQ, and epoch milliseconds (turned into China time).
    """
    half = _HALF.search(name)
    if half:
        hour = int(half["H"]) % 12 + (12 if half["half"].upper() == "PM" else 0)
        return _moment(half, hour, int(half["M"]), int(half["S"]))
    stamp = _STAMP.search(name)
    if stamp:
        seconds = int(stamp["S"]) if stamp["S"] else None
        return _moment(stamp, int(stamp["H"]), int(stamp["M"]), seconds)
    for pattern, group, scale in ((_EPOCH, "ms", 1000), (_EPOCH_SECONDS, "s", 1)):
        found = pattern.search(name)
        if found:
            aware = datetime.fromtimestamp(int(found[group]) // scale, UTC).astimezone(_CHINA)
            value = aware.replace(tzinfo=None)
            return Moment(value, Precision.SECOND, MomentSource.FILE_NAME)
    day = _DAY.search(name)
    return _moment(day, None, None, None) if day else None


def _moment(
    match: re.Match[str], hour: int | None, minute: int | None, second: int | None
) -> Moment | None:
    precision = Precision.DAY
    if hour is not None:
        precision = Precision.MINUTE if second is None else Precision.SECOND
    try:
        value = datetime(
            int(match["y"]), int(match["m"]), int(match["d"]), hour or 0, minute or 0, second or 0
        )
    except ValueError:
        return None
    return Moment(value, precision, MomentSource.FILE_NAME)

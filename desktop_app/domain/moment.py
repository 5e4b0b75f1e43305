"""A Moment: a wall-clock time with its precision, zone and how it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CHINA = "Asia/Shanghai"


class Precision(StrEnum):
    """The smallest unit that is really known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"


class MomentSource(StrEnum):
    """How a time is known, strongest claim last said by a person."""

    SCREEN_ABSOLUTE = "screen_absolute"
    SCREEN_RELATIVE = "screen_relative"
    EXIF = "exif"
    FILE_NAME = "file_name"
    FILE_TIME = "file_time"
    TABLE = "table"
    BRACKET = "bracket"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or stretch of time as a screen, table or person states it.

    Attributes:
        value: naive wall-clock time in ``zone``; fields below ``precision`` are zero.
        precision: the smallest unit that is known.
        source: how it is known.
        until: end of the stretch for a bracket (message between two time lines), else None.
        zone: IANA name of the zone the wall time is in; Chinese screens show China time.
        assumed: what had to be assumed, as codes: ``year``, ``day``, ``half_of_day``.
        anchor: source of the reference time a relative time was reckoned from.
    """

    value: datetime
    precision: Precision
    source: MomentSource
    until: datetime | None = None
    zone: str = CHINA
    assumed: tuple[str, ...] = ()
    anchor: MomentSource | None = None

    def iso(self) -> str:
        """Return the wall time as ISO 8601 to the second, without offset."""
        return self.value.isoformat(timespec="seconds")

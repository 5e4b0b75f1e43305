"""Which year and day a start belongs to when its cell doesn't say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from desktop_app.domain.moment import Moment, MomentSource, Precision
from desktop_app.text.fold import fold
from desktop_app.text.stated import Stated

_DAY = re.compile(r"(20[0-9]{2})[-/.年 ]*([01]?[0-9])[-/.月 ]*([0-3]?[0-9])日?")
_MONTH = re.compile(r"(20[0-9]{2})(?:[-/.年] ?([01]?[0-9])|([01][0-9]))(?![0-9])月?")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")


@dataclass(slots=True)
class Calendar:
    """What a table says of its own period.

    Attributes:
        first, last: days of the period as the table prints it, or None.
        year: year from the sheet's or file's name, or None; marked as assumed.
        day: the day of the last separator row, or None.
    """

    first: date | None = None
    last: date | None = None
    year: int | None = None
    day: date | None = None

    @classmethod
    def from_words(cls, preamble: Iterable[str], names: Iterable[str]) -> Calendar:
        """Look for a period in the rows above the header, for a year in the names."""
        calendar = cls()
        for text in preamble:
            calendar.learn(text)
        for name in names:
            folded = fold(name).text
            match = _MONTH.search(folded) or _YEAR.search(folded)
            if match and calendar.year is None:
                calendar.year = int(match[1])
        return calendar

    def learn(self, text: str) -> None:
        """Take the period from a line such as ``从2020-03-01到2020-03-31``."""
        folded = fold(text).text
        days = [day for m in _DAY.finditer(folded) if (day := _day(m[1], m[2], m[3]))]
        if len(days) >= 2 and days[0] <= days[1]:
            self.first, self.last = days[0], days[1]
        elif self.first is None:
            month = _MONTH.search(folded)
            if month and (start := _day(month[1], month[2] or month[3], "1")):
                self.first, self.last = start, _month_end(start)
            elif days:
                self.first = self.last = days[0]

    def separate(self, stated: Stated) -> bool:
        """Take the day of a separator row; False where its year can't be told."""
        if stated.month is None or stated.day is None:
            return False
        year = stated.year or self._year_of(stated.month, stated.day)[0]
        self.day = _day(str(year), str(stated.month), str(stated.day)) if year else None
        return self.day is not None

    def moment(self, stated: Stated) -> Moment | None:
        """Return the moment of a start cell, or None where year or day can't be told."""
        year, month, day, assumed = stated.year, stated.month, stated.day, stated.assumed
        if month is None:
            if self.day is None:
                return None
            year, month, day = self.day.year, self.day.month, self.day.day
        elif year is None:
            year, guessed = self._year_of(month, day or 1)
            if year is None:
                return None
            assumed = (*assumed, "year") if guessed else assumed
        try:
            value = datetime(year, month, day or 1, stated.hour or 0, stated.minute or 0,
                             stated.second or 0)  # fmt: skip
        except ValueError:
            return None
        return Moment(value, _precision(stated, day), MomentSource.TABLE, assumed=assumed)

    def _year_of(self, month: int, day: int) -> tuple[int | None, bool]:
        """Return the year of a day and whether it is more than the table itself says."""
        if self.first is not None and self.last is not None:
            for year in range(self.first.year, self.last.year + 1):
                candidate = _day(str(year), str(month), str(day))
                if candidate and self.first <= candidate <= self.last:
                    return year, False
            return self.first.year, True
        return self.year, True


def _precision(stated: Stated, day: int | None) -> Precision:
    if stated.second is not None:
        return Precision.SECOND
    if stated.hour is not None:
        return Precision.MINUTE
    return Precision.DAY if day else Precision.MONTH


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month_end(start: date) -> date:
    following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)

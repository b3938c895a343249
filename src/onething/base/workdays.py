"""Working days (工作日): a dated calendar and the arithmetic of limits.

All limits of the Administrative Licensing Law are working days (行政许可法 art. 82). The day on which a period
starts is not counted; a period of n working days ends with the end of the n-th working day after it.
Days are counted in China's one civil time, UTC+8 without daylight saving.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

CHINA = timezone(timedelta(hours=8), "CST")
DAY_MS = 86_400_000
OFFSET_MS = 8 * 3_600_000
EPOCH = date(1970, 1, 1).toordinal()


def day_of(moment: int) -> int:
    """Give the civil day (proleptic ordinal) of a moment in milliseconds since 1970 UTC."""
    return (moment + OFFSET_MS) // DAY_MS + EPOCH


def start_of(day: int) -> int:
    """Give the first millisecond of a civil day (ordinal)."""
    return (day - EPOCH) * DAY_MS - OFFSET_MS


def as_datetime(moment: int) -> datetime:
    """Show a moment in milliseconds as a date and time in China."""
    return datetime.fromtimestamp(moment / 1000, UTC).astimezone(CHINA)


@dataclass(frozen=True, eq=False)
class Calendar:
    """A region's working days: Monday to Friday but for `holidays`, plus `makeup` days (调休上班).

    A year outside `published` has no official notice yet: its days are counted Monday to Friday and marked
    provisional, see `is_provisional`.
    """

    holidays: frozenset[int] = field(default_factory=frozenset)
    makeup: frozenset[int] = field(default_factory=frozenset)
    published: frozenset[int] = field(default_factory=frozenset)

    def is_working_day(self, day: int) -> bool:
        """Tell whether offices work on a day (ordinal)."""
        return day in self.makeup or (day % 7 not in (0, 6) and day not in self.holidays)

    def is_provisional(self, day: int) -> bool:
        """Tell whether the year of a day has no published holidays yet."""
        return date.fromordinal(day).year not in self.published

    def add(self, day: int, working_days: int) -> int:
        """Give the n-th working day after a day; for n = 0 the day itself."""
        return _add(self, day, working_days)

    def between(self, first: int, last: int) -> int:
        """Count the working days after `first` up to and including `last`."""
        return sum(self.is_working_day(day) for day in range(first + 1, last + 1))

    def end(self, day: int, working_days: int) -> int:
        """Give the moment (ms) at which a period of n working days that starts on a day is over."""
        return start_of(self.add(day, working_days) + 1)

    def part(self, day: int, working_days: int, percent: int) -> int:
        """Give the moment (ms) at which `percent` of a period is used, a working day counting 24 hours."""
        whole, rest = divmod(working_days * percent, 100)
        if not rest:
            return self.end(day, whole)
        return start_of(self.add(day, whole + 1)) + DAY_MS * rest // 100


@lru_cache(maxsize=65_536)
def _add(calendar: Calendar, day: int, working_days: int) -> int:
    while working_days > 0:
        day += 1
        working_days -= calendar.is_working_day(day)
    return day

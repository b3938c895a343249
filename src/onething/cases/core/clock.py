"""A legal clock: how much of a limit in working days is used, with lawful pauses (行政许可法 art. 45, 82)."""

from functools import lru_cache

from msgspec import Struct

from onething.base.workdays import Calendar

WARNINGS = (50, 80, 100)


class Clock(Struct, array_like=True, gc=False):
    """A limit of `limit` working days from the day `started` (ordinal, not counted), and its pauses.

    `paused` counts the working days of ended pauses, `paused_since` is the day of an open one, else 0.
    `warned` is the highest percentage already warned of. `stopped` is true once the limit no longer matters.
    """

    started: int = 0
    limit: int = 0
    paused: int = 0
    paused_since: int = 0
    warned: int = 0
    stopped: bool = False

    def is_running(self) -> bool:
        """Tell whether time counts now."""
        return self.started > 0 and not self.paused_since and not self.stopped

    def due_day(self, calendar: Calendar) -> int:
        """Give the last day (ordinal) of the limit, as if an open pause ended now."""
        return calendar.add(self.started, self.limit + self.paused)

    def due(self, calendar: Calendar) -> int:
        """Give the moment (ms) at which the limit is over."""
        return calendar.end(self.started, self.limit + self.paused)

    def next_warning(self, calendar: Calendar) -> tuple[int, int] | None:
        """Give the next warning as (moment in ms, percent), or None when there is none to come."""
        if not self.is_running():
            return None
        for percent in WARNINGS:
            if percent > self.warned:
                return _moment(calendar, self.started, self.paused, self.limit, percent), percent
        return None


@lru_cache(maxsize=65_536)
def _moment(calendar: Calendar, started: int, paused: int, limit: int, percent: int) -> int:
    return calendar.part(calendar.add(started, paused), limit, percent)

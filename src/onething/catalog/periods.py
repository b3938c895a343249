"""Periods and days as they are written in definitions: `5 working days`, `2026-10-01`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A number of days; working days unless `calendar`."""

    days: int
    calendar: bool


def parse_period(written: str) -> Period:
    """Read a period that the definitions' pattern has let through."""
    number, kind, _ = written.split(" ")
    return Period(int(number), kind == "calendar")


def parse_day(written: str) -> date | None:
    """Read a day. None: there is no such day."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None

"""The working-day calendar in force, read from the definitions once per process."""

from functools import cache

from onething.base.workdays import Calendar
from onething.catalog import SERVICES, read


@cache
def calendar() -> Calendar:
    """Give the calendar of the shipped definitions."""
    return read(SERVICES).calendar

"""The working-day calendar in force."""

from onething.base.workdays import Calendar
from onething.catalog import shipped


def calendar() -> Calendar:
    """Give the calendar of the definitions in force."""
    return shipped().calendar

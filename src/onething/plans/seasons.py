"""Seasons: on which days of a year a thing may be applied for."""

from dataclasses import dataclass
from datetime import date

from onething.plans.release import Release, SeasonPlan


@dataclass(frozen=True, slots=True)
class Closed:
    """That a thing may not be applied for now, and the day (ordinal) on which it opens next."""

    opens: int


def closed_season(release: Release, day: int) -> Closed | None:
    """Tell when a thing opens next, if it is closed on a day (ordinal). A thing without seasons is always open."""
    seasons = release.seasons
    if not seasons or any(_is_open(season, date.fromordinal(day)) for season in seasons):
        return None
    return Closed(min(_next_opening(season, day) for season in seasons))


def _is_open(season: SeasonPlan, day: date) -> bool:
    """Tell whether a day lies in a season; a season may run over the end of the year."""
    today = f"{day:%m-%d}"
    if season.opens <= season.closes:
        return season.opens <= today <= season.closes
    return today >= season.opens or today <= season.closes


def _next_opening(season: SeasonPlan, day: int) -> int:
    year = date.fromordinal(day).year
    openings = (_day_in(year + later, season.opens) for later in (0, 1))
    return next(opening for opening in openings if opening > day)


def _day_in(year: int, written: str) -> int:
    """Give a day of a year; 29 February of a year without one is 1 March."""
    month, day = (int(part) for part in written.split("-"))
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return date(year, 3, 1).toordinal()

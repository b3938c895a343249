"""What a region may not take away: time, channels, ways to be handed results, seasons, applicants."""

from collections.abc import Iterator
from datetime import date, timedelta

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.checks.scopes import Scope, scopes
from onething.catalog.definitions import Season, ThingOverlay
from onething.catalog.periods import parse_period

_LEAP_YEAR = 2024
_KEPT = (
    ("channels", "catalog.overlay_channel_closed"),
    ("delivery", "catalog.overlay_delivery_narrowed"),
    ("applicant", "catalog.overlay_applicant_narrowed"),
    ("start", "catalog.overlay_start_withdrawn"),
)


def overlay_scopes(catalog: Catalog) -> Iterator[tuple[Scope, ThingOverlay]]:
    """Give every overlay with the thing that it lies over: the nation's, as the regions around it have it."""
    for scope in scopes(catalog):
        if scope.region != NATION and isinstance(scope.own, ThingOverlay):
            yield scope, scope.own


def check_overlays(catalog: Catalog) -> Iterator[Problem]:
    """Check every overlay against what it lies over."""
    for scope, overlay in overlay_scopes(catalog):
        yield from _limit(scope, overlay)
        yield from _kept(scope, overlay)
        yield from _burdens(scope, overlay)
        yield from _seasons(scope, overlay)
        yield from _something(scope, overlay)


def _limit(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    for part in ("promised", "statutory"):
        here = getattr(overlay.limit, part, None)
        above = getattr(scope.thing.limit, part)
        if here and above and parse_period(here).days > parse_period(above).days:
            yield scope.problem("catalog.overlay_limit_longer", "limit", part, here=here, wider=above)
    leaves_out = overlay.limit.excludes if overlay.limit else None
    if leaves_out and leaves_out != scope.thing.limit.excludes and not overlay.law:
        yield scope.problem("catalog.overlay_limit_leaves_out", "limit", "excludes", found=leaves_out.zh)


def _kept(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    for part, code in _KEPT:
        here, above = getattr(overlay, part), getattr(scope.thing, part)
        missing = [one for one in above if here and one not in here]
        if missing:
            yield scope.problem(code, part, missing=", ".join(missing))
    for at, role in enumerate(overlay.applicant):
        yield from scope.role_problems(role, "applicant", at)


def _burdens(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    for part, code in (
        ("identity", "catalog.overlay_identity_raised"),
        ("fee", "catalog.overlay_fee_raised"),
    ):
        here, above = getattr(overlay, part), getattr(scope.thing, part)
        if here is not None and here > above:
            yield scope.problem(code, part, here=here, wider=above)


def _seasons(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    missing = _days(scope.thing.seasons) - _days(overlay.seasons) if overlay.seasons else frozenset()
    if missing:
        first = min(missing)
        yield scope.problem("catalog.overlay_season_shorter", "seasons", days=len(missing), first=first)


def _days(seasons: tuple[Season, ...]) -> frozenset[str]:
    """Give every day of the year that lies in a season; no season is all year."""
    first = date(_LEAP_YEAR, 1, 1)
    year = [f"{first + timedelta(days):%m-%d}" for days in range(366)]
    if not seasons:
        return frozenset(year)
    return frozenset(day for day in year for season in seasons if _inside(day, season))


def _inside(day: str, season: Season) -> bool:
    if season.opens <= season.closes:
        return season.opens <= day <= season.closes
    return day >= season.opens or day <= season.closes


def _something(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    """An overlay that changes nothing still says who does the thing here; without local offices it says nothing."""
    said = set(ThingOverlay.model_fields) - {"thing", "source", "confidence", "note", "law"}
    changes = any(getattr(overlay, key) not in (None, ()) for key in said)
    if not changes and not scope.catalog.local_departments.get(scope.region):
        yield scope.problem("catalog.overlay_changes_nothing", "thing", name=overlay.thing)

"""Values that one definition must get right by itself: options, bounds, limits, days."""

from collections.abc import Iterator, Sequence
from typing import Any

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.checks.scopes import every_item, scopes
from onething.catalog.definitions import Limit, Option
from onething.catalog.periods import parse_day, parse_period
from onething.catalog.sources import Spot

SATURDAY = 5


def check_values(catalog: Catalog) -> Iterator[Problem]:
    """Check options, bounds, limits and the calendar."""
    yield from _elements(catalog)
    yield from _needs(catalog)
    yield from _questions(catalog)
    yield from _limits(catalog)
    yield from _calendar(catalog)


def _elements(catalog: Catalog) -> Iterator[Problem]:
    for element in catalog.elements.values():
        spot = catalog.lines.spot("elements", element.id, "options")
        yield from _options(spot, element.id, element.options, is_choice=element.type == "choice")
        if element.minimum is not None and element.maximum is not None and element.minimum > element.maximum:
            yield catalog.lines.problem("catalog.minimum_above_maximum", "elements", element.id, "minimum")


def _needs(catalog: Catalog) -> Iterator[Problem]:
    for region, item in every_item(catalog):
        for at, need in enumerate(item.needs.elements):
            element = catalog.elements.get(need.element.partition(".")[2])
            if element and need.max_length and need.max_length > element.max_length:
                spot = catalog.lines.spot(
                    "items", item.id, "needs", "elements", at, "max_length", region=region
                )
                yield spot.problem("catalog.looser_than_element", name=need.element, most=element.max_length)


def _questions(catalog: Catalog) -> Iterator[Problem]:
    for scope in scopes(catalog):
        for at, question in enumerate(scope.own.questions):
            spot = catalog.lines.spot(
                "things", scope.thing.id, "questions", at, "options", region=scope.region
            )
            yield from _options(
                spot, question.id, question.options, is_choice=question.answer in ("choice", "many")
            )


def _options(spot: Spot, name: str, options: Sequence[Option], *, is_choice: bool) -> Iterator[Problem]:
    values = [option.value for option in options]
    if is_choice and len(values) < 2:
        yield spot.problem("catalog.option_missing", name=name)
    if not is_choice and values:
        yield spot.problem("catalog.option_not_choice", name=name)
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield spot.problem("catalog.option_twice", name=name, value=value)


def _limits(catalog: Catalog) -> Iterator[Problem]:
    for region, item in every_item(catalog):
        yield from _limit(catalog, ("items", item.id, region), item.limit)
    for scope in scopes(catalog):
        limit = scope.own.limit
        if limit:
            yield from _limit(catalog, ("things", scope.thing.id, scope.region), limit)
        if scope.region == NATION and not (limit and limit.promised):
            yield scope.problem("catalog.limit_missing", "limit", name=scope.thing.id)


def _limit(catalog: Catalog, place: tuple[str, str, str], limit: Limit) -> Iterator[Problem]:
    kind, name, region = place

    def problem(code: str, part: str, **values: Any) -> Problem:
        return catalog.lines.problem(code, kind, name, "limit", part, region=region, **values)

    periods = {"promised": limit.promised, "statutory": limit.statutory}
    for part, written in periods.items():
        if written and parse_period(written).calendar:
            yield problem("catalog.limit_not_working_days", part, found=written)
    if limit.promised and limit.statutory:
        promised, statutory = parse_period(limit.promised), parse_period(limit.statutory)
        if promised.calendar == statutory.calendar and promised.days > statutory.days:
            yield problem(
                "catalog.promise_beyond_law", "promised", promised=limit.promised, statutory=limit.statutory
            )


def _calendar(catalog: Catalog) -> Iterator[Problem]:
    for number, year in catalog.years.items():
        for part in ("holidays", "makeup"):
            for at, written in enumerate(getattr(year, part)):
                spot = catalog.lines.spot("calendar", number, part, at)
                day = parse_day(written)
                if not day:
                    yield spot.problem("catalog.bad_day", found=written)
                elif day.year != year.year:
                    yield spot.problem("catalog.day_in_other_year", found=written, year=year.year)
                elif part == "makeup" and day.weekday() < SATURDAY:
                    yield spot.problem("catalog.makeup_on_weekday", found=written)
                elif part == "makeup" and written in year.holidays:
                    yield spot.problem("catalog.holiday_and_makeup", found=written)

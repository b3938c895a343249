"""Published figures must be of a thing and region that exist, say something, and answer what the thing asks."""

from collections.abc import Iterator
from typing import Any

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.checks.scopes import Scope, scopes
from onething.catalog.definitions import Published
from onething.catalog.faults import near

ANSWERS = "answers."


def check_figures(catalog: Catalog) -> Iterator[Problem]:
    """Check every row of published figures."""
    whole = {(scope.thing.id, scope.region): scope for scope in scopes(catalog)}
    for row in catalog.figures.values():
        yield from _row(catalog, row)
        nation = whole.get((row.thing, NATION)) if row.thing else None
        if nation and row.region in catalog.regions:
            yield from _answers(catalog, row, whole.get((nation.thing.id, row.region), nation))


def _row(catalog: Catalog, row: Published) -> Iterator[Problem]:
    things = catalog.lines.ids("things")
    if row.thing is None and row.numbers:
        yield _problem(catalog, row, "catalog.figures_of_no_thing", "numbers", name=row.id)
    elif row.thing is not None and row.thing not in things:
        yield _problem(
            catalog, row, "catalog.unknown_thing", "thing", name=row.thing, known=near(row.thing, things)
        )
    if row.region not in catalog.regions:
        spot = catalog.lines.spot("figures", row.id, "region")
        yield spot.problem(
            "catalog.unknown_region", region=row.region, known=near(row.region, catalog.regions)
        )
    if not row.numbers and not row.others:
        yield _problem(catalog, row, "catalog.figures_say_nothing", "id", name=row.id)
    for at, number in enumerate(row.numbers):
        if number.before is None and number.after is None:
            yield _problem(catalog, row, "catalog.figures_say_nothing", "numbers", at, name=number.measure)


def _answers(catalog: Catalog, row: Published, scope: Scope) -> Iterator[Problem]:
    allowed = {*scope.fields(), *(ANSWERS + name for name in scope.questions)}
    for name in row.answers:
        owner, _, part = name.partition(".")
        if f"{owner.partition('-')[0]}.{part}" not in allowed:
            known = near(name, allowed)
            yield _problem(
                catalog, row, "catalog.figures_answer_unasked", "answers", name, name=name, known=known
            )


def _problem(catalog: Catalog, row: Published, code: str, *steps: str | int, **values: Any) -> Problem:
    return catalog.lines.problem(code, "figures", row.id, *steps, **values)

"""A route under a case's own numbers: an item keeps its number while its case moves from release to release.

`numbers` are pairs: an item's number in the case, its number in the release. Where they are empty the two are the same.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from onething.plans.bounded import Bounded
from onething.plans.release import DocumentSlot, Field, Release
from onething.plans.route import Route
from onething.plans.routing import route_of

Numbers = tuple[tuple[int, int], ...]

_routes: Bounded[tuple[object, ...], Route] = Bounded(4096)
Row = TypeVar("Row", Field, DocumentSlot)


def route_of_case(
    release: Release,
    release_hash: str,
    items: tuple[int, ...],
    counts: tuple[tuple[str, int], ...],
    numbers: Numbers,
) -> Route:
    """Give the route of a stored case as `route_of` does, under the case's own numbers."""
    if not numbers:
        return route_of(release, release_hash, items, counts)
    key = (release_hash, items, counts, numbers)
    found = _routes.get(key)
    if found is None:
        inside = sorted((number for _, number in numbers), key=lambda number: number % len(release.items))
        found = _routes.put(key, renumbered(route_of(release, release_hash, tuple(inside), counts), numbers))
    return found


def renumbered(route: Route, numbers: Numbers) -> Route:
    """Give a route under other numbers; an item that has none is left out."""
    if not numbers:
        return route
    own = {number: mine for mine, number in numbers}
    here = [number for number in route.items if number in own]
    return replace(
        route,
        items=tuple(own[number] for number in here),
        after={own[number]: _all(route.after.get(number, ()), own) for number in here},
        dependents={own[number]: _all(route.dependents.get(number, ()), own) for number in here},
        fields=tuple(_rows(route.fields, own)),
        documents=tuple(_rows(route.documents, own)),
        soft=frozenset((own[one], own[other]) for one, other in route.soft if one in own and other in own),
        members={own[number]: route.plan(number) for number in here},
    )


def numbers_of(items: Iterable[int]) -> Numbers:
    """Give the numbers of items that are called in their case what the release calls them."""
    return tuple((item, item) for item in items)


def numbers_between(old: Release, new: Release, numbers: Numbers) -> Numbers:
    """Give the numbers in a new release of items that have theirs in an old one. All must be there."""
    places = {item.item: place for place, item in enumerate(new.items)}
    found = []
    for own, number in numbers:
        member, place = divmod(number, len(old.items))
        found.append((own, places[old.items[place].item] + member * len(new.items)))
    return tuple(found)


def _all(items: Iterable[int], own: dict[int, int]) -> tuple[int, ...]:
    return tuple(own[item] for item in items if item in own)


def _rows(rows: Iterable[tuple[Row, bool]], own: dict[int, int]) -> Iterable[tuple[Row, bool]]:
    for row, required in rows:
        needs = tuple(replace(need, item=own[need.item]) for need in row.needs if need.item in own)
        if needs:
            yield replace(row, needs=needs), required

"""The clocks of a route: when each item can start and finish, and the chain that decides how long it all takes."""

from dataclasses import dataclass

from onething.plans.route import Route


@dataclass(frozen=True, slots=True)
class Slot:
    """When an item runs at the earliest, in working days after submission. `known`: it has a limit of its own."""

    item: int
    start: int
    finish: int
    known: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """All items of a route by their own limits. An item without a limit counts nothing and is named in `unknown`.

    `length` is the length of the critical path in working days; `limit` what the joint path promises.
    """

    slots: tuple[Slot, ...]
    critical_path: tuple[int, ...]
    length: int
    limit: int
    unknown: tuple[int, ...]


def schedule(route: Route) -> Schedule:
    """Work out the earliest start and finish of every item, and the critical path."""
    slots: dict[int, Slot] = {}
    because: dict[int, int | None] = {}
    for index in route.items:
        others = route.after[index]
        latest = max(others, key=lambda other: slots[other].finish) if others else None
        start = slots[latest].finish if latest is not None else 0
        limit = route.plan(index).limit
        slots[index] = Slot(index, start, start + (limit or 0), limit is not None)
        because[index] = latest
    last = max(route.items, key=lambda index: slots[index].finish) if route.items else None
    length = slots[last].finish if last is not None else 0
    path: list[int] = []
    while last is not None:
        path.append(last)
        last = because[last]
    unknown = tuple(index for index in route.items if not slots[index].known)
    return Schedule(tuple(slots.values()), tuple(reversed(path)), length, route.release.limit, unknown)

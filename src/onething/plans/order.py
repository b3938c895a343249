"""The order that data gives: an item waits for the items whose results it needs, and for what the law puts first."""

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

from onething.base.errors import Problem
from onething.plans.binding import BoundItem
from onething.plans.where import Where

Waits = Sequence[Mapping[int, tuple[str, ...]]]
"""For each item: the items it waits for, each with the reasons (field keys, document keys, laws)."""


def givers(items: Sequence[BoundItem], here: Where) -> tuple[dict[str, int], list[Problem]]:
    """Tell which item gives each field or document; two items that give the same are a conflict."""
    giver: dict[str, int] = {}
    problems = []
    for index, bound in enumerate(items):
        for key in bound.gives:
            first = giver.setdefault(key, index)
            if first != index:
                names = f"{items[first].item.id}, {bound.item.id}"
                problems.append(
                    here.item("plans.conflict_givers", bound.item.id, "gives", key=key, items=names)
                )
    return giver, problems


def waits_of(items: Sequence[BoundItem], produced: Mapping[str, int]) -> list[dict[int, tuple[str, ...]]]:
    """Give what each item waits for. `produced` maps each key that is had by waiting to the item that gives it."""
    places = {bound.item.id: index for index, bound in enumerate(items)}
    waits = []
    for bound in items:
        reasons: dict[int, dict[str, None]] = {}
        for key in bound.needs:
            if key in produced:
                reasons.setdefault(produced[key], {})[key] = None
        for after in bound.entry.after:
            reasons.setdefault(places[after.item], {})[after.law] = None
        waits.append({other: tuple(why) for other, why in sorted(reasons.items())})
    return waits


def sort_items(waits: Waits) -> tuple[list[int], list[list[int]]]:
    """Order items so that each comes after what it waits for, else as declared; also give every cycle found.

    Kahn's algorithm; of the items that are free, the one declared first comes first.
    """
    followers: list[list[int]] = [[] for _ in waits]
    open_waits = [len(wait) for wait in waits]
    for index, wait in enumerate(waits):
        for other in wait:
            followers[other].append(index)
    placed: list[int] = []
    done = [False] * len(waits)
    cycles: list[list[int]] = []
    free = [index for index, count in enumerate(open_waits) if not count]
    start = 0
    while True:
        _place(free, followers, open_waits, placed, done)
        while start < len(waits) and done[start]:
            start += 1
        if start == len(waits):
            return placed, cycles
        cycle = _cycle(start, waits, done)
        cycles.append(cycle)
        free = [index for index in cycle if _let_go(index, open_waits)]


def cycle_problem(items: Sequence[BoundItem], waits: Waits, cycle: Sequence[int], here: Where) -> Problem:
    """Name a cycle item by item, each with the reason why it waits for the next."""
    steps = []
    for index, following in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
        why = ", ".join(waits[index][following])
        steps.append(f"{items[index].item.id} → {items[following].item.id} ({why})")
    return here.item("plans.cycle", items[cycle[0]].item.id, "needs", steps="; ".join(steps))


def _place(
    free: list[int],
    followers: Sequence[Sequence[int]],
    open_waits: list[int],
    placed: list[int],
    done: list[bool],
) -> None:
    heapify(free)
    while free:
        index = heappop(free)
        placed.append(index)
        done[index] = True
        for follower in followers[index]:
            open_waits[follower] -= 1
            if not open_waits[follower] and not done[follower]:
                heappush(free, follower)


def _cycle(start: int, waits: Waits, done: Sequence[bool]) -> list[int]:
    seen: dict[int, int] = {}
    index = start
    while index not in seen:
        seen[index] = len(seen)
        index = next(other for other in waits[index] if not done[other])
    return list(seen)[seen[index] :]


def _let_go(index: int, open_waits: list[int]) -> bool:
    """Let an item of a reported cycle go on, so that what hangs behind it is looked at too."""
    open_waits[index] = 0
    return True

"""The order that data gives: an item waits for the items whose results it needs, and for what the law puts first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations

from onething.base.errors import Problem
from onething.catalog.rules import compile_rule
from onething.plans.binding import BoundItem
from onething.plans.release import ONCE
from onething.plans.where import Where

Waits = Sequence[Mapping[int, tuple[str, ...]]]
"""For each item: the items it waits for, each with the reasons (field keys, document keys, laws)."""


def givers(items: Sequence[BoundItem], here: Where) -> tuple[dict[str, tuple[int, ...]], list[Problem]]:
    """Tell which items give each field or document; two that may both be in a case are a conflict."""
    found: dict[str, list[int]] = {}
    for index, bound in enumerate(items):
        for key in dict.fromkeys(bound.gives):
            found.setdefault(key, []).append(index)
    problems = []
    for key, indices in found.items():
        for first, second in combinations(indices, 2):
            if not items[first].groups & items[second].groups:
                names = f"{items[first].item.id}, {items[second].item.id}"
                problems.append(
                    here.item("plans.conflict_givers", items[second].item.id, "gives", key=key, items=names)
                )
                break
    return {key: tuple(indices) for key, indices in found.items()}, problems


@dataclass(frozen=True, slots=True)
class Givers:
    """Who gives what: key → the items of which one gives it. `whole` are the choices that every case makes, each with
    its items.
    """

    of: Mapping[str, tuple[int, ...]]
    whole: Mapping[str, frozenset[int]]

    def certain(self, key: str, items: Sequence[BoundItem]) -> bool:
        """Tell whether every case has an item that gives the key: one without a condition, or a whole choice."""
        indices = frozenset(self.of.get(key, ()))
        if any(not items[index].entry.when and not items[index].entry.once for index in indices):
            return True
        choices = {group for index in indices for group in items[index].groups if group in self.whole}
        return any(self.whole[group] <= indices for group in choices)


def whole_choices(items: Sequence[BoundItem], groups: frozenset[str]) -> dict[str, frozenset[int]]:
    """Give the items of each choice that every case makes."""
    found: dict[str, set[int]] = {group: set() for group in groups}
    for index, bound in enumerate(items):
        for group in bound.groups & groups:
            found[group].add(index)
    return {group: frozenset(members) for group, members in found.items()}


def waits_of(
    items: Sequence[BoundItem], produced: Mapping[str, tuple[int, ...]]
) -> list[dict[int, tuple[str, ...]]]:
    """Give what each item waits for. `produced` maps each key that is had by waiting to the items that give it."""
    places: dict[str, list[int]] = {}
    for index, bound in enumerate(items):
        for name in {bound.item.id, bound.item.id.partition("/")[0]}:
            places.setdefault(name, []).append(index)
    outcomes = {name.replace("-", "_"): indices for name, indices in places.items() if "/" not in name}
    waits = []
    for bound in items:
        reasons: dict[int, dict[str, None]] = {}
        for key in bound.needs:
            for giver in produced.get(key, ()):
                reasons.setdefault(giver, {})[key] = None
        for after in bound.entry.after:
            for other in places.get(after.item, ()):
                reasons.setdefault(other, {})[after.law] = None
        for other in _once(bound, outcomes, items):
            reasons.setdefault(other, {}).setdefault(ONCE, None)
        waits.append({other: tuple(why) for other, why in sorted(reasons.items())})
    return waits


def _once(bound: BoundItem, outcomes: Mapping[str, list[int]], items: Sequence[BoundItem]) -> Iterator[int]:
    """Give the items whose end must be known before an item's `once` can be judged."""
    if not bound.entry.once:
        return
    for name in compile_rule(bound.entry.once).names:
        owner, _, part = name.partition(".")
        if owner == "outcome":
            yield from outcomes.get(part, ())
        else:
            yield from (index for index, other in enumerate(items) if name in other.gives_elements)


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

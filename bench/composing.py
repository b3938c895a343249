"""Composing measured: is it linear, is a route seen before found without a rule, is a large form quick to go through?"""

import gc
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any
from unittest import mock

from onething.base.workdays import Calendar
from onething.catalog.catalog import Catalog, Lines
from onething.catalog.definitions import Department, DocumentType, Element, Item, Text, Thing
from onething.catalog.rules import Rule
from onething.plans.compose import compose
from onething.plans.release import Release
from onething.plans.release_bytes import release_hash
from onething.plans.routing import find_route

SIZES = (50, 500, 5_000)
FIELDS, CONDITIONS = 500, 300
TIMES = 3
REGION = "500000"


@dataclass(frozen=True)
class Doubling:
    """Composing a thing of `items` items, and one of twice as many; `ratio` is the second time through the first."""

    items: int
    ms: float
    ratio: float


@dataclass(frozen=True)
class Composing:
    """What was measured. Times are milliseconds; `rules_seen` counts rules worked out for a route seen before."""

    doublings: tuple[Doubling, ...]
    route_new_ms: float
    route_seen_ms: float
    rules_seen: int
    form_ms: float

    @property
    def worst_ratio(self) -> float:
        """The largest ratio of twice the items."""
        return max(doubling.ratio for doubling in self.doublings)

    def as_json(self) -> dict[str, Any]:
        """Give the figures as plain data."""
        return {**asdict(self), "worst_ratio": self.worst_ratio}


def measure_composing() -> Composing:
    """Measure everything, in this process alone."""
    doublings = tuple(_doubling(size) for size in SIZES)
    release = _compose(_catalog(SIZES[1]))
    hashed = release_hash(release)
    answers = {f"child.a{number}": "x" for number in range(SIZES[1])}
    new = _best(lambda: find_route(release, f"{hashed}{time.perf_counter_ns()}", answers))
    find_route(release, hashed, answers)
    with mock.patch.object(Rule, "holds", side_effect=AssertionError("a rule was worked out")) as holds:
        seen = _best(lambda: find_route(release, hashed, answers))
        rules = holds.call_count
    return Composing(doublings, new, seen, rules, _large_form())


def _doubling(size: int) -> Doubling:
    once, twice = (_best(partial(_compose, _catalog(items))) for items in (size, 2 * size))
    return Doubling(size, round(once, 2), round(twice / once, 2))


def _best(run: Callable[[], object]) -> float:
    """Give the quickest of a few runs, in milliseconds, with the collector at rest, as `timeit` measures."""
    taken = []
    for _ in range(TIMES):
        gc.collect()
        gc.disable()
        began = time.perf_counter()
        run()
        taken.append((time.perf_counter() - began) * 1000)
        gc.enable()
    return min(taken)


def _large_form() -> float:
    """Go through a form with many conditions after each of a few answers that no route was seen for."""
    needs: list[Any] = [
        {
            "element": f"child.a{number}",
            **({"when": f'child.a{number - 1} == "x"'} if number > FIELDS - CONDITIONS else {}),
        }
        for number in range(FIELDS)
    ]
    release = _compose(_made([_item("form", needs, [])], FIELDS))
    hashed = release_hash(release)
    answers = {f"child.a{number}": "x" for number in range(0, FIELDS, 2)}
    return _best(lambda: find_route(release, hashed, {**answers, "child.a301": str(time.perf_counter_ns())}))


def _compose(catalog: Catalog) -> Release:
    return compose(catalog, "thing", REGION)


def _catalog(items: int) -> Catalog:
    """Make a thing of so many items: each with a field of its own, one shared by three, and one from the item before."""
    made = []
    for number in range(items):
        needs: list[Any] = [f"child.a{number}", f"child.b{number // 3}"]
        needs += [f"child.m{number - 1}"] if number % 7 else []
        made.append(_item(f"item-{number}", needs, [f"child.m{number}"]))
    return _made(made, items)


def _item(id: str, needs: list[Any], gives: list[str]) -> Item:
    return Item.model_validate(
        {
            "id": id, "name": _words(id), "department": "office", "kind": "公共服务",
            "needs": {"elements": needs}, "gives": {"elements": gives}, "limit": {"promised": "3 working days"},
        }
    )  # fmt: skip


def _made(items: list[Item], most: int) -> Catalog:
    names = [f"{letter}{number}" for letter in "abm" for number in range(most)]
    elements = {
        name: Element.model_validate({"id": name, "name": _words(name), "type": "text"}) for name in names
    }
    thing = Thing.model_validate(
        {
            "id": "thing", "name": _words("thing"), "summary": _words("thing"), "stage": "birth", "lead": "office",
            "roles": {"child": {"kind": "person", "name": _words("child")}}, "applicant": ["child"],
            "items": [{"item": item.id} for item in items], "limit": {"promised": "5 working days"},
        }
    )  # fmt: skip
    office = Department.model_validate({"id": "office", "name": _words("office"), "short": _words("office")})
    documents: dict[str, DocumentType] = {}
    return Catalog(
        departments={"office": office}, registries={}, elements=elements, documents=documents,
        items={item.id: item for item in items}, things={"thing": thing}, overlays={}, local_departments={},
        local_items={}, regions={REGION: Text(zh="某地", en="Somewhere")}, calendar=Calendar(), years={},
        lines=Lines({}),
    )  # fmt: skip


def _words(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}

"""The case that is measured: a newborn in Chongqing with all ten items, filled in naturally, delivered electronically."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from onething.base.actor import Actor
from onething.base.canonical import digest
from onething.plans.release import PlanItem
from onething.plans.route import Route

THING = "newborn"
REGION = "500000"
BATCH = 200
PAPER = digest(b"a paper")
ANSWERS = {
    "born_in_region": True,
    "under_12_months": True,
    "has_certificate": False,
    "mother_insured": True,
    "paid_first": True,
    "want_guidance": True,
    "married": True,
    "same_ethnicity": True,
    "settle_with": "mother",
}
BY_TYPE = {"yes_no": True, "number": 39, "date": "2026-11-02", "region": "500103"}
FILLED = {"parents.married": True, "parents.same_ethnicity": True, "child.settle_with": "mother"}


@dataclass(frozen=True)
class Sample:
    """A route with every item in it, and the form that leads to it."""

    route: Route
    answers: dict[str, Any]
    documents: dict[str, Any]

    @cached_property
    def steps(self) -> list[tuple[str, tuple[int, ...]]]:
        """Give (department, items) in an order that calls on each department as seldom as can be."""
        waiting = set(self.route.items)
        steps = []
        while waiting:
            ready = {item for item in waiting if waiting.isdisjoint(self.route.after.get(item, ()))}
            owners = [name for name in self.departments if self._own(name, ready)]
            whole = [name for name in owners if self._own(name, ready) == self._own(name, waiting)]
            name = (whole or owners)[0]
            steps.append((name, self._own(name, ready)))
            waiting.difference_update(steps[-1][1])
        return steps

    @property
    def departments(self) -> list[str]:
        """Every department of the route, once."""
        return list(dict.fromkeys(self.route.release.items[item].department for item in self.route.items))

    def plan(self, item: int) -> PlanItem:
        """Give an item's plan."""
        return self.route.release.items[item]

    def results(self, item: int, number: int) -> tuple[tuple[str, str, str], ...]:
        """Give a paper, with a number of its own, for each declared result."""
        return tuple([(made.key, PAPER, f"{item:04d}-{number:08d}") for made in self.plan(item).results])

    def elements(self, item: int) -> dict[str, Any]:
        """Give a value for each declared element."""
        return dict.fromkeys(self.plan(item).gives, "500103202611020018")

    def _own(self, name: str, items: set[int]) -> tuple[int, ...]:
        return tuple(item for item in sorted(items) if self.plan(item).department == name)


def person(number: int) -> Actor:
    """Give a made-up applicant."""
    return Actor("person", digest(f"person {number}".encode()))


def department(name: str) -> Actor:
    """Give a department in the sample's region."""
    return Actor("department", name, REGION)


def read_sample() -> Sample:
    """Work the sample out of the published release. Needs Django."""
    from onething.plans.routing import find_route
    from onething.plans.store import current

    release_hash, release = current(THING, REGION)
    answers: dict[str, Any] = {f"answers.{key}": value for key, value in ANSWERS.items()}
    answers |= {field.key: _value(field.key, field.type, field.options) for field in release.fields}
    given = {key for item in release.items for key in item.gives}
    route = find_route(release, release_hash, answers | FILLED)
    kept = {key for key in answers if key.startswith("answers.")} | {field.key for field, _ in route.fields}
    form = {key: [(answers | FILLED)[key], "applicant"] for key in sorted(kept - given)}
    documents = {
        slot.key: [digest(slot.key.encode()), "upload", f"{slot.type}.pdf"] for slot, _ in route.documents
    }
    return Sample(route, form, documents)


def _value(key: str, kind: str, options: Any) -> Any:
    return options[0][0] if options else BY_TYPE.get(kind, f"示例 {key}")

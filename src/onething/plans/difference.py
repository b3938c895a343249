"""What a new definition changes for one person, whose answers stay the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from onething.plans.context import rule_values
from onething.plans.effect import GIVEN_BY_PERSON, effect
from onething.plans.eligibility import failed
from onething.plans.release import Answers, Release
from onething.plans.routing import find_route

What = Literal["item", "document", "asked", "question", "condition", "days"]


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change: `what` came (`came`) or went, by its key; for `days` the key says from how many to how many."""

    what: What
    key: str
    came: bool


@dataclass(frozen=True, slots=True)
class Way:
    """What one person's answers lead to under one definition."""

    items: frozenset[str]
    documents: frozenset[str]
    asked: frozenset[str]
    questions: frozenset[str]
    conditions: frozenset[str]
    days: int


def way_of(release: Release, release_hash: str, answers: Answers) -> Way:
    """Give what answers lead to; answers to what the release does not ask do not count."""
    route = find_route(release, release_hash, answers)
    return Way(
        frozenset(route.plan(number).item for number in route.items),
        frozenset(slot.key for slot, _ in route.documents),
        frozenset(field.key for field, _ in route.fields if field.getting[0] in GIVEN_BY_PERSON),
        frozenset(question.id for question in rule_values(release, answers)[1]),
        frozenset(condition.id for condition in failed(release, answers)),
        effect(route).days.after,
    )


def changes(before: Way, after: Way) -> tuple[Change, ...]:
    """Give every change for one person, in a fixed order; who may not apply, before or after, is told only why."""
    found = [
        *_moved("condition", before.conditions, after.conditions),
        *_moved("question", before.questions, after.questions),
    ]
    if before.conditions or after.conditions:
        return tuple(found)
    found += [
        *_moved("item", before.items, after.items),
        *_moved("document", before.documents, after.documents),
        *_moved("asked", before.asked, after.asked),
    ]
    if before.days != after.days:
        found.append(Change("days", f"{before.days} → {after.days}", after.days > before.days))
    return tuple(found)


def _moved(what: What, before: Iterable[str], after: Iterable[str]) -> Iterator[Change]:
    old, new = frozenset(before), frozenset(after)
    yield from (Change(what, key, came=True) for key in sorted(new - old))
    yield from (Change(what, key, came=False) for key in sorted(old - new))

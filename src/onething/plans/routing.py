"""Finds the route: which items, fields and documents one applicant's answers lead to.

A route seen before is found without working out a rule: its key is the release and the values of only those
names that the rules of the release mention.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from onething.catalog.rules import compile_rule
from onething.plans.bounded import Bounded
from onething.plans.context import holds, rule_values
from onething.plans.release import Answers, DocumentSlot, Field, Getting, Need, Release, SigningPlan
from onething.plans.route import Route

APPLICANT = "applicant"
"""The name under which answers hold the applicant's role."""

_Applies = Callable[[str], bool | None]
"""Whether a rule holds; None where that is not known."""


@dataclass(frozen=True, slots=True)
class _Order:
    after: Mapping[int, tuple[int, ...]]
    dependents: Mapping[int, tuple[int, ...]]


_names: Bounded[str, tuple[str, ...]] = Bounded(512)
_orders: Bounded[tuple[str, tuple[int, ...]], _Order] = Bounded(4096)
_routes: Bounded[tuple[str, tuple[object, ...]], Route] = Bounded(8192)
_replayed: Bounded[tuple[str, tuple[int, ...]], Route] = Bounded(4096)


def find_route(release: Release, release_hash: str, answers: Answers) -> Route:
    """Find the route for answers: `answers.<question>` and `role.element` → value, `applicant` → role."""
    names = _names.get(release_hash) or _names.put(release_hash, deciding_names(release))
    key = (release_hash, tuple(map(answers.get, names)))
    try:
        found = _routes.get(key)
    except TypeError:  # a list among the values cannot be a key
        return _work_out(release, release_hash, answers)
    return found or _routes.put(key, _work_out(release, release_hash, answers))


def route_of(release: Release, release_hash: str, items: tuple[int, ...]) -> Route:
    """Give the route of a stored case, whose items are known and whose answers are not at hand.

    The order is the one `find_route` gave. Fields and documents are all that the items may need; those needed only
    under a condition are not required.
    """
    key = (release_hash, items)
    found = _replayed.get(key)
    if found is None:
        found = _replayed.put(key, _route(release, release_hash, items, "", lambda _: None))
    return found


def deciding_names(release: Release) -> tuple[str, ...]:
    """Give every name whose value can change a route: `applicant`, and what the rules mention."""
    rows: tuple[Field | DocumentSlot, ...] = (*release.fields, *release.documents)
    needs = (need for row in rows for need in row.needs)
    rules = (
        *(question.when for question in release.questions),
        *(item.when for item in release.items),
        *(need.when for need in needs),
        *(sign.when for sign in release.signs),
    )
    mentioned = dict.fromkeys(name for rule in rules if rule for name in compile_rule(rule).names)
    filled = {field.key: f"answers.{field.question}" for field in release.fields if field.question}
    asked = {question: key for key, question in filled.items()}
    also = (other.get(name, "") for name in mentioned for other in (filled, asked))
    return (APPLICANT, *dict.fromkeys((*mentioned, *filter(None, also))))


def _work_out(release: Release, release_hash: str, answers: Answers) -> Route:
    values, visible = rule_values(release, answers)
    items = tuple(index for index, item in enumerate(release.items) if holds(item.when, values))
    applicant = str(answers.get(APPLICANT) or "")
    shown = {question.id for question in visible}
    route = _route(release, release_hash, items, applicant, lambda rule: holds(rule, values), shown)
    signing = next((sign for sign in release.signs if holds(sign.when, values)), None)
    return _signed(route, signing, applicant)


def _signed(route: Route, signing: SigningPlan | None, applicant: str) -> Route:
    if signing is None or not applicant:
        return route
    signers = tuple(role for role in route.release.applicant if role != applicant)
    return replace(
        route, signers=signers, sign_within=signing.within, sign_calendar_days=signing.calendar_days
    )


def _route(
    release: Release,
    release_hash: str,
    items: tuple[int, ...],
    applicant: str,
    applies: _Applies,
    shown: Iterable[str] = (),
) -> Route:
    here = frozenset(items)
    order = _order(release, release_hash, items)
    fields = []
    for field in release.fields:
        needs, required = _needed(field.needs, here, applies)
        if needs:
            getting = _getting(field, here, applicant, shown)
            produced_by = field.produced_by if "produced" in getting else -1
            fields.append((replace(field, needs=needs, getting=getting, produced_by=produced_by), required))
    documents = []
    for slot in release.documents:
        needs, required = _needed(slot.needs, here, applies)
        if needs:
            documents.append((_narrowed(slot, needs, here), required))
    return Route(release, release_hash, items, order.after, order.dependents, tuple(fields), tuple(documents))


def _needed(
    needs: tuple[Need, ...], here: frozenset[int], applies: _Applies
) -> tuple[tuple[Need, ...], bool]:
    found = []
    required = False
    for need in needs:
        if need.item not in here:
            continue
        verdict = applies(need.when) if need.when else True
        if verdict is not False:
            found.append(need)
            required = required or (need.required and verdict is True)
    return tuple(found), required


def _getting(field: Field, here: frozenset[int], applicant: str, shown: Iterable[str]) -> tuple[Getting, ...]:
    """Narrow the ways to what can happen on this route; what an item of the route makes is never asked."""
    possible = {
        "account": field.role == applicant,
        "answer": field.question in shown,
        "produced": field.produced_by in here,
    }
    ways = [way for way in field.getting if possible.get(way, True)]
    if "produced" in ways:
        return tuple(ways[: ways.index("produced") + 1])
    return tuple(ways) or ("ask",)


def _narrowed(slot: DocumentSlot, needs: tuple[Need, ...], here: frozenset[int]) -> DocumentSlot:
    """Narrow the ways to what can happen on this route; nobody is asked for what an item of the route makes."""
    if slot.produced_by < 0:
        return replace(slot, needs=needs)
    if slot.produced_by in here:
        return replace(slot, needs=needs, ways=slot.ways[: slot.ways.index("produced") + 1])
    ways = tuple(way for way in slot.ways if way != "produced")
    return replace(slot, needs=needs, ways=ways, produced_by=-1)


def _order(release: Release, release_hash: str, items: tuple[int, ...]) -> _Order:
    """Restrict the order to a route. It follows from the items alone, so that a replayed case has the same."""
    key = (release_hash, items)
    found = _orders.get(key)
    if found is not None:
        return found
    here = frozenset(items)
    after = {
        index: tuple(dict.fromkeys(other for other, _ in release.items[index].after if other in here))
        for index in items
    }
    dependents: dict[int, list[int]] = {index: [] for index in items}
    for index, others in after.items():
        for other in others:
            dependents[other].append(index)
    return _orders.put(key, _Order(after, {index: tuple(found) for index, found in dependents.items()}))

"""Finds the route: which items, fields and documents one applicant's answers lead to.

A route seen before is found without working out a rule: its key is the release and the values of only those
names that the rules of the release mention.
"""

from collections.abc import Iterable
from dataclasses import replace

from onething.catalog.rules import compile_rule
from onething.plans.bounded import Bounded
from onething.plans.context import holds, rule_values
from onething.plans.members import Members, members_of, seen_by
from onething.plans.narrowing import Narrowing, order_of
from onething.plans.release import Answers, DocumentSlot, Field, Release, SigningPlan
from onething.plans.route import Route

APPLICANT = "applicant"
"""The name under which answers hold the applicant's role."""

AGAIN = "again"
"""The name under which answers hold the items that alone are to be done again, after others were granted."""

_names: Bounded[str, tuple[str, ...]] = Bounded(512)
_routes: Bounded[tuple[object, ...], Route] = Bounded(8192)
_replayed: Bounded[tuple[object, ...], Route] = Bounded(4096)


def find_route(release: Release, release_hash: str, answers: Answers) -> Route:
    """Find the route for answers: `answers.<question>` and `role.element` → value, `applicant` → role."""
    names = _names.get(release_hash) or _names.put(release_hash, deciding_names(release))
    key = (release_hash, *map(answers.get, _said(release, names, answers) if release.lists else names))
    try:
        hash(key)
    except TypeError:  # several answers to one question are a list
        key = tuple(map(_hashable, key))
    return _routes.get(key) or _routes.put(key, _work_out(release, release_hash, answers))


def route_of(
    release: Release, release_hash: str, items: tuple[int, ...], counts: tuple[tuple[str, int], ...] = ()
) -> Route:
    """Give the route of a stored case, whose items are known and whose answers are not at hand.

    The order is the one `find_route` gave. Fields and documents are all that the items may need; those needed only
    under a condition are not required.
    """
    key = (release_hash, items, counts)
    found = _replayed.get(key)
    if found is None:
        members = Members(release, dict(counts))
        found = _replayed.put(key, _route(release_hash, items, Narrowing(members, items, lambda *_: None)))
    return found


def deciding_names(release: Release) -> tuple[str, ...]:
    """Give every name whose value can change a route: `applicant`, counts, and what the rules mention."""
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
    counted = (f"answers.{question.id}" for question in release.questions if question.counts)
    return (APPLICANT, AGAIN, *dict.fromkeys((*mentioned, *filter(None, also), *counted)))


def _said(release: Release, names: Iterable[str], answers: Answers) -> Iterable[str]:
    """Give the names as answers hold them: a list role's once for every member."""
    most = dict(release.lists)
    for name in names:
        role, dot, element = name.partition(".")
        if role not in most:
            yield name
            continue
        for place in range(1, most[role] + 1):
            member = f"{role}-{place}{dot}{element}"
            if member not in answers:
                break
            yield member


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _work_out(release: Release, release_hash: str, answers: Answers) -> Route:
    values, visible = rule_values(release, answers)
    members = members_of(release, values)
    again = answers.get(AGAIN)
    items = tuple(
        members.number(index, place)
        for index, item in enumerate(release.items)
        for _, place in (members.roles(item.each) if item.each else [("", 0)])
        if holds(item.when, seen_by(values, item.each, place)) and (not again or item.item in again)
    )
    applicant = str(answers.get(APPLICANT) or "")
    narrowing = Narrowing(
        members,
        items,
        lambda rule, role, place: holds(rule, seen_by(values, role, place)),
        applicant,
        frozenset(question.id for question in visible),
    )
    signing = next((sign for sign in release.signs if holds(sign.when, values)), None)
    return _signed(_route(release_hash, items, narrowing), members, signing, applicant)


def _signed(route: Route, members: Members, signing: SigningPlan | None, applicant: str) -> Route:
    if signing is None or not applicant:
        return route
    others = (role for role in route.release.applicant if role != applicant)
    signers = tuple(member for role in others for member, _ in members.roles(role))
    return replace(
        route, signers=signers, sign_within=signing.within, sign_calendar_days=signing.calendar_days
    )


def _route(release_hash: str, items: tuple[int, ...], narrowing: Narrowing) -> Route:
    members = narrowing.members
    order = order_of(members, release_hash, items)
    return Route(
        members.release,
        release_hash,
        items,
        order.after,
        order.dependents,
        tuple(narrowing.fields()),
        tuple(narrowing.documents()),
        soft=order.soft,
        counts=tuple(members.counts.items()),
        members=members.plans(items),
        late=any(plan.once or (plan.wait and plan.wait.until) for plan in members.release.items),
    )

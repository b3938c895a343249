"""Business types, list roles, offices elsewhere and waits must be what an entry takes them for."""

from collections.abc import Iterator

from onething.base.errors import Problem
from onething.catalog.catalog import Catalog
from onething.catalog.checks.scopes import Scope, bound_path, scopes
from onething.catalog.definitions import Item, ThingItem
from onething.catalog.faults import near


def check_shapes(catalog: Catalog) -> Iterator[Problem]:
    """Check every entry, question, wait and choice of every thing."""
    for scope in scopes(catalog):
        for at, entry in enumerate(scope.own.items):
            if item := scope.bound(entry):
                yield from _types(scope, at, entry, item)
            yield from _each(scope, at, entry)
            yield from _region_field(scope, at, entry)
        yield from _counts(scope)
        yield from _waits(scope)
        yield from _choices(scope)


def _types(scope: Scope, at: int, entry: ThingItem, item: Item) -> Iterator[Problem]:
    kinds = [kind.id for kind in item.types]
    if bool(kinds) != bool(entry.type or entry.by) or (entry.type and entry.by):
        code = "catalog.type_missing" if kinds else "catalog.type_for_nothing"
        yield scope.problem(code, "items", at, "item", item=item.id, known=", ".join(kinds[:8]))
    elif entry.type and entry.type not in kinds:
        known = near(entry.type, kinds)
        yield scope.problem("catalog.unknown_type", "items", at, "type", name=entry.type, known=known)
    elif entry.by:
        yield from _chosen(scope, at, entry.by, kinds)


def _chosen(scope: Scope, at: int, by: str, kinds: list[str]) -> Iterator[Problem]:
    """A question that chooses among types has an option for each of them and no other: no gap, no overlap."""
    question = scope.questions.get(by.removeprefix("answers."))
    if question is None or question.answer not in ("choice", "many"):
        known = near(by, [f"answers.{name}" for name in scope.questions])
        yield scope.problem("catalog.by_no_choice", "items", at, "by", name=by, known=known)
        return
    offered = {option.value for option in question.options}
    missing, extra = sorted(set(kinds) - offered), sorted(offered - set(kinds))
    if missing:
        yield scope.problem(
            "catalog.choice_leaves_out", "items", at, "by", name=by, missing=", ".join(missing)
        )
    if extra:
        yield scope.problem(
            "catalog.choice_leads_nowhere", "items", at, "by", name=by, extra=", ".join(extra)
        )


def _each(scope: Scope, at: int, entry: ThingItem) -> Iterator[Problem]:
    if not entry.each:
        return
    yield from scope.role_problems(entry.each, "items", at, "each")
    role = scope.thing.roles.get(entry.each)
    if role and not role.most:
        yield scope.problem("catalog.not_a_list_role", "items", at, "each", name=entry.each)


def _region_field(scope: Scope, at: int, entry: ThingItem) -> Iterator[Problem]:
    if not entry.at:
        return
    element = scope.catalog.elements.get(entry.at.partition(".")[2])
    item = scope.bound(entry)
    fields = {bound_path(need.element, entry) for need in item.needs.elements} if item else set()
    if element is None or element.type != "region" or (item and entry.at not in fields):
        yield scope.problem("catalog.at_no_region", "items", at, "at", name=entry.at, item=entry.item)


def _counts(scope: Scope) -> Iterator[Problem]:
    counted: set[str] = set()
    for at, question in enumerate(scope.own.questions):
        role = scope.thing.roles.get(question.counts or "")
        if (question.answer == "count") != bool(question.counts):
            yield scope.problem("catalog.count_of_nothing", "questions", at, "answer", name=question.id)
        elif question.counts and (role is None or not role.most):
            yield scope.problem("catalog.not_a_list_role", "questions", at, "counts", name=question.counts)
        elif question.counts in counted:
            yield scope.problem("catalog.counted_twice", "questions", at, "counts", name=question.counts)
        counted |= {question.counts or ""} - {""}


def _waits(scope: Scope) -> Iterator[Problem]:
    names = scope.names()
    for at, wait in enumerate(scope.own.waits):
        if bool(wait.lasts) == bool(wait.until):
            yield scope.problem("catalog.wait_how_long", "waits", at, name=wait.id)
        if wait.until:
            element = scope.catalog.elements.get(wait.until.partition(".")[2])
            yield from scope.role_problems(wait.until.partition(".")[0], "waits", at, "until")
            if element and element.type not in ("date", "datetime"):
                yield scope.problem("catalog.until_no_date", "waits", at, "until", name=wait.until)
        if wait.id in {entry.item for entry in scope.entries}:
            yield scope.problem("catalog.item_twice", "waits", at, "id", name=wait.id)
        for part in ("after", "before"):
            for nth, name in enumerate(getattr(wait, part)):
                if name not in names:
                    known = near(name, names)
                    yield scope.problem(
                        "catalog.after_not_here", "waits", at, part, nth, name=name, known=known
                    )


def _choices(scope: Scope) -> Iterator[Problem]:
    names = scope.names()
    for at, choice in enumerate(scope.own.choices):
        for nth, name in enumerate(choice.of):
            if name not in names:
                known = near(name, names)
                yield scope.problem(
                    "catalog.after_not_here", "choices", at, "of", nth, name=name, known=known
                )

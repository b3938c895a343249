"""A thing must fit together: its items, roles, bindings, questions and signatures."""

from collections.abc import Iterator

from onething.base.errors import Problem
from onething.catalog.catalog import Catalog
from onething.catalog.checks.scopes import Scope, scopes, subjects_of
from onething.catalog.definitions import Element, Item, Question, Thing, ThingItem
from onething.catalog.faults import near


def check_things(catalog: Catalog) -> Iterator[Problem]:
    """Check every thing, as the nation has it and as each region has it."""
    for scope in scopes(catalog):
        yield from _items(scope)
        yield from _questions(scope)
        if isinstance(scope.own, Thing):
            yield from _people(scope, scope.own)


def _items(scope: Scope) -> Iterator[Problem]:
    listed = [(entry.item, entry.type, entry.each) for entry in scope.entries]
    names = scope.names()
    inherited = len(listed) - len(scope.own.items)
    for at, entry in enumerate(scope.own.items):
        if (entry.item, entry.type, entry.each) in listed[: inherited + at]:
            yield scope.problem("catalog.item_twice", "items", at, "item", name=entry.item)
        for nth, after in enumerate(entry.after):
            if after.item not in names:
                known = near(after.item, names)
                place = ("items", at, "after", nth, "item")
                yield scope.problem("catalog.after_not_here", *place, name=after.item, known=known)
        for subject, role in entry.bind.items():
            yield from scope.role_problems(role, "items", at, "bind", subject)
        if item := scope.bound(entry):
            yield from _subjects(scope, at, entry, item)


def _subjects(scope: Scope, at: int, entry: ThingItem, item: Item) -> Iterator[Problem]:
    subjects, roles = subjects_of(item), scope.thing.roles
    for subject in sorted(subjects - roles.keys() - entry.bind.keys()):
        known = near(subject, roles)
        place = ("items", at, "item")
        yield scope.problem("catalog.unbound_subject", *place, item=item.id, subject=subject, known=known)
    for subject in sorted(entry.bind.keys() - subjects):
        known = near(subject, subjects)
        where = ("items", at, "bind", subject)
        yield scope.problem("catalog.bound_for_nothing", *where, item=item.id, subject=subject, known=known)


def _questions(scope: Scope) -> Iterator[Problem]:
    seen = {question.id for question in scope.thing.questions} if scope.own is not scope.thing else set()
    for at, question in enumerate(scope.own.questions):
        if question.id in seen:
            yield scope.problem("catalog.question_twice", "questions", at, "id", name=question.id)
        seen.add(question.id)
        if question.fills:
            yield from _filled(scope, at, question, question.fills)


def _filled(scope: Scope, at: int, question: Question, field: str) -> Iterator[Problem]:
    role, _, name = field.partition(".")
    yield from scope.role_problems(role, "questions", at, "fills")
    element = scope.catalog.elements.get(name)
    if element and not _fits(question, element):
        yield scope.problem(
            "catalog.fills_other_kind", "questions", at, "fills", name=question.id, field=field
        )


def _fits(question: Question, element: Element) -> bool:
    offered = {option.value for option in question.options}
    if question.answer == "count":
        return element.type == "number"
    allowed = {option.value for option in element.options}
    return question.answer == element.type and offered <= allowed


def _people(scope: Scope, thing: Thing) -> Iterator[Problem]:
    for at, role in enumerate(thing.applicant):
        yield from scope.role_problems(role, "applicant", at)
        if role in thing.roles and thing.roles[role].kind == "object":
            yield scope.problem("catalog.applicant_is_object", "applicant", at, name=role)
    for name, agent in thing.roles.items():
        if agent.acts_for:
            yield from scope.role_problems(agent.acts_for, "roles", name, "acts_for")
    if not thing.applicant:
        yield scope.problem("catalog.no_applicant", "applicant", name=thing.id)
    if not thing.items:
        yield scope.problem("catalog.no_items", "items", name=thing.id)
    for at, _ in enumerate(thing.signs):
        if len(thing.applicant) < 2:
            yield scope.problem("catalog.nobody_to_sign", "signs", at, name=thing.id)

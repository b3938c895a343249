"""Binds an item's own subjects to the roles of a thing, so that one item serves many things."""

import re
from dataclasses import dataclass

from onething.base.errors import Problem
from onething.catalog.definitions import Item, NeededDocument, NeededElement, Text, Thing, ThingItem

_TOKEN = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\.\s*[A-Za-z_]\w*|[A-Za-z_]\w*""")


@dataclass(frozen=True, slots=True)
class BoundElement:
    """An element that an item needs, said of a role: `key` is `role.element`, `when` a rule over roles."""

    key: str
    role: str
    element: str
    required: bool
    when: str
    why: Text | None
    max_length: int | None


@dataclass(frozen=True, slots=True)
class BoundDocument:
    """A document that an item needs or gives, said of a role: `key` is `type@role`."""

    key: str
    type: str
    role: str
    required: bool = True
    when: str = ""
    may: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundItem:
    """An item in a thing with every subject bound to a role."""

    item: Item
    entry: ThingItem
    elements: tuple[BoundElement, ...]
    documents: tuple[BoundDocument, ...]
    gives_elements: tuple[str, ...]
    gives_documents: tuple[BoundDocument, ...]

    @property
    def gives(self) -> tuple[str, ...]:
        """Every field and document key that the item makes."""
        return (*self.gives_elements, *(document.key for document in self.gives_documents))


def bound_rule(rule: str | None, bind: dict[str, str]) -> str:
    """Say a rule over subjects as a rule over roles; texts in quotes and names after a dot stay as they are."""
    if not rule:
        return ""
    if not bind:
        return rule
    return _TOKEN.sub(lambda token: bind.get(token.group(), token.group()), rule)


def bind_item(item: Item, entry: ThingItem) -> BoundItem:
    """Bind an item's subjects as its entry in the thing says; a subject not named there binds to its own name."""
    bind = entry.bind
    return BoundItem(
        item,
        entry,
        tuple(_element(need, bind) for need in item.needs.elements),
        tuple(_document(need, bind) for need in item.needs.documents),
        tuple(_key(path, bind) for path in item.gives.elements),
        tuple(_given(given.type, bind.get(given.of, given.of)) for given in item.gives.documents),
    )


def unbound(thing: Thing, bound: BoundItem) -> list[Problem]:
    """Find subjects without a role, and bindings that the item or the thing does not know."""
    subjects = _subjects(bound.item)
    item, thing_id = bound.item.id, thing.id
    found = []
    for subject in sorted(subjects):
        role = bound.entry.bind.get(subject, subject)
        if role not in thing.roles:
            values = {"thing": thing_id, "item": item, "subject": subject, "role": role}
            found.append(Problem("plans.unbound_subject", field=f"{item}.{subject}", values=values))
    for subject in sorted(set(bound.entry.bind) - subjects):
        values = {"thing": thing_id, "item": item, "subject": subject}
        found.append(Problem("plans.unknown_subject", field=f"{item}.{subject}", values=values))
    return found


def _subjects(item: Item) -> set[str]:
    paths = [need if isinstance(need, str) else need.element for need in item.needs.elements]
    paths += item.gives.elements
    named = {path.partition(".")[0] for path in paths}
    return named | {document.of for document in (*item.needs.documents, *item.gives.documents)}


def _key(path: str, bind: dict[str, str]) -> str:
    subject, _, element = path.partition(".")
    return f"{bind.get(subject, subject)}.{element}"


def _element(need: NeededElement | str, bind: dict[str, str]) -> BoundElement:
    full = NeededElement(element=need) if isinstance(need, str) else need
    key = _key(full.element, bind)
    role, _, element = key.partition(".")
    return BoundElement(key, role, element, full.required, bound_rule(full.when, bind), full.why, full.max_length)


def _document(need: NeededDocument, bind: dict[str, str]) -> BoundDocument:
    role = bind.get(need.of, need.of)
    when = bound_rule(need.when, bind)
    return BoundDocument(f"{need.type}@{role}", need.type, role, need.required, when, need.may)


def _given(type_id: str, role: str) -> BoundDocument:
    return BoundDocument(f"{type_id}@{role}", type_id, role)

"""Binds an item's own subjects to the roles of a thing, so that one item serves many things."""

import re
from dataclasses import dataclass

from onething.catalog.definitions import Item, NeededDocument, NeededElement, Text, ThingItem, Wait
from onething.plans.expanding import Row

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
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundItem:
    """An item in a thing with every subject bound to a role. `groups` as in `expanding.Row`."""

    item: Item
    entry: ThingItem
    groups: frozenset[str]
    wait: Wait | None
    elements: tuple[BoundElement, ...]
    documents: tuple[BoundDocument, ...]
    gives_elements: tuple[str, ...]
    gives_documents: tuple[BoundDocument, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        """Every field and document key that the item needs."""
        return (*(need.key for need in self.elements), *(need.key for need in self.documents))

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


def bind_item(row: Row) -> BoundItem:
    """Bind an item's subjects as its entry in the thing says; a subject not named there binds to its own name."""
    item, entry = row.item, row.entry
    bind = entry.bind
    return BoundItem(
        item,
        entry,
        row.groups,
        row.wait,
        tuple(_element(need, bind) for need in item.needs.elements),
        tuple(_document(need, bind) for need in item.needs.documents),
        tuple(_key(path, bind) for path in item.gives.elements),
        tuple(_given(given.type, bind.get(given.of, given.of)) for given in item.gives.documents),
    )


def _key(path: str, bind: dict[str, str]) -> str:
    subject, _, element = path.partition(".")
    return f"{bind.get(subject, subject)}.{element}"


def _element(need: NeededElement, bind: dict[str, str]) -> BoundElement:
    key = _key(need.element, bind)
    role, _, element = key.partition(".")
    when = bound_rule(need.when, bind)
    return BoundElement(key, role, element, need.required, when, need.why, need.max_length)


def _document(need: NeededDocument, bind: dict[str, str]) -> BoundDocument:
    role = bind.get(need.of, need.of)
    when = bound_rule(need.when, bind)
    return BoundDocument(f"{need.type}@{role}", need.type, role, need.required, when, need.may, need.instead)


def _given(type_id: str, role: str) -> BoundDocument:
    return BoundDocument(f"{type_id}@{role}", type_id, role)

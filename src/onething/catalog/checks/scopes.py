"""A thing as a region has it: what the nation and the regions around it wrote, and what this one adds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.definitions import (
    Choice,
    Gives,
    Item,
    Needs,
    Question,
    Thing,
    ThingItem,
    ThingOverlay,
    Wait,
)
from onething.catalog.faults import near
from onething.catalog.layers import layered
from onething.catalog.places import wider
from onething.catalog.sources import Steps


@dataclass(frozen=True)
class Scope:
    """A thing in a region. `own` is the part written in this file: the thing itself, or the region's overlay."""

    catalog: Catalog
    region: str
    thing: Thing
    own: Thing | ThingOverlay

    @property
    def entries(self) -> tuple[ThingItem, ...]:
        """All items that the thing lists here."""
        return self.thing.items if self.own is self.thing else (*self.thing.items, *self.own.items)

    @property
    def waits(self) -> tuple[Wait, ...]:
        """All waits of the thing here."""
        return self.thing.waits if self.own is self.thing else (*self.thing.waits, *self.own.waits)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices of the thing here."""
        return self.thing.choices if self.own is self.thing else (*self.thing.choices, *self.own.choices)

    def names(self) -> frozenset[str]:
        """Give every name under which an item can be spoken of here: item, `item/type`, wait."""
        found = {wait.id for wait in self.waits}
        for entry in self.entries:
            item = self.bound(entry)
            kinds = (entry.type,) if entry.type else tuple(kind.id for kind in item.types) if item else ()
            found |= {entry.item, *(f"{entry.item}/{kind}" for kind in kinds)}
        return frozenset(found)

    @property
    def questions(self) -> dict[str, Question]:
        """All questions that are asked here."""
        asked = (
            self.thing.questions if self.own is self.thing else (*self.thing.questions, *self.own.questions)
        )
        return {question.id: question for question in asked}

    @property
    def whole(self) -> bool:
        """Tell whether every listed item is well formed, so that all fields are known."""
        return all(self.bound(entry) for entry in self.entries)

    def bound(self, entry: ThingItem) -> Item | None:
        """Give the item of an entry, if it is known."""
        return self.catalog.items_in(self.region).get(entry.item)

    def fields(self) -> frozenset[str]:
        """Give every field (`role.element`) that is asked or made here."""
        found = {question.fills for question in self.questions.values() if question.fills}
        for entry in self.entries:
            if item := self.bound(entry):
                found.update(bound_path(path, entry) for path in paths_of(item))
        return frozenset(found)

    def problem(self, code: str, /, *steps: str | int, **values: Any) -> Problem:
        """Say that something is wrong in this file."""
        return self.catalog.lines.problem(code, "things", self.thing.id, *steps, region=self.region, **values)

    def role_problems(self, role: str, *steps: str | int) -> Iterator[Problem]:
        """Find out that a role is not one of the thing's."""
        if role not in self.thing.roles:
            known = near(role, self.thing.roles)
            yield self.problem("catalog.unknown_role", *steps, name=role, known=known)


def scopes(catalog: Catalog) -> Iterator[Scope]:
    """Give every thing of the nation, then every thing as a region has it."""
    for thing in catalog.things.values():
        yield Scope(catalog, NATION, thing, thing)
    for region, overlays in catalog.overlays.items():
        for overlay in overlays.values():
            if overlay.thing in catalog.things:
                above = layered(catalog, overlay.thing, wider(region)[1]).thing
                yield Scope(catalog, region, above, overlay)


def every_item(catalog: Catalog) -> Iterator[tuple[str, Item]]:
    """Give every item with its region."""
    for item in catalog.items.values():
        yield NATION, item
    for region, items in catalog.local_items.items():
        for item in items.values():
            yield region, item


def parts_of(item: Item) -> Iterator[tuple[Steps, Needs, Gives]]:
    """Give what an item needs and gives, by itself and under each business type, with the steps that lead there."""
    yield (), item.needs, item.gives
    for at, kind in enumerate(item.types):
        yield ("types", at), kind.needs, kind.gives


def paths_of(item: Item) -> tuple[str, ...]:
    """Give every `subject.element` that an item needs or gives."""
    needed = (need.element for _, needs, _ in parts_of(item) for need in needs.elements)
    return (*needed, *(path for _, _, gives in parts_of(item) for path in gives.elements))


def subjects_of(item: Item) -> frozenset[str]:
    """Give the subjects that an item speaks of."""
    owners = [slot.of for _, needs, _ in parts_of(item) for slot in needs.documents]
    owners += [given.of for _, _, gives in parts_of(item) for given in gives.documents]
    return frozenset((*(path.partition(".")[0] for path in paths_of(item)), *owners))


def bound_path(path: str, entry: ThingItem) -> str:
    """Say `subject.element` as `role.element`."""
    subject, _, element = path.partition(".")
    return f"{entry.bind.get(subject, subject)}.{element}"

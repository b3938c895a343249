"""The Catalog: all definitions of services/, read and found well formed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onething.base.errors import Problem
from onething.base.workdays import Calendar
from onething.catalog.definitions import (
    Batch,
    Department,
    DocumentType,
    Element,
    Example,
    Item,
    ListEntry,
    ListState,
    LocalDepartment,
    Published,
    Registry,
    Shape,
    Stage,
    Text,
    Thing,
    ThingOverlay,
    Word,
    Year,
)
from onething.catalog.places import NATION, wider
from onething.catalog.sources import Source, Spot, Steps

__all__ = ["NATION", "Catalog", "Lines"]


@dataclass(frozen=True)
class Lines:
    """Where each definition stands: (kind, region, id) → its file and the path inside it.

    Kinds: departments, registries, elements, documents, regions, calendar, figures, stages, lists, words, shapes, items,
    things, examples; the kinds `things`, `departments` and `lists` of a region other than 000000 are its overlays, its local
    departments and how far it has come with the lists. `unread` are the kinds whose file could not be read: nothing is
    known to be missing there.
    """

    places: Mapping[tuple[str, str, str], tuple[Source, Steps]]
    unread: frozenset[str] = frozenset()

    def spot(self, kind: str, name: str, *steps: str | int, region: str = NATION) -> Spot:
        """Give file, line and column of a definition, or of the part of it that a path leads to."""
        found = self.places.get((kind, region, name))
        return found[0].spot((*found[1], *steps)) if found else Spot("")

    def ids(self, kind: str, region: str = NATION) -> frozenset[str]:
        """Give the ids that are written down, also of definitions that are not well formed."""
        return frozenset(name for shelf, place, name in self.places if (shelf, place) == (kind, region))

    def problem(
        self, code: str, kind: str, name: str, /, *steps: str | int, region: str = NATION, **values: Any
    ) -> Problem:
        """Say that something is wrong with a definition, at its place."""
        return self.spot(kind, name, *steps, region=region).problem(code, **values)


@dataclass(frozen=True)
class Catalog:
    """All definitions by id. What a region adds is under its GB/T 2260 code.

    `examples` are by region and `thing/file`.
    """

    departments: Mapping[str, Department]
    registries: Mapping[str, Registry]
    elements: Mapping[str, Element]
    documents: Mapping[str, DocumentType]
    items: Mapping[str, Item]
    things: Mapping[str, Thing]
    overlays: Mapping[str, Mapping[str, ThingOverlay]]
    local_departments: Mapping[str, Mapping[str, LocalDepartment]]
    local_items: Mapping[str, Mapping[str, Item]]
    regions: Mapping[str, Text]
    calendar: Calendar
    years: Mapping[str, Year]
    lines: Lines = field(repr=False, compare=False)
    stages: Mapping[str, Stage] = field(default_factory=dict)
    batches: Mapping[str, Batch] = field(default_factory=dict)
    list_states: Mapping[str, Mapping[str, ListState]] = field(default_factory=dict)
    words: Mapping[str, Word] = field(default_factory=dict)
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    examples: Mapping[str, Mapping[str, Example]] = field(default_factory=dict)
    figures: Mapping[str, Published] = field(default_factory=dict)

    def items_in(self, region: str) -> Mapping[str, Item]:
        """Give the items that a thing of a region may list: the nation's, the region's and those around it."""
        items = self.items
        for code in reversed(wider(region)) if self.local_items else ():
            if own := self.local_items.get(code):
                items = {**items, **own}
        return items

    def listed(self, thing: str) -> tuple[Batch, ListEntry] | None:
        """Give the national list that names a thing, and what it says of it."""
        found = ((batch, entry) for batch in self.batches.values() for entry in batch.entries)
        return next(((batch, entry) for batch, entry in found if entry.id == thing), None)

    def overlay(self, region: str, thing: str) -> ThingOverlay | None:
        """Give what a region changes in a thing, if it changes anything."""
        return self.overlays.get(region, {}).get(thing)

"""Ids that definitions name must be written down somewhere."""

from collections.abc import Iterable, Iterator

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.checks.scopes import every_item, parts_of, scopes
from onething.catalog.definitions import Item, Thing, ThingOverlay
from onething.catalog.faults import near
from onething.catalog.places import wider

Reference = tuple[str, str, tuple[str | int, ...]]
_CODES = {
    "departments": "catalog.unknown_department",
    "elements": "catalog.unknown_element",
    "documents": "catalog.unknown_document",
    "items": "catalog.unknown_item",
    "registries": "catalog.unknown_registry",
    "things": "catalog.unknown_thing",
}


def check_references(catalog: Catalog) -> Iterator[Problem]:
    """Check every id that a definition names."""
    for region, kind, name, named in _everything(catalog):
        for target, wanted, steps in named:
            around = wider(region) if target == "items" else (NATION,)
            known = {id for code in around for id in catalog.lines.ids(target, code)}
            if wanted not in known and target not in catalog.lines.unread:
                spot = catalog.lines.spot(kind, name, *steps, region=region)
                yield spot.problem(_CODES[target], name=wanted, known=near(wanted, known))


def _everything(catalog: Catalog) -> Iterator[tuple[str, str, str, Iterable[Reference]]]:
    """Give, for each definition, its region, kind, id, and what it names: kind, id and where."""
    for registry in catalog.registries.values():
        proofs = (("documents", type_id, ("proves", at)) for at, type_id in enumerate(registry.proves))
        yield NATION, "registries", registry.id, [("departments", registry.holder, ("holder",)), *proofs]
    for element in catalog.elements.values():
        if element.derive:
            yield NATION, "elements", element.id, [("elements", element.derive.of, ("derive", "of"))]
    for region, item in every_item(catalog):
        yield region, "items", item.id, _of_item(item)
    for region, offices in catalog.local_departments.items():
        for name in offices:
            yield region, "departments", name, [("departments", name, ("department",))]
    yield from _things(catalog)


def _of_item(item: Item) -> Iterator[Reference]:
    yield "departments", item.department, ("department",)
    for nth, kind in enumerate(item.types):
        if kind.department:
            yield "departments", kind.department, ("types", nth, "department")
    for steps, needs, gives in parts_of(item):
        for at, need in enumerate(needs.elements):
            yield "elements", need.element.partition(".")[2], (*steps, "needs", "elements", at)
        for at, path in enumerate(gives.elements):
            yield "elements", path.partition(".")[2], (*steps, "gives", "elements", at)
        for at, slot in enumerate(needs.documents):
            yield "documents", slot.type, (*steps, "needs", "documents", at, "type")
            for nth, other in enumerate(slot.instead):
                yield "documents", other, (*steps, "needs", "documents", at, "instead", nth)
        for at, given in enumerate(gives.documents):
            yield "documents", given.type, (*steps, "gives", "documents", at, "type")


def _things(catalog: Catalog) -> Iterator[tuple[str, str, str, Iterable[Reference]]]:
    for scope in scopes(catalog):
        yield scope.region, "things", scope.thing.id, _of_thing(scope.own)
    for region, overlays in catalog.overlays.items():
        for overlay in overlays.values():
            yield region, "things", overlay.thing, [("things", overlay.thing, ("thing",))]


def _of_thing(own: Thing | ThingOverlay) -> Iterator[Reference]:
    if own.lead:
        yield "departments", own.lead, ("lead",)
    yield from (("items", entry.item, ("items", at, "item")) for at, entry in enumerate(own.items))
    for at, condition in enumerate(own.eligible):
        if condition.thing:
            yield "things", condition.thing, ("eligible", at, "thing")
    for at, wait in enumerate(own.waits):
        if wait.until:
            yield "elements", wait.until.partition(".")[2], ("waits", at, "until")
    for at, question in enumerate(own.questions):
        if question.fills:
            yield "elements", question.fills.partition(".")[2], ("questions", at, "fills")
    yield from _of_lookups(own)


def _of_lookups(own: Thing | ThingOverlay) -> Iterator[Reference]:
    for at, signing in enumerate(getattr(own, "signs", ())):
        yield from (
            ("registries", name, ("signs", at, "authorises", nth))
            for nth, name in enumerate(signing.authorises)
        )
    for at, lookup in enumerate(own.lookups):
        yield "registries", lookup.registry, ("lookups", at, "registry")
        yield "elements", lookup.by.partition(".")[2], ("lookups", at, "by")
        for path in lookup.gives:
            yield "elements", path.partition(".")[2], ("lookups", at, "gives", path)
        for nth, slot in enumerate(lookup.proves):
            yield "documents", slot.partition("@")[0], ("lookups", at, "proves", nth)

"""What a region adds: with a law, for a use, in plain words, and without making the wider region's part harder."""

from collections.abc import Iterator

from onething.base.errors import Invalid, Problem
from onething.catalog.catalog import Catalog
from onething.catalog.checks.conditions import RULED, rules_of_item
from onething.catalog.checks.overlays import overlay_scopes
from onething.catalog.checks.scopes import Scope, parts_of
from onething.catalog.definitions import ThingItem, ThingOverlay
from onething.catalog.layers import layered
from onething.catalog.rules import compile_rule

WEAKER = ("promise", "later")


def check_overlay_additions(catalog: Catalog) -> Iterator[Problem]:
    """Check what every overlay adds."""
    for scope, overlay in overlay_scopes(catalog):
        yield from _more_needs_law(scope, overlay)
        yield from _questions_used(scope, overlay)
        yield from _lookups_used(scope, overlay)
        for at, entry in enumerate(overlay.items):
            yield from _weaker_ways_stay(scope, at, entry)
            yield from _others_go_on(scope, at, entry)


def _more_needs_law(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    """Whatever makes a region ask more needs a legal basis."""
    if overlay.law:
        return
    for part in ("items", "questions", "eligible", "choices"):
        if getattr(overlay, part):
            yield scope.problem("catalog.overlay_asks_more_without_law", part, 0, part=part)


def _questions_used(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    here = layered(scope.catalog, overlay.thing, scope.region)
    rules = [
        getattr(row, key)
        for part, keys in RULED
        for row in getattr(here.thing, part, ())
        for key in keys
        if getattr(row, key)
    ]
    entries = here.thing.items
    rules += [
        rule
        for entry in entries
        if entry.item in here.items
        for _, rule in rules_of_item(here.items[entry.item])
    ]
    used = {name for rule in rules for name in _names(rule)} | {entry.by for entry in entries if entry.by}
    for at, question in enumerate(overlay.questions):
        if not (question.fills or question.counts or f"answers.{question.id}" in used):
            yield scope.problem("catalog.overlay_question_unused", "questions", at, "id", name=question.id)


def _names(rule: str) -> tuple[str, ...]:
    try:
        return compile_rule(rule).names
    except Invalid:
        return ()


def _lookups_used(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    if not scope.whole:
        return
    wanted = {*scope.fields(), *(slot for entry in scope.entries for slot, _ in _slots(scope, entry))}
    for at, lookup in enumerate(overlay.lookups):
        if not wanted & {*lookup.gives, *lookup.proves}:
            yield scope.problem("catalog.overlay_lookup_unused", "lookups", at, name=lookup.registry)


def _weaker_ways_stay(scope: Scope, at: int, entry: ThingItem) -> Iterator[Problem]:
    """An added item that insists on a document ends the promise or delay that the wider region's items allow."""
    allowed: dict[str, set[str]] = {}
    for other in scope.thing.items:
        for slot, may in _slots(scope, other):
            allowed[slot] = allowed.get(slot, set(WEAKER)) & set(may)
    for slot, may in _slots(scope, entry):
        document = scope.catalog.documents.get(slot.partition("@")[0])
        lost = sorted(allowed.get(slot, set()) - set(may)) if document else []
        for way in lost:
            if document and way in document.ways:
                where = ("items", at, "item")
                yield scope.problem(
                    "catalog.overlay_withdraws_way", *where, item=entry.item, slot=slot, way=way
                )


def _slots(scope: Scope, entry: ThingItem) -> Iterator[tuple[str, tuple[str, ...]]]:
    item = scope.bound(entry)
    for _, needs, _ in parts_of(item) if item else ():
        for need in needs.documents:
            yield f"{need.type}@{entry.bind.get(need.of, need.of)}", need.may


def _others_go_on(scope: Scope, at: int, entry: ThingItem) -> Iterator[Problem]:
    item = scope.bound(entry)
    if item and item.refusal == "ends_case":
        yield scope.problem("catalog.overlay_item_ends_case", "items", at, "item", name=entry.item)

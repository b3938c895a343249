"""What a region changes in a wider region's items and questions: only shorter, by law, and nobody loses an item."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Any

from onething.base.errors import Invalid, Problem
from onething.catalog.catalog import Catalog
from onething.catalog.checks.overlays import overlay_scopes
from onething.catalog.checks.scopes import Scope
from onething.catalog.definitions import Change, Limit, ThingOverlay
from onething.catalog.faults import near
from onething.catalog.layers import Layered, entry_name, layered, limit_of
from onething.catalog.periods import parse_period
from onething.catalog.places import wider
from onething.catalog.rules import compile_rule

MOST_WAYS = 4096


def check_overlay_changes(catalog: Catalog) -> Iterator[Problem]:
    """Check `changes` and `known` of every overlay, and that all that was reachable stays so."""
    for scope, overlay in overlay_scopes(catalog):
        above = layered(catalog, overlay.thing, wider(scope.region)[1])
        yield from _changes(scope, overlay, above)
        yield from _known(scope, overlay)
        if overlay.changes or overlay.known or overlay.eligible:
            yield from _reachable(scope, overlay, above, layered(catalog, overlay.thing, scope.region))


def _changes(scope: Scope, overlay: ThingOverlay, above: Layered) -> Iterator[Problem]:
    names = scope.names() - {wait.id for wait in scope.waits}
    entries = {name for entry in above.thing.items for name in (entry.item, entry_name(entry))}
    seen: set[str] = set()
    for at, change in enumerate(overlay.changes):
        if change.item not in (entries if change.when else names):
            known = near(change.item, entries)
            yield scope.problem(
                "catalog.change_not_here", "changes", at, "item", name=change.item, known=known
            )
        if change.item in seen:
            yield scope.problem("catalog.change_twice", "changes", at, "item", name=change.item)
        seen.add(change.item)
        if not (change.when or change.limit):
            yield scope.problem("catalog.change_of_nothing", "changes", at, name=change.item)
        if change.when and not change.law:
            yield scope.problem("catalog.change_without_law", "changes", at, "when", name=change.item)
        yield from _item_limit(scope, at, change, limit_of(above.items, change.item))


def _item_limit(scope: Scope, at: int, change: Change, above: Limit | None) -> Iterator[Problem]:
    for part in ("promised", "statutory"):
        here, wider_limit = getattr(change.limit, part, None), getattr(above, part, None)
        if here and wider_limit and parse_period(here).days > parse_period(wider_limit).days:
            where = ("changes", at, "limit", part)
            yield scope.problem(
                "catalog.overlay_item_limit_longer", *where, name=change.item, here=here, wider=wider_limit
            )


def _known(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    asked = {question.id for question in scope.thing.questions}
    for at, one in enumerate(overlay.known):
        if one.question not in asked:
            known = near(one.question, asked)
            yield scope.problem(
                "catalog.known_not_here", "known", at, "question", name=one.question, known=known
            )
        try:
            names = compile_rule(one.rule).names
        except Invalid:
            continue
        if f"answers.{one.question}" in names:
            yield scope.problem("catalog.known_by_itself", "known", at, "rule", name=one.question)


def _reachable(scope: Scope, overlay: ThingOverlay, above: Layered, here: Layered) -> Iterator[Problem]:
    for before, after in zip(above.thing.items, here.thing.items, strict=False):
        if not possible(scope, [after.when]) and possible(scope, [before.when]):
            spot = _cause(overlay, before.item)
            yield scope.problem("catalog.overlay_item_unreachable", *spot, name=entry_name(before))
    rules = [[condition.rule for condition in layer.thing.eligible] for layer in (above, here)]
    if possible(scope, rules[0]) and not possible(scope, rules[1]):
        yield scope.problem("catalog.overlay_nobody_eligible", "eligible" if overlay.eligible else "known", 0)


def _cause(overlay: ThingOverlay, item: str) -> tuple[str | int, ...]:
    for at, change in enumerate(overlay.changes):
        if change.when and change.item.partition("/")[0] == item:
            return "changes", at, "when"
    return "known", 0


def possible(scope: Scope, rules: Sequence[str | None]) -> bool:
    """Tell whether some way to answer makes all rules hold. What cannot be tried out counts as possible."""
    try:
        compiled = [compile_rule(rule) for rule in rules if rule]
    except Invalid:
        return True
    names = list(dict.fromkeys(name for rule in compiled for name in rule.names))
    choices = [_values(scope, name) for name in names]
    if not all(choices) or prod(len(values) for values in choices) > MOST_WAYS:
        return True
    return any(all(rule.holds(_nested(names, values)) for rule in compiled) for values in product(*choices))


def _nested(names: list[str], values: tuple[Any, ...]) -> dict[str, dict[str, Any]]:
    nested: dict[str, dict[str, Any]] = {}
    for name, value in zip(names, values, strict=True):
        owner, _, part = name.partition(".")
        nested.setdefault(owner, {})[part] = value
    return nested


def _values(scope: Scope, name: str) -> tuple[Any, ...]:
    """Give every value that a name can have; nothing where there is no end of them."""
    owner, _, part = name.partition(".")
    question = scope.questions.get(part) if owner == "answers" else None
    element = scope.catalog.elements.get(part) if owner != "answers" else None
    kind = question.answer if question else element.type if element else ""
    if kind == "yes_no":
        return True, False
    options = question.options if question else element.options if element else ()
    return tuple(option.value for option in options) if kind == "choice" else ()

"""Rules must be readable and may only use what is asked."""

from collections.abc import Collection, Iterator

from onething.base.errors import Invalid, Problem
from onething.catalog.catalog import Catalog
from onething.catalog.checks.kinds import use_problems
from onething.catalog.checks.scopes import Scope, every_item, parts_of, paths_of, scopes
from onething.catalog.definitions import Item, ThingItem
from onething.catalog.faults import near
from onething.catalog.rules import compile_rule
from onething.catalog.sources import Spot, Steps

ANSWERS = "answers."
OUTCOME = "outcome."


def check_conditions(catalog: Catalog) -> Iterator[Problem]:
    """Check every rule of every item and thing."""
    for region, item in every_item(catalog):
        allowed = paths_of(item)
        for steps, source in rules_of_item(item):
            spot = catalog.lines.spot("items", item.id, *steps, region=region)
            yield from _item_rule(catalog, spot, source, allowed)
    for scope in scopes(catalog):
        yield from _thing(scope)


def rules_of_item(item: Item) -> Iterator[tuple[Steps, str]]:
    """Give every rule of an item with the steps that lead there."""
    for steps, needs, _ in parts_of(item):
        for at, need in enumerate(needs.elements):
            if need.when:
                yield (*steps, "needs", "elements", at, "when"), need.when
        for at, slot in enumerate(needs.documents):
            if slot.when:
                yield (*steps, "needs", "documents", at, "when"), slot.when


RULED = (
    ("questions", ("when",)),
    ("eligible", ("rule",)),
    ("items", ("when", "once")),
    ("waits", ("when",)),
    ("choices", ("when",)),
    ("signs", ("when",)),
    ("changes", ("when",)),
    ("known", ("rule",)),
)
"""The parts of a thing whose rows carry rules, and under which keys."""


def _rules_of_thing(scope: Scope) -> Iterator[tuple[Steps, str]]:
    for part, keys in RULED:
        for at, row in enumerate(getattr(scope.own, part, ())):
            yield from (((part, at, key), getattr(row, key)) for key in keys if getattr(row, key))


def _item_rule(catalog: Catalog, spot: Spot, source: str, allowed: Collection[str]) -> Iterator[Problem]:
    """Check a rule of an item: it speaks of the item's own fields; the answers it uses each thing must ask."""
    try:
        rule = compile_rule(source)
    except Invalid as invalid:
        yield spot.problem(invalid.code, **invalid.problems[0].values)
        return
    for name in rule.names:
        if name not in allowed and not name.startswith(ANSWERS):
            yield spot.problem("catalog.rule_unknown_name", name=name, known=near(name, allowed))
    yield from use_problems(catalog, {}, spot, rule)


def _thing(scope: Scope) -> Iterator[Problem]:
    known = {*scope.fields(), *(ANSWERS + name for name in scope.questions)}
    outcomes = {OUTCOME + entry.item.replace("-", "_") for entry in scope.entries}
    for steps, source in _rules_of_thing(scope):
        allowed = known | outcomes if "once" in steps else known
        spot = scope.catalog.lines.spot("things", scope.thing.id, *steps, region=scope.region)
        try:
            rule = compile_rule(source)
        except Invalid as invalid:
            yield spot.problem(invalid.code, **invalid.problems[0].values)
            continue
        for name in rule.names:
            if scope.whole and name not in allowed:
                yield spot.problem("catalog.rule_unknown_name", name=name, known=near(name, allowed))
        yield from use_problems(scope.catalog, scope.questions, spot, rule)
    for at, entry in enumerate(scope.own.items):
        yield from _answers_asked(scope, at, entry)


def _answers_asked(scope: Scope, at: int, entry: ThingItem) -> Iterator[Problem]:
    """Find answers that an item's own rules use and this thing does not ask."""
    item = scope.bound(entry)
    for _, source in rules_of_item(item) if item else ():
        try:
            names = compile_rule(source).names
        except Invalid:
            continue
        for name in names:
            if name.startswith(ANSWERS) and name.removeprefix(ANSWERS) not in scope.questions:
                yield scope.problem(
                    "catalog.item_needs_question", "items", at, "item", item=entry.item, name=name
                )

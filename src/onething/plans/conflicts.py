"""Conflicts between the layers of a thing: what nation, province and city say together that each may say alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.definitions import Item, Question, Thing, ThingItem, ThingOverlay
from onething.catalog.periods import parse_period
from onething.plans.overlay import wider
from onething.plans.where import Where


def thing_conflicts(
    catalog: Catalog, thing_id: str, region: str, known: Mapping[str, Item], here: Where
) -> list[Problem]:
    """Find items listed twice, questions asked twice, fields filled by two questions, and limits made longer."""
    layers: list[Thing | ThingOverlay] = [catalog.things[thing_id]]
    for code in reversed(wider(region)):
        overlay = catalog.overlay(code, thing_id) if code != NATION else None
        if overlay is not None:
            layers.append(overlay)
    items: tuple[ThingItem, ...] = tuple(entry for layer in layers for entry in layer.items)
    questions: tuple[Question, ...] = tuple(question for layer in layers for question in layer.questions)
    given = {path for entry in items for path in _given(known[entry.item], entry)}
    problems = [
        here.thing("plans.conflict_item", "items", item=id)
        for id in _twice("/".join(filter(None, (entry.item, entry.type, entry.each))) for entry in items)
    ]
    problems += [
        here.thing("plans.conflict_question", "questions", question=id)
        for id in _twice(question.id for question in questions)
    ]
    problems += [
        here.thing("plans.conflict_fills", "questions", key=key)
        for key in _twice(question.fills for question in questions if question.fills)
    ]
    problems += [
        here.thing("plans.conflict_known", "questions", question=question.id, key=question.fills)
        for question in questions
        if question.fills in given
    ]
    return [*problems, *_longer(layers, here)]


def _given(item: Item, entry: ThingItem) -> Iterator[str]:
    for path in (*item.gives.elements, *(path for kind in item.types for path in kind.gives.elements)):
        subject, _, element = path.partition(".")
        yield f"{entry.bind.get(subject, subject)}.{element}"


def _twice(names: Iterable[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def _longer(layers: list[Thing | ThingOverlay], here: Where) -> Iterator[Problem]:
    shortest = 0
    for layer in layers:
        if layer.limit is None or layer.limit.promised is None:
            continue
        days = parse_period(layer.limit.promised).days
        if shortest and days > shortest:
            yield here.thing("plans.conflict_limit", "limit", days=days, wider=shortest)
        shortest = min(days, shortest or days)

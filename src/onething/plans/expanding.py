"""Writes a thing's entries out: one for each business type that a question may choose, one for each wait.

After this every entry is one item with an id of its own: `item`, `item/type`, or the id of a wait.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onething.catalog.definitions import (
    After,
    Alone,
    BusinessType,
    Gives,
    Item,
    Limit,
    NeededElement,
    Needs,
    Question,
    Text,
    Thing,
    ThingItem,
    Wait,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a thing, written out. `groups` name the choices it belongs to: of one group a case has one at most.

    `at` is the place of its entry among the thing's items (or waits), for messages; `wait` is set for a wait.
    """

    item: Item
    entry: ThingItem
    groups: frozenset[str] = frozenset()
    wait: Wait | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a thing. `whole` are the groups of which every case has exactly one."""

    rows: tuple[Row, ...]
    whole: frozenset[str]


def expand(thing: Thing, items: Mapping[str, Item]) -> Rows:
    """Write every entry and wait of a thing out, in the order in which they stand."""
    questions = {question.id: question for question in thing.questions}
    whole = set()
    rows: list[Row] = []
    plain = {(entry.item, entry.type) for entry in thing.items if not entry.each}
    for at, entry in enumerate(thing.items):
        rows += _apart(_entry_rows(entry, items[entry.item], f"by {at}", questions), entry, plain)
        if entry.by and _always_answered(entry, questions):
            whole.add(f"by {at}")
    rows += [_wait_row(thing, wait) for wait in thing.waits]
    rows = [_behind_waits(row, thing.waits) for row in rows]
    for at, choice in enumerate(thing.choices):
        rows = [_in_group(row, f"choice {at}") if named(row.item.id, choice.of) else row for row in rows]
        if choice.pick == "exactly_one" and not choice.when:
            whole.add(f"choice {at}")
    return Rows(tuple(rows), frozenset(whole))


def named(id: str, names: tuple[str, ...]) -> bool:
    """Tell whether an item is among the names: by its own id, or as a business type of an item named whole."""
    return id in names or id.partition("/")[0] in names


def done_as(item: Item, kind: BusinessType) -> Item:
    """Give an item as it is under one of its business types."""
    return item.model_copy(
        update={
            "id": f"{item.id}/{kind.id}",
            "name": Text(zh=f"{item.name.zh}（{kind.name.zh}）", en=f"{item.name.en} ({kind.name.en})"),
            "department": kind.department or item.department,
            "needs": Needs(
                elements=(*item.needs.elements, *kind.needs.elements),
                documents=(*item.needs.documents, *kind.needs.documents),
            ),
            "gives": Gives(
                documents=(*item.gives.documents, *kind.gives.documents),
                elements=(*item.gives.elements, *kind.gives.elements),
            ),
            "limit": kind.limit or item.limit,
            "alone": kind.alone or item.alone,
            "law": (*item.law, *kind.law),
        }
    )


def _entry_rows(entry: ThingItem, item: Item, group: str, questions: Mapping[str, Question]) -> Iterator[Row]:
    if not entry.by:
        types = [kind for kind in item.types if kind.id == entry.type]
        yield Row(done_as(item, types[0]) if types else item, entry)
        return
    question = questions.get(entry.by.removeprefix("answers."))
    several = question is not None and question.answer == "many"
    for kind in item.types:
        chosen = f'"{kind.id}" in {entry.by}' if several else f'{entry.by} == "{kind.id}"'
        when = f"({entry.when}) && {chosen}" if entry.when else chosen
        groups = frozenset() if several else frozenset({group})
        yield Row(done_as(item, kind), entry.model_copy(update={"when": when}), groups)


def _apart(rows: Iterator[Row], entry: ThingItem, plain: set[tuple[str, str | None]]) -> Iterator[Row]:
    """Tell an item that is done for every member from the same item done once beside it: `check/co_applicants`."""
    for row in rows:
        if entry.each and (entry.item, entry.type) in plain:
            item = row.item.model_copy(update={"id": f"{row.item.id}/{entry.each}"})
            yield Row(item, row.entry, row.groups, row.wait)
        else:
            yield row


def _always_answered(entry: ThingItem, questions: Mapping[str, Question]) -> bool:
    question = questions.get((entry.by or "").removeprefix("answers."))
    asked = question is not None and question.answer == "choice" and not question.when
    return asked and not entry.when and not entry.once


def _wait_row(thing: Thing, wait: Wait) -> Row:
    """Make an item of a wait: a visit is work of the lead department, the other kinds only pass."""
    is_visit = wait.kind == "visit"
    item = Item(
        id=wait.id,
        name=wait.name,
        department=thing.lead,
        kind="行政检查" if is_visit else "其他行政权力",
        mode="check" if is_visit else "system",
        needs=Needs(elements=(NeededElement(element=wait.until),)) if wait.until else Needs(),
        limit=Limit(promised=wait.lasts) if is_visit else Limit(),
        alone=Alone(visits=0, steps=0),
        law=(wait.law,),
        source=wait.source,
        confidence=wait.confidence,
    )
    after = tuple(After(item=name, law=wait.law) for name in wait.after)
    entry = ThingItem(item=wait.id, when=wait.when, after=after, confidence=wait.confidence)
    return Row(item, entry, wait=None if is_visit else wait)


def _behind_waits(row: Row, waits: tuple[Wait, ...]) -> Row:
    more = tuple(After(item=wait.id, law=wait.law) for wait in waits if named(row.item.id, wait.before))
    if not more:
        return row
    entry = row.entry.model_copy(update={"after": (*row.entry.after, *more)})
    return Row(row.item, entry, row.groups, row.wait)


def _in_group(row: Row, group: str) -> Row:
    return Row(row.item, row.entry, row.groups | {group}, row.wait)

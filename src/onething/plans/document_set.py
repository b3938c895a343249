"""The one set of documents: each once, with the ways it can be had here."""

from collections.abc import Mapping, Sequence

from onething.base.errors import Problem
from onething.catalog.definitions import DocumentType
from onething.plans.binding import BoundDocument, BoundItem
from onething.plans.order import Givers
from onething.plans.release import DocumentSlot, Need
from onething.plans.where import Where
from onething.plans.words import texts

PERMISSIONS = ("promise", "later")
"""Ways that an item must allow; the others follow from the kind of document. On a route all its items must agree."""


def compose_documents(
    items: Sequence[BoundItem],
    types: Mapping[str, DocumentType],
    givers: Givers,
    proved: frozenset[str],
    here: Where,
) -> tuple[list[DocumentSlot], list[Problem]]:
    """Make the slots, each once. A slot may be promised or brought later if an item that needs it agrees; on a route
    all that need it there must.
    """
    needed: dict[str, list[tuple[int, BoundDocument]]] = {}
    for index, bound in enumerate(items):
        for need in bound.documents:
            needed.setdefault(need.key, []).append((index, need))
    slots = []
    problems = []
    for key, needs in needed.items():
        slot = _slot(types, needs, givers.of.get(key, ()), registry=key in proved)
        problems += _unmet(
            slot, items, here, certain=givers.certain(key, items) or _under_one_condition(slot, items)
        )
        slots.append(slot)
    return slots, problems


def _slot(
    types: Mapping[str, DocumentType],
    needs: Sequence[tuple[int, BoundDocument]],
    produced_by: tuple[int, ...],
    *,
    registry: bool,
) -> DocumentSlot:
    first = needs[0][1]
    kind = types[first.type]
    others = [name for name in first.instead if all(name in need.instead for _, need in needs)]
    possible = {"produced": bool(produced_by), "registry": registry}
    possible |= {way: any(way in need.may for _, need in needs) for way in PERMISSIONS}
    known = (*kind.ways, *(way for way in PERMISSIONS if way not in kind.ways))
    ways = tuple(way for way in known if possible.get(way, True))
    return DocumentSlot(
        key=first.key,
        type=kind.id,
        role=first.role,
        name=texts(kind.name),
        ways=ways,
        needs=tuple(Need(index, need.required, need.when, may=need.may) for index, need in needs),
        formats=tuple(kind.formats),
        max_megabytes=kind.max_megabytes,
        standard=texts(kind.standard) if kind.standard else None,
        instead=tuple((name, texts(types[name].name)) for name in others),
        produced_by=produced_by if "produced" in ways else (),
    )


def _under_one_condition(slot: DocumentSlot, items: Sequence[BoundItem]) -> bool:
    """Tell whether what needs a document is done just when what gives it is."""
    conditions = {(items[need.item].entry.when, items[need.item].entry.once) for need in slot.needs}
    given = {(items[index].entry.when, items[index].entry.once) for index in slot.produced_by}
    return len(given) == 1 and conditions <= given


def _unmet(slot: DocumentSlot, items: Sequence[BoundItem], here: Where, *, certain: bool) -> list[Problem]:
    """Find a slot with no way left, or whose only way is an item that not every case has."""
    agreed = [way for way in PERMISSIONS if all(way in need.may for need in slot.needs)]
    ways = [way for way in slot.ways if way not in PERMISSIONS or way in agreed]
    sometimes = ways == ["produced"] and not certain
    if ways and not sometimes:
        return []
    index = slot.needs[0].item
    names = ", ".join(dict.fromkeys(items[need.item].item.id for need in slot.needs))
    at = [need.key for need in items[index].documents].index(slot.key)
    steps = ("needs", "documents", at)
    if not sometimes:
        return [here.item("plans.unmet_need", items[index].item.id, *steps, key=slot.key, items=names)]
    giver = items[slot.produced_by[0]].item.id
    values = {"key": slot.key, "items": names, "giver": giver}
    return [here.item("plans.unmet_need_sometimes", items[index].item.id, *steps, **values)]

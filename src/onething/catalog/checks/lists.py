"""Stages and national lists: every thing stands at a known stage and on the list that it says."""

from collections.abc import Iterator

from onething.base.errors import Problem
from onething.catalog.catalog import Catalog
from onething.catalog.definitions import Thing
from onething.catalog.faults import near


def check_lists(catalog: Catalog) -> Iterator[Problem]:
    """Check the lists, how far regions have come with them, and where things say they stand."""
    yield from _entries(catalog)
    yield from _states(catalog)
    yield from _things(catalog)


def _entries(catalog: Catalog) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for batch in catalog.batches.values():
        for at, entry in enumerate(batch.entries):
            yield from _stage(catalog, "lists", batch.id, entry.stage, "entries", at, "stage")
            if entry.id in first:
                spot = catalog.lines.spot("lists", batch.id, "entries", at, "id")
                yield spot.problem("catalog.entry_twice", name=entry.id, batch=first[entry.id])
            first.setdefault(entry.id, batch.id)
        if len(batch.entries) > batch.count:
            spot = catalog.lines.spot("lists", batch.id, "count")
            yield spot.problem("catalog.list_too_long", count=batch.count, found=len(batch.entries))


def _stage(catalog: Catalog, kind: str, name: str, stage: str, *steps: str | int) -> Iterator[Problem]:
    known = catalog.lines.ids("stages")
    if stage not in known and "stages" not in catalog.lines.unread:
        spot = catalog.lines.spot(kind, name, *steps)
        yield spot.problem("catalog.unknown_stage", name=stage, known=near(stage, known))


def _states(catalog: Catalog) -> Iterator[Problem]:
    if not _all_lists_are_read(catalog):
        return
    known = {entry.id for batch in catalog.batches.values() for entry in batch.entries}
    for region, states in catalog.list_states.items():
        for name in states:
            if name not in known:
                spot = catalog.lines.spot("lists", name, "entry", region=region)
                yield spot.problem("catalog.unknown_entry", name=name, known=near(name, known))


def _things(catalog: Catalog) -> Iterator[Problem]:
    for thing in catalog.things.values():
        yield from _stage(catalog, "things", thing.id, thing.stage, "stage")
        if _all_lists_are_read(catalog):
            yield from _batch(catalog, thing)


def _batch(catalog: Catalog, thing: Thing) -> Iterator[Problem]:
    spot = catalog.lines.spot("things", thing.id, "batch")
    if thing.batch and thing.batch not in catalog.batches:
        known = near(thing.batch, catalog.batches)
        yield spot.problem("catalog.unknown_batch", name=thing.batch, known=known)
        return
    listed = catalog.listed(thing.id)
    wanted = listed[0].id if listed else ""
    if thing.batch != wanted:
        values = {"batch": thing.batch or "—", "wanted": wanted or "—"}
        yield spot.problem("catalog.not_on_this_list", name=thing.id, **values)


def _all_lists_are_read(catalog: Catalog) -> bool:
    """Tell whether nothing of the lists is missing, so that nobody is blamed for what cannot be read."""
    return "lists" not in catalog.lines.unread and catalog.lines.ids("lists") == catalog.batches.keys()

"""A thing as it is in a region: the nation's definition with the overlays of province, city and county laid over it."""

from dataclasses import dataclass

from onething.base.errors import NotFound, Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.definitions import Department, Item, Limit, Thing, ThingOverlay

WEAKEST_LAST = ("confirmed", "inferred", "not_found")


@dataclass(frozen=True, slots=True)
class LocalThing:
    """What composing starts from: the merged thing, the items and departments as they are here, the sources.

    `item_regions` names the region that wrote an item, where it is not the nation.
    """

    thing: Thing
    items: dict[str, Item]
    departments: dict[str, Department]
    confidence: str
    sources: tuple[str, ...]
    item_regions: dict[str, str]


def wider(region: str) -> tuple[str, ...]:
    """Give a region's code and those around it, nearest first: county, city, province, nation."""
    return tuple(dict.fromkeys((region, region[:4] + "00", region[:2] + "0000", NATION)))


def localise(catalog: Catalog, thing_id: str, region: str) -> LocalThing:
    """Lay every overlay between nation and region over a thing. Raises NotFound for an unknown thing or region."""
    if thing_id not in catalog.things:
        raise NotFound(Problem("plans.unknown_thing", field=thing_id, values={"thing": thing_id}))
    if region not in catalog.regions:
        raise NotFound(Problem("plans.unknown_region", field=region, values={"region": region}))
    thing = catalog.things[thing_id]
    layers = [code for code in reversed(wider(region)) if code != NATION]
    confidences, sources = [thing.confidence], [thing.source]
    for code in layers:
        overlay = catalog.overlay(code, thing_id)
        if overlay is not None:
            thing = _laid_over(thing, overlay)
            confidences.append(overlay.confidence)
            sources.append(overlay.source)
    items, regions = _items(catalog, layers)
    return LocalThing(
        thing,
        items,
        _departments(catalog, layers),
        max(confidences, key=WEAKEST_LAST.index),
        tuple(dict.fromkeys(source for source in sources if source)),
        regions,
    )


def _laid_over(thing: Thing, overlay: ThingOverlay) -> Thing:
    return thing.model_copy(
        update={
            "summary": overlay.summary or thing.summary,
            "lead": overlay.lead or thing.lead,
            "synonyms": tuple(dict.fromkeys((*thing.synonyms, *overlay.synonyms))),
            "items": (*thing.items, *overlay.items),
            "choices": (*thing.choices, *overlay.choices),
            "waits": (*thing.waits, *overlay.waits),
            "seasons": overlay.seasons or thing.seasons,
            "questions": (*thing.questions, *overlay.questions),
            "eligible": (*thing.eligible, *overlay.eligible),
            "lookups": (*thing.lookups, *overlay.lookups),
            "delivery": tuple(dict.fromkeys((*thing.delivery, *overlay.delivery))),
            "limit": _limit(thing.limit, overlay.limit),
        }
    )


def _limit(limit: Limit, over: Limit | None) -> Limit:
    if over is None:
        return limit
    return Limit(
        statutory=over.statutory or limit.statutory,
        promised=over.promised or limit.promised,
        excludes=over.excludes or limit.excludes,
    )


def _items(catalog: Catalog, layers: list[str]) -> tuple[dict[str, Item], dict[str, str]]:
    items = dict(catalog.items)
    regions: dict[str, str] = {}
    for code in layers:
        for id, item in catalog.local_items.get(code, {}).items():
            items[id], regions[id] = item, code
    return items, regions


def _departments(catalog: Catalog, layers: list[str]) -> dict[str, Department]:
    departments = dict(catalog.departments)
    for code in layers:
        for id, local in catalog.local_departments.get(code, {}).items():
            if id in departments:
                change = {"name": local.name, "phone": local.phone or departments[id].phone}
                departments[id] = departments[id].model_copy(update=change)
    return departments

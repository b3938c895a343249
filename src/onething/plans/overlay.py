"""A thing as it is in a region: the nation's definition with the overlays of province, city and county laid over it."""

from dataclasses import dataclass

from onething.base.errors import NotFound, Problem
from onething.catalog.catalog import Catalog
from onething.catalog.definitions import Department, Item, LocalDepartment, Thing
from onething.catalog.layers import layered
from onething.catalog.places import near_places, wider

__all__ = ["LocalThing", "localise", "wider"]

WEAKEST_LAST = ("confirmed", "inferred", "not_found")


@dataclass(frozen=True, slots=True)
class LocalThing:
    """What composing starts from: the merged thing, the items and departments as they are here, the sources.

    `offices` are the local departments, nearest first found; `item_regions` names the region that wrote an item,
    where it is not the nation.
    """

    thing: Thing
    items: dict[str, Item]
    departments: dict[str, Department]
    offices: dict[str, LocalDepartment]
    confidence: str
    sources: tuple[str, ...]
    item_regions: dict[str, str]


def localise(catalog: Catalog, thing_id: str, region: str) -> LocalThing:
    """Lay every overlay between nation and region over a thing. Raises NotFound for an unknown thing or region."""
    if thing_id not in catalog.things:
        raise NotFound(Problem("plans.unknown_thing", field=thing_id, values={"thing": thing_id}))
    if region not in catalog.regions:
        values = {"region": region, "known": near_places(region)}
        raise NotFound(Problem("plans.unknown_region", field=region, values=values))
    here = layered(catalog, thing_id, region)
    written = (catalog.things[thing_id], *here.overlays.values())
    offices = offices_in(catalog, region)
    return LocalThing(
        here.thing,
        dict(here.items),
        {id: _local(one, offices.get(id)) for id, one in catalog.departments.items()},
        offices,
        max((layer.confidence for layer in written), key=WEAKEST_LAST.index),
        tuple(dict.fromkeys(layer.source for layer in written if layer.source)),
        {id: code for code in reversed(wider(region)) for id in catalog.local_items.get(code, {})},
    )


def offices_in(catalog: Catalog, region: str) -> dict[str, LocalDepartment]:
    """Give who does each department's items in a region: the nearest that is written down."""
    layers = (catalog.local_departments.get(code, {}) for code in reversed(wider(region)))
    return {id: office for layer in layers for id, office in layer.items()}


def _local(department: Department, office: LocalDepartment | None) -> Department:
    if office is None:
        return department
    change = {"name": office.name, "phone": office.reach.phone or department.phone}
    return department.model_copy(update=change)

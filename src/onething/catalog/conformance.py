"""What a region does with the nation's things, in plain data: what it adds, shortens and offers, and on what ground."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from onething.catalog.catalog import Catalog
from onething.catalog.definitions import Definition, Limit, LocalDepartment, ThingOverlay
from onething.catalog.layers import Layered, entry_name, layered, limit_of
from onething.catalog.places import wider

Plain = dict[str, Any]
ADDED = ("items", "questions", "eligible", "choices", "waits", "lookups")
OFFERED = ("channels", "delivery", "applicant", "start")
LOWERED = ("identity", "fee")


def region_report(catalog: Catalog, region: str) -> Plain:
    """Report everything that a region writes, beside what it lies over. The region must be known."""
    overlays = catalog.overlays.get(region, {})
    return {
        "region": region,
        "name": catalog.regions[region].model_dump(),
        "around": [code for code in wider(region)[1:] if code in catalog.overlays],
        "things": [_thing(catalog, region, overlay) for overlay in overlays.values()],
        "offices": [
            {**office.model_dump(include={"department", "confidence", "source"}), **_reach(office)}
            for office in catalog.local_departments.get(region, {}).values()
        ],
        "items": [
            {"item": item.id, "name": item.name.model_dump(), "law": list(item.law)}
            for item in catalog.local_items.get(region, {}).values()
        ],
    }


def _reach(office: LocalDepartment) -> Plain:
    return {"name": office.name.model_dump(), "reach": office.reach.model_dump(exclude_defaults=True)}


def _thing(catalog: Catalog, region: str, overlay: ThingOverlay) -> Plain:
    above = layered(catalog, overlay.thing, wider(region)[1])
    return {
        "thing": overlay.thing,
        "name": catalog.things[overlay.thing].name.model_dump(),
        "source": overlay.source,
        "confidence": overlay.confidence,
        "note": overlay.note,
        "adds": {part: added for part in ADDED if (added := _named(overlay, part))},
        "shortens": list(_shortened(overlay, above)),
        "offers": {part: more for part in OFFERED if (more := _more(overlay, above, part))},
        "lowers": {
            part: {"from": getattr(above.thing, part), "to": getattr(overlay, part)}
            for part in LOWERED
            if getattr(overlay, part) is not None and getattr(overlay, part) < getattr(above.thing, part)
        },
        "narrows": [
            {"item": one.item, "when": one.when, "law": list(one.law)} for one in overlay.changes if one.when
        ],
        "known": [{"question": one.question, "rule": one.rule} for one in overlay.known],
        "law": list(overlay.law),
        "inferred": list(_doubtful(overlay, "")),
    }


def _named(overlay: ThingOverlay, part: str) -> list[str]:
    rows = getattr(overlay, part)
    if part == "items":
        return [entry_name(row) for row in rows]
    if part == "choices":
        return [f"{row.pick}: {', '.join(row.of)}" for row in rows]
    return [row.registry if part == "lookups" else row.id for row in rows]


def _more(overlay: ThingOverlay, above: Layered, part: str) -> list[str]:
    return [one for one in getattr(overlay, part) if one not in getattr(above.thing, part)]


def _shortened(overlay: ThingOverlay, above: Layered) -> Iterator[Plain]:
    """Give each limit that differs: of the thing, then of items."""
    rows: list[tuple[str, Limit | None, Limit | None]] = [("", overlay.limit, above.thing.limit)]
    rows += [(one.item, one.limit, limit_of(above.items, one.item)) for one in overlay.changes]
    for item, here, before in rows:
        for part in ("promised", "statutory"):
            to, was = getattr(here, part, None), getattr(before, part, None)
            if to and to != was:
                yield {"item": item, "limit": part, "from": was, "to": to}


def _doubtful(model: BaseModel, path: str) -> Iterator[str]:
    """Give where facts stand that are not confirmed: `items.dog-swim`, the overlay itself as its thing's id."""
    if isinstance(model, Definition) and model.confidence != "confirmed":
        yield f"{path or getattr(model, 'thing', '')} ({model.confidence})"
    for key in type(model).model_fields:
        value = getattr(model, key)
        for row in value if isinstance(value, tuple) else ():
            if isinstance(row, BaseModel):
                name = getattr(row, "item", None) or getattr(row, "id", None) or getattr(row, "question", "")
                yield from _doubtful(row, f"{key}.{name}")

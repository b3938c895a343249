"""Lays what province, city and county change over what the nation wrote."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from onething.catalog.catalog import NATION, Catalog
from onething.catalog.definitions import Change, Item, Limit, Thing, ThingItem, ThingOverlay
from onething.catalog.places import wider

RULES = ("when", "once", "rule")
_TOKEN = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[A-Za-z_][\w.]*""")
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Layered:
    """A thing and its items with every overlay down to a region laid over them; `overlays` by region, widest first."""

    thing: Thing
    items: Mapping[str, Item]
    overlays: Mapping[str, ThingOverlay]


def layered(catalog: Catalog, thing_id: str, region: str) -> Layered:
    """Give a thing as it is in a region. The thing must be known."""
    thing, items = catalog.things[thing_id], dict(catalog.items)
    overlays: dict[str, ThingOverlay] = {}
    for code in reversed(wider(region)):
        items |= catalog.local_items.get(code, {})
        if code != NATION and (overlay := catalog.overlay(code, thing_id)):
            overlays[code] = overlay
            thing, items = _laid_over(thing, overlay), _changed(items, overlay)
    return Layered(thing, items, overlays)


def entry_name(entry: ThingItem) -> str:
    """Say which item, and which business type of it, an entry lists."""
    return f"{entry.item}/{entry.type}" if entry.type else entry.item


def limit_of(items: Mapping[str, Item], name: str) -> Limit | None:
    """Give the limit of an item or of one business type of it (`item/type`). None: there is no such item."""
    id, _, type_id = name.partition("/")
    if id not in items:
        return None
    own = next((kind.limit for kind in items[id].types if kind.id == type_id), None)
    return own or items[id].limit


def narrowed(rule: str | None, further: str) -> str:
    """Join a further condition to a rule: both must hold."""
    return f"({rule}) && ({further})" if rule else further


def restated(rule: str, known: Mapping[str, str]) -> str:
    """Put what is known in place of the names that stand for it; texts in quotes stay as they are."""
    return _TOKEN.sub(lambda token: known.get(token.group(), token.group()), rule)


def _laid_over(thing: Thing, overlay: ThingOverlay) -> Thing:
    known = {one.question for one in overlay.known}
    laid = thing.model_copy(
        update={
            **{
                part: getattr(overlay, part) or getattr(thing, part)
                for part in (
                    "summary",
                    "lead",
                    "applicant",
                    "seasons",
                    "channels",
                    "start",
                    "delivery",
                )
            },
            **{
                part: (*getattr(thing, part), *getattr(overlay, part))
                for part in ("choices", "waits", "eligible", "lookups")
            },
            "identity": thing.identity if overlay.identity is None else overlay.identity,
            "fee": thing.fee if overlay.fee is None else overlay.fee,
            "synonyms": tuple(dict.fromkeys((*thing.synonyms, *overlay.synonyms))),
            "items": (*(_narrowed(entry, overlay.changes) for entry in thing.items), *overlay.items),
            "questions": tuple(one for one in (*thing.questions, *overlay.questions) if one.id not in known),
            "limit": _limit(thing.limit, overlay.limit),
        }
    )
    return _restated(laid, _answers(overlay))


def _answers(overlay: ThingOverlay) -> dict[str, str]:
    return {f"answers.{one.question}": f"({one.rule})" for one in overlay.known}


def _narrowed(entry: ThingItem, changes: tuple[Change, ...]) -> ThingItem:
    for change in changes:
        if change.when and change.item in (entry.item, entry_name(entry)):
            entry = entry.model_copy(update={"when": narrowed(entry.when, change.when)})
    return entry


def _changed(items: dict[str, Item], overlay: ThingOverlay) -> dict[str, Item]:
    items = dict(items)
    for change in overlay.changes:
        id, _, type_id = change.item.partition("/")
        if change.limit and id in items:
            items[id] = _with_limit(items[id], type_id, change.limit)
    known = _answers(overlay)
    return {id: _restated(item, known) for id, item in items.items()} if known else items


def _with_limit(item: Item, type_id: str, over: Limit) -> Item:
    if not type_id:
        return item.model_copy(update={"limit": _limit(item.limit, over)})
    kinds = tuple(
        kind.model_copy(update={"limit": _limit(kind.limit or item.limit, over)})
        if kind.id == type_id
        else kind
        for kind in item.types
    )
    return item.model_copy(update={"types": kinds})


def _limit(limit: Limit, over: Limit | None) -> Limit:
    if over is None:
        return limit
    return Limit(
        statutory=over.statutory or limit.statutory,
        promised=over.promised or limit.promised,
        excludes=over.excludes or limit.excludes,
    )


def _restated(model: Model, known: Mapping[str, str]) -> Model:
    """Say every rule inside a definition with what is known."""
    if not known:
        return model
    update: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name in RULES and value:
            update[name] = restated(value, known)
        elif isinstance(value, BaseModel):
            update[name] = _restated(value, known)
        elif isinstance(value, tuple):
            update[name] = tuple(
                _restated(one, known) if isinstance(one, BaseModel) else one for one in value
            )
    return model.model_copy(update=update)

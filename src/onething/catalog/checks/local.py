"""What a region writes by itself: its items, its offices, its words and the laws and sources it names."""

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from onething.base.errors import Problem
from onething.catalog.catalog import Catalog
from onething.catalog.checks.names import VAGUE
from onething.catalog.definitions import Definition, Text
from onething.catalog.places import wider
from onething.catalog.sources import Steps

UNCLEAR = (*VAGUE, "等材料", "另行通知", "视情况", "酌情", "其他条件")
CITED = re.compile(r"第[一二三四五六七八九十百千零〇0-9]+条|〔[0-9]{4}〕|(DB|GB|T/)[0-9A-Z/]")


def check_local(catalog: Catalog) -> Iterator[Problem]:
    """Check everything below regions/."""
    for region, kind, name, definition in _written(catalog):
        yield from _source(catalog, region, kind, name, definition)
        yield from _words(catalog, region, kind, name, definition)
        yield from _laws(catalog, region, kind, name, definition)
    yield from _items(catalog)
    yield from _offices(catalog)


def _written(catalog: Catalog) -> Iterator[tuple[str, str, str, Definition]]:
    kinds: tuple[tuple[str, Mapping[str, Mapping[str, Definition]]], ...] = (
        ("things", catalog.overlays),
        ("items", catalog.local_items),
        ("departments", catalog.local_departments),
    )
    for kind, regions in kinds:
        for region, rows in regions.items():
            yield from ((region, kind, name, definition) for name, definition in rows.items())


def _source(catalog: Catalog, region: str, kind: str, name: str, definition: Definition) -> Iterator[Problem]:
    if definition.confidence == "confirmed" and not definition.source:
        yield catalog.lines.problem("catalog.local_without_source", kind, name, region=region, name=name)


def _words(catalog: Catalog, region: str, kind: str, name: str, definition: Definition) -> Iterator[Problem]:
    for steps, text in _texts(definition, ()):
        for word in UNCLEAR:
            if word in text.zh:
                yield catalog.lines.problem(
                    "catalog.vague_words", kind, name, *steps, region=region, word=word
                )
                break


def _texts(model: BaseModel, steps: Steps) -> Iterator[tuple[Steps, Text]]:
    """Give every text inside a definition, with the steps that lead there."""
    for key in type(model).model_fields:
        value = getattr(model, key)
        if isinstance(value, Text):
            yield (*steps, key), value
        elif isinstance(value, BaseModel):
            yield from _texts(value, (*steps, key))
        elif isinstance(value, tuple):
            for at, row in enumerate(value):
                if isinstance(row, BaseModel):
                    yield from _texts(row, (*steps, key, at))


def _laws(catalog: Catalog, region: str, kind: str, name: str, definition: Definition) -> Iterator[Problem]:
    for steps, law in _cited(definition, ()):
        if not CITED.search(law):
            yield catalog.lines.problem("catalog.vague_law", kind, name, *steps, region=region, law=law)


def _cited(model: BaseModel, steps: Steps) -> Iterator[tuple[Steps, str]]:
    """Give every law that a definition names: by itself, in its changes, waits and orders."""
    for key in type(model).model_fields:
        value = getattr(model, key)
        if key == "law":
            laws = (value,) if isinstance(value, str) else value
            yield from (((*steps, key, at), law) for at, law in enumerate(laws))
        elif isinstance(value, tuple):
            for at, row in enumerate(value):
                if isinstance(row, BaseModel):
                    yield from _cited(row, (*steps, key, at))


def _items(catalog: Catalog) -> Iterator[Problem]:
    for region, items in catalog.local_items.items():
        around = {name for code in wider(region)[1:] for name in catalog.lines.ids("items", code)}
        listed = {
            entry.item
            for code, overlays in catalog.overlays.items()
            if region in wider(code)
            for overlay in overlays.values()
            for entry in overlay.items
        }
        for item in items.values():
            if item.id in around:
                yield catalog.lines.problem(
                    "catalog.overlay_replaces_item", "items", item.id, "id", region=region, name=item.id
                )
            elif item.id not in listed and "things" not in catalog.lines.unread:
                yield catalog.lines.problem(
                    "catalog.local_item_unused", "items", item.id, "id", region=region, name=item.id
                )
            if not item.law:
                yield catalog.lines.problem(
                    "catalog.local_item_without_law", "items", item.id, region=region, name=item.id
                )


def _offices(catalog: Catalog) -> Iterator[Problem]:
    for region, offices in catalog.local_departments.items():
        for office in offices.values():
            if not (office.reach.phone or office.reach.address):
                yield catalog.lines.problem(
                    "catalog.office_unreachable",
                    "departments",
                    office.department,
                    region=region,
                    name=office.name.zh,
                )

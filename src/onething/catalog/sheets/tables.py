"""Definitions as rows of cells."""

from collections.abc import Iterator, Mapping
from typing import Any

from onething.catalog.catalog import Catalog
from onething.catalog.checks.scopes import every_item
from onething.catalog.sheets.cells import Cell, shown
from onething.catalog.sheets.columns import SHEETS, Sheet
from onething.catalog.sources import Steps

Plain = Mapping[str, Any]


def tables(catalog: Catalog) -> dict[str, list[tuple[Cell, ...]]]:
    """Give the rows of every sheet, in the order of the catalog."""
    return {sheet.name: list(_rows(sheet, catalog)) for sheet in SHEETS}


def _rows(sheet: Sheet, catalog: Catalog) -> Iterator[tuple[Cell, ...]]:
    for owner, plain in _definitions(sheet.holds, catalog):
        if not sheet.path:
            yield (*owner[:-1], *_cells(sheet, plain))
        elif "business_type" in sheet.owner:
            parts = [("", plain), *((kind["id"], kind) for kind in plain["types"])]
            for kind, part in parts:
                yield from ((*owner, kind, *_cells(sheet, row)) for row in _at(part, sheet.path))
        else:
            yield from ((*owner, *_cells(sheet, row)) for row in _at(plain, sheet.path))


def _definitions(kind: str, catalog: Catalog) -> Iterator[tuple[tuple[str, ...], Plain]]:
    """Give every definition of a kind with what names it: an item by its region and id, the others by their id."""
    if kind == "items":
        for region, item in every_item(catalog):
            yield (region, item.id), item.model_dump()
    else:
        for id, definition in getattr(catalog, kind).items():
            yield (id,), definition.model_dump()


def _cells(sheet: Sheet, row: Any) -> tuple[Cell, ...]:
    return tuple(shown(column, row if sheet.bare else _at(row, column.steps)) for column in sheet.columns)


def _at(value: Any, steps: Steps) -> Any:
    """Follow steps into plain data. None: the way ends before."""
    for step in steps:
        if value is None:
            return None
        value = value.get(step)
    return value

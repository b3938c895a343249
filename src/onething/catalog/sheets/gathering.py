"""Puts the rows of a workbook together to definitions that know their cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from onething.base.errors import Problem
from onething.catalog.catalog import NATION
from onething.catalog.codes import id_numbers
from onething.catalog.sheets.cells import UnfitError, taken
from onething.catalog.sheets.columns import SHEETS, Column, Sheet
from onething.catalog.sheets.opening import Opened, Row
from onething.catalog.shelves import Shelf, shelf_of
from onething.catalog.sources import Source, Spot, Steps

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Draft:
    """One definition as a workbook has it, not yet checked. `file` is where it would be written."""

    key: Key
    shelf: Shelf
    file: PurePosixPath
    source: Source


@dataclass
class Gathered:
    """All drafts, what is wrong with cells and rows, and whose each row is: (sheet, number) → the definition."""

    drafts: dict[Key, Draft] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: dict[tuple[str, int], Key] = field(default_factory=dict)


def gather(opened: Opened) -> Gathered:
    """Make drafts of all rows; a sheet of definitions is read before the sheets of their lists."""
    found = Gathered(problems=list(opened.problems))
    for sheet in SHEETS:
        for row in opened.rows.get(sheet.name, ()):
            values = _values(row, found.problems)
            if sheet.path:
                _add_to_owner(row, values, found)
            else:
                _add_draft(row, values, found)
    return found


def _values(row: Row, problems: list[Problem]) -> dict[str, Any]:
    """Read the cells of a row. A cell that cannot be read, or that holds somebody's ID number, is a problem."""
    columns = {column.key: column for column in row.sheet.columns}
    values = {}
    for key, cell in row.cells.items():
        spot = row.spots[key]
        try:
            value = taken(columns.get(key, Column(key, ())), cell)
        except UnfitError as error:
            problems.append(spot.problem(str(error), found=str(cell)[:40]))
            continue
        if id_numbers(str(cell)):
            problems.append(spot.problem("sheet.id_number"))
        elif value is not None:
            values[key] = value
    return values


def _add_draft(row: Row, values: dict[str, Any], found: Gathered) -> None:
    sheet, id = row.sheet, str(values.get("id", ""))
    region = str(values.get("region", NATION))
    key = (sheet.holds, region, id)
    if not id:
        found.problems.append(row.spot.problem("sheet.no_id"))
        return
    if key in found.drafts:
        found.problems.append(row.spot.problem("sheet.twice", name=id))
        found.rows[row.spot.file, row.spot.line] = key
        return
    file = _file(sheet.holds, region, id, str(values.get("department", "")))
    shelf = shelf_of(file)
    if shelf is None:
        found.problems.append(row.spots["region"].problem("catalog.bad_region", name="region", found=region))
        return
    source = Source(str(file), {}, {(): row.spot})
    found.drafts[key] = Draft(key, shelf, file, source)
    found.rows[row.spot.file, row.spot.line] = key
    _fill(source, (), row, values)


def _file(kind: str, region: str, id: str, department: str) -> PurePosixPath:
    if kind != "items":
        return PurePosixPath("nation", f"{kind}.yaml")
    folder = PurePosixPath("nation") if region == NATION else PurePosixPath("regions", region)
    return folder / "items" / (department or "-") / f"{id}.yaml"


def _add_to_owner(row: Row, values: dict[str, Any], found: Gathered) -> None:
    """Add a row to the list inside the definition, or the business type of it, that it names."""
    sheet = row.sheet
    name = str(values.get("item" if "item" in sheet.owner else "element", ""))
    region = str(values.get("region", NATION))
    draft = found.drafts.get((sheet.holds, region, name))
    base = _part(draft, str(values.get("business_type", ""))) if draft else None
    if draft is None or base is None:
        found.problems.append(row.spot.problem("sheet.no_owner", name=name or "-", sheet=sheet.holds))
        return
    found.rows[row.spot.file, row.spot.line] = draft.key
    listed = _reach(draft.source, (*base, *sheet.path), row.spot)
    steps = (*base, *sheet.path, len(listed))
    draft.source.spots[steps] = row.spot
    if sheet.bare:
        (column,) = sheet.columns
        listed.append(values.get(column.key, ""))
        draft.source.spots[steps] = row.spots.get(column.key, row.spot)
    else:
        listed.append({})
        _fill(draft.source, steps, row, values)


def _part(draft: Draft, business_type: str) -> Steps | None:
    """Give the steps to the part of an item that a row speaks of. None: it has no such business type."""
    if not business_type:
        return ()
    types = draft.source.value.get("types", ())
    places = [place for place, kind in enumerate(types) if kind.get("id") == business_type]
    return ("types", places[0]) if places else None


def _reach(source: Source, path: Steps, spot: Spot) -> list[Any]:
    """Give the list that a path leads to, made on the way where it is missing."""
    value = source.value
    for at, step in enumerate(path, start=1):
        if isinstance(step, int):
            value = value[step]
            continue
        value = value.setdefault(step, [] if at == len(path) else {})
        source.spots.setdefault(path[:at], spot)
    assert isinstance(value, list)
    return value


def _fill(source: Source, base: Steps, row: Row, values: dict[str, Any]) -> None:
    """Put the cells of a row where their columns say."""
    target = source.value
    for step in base:
        target = target[step]
    for column, value in _of_columns(row.sheet, values):
        place, steps = target, base
        for step in column.steps[:-1]:
            place = place.setdefault(step, {})
            steps = (*steps, step)
            source.spots.setdefault(steps, row.spots[column.key])
        place[column.steps[-1]] = value
        steps = (*steps, column.steps[-1])
        source.spots[steps] = row.spots[column.key]
        if isinstance(value, list):
            source.spots.update({(*steps, at): row.spots[column.key] for at in range(len(value))})


def _of_columns(sheet: Sheet, values: dict[str, Any]) -> Iterator[tuple[Column, Any]]:
    columns: Iterable[Column] = sheet.columns
    return ((column, values[column.key]) for column in columns if column.key in values)

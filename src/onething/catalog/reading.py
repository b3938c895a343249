"""Reads a folder of definitions into a Catalog, or refuses it with every problem at once."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from onething.base.errors import Invalid, Problem
from onething.base.workdays import Calendar
from onething.catalog.catalog import NATION, Catalog, Lines
from onething.catalog.checks import check
from onething.catalog.definitions import Place, Year
from onething.catalog.faults import faults
from onething.catalog.periods import parse_day
from onething.catalog.places import Regions
from onething.catalog.shelves import Shelf, shelf_of
from onething.catalog.sources import Source, Spot, Steps, read_source

Key = tuple[str, str, str]
Written = tuple[Shelf, Source]
"""One definition that is not in a file yet, as a source of its own."""


def _shipped() -> Path:
    """Find the definitions that come with the program: named by ONETHING_SERVICES, in the package, or beside src/."""
    package = Path(__file__).resolve().parent.parent
    named = os.environ.get("ONETHING_SERVICES")
    places = [Path(named)] if named else [package / "services", package.parent.parent / "services"]
    return next((place for place in places if place.is_dir()), places[-1])


SERVICES = _shipped()


@dataclass
class Desk:
    """What reading has laid out so far: definitions by kind, region and id, where they stand, and what is wrong."""

    found: dict[tuple[str, str], dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    places: dict[Key, tuple[Source, Steps]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    replaced: frozenset[Key] = frozenset()

    def lay(self, shelf: Shelf, source: Source, steps: Steps, value: Any) -> None:
        """Take one definition; a second one of the same id is a problem."""
        if not isinstance(value, dict):
            self.problems.append(source.spot(steps).problem("catalog.not_keys"))
            return
        name = shelf.id or str(value.get(shelf.name, ""))
        key = (shelf.kind, shelf.region, name)
        if key in self.replaced:
            return
        if name and key in self.places:
            first = self.places[key]
            other = first[0].spot((*first[1], shelf.name))
            spot = source.spot((*steps, shelf.name))
            self.problems.append(
                spot.problem("catalog.duplicate_id", name=name, other=f"{other.file}:{other.line}")
            )
            return
        self.places[key] = (source, steps)
        try:
            self.found[shelf.kind, shelf.region][name] = shelf.model.model_validate(value)
        except ValidationError as error:
            self.problems += faults(error, source, steps)

    def set_aside(self, shelf: Shelf, file: PurePosixPath) -> None:
        """Remember a file that cannot be read, so that those that name what is in it are not blamed."""
        if shelf.rows:
            self.unread.add(shelf.kind)
        else:
            self.places[shelf.kind, shelf.region, shelf.id or file.stem] = (Source(str(file), None, {}), ())

    def kind(self, kind: str) -> dict[str, Any]:
        """Give the nation's definitions of a kind."""
        return self.found.get((kind, NATION), {})

    def regional(self, kind: str) -> dict[str, dict[str, Any]]:
        """Give the definitions of a kind by region."""
        return {
            region: rows for (name, region), rows in self.found.items() if name == kind and region != NATION
        }


def read(folder: Path, base: Path | None = None) -> Catalog:
    """Read services/, or a folder in the same layout laid over it.

    A folder without nation/departments.yaml only adds to `base` (the shipped definitions unless named).
    Raises Invalid with all problems, in the order of files and lines.
    """
    if not folder.is_dir():
        raise Invalid(Problem("catalog.no_folder", file=str(folder)))
    catalog, problems = read_with((), folder, base)
    if problems:
        raise Invalid(*problems)
    return catalog


def read_with(
    drafts: Sequence[Written], folder: Path, base: Path | None = None
) -> tuple[Catalog, list[Problem]]:
    """Read a folder as if drafts stood in it, in place of what stands there under the same id; also give the problems.

    What is not well formed by itself is left out of the catalog.
    """
    base = base or base_of(folder, drafts)
    desk = Desk()
    for shelf, source in drafts:
        desk.lay(shelf, source, (), source.value)
    desk.replaced = frozenset(desk.places)
    for layer in (base, folder) if base and base.resolve() != folder.resolve() else (folder,):
        _read_folder(desk, layer)
    catalog = _catalog(desk)
    return catalog, _sorted([*desk.problems, *check(catalog)])


def base_of(folder: Path, drafts: Sequence[Written] = ()) -> Path | None:
    """Give the definitions that a folder is laid over. None: it has departments, so it is complete by itself."""
    complete = any(shelf.kind == "departments" and shelf.rows for shelf, _ in drafts)
    return None if complete or (folder / "nation" / "departments.yaml").is_file() else SERVICES


@cache
def shipped() -> Catalog:
    """Give the definitions in force, read once per process."""
    return read(SERVICES)


def _read_folder(desk: Desk, folder: Path) -> None:
    for path, file in _files(folder):
        shelf = shelf_of(file)
        if not shelf:
            desk.problems.append(Spot(str(file)).problem("catalog.unknown_file"))
            continue
        source, problems = read_source(path, str(file))
        desk.problems += problems
        if source is None:
            desk.set_aside(shelf, file)
        elif not shelf.rows:
            desk.lay(shelf, source, (), source.value)
        elif isinstance(source.value, list):
            for number, row in enumerate(source.value):
                desk.lay(shelf, source, (number,), row)
        else:
            desk.problems.append(source.spot(()).problem("catalog.not_a_list"))
            desk.set_aside(shelf, file)


def _files(folder: Path) -> Iterator[tuple[Path, PurePosixPath]]:
    """Give every YAML file and its name inside the folder."""
    for path in sorted(folder.rglob("*")):
        file = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_file() and path.suffix in (".yaml", ".yml"):
            yield path, file


def _catalog(desk: Desk) -> Catalog:
    places: Mapping[str, Place] = desk.kind("regions")
    return Catalog(
        departments=desk.kind("departments"),
        registries=desk.kind("registries"),
        elements=desk.kind("elements"),
        documents=desk.kind("documents"),
        items=desk.kind("items"),
        things=desk.kind("things"),
        overlays=desk.regional("things"),
        local_departments=desk.regional("departments"),
        local_items=desk.regional("items"),
        examples={region: rows for (kind, region), rows in desk.found.items() if kind == "examples"},
        regions=Regions({code: place.name for code, place in places.items()}),
        calendar=_calendar(desk.kind("calendar")),
        years=desk.kind("calendar"),
        stages=desk.kind("stages"),
        batches=desk.kind("lists"),
        list_states=desk.regional("lists"),
        words=desk.kind("words"),
        shapes=desk.kind("shapes"),
        lines=Lines(desk.places, frozenset(desk.unread)),
        figures=desk.kind("figures"),
    )


def _calendar(years: Mapping[str, Year]) -> Calendar:
    def days(key: str) -> frozenset[int]:
        written = (text for year in years.values() for text in getattr(year, key))
        return frozenset(day.toordinal() for day in map(parse_day, written) if day)

    return Calendar(days("holidays"), days("makeup"), frozenset(year.year for year in years.values()))


def _sorted(problems: list[Problem]) -> list[Problem]:
    unique = {(p.file, p.line, p.column, p.code, str(p.values)): p for p in problems}
    return [unique[key] for key in sorted(unique)]

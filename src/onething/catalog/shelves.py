"""Which file of services/ holds what: a list of definitions, or one."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from onething.catalog.catalog import NATION
from onething.catalog.definitions import (
    Batch,
    Definition,
    Department,
    DocumentType,
    Element,
    Example,
    Item,
    ListState,
    LocalDepartment,
    Place,
    Published,
    Registry,
    Shape,
    Stage,
    Thing,
    ThingOverlay,
    Word,
    Year,
)

_REGION = re.compile(r"[0-9]{6}")
_LISTS: dict[str, tuple[type[Definition], str]] = {
    "departments": (Department, "id"),
    "registries": (Registry, "id"),
    "elements": (Element, "id"),
    "documents": (DocumentType, "id"),
    "regions": (Place, "code"),
    "calendar": (Year, "year"),
    "stages": (Stage, "id"),
    "lists": (Batch, "id"),
    "words": (Word, "say"),
    "shapes": (Shape, "id"),
    "figures": (Published, "id"),
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a file holds: definitions of one kind and region, named by the key `name`; `rows`: a list of them.

    `id` names the one definition of a file where the file's own name does.
    """

    kind: str
    region: str
    model: type[Definition]
    name: str
    rows: bool
    id: str = ""


def shelf_of(path: PurePosixPath) -> Shelf | None:
    """Tell what a file may hold by its path inside services/. None: nothing is read from such a file."""
    if path.suffix != ".yaml":
        return None
    match path.parts:
        case ("nation", _) if path.stem in _LISTS:
            return Shelf(path.stem, NATION, *_LISTS[path.stem], rows=True)
        case ("nation", ("elements" | "documents" | "registries" | "departments") as kind, _):
            return Shelf(kind, NATION, *_LISTS[kind], rows=True)
        case ("nation", "items", _, _):
            return Shelf("items", NATION, Item, "id", rows=False)
        case ("nation", "things", _):
            return Shelf("things", NATION, Thing, "id", rows=False)
        case ("nation", "examples", thing, _):
            return _examples(NATION, thing, path)
        case ("regions", region, *rest) if _REGION.fullmatch(region) and region != NATION:
            return _local_shelf(region, rest, path)
    return None


def _local_shelf(region: str, rest: list[str], path: PurePosixPath) -> Shelf | None:
    match rest:
        case ["departments.yaml"]:
            return Shelf("departments", region, LocalDepartment, "department", rows=True)
        case ["lists.yaml"]:
            return Shelf("lists", region, ListState, "entry", rows=True)
        case ["items", _, _]:
            return Shelf("items", region, Item, "id", rows=False)
        case ["things", _]:
            return Shelf("things", region, ThingOverlay, "thing", rows=False)
        case ["examples", thing, _]:
            return _examples(region, thing, path)
    return None


def _examples(region: str, thing: str, path: PurePosixPath) -> Shelf:
    return Shelf("examples", region, Example, "name", rows=False, id=f"{thing}/{path.stem}")

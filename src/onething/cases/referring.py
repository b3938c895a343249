"""What an example names: items, fields and documents of a route, at the place where it names them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onething.base.errors import Invalid, Problem
from onething.catalog.catalog import Lines
from onething.catalog.faults import near
from onething.plans.keys import base_key
from onething.plans.release import Release
from onething.plans.route import Route

_ITEM = re.compile(r"([^/#]+)(?:/([^#]+))?(?:#(\d+))?")


@dataclass(frozen=True, slots=True)
class Spots:
    """Where an example is written, so that problems name file and line."""

    lines: Lines
    folder: str
    id: str

    def problem(self, code: str, /, *steps: str | int, **values: Any) -> Problem:
        """Say that something about the example is wrong, at the place that the steps lead to."""
        return self.lines.problem(code, "examples", self.id, *steps, region=self.folder, **values)


def is_meant(wanted: str, item: str) -> bool:
    """Tell whether a reference means an item: one without type or number means any."""
    means, is_one = (_parts(written) for written in (wanted, item))
    return all(meant in ("", found) for meant, found in zip(means, is_one, strict=True))


def numbers_of(route: Route, wanted: str, spots: Spots, *steps: str | int) -> list[int]:
    """Give the items of a route that a reference means, first members first.

    Raises Invalid for an item that the thing does not have, or that is not on this route.
    """
    check_item(route.release, wanted, spots, *steps)
    numbers = [number for number in route.items if is_meant(wanted, route.plan(number).item)]
    if not numbers:
        raise Invalid(spots.problem("example.item_not_here", *steps, item=wanted, found=named(route)))
    return numbers


def check_item(release: Release, wanted: str, spots: Spots, *steps: str | int) -> None:
    """Refuse an item that the thing does not have. Raises Invalid."""
    known = [item.item for item in release.items]
    if not any(is_meant(wanted.partition("#")[0], item) for item in known):
        raise Invalid(spots.problem("example.unknown_item", *steps, item=wanted, known=near(wanted, known)))


def check_key(release: Release, wanted: str, spots: Spots, *steps: str | int) -> None:
    """Refuse a field or document that the thing does not have. Raises Invalid."""
    code = "example.unknown_document" if "@" in wanted else "example.unknown_field"
    known = {slot.key for slot in release.documents} if "@" in wanted else fields_of(release)
    if base_key(wanted) not in known:
        raise Invalid(spots.problem(code, *steps, key=wanted, known=near(wanted, known)))


def is_written(wanted: str, spots: Spots) -> bool:
    """Tell whether any definition has what a reference names, though this thing may not have it here."""
    if "@" in wanted:
        return wanted.partition("@")[0] in spots.lines.ids("documents")
    if "." in wanted:
        return wanted.partition(".")[2] in spots.lines.ids("elements")
    return any(kind == "items" and name == _parts(wanted)[0] for kind, _, name in spots.lines.places)


def fields_of(release: Release) -> set[str]:
    """Give every field that the thing asks or makes."""
    return {field.key for field in release.fields} | {key for item in release.items for key in item.gives}


def means(wanted: str, keys: Iterable[str]) -> list[str]:
    """Give the keys that a reference means; one of a list role without a number means every member."""
    return [key for key in keys if key == wanted or base_key(key) == wanted]


def named(route: Route) -> str:
    """List the items of a route."""
    return ", ".join(route.plan(number).item for number in route.items) or "—"


def _parts(written: str) -> tuple[str, str, str]:
    found = _ITEM.fullmatch(written)
    return (found[1], found[2] or "", found[3] or "") if found else (written, "", "")

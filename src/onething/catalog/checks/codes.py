"""Official codes must have the shape of their scheme and the right check digit."""

from collections.abc import Iterator, Mapping
from typing import Any

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.checks.scopes import every_item
from onething.catalog.codes import has_right_check, has_shape


def check_codes(catalog: Catalog) -> Iterator[Problem]:
    """Check the codes of items and document types."""
    for region, item in every_item(catalog):
        yield from _codes(catalog, ("items", item.id, region), item.codes)
    for kind in catalog.documents.values():
        yield from _codes(catalog, ("documents", kind.id, NATION), kind.codes)


def _codes(catalog: Catalog, place: tuple[str, str, str], codes: Mapping[Any, str]) -> Iterator[Problem]:
    kind, name, region = place
    for scheme, code in codes.items():
        spot = catalog.lines.spot(kind, name, "codes", scheme, region=region)
        if not has_shape(scheme, code):
            yield spot.problem("catalog.code_shape", scheme=scheme, found=code)
        elif not has_right_check(scheme, code):
            yield spot.problem("catalog.code_check", scheme=scheme, found=code)

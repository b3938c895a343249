"""What a region may change: it may add, shorten and offer more; it may not take away."""

from collections.abc import Iterator

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.checks.scopes import Scope, scopes
from onething.catalog.definitions import ThingOverlay
from onething.catalog.periods import parse_period


def check_overlays(catalog: Catalog) -> Iterator[Problem]:
    """Check every overlay against the nation's baseline."""
    for scope in scopes(catalog):
        if scope.region != NATION and isinstance(scope.own, ThingOverlay):
            yield from _limit(scope, scope.own)
            yield from _more_needs_law(scope, scope.own)
    yield from _items_stay(catalog)


def _limit(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    for part in ("promised", "statutory"):
        here = getattr(overlay.limit, part, None)
        nation = getattr(scope.thing.limit, part)
        if here and nation and parse_period(here).days > parse_period(nation).days:
            yield scope.problem("catalog.overlay_limit_longer", "limit", part, here=here, nation=nation)


def _more_needs_law(scope: Scope, overlay: ThingOverlay) -> Iterator[Problem]:
    """Whatever makes a region ask more needs a legal basis."""
    if overlay.law:
        return
    for part in ("items", "questions", "eligible"):
        if getattr(overlay, part):
            yield scope.problem("catalog.overlay_asks_more_without_law", part, 0, part=part)


def _items_stay(catalog: Catalog) -> Iterator[Problem]:
    for region, items in catalog.local_items.items():
        for item in items.values():
            if item.id in catalog.items:
                yield catalog.lines.problem(
                    "catalog.overlay_replaces_item", "items", item.id, "id", region=region, name=item.id
                )
            if not item.law:
                yield catalog.lines.problem(
                    "catalog.local_item_without_law", "items", item.id, region=region, name=item.id
                )

"""A look-up asks a registry only for what it has, by the element it is asked by, for roles that exist."""

from collections.abc import Iterator

from onething.base.errors import Problem
from onething.catalog.catalog import Catalog
from onething.catalog.checks.scopes import Scope, scopes
from onething.catalog.definitions import Lookup, Registry
from onething.catalog.faults import near


def check_lookups(catalog: Catalog) -> Iterator[Problem]:
    """Check every look-up of every thing, and that a registry publishes only what it has."""
    for public in catalog.registries.values():
        yield from _published(catalog, public)
    for scope in scopes(catalog):
        for at, lookup in enumerate(scope.own.lookups):
            yield from _roles(scope, at, lookup)
            if registry := catalog.registries.get(lookup.registry):
                yield from _registry(scope, at, lookup, registry)


def _published(catalog: Catalog, registry: Registry) -> Iterator[Problem]:
    for at, name in enumerate(registry.public):
        if name not in registry.gives:
            values = {"registry": registry.id, "name": name, "known": near(name, registry.gives)}
            spot = catalog.lines.spot("registries", registry.id, "public", at)
            yield spot.problem("catalog.registry_does_not_give", **values)


def _roles(scope: Scope, at: int, lookup: Lookup) -> Iterator[Problem]:
    yield from scope.role_problems(lookup.by.partition(".")[0], "lookups", at, "by")
    for path in lookup.gives:
        yield from scope.role_problems(path.partition(".")[0], "lookups", at, "gives", path)
    for nth, slot in enumerate(lookup.proves):
        yield from scope.role_problems(slot.partition("@")[2], "lookups", at, "proves", nth)


def _registry(scope: Scope, at: int, lookup: Lookup, registry: Registry) -> Iterator[Problem]:
    if lookup.by.partition(".")[2] != registry.key:
        values = {"registry": registry.id, "wanted": registry.key}
        yield scope.problem("catalog.lookup_by_other_key", "lookups", at, "by", **values)
    for path, given in lookup.gives.items():
        if given not in registry.gives:
            values = {"registry": registry.id, "name": given, "known": near(given, registry.gives)}
            yield scope.problem("catalog.registry_does_not_give", "lookups", at, "gives", path, **values)
    for nth, slot in enumerate(lookup.proves):
        type_id = slot.partition("@")[0]
        if type_id not in registry.proves:
            values = {"registry": registry.id, "name": type_id, "known": near(type_id, registry.proves)}
            yield scope.problem("catalog.registry_does_not_prove", "lookups", at, "proves", nth, **values)

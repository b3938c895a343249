"""Finds the version of a thing that a command names: a folder of definitions, a published release, or its hash."""

from pathlib import Path

from onething.base.errors import Invalid, NotFound, Problem
from onething.catalog import read
from onething.plans.compose import compose
from onething.plans.release import Release
from onething.plans.release_bytes import release_hash

CURRENT = "current"
PREVIOUS = "previous"
SHORTEST = 8

Version = tuple[str, Release]
"""A release with its hash."""


def is_folder(name: str) -> bool:
    """Tell whether a name is that of a folder; anything else is looked for in the database."""
    return Path(name).is_dir()


def version(name: str, thing: str, region: str) -> Version:
    """Give the version named `name` of a thing for a region.

    A folder is composed. `current` and `previous` are the newest release that was published for exactly this region
    and the one before it. Anything else is a hash, or its first eight digits or more.
    """
    if is_folder(name):
        release = compose(read(Path(name)), thing, region)
        return release_hash(release), release
    return stored(name, thing, region)


def stored(name: str, thing: str, region: str) -> Version:
    """Give the published version named `name`, as `version` does."""
    from onething.plans.store import load, published

    hashes = published(thing, region)
    if not hashes:
        raise NotFound(Problem("plans.not_published", field=thing, values={"thing": thing, "region": region}))
    if name in (CURRENT, PREVIOUS):
        if name == PREVIOUS and len(hashes) < 2:
            raise NotFound(Problem("run.no_previous", field=thing, values={"thing": thing, "region": region}))
        found = hashes[name == PREVIOUS]
    else:
        found = _by_digits(name, hashes)
    return found, load(found)


def _by_digits(name: str, hashes: list[str]) -> str:
    fitting = [one for one in hashes if one.startswith(name)]
    if len(name) < SHORTEST or len(fitting) > 1:
        raise Invalid(Problem("run.short_hash", field=name, values={"hash": name, "digits": SHORTEST}))
    if not fitting:
        raise NotFound(Problem("plans.unknown_release", field=name, values={"hash": name}))
    return fitting[0]

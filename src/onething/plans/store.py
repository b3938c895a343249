"""Publishes releases and gives them back. Loaded releases stay in memory: they never change."""

from functools import lru_cache

from onething.base.errors import NotFound, Problem
from onething.plans.models import PublishedRelease
from onething.plans.release import Release
from onething.plans.release_bytes import decode, encode, release_hash


def publish(release: Release, at: int) -> str:
    """Put a release in force from `at` (ms) on; gives its hash. Publishing the newest content again changes nothing."""
    name = release_hash(release)
    PublishedRelease.objects.get_or_create(
        hash=name,
        defaults={"thing": release.thing, "region": release.region, "content": encode(release), "published": at},
    )
    return name


@lru_cache(maxsize=512)
def load(name: str) -> Release:
    """Give a release by its hash. Raises NotFound (plans.unknown_release)."""
    row = PublishedRelease.objects.filter(hash=name).first()
    if row is None:
        raise NotFound(Problem("plans.unknown_release", values={"hash": name}))
    return decode(bytes(row.content))


def current(thing: str, region: str) -> tuple[str, Release]:
    """Give the release in force for a thing: of the county, else its city, its province, the nation.

    Raises NotFound (plans.not_published) where there is none.
    """
    for place in dict.fromkeys((region, f"{region[:4]}00", f"{region[:2]}0000", "000000")):
        rows = PublishedRelease.objects.filter(thing=thing, region=place).order_by("-published")
        name = rows.values_list("hash", flat=True).first()
        if name is not None:
            return name, load(name)
    raise NotFound(Problem("plans.not_published", values={"thing": thing}))


def in_force(region: str) -> list[tuple[str, Release]]:
    """Give every thing as it is in force in a region, by name of the thing."""
    things = PublishedRelease.objects.values_list("thing", flat=True).distinct().order_by("thing")
    return [current(thing, region) for thing in things]

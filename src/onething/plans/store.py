"""Keeps releases: published once, read by hash for as long as any case runs on them."""

from onething.base.canonical import digest
from onething.base.errors import NotFound, Problem
from onething.plans import models
from onething.plans.bounded import Bounded
from onething.plans.cards import Card, card_of
from onething.plans.overlay import wider
from onething.plans.release import Release
from onething.plans.release_bytes import decode, encode

_loaded: Bounded[str, Release] = Bounded(512)
_cards: Bounded[str, Card] = Bounded(2048)


def publish(release: Release, at: int) -> str:
    """Make a release the current one of its thing and region from `at` (ms) on; gives its hash.

    Publishing what is current already changes nothing. Publishing an older release again makes it current again.
    """
    content = encode(release)
    release_hash = digest(content)
    rows = models.Release.objects.filter(thing=release.thing, region=release.region)
    newest = rows.order_by("-published_at", "hash").values_list("hash", flat=True).first()
    if newest != release_hash:
        row = models.Release(
            hash=release_hash, thing=release.thing, region=release.region, content=content, published_at=at
        )
        models.Release.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["hash"], update_fields=["published_at"]
        )
    return release_hash


def load(release_hash: str) -> Release:
    """Read a release. Raises NotFound (plans.unknown_release)."""
    found = _loaded.get(release_hash)
    if found is not None:
        return found
    content = models.Release.objects.filter(pk=release_hash).values_list("content", flat=True).first()
    if content is None:
        raise NotFound(Problem("plans.unknown_release", field=release_hash, values={"hash": release_hash}))
    return _loaded.put(release_hash, decode(bytes(content)))


def published(thing: str, region: str) -> list[str]:
    """Give the hashes of all releases of a thing for exactly this region, the current one first."""
    rows = models.Release.objects.filter(thing=thing, region=region).order_by("-published_at", "hash")
    return list(rows.values_list("hash", flat=True))


def current(thing: str, region: str) -> tuple[str, Release]:
    """Give the current release of a thing for a region, or for the nearest region around it that has one.

    Raises NotFound (plans.not_published).
    """
    places = wider(region)
    rows = (
        models.Release.objects.filter(thing=thing, region__in=places)
        .order_by("region", "-published_at", "hash")
        .distinct("region")
    )
    newest = dict(rows.values_list("region", "hash"))
    for place in places:
        if place in newest:
            return newest[place], load(newest[place])
    raise NotFound(Problem("plans.not_published", field=thing, values={"thing": thing, "region": region}))


def cards(region: str) -> dict[str, Card]:
    """Give everything that can be done in a region: the card of each thing's current release, by the release's hash.

    One query; a second one reads the releases that this process has not seen yet.
    """
    nearest = wider(region)
    rows = (
        models.Release.objects.filter(region__in=nearest)
        .order_by("thing", "region", "-published_at", "hash")
        .distinct("thing", "region")
        .values_list("thing", "region", "hash")
    )
    found: dict[str, tuple[int, str]] = {}
    for thing, place, release_hash in rows:
        here = (nearest.index(place), release_hash)
        found[thing] = min(found.get(thing, here), here)
    hashes = [release_hash for _, release_hash in found.values()]
    known = {release_hash: _cards.get(release_hash) for release_hash in hashes}
    missing = [release_hash for release_hash, card in known.items() if card is None]
    if missing:
        contents = models.Release.objects.filter(pk__in=missing).values_list("hash", "content")
        known |= {name: _cards.put(name, card_of(bytes(content))) for name, content in contents}
    return {release_hash: card for release_hash, card in known.items() if card is not None}

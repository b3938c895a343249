"""The things that can be done here: the current release of each, for the region of this node."""

from django.conf import settings

from onething.base.errors import NotFound
from onething.plans import models
from onething.plans.overlay import wider
from onething.plans.release import Release
from onething.plans.store import current


def thing_here(thing: str) -> tuple[str, Release]:
    """Give the hash and the release of a thing. Raises NotFound."""
    return current(thing, settings.REGION)


def things_here() -> list[Release]:
    """Give every published thing, in the order of life stages."""
    names = models.Release.objects.filter(region__in=wider(settings.REGION)).values_list("thing", flat=True)
    found = []
    for name in sorted(set(names)):
        try:
            found.append(thing_here(name)[1])
        except NotFound:
            continue
    return sorted(found, key=lambda release: (release.stage, release.thing))

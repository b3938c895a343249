"""The table of releases over a real PostgreSQL: published once, current by region, never changed."""

from dataclasses import replace
from uuid import uuid4

import pytest

from onething.base.errors import NotFound
from onething.plans import models, store
from onething.plans.release import Release
from onething.plans.release_bytes import release_hash
from tests.making import Node, release_of

pytestmark = pytest.mark.usefixtures("django_ready")


def made(region: str, thing: str, limit: int = 5) -> Release:
    return replace(release_of([Node()], limit), thing=thing, region=region)


@pytest.fixture
def thing() -> str:
    return f"thing-{uuid4().hex[:8]}"


def test_what_is_published_is_read_back_by_its_hash(thing: str, monkeypatch: pytest.MonkeyPatch):
    release = made("500000", thing)
    published = store.publish(release, 1)
    assert published == release_hash(release)
    monkeypatch.setattr(store, "_loaded", type(store._loaded)(8))
    assert store.load(published) == release
    assert store.load(published) is store.load(published)


def test_the_nearest_region_around_a_place_counts(thing: str):
    store.publish(made("000000", thing), 1)
    assert store.current(thing, "500101")[1].region == "000000"
    store.publish(made("500000", thing), 1)
    store.publish(made("500100", thing), 1)
    assert store.current(thing, "500101")[1].region == "500100"
    assert store.current(thing, "500200")[1].region == "500000"
    assert store.current(thing, "110000")[1].region == "000000"


def test_the_newest_release_is_current_and_the_older_one_stays(thing: str):
    first = store.publish(made("500000", thing, 5), 1)
    second = store.publish(made("500000", thing, 4), 2)
    assert store.current(thing, "500000")[0] == second
    assert store.load(first).limit == 5


def test_publishing_again_changes_nothing_unless_another_is_current(thing: str):
    first = store.publish(made("500000", thing, 5), 1)
    store.publish(made("500000", thing, 5), 7)
    assert models.Release.objects.get(pk=first).published_at == 1
    store.publish(made("500000", thing, 4), 8)
    store.publish(made("500000", thing, 5), 9)
    assert store.current(thing, "500000")[0] == first
    assert models.Release.objects.filter(thing=thing).count() == 2


def test_what_was_never_published_is_not_found(thing: str):
    with pytest.raises(NotFound):
        store.current(thing, "500000")
    with pytest.raises(NotFound):
        store.load("0" * 64)

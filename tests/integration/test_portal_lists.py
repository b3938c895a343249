"""Pages by stage of life and by national list: what can be done, what cannot yet, in both languages."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onething.base.texts import text
from onething.catalog import shipped
from tests.integration.test_portal_path import sign_in
from tests.portal_world import publish_all, visitor

CARDS = 1
WAITING_FOR_NOBODY = 1


@pytest.fixture(scope="module")
def client(django_ready):
    publish_all()
    return visitor()


def page(client, address: str, language: str = "zh") -> str:
    client.cookies["language"] = language
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_first_page_shows_both_lives_with_all_their_stages(client):
    content = page(client, "/")
    for stage in shipped().stages.values():
        assert f'href="/stages/{stage.id}"' in content
    assert content.index("/stages/birth") < content.index("/stages/death") < content.index("/stages/start")
    assert 'href="/things/newborn"' in content


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_stage_has_a_page_with_what_is_open_and_what_is_not(client, language):
    for stage in shipped().stages.values():
        content = page(client, f"/stages/{stage.id}", language)
        assert (stage.name.zh if language == "zh" else stage.name.en) in content
    birth = page(client, "/stages/birth", language)
    assert "/things/newborn" in birth
    assert text("portal.not_yet.short", language) in birth
    assert text("portal.stage.none", language) in page(client, "/stages/death", language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_lists_show_every_entry_with_where_it_stands(client, language):
    content = page(client, "/lists", language)
    for batch in shipped().batches.values():
        assert f'id="list-{batch.id}"' in content
        for entry in batch.entries:
            assert f'href="/things/{entry.id}"' in content
    assert text("portal.lists.unknown", language, n=7) in content
    assert text("portal.lists.here", language) in content
    assert text("portal.state.improved", language) in content
    assert text("portal.lists.no_document", language) in content


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_thing_that_is_not_defined_says_what_is_known_and_where_to_go(client, language):
    content = page(client, "/things/after-death", language)
    assert text("portal.not_yet.title", language) in content
    assert text("portal.not_yet.unsure", language) in content
    assert "国办函〔2025〕3号" in content
    assert "tel:12345" in content
    certain = page(client, "/things/foreign-workers", language)
    assert text("portal.not_yet.unsure", language) not in certain


def test_what_is_found_but_not_defined_is_said_so_and_what_is_unknown_is_not_guessed(client):
    assert text("portal.not_yet.short", "zh") in page(client, "/?q=高龄津贴")
    content = page(client, "/?q=捡到一个钱包")
    assert "捡到一个钱包" in content
    assert text("portal.home.nothing_help", "zh") in content


@pytest.mark.parametrize(
    "address",
    ["/stages/nothing", "/stages/birth/", "/things/nothing", "/lists/2024-1", "/things/after-death/start"],
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_pages_are_the_same_for_everybody(client):
    signed_in = sign_in("second_mother")
    for address in ("/lists", "/stages/birth", "/things/after-death"):
        ours = re.search(r"<main.*</main>", page(client, address), re.S)
        theirs = re.search(r"<main.*</main>", signed_in.get(address).content.decode(), re.S)
        assert ours
        assert theirs
        assert ours.group() == theirs.group()


def test_a_page_needs_one_query_however_many_things_it_shows(client):
    assert queries_of(client, "/lists") <= CARDS
    assert queries_of(client, "/stages/birth") <= CARDS
    assert queries_of(client, "/") <= CARDS + WAITING_FOR_NOBODY
    assert queries_of(client, "/?q=上户口") <= CARDS + WAITING_FOR_NOBODY
    assert queries_of(client, "/things/after-death") <= 1 + CARDS


def test_pages_are_small_and_need_no_script_of_their_own(client):
    for address in ("/", "/lists", "/stages/birth", "/things/after-death"):
        content = page(client, address)
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", content)
        assert len(content.encode()) < 60_000


def test_only_what_is_published_here_is_open(client):
    from onething.plans.store import cards

    found = cards("500000")
    assert {card.thing for card in found.values()} >= {"newborn"}
    (chongqing,) = [name for name, card in found.items() if card.thing == "newborn"]
    (nation,) = [name for name, card in cards("110000").items() if card.thing == "newborn"]
    assert chongqing != nation
    assert cards("110000")[nation].stage == "birth"

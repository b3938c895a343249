"""Every address of the portal as nobody, as its owner, as somebody else: what is not yours does not exist."""

import re

import pytest

from tests.integration.test_portal_path import begin, sign_in, submitted
from tests.portal_world import publish_all, visitor

OF_A_DRAFT = (
    "",
    "/part/child",
    "/part/mother",
    "/part/father",
    "/documents",
    "/delivery",
    "/check",
    "/who-sees-what",
)
OF_A_CASE = (
    "",
    "/receipt",
    "/who-sees-what",
    "/lanes/0",
    "/sign",
    "/renew",
    "/correct",
    "/results",
    "/withdraw",
)
OPEN = (
    "/",
    "/?q=上户口",
    "/?q=nothing-like-it",
    "/sign-in",
    "/things/newborn",
    "/things/newborn/questions/born_in_region",
)


@pytest.fixture(scope="module")
def world(django_ready):
    publish_all()
    mother = sign_in("mother")
    return {
        "mother": mother,
        "other": sign_in("second_mother"),
        "draft": begin(mother),
        "case": submitted(mother),
    }


@pytest.mark.parametrize("address", OPEN)
def test_guides_are_open_to_everybody(world, address):
    assert visitor().get(address).status_code == 200
    assert world["mother"].get(address).status_code == 200


@pytest.mark.parametrize("kind", ["draft", "case"])
def test_what_is_not_yours_does_not_exist(world, kind):
    for part in OF_A_DRAFT if kind == "draft" else OF_A_CASE:
        address = f"/{kind}s/{world[kind]}{part}"
        nobody = visitor().get(address)
        assert (nobody.status_code, nobody["Location"][:8]) == (303, "/sign-in"), address
        assert world["other"].get(address).status_code == 404, address
        assert world["other"].post(address).status_code in (404, 405), address
        own = world["mother"].get(address)
        # A page that has nothing to ask leads back to the case.
        assert own.status_code in (
            (200, 303) if part in ("/renew", "/correct") else (404,) if part == "/sign" else (200,)
        ), address
        assert own["Cache-Control"] == "no-store"


def test_nobody_else_sends_or_reads_a_draft(world):
    assert world["other"].post(f"/drafts/{world['draft']}/submit").status_code == 404
    assert world["mother"].get("/cases/00000000-0000-0000-0000-000000000007").status_code == 404
    assert world["mother"].get(f"/cases/{world['case']}/results/0/{'a' * 64}").status_code == 404


def test_pages_come_without_inline_script_or_style(world):
    for address in (*OPEN, f"/cases/{world['case']}", f"/drafts/{world['draft']}/part/child"):
        response = world["mother"].get(address)
        page = response.content.decode()
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", page), address
        assert len(page.encode()) < 60_000


def test_an_incomplete_form_is_told_what_is_missing(world):
    response = world["mother"].post(f"/drafts/{world['draft']}/submit")
    assert response.status_code == 422
    assert "姓名" in response.content.decode()


def test_language_and_size_stay_on_the_page(world):
    client = visitor()
    response = client.get("/settings?language=en&next=/things/newborn")
    assert response["Location"] == "/things/newborn"
    assert "Birth of a child" in client.get("/things/newborn").content.decode()
    client.get("/settings?size=extra")
    assert 'data-size="extra"' in client.get("/").content.decode()
    assert client.get("/settings?next=https://example.org/")["Location"] == "/"
    assert client.get("/settings?next=//example.org/")["Location"] == "/"


def test_a_form_without_its_token_is_told_calmly(world):
    client = visitor(enforce_csrf_checks=True)
    response = client.post("/sign-in", {"person": "mother"})
    assert response.status_code == 419
    assert re.search(r"\d{6}", response.content.decode())

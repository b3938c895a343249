"""Registries asked for a draft, over real HTTP: what they know is filled in, what is down is asked again."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest

from onething.base.actor import Actor
from onething.cases.clock import now
from onething.cases.drafts import save_draft, start_draft
from onething.cases.models import Draft
from onething.exchange import registries
from onething.exchange.lookups import is_waiting, lookups_of, request_lookups
from onething.exchange.models import Lookup
from onething.exchange.runner import perform_due
from onething.papers.store import holding_of
from onething.people.demo import FILE
from onething.plans.release import LookupPlan
from onething.plans.store import publish
from onething_simulator.registry import server
from tests.integration.api_stage import WORDS
from tests.integration.serving import in_background
from tests.making import REGION, Node, release_of

pytestmark = pytest.mark.usefixtures("django_ready")
MOTHER, FATHER = "990101199506120029", "990101199303080012"


def plan(registry: str, by: str, proves: tuple[str, ...] = (), **gives: str) -> LookupPlan:
    pairs = tuple((field.replace("__", "."), element) for field, element in gives.items())
    return LookupPlan(registry, WORDS, "police", "law", by, pairs, proves, "ask")


LOOKUPS = (
    plan(
        "marriage-registry",
        "mother.id_number",
        ("marriage-certificate@parents",),
        father__id_number="spouse_id_number",
        father__name="spouse_name",
    ),
    plan(
        "household-register",
        "father.id_number",
        ("household-register@father",),
        father__ethnicity="ethnicity",
    ),
)


@pytest.fixture
def trouble(tmp_path, monkeypatch):
    """All registries, and the file that puts them in trouble."""
    path = tmp_path / "trouble"
    with in_background(server(0, FILE, path)) as url:
        monkeypatch.setenv(registries.VARIABLE, json.dumps({"*": url}))
        registries.addresses.cache_clear()
        yield path
    registries.addresses.cache_clear()


class Filling:
    """Somebody who fills in a draft."""

    def __init__(self, **answers):
        Lookup.objects.all().delete()
        self.release = replace(release_of([Node()]), lookups=LOOKUPS)
        self.actor = Actor("person", uuid4().hex)
        given = {key.replace("__", "."): value for key, value in answers.items()}
        release_hash = publish(self.release, now())
        self.draft = start_draft(self.actor, release_hash, "made-up", REGION, given)

    def request(self) -> int:
        return request_lookups(Draft.objects.get(id=self.draft.id), self.release)

    def fresh(self) -> Draft:
        return Draft.objects.get(id=self.draft.id)


def test_one_answer_leads_to_the_next_question(trouble):
    filling = Filling(mother__id_number=[MOTHER, "account"])
    assert (filling.request(), filling.request()) == (1, 0)
    assert is_waiting(filling.draft.id)
    assert [perform_due(), perform_due(), perform_due()] == [1, 1, 0]
    draft = filling.fresh()
    assert draft.answers["father.id_number"] == [FATHER, "registry:marriage-registry"]
    assert draft.answers["father.ethnicity"] == ["han", "registry:household-register"]
    digest, way, name = draft.documents["household-register@father"]
    assert (way, name) == ("registry", "居民户口簿.pdf")
    assert holding_of(filling.actor, digest).name == name
    assert draft.version == filling.draft.version
    states = [(lookup.registry, lookup.state) for lookup in lookups_of(filling.draft.id)]
    assert states == [("marriage-registry", "found"), ("household-register", "found")]
    assert not is_waiting(filling.draft.id)
    assert {lookup.subject for lookup in lookups_of(filling.draft.id)} == {""}


def test_a_number_somebody_typed_opens_no_records(trouble):
    filling = Filling(mother__id_number=[MOTHER, "applicant"], father__id_number=[FATHER, "applicant"])
    assert filling.request() == 0
    assert perform_due() == 0


def test_for_a_typed_number_a_registry_tells_only_what_it_publishes(trouble):
    filling = Filling(mother__id_number=["nobody", "applicant"])
    marriage, household = LOOKUPS
    filling.release = replace(
        filling.release, lookups=(replace(marriage, public=("father.name",)), household)
    )
    assert (filling.request(), filling.request()) == (1, 0)
    assert perform_due() == 1
    assert [lookup.state for lookup in lookups_of(filling.draft.id)] == ["not_found"]
    save_draft(filling.actor, filling.draft.id, {"mother.id_number": [MOTHER, "applicant"]})
    assert filling.request() == 1, "a number put right is asked by anew"
    assert perform_due() == 1
    draft = filling.fresh()
    assert draft.answers["father.name"][1] == "public:marriage-registry"
    assert "father.id_number" not in draft.answers
    assert draft.documents == {}
    assert perform_due() == 0, "what was published is no key to more"
    save_draft(filling.actor, filling.draft.id, {"mother.id_number": ["nobody else", "applicant"]})
    assert filling.request() == 1
    assert "father.name" not in filling.fresh().answers, "what belongs to another number is gone"


def test_what_somebody_typed_is_not_written_over(trouble):
    filling = Filling(mother__id_number=[MOTHER, "account"], father__name=["自己填", "applicant"])
    filling.request()
    perform_due()
    assert filling.fresh().answers["father.name"] == ["自己填", "applicant"]


def test_what_nobody_knows_is_not_found(trouble):
    filling = Filling(mother__id_number=["990101198809230036", "account"])
    filling.request()
    perform_due()
    assert [lookup.state for lookup in lookups_of(filling.draft.id)] == ["not_found"]
    assert "father.name" not in filling.fresh().answers


def test_a_registry_that_is_down_is_asked_again_later(trouble):
    trouble.write_text("down")
    filling = Filling(mother__id_number=[MOTHER, "account"])
    filling.request()
    assert perform_due() == 1
    (lookup,) = lookups_of(filling.draft.id)
    assert (lookup.state, lookup.tries) == ("down", 1)
    assert lookup.next_try is not None
    assert lookup.next_try > now()
    assert perform_due() == 0
    trouble.unlink()
    Lookup.objects.filter(id=lookup.id).update(next_try=now())
    assert perform_due() == 1
    assert lookups_of(filling.draft.id)[0].state == "found"


def test_nobody_is_asked_about_for_a_draft_that_is_gone(trouble):
    trouble.write_text("down")
    filling = Filling(mother__id_number=[MOTHER, "account"])
    filling.request()
    Draft.objects.filter(id=filling.draft.id).delete()
    perform_due()
    (lookup,) = lookups_of(filling.draft.id)
    assert (lookup.next_try, lookup.subject) == (None, "")


def test_a_slow_registry_counts_as_down(trouble, monkeypatch):
    monkeypatch.setattr(registries, "TIMEOUT_SECONDS", 0.1)
    trouble.write_text("0.5")
    filling = Filling(mother__id_number=[MOTHER, "account"])
    filling.request()
    perform_due()
    assert lookups_of(filling.draft.id)[0].state == "down"


def test_a_registry_not_connected_is_down(monkeypatch):
    monkeypatch.delenv(registries.VARIABLE, raising=False)
    registries.addresses.cache_clear()
    filling = Filling(mother__id_number=[MOTHER, "account"])
    filling.request()
    perform_due()
    assert lookups_of(filling.draft.id)[0].state == "down"


def test_an_answer_does_not_cost_a_page_its_version(trouble):
    filling = Filling(mother__id_number=[MOTHER, "account"])
    filling.request()
    perform_due()
    saved = save_draft(
        filling.actor, filling.draft.id, {"child.f0": ["x", "applicant"]}, seen=filling.draft.version
    )
    assert saved.answers["father.name"][1] == "registry:marriage-registry"

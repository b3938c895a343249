"""Past cases tried on a new definition: compared with the release they ran on, and nobody can be told from them."""

from dataclasses import replace
from uuid import uuid4

import msgspec
import pytest

from onething.cases.clock import now
from onething.cases.door import handle
from onething.cases.past import past_cases
from onething.catalog import SERVICES, read
from onething.plans.compose import compose
from onething.plans.routing import find_route
from onething.plans.store import publish
from onething.run.commands.simulate import _past
from onething.run.trial import Trial, tried
from tests.integration.working import person, submission

REGION = "500000"
NAME = "编造的名字"
CHOSEN = {
    "answers.married": False,
    "answers.has_certificate": True,
    "answers.born_in_region": True,
    "answers.under_12_months": True,
    "answers.mother_insured": False,
}


@pytest.fixture(scope="module")
def sent(django_ready):
    """One case, sent on a release that asked for nothing more than the shipped one."""
    catalog = read(SERVICES)
    release = replace(compose(catalog, "newborn", REGION), summary={"zh": uuid4().hex, "en": "older"})
    name = publish(release, now())
    route = find_route(release, name, {"applicant": "mother", **CHOSEN})
    answers = {key: [value, "answer"] for key, value in CHOSEN.items()}
    answers |= {"child.name": [NAME, "applicant"], "mother.id_number": ["500101200001010000", "account"]}
    command = msgspec.structs.replace(submission(name, route.items, person()), answers=answers)
    assert handle([command])[0].status == "taken"
    return catalog, release


def test_only_choices_leave_the_database(sent):
    _, release = sent
    (case,) = [case for case in past_cases("newborn", REGION) if case.release == release]
    assert case.answers == {"applicant": "mother", **CHOSEN}
    assert NAME not in str(case.answers)


def test_a_past_case_is_compared_with_the_release_it_ran_on(sent):
    catalog, _ = sent
    thing = catalog.things["newborn"]
    fewer = tuple(entry for entry in thing.items if entry.item != "vaccination-record")
    things = {**catalog.things, "newborn": thing.model_copy(update={"items": fewer})}
    trial = tried(replace(catalog, things=things), _past("newborn", REGION), Trial())
    gone = [row for row in trial.rows() if row["what"] == "item"]
    assert [(row["key"], row["came"], row["examples"]) for row in gone] == [("vaccination-record", False, [])]
    assert trial.people == gone[0]["people"]


def test_a_thing_that_is_gone_is_counted_and_not_tried(sent):
    catalog, _ = sent
    trial = tried(replace(catalog, things={}), _past("newborn", REGION), Trial())
    assert trial.gone["newborn"] >= 1
    assert trial.people == 0

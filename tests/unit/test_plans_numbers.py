"""Clocks, effect and the real newborn thing."""

import json
import re
from pathlib import Path

import pytest

import onething
from onething.base.texts import has_text
from onething.catalog import SERVICES, read
from onething.plans.bounded import Bounded
from onething.plans.clocks import schedule
from onething.plans.compose import compose
from onething.plans.describe import describe
from onething.plans.effect import Change, effect
from onething.plans.release import Release
from onething.plans.release_bytes import release_hash
from onething.plans.render import render
from onething.plans.routing import find_route
from tests.unit.composing import REGION, catalog, composed, document, item, thing, words

EVERYTHING = {
    "applicant": "mother",
    "answers.born_in_region": True,
    "answers.under_12_months": "under",
    "answers.married": True,
    "answers.same_ethnicity": True,
    "answers.has_certificate": False,
    "answers.settle_with": "mother",
    "answers.mother_insured": True,
    "answers.paid_first": True,
    "answers.want_guidance": True,
}


@pytest.fixture(scope="module")
def newborn() -> Release:
    return compose(read(SERVICES), "newborn", REGION)


def chain() -> Release:
    return composed(
        [
            item("a", ["child.name"], gives=["child.x"], limit={"promised": "2 working days"}),
            item("b", ["child.x"], limit={"promised": "4 working days"}),
            item("c", ["child.name"], limit={"statutory": "5 working days"}),
            item("d", ["child.name"], limit={}),
        ]
    )


def test_the_critical_path_is_the_longest_chain_of_limits():
    plan = schedule(find_route(chain(), release_hash(chain()), {}))
    assert [(slot.start, slot.finish) for slot in plan.slots] == [(0, 2), (2, 6), (0, 5), (0, 0)]
    assert plan.critical_path == (0, 1)
    assert (plan.length, plan.limit, plan.unknown) == (6, 5, (3,))


def test_days_after_are_the_joint_limit_or_a_shorter_chain_that_is_certain():
    def days(*limits: str) -> Change:
        items = [item(f"i-{n}", limit={"promised": one} if one else {}) for n, one in enumerate(limits)]
        release = composed(items)
        return effect(find_route(release, release_hash(release), {})).days

    assert days("2 working days", "3 working days") == Change(5, 3)
    assert days("9 working days") == Change(9, 5)
    assert days("2 working days", "") == Change(2, 5)


def test_the_effect_counts_the_same_things_before_and_after():
    release = composed(
        [
            item(
                "one", ["child.name", "mother.name"], ["photo@child", "request@child"], makes=["card@child"]
            ),
            item("two", ["child.name"], ["card@child", "photo@child"], alone={"visits": 2, "steps": 3}),
        ],
        documents=[document("request", "form")],
    )
    found = effect(find_route(release, release_hash(release), {"applicant": "mother"}))
    assert found.forms == Change(2, 1)
    assert found.fields == Change(3, 1)
    assert found.documents == Change(3, 1)
    assert found.visits == Change(3, 0)
    assert found.steps == Change(4, 1)


def test_one_visit_remains_where_results_must_be_collected():
    the_thing = thing(
        ["one"], delivery=["window"], signs=[{"who": "other_applicants", "within": "1 calendar day"}]
    )
    release = compose(catalog(the_thing, [item("one", ["child.name"])]), "newborn", REGION)
    found = effect(find_route(release, release_hash(release), {"applicant": "mother"}))
    assert found.visits == Change(1, 1)
    assert found.steps == Change(1, 2)


def test_what_the_numbers_leave_out_is_said():
    release = composed([item("one", limit={}), item("two", confidence="inferred")])
    notes = effect(find_route(release, release_hash(release), {})).notes
    assert [note["zh"].endswith(name) for note, name in zip(notes, ("one", "two"), strict=True)] == [
        True,
        True,
    ]


def test_newborn_in_chongqing_is_ten_items_of_six_departments(newborn: Release):
    assert len(newborn.items) == 10
    assert len({one.department for one in newborn.items}) == 6
    assert newborn.limit == 5
    route = find_route(newborn, release_hash(newborn), EVERYTHING)
    assert len(route.items) == 10
    waits = {
        newborn.items[index].item: {newborn.items[other].item for other in others}
        for index, others in route.after.items()
    }
    assert waits["birth-registration"] == {"birth-certificate"}
    assert waits["social-security-card"] == {"birth-registration"}
    assert waits["vaccination-record"] == set()


def test_newborn_asks_less_than_the_items_one_by_one(newborn: Release):
    found = effect(find_route(newborn, release_hash(newborn), EVERYTHING))
    for change in (found.forms, found.fields, found.documents, found.visits, found.steps, found.days):
        assert change.after < change.before


def test_a_description_is_plain_data_and_shows_in_both_languages(newborn: Release):
    description = describe(find_route(newborn, release_hash(newborn), EVERYTHING), EVERYTHING)
    assert json.loads(json.dumps(description)) == description
    assert len(list(render(description, "zh"))) == len(list(render(description, "en")))
    assert {row["key"] for row in description["form"]} >= {"child.name", "mother.id_number"}
    assert description["not_eligible"] == []


def test_every_problem_of_this_room_has_words_and_a_remedy():
    folder = Path(onething.__file__).parent / "plans"
    codes = {
        code
        for path in folder.glob("*.py")
        for code in re.findall(r'"(plans\.(?:cycle|conflict_\w+|un\w+|not_\w+))"', path.read_text())
    }
    assert len(codes) >= 10
    assert not [code for code in codes for kind in ("problem", "remedy") if not has_text(f"{kind}.{code}")]


def test_a_bounded_cache_forgets_the_oldest():
    cache = Bounded[int, str](2)
    for number in range(3):
        assert cache.put(number, words(str(number))["zh"]) == str(number)
    assert (len(cache), cache.get(0), cache.get(2)) == (2, None, "2")

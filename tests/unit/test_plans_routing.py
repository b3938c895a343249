"""Which items, fields, documents and signers answers lead to."""

from typing import Any

import pytest

from onething.plans import routing
from onething.plans.compose import compose
from onething.plans.eligibility import failed
from onething.plans.questions import next_question, visible
from onething.plans.release import Release
from onething.plans.release_bytes import release_hash
from onething.plans.route import Route
from onething.plans.routing import find_route, route_of
from onething.plans.views import department_views, item_view
from tests.unit.composing import REGION, catalog, document, element, item, thing, words


def question(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "ask": words(id), "answer": "yes_no", **more}


@pytest.fixture
def release() -> Release:
    """A certificate that only some need, a registration that needs it, a card that follows; two questions."""
    items = [
        item("certificate", ["child.name", "mother.name"], makes=["certificate@child"], department="health"),
        item(
            "registration",
            ["child.name", {"element": "father.town", "when": "child.with_father"}, "child.with_father"],
            ["certificate@child", {"type": "statement", "of": "child", "when": "answers.late"}],
            ["child.number"],
        ),
        item("card", ["child.number", {"element": "mother.name", "required": False}], department="bank"),
    ]
    the_thing = thing(
        [{"item": "certificate", "when": "!answers.has_certificate"}, "registration", "card"],
        questions=[
            question("has_certificate"),
            question("late", when="answers.has_certificate"),
            question("with_father", fills="child.with_father"),
        ],
        eligible=[
            {"id": "in_time", "rule": "!answers.late", "otherwise": words("no"), "remedy": words("go")}
        ],
        signs=[{"who": "other_applicants", "within": "1 calendar day", "when": "child.with_father"}],
    )
    made = catalog(
        the_thing,
        items,
        [element("with_father", "yes_no")],
        [document("certificate", "produced", "upload"), document("statement", "upload")],
    )
    return compose(made, "newborn", REGION)


def route(release: Release, **answers: Any) -> Route:
    named = {f"answers.{name}": value for name, value in answers.items() if name != "applicant"}
    return find_route(release, release_hash(release), {"applicant": "mother", **named, **answers})


def names(found: Route) -> list[str]:
    return [found.release.items[index].item for index in found.items]


def keys(found: Route) -> dict[str, tuple[str, ...]]:
    return {slot.key: slot.ways for slot, _ in found.documents}


def test_a_skipped_item_is_nowhere_and_its_paper_is_had_the_next_way(release: Release):
    found = route(release, has_certificate=True)
    assert names(found) == ["registration", "card"]
    assert found.after == {1: (), 2: (1,)}
    assert found.dependents == {1: (2,), 2: ()}
    assert keys(found)["certificate@child"] == ("upload",)
    assert all(need.item in found.items for field, _ in found.fields for need in field.needs)


def test_what_an_item_of_the_route_makes_is_not_asked_for(release: Release):
    found = route(release, has_certificate=False)
    assert names(found) == ["certificate", "registration", "card"]
    assert found.after[1] == (0,)
    assert keys(found)["certificate@child"] == ("produced",)


def test_a_rule_over_an_unanswered_question_does_not_hold(release: Release):
    assert names(route(release)) == ["registration", "card"]


def test_yes_and_no_may_be_words_or_truth(release: Release):
    assert names(route(release, has_certificate="no")) == names(route(release, has_certificate=False))
    assert names(route(release, has_certificate="yes")) == names(route(release, has_certificate=True))


def test_the_answer_to_a_hidden_question_does_not_count(release: Release):
    assert "statement@child" in keys(route(release, has_certificate=True, late=True))
    assert "statement@child" not in keys(route(release, has_certificate=False, late=True))


def test_a_question_that_fills_a_field_decides_like_the_field(release: Release):
    by_answer = route(release, with_father=True)
    by_field = find_route(release, release_hash(release), {"applicant": "mother", "child.with_father": True})
    for found in (by_answer, by_field):
        assert "father.town" in [field.key for field, _ in found.fields]
    assert "father.town" not in [field.key for field, _ in route(release, with_father=False).fields]


def test_a_field_is_required_where_an_item_of_the_route_requires_it(release: Release):
    assert dict(required(route(release, has_certificate=False)))["mother.name"]
    assert not dict(required(route(release, has_certificate=True)))["mother.name"]


def required(found: Route) -> list[tuple[str, bool]]:
    return [(field.key, needed) for field, needed in found.fields]


def test_only_the_applicants_own_fields_come_from_the_account(release: Release):
    def getting(role: str) -> tuple[str, ...]:
        found = route(release, applicant=role, has_certificate=False)
        return next(field.getting for field, _ in found.fields if field.key == "mother.name")

    assert getting("mother") == ("account", "ask")
    assert getting("father") == ("ask",)


def test_the_other_applicants_sign_where_the_rule_says_so(release: Release):
    assert route(release, with_father=True).signers == ("father",)
    assert route(release, with_father=True, applicant="father").signers == ("mother",)
    assert route(release, with_father=True).sign_within == 1
    assert route(release, with_father=False).signers == ()


def test_a_department_does_not_see_what_is_needed_only_under_another_condition(release: Release):
    views = department_views(route(release, has_certificate=False, with_father=False))
    assert views["police"].fields == ("child.name", "child.with_father")
    assert views["bank"].fields == ("mother.name", "child.number")
    assert views["bank"].documents == ()
    assert item_view(route(release), 1).items == (1,)


def test_a_route_seen_before_is_found_without_working_out_a_rule(
    release: Release, monkeypatch: pytest.MonkeyPatch
):
    first = route(release, has_certificate=True, with_father=True)
    monkeypatch.setattr(routing, "rule_values", None)
    monkeypatch.setattr(routing, "holds", None)
    again = find_route(
        release,
        release_hash(release),
        {
            "applicant": "mother",
            "answers.has_certificate": True,
            "answers.with_father": True,
            "has_certificate": True,
            "child.name": "anything",
        },
    )
    assert again is first


def test_a_value_that_cannot_be_a_key_still_finds_its_route(release: Release):
    assert names(route(release, has_certificate=True, late=["x"])) == ["registration", "card"]


def test_a_stored_case_has_the_order_and_all_that_its_items_may_need(release: Release):
    first = route(release, has_certificate=False, with_father=False)
    again = route_of(release, release_hash(release), first.items)
    assert (again.after, again.dependents) == (first.after, first.dependents)
    assert dict(required(again))["father.town"] is False
    assert route_of(release, release_hash(release), first.items) is again


def test_questions_are_asked_in_order_and_only_where_they_matter(release: Release):
    assert [one.id for one in visible(release, {})] == ["has_certificate", "with_father"]
    asked = {"answers.has_certificate": True}
    assert [one.id for one in visible(release, asked)] == ["has_certificate", "late", "with_father"]
    following = next_question(release, asked)
    assert following is not None
    assert following.id == "late"
    done = asked | {"answers.late": False, "child.with_father": True}
    assert next_question(release, done) is None


def test_a_condition_fails_only_once_its_question_is_answered(release: Release):
    open_answers = {"answers.has_certificate": True}
    assert failed(release, open_answers) == ()
    assert [one.id for one in failed(release, open_answers, complete=True)] == ["in_time"]
    assert [one.id for one in failed(release, open_answers | {"answers.late": True})] == ["in_time"]
    assert failed(release, open_answers | {"answers.late": False}, complete=True) == ()

"""What composing promises, one small catalog each."""

from typing import Any

import pytest

from onething.base.errors import Invalid, NotFound
from onething.catalog.definitions import LocalDepartment, Registry, ThingOverlay
from onething.plans.binding import bound_rule
from onething.plans.compose import compose
from onething.plans.release import DocumentSlot, Field, Release
from onething.plans.release_bytes import release_hash
from onething.plans.routing import find_route
from tests.unit.composing import COUNTY, REGION, catalog, composed, document, element, item, thing, words


def field(release: Release, key: str) -> Field:
    return next(one for one in release.fields if one.key == key)


def slot(release: Release, key: str) -> DocumentSlot:
    return next(one for one in release.documents if one.key == key)


def registry(**more: Any) -> Registry:
    given = {"id": "citizens", "name": words("citizens"), "holder": "police", "basis": "law", **more}
    return Registry.model_validate(given)


def codes(raised: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.code for problem in raised.value.problems]


def test_two_items_that_need_the_same_share_one_field_and_one_document():
    release = composed(
        [item("one", ["child.name"], ["photo@child"]), item("two", ["child.name"], ["photo@child"])]
    )
    assert [one.key for one in release.fields] == ["child.name"]
    assert [need.item for need in field(release, "child.name").needs] == [0, 1]
    assert [one.key for one in release.documents] == ["photo@child"]


def test_one_element_of_two_roles_is_two_fields():
    release = composed([item("one", ["child.name", "mother.name"], ["photo@child", "photo@mother"])])
    assert [one.key for one in release.fields] == ["child.name", "mother.name"]
    assert [one.key for one in release.documents] == ["photo@child", "photo@mother"]


def test_subjects_are_bound_to_roles_in_fields_documents_results_and_rules():
    card = item(
        "card",
        ["holder.name", {"element": "holder.town", "when": 'holder.name != "holder"'}],
        ["photo@holder"],
        ["holder.card_number"],
        ["card@holder"],
    )
    the_thing = thing([{"item": "card", "bind": {"holder": "child"}}])
    (planned,) = compose(catalog(the_thing, [card]), "newborn", REGION).items
    assert planned.fields == ("child.name", "child.town")
    assert planned.documents == ("photo@child",)
    assert planned.gives == ("child.card_number",)
    assert planned.results[0].key == "card@child"


def test_binding_a_rule_leaves_quoted_words_and_parts_of_names_alone():
    rule = "holder.holder == \"holder\" && answers.holder == 'holder' && size(holder.name) > 1"
    bound = bound_rule(rule, {"holder": "child"})
    assert bound == "child.holder == \"holder\" && answers.holder == 'holder' && size(child.name) > 1"


def test_the_strictest_length_wins():
    items = [
        item("one", [{"element": "child.name", "max_length": 50}]),
        item("two", [{"element": "child.name", "max_length": 20}]),
    ]
    assert field(composed(items, elements=[element("name", max_length=100)]), "child.name").max_length == 20


def test_a_promise_counts_only_where_every_item_accepts_it():
    def ways(second: list[str]) -> tuple[str, ...]:
        items = [
            item("one", documents=[{"type": "photo", "of": "child", "may": ["promise", "later"]}]),
            item("two", documents=[{"type": "photo", "of": "child", "may": second}]),
        ]
        release = composed(items)
        return find_route(release, release_hash(release), {}).documents[0][0].ways

    assert ways(["promise"]) == ("upload", "promise")
    assert ways([]) == ("upload",)


def test_an_item_that_is_not_done_here_does_not_forbid_a_promise():
    items = [
        item("one", documents=[{"type": "photo", "of": "child", "may": ["promise"]}]),
        item("two", documents=[{"type": "photo", "of": "child"}]),
    ]
    entries = ["one", {"item": "two", "when": "answers.both"}]
    asked = [{"id": "both", "ask": words("?"), "answer": "yes_no"}]
    release = compose(catalog(thing(entries, questions=asked), items), "newborn", REGION)
    for both, ways in ((True, ("upload",)), (False, ("upload", "promise"))):
        route = find_route(release, release_hash(release), {"answers.both": both})
        assert route.documents[0][0].ways == ways


def test_what_the_applicants_account_knows_comes_first_and_asking_last():
    release = composed([item("one", ["mother.name", "mother.town", "child.name"])])
    assert field(release, "mother.name").getting == ("account", "ask")
    assert field(release, "mother.town").getting == ("ask",)
    assert field(release, "child.name").getting == ("ask",)


def test_a_question_that_fills_a_field_is_its_first_way():
    question = {"id": "married", "fills": "mother.married", "ask": words("?"), "answer": "yes_no"}
    the_thing = thing(["one"], questions=[question])
    made = catalog(the_thing, [item("one", ["mother.married"])], [element("married", "yes_no")])
    assert field(compose(made, "newborn", REGION), "mother.married").getting == ("answer", "ask")
    assert field(compose(made, "newborn", REGION), "mother.married").question == "married"


def test_an_element_is_derived_only_from_a_field_known_before_the_items_start():
    born = element("born_on", "date", derive={"by": "birth_date_of_id_number", "of": "id_number"})
    needing = item("one", ["child.born_on", "child.id_number"])
    assert field(composed([needing], elements=[born]), "child.born_on").derive is not None
    giving = item("two", gives=["child.id_number"])
    late = field(composed([needing, giving], elements=[born]), "child.born_on")
    assert (late.derive, late.getting) == (None, ("ask",))
    alone = field(composed([item("one", ["child.born_on"])], elements=[born]), "child.born_on")
    assert alone.derive is None


def test_what_an_item_gives_is_never_asked_and_its_needer_waits():
    release = composed([item("second", ["child.number"]), item("first", gives=["child.number"])])
    assert [one.item for one in release.items] == ["first", "second"]
    assert release.items[1].after == ((0, "child.number"),)
    assert field(release, "child.number").getting == ("produced",)


def test_what_only_some_cases_make_may_be_asked_in_the_others():
    items = [
        item("second", ["child.number"], ["card@child"]),
        item("first", gives=["child.number"], makes=["card@child"]),
    ]
    the_thing = thing(
        ["second", {"item": "first", "when": "answers.new"}],
        questions=[{"id": "new", "ask": words("?"), "answer": "yes_no"}],
    )
    release = compose(catalog(the_thing, items), "newborn", REGION)
    assert field(release, "child.number").getting == ("produced", "ask")
    assert slot(release, "card@child").ways == ("produced", "upload")


def test_a_lookup_gives_and_proves_only_what_an_item_declared():
    citizens = registry(gives=("name", "town"), proves=("card", "photo"))
    lookup = {
        "registry": "citizens",
        "by": "child.id_number",
        "gives": {"child.name": "name", "child.town": "town"},
        "proves": ["card@child", "photo@child"],
    }
    the_thing = thing(["one"], lookups=[lookup])
    made = catalog(
        the_thing, [item("one", ["child.name", "child.id_number"], ["card@child"])], registries=[citizens]
    )
    release = compose(made, "newborn", REGION)
    assert field(release, "child.name").getting == ("registry", "ask")
    assert release.lookups[0].gives == (("child.name", "name"),)
    assert release.lookups[0].proves == ("card@child",)


def test_a_lookup_by_what_no_item_needs_is_refused():
    lookup = {"registry": "citizens", "by": "child.id_number", "gives": {"child.name": "name"}}
    the_thing = thing(["one"], lookups=[lookup])
    made = catalog(the_thing, [item("one", ["child.name"])], registries=[registry(gives=("name",))])
    with pytest.raises(Invalid) as raised:
        compose(made, "newborn", REGION)
    assert codes(raised) == ["plans.unmet_lookup"]


def test_an_order_by_law_holds_and_is_named():
    the_thing = thing([{"item": "second", "after": [{"item": "first", "law": "某法 第一条"}]}, "first"])
    release = compose(catalog(the_thing, [item("first"), item("second")]), "newborn", REGION)
    assert [one.item for one in release.items] == ["first", "second"]
    assert release.items[1].after == ((0, "某法 第一条"),)


def test_items_without_an_order_stay_as_declared():
    release = composed([item("c"), item("a"), item("b")])
    assert [one.item for one in release.items] == ["c", "a", "b"]


def test_every_cycle_is_named_item_by_item():
    with pytest.raises(Invalid) as raised:
        composed(
            [
                item("a", ["child.x"], gives=["child.y"]),
                item("b", ["child.y"], gives=["child.x"]),
                item("c", ["child.z"], gives=["child.z"]),
                item("d", ["child.y", "child.z"]),
            ]
        )
    assert codes(raised) == ["plans.cycle", "plans.cycle"]
    steps = [problem.values["steps"] for problem in raised.value.problems]
    assert steps == ["a → b (child.x); b → a (child.y)", "c → c (child.z)"]


def test_a_document_with_no_way_left_is_refused():
    with pytest.raises(Invalid) as raised:
        composed([item("one", documents=["card@child"])], documents=[document("card", "produced")])
    assert codes(raised) == ["plans.unmet_need"]


def test_a_document_that_only_some_cases_make_needs_another_way():
    the_thing = thing(
        ["one", {"item": "two", "when": "answers.new"}],
        questions=[{"id": "new", "ask": words("?"), "answer": "yes_no"}],
    )
    items = [item("one", documents=["card@child"]), item("two", makes=["card@child"])]
    with pytest.raises(Invalid) as raised:
        compose(catalog(the_thing, items, documents=[document("card", "produced")]), "newborn", REGION)
    assert codes(raised) == ["plans.unmet_need_sometimes"]


def test_two_givers_of_the_same_are_a_conflict():
    with pytest.raises(Invalid) as raised:
        composed([item("one", makes=["card@child"]), item("two", makes=["card@child"])])
    assert codes(raised) == ["plans.conflict_givers"]


def test_all_conflicts_between_layers_are_reported_at_once():
    question = {"id": "q", "fills": "child.name", "ask": words("?"), "answer": "yes_no"}
    the_thing = thing(["one"], questions=[question])
    overlay = ThingOverlay.model_validate(
        {
            "thing": "newborn",
            "items": [{"item": "one"}],
            "questions": [question],
            "limit": {"promised": "9 working days"},
        }
    )
    made = catalog(the_thing, [item("one", gives=["child.name"])], overlays={REGION: overlay})
    with pytest.raises(Invalid) as raised:
        compose(made, "newborn", REGION)
    assert set(codes(raised)) == {
        "plans.conflict_item",
        "plans.conflict_question",
        "plans.conflict_fills",
        "plans.conflict_known",
        "plans.conflict_limit",
    }


def test_overlays_of_province_and_county_lie_over_the_nation():
    the_thing = thing(["one"], synonyms=["a"], delivery=["window"])
    province = ThingOverlay.model_validate(
        {
            "thing": "newborn",
            "items": [{"item": "two"}],
            "limit": {"promised": "4 working days"},
            "delivery": ["window", "post"],
        }
    )
    county = ThingOverlay.model_validate({"thing": "newborn", "synonyms": ["b"], "confidence": "inferred"})
    office = LocalDepartment.model_validate(
        {"department": "police", "name": words("here"), "reach": {"phone": "110", "address": "1 Street"}}
    )
    made = catalog(
        the_thing,
        [item("one"), item("two")],
        overlays={REGION: province, COUNTY: county},
        offices={REGION: office},
    )
    release = compose(made, "newborn", COUNTY)
    assert [one.item for one in release.items] == ["one", "two"]
    assert (release.limit, release.delivery, release.synonyms) == (4, ("window", "post"), ("a", "b"))
    assert (release.confidence, release.region) == ("inferred", COUNTY)
    police = release.department("police")
    assert (police.name["zh"], police.phone, police.address) == ("here", "110", "1 Street")
    assert [one.item for one in compose(made, "newborn", "000000").items] == ["one"]


@pytest.mark.parametrize(("thing_id", "region"), [("wedding", REGION), ("newborn", "999999")])
def test_an_unknown_thing_or_region_is_not_found(thing_id: str, region: str):
    with pytest.raises(NotFound):
        compose(catalog(thing(["one"]), [item("one")]), thing_id, region)

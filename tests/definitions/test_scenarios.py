"""Every way that a thing can go comes to an end, in every region: no item is left hanging."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onething.base.workdays import start_of
from onething.cases.core import state as s
from onething.cases.playing import Playthrough
from onething.catalog import SERVICES, read
from onething.plans.compose import compose
from onething.plans.keys import id_of
from onething.plans.release import Release
from onething.plans.release_bytes import release_hash
from onething.plans.routing import find_route
from onething.plans.scenarios import Scenario, scenarios_of, ways_of
from onething.run.commands.check import releases_of
from tests.unit.composing import REGION, catalog, element, item, thing
from tests.unit.test_shapes import question

DRAWN = 100
WIDEST = 10
MONDAY = start_of(date(2026, 3, 2).toordinal())
CATALOG = read(SERVICES)


@pytest.mark.parametrize(("name", "region"), releases_of(CATALOG))
def test_every_way_in_which_a_case_can_go_comes_to_an_end(name: str, region: str):
    release = compose(CATALOG, name, region)
    played = play_all(release, ways_of(release, release_hash(release)))
    assert played


@pytest.mark.parametrize(("name", "region"), releases_of(CATALOG))
def test_the_form_makes_no_difference_to_that(name: str, region: str):
    release = compose(CATALOG, name, region)
    found = scenarios_of(release, release_hash(release), cap=DRAWN)
    assert len(found.scenarios) <= DRAWN
    assert play_all(release, found.scenarios)


@pytest.mark.parametrize(("name", "region"), releases_of(CATALOG))
def test_whichever_item_is_refused_none_is_left_hanging(name: str, region: str):
    release = compose(CATALOG, name, region)
    pinned = release_hash(release)
    routes: dict[tuple[int, ...], tuple[Any, Scenario]] = {}
    for scenario in ways_of(release, pinned):
        route = find_route(release, pinned, scenario.answers)
        routes.setdefault(route.items, (route, scenario))
    widest = sorted(routes.values(), key=lambda found: -len(found[0].items))[:WIDEST]
    for route, scenario in widest:
        refused = [replace(scenario, denied=frozenset({id_of(route.plan(n).item)})) for n in route.items]
        assert play_all(release, refused) or not route.items


def play_all(release: Release, scenarios: Sequence[Scenario]) -> int:
    """Play each way once; gives how many there were."""
    pinned = release_hash(release)
    played = set()
    for scenario in scenarios:
        route = find_route(release, pinned, scenario.answers)
        way = (route.items, route.signers, scenario.denied, str(scenario.elements))
        if not route.items or way in played:
            continue
        played.add(way)
        play = Playthrough(route, scenario.answers, CATALOG.calendar, MONDAY)
        play.start()
        assert play.finish(scenario.denied, scenario.elements), f"hangs: {scenario}"
        assert play.state.status in (s.DONE, s.PARTLY_DONE, s.REFUSED)
        assert all(one.state in s.ENDED for one in play.state.items)
    return len(played)


def test_an_item_that_nothing_lets_go_on_is_found_hanging():
    second = item("second", ["child.name"], ["paper@child"])
    release = made(["one", "second"], [item("one", makes=["paper@child"]), second])
    route = find_route(release, release_hash(release), {})
    for dependents, ends in ((route.dependents, True), ({}, False)):
        play = Playthrough(replace(route, dependents=dependents), {}, CATALOG.calendar, MONDAY)
        play.start()
        assert play.finish() is ends


def made(entries: list[Any], items: list[Any], *elements: Any, **more: Any) -> Release:
    return compose(catalog(thing(entries, applicant=["mother"], **more), items, elements), "newborn", REGION)


def scenarios(release: Release) -> list[Scenario]:
    found = scenarios_of(release, release_hash(release))
    assert found.whole
    return list(found.scenarios)


def values(release: Release, name: str) -> list[Any]:
    return [scenario.answers.get(name) for scenario in scenarios(release)]


ONE = item("one", ["child.name"])


def test_a_hidden_question_is_not_answered():
    asked = [question("a", "yes_no"), question("b", "yes_no", when="answers.a")]
    release = made(["one"], [ONE], questions=asked)
    found = {(one.answers["answers.a"], one.answers.get("answers.b")) for one in scenarios(release)}
    assert found == {(True, True), (True, False), (False, None)}


def test_of_many_none_each_and_all_are_chosen():
    release = made(["one"], [ONE], questions=[question("also", "many", "x", "y", "z")])
    assert values(release, "answers.also") == [[], ["x"], ["y"], ["z"], ["x", "y", "z"]]


def test_a_list_has_one_and_two_members_and_each_answers_for_itself():
    other = item("other", [{"element": "child.weight", "when": 'child.size == "large"'}, "child.size"])
    size = element(
        "size",
        "choice",
        options=[{"value": one, "name": {"zh": one, "en": one}} for one in ("small", "large")],
    )
    roles: dict[str, Any] = {"mother": {"kind": "person", "name": {"zh": "母", "en": "mother"}}}
    roles["child"] = {"kind": "person", "name": {"zh": "子", "en": "child"}, "most": 3}
    how_many = {**question("how_many", "count", counts="child"), "options": []}
    entry = {"item": "other", "each": "child"}
    release = made([entry], [other], size, roles=roles, questions=[how_many])
    found = scenarios(release)
    assert [one.answers["answers.how_many"] for one in found] == [1, 1, 2, 2, 2, 2]
    assert {one.answers.get("child-2.size") for one in found} == {None, "small", "large"}


def test_what_later_items_look_at_ends_both_ways():
    entries = ["one", {"item": "later", "once": 'outcome.one == "granted" && child.grade >= 3'}]
    grade = element("grade", "number")
    first = item("one", ["child.name"], gives=["child.grade"])
    release = made(entries, [first, item("later", ["child.name"])], grade)
    found = scenarios(release)
    assert {one.denied for one in found} == {frozenset(), frozenset({"one"})}
    assert {one.elements["child.grade"] for one in found} == {2, 3, 4}


def test_beyond_the_cap_the_same_ones_are_drawn_every_time():
    release = made(["one"], [ONE], questions=[question(f"q{number}", "yes_no") for number in range(8)])
    first, again = (scenarios_of(release, release_hash(release), cap=20) for _ in range(2))
    assert not first.whole
    assert first == again
    assert len({str(one.answers) for one in first.scenarios}) == 20

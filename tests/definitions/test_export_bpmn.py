"""A thing as BPMN: it keeps to the schema, and runs elsewhere to the same items in an order that the plan allows."""

import random
from collections import Counter
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from onething.catalog import shipped
from onething.catalog.definitions import Element
from onething.plans.compose import compose
from onething.plans.context import holds, rule_values
from onething.plans.exports.bpmn import bpmn
from onething.plans.exports.layout import lay_out
from onething.plans.exports.steps import process_of, reduced
from onething.plans.members import seen_by
from onething.plans.release import PlanQuestion, Release
from onething.plans.release_bytes import release_hash
from onething.plans.route import Route
from onething.plans.routing import find_route
from onething.run.commands.check import releases_of
from tests.definitions.workflow_running import LONG_AGO, Run, outcome_name
from tests.unit.composing import item
from tests.unit.test_shapes import EACH, LICENCE, VEHICLES, kind, made, question

CATALOG = shipped()
WAYS = 16
"""How many random ways to answer the made-up things are run with; the shipped ones are many and get fewer."""

FEWER = 4
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def every_shape() -> Release:
    """A made-up thing with everything the language has: types, members, waits, later conditions, refusals."""
    items = [
        item(
            "register",
            ["mother.name"],
            makes=["licence@mother"],
            types=[kind("company"), kind("partnership")],
        ),
        item("certificate", ["vehicles.plate", "vehicles.heavy"], ["licence@mother"], refusal="ends_case"),
        item("count-them", ["vehicles.plate"], mode="check"),
        item("appeal", ["mother.name"], mode="system"),
        item("close", ["mother.name", "mother.moved_on"]),
    ]
    entries: list[Any] = [
        {"item": "register", "by": "answers.form"},
        {"item": "certificate", "each": "vehicles", "when": "answers.cars && vehicles.heavy"},
        {"item": "count-them", "each": "vehicles", "when": "answers.cars"},
        {"item": "appeal", "once": 'outcome.certificate == "granted"'},
        {"item": "close", "after": [{"item": "appeal", "law": "l"}, {"item": "certificate", "law": "l"}]},
    ]
    waits: list[dict[str, Any]] = [
        {
            "id": "notice",
            "lasts": "20 calendar days",
            "kind": "notice",
            "after": ["register"],
            "before": ["close"],
        },
        {"id": "rest", "lasts": "5 working days", "kind": "earliest", "when": "answers.cars"},
        {"id": "moving", "until": "mother.moved_on", "kind": "earliest", "after": ["count-them"]},
    ]
    how_many = {**question("how_many", "count"), "counts": "vehicles"}
    asked = [how_many, question("form", "choice", "company", "partnership"), question("cars", "yes_no")]
    heavy = {"id": "heavy", "name": {"zh": "重", "en": "heavy"}, "type": "yes_no"}
    moved = {"id": "moved_on", "name": {"zh": "日", "en": "day"}, "type": "date"}
    return made(
        items,
        entries,
        Element.model_validate(heavy),
        Element.model_validate(moved),
        **VEHICLES | {"questions": asked},
        waits=[{**wait, "name": {"zh": wait["id"], "en": wait["id"]}, "law": "某法"} for wait in waits],
        signs=[],
    )


SHAPES = every_shape()
RELEASES = {
    "every-shape": SHAPES,
    "vehicles": made(
        [LICENCE, item("certificate", ["vehicles.plate", "vehicles.heavy"])], ["licence", EACH], **VEHICLES
    ),
    **{f"{thing}@{region}": compose(CATALOG, thing, region) for thing, region in releases_of(CATALOG)},
}
each_release = pytest.mark.parametrize("release", RELEASES.values(), ids=RELEASES.keys())
RUNS = [(name, seed) for name in RELEASES for seed in range(FEWER if "@" in name else WAYS)]


def _answer(asked: PlanQuestion, choose: random.Random) -> Any:
    values = [value for value, _ in asked.options]
    if asked.answer == "count":
        return choose.randint(1, 3)
    if asked.answer == "many":
        return choose.sample(values, choose.randint(0, len(values)))
    return choose.choice(values)


def some_answers(release: Release, seed: int) -> dict[str, Any]:
    """Answer every question at random, and fill every field of every member that a rule may look at."""
    choose = random.Random(seed)
    answers: dict[str, Any] = {"applicant": release.applicant[0]}
    for asked in release.questions:
        answers[f"answers.{asked.id}"] = _answer(asked, choose)
    lists = dict(release.lists)
    for field in release.fields:
        element = field.key.partition(".")[2]
        roles = [f"{field.role}-{place}" for place in range(1, 4)] if field.role in lists else [field.role]
        for role in roles:
            if field.type == "yes_no":
                answers[f"{role}.{element}"] = choose.choice([True, False])
            elif field.options:
                answers[f"{role}.{element}"] = choose.choice([value for value, _ in field.options])
            elif field.type in ("date", "datetime"):
                answers[f"{role}.{element}"] = LONG_AGO
    return answers


def expected(release: Release, route: Route, answers: dict[str, Any]) -> Counter[str]:
    """Count the items of the route whose later condition holds when everything is granted."""
    values = rule_values(release, answers)[0]
    found: Counter[str] = Counter()
    outcome: dict[str, str] = {}
    for number in route.items:
        plan = route.plan(number)
        place = int(plan.item.partition("#")[2] or 1) if plan.each else 0
        if holds(plan.once, {**seen_by(values, plan.each, place), "outcome": outcome}):
            name = plan.item.partition("#")[0]
            found[name] += 1
            outcome[outcome_name(name)] = "granted"
    return found


def broken_orders(route: Route, done: list[str]) -> list[tuple[str, str]]:
    """Give the pairs of items that were done the wrong way round."""
    names = {number: route.plan(number).item.partition("#")[0] for number in route.items}
    first = {name: done.index(name) for name in done}
    last = {name: len(done) - 1 - done[::-1].index(name) for name in done}
    return [
        (names[number], names[other])
        for number, others in route.after.items()
        for other in others
        if {names[number], names[other]} <= first.keys() and first[names[number]] < last[names[other]]
    ]


@pytest.mark.parametrize(("name", "seed"), RUNS)
def test_an_engine_does_the_same_items_in_an_order_that_the_plan_allows(name: str, seed: int):
    release = RELEASES[name]
    answers = some_answers(release, seed)
    route = find_route(release, release_hash(release), answers)
    run = Run(release, answers, seed).through()
    assert run.flow.completed
    assert Counter(run.done) == expected(release, route, answers)
    assert not broken_orders(route, run.done)


def test_the_made_up_thing_reaches_everything_in_some_run():
    done = {
        name for seed in range(WAYS) for name in Run(SHAPES, some_answers(SHAPES, seed), seed).through().done
    }
    assert done == {plan.item for plan in SHAPES.items}


def test_a_denial_that_ends_the_case_ends_the_process():
    items = [
        item("permit", makes=["paper@child"], refusal="ends_case"),
        item("use", documents=["paper@child"]),
    ]
    release = made([*items, item("beside")], ["permit", "use", "beside"])
    run = Run(release, {})
    run.finish(run.open()[0])
    assert {task.task_spec.name for task in run.open()} == {"permit", "beside"}
    run.deny()
    assert not run.open()
    assert run.flow.completed
    assert run.done == []


@each_release
def test_the_same_release_gives_the_same_bytes(release: Release):
    assert bpmn(release, "zh") == bpmn(release, "zh")
    assert bpmn(release, "zh") != bpmn(release, "en")


@each_release
def test_no_two_nodes_lie_on_each_other_and_each_lies_in_its_lane(release: Release):
    graph = process_of(release, "zh")
    lanes = list(dict.fromkeys(node.lane for node in graph.nodes.values()))
    layout = lay_out(graph, lanes)
    boxes = {id: box for id, box in layout.nodes.items() if not graph.nodes[id].attached}
    for (one, a), (other, b) in combinations(boxes.items(), 2):
        apart = a.right <= b.x or b.right <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
        assert apart, (one, other)
    for id, box in layout.nodes.items():
        lane = layout.lanes[graph.nodes[id].lane]
        assert lane.x <= box.x
        assert box.right <= lane.right
        assert lane.y <= box.y
        assert box.y + box.height <= lane.y + lane.height


@each_release
def test_no_flow_runs_through_a_node(release: Release):
    graph = process_of(release, "zh")
    layout = lay_out(graph, dict.fromkeys(node.lane for node in graph.nodes.values()))
    for flow in graph.flows:
        points = layout.flows[flow.id]
        others = [
            id
            for id in graph.nodes
            if id not in (flow.source, flow.target, graph.nodes[flow.source].attached)
        ]
        for (x, y), (to_x, to_y) in pairwise(points):
            for id in others:
                box = layout.nodes[id]
                beside = max(x, to_x) <= box.x or box.right <= min(x, to_x)
                above = max(y, to_y) <= box.y or box.y + box.height <= min(y, to_y)
                assert beside or above, (flow.id, id)


def test_conditions_waits_and_repetitions_stand_in_the_file_as_they_are_written():
    root = ET.fromstring(bpmn(SHAPES, "en"))
    rules = {found.text for found in root.iter(f"{BPMN}conditionExpression")}
    assert {"answers.cars", "answers.cars && vehicles.heavy", 'outcome.certificate == "granted"'} <= rules
    times = {found.text for kind in ("timeDuration", "timeDate") for found in root.iter(BPMN + kind)}
    assert times == {"P20D", "5 working days", "mother.moved_on"}
    loops = [found.text for found in root.iter(f"{BPMN}loopDataInputRef")]
    assert loops == ["members_of_vehicles"] * 2


def test_what_is_waited_for_anyhow_has_no_flow_of_its_own():
    assert reduced([frozenset(), frozenset({0}), frozenset({0, 1}), frozenset({0, 2})]) == [
        (),
        (0,),
        (1,),
        (2,),
    ]

"""Every example of the catalog holds; and an example that does not says which expectation failed, and where."""

from pathlib import Path

import pytest

from onething.base.errors import Problem
from onething.cases.examples import Told, examples_of, run_example
from onething.catalog import SERVICES, read
from tests.unit.catalog_world import FILES, edited, write_world

CATALOG = read(SERVICES)
EXAMPLE = "nation/examples/dog/park.yaml"
ASKED_BY_KEEPER = edited("nation/things/dog.yaml", "by: dog.id_number", "by: person.id_number")


@pytest.mark.parametrize("told", list(examples_of(CATALOG)), ids=lambda told: f"{told.folder}/{told.id}")
def test_the_example_holds(told: Told):
    problems = run_example(CATALOG, told)
    assert not problems, "\n".join(problem.said("zh") for problem in problems)


def test_every_shape_of_real_guides_is_shown_by_an_example():
    shown = {shape for told in examples_of(CATALOG) for shape in told.example.shape}
    assert set(CATALOG.shapes) - shown == set()


def found(folder: Path, *lines: str, **files: str) -> list[Problem]:
    """Run one example of the small world, written as lines after its name."""
    written = "\n".join(["name: {zh: 去公园, en: To the park}", *lines])
    catalog = read(write_world(folder, {EXAMPLE: written, **ASKED_BY_KEEPER, **files}))
    return [problem for told in examples_of(catalog) for problem in run_example(catalog, told)]


GIVEN = "given: {answers: {goes_to_park: true, leashed: true}}"

HOLDING = [
    "items: [dog-licence, park-pass]",
    "documents: [dog-licence@dog]",
    "asked: [dog.size, dog.leashed]",
    "not_asked: [dog.leashed, dog.breed]",
    "eligible: true",
    "ends: done",
    "order: [[dog-licence, park-pass]]",
    "case: true",
    "open: true",
    "renews: false",
    "starts: [apply]",
]


@pytest.mark.parametrize("then", HOLDING)
def test_what_holds_is_no_problem(tmp_path: Path, then: str):
    assert found(tmp_path, GIVEN, f"then: {{{then}}}") == []


FAILING = [
    ("item_missing", "given: {answers: {goes_to_park: false}}", "items: [park-pass]"),
    ("item_unwanted", GIVEN, "not_items: [park-pass]"),
    ("document_missing", "given: {answers: {goes_to_park: false}}", "documents: [dog-licence@dog]"),
    ("document_unwanted", GIVEN, "not_documents: [dog-licence@dog]"),
    ("not_brought", GIVEN, "brought: [chip-proof@dog]"),
    ("not_asked", GIVEN, "asked: [dog.weight]"),
    ("asked", GIVEN, "not_asked: [dog.size]"),
    ("not_eligible", "given: {answers: {leashed: false}}", "eligible: true"),
    ("eligible", GIVEN, "eligible: false"),
    ("not_handed_to", "given: {answers: {leashed: false}}", "handed_to: dog"),
    ("otherwise", GIVEN, "case: false"),
    ("otherwise", GIVEN, "open: false"),
    ("otherwise", GIVEN, "renews: true"),
    ("otherwise", GIVEN, "starts: [confirm]"),
    ("otherwise", GIVEN, "lead: somebody-else"),
    ("otherwise", GIVEN, "signers: [dog]"),
    ("otherwise", GIVEN, "authorised: [dog-register]"),
    ("ends_otherwise", GIVEN, "ends: refused"),
    ("order_otherwise", GIVEN, "order: [[park-pass, dog-licence]]"),
    ("unknown_item", GIVEN, "items: [park-card]"),
    ("unknown_document", GIVEN, "documents: [dog-card@dog]"),
    ("unknown_field", GIVEN, "asked: [dog.colour]"),
]


@pytest.mark.parametrize(("code", "given", "then"), FAILING, ids=[code for code, _, _ in FAILING])
def test_what_does_not_hold_names_expectation_file_and_line(tmp_path: Path, code: str, given: str, then: str):
    (problem,) = found(tmp_path, given, "then:", f"  {then}")
    assert problem.code == f"example.{code}"
    assert (problem.file, problem.line) == (EXAMPLE, 4)
    assert problem.said("zh")
    assert problem.said("en")


def test_a_document_that_no_registry_proves_is_brought(tmp_path: Path):
    thing = "nation/things/dog.yaml"
    unproved = {thing: ASKED_BY_KEEPER[thing].replace("    proves: [chip-proof@dog]\n", "")}
    (problem,) = found(tmp_path, GIVEN, "then: {not_brought: [chip-proof@dog]}", **unproved)
    assert problem.code == "example.brought"
    assert found(tmp_path, GIVEN, "then: {not_brought: [chip-proof@dog, dog-licence@dog]}") == []


GIVEN_WRONG = [
    ("unknown_question", "answers: {goes_to_lake: true}"),
    ("not_offered", "answers: {goes_to_park: sometimes}"),
    ("unknown_field", "fields: {dog.colour: red}"),
    ("not_applicant", "applicant: dog"),
    ("not_counted", "count: {dog: 2}"),
]


@pytest.mark.parametrize(("code", "given"), GIVEN_WRONG, ids=[code for code, _ in GIVEN_WRONG])
def test_what_the_thing_does_not_know_cannot_be_given(tmp_path: Path, code: str, given: str):
    (problem,) = found(tmp_path, "given:", f"  {given}", "then: {eligible: true}")
    assert problem.code == f"example.{code}"
    assert (problem.file, problem.line) == (EXAMPLE, 3)


def test_a_denied_item_cancels_what_waits_for_it(tmp_path: Path):
    steps = "when: [{deny: dog-licence}]"
    assert found(tmp_path, GIVEN, steps, "then: {ends: refused, not_items: [park-pass]}") == []


def test_what_a_step_waits_for_is_granted_before(tmp_path: Path):
    steps = "when: [{days: 2}, {deny: park-pass}]"
    assert found(tmp_path, GIVEN, steps, "then: {ends: partly_done}") == []


def test_a_step_that_cannot_happen_says_so(tmp_path: Path):
    steps = "when: [{deny: dog-licence}, {grant: park-pass}]"
    (problem,) = found(tmp_path, GIVEN, steps, "then: {ends: done}")
    assert problem.code == "example.step_impossible"
    assert problem.values["state"] == "cancelled"


def test_an_item_that_these_answers_do_not_lead_to_cannot_happen(tmp_path: Path):
    lines = ("given: {answers: {goes_to_park: false}}", "when: [{grant: park-pass}]", "then: {ends: done}")
    (problem,) = found(tmp_path, *lines)
    assert problem.code == "example.item_not_here"


def test_an_example_of_a_region_runs_on_what_the_region_has(tmp_path: Path):
    local = {
        "regions/990000/examples/dog/swims.yaml": f"name: {{zh: 游泳, en: Swims}}\n{GIVEN}\nthen: {{items: [dog-swim]}}"
    }
    (problem,) = found(tmp_path, GIVEN, "then: {items: [dog-swim]}", **local)
    assert (problem.code, problem.file) == ("example.unknown_item", EXAMPLE)


def test_what_only_another_region_has_may_be_said_not_to_be_here(tmp_path: Path):
    assert "regions/990000/items/parks/dog-swim.yaml" in FILES
    assert found(tmp_path, GIVEN, "then: {not_items: [dog-swim]}") == []

"""A new definition tried on people: what changes, for how many, counted and named."""

import json
import shutil
from pathlib import Path
from typing import Any

from onething.cases.past import choices
from onething.catalog import SERVICES, read
from onething.plans.compose import compose
from onething.run.cli import main
from onething.run.trial import Trial, people_of_examples, tried
from tests.unit.catalog_world import edited, write_world
from tests.unit.composing import REGION, catalog, element, item, thing
from tests.unit.test_shapes import question

THING = "nation/things/dog.yaml"
GOOD = edited(THING, "by: dog.id_number", "by: person.id_number")
EXAMPLES = {
    "nation/examples/dog/park.yaml": "name: {zh: 甲, en: A}\ngiven: {answers: {goes_to_park: true, leashed: true}}\nthen: {}",
    "nation/examples/dog/home.yaml": "name: {zh: 乙, en: B}\ngiven: {answers: {goes_to_park: false, leashed: true}}\nthen: {}",
}


def trial(tmp_path: Path, changes: dict[str, str]) -> tuple[Trial, list[tuple[Any, ...]]]:
    """Try a changed world on the examples of both; gives each change of the nation's thing with its number."""
    before = read(write_world(tmp_path / "before", {**GOOD, **EXAMPLES}))
    after = read(write_world(tmp_path / "after", {**GOOD, **EXAMPLES, **changes}))
    made = Trial()
    tried(after, people_of_examples(before, after, made, "", ""), made)
    return made, [(row["what"], row["key"], row["came"], row["people"]) for row in made.rows()]


def changed(*pairs: tuple[str, str]) -> dict[str, str]:
    content = GOOD[THING]
    for old, new in pairs:
        assert old in content
        content = content.replace(old, new)
    return {THING: content}


def test_the_same_definitions_change_nothing(tmp_path):
    made, rows = trial(tmp_path, {})
    assert (made.people, made.changed, rows) == (2, 0, [])


def test_what_is_added_is_counted_for_those_whom_it_meets(tmp_path):
    made, rows = trial(tmp_path, changed(("    when: answers.goes_to_park\n", "")))
    assert (made.people, made.changed) == (2, 1)
    assert ("item", "park-pass", True, 1) in rows
    assert ("document", "dog-licence@dog", True, 1) in rows
    assert made.rows()[0]["examples"] == ["000000/dog/home"]


def test_who_is_no_longer_eligible_comes_first_and_is_told_only_why(tmp_path):
    _, rows = trial(
        tmp_path, changed(("rule: answers.leashed", "rule: answers.leashed && !answers.goes_to_park"))
    )
    assert rows == [("condition", "on_leash", True, 1)]


def test_a_shorter_limit_says_from_how_many_to_how_many(tmp_path):
    changes = changed(("promised: 3 working days", "promised: 2 working days"))
    _, rows = trial(tmp_path, changes)
    assert ("days", "3 → 2", False, 2) in rows


def test_an_example_of_what_is_new_is_named_and_not_compared(tmp_path):
    new = "name: {zh: 丙, en: C}\ngiven: {answers: {old_dog: true}}\nthen: {}"
    asked = "questions:\n  - id: old_dog\n    ask: {zh: 老狗？, en: Old?}\n    answer: yes_no"
    made, rows = trial(tmp_path, {**changed(("questions:", asked)), "nation/examples/dog/old.yaml": new})
    assert made.unfit == ["000000/dog/old"]
    assert ("question", "old_dog", True, 2) in rows


def test_only_choices_are_kept_of_what_somebody_filled_in():
    options = [{"value": one, "name": {"zh": one, "en": one}} for one in ("s", "l")]
    elements = [element("size", "choice", options=options), element("county", "region"), element("weight", "number"),
                element("here", "yes_no"), element("id_number", "id_number")]  # fmt: skip
    items = [
        item(
            "one",
            ["child.name", "child.size", "child.county", "child.weight", "child.here", "child.id_number"],
        )
    ]
    release = compose(
        catalog(
            thing(["one"], questions=[question("more", "yes_no"), question("also", "many", "x", "y")]),
            items,
            elements,
        ),
        "newborn",
        REGION,
    )
    said = {
        "answers.more": True,
        "answers.also": ["x"],
        "answers.unknown": "x",
        "child.size": "l",
        "child.county": "500101",
        "child.here": "yes",
        "child.name": "欧阳某",
        "child.weight": 3,
        "child.id_number": "500101200001010000",
        "child.home": True,
    }
    kept = {"answers.more", "answers.also", "child.size", "child.county", "child.here"}
    assert set(choices(release, said)) == kept
    assert set(choices(release, {**said, "child.size": "欧阳某", "answers.also": ["欧阳某"]})) == kept - {
        "child.size",
        "answers.also",
    }


def test_the_command_tries_a_folder_and_publishes_nothing(tmp_path, capsys):
    folder = tmp_path / "services"
    shutil.copytree(SERVICES, folder)
    path = folder / "nation/things/newborn.yaml"
    written = path.read_text(encoding="utf-8")
    entry = "  - item: social-security-card\n"
    path.write_text(written.replace(entry, f"{entry}    when: answers.married\n"), encoding="utf-8")
    command = ["simulate", str(folder), "--thing", "newborn"]
    assert main(command) == 0
    assert "不再办事项 social-security-card" in capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["changed"] >= 1
    assert {row["thing"] for row in found["changes"]} == {"newborn"}


def test_a_folder_with_faults_is_refused_with_all_of_them(tmp_path, capsys):
    folder = write_world(tmp_path, {THING: "id: dog\n"})
    assert main(["simulate", str(folder)]) == 1
    assert "catalog.missing_key" in capsys.readouterr().err

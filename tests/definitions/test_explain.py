"""Why something is asked, in words: who needs it, by which law, for whom and for whom not, and where it comes from."""

import json
from pathlib import Path
from typing import Any

import pytest

from onething.base.errors import NotFound
from onething.catalog.rule_tree import tree_of
from onething.plans.compose import compose
from onething.plans.explain import Explanation, explain
from onething.plans.release import Release
from onething.plans.release_bytes import release_hash
from onething.plans.routing import find_route
from onething.plans.saying import say_rule
from onething.run.cli import main
from tests.unit.composing import REGION, catalog, element, item, thing
from tests.unit.test_shapes import question

SIZE = element(
    "size",
    "choice",
    options=[
        {"value": "s", "name": {"zh": "小", "en": "small"}},
        {"value": "l", "name": {"zh": "大", "en": "large"}},
    ],
)
ITEMS = [
    item("first", ["child.name", "child.size"], makes=["paper@child"], law=["某法 第一条"], source="S1"),
    item("second", ["child.name", {"element": "child.weight", "when": 'child.size == "l"'}], ["paper@child"]),
]
MADE = catalog(
    thing(
        ["first", {"item": "second", "when": "answers.more"}],
        questions=[question("more", "yes_no"), question("also", "many", "x", "y")],
    ),
    ITEMS,
    [SIZE],
)
RELEASE: Release = compose(MADE, "newborn", REGION)


def explained(key: str, **answers: Any) -> Explanation:
    given = {name.replace("__", "."): value for name, value in answers.items()}
    (found,) = explain(find_route(RELEASE, release_hash(RELEASE), given), given, MADE.items, key)
    return found


def test_a_field_names_every_item_that_needs_it_with_law_and_source():
    found = explained("child.name")
    assert [reason.item for reason in found.reasons] == ["first", "second"]
    assert found.reasons[0].law == ("某法 第一条",)
    assert found.reasons[0].source == "S1"
    assert found.reasons[0].only is None
    assert found.ways[-1]["zh"] == "请您填写"


def test_a_rule_says_for_whom_and_whether_it_holds_now():
    reason = explained("child.weight", answers__more=True, child__size="l").reasons[0]
    assert reason.rules == ("answers.more", 'child.size == "l"')
    assert reason.only
    assert reason.only["en"] == "“more” is answered yes, and “child · size” is “large”"
    assert reason.holds
    assert not explained("child.weight", answers__more=True, child__size="s").reasons[0].holds


def test_what_these_answers_do_not_lead_to_is_not_here():
    assert explained("second", answers__more=True).here
    assert not explained("second", answers__more=False).here
    assert not explained("child.weight", answers__more=True, child__size="s").here


def test_an_item_says_what_it_waits_for_and_what_is_handed_on():
    (way,) = explained("second").ways
    assert way["en"] == "waits for “first”: paper"
    assert explained("paper@child").ways[0]["zh"] == "办理中产生（first）"


def test_a_name_that_there_is_not_is_answered_with_those_that_are_close():
    with pytest.raises(NotFound) as refused:
        explained("child.nam")
    assert "child.name" in refused.value.problems[0].remedy("en")


def test_without_a_name_everything_is_explained_once():
    found = explain(find_route(RELEASE, release_hash(RELEASE), {}), {}, MADE.items)
    keys = [one.key for one in found]
    assert len(keys) == len(set(keys))
    assert {"first", "second", "child.name", "child.size", "child.weight", "paper@child"} == set(keys)


RULES = [
    ("!answers.more", "“more” is answered no"),
    ("answers.more == false", "“more” is answered no"),
    ('!(answers.more && child.size == "l")', "not (“more” is answered yes, and “child · size” is “large”)"),
    ('"x" in answers.also', "“x” is chosen in “also”"),
    ('child.size in ["s", "l"]', "“child · size” is one of “small”, “large”"),
    ('child.size != null ? answers.more : child.name.startsWith("a")',
     "if “child · size” is known, then “more” is answered yes; otherwise “child · name” starts with “a”"),
    ('answers.more || child.size == "s" && answers.more',
     "“more” is answered yes, or (“child · size” is “small”, and “more” is answered yes)"),
    ("18 <= child.weight", "“child · weight” is at least 18"),
    ('outcome.first == "denied"', "the outcome of “first” is “denied”"),
    ("", "always"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "said"), RULES)
def test_a_rule_is_said_in_words(rule: str, said: str):
    assert say_rule(RELEASE, rule, "en") == said
    assert say_rule(RELEASE, rule, "zh")


def test_a_rule_is_read_as_it_binds():
    tree = tree_of("a.b + 2 * 3 < 4 && !c.d")
    assert [part.kind for part in tree.walk()] == [
        "and", "compare", "math", "name", "math", "number", "number", "number", "not", "name",
    ]  # fmt: skip


def test_the_command_explains_in_both_languages_and_as_data(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    answers = tmp_path / "answers.json"
    answers.write_text('{"answers.mother_insured": true}', encoding="utf-8")
    command = ["explain", "newborn", "mother.bank_account", "--region", "500000", "--answers", str(answers)]
    assert main(command) == 0
    assert "妈妈参加了生育保险吗？”回答“是”（现在符合）" in capsys.readouterr().out
    assert main([*command, "--language", "en"]) == 0
    assert "is answered yes (it does now)" in capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["here"]
    assert "maternity-allowance" in [reason["item"] for reason in found["reasons"] if reason["holds"]]

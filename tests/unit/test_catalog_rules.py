"""Rules: what they say, what they may not be, and that nothing in them can stop the program."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.base.errors import Invalid
from onething.catalog.checks.kinds import use_problems
from onething.catalog.definitions import Question
from onething.catalog.rules import MAX_LENGTH, compile_rule
from onething.catalog.sources import Spot
from tests.unit.composing import catalog, element, item, thing, words

VALUES: dict[str, dict[str, Any]] = {
    "answers": {"married": True, "has_certificate": False, "unsaid": None},
    "child": {"settle_with": "father", "birth_weight": 3250, "name": "李雷"},
}


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("answers.married", True),
        ("!answers.has_certificate", True),
        ("!answers.married", False),
        ('child.settle_with == "father"', True),
        ("child.settle_with == 'mother'", False),
        ('child.settle_with in ["mother", "father"]', True),
        ("child.birth_weight < 2500 || answers.married", True),
        ("child.birth_weight >= 2500 && answers.married", True),
        ('child.name.startsWith("李")', True),
        ("answers.married ? answers.has_certificate : true", False),
    ],
)
def test_a_rule_says_whether_it_holds(source: str, holds: bool):
    assert compile_rule(source).holds(VALUES) is holds


@pytest.mark.parametrize(
    "source",
    [
        "answers.unsaid",
        "!answers.unsaid",
        "!answers.never_heard_of",
        "child.birth_length > 10",
        "mother.name == child.name",
        "answers.unsaid && answers.married",
        "child.birth_weight / 0 > 1",
        "child.name > 3",
        "child.birth_weight",
    ],
)
def test_a_rule_over_what_nobody_said_does_not_hold(source: str):
    assert compile_rule(source).holds(VALUES) is False


def test_what_is_missing_is_null():
    assert compile_rule("answers.unsaid == null").holds(VALUES)
    assert compile_rule("mother.name == null").holds({})
    assert not compile_rule("child.name == null").holds(VALUES)


def test_a_rule_knows_its_names():
    rule = compile_rule('answers.a && child.x == "child.y" && child.x > 2 && mother.n.contains(child.z)')
    assert rule.names == ("answers.a", "child.x", "mother.n", "child.z")
    assert [(one.name, one.sign, one.literal) for one in rule.uses] == [
        ("answers.a", "", ""),
        ("child.x", "==", "child.y"),
        ("child.x", ">", "2"),
    ]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("child.weeks == 'x'", "rule_is_number"),
        ("child.weeks", "rule_is_number"),
        ("child.name > 3", "rule_is_text"),
        ("child.name < 'm'", "rule_is_text"),
        ("child.well == 'yes'", "rule_is_truth"),
        ("child.born > 2026", "rule_is_day"),
        ("answers.also == 'seal'", "rule_is_list"),
        ("'stamp' in answers.also", "rule_unknown_option"),
        ("child.name in ['a', 3]", "rule_is_text"),
        ("outcome.review == 'great'", "rule_unknown_option"),
    ],
)
def test_a_rule_that_takes_a_name_for_what_it_is_not_is_found(source, code):
    assert [problem.code for problem in problems_of(source)] == [f"catalog.{code}"]


@pytest.mark.parametrize(
    "source",
    [
        "child.weeks >= 28 && child.well",
        "child.well == false || !child.well",
        "child.name == 'x' || child.name in ['a', 'b'] || child.name == null",
        "child.born >= '2026-01-01'",
        "'seal' in answers.also",
        "(child.weeks + 2) * 3 > 9",
        "outcome.review == 'denied'",
    ],
)
def test_a_rule_that_takes_names_for_what_they_are_is_let_pass(source):
    assert problems_of(source) == []


def problems_of(source):
    option = {"value": "seal", "name": words("seal")}
    also = Question.model_validate({"id": "also", "ask": words("?"), "answer": "many", "options": [option]})
    kinds = {"weeks": "number", "name": "text", "well": "yes_no", "born": "date"}
    elements = [element(name, kind) for name, kind in kinds.items()]
    known = catalog(thing(["one"]), [item("one")], elements)
    return list(use_problems(known, {"also": also}, Spot("x.yaml"), compile_rule(source)))


@pytest.mark.parametrize(
    ("source", "code", "at"),
    [
        ("", "rule_syntax", 1),
        ("answers.a ===  child.b", "rule_syntax", 13),
        ("answers.a and answers.b", "rule_syntax", 11),
        ("answers.a = 1", "rule_syntax", 11),
        ("1 +", "rule_syntax", 4),
        ("answers.a; answers.b", "rule_syntax", 10),
        ("{}", "rule_syntax", 1),
        ('r"x" == child.a', "rule_syntax", 2),
        ('"""a"b"""', "rule_syntax", None),
        ("child.list.all(x, x > 1)", "rule_function", 1),
        ("child.a.matches(child.b)", "rule_function", 1),
        ("timestamp(child.a)", "rule_function", 1),
        ("size(child.name) == 2", "rule_function", 1),
        ("married", "rule_name_shape", 1),
        ("child.a.b == 1", "rule_name_shape", 1),
        ('answers["a"]', "rule_name_shape", 1),
        ("(" * 11 + "answers.a" + ")" * 11, "rule_too_deep", 11),
        ("(" * 100_000, "rule_too_long", MAX_LENGTH + 1),
        ("[" * 900 + "]" * 900, "rule_too_long", MAX_LENGTH + 1),
        ("!" * 900 + "answers.a", "rule_too_long", None),
    ],
)
def test_what_is_no_rule_is_refused(source: str, code: str, at: int | None):
    with pytest.raises(Invalid) as refused:
        compile_rule(source)
    assert refused.value.code == f"catalog.{code}"
    if at:
        assert refused.value.problems[0].column == at


@given(st.text(alphabet="().![]?:-+*/%<>=&|\"' a.b1,null", max_size=300))
def test_no_text_can_do_more_than_be_refused(source: str):
    try:
        held = compile_rule(source).holds({})
    except Invalid as invalid:
        held = not invalid.problems
    assert held in (True, False)

"""A rule must use each name as what it is: a number, a text or option, yes or no, or several options."""

from collections.abc import Iterator, Mapping, Sequence

from onething.base.errors import Problem
from onething.catalog.catalog import Catalog
from onething.catalog.definitions import Option, Question
from onething.catalog.faults import near
from onething.catalog.rules import Rule, Use
from onething.catalog.sources import Spot

ORDERED = ("<", "<=", ">", ">=")
ENDS = ("granted", "denied", "cancelled", "withdrawn", "skipped")
"""How an item can end, as `outcome.<item>` says it."""

_CODES = {
    "truth": "catalog.rule_is_truth",
    "number": "catalog.rule_is_number",
    "text": "catalog.rule_is_text",
    "day": "catalog.rule_is_day",
    "list": "catalog.rule_is_list",
}
_OF_ANSWER = {"yes_no": "truth", "many": "list", "count": "number"}
_OF_ELEMENT = {"yes_no": "truth", "number": "number", "date": "day", "datetime": "day"}


def use_problems(
    catalog: Catalog, questions: Mapping[str, Question], spot: Spot, rule: Rule
) -> Iterator[Problem]:
    """Find names that a rule takes for what they are not, and values that they can never have."""
    for use in rule.uses:
        kind, options = _kind(catalog, questions, use.name)
        if kind and use.kind != "null" and not _fits(kind, use):
            yield spot.problem(_CODES[kind], name=use.name)
        elif options and use.kind == "text" and use.literal not in options:
            values = {"name": use.name, "value": use.literal, "known": near(use.literal, options)}
            yield spot.problem("catalog.rule_unknown_option", **values)


def _kind(catalog: Catalog, questions: Mapping[str, Question], name: str) -> tuple[str, Sequence[str]]:
    """Give what a name stands for, and the values it can have where they are known."""
    owner, _, part = name.partition(".")
    if owner == "outcome":
        return "text", ENDS
    if owner == "answers":
        question = questions.get(part)
        return (_OF_ANSWER.get(question.answer, "text"), _values(question.options)) if question else ("", ())
    element = catalog.elements.get(part)
    return (_OF_ELEMENT.get(element.type, "text"), _values(element.options)) if element else ("", ())


def _values(options: Sequence[Option]) -> list[str]:
    return [option.value for option in options]


def _fits(kind: str, use: Use) -> bool:
    if kind == "list":
        return use.sign == "in" and use.kind == "text"
    if use.sign == "in":
        return False
    if kind == "day":
        return use.kind == "text" and bool(use.sign)
    return use.kind == kind and (kind == "number" or use.sign not in ORDERED)

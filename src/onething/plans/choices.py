"""Choices: for every way to answer, a case has exactly one, or at most one, of some items."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from onething.base.errors import Problem
from onething.catalog.definitions import Choice, Question, Thing
from onething.catalog.rules import compile_rule
from onething.plans.binding import BoundItem
from onething.plans.expanding import named
from onething.plans.where import Where

MOST_WAYS = 20_000
"""A choice that hangs on more ways to answer than this is too hard to read for people too."""


def choice_problems(thing: Thing, items: Sequence[BoundItem], here: Where) -> Iterator[Problem]:
    """Find the answers under which a choice has no item, or two."""
    for at, choice in enumerate(thing.choices):
        yield from _problems(at, choice, _whens(choice, items), thing, here)


def _whens(choice: Choice, items: Sequence[BoundItem]) -> dict[str, str]:
    return {bound.item.id: bound.entry.when or "true" for bound in items if named(bound.item.id, choice.of)}


def _problems(
    at: int, choice: Choice, whens: Mapping[str, str], thing: Thing, here: Where
) -> Iterator[Problem]:
    questions = _questions([*whens.values(), choice.when or ""], thing)
    ways = [_answers(question) for question in questions]
    if _count(ways) > MOST_WAYS:
        yield here.thing("plans.choice_too_wide", "choices", at, most=MOST_WAYS)
        return
    for way in product(*ways):
        values = _values(dict(zip((question.id for question in questions), way, strict=True)), questions)
        if choice.when and not compile_rule(choice.when).holds(values):
            continue
        chosen = [id for id, when in whens.items() if compile_rule(when).holds(values)]
        if len(chosen) > 1:
            said, names = _said(values), ", ".join(chosen)
            yield here.thing("plans.choice_overlap", "choices", at, answers=said, items=names)
            return
        if not chosen and choice.pick == "exactly_one":
            yield here.thing("plans.choice_gap", "choices", at, answers=_said(values), items=", ".join(whens))
            return


def _questions(rules: Iterable[str], thing: Thing) -> list[Question]:
    """Give the questions that rules hang on, and those that decide whether these are asked, in the order asked."""
    by_name = {f"answers.{question.id}": question for question in thing.questions}
    by_name |= {question.fills: question for question in thing.questions if question.fills}
    waiting = [name for rule in rules if rule for name in compile_rule(rule).names]
    found: dict[str, Question] = {}
    while waiting:
        question = by_name.get(waiting.pop())
        if question and question.id not in found:
            found[question.id] = question
            waiting += compile_rule(question.when).names if question.when else ()
    return [question for question in thing.questions if question.id in found]


def _answers(question: Question) -> list[object]:
    options = [option.value for option in question.options]
    if question.answer == "yes_no":
        return [True, False]
    if question.answer == "many":
        return [[], *([option] for option in options), options]
    return [1] if question.answer == "count" else [*options]


def _values(answers: dict[str, object], questions: Sequence[Question]) -> dict[str, dict[str, object]]:
    """Give what rules see; a question that is not asked has no answer."""
    values: dict[str, dict[str, object]] = {"answers": {}}
    for question in questions:
        if question.when and not compile_rule(question.when).holds(values):
            continue
        values["answers"][question.id] = answers[question.id]
        if question.fills:
            role, _, element = question.fills.partition(".")
            values.setdefault(role, {})[element] = answers[question.id]
    return values


def _said(values: Mapping[str, Mapping[str, object]]) -> str:
    return ", ".join(f"{name} = {answer}" for name, answer in values["answers"].items()) or "-"


def _count(ways: Sequence[Sequence[object]]) -> int:
    count = 1
    for one in ways:
        count *= len(one)
    return count

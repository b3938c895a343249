"""What rules see: the answers by role and element, with questions that are hidden left out."""

from typing import Any

from onething.catalog.rules import compile_rule
from onething.plans.release import Answers, PlanQuestion, Release
from onething.plans.words import YES_NO

Values = dict[str, dict[str, Any]]
_TRUTH = {"yes": True, "no": False}


def holds(rule: str, values: Values) -> bool:
    """Tell whether a rule holds; no rule always holds."""
    return not rule or compile_rule(rule).holds(values)


def rule_values(release: Release, answers: Answers) -> tuple[Values, tuple[PlanQuestion, ...]]:
    """Give what rules may see, and the questions that are visible, in order.

    A question that fills a field counts as that field, and a field that is known answers its question. The answer
    to a hidden question does not count. Yes and no are true and false.
    """
    values: Values = {}
    for name, value in answers.items():
        owner, dot, part = name.partition(".")
        if dot:
            values.setdefault(owner, {})[part] = value
    for field in release.fields:
        if field.type == "yes_no":
            for role in (field.role, *_members(field.role, values)):
                _as_truth(values.get(role, {}), field.key.partition(".")[2])
    fills = {field.question: field.key for field in release.fields if field.question}
    answered = values.setdefault("answers", {})
    visible = []
    for question in release.questions:
        if holds(question.when, values):
            visible.append(question)
            _join(question, fills.get(question.id, ""), values)
        else:
            answered.pop(question.id, None)
    return values, tuple(visible)


def _members(role: str, values: Values) -> list[str]:
    """Give the members of a list role that answers speak of: vehicles-1, vehicles-2."""
    return [owner for owner in values if owner.startswith(f"{role}-")]


def _join(question: PlanQuestion, key: str, values: Values) -> None:
    answered = values["answers"]
    if question.options == YES_NO:
        _as_truth(answered, question.id)
    if not key:
        return
    owner, _, part = key.partition(".")
    if answered.get(question.id) is not None:
        values.setdefault(owner, {})[part] = answered[question.id]
    elif values.get(owner, {}).get(part) is not None:
        answered[question.id] = values[owner][part]


def _as_truth(values: dict[str, Any], name: str) -> None:
    value = values.get(name)
    if isinstance(value, str):
        values[name] = _TRUTH.get(value)

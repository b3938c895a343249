"""Who may go the joint path, and what to say to those who may not."""

from onething.catalog.rules import compile_rule
from onething.plans.context import Values, rule_values
from onething.plans.release import Answers, Condition, PlanQuestion, Release


def failed(release: Release, answers: Answers, *, complete: bool = False) -> tuple[Condition, ...]:
    """Give the conditions that do not hold.

    While somebody is still answering, a condition waits for the names it mentions that may yet get a value: visible
    questions and fields of the form. With `complete` nothing more will be answered, and such a condition fails.
    """
    values, shown = rule_values(release, answers)
    return tuple(
        condition
        for condition in release.eligible
        if not compile_rule(condition.rule).holds(values)
        and (complete or not _pending(release, condition, values, shown))
    )


def _pending(release: Release, condition: Condition, values: Values, shown: tuple[PlanQuestion, ...]) -> bool:
    open_names = {f"answers.{question.id}" for question in shown} | {field.key for field in release.fields}
    for name in compile_rule(condition.rule).names:
        owner, _, part = name.partition(".")
        if name in open_names and values.get(owner, {}).get(part) is None:
            return True
    return False

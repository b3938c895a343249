"""The few questions that decide, as they are asked: in order, and only those that matter."""

from onething.plans.context import rule_values
from onething.plans.release import Answers, PlanQuestion, Release


def visible(release: Release, answers: Answers) -> tuple[PlanQuestion, ...]:
    """Give the questions that these answers leave to be asked, answered ones included, in order."""
    return rule_values(release, answers)[1]


def next_question(release: Release, answers: Answers) -> PlanQuestion | None:
    """Give the first visible question without an answer; None when all are answered."""
    values, shown = rule_values(release, answers)
    return next((question for question in shown if values["answers"].get(question.id) is None), None)

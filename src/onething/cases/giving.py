"""What an example gives, as rules take it: `answers.<question>`, `role.element`, `applicant`."""

from collections.abc import Iterator
from typing import Any

from onething.base.errors import Invalid, Problem
from onething.cases.referring import Spots, fields_of
from onething.catalog.definitions import Answer, Given
from onething.catalog.faults import near
from onething.plans.keys import base_key
from onething.plans.release import PlanQuestion, Release
from onething.plans.routing import AGAIN, APPLICANT


def given_answers(release: Release, given: Given, spots: Spots) -> dict[str, Any]:
    """Give the answers of an example. Raises Invalid with everything that the thing does not know."""
    problems = list(_unknown(release, given, spots))
    if problems:
        raise Invalid(*problems)
    counted = {question.counts: question.id for question in release.questions if question.counts}
    answers: dict[str, Any] = {APPLICANT: given.applicant or release.applicant[0]}
    if given.again:
        answers[AGAIN] = list(given.again)
    answers |= {f"answers.{counted[role]}": number for role, number in given.count.items()}
    answers |= {f"answers.{id}": _plain(value) for id, value in given.answers.items()}
    for key, value in given.fields.items():
        answers |= dict.fromkeys(_members(release, key, answers, counted), value)
    return answers


def _members(release: Release, key: str, answers: dict[str, Any], counted: dict[str, str]) -> list[str]:
    """Give the keys that a field means: of a list role without a number, that of every member."""
    role, _, element = key.partition(".")
    if role not in dict(release.lists):
        return [key]
    count = answers.get(f"answers.{counted.get(role, '')}", 1)
    return [f"{role}-{place}.{element}" for place in range(1, int(count) + 1)]


def _plain(value: Answer) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _unknown(release: Release, given: Given, spots: Spots) -> Iterator[Problem]:
    if given.applicant and given.applicant not in release.applicant:
        known = ", ".join(release.applicant)
        yield spots.problem("example.not_applicant", "given", "applicant", name=given.applicant, known=known)
    questions = {question.id: question for question in release.questions}
    for id, value in given.answers.items():
        if id not in questions:
            known = near(id, questions)
            yield spots.problem("example.unknown_question", "given", "answers", id, name=id, known=known)
        else:
            yield from _unfit(questions[id], value, spots)
    for key in given.fields:
        if base_key(key) not in fields_of(release):
            known = near(key, fields_of(release))
            yield spots.problem("example.unknown_field", "given", "fields", key, key=key, known=known)
    counts = {question.counts for question in release.questions if question.counts}
    for role in given.count:
        if role not in counts:
            yield spots.problem(
                "example.not_counted", "given", "count", role, name=role, known=near(role, counts)
            )


def _unfit(question: PlanQuestion, value: Answer, spots: Spots) -> Iterator[Problem]:
    """Find an answer that is not offered."""
    if question.counts and isinstance(value, int):
        return
    chosen = value if isinstance(value, tuple) else (_word(value),)
    offered = {option for option, _ in question.options}
    for one in chosen:
        if one not in offered:
            known = near(str(one), offered)
            steps = ("given", "answers", question.id)
            yield spots.problem("example.not_offered", *steps, name=question.id, value=one, known=known)


def _word(value: Answer) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

"""Every way a thing can go: all combinations of answers that can be reached, with both ends where later items look.

Many-of-several is taken as none, each one and all; a list role as one and two members; a number or text that rules
compare at the values where they turn. Beyond a cap, combinations are drawn at random, the same every time; but all
ways in which a case can go (which items, who signs, what follows from what) are few enough to be gone through.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from onething.catalog.rule_tree import Node, tree_of
from onething.catalog.rules import compile_rule
from onething.plans.keys import base_key, id_of
from onething.plans.questions import next_question
from onething.plans.release import DocumentSlot, Field, PlanQuestion, Release
from onething.plans.route import Route
from onething.plans.routing import APPLICANT, deciding_names, find_route
from onething.plans.words import YES_NO

CAP = 500
MOST_WAYS = 20_000
OUTCOME = "outcome."
GIVEN = "given:"
"""Stands before the key of a field that an item gives, among the choices of a scenario."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way to answer, which items are denied then (by id), and what items give where later rules look."""

    answers: Mapping[str, Any]
    denied: frozenset[str]
    elements: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The scenarios of a release. `whole`: these are all; otherwise they are drawn, which may give some fewer."""

    scenarios: tuple[Scenario, ...]
    whole: bool


def scenarios_of(release: Release, release_hash: str, cap: int = CAP) -> Scenarios:
    """Give every reachable scenario, or up to `cap` of them."""
    chooser = _Chooser(release, release_hash)
    found: list[Scenario] = []
    for choices in chooser.all({}):
        if len(found) == cap:
            return Scenarios(tuple(chooser.drawn(cap)), whole=False)
        found.append(_scenario(choices))
    return Scenarios(tuple(found), whole=True)


def ways_of(release: Release, release_hash: str) -> tuple[Scenario, ...]:
    """Give a scenario for every way in which a case can go; what only changes the form is answered in one way.

    Raises ValueError for a thing with more than MOST_WAYS.
    """
    found: list[Scenario] = []
    for choices in _Chooser(release, release_hash, telling=_telling(release)).all({}):
        if len(found) == MOST_WAYS:
            raise ValueError(f"{release.thing} in {release.region} can go in more than {MOST_WAYS} ways")
        found.append(_scenario(choices))
    return tuple(found)


def _telling(release: Release) -> frozenset[str]:
    """Give the names that tell which items are done, who signs and what follows, and those that show such questions."""
    rules = [rule for item in release.items for rule in (item.when, item.once)]
    rules += [sign.when for sign in release.signs]
    questions = {f"answers.{question.id}": question for question in release.questions}
    filled = {field.key: f"answers.{field.question}" for field in release.fields if field.question}
    todo = [name for rule in rules if rule for name in compile_rule(rule).names]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        question = questions.get(name)
        todo += [filled[name]] if name in filled else []
        todo += compile_rule(question.when).names if question and question.when else ()
    return frozenset(found)


def _scenario(choices: Mapping[str, Any]) -> Scenario:
    late = (OUTCOME, GIVEN)
    return Scenario(
        {name: value for name, value in choices.items() if not name.startswith(late)},
        frozenset(name[len(OUTCOME) :] for name, value in choices.items() if value == "denied"),
        {name[len(GIVEN) :]: value for name, value in choices.items() if name.startswith(GIVEN)},
    )


class _Chooser:
    """Knows what is to be chosen next, once some choices are made."""

    def __init__(self, release: Release, release_hash: str, telling: frozenset[str] | None = None) -> None:
        self.release = release
        self.telling = telling
        self.hash = release_hash
        self.fields = {field.key: field for field in release.fields}
        self.late = {name for item in release.items if item.once for name in compile_rule(item.once).names}
        self.turning = _literals(release)
        conditions = {name for one in release.eligible for name in compile_rule(one.rule).names}
        names = {*deciding_names(release), *conditions} if telling is None else telling
        self.early = names & self.fields.keys()

    def all(self, made: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Give every combination that starts with the choices made."""
        choice = self.following(made)
        if choice is None:
            yield made
            return
        name, values = choice
        for value in values:
            yield from self.all({**made, name: value})

    def drawn(self, count: int) -> list[Scenario]:
        """Draw combinations, each once; the same for the same release."""
        random = Random(f"{self.release.thing} {self.release.region}")  # noqa: S311 - not for secrets
        found: dict[str, Scenario] = {}
        for _ in range(count * 2):
            made: dict[str, Any] = {}
            while choice := self.following(made):
                made[choice[0]] = random.choice(choice[1])
            found.setdefault(repr(sorted(made.items(), key=str)), _scenario(made))
            if len(found) == count:
                break
        return list(found.values())

    def following(self, made: Mapping[str, Any]) -> tuple[str, Sequence[Any]] | None:
        """Give the next name to choose for and its values; None when nothing is open."""
        if APPLICANT not in made:
            return APPLICANT, self.release.applicant
        question = next_question(self.release, made)
        if question is not None:
            name, values = f"answers.{question.id}", _answers(question)
            tells = self.telling is None or name in self.telling or question.counts
            return name, values if tells else values[:1]
        route = find_route(self.release, self.hash, made)
        return next((choice for choice in self._open(route, made) if choice[0] not in made), None)

    def _open(self, route: Route, made: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[Any]]]:
        for field, _ in route.fields:
            values = self._values(field)
            is_decided = f"answers.{field.question}" in made or "produced" in field.getting
            if base_key(field.key) in self.early and values and not is_decided:
                yield field.key, values
        items = {id_of(route.plan(number).item) for number in route.items}
        for item in sorted(items):
            if OUTCOME + item.replace("-", "_") in self.late:
                yield OUTCOME + item, ("granted", "denied")
        gives = sorted({key for number in route.items for key in route.plan(number).gives})
        for key in gives:
            values = self._values(self.fields.get(base_key(key)), base_key(key))
            if base_key(key) in self.late and values:
                yield GIVEN + key, values

    def _values(self, field: Field | None, key: str = "") -> Sequence[Any]:
        """Give the values of a field at which rules may turn."""
        if field is not None and field.options == YES_NO:
            return (True, False)
        if field is not None and field.options:
            return tuple(value for value, _ in field.options)
        return self.turning.get(base_key(field.key) if field else key, ())


def _answers(question: PlanQuestion) -> Sequence[Any]:
    if question.counts:
        return tuple(count for count in (0, 1, 2) if question.least <= count <= question.most)
    if question.options == YES_NO:
        return (True, False)
    values = [value for value, _ in question.options]
    return [[], *([value] for value in values), values] if question.answer == "many" else values


def _literals(release: Release) -> dict[str, tuple[Any, ...]]:
    """Give, for each name that a rule compares with numbers or texts, these and values beside them."""
    rows: tuple[Field | DocumentSlot, ...] = (*release.fields, *release.documents)
    needs = (need for row in rows for need in row.needs)
    rules = {
        *(one.rule for one in release.eligible),
        *(rule for item in release.items for rule in (item.when, item.once)),
        *(need.when for need in needs),
        *(sign.when for sign in release.signs),
        *(question.when for question in release.questions),
    }
    found: dict[str, dict[Any, None]] = {}
    for rule in sorted(filter(None, rules)):
        for node in tree_of(rule).walk():
            if node.kind in ("compare", "call"):
                _turn(node, found)
    return {name: tuple(values) for name, values in found.items()}


def _turn(node: Node, found: dict[str, dict[Any, None]]) -> None:
    names = [one.value for part in node.parts for one in part.walk() if one.kind == "name"]
    values: list[Any] = []
    for one in (one for part in node.parts for one in part.walk()):
        if one.kind == "number":
            number = float(one.value) if "." in one.value else int(one.value)
            values += [number - 1, number, number + 1]
        elif one.kind == "text":
            values += [one.value, "—"]
    for name in names:
        found.setdefault(name, {}).update(dict.fromkeys(values))

"""Runs the examples of the catalog: composes, finds the route, plays the case, and names every promise not kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from onething.base.errors import Invalid, Problem
from onething.base.workdays import start_of
from onething.cases.core import state as s
from onething.cases.expecting import Found, expected
from onething.cases.giving import given_answers
from onething.cases.playing import Playthrough
from onething.cases.referring import Spots, numbers_of
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.definitions import Example, Step
from onething.plans.compose import compose
from onething.plans.release import Release
from onething.plans.release_bytes import release_hash
from onething.plans.routing import find_route

USUAL = "2026-03-02"
"""When examples happen that do not say when: a Monday, far from holidays."""
EIGHT = 8 * 3_600_000


@dataclass(frozen=True, slots=True)
class Told:
    """One example where it stands: in the nation's folder or a region's, under `thing/file`."""

    folder: str
    id: str
    example: Example

    @property
    def thing(self) -> str:
        """The thing it is about."""
        return self.id.partition("/")[0]

    @property
    def region(self) -> str:
        """Where it happens."""
        return self.example.region or self.folder


def examples_of(catalog: Catalog, thing: str = "") -> Iterator[Told]:
    """Give all examples, or those of one thing."""
    for folder, examples in sorted(
        catalog.examples.items(), key=lambda entry: (entry[0] != NATION, entry[0])
    ):
        for id, example in examples.items():
            told = Told(folder, id, example)
            if thing in ("", told.thing):
                yield told


def run_examples(catalog: Catalog) -> list[Problem]:
    """Run all examples and give what does not hold. Every thing must be one that can be composed."""
    composed = cache(partial(compose, catalog))
    return [
        problem
        for told in examples_of(catalog)
        for problem in check_example(composed(told.thing, told.region), catalog, told)
    ]


def run_example(catalog: Catalog, told: Told) -> list[Problem]:
    """Run one example on the thing as it is composed in its region.

    Raises Invalid and NotFound when there is no such thing to run it on.
    """
    return check_example(compose(catalog, told.thing, told.region), catalog, told)


def check_example(release: Release, catalog: Catalog, told: Told) -> list[Problem]:
    """Run one example on a release."""
    spots = Spots(catalog.lines, told.folder, told.id)
    try:
        answers = given_answers(release, told.example.given, spots)
        route = find_route(release, release_hash(release), answers)
        day = date.fromisoformat(told.example.given.on or USUAL).toordinal()
        found = Found(route, answers, day)
        if route.items:
            play = Playthrough(route, answers, catalog.calendar, start_of(day) + EIGHT)
            play.start()
            _happen(play, told.example.when, spots)
            found.ended(play)
    except Invalid as invalid:
        return list(invalid.problems)
    return list(expected(found, told.example.then, spots))


def _happen(play: Playthrough, steps: Sequence[Step], spots: Spots) -> None:
    """Let happen what the example says, then grant the rest."""
    for at, step in enumerate(steps):
        if step.days is not None:
            play.let_pass(step.days)
            continue
        key = "deny" if step.deny else "grant"
        wanted = step.deny or step.grant or ""
        number = numbers_of(play.route, wanted, spots, "when", at, key)[0]
        play.reach(number)
        if play.state_of(number) not in (s.SENT, s.ACCEPTED):
            state = play.state_of(number)
            raise Invalid(spots.problem("example.step_impossible", "when", at, key, item=wanted, state=state))
        if step.deny:
            play.deny(number)
        else:
            play.grant(number, step.elements)
    play.finish()

"""Tries a working folder on examples or past cases: what would change, and for how many."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, NamedTuple

from onething.base.errors import Invalid, NotFound
from onething.cases.examples import examples_of
from onething.cases.giving import given_answers
from onething.cases.referring import Spots
from onething.catalog import Catalog
from onething.plans.compose import compose
from onething.plans.difference import Change, changes, way_of
from onething.plans.release import Answers, Release
from onething.plans.release_bytes import release_hash


class Pinned(NamedTuple):
    """A release with its hash."""

    release: Release
    hash: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person whose answers are tried: before, and what they are called (an example's file; a case has no name)."""

    before: Pinned
    answers: Answers
    name: str = ""


@dataclass
class Trial:
    """What came of it. `new` are things that there were not before, `gone` those that there are no more, with the
    people concerned; `unfit` examples that name what only the other side has.
    """

    people: int = 0
    changed: int = 0
    counts: Counter[tuple[str, str, Change]] = field(default_factory=Counter)
    names: dict[tuple[str, str, Change], list[str]] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    gone: Counter[str] = field(default_factory=Counter)
    unfit: list[str] = field(default_factory=list)

    def add(self, after: Pinned, person: Person) -> None:
        """Compare one person's way before and after."""
        self.people += 1
        found = changes(way_of(*person.before, person.answers), way_of(*after, person.answers))
        self.changed += bool(found)
        for change in found:
            key = (after.release.thing, after.release.region, change)
            self.counts[key] += 1
            if person.name:
                self.names.setdefault(key, []).append(person.name)

    def rows(self) -> list[dict[str, Any]]:
        """Give every change with how many it meets, as plain data, the most frequent of each kind first."""
        order = ("condition", "question", "item", "document", "asked", "days")
        found = sorted(
            self.counts.items(),
            key=lambda row: (row[0][0], row[0][1], order.index(row[0][2].what), -row[1], row[0][2]),
        )
        return [
            {
                "thing": thing,
                "region": region,
                "what": change.what,
                "key": change.key,
                "came": change.came,
                "people": count,
                "examples": self.names.get((thing, region, change), []),
            }
            for (thing, region, change), count in found
        ]


def tried(catalog: Catalog, people: Iterable[Person], trial: Trial) -> Trial:
    """Try people on the new definitions. Raises Invalid where a thing cannot be composed."""
    releases: dict[tuple[str, str], Pinned] = {}
    for person in people:
        key = (person.before.release.thing, person.before.release.region)
        if key[0] not in catalog.things or key[1] not in catalog.regions:
            trial.gone[key[0]] += 1
            continue
        if key not in releases:
            releases[key] = _pinned(catalog, *key)
        trial.add(releases[key], person)
    return trial


def people_of_examples(
    before: Catalog, after: Catalog, trial: Trial, thing: str, region: str
) -> list[Person]:
    """Give the people of all examples, old and new; each example once, as it was written before where it was."""
    examples = {
        (told.folder, told.id): told for catalog in (after, before) for told in examples_of(catalog, thing)
    }
    found = []
    pinned = cache(partial(_pinned, before))
    for told in examples.values():
        if region not in ("", told.region):
            continue
        try:
            start = pinned(told.thing, told.region)
            answers = given_answers(
                start.release, told.example.given, Spots(after.lines, told.folder, told.id)
            )
        except NotFound:
            trial.new.add(told.thing)
            continue
        except Invalid:
            trial.unfit.append(f"{told.folder}/{told.id}")
            continue
        found.append(Person(start, answers, f"{told.folder}/{told.id}"))
    return found


def _pinned(catalog: Catalog, thing: str, region: str) -> Pinned:
    release = compose(catalog, thing, region)
    return Pinned(release, release_hash(release))

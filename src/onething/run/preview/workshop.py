"""Keeps what a working folder composes to: the newest faults, and the last good version of everything."""

import hashlib
import os
import threading
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from onething.base.errors import Invalid, NotFound, OneThingError, Problem
from onething.cases.examples import check_example, examples_of
from onething.catalog import NATION, Catalog, read
from onething.plans.compose import compose
from onething.plans.release import Release
from onething.plans.release_bytes import release_hash
from onething.run.commands.check import releases_of

FOLDER = "ONETHING_PREVIEW_FOLDER"
"""The environment variable in which the command hands the folder to the pages."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Composed:
    """A release with its hash; `stale` where the folder has changed since and could not be composed anew."""

    release: Release
    hash: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What the folder looks like now: `version` changes with any file; `problems` are all its faults."""

    version: str
    problems: tuple[Problem, ...] = ()
    catalog: Catalog | None = None
    composed: dict[Key, Composed] = field(default_factory=dict)


class Workshop:
    """A working folder under the hands of its author."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sight = Sight("")
        self._lock = threading.Lock()

    def look(self) -> Sight:
        """Give what the folder looks like; read and composed anew where a file has changed."""
        with self._lock:
            version = _version(self.folder)
            if version != self._sight.version:
                self._sight = _seen(self.folder, version, self._sight)
            return self._sight

    def release(self, thing: str, region: str) -> Composed:
        """Give a thing in a region. Raises NotFound for one that there is not, Invalid where it was never good."""
        sight = self.look()
        found = sight.composed.get((thing, region))
        if found is None and sight.catalog is not None:
            release = compose(sight.catalog, thing, region)
            found = Composed(release, release_hash(release))
        if found is None:
            raise NotFound(Problem("plans.unknown_thing", field=thing, values={"thing": thing}))
        return found


@cache
def workshop() -> Workshop:
    """Give the working folder that this process shows."""
    return Workshop(Path(os.environ[FOLDER]))


def _version(folder: Path) -> str:
    """Give a digest of every file's name, size and moment of change."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.y*ml")):
        state = path.stat()
        found.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()[:16]


def _seen(folder: Path, version: str, before: Sight) -> Sight:
    kept = {key: Composed(one.release, one.hash, stale=True) for key, one in before.composed.items()}
    try:
        catalog = read(folder)
    except Invalid as invalid:
        return Sight(version, invalid.problems, before.catalog, kept)
    problems: list[Problem] = []
    composed: dict[Key, Composed] = {}
    for key in releases_of(catalog):
        try:
            release = compose(catalog, *key)
            composed[key] = Composed(release, release_hash(release))
        except Invalid as invalid:
            problems += invalid.problems
            composed |= {key: kept[key]} if key in kept else {}
    problems += _of_examples(catalog, composed)
    return Sight(
        version, tuple({problem.said("en"): problem for problem in problems}.values()), catalog, composed
    )


def _of_examples(catalog: Catalog, composed: dict[Key, Composed]) -> list[Problem]:
    """Run the examples of what is good."""
    problems = []
    for told in examples_of(catalog):
        found = composed.get((told.thing, told.region)) or composed.get((told.thing, NATION))
        if found is not None and not found.stale:
            try:
                release = (
                    found.release
                    if found.release.region == told.region
                    else compose(catalog, told.thing, told.region)
                )
                problems += check_example(release, catalog, told)
            except OneThingError as error:
                problems += error.problems
    return problems

"""The national lists (重点事项清单), the stages of life that they are ordered by, and people's own words for things."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from onething.catalog.definitions.base import Definition, Id, Name, Text

BatchId = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[1-9]$")]
Since = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?$")]
Cycle = Literal["person", "enterprise"]
State = Literal["prepared", "piloted", "published", "improved", "retired"]


class Stage(Definition):
    """One stage of a life cycle. `about` says in plain words what is found there."""

    id: Name
    cycle: Cycle
    name: Text
    about: Text


class ListEntry(Definition):
    """One thing that a list names. Its id is that of our thing, which may not be defined yet."""

    id: Id
    name: Text
    stage: Name
    synonyms: tuple[str, ...] = ()


class Batch(Definition):
    """One national list. `count` is how many things it has; `entries` are those of which the name is known."""

    id: BatchId
    name: Text
    document: str = ""
    count: int
    entries: tuple[ListEntry, ...]


class ListState(Definition):
    """How far a region has come with a thing of a list (筹备、试点、上线、优化、退出)."""

    entry: Id
    state: State
    since: Since | None = None


class Word(Definition):
    """What people say where they live, and what it means: searching replaces the one by the other.

    A word that means nothing says nothing about what somebody wants to get done: searching passes over it.
    """

    say: str
    means: str = ""

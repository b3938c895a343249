"""Examples: given these answers, when this happens, then that follows. They are checked, and run as tests."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from onething.catalog.definitions.base import Day, Definition, Id, Name, Region, Text
from onething.catalog.definitions.things import Start

ItemRef = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(/[a-z][a-z0-9_]*)?(#[1-9][0-9]?)?$", max_length=124
    ),
]
FieldRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(-[1-9][0-9]?)?\.[a-z][a-z0-9_]*$", max_length=124)
]
SlotRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*@[a-z][a-z0-9_]*(-[1-9][0-9]?)?$", max_length=124)
]
Answer = bool | int | str | tuple[str, ...]
Ending = Literal["done", "partly_done", "refused"]


class Given(BaseModel):
    """Who applies and what they answer: questions, fields of the form, and how many members list roles have.

    `on` is the day on which they apply; `again` the items that alone are done again, after others were granted.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    applicant: Name | None = None
    answers: dict[Name, Answer] = Field(default_factory=dict)
    fields: dict[FieldRef, Any] = Field(default_factory=dict)
    count: dict[Name, int] = Field(default_factory=dict)
    on: Day | None = None
    again: tuple[ItemRef, ...] = ()


class Step(BaseModel):
    """One thing that happens: an item is granted (with what it gives) or denied, or calendar days pass.

    What the item waits for is granted before.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    grant: ItemRef | None = None
    deny: ItemRef | None = None
    days: int | None = Field(default=None, ge=1, le=3650)
    elements: dict[FieldRef, Any] = Field(default_factory=dict)


class Then(BaseModel):
    """What must follow. What is not named is not looked at.

    `items` belong to the case, `not_items` are not done: not on the route, skipped, or cancelled. `documents` are part
    of the set, `brought` are those of them that the person brings. `asked` is filled in or answered by the person,
    `not_asked` is no box on the form. `order` pairs an item with one that comes later because it waits for the first.
    `case` says whether a case is made at all, `open` whether it is the season, `starts` how the thing may be begun, `signers` who else signs, `authorised`
    which registries may then be asked, `lead` which department leads.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    items: tuple[ItemRef, ...] = ()
    not_items: tuple[ItemRef, ...] = ()
    documents: tuple[SlotRef, ...] = ()
    not_documents: tuple[SlotRef, ...] = ()
    brought: tuple[SlotRef, ...] = ()
    not_brought: tuple[SlotRef, ...] = ()
    asked: tuple[FieldRef, ...] = ()
    not_asked: tuple[FieldRef, ...] = ()
    eligible: bool | None = None
    handed_to: Id | None = None
    ends: Ending | None = None
    case: bool | None = None
    open: bool | None = None
    starts: tuple[Start, ...] = ()
    renews: bool | None = None
    signers: tuple[Name, ...] = ()
    authorised: tuple[Id, ...] = ()
    lead: Id | None = None
    order: tuple[tuple[ItemRef, ItemRef], ...] = ()


class Shape(Definition):
    """A shape that real guides have; examples show how it is written here."""

    id: Id
    name: Text


class Example(Definition):
    """One example of a thing. `shape` names the shapes of real guides that it shows; `region` is where it applies.

    After what `when` says, everything that is still open is granted.
    """

    name: Text
    region: Region | None = None
    shape: tuple[Id, ...] = ()
    given: Given = Given()
    when: tuple[Step, ...] = ()
    then: Then

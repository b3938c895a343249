"""Published figures: what others say a thing took before and after, kept to be set beside what is computed here."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from onething.catalog.definitions.base import Definition, Id, Region, Text

Measure = Literal["items", "forms", "fields", "documents", "visits", "steps", "days"]

AnswerName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(-[1-9][0-9]?)?\.[a-z][a-z0-9_]*$")]
"""`answers.<question>` or a field; of a member of a list role with its number: `vehicle-2.has_plate`."""


class PublishedNumber(BaseModel):
    """A measure that is computed here too. `why` explains the difference, and may be left out where there is none."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    measure: Measure
    before: float | None = None
    after: float | None = None
    why: Text | None = None


class PublishedOther(BaseModel):
    """A figure that nothing here counts: what is said, and `why` nothing stands beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    says: Text
    why: Text


class Published(Definition):
    """What one place has published about one thing, or without `thing` about several together.

    `region` and `answers` (`answers.<question>` or `role.element` → value) name the route that is computed beside it.
    """

    id: Id
    thing: Id | None = None
    place: Text
    region: Region = "000000"
    answers: dict[AnswerName, bool | int | float | str | tuple[str, ...]] = Field(default_factory=dict)
    numbers: tuple[PublishedNumber, ...] = ()
    others: tuple[PublishedOther, ...] = ()

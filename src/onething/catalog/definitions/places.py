"""Places, local departments and the calendar."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from onething.catalog.definitions.base import Day, Definition, Id, Region, Text

Phone = Annotated[str, StringConstraints(pattern=r"^([0-9][0-9-]{2,19})?$")]


class Reach(BaseModel):
    """How an office is reached: by people, and by this platform (`channel`).

    `channel`: pull (it claims its work by the contract) · push (it gets signed messages) · table (by a table between
    two systems) · workbench (it has no system: its clerks work on our pages).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    phone: Phone = ""
    address: str = ""
    hours: Text | None = None
    channel: Literal["pull", "push", "table", "workbench"] = "pull"


class LocalDepartment(Definition):
    """Who does a department's items in a region. Several departments may be done by one office (行政审批局)."""

    department: Id
    name: Text
    reach: Reach = Reach()


class Place(Definition):
    """A place that the library lacks, or that has an English name of its own; 000000 is the whole country."""

    code: Region
    name: Text


class Year(Definition):
    """One year of the working-day calendar (国务院办公厅节假日安排); dates off and make-up days on."""

    year: int
    holidays: tuple[Day, ...]
    makeup: tuple[Day, ...]

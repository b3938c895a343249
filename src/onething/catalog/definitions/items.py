"""Items (事项): what a department needs, gives and promises."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from onething.catalog.definitions.base import Code, Definition, FieldPath, Id, Name, Period, Rule, Text


class NeededElement(BaseModel):
    """An element that an item needs of one of its subjects (`child.name`). `max_length` may only be stricter.

    A bare `child.name` is a required element.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    element: FieldPath
    required: bool = True
    when: Rule | None = None
    why: Text | None = None
    max_length: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_bare_path(cls, value: Any) -> Any:
        return {"element": value} if isinstance(value, str) else value


class NeededDocument(BaseModel):
    """A document that an item needs of one of its subjects. Any one of the types `instead` does as well."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    type: Id
    of: Name
    instead: tuple[Id, ...] = ()
    required: bool = True
    when: Rule | None = None
    may: tuple[Literal["promise", "later"], ...] = ()


class Needs(BaseModel):
    """What an item must know and hold before it can be decided."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    elements: tuple[NeededElement, ...] = ()
    documents: tuple[NeededDocument, ...] = ()


class GivenDocument(BaseModel):
    """A document that an item makes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    type: Id
    of: Name


class Gives(BaseModel):
    """What an item makes: documents, and elements that later items may need."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    documents: tuple[GivenDocument, ...] = ()
    elements: tuple[FieldPath, ...] = ()


class Limit(BaseModel):
    """How long an authority may take. Working days, unless the period says calendar days."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    statutory: Period | None = None
    promised: Period | None = None
    excludes: Text | None = None


class Alone(BaseModel):
    """What the item costs a person who does it by itself, for the comparison before → after.

    visits: times somebody must come to a counter · steps: acts of the applicant the office waits for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    visits: int = 1
    steps: int = 1


Kind = Literal[
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政征收",
    "行政给付",
    "行政检查",
    "行政确认",
    "行政奖励",
    "行政裁决",
    "其他行政权力",
    "公共服务",
]


class BusinessType(Definition):
    """One business type (业务类型) of an item: what it needs and gives beside, and where it differs.

    `id` is an option of the question that chooses it, where one does. `needs`, `gives` and `law` are added to the
    item's; `limit`, `department` and `alone` stand instead of the item's.
    """

    id: Name
    name: Text
    department: Id | None = None
    needs: Needs = Needs()
    gives: Gives = Gives()
    limit: Limit | None = None
    alone: Alone | None = None
    law: tuple[str, ...] = ()


Mode = Literal["application", "check", "query", "system"]


ItemScheme = Literal[
    "catalog",
    "task",
    "handle_item",
    "local_catalog",
    "local_task",
    "standard_catalog",
    "standard_task",
    "supervision",
]


class Item(Definition):
    """One errand of one department (事项; kinds: GB/T 39046-2020 A.1).

    `mode`: application (somebody asks for it) · check (a department compares data; no paper comes of it) · query
    (answered from what registries hold; where nothing else is wanted, no case is made) · system (started by what went
    before; nobody asks for it). An item with `types` is always done as one of them. `codes` are
    its official codes by scheme.
    """

    id: Id
    name: Text
    department: Id
    kind: Kind
    mode: Mode = "application"
    types: tuple[BusinessType, ...] = ()
    needs: Needs = Needs()
    gives: Gives = Gives()
    limit: Limit = Limit()
    alone: Alone = Alone()
    law: tuple[str, ...] = ()
    refusal: Literal["ends_case", "others_go_on"] = "others_go_on"
    codes: dict[ItemScheme, Code] = Field(default_factory=dict)

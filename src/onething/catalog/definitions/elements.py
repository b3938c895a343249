"""Elements, document types, and who keeps or answers for them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from onething.catalog.definitions.base import Code, Definition, Id, Name, Option, Text


class Department(Definition):
    """Somebody who is responsible for items. `short` is the public short form (公安, 医保)."""

    id: Id
    name: Text
    short: Text
    phone: str = ""


class Registry(Definition):
    """A register that answers for elements and documents, asked by one key element of its subject.

    `public` are those of its elements that it publishes: they are told for a key that somebody merely typed in. All
    else only for one that the account or another registry vouches for.
    """

    id: Id
    name: Text
    holder: Id
    basis: str
    key: Name = "id_number"
    gives: tuple[Name, ...]
    public: tuple[Name, ...] = ()
    proves: tuple[Id, ...] = ()
    when_down: Literal["ask", "wait"] = "ask"


ElementType = Literal[
    "text",
    "name",
    "choice",
    "yes_no",
    "date",
    "datetime",
    "number",
    "id_number",
    "phone",
    "address",
    "region",
    "bank_account",
]


class Derivation(BaseModel):
    """How an element follows from another of the same subject."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    by: Literal["birth_date_of_id_number", "sex_of_id_number"]
    of: Name


class Element(Definition):
    """One datum, asked the same way wherever it is needed. Lengths count characters; `minimum`/`maximum` are numbers."""

    id: Name
    name: Text
    type: ElementType
    why: Text | None = None
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    max_length: int = 200
    minimum: float | None = None
    maximum: float | None = None
    unit: Text | None = None
    sensitive: bool = False
    derive: Derivation | None = None


Way = Literal["produced", "registry", "form", "promise", "later", "upload"]


class DocumentType(Definition):
    """One kind of paper. `ways` in order: the first that works is used.

    produced: another item's result · registry: checked at its holder · form: made from the one form ·
    promise: 告知承诺 · later: 容缺 · upload: the person brings it.
    """

    id: Id
    name: Text
    ways: tuple[Way, ...] = ("produced", "registry", "upload")
    formats: tuple[Literal["pdf", "jpg", "png"], ...] = ("pdf", "jpg", "png")
    max_megabytes: int = 10
    standard: Text | None = None
    carrier: Literal["paper", "electronic", "both"] = "both"
    codes: dict[Literal["certificate_type"], Code] = Field(default_factory=dict)

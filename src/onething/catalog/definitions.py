"""The language of the definitions: what people may write in services/*.yaml.

An item speaks of its own subjects; a thing binds them to its roles. A field is `role.element`, a document slot is
`type@role`. Every fact may carry `source` and `confidence`.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
FieldPath = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Region = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
Rule = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Period = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,3} (working|calendar) days?$")]
Slot = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*@[a-z][a-z0-9_]*$")]
ItemId = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(/[a-z][a-z0-9_]*)?$", max_length=121)
]
YearDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Confidence = Literal["confirmed", "inferred", "not_found"]


class Definition(BaseModel):
    """Base of all: unknown keys are refused, facts say where they are from."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: str = ""
    confidence: Confidence = "confirmed"
    note: str = ""


class Text(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: Annotated[str, StringConstraints(min_length=1)]
    en: Annotated[str, StringConstraints(min_length=1)]


class Department(Definition):
    """Somebody who is responsible for items. `short` is the public short form (公安, 医保)."""

    id: Id
    name: Text
    short: Text
    phone: str = ""


class Registry(Definition):
    """A register that answers for elements and documents, asked by one key element of its subject."""

    id: Id
    name: Text
    holder: Id
    basis: str
    key: Name = "id_number"
    gives: tuple[Name, ...]
    proves: tuple[Id, ...] = ()
    when_down: Literal["ask", "wait"] = "ask"


class Option(BaseModel):
    """One answer to choose."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    value: Name
    name: Text


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
    """A document that an item needs of one of its subjects. Any one of the types in `or` does as well."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    type: Id
    of: Name
    instead: tuple[Id, ...] = Field(default=(), alias="or")
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


Mode = Literal["application", "check", "system"]


class Item(Definition):
    """One errand of one department (事项; kinds: GB/T 39046-2020 A.1).

    `mode`: application (somebody asks for it) · check (a department compares data; no paper comes of it) · system
    (started by what went before; nobody asks for it). An item with `types` is always done as one of them.
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


class Role(BaseModel):
    """Somebody or something a thing is about.

    A role with `most` is a list of up to so many (vehicles, co-applicants): its fields and documents are asked for
    each. `acts_for` names the role that this one speaks for (an administrator for a bankrupt firm).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["person", "enterprise", "object"]
    name: Text
    most: int | None = Field(default=None, ge=2, le=99)
    acts_for: Name | None = None


class Question(Definition):
    """One of the few questions that decide which items apply. Its answer is `answers.<id>` in rules.

    `fills` names the field of which the answer is the value: that field is never asked again in the form.
    `many` lets several options be chosen (`"seal" in answers.also`); `count` asks how many there are of the list
    role `counts`.
    """

    id: Name
    fills: FieldPath | None = None
    ask: Text
    why: Text | None = None
    answer: Literal["yes_no", "choice", "many", "count"]
    counts: Name | None = None
    options: tuple[Option, ...] = ()
    when: Rule | None = None


class Eligibility(Definition):
    """A rule that must hold for the joint path, and what to say and do when it does not.

    `thing` names the thing that helps instead: the page leads there.
    """

    id: Name
    rule: Rule
    otherwise: Text
    remedy: Text
    thing: Id | None = None


class After(BaseModel):
    """An order that only the law gives; order that data gives is never written down.

    `item` is an item, one business type of it (`fire-inspection/general`), or a wait.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    item: ItemId
    law: str


class ThingItem(Definition):
    """An item in a thing: when it applies, and which role plays which of its subjects.

    `when` is known from the application; `once` only from what earlier items gave or decided (`outcome.<item>`).
    An item with business types names one (`type`) or the question that chooses (`by: answers.kind`: one entry for each
    type, each under the option of the same name). `each` repeats it for every member of a list role. `at` names the
    field with the region whose office does it, where that is not the region of the case.
    """

    item: Id
    type: Name | None = None
    by: FieldPath | None = None
    each: Name | None = None
    at: FieldPath | None = None
    when: Rule | None = None
    once: Rule | None = None
    bind: dict[Name, Name] = Field(default_factory=dict)
    after: tuple[After, ...] = ()


class Wait(Definition):
    """A time that must pass, a node like an item: public notice, earliest date, visit.

    It lasts `lasts` from the moment at which what it is `after` is done (or the case starts), or until the date in
    the field `until`. What stands in `before` waits for it. `excluded`: it does not count against the promised limit,
    whose clock stands still meanwhile. A `visit` is arranged once for all items in `before`.
    """

    id: Id
    name: Text
    kind: Literal["notice", "earliest", "visit"]
    lasts: Period | None = None
    until: FieldPath | None = None
    when: Rule | None = None
    after: tuple[ItemId, ...] = ()
    before: tuple[ItemId, ...] = ()
    excluded: bool = True
    law: str


class Choice(Definition):
    """How many of some items a case has: checked when published, for every way to answer the questions."""

    pick: Literal["exactly_one", "at_most_one"]
    of: tuple[ItemId, ...] = Field(min_length=2)
    when: Rule | None = None


class Season(Definition):
    """The days of a year, first and last, on which a thing may be applied for."""

    opens: YearDay
    closes: YearDay
    name: Text | None = None


class Lookup(BaseModel):
    """One question to a registry: by a field of the thing, filling fields and proving documents.

    `gives`: field → element of the registry. `proves`: document slots `type@role`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    registry: Id
    by: FieldPath
    gives: dict[FieldPath, Name] = Field(default_factory=dict)
    proves: tuple[Slot, ...] = ()


class Signing(BaseModel):
    """Who else must sign before the case counts as submitted, and by when. The role must be an applicant role.

    `authorises` are the registries that may be asked about a person only after that person signed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    who: Literal["other_applicants"]
    within: Period
    when: Rule | None = None
    authorises: tuple[Id, ...] = ()


Delivery = Literal["electronic", "post", "window"]
Start = Literal["apply", "confirm", "query"]


class Thing(Definition):
    """One thing to do (一件事): only items, roles and the few questions.

    `start`: apply · confirm (the state has found that it applies, or it is renewed: the person only confirms) · query
    (answered at once from what the state holds, no case is made). `renews`: how often it must be confirmed anew.
    """

    id: Id
    name: Text
    summary: Text
    synonyms: tuple[str, ...] = ()
    stage: Name
    batch: str = ""
    lead: Id
    roles: dict[Name, Role]
    applicant: tuple[Name, ...]
    questions: tuple[Question, ...] = ()
    eligible: tuple[Eligibility, ...] = ()
    items: tuple[ThingItem, ...]
    choices: tuple[Choice, ...] = ()
    waits: tuple[Wait, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    signs: tuple[Signing, ...] = ()
    seasons: tuple[Season, ...] = ()
    start: tuple[Start, ...] = ("apply",)
    renews: Literal["yearly"] | None = None
    limit: Limit = Limit()
    delivery: tuple[Delivery, ...] = ("electronic", "window")


class ThingOverlay(Definition):
    """What a region changes in a thing. It may add, shorten and offer more; it may not take away.

    `items`, `choices`, `waits`, `questions`, `eligible`, `lookups` and `delivery` are added; items that ask more need
    `law`. `seasons` stand instead of the nation's.
    """

    thing: Id
    summary: Text | None = None
    synonyms: tuple[str, ...] = ()
    lead: Id | None = None
    items: tuple[ThingItem, ...] = ()
    choices: tuple[Choice, ...] = ()
    waits: tuple[Wait, ...] = ()
    questions: tuple[Question, ...] = ()
    eligible: tuple[Eligibility, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    seasons: tuple[Season, ...] = ()
    limit: Limit | None = None
    delivery: tuple[Delivery, ...] = ()
    law: tuple[str, ...] = ()


class LocalDepartment(Definition):
    """Who does a department's items in a region."""

    department: Id
    name: Text
    phone: str = ""


class Place(Definition):
    """A place by its GB/T 2260 code; 000000 is the whole country."""

    code: Region
    name: Text


class Year(Definition):
    """One year of the working-day calendar (国务院办公厅节假日安排); dates off and make-up days on."""

    year: int
    holidays: tuple[Day, ...]
    makeup: tuple[Day, ...]

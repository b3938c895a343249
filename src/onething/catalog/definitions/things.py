"""Things (一件事) and what a region changes in them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from onething.catalog.definitions.base import (
    Cited,
    Definition,
    FieldPath,
    Id,
    ItemId,
    Name,
    Option,
    Period,
    Rule,
    Slot,
    Text,
    YearDay,
)
from onething.catalog.definitions.items import Limit


class Role(BaseModel):
    """Somebody or something a thing is about.

    A role with `most` is a list of `least` to `most` (vehicles, co-applicants): its fields and documents are asked for
    each. `acts_for` names the role that this one speaks for (an administrator for a bankrupt firm).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: Literal["person", "enterprise", "object"]
    name: Text
    most: int | None = Field(default=None, ge=2, le=99)
    least: int = Field(default=1, ge=0, le=99)
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
Channel = Literal["online", "window", "terminal", "hotline"]
Identity = Annotated[int, Field(ge=2, le=5)]
Fee = Annotated[int, Field(ge=0)]
Start = Literal["apply", "confirm"]


class Thing(Definition):
    """One thing to do (一件事): only items, roles and the few questions.

    `start`: apply · confirm (the state has found that it applies, or it is renewed: the person only confirms).
    `renews`: how often it must be confirmed anew.
    `identity` is the least level at which an applicant must be known: 2 self-filled, 3 name and number checked,
    4 also the face, 5 certificate or in person. `fee` is what it costs in yuan.
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
    channels: tuple[Channel, ...] = Field(default=("online", "window"), min_length=1)
    identity: Identity = 4
    fee: Fee = 0
    start: tuple[Start, ...] = ("apply",)
    renews: Literal["yearly"] | None = None
    limit: Limit = Limit()
    delivery: tuple[Delivery, ...] = ("electronic", "window")


class Change(Definition):
    """What a region changes in an item that a wider region listed: a shorter limit, or a narrower `when`.

    `when` must hold beside the item's own condition, so it can only narrow; it needs the law that says so.
    """

    item: ItemId
    limit: Limit | None = None
    when: Rule | None = None
    law: tuple[Cited, ...] = ()


class Known(Definition):
    """A question that a region need not ask, because its data tell: `rule` stands wherever the answer stood."""

    question: Name
    rule: Rule


class ThingOverlay(Definition):
    """What a region changes in a thing. It may add, shorten and offer more; it may not take away.

    `items`, `choices`, `waits`, `questions`, `eligible`, `lookups` and `synonyms` are added; what asks more needs
    `law`. `lead`, `applicant`, `seasons`, `channels`, `identity`, `fee`, `start` and `delivery` stand instead of what the
    wider region has, and may offer no less.
    """

    thing: Id
    summary: Text | None = None
    synonyms: tuple[str, ...] = ()
    lead: Id | None = None
    applicant: tuple[Name, ...] = ()
    items: tuple[ThingItem, ...] = ()
    changes: tuple[Change, ...] = ()
    choices: tuple[Choice, ...] = ()
    waits: tuple[Wait, ...] = ()
    questions: tuple[Question, ...] = ()
    known: tuple[Known, ...] = ()
    eligible: tuple[Eligibility, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    seasons: tuple[Season, ...] = ()
    channels: tuple[Channel, ...] = ()
    identity: Identity | None = None
    fee: Fee | None = None
    start: tuple[Start, ...] = ()
    limit: Limit | None = None
    delivery: tuple[Delivery, ...] = ()
    law: tuple[Cited, ...] = ()

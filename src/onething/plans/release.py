"""What the composer makes: a Release (one thing in one region, pinned by content hash) and a Route through it.

A Release is plain frozen data: it is encoded to canonical bytes, hashed, stored and read back unchanged.
Field keys are `role.element`, document keys `type@role`. All limits are working days unless a name says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Texts = Mapping[str, str]
Getting = Literal["account", "registry", "derived", "produced", "answer", "ask"]


@dataclass(frozen=True, slots=True)
class Need:
    """That an item needs a field or document. `when` is a rule; `why` says why, in both languages.

    `may` are the ways in which the item lets a document be put off: promise, later.
    """

    item: int
    required: bool = True
    when: str = ""
    why: Texts | None = None
    may: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the one form. `getting` lists the ways it can be had, in order.

    `ask` is the last, and is absent where an item that every case has makes the field: nobody is asked for it.
    `produced_by` are the items of which one may give it.
    """

    key: str
    role: str
    name: Texts
    type: str
    getting: tuple[Getting, ...]
    needs: tuple[Need, ...]
    hint: Texts | None = None
    options: tuple[tuple[str, Texts], ...] = ()
    max_length: int = 200
    minimum: float | None = None
    maximum: float | None = None
    unit: Texts | None = None
    sensitive: bool = False
    derive: tuple[str, str] | None = None
    question: str = ""
    produced_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentSlot:
    """One document of the one set: `ways` in order as DocumentType.ways, narrowed to what can happen here.

    Any one of the types in `instead` does as well.
    """

    key: str
    type: str
    role: str
    name: Texts
    ways: tuple[str, ...]
    needs: tuple[Need, ...]
    formats: tuple[str, ...]
    max_megabytes: int
    standard: Texts | None = None
    instead: tuple[tuple[str, Texts], ...] = ()
    produced_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A document that an item makes: `carrier` paper, electronic or both."""

    key: str
    type: str
    role: str
    name: Texts
    carrier: str


@dataclass(frozen=True, slots=True)
class WaitPlan:
    """A time that passes: `days` (calendar days where `calendar_days`), or until the date in the field `until`.

    `excluded`: the joint clock stands still meanwhile, by `law`.
    """

    kind: str
    days: int
    calendar_days: bool
    until: str
    excluded: bool
    law: str


ONCE = "once"
"""The reason in `PlanItem.after` of an item that is waited for only to see how it ends."""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item of the thing. `fields` and `documents` are what its department sees, and nothing else.

    `after` are items whose results or decisions it waits for (when they are in the route), with the reason:
    a field key, a document key, the law, or ONCE. `gives` are keys of fields it makes, `results` the documents. `limit`
    is what was promised, else what the law allows. `item` is its id, with the business type where it has one. `once`
    is a rule over what earlier items gave and decided; `each` the list role for whose members it is repeated; `at` the
    field that names the region whose office does it; `wait` is set where it is no work but time that passes.
    """

    item: str
    name: Texts
    department: str
    kind: str
    when: str
    limit: int | None
    statutory: int | None
    law: tuple[str, ...]
    refusal: Literal["ends_case", "others_go_on"]
    fields: tuple[str, ...]
    documents: tuple[str, ...]
    gives: tuple[str, ...]
    results: tuple[Result, ...]
    after: tuple[tuple[int, str], ...]
    visits_alone: int
    steps_alone: int
    confidence: str
    mode: str = "application"
    once: str = ""
    each: str = ""
    at: str = ""
    wait: WaitPlan | None = None


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """A question that decides; `when` may hide it.

    Answers are `yes`/`no`, an option's value, a list of them (`many`), or a number from `least` to `most`
    (`count`, of the role `counts`).
    """

    id: str
    ask: Texts
    why: Texts | None
    options: tuple[tuple[str, Texts], ...]
    when: str
    answer: str = "choice"
    counts: str = ""
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule of eligibility, with what to say and do when it does not hold; `thing` is the one that helps instead."""

    id: str
    rule: str
    otherwise: Texts
    remedy: Texts
    thing: str = ""


@dataclass(frozen=True, slots=True)
class LookupPlan:
    """One question to a registry: `gives` field key → registry element, `proves` document keys.

    `public` are the field keys that it also tells for a key that nobody vouches for.
    """

    registry: str
    name: Texts
    holder: str
    basis: str
    by: str
    gives: tuple[tuple[str, str], ...]
    proves: tuple[str, ...]
    when_down: str
    public: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SigningPlan:
    """Other applicants sign within `within` days (calendar days where `calendar_days`).

    `authorises` are registries that may be asked about somebody only once that person signed.
    """

    within: int
    calendar_days: bool
    when: str
    authorises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDepartment:
    """Who does it here: local name, public short form, and how people reach it."""

    id: str
    name: Texts
    short: Texts
    phone: str
    address: str = ""
    hours: Texts | None = None


@dataclass(frozen=True, slots=True)
class SeasonPlan:
    """First and last day of a year (`06-01`) on which the thing may be applied for."""

    opens: str
    closes: str
    name: Texts | None


@dataclass(frozen=True, slots=True)
class Release:
    """A thing as composed for a region. Items stand in an order in which each comes after what it waits for.

    `lists` are the roles with members, each with the most it may have.
    """

    thing: str
    region: str
    region_name: Texts
    name: Texts
    summary: Texts
    synonyms: tuple[str, ...]
    stage: str
    lead: str
    roles: tuple[tuple[str, str, Texts], ...]
    applicant: tuple[str, ...]
    questions: tuple[PlanQuestion, ...]
    eligible: tuple[Condition, ...]
    items: tuple[PlanItem, ...]
    fields: tuple[Field, ...]
    documents: tuple[DocumentSlot, ...]
    lookups: tuple[LookupPlan, ...]
    signs: tuple[SigningPlan, ...]
    limit: int
    limit_excludes: Texts | None
    delivery: tuple[str, ...]
    departments: tuple[PlanDepartment, ...]
    confidence: str
    sources: tuple[str, ...]
    lists: tuple[tuple[str, int], ...] = ()
    seasons: tuple[SeasonPlan, ...] = ()
    start: tuple[str, ...] = ("apply",)
    renews: str = ""
    channels: tuple[str, ...] = ()
    identity: int = 0
    fee: int = 0

    def department(self, id: str) -> PlanDepartment:
        """Give a department of this release by its id."""
        return next(department for department in self.departments if department.id == id)


Answers = Mapping[str, Any]

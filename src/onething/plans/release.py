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
    """That an item needs a field or document. `when` is a rule; `why` says why, in both languages."""

    item: int
    required: bool = True
    when: str = ""
    why: Texts | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the one form. `getting` lists the ways it can be had, in order.

    `ask` is the last, and is absent where an item that every case has makes the field: nobody is asked for it.
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
    produced_by: int = -1


@dataclass(frozen=True, slots=True)
class DocumentSlot:
    """One document of the one set: `ways` in order as DocumentType.ways, narrowed to what can happen here."""

    key: str
    type: str
    role: str
    name: Texts
    ways: tuple[str, ...]
    needs: tuple[Need, ...]
    formats: tuple[str, ...]
    max_megabytes: int
    standard: Texts | None = None
    produced_by: int = -1


@dataclass(frozen=True, slots=True)
class Result:
    """A document that an item makes: `carrier` paper, electronic or both."""

    key: str
    type: str
    role: str
    name: Texts
    carrier: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item of the thing. `fields` and `documents` are what its department sees, and nothing else.

    `after` are items whose results or decisions it waits for (when they are in the route), with the reason:
    a field key, a document key, or the law. `gives` are keys of fields it makes, `results` the documents. `limit` is
    what was promised, else what the law allows.
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


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """A question that decides; `when` may hide it. Answers are `yes`/`no` or an option's value."""

    id: str
    ask: Texts
    why: Texts | None
    options: tuple[tuple[str, Texts], ...]
    when: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule of eligibility, with what to say and do when it does not hold."""

    id: str
    rule: str
    otherwise: Texts
    remedy: Texts


@dataclass(frozen=True, slots=True)
class LookupPlan:
    """One question to a registry: `gives` field key → registry element, `proves` document keys."""

    registry: str
    name: Texts
    holder: str
    basis: str
    by: str
    gives: tuple[tuple[str, str], ...]
    proves: tuple[str, ...]
    when_down: str


@dataclass(frozen=True, slots=True)
class SigningPlan:
    """Other applicants sign within `within` days (calendar days where `calendar_days`)."""

    within: int
    calendar_days: bool
    when: str


@dataclass(frozen=True, slots=True)
class PlanDepartment:
    """Who does it here: local name, public short form, telephone."""

    id: str
    name: Texts
    short: Texts
    phone: str


@dataclass(frozen=True, slots=True)
class Release:
    """A thing as composed for a region. Items stand in an order in which each comes after what it waits for."""

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

    def department(self, id: str) -> PlanDepartment:
        """Give a department of this release by its id."""
        return next(department for department in self.departments if department.id == id)


Answers = Mapping[str, Any]

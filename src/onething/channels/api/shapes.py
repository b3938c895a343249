"""What goes over the wire. Strict: an unknown key is refused, every text and list has a cap.

Times are milliseconds since 1970 UTC on the platform's clock. A field key is `role.element`, a document key `type@role`.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SkipValidation,
    StrictBool,
    StrictFloat,
    StrictInt,
    StringConstraints,
)

MOST = 200
KEYS = 200

Plain = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Short = Annotated[str, StringConstraints(max_length=100, pattern=Plain)]
Long = Annotated[str, StringConstraints(max_length=1000, pattern=Plain)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=130, pattern=r"^[a-z0-9_.@-]+$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Whole = Annotated[StrictInt, Field(ge=-(2**53), le=2**53)]
Fraction = Annotated[StrictFloat, Field(allow_inf_nan=False, ge=-1e15, le=1e15)]
Value = StrictBool | Whole | Fraction | Long
ItemIndex = Annotated[StrictInt, Field(ge=0, le=32_767)]


class Received(BaseModel):
    """Base of all that comes in."""

    model_config = ConfigDict(extra="forbid")


class ClaimIn(Received):
    """Take up to `limit` open items under a lease. The same `id` again gives the same claim."""

    id: UUID
    limit: Annotated[StrictInt, Field(ge=1, le=MOST)] = MOST
    lease_seconds: Annotated[StrictInt, Field(ge=5, le=86_400)] = 600


class AnswerIn(Received):
    """Base of all answers. `id` is the sender's: the same id on the same case takes effect once."""

    id: UUID
    case: UUID
    item: ItemIndex
    lease: Annotated[str, StringConstraints(max_length=36, pattern=Plain)]


class Accepted(AnswerIn):
    """受理."""

    kind: Literal["accepted"]


class Correction(AnswerIn):
    """Ask the applicant, once and all at once, to correct fields or documents; before acceptance."""

    kind: Literal["correction"]
    contested: Annotated[tuple[Key, ...], Field(max_length=KEYS)]
    reason: Long
    good_enough: Long = ""


class Suspended(AnswerIn):
    """Stop the clock for a lawful cause."""

    kind: Literal["suspended"]
    cause: Long
    basis: Long


class Resumed(AnswerIn):
    """Let the clock run again."""

    kind: Literal["resumed"]


class ResultIn(Received):
    """A declared result: the paper brought before, and its number."""

    key: Key
    digest: Digest
    number: Short = ""


class Granted(AnswerIn):
    """Decide for the applicant, with every declared result and element and nothing else."""

    kind: Literal["granted"]
    results: Annotated[tuple[ResultIn, ...], Field(max_length=KEYS)] = ()
    elements: Annotated[dict[Key, Value], Field(max_length=KEYS)] = {}


class Denied(AnswerIn):
    """Decide against the applicant: by which rule, why, and what they can do."""

    kind: Literal["denied"]
    rule: Long
    reason: Long
    remedy: Long


class Delivered(AnswerIn):
    """Say that the paper results were handed over."""

    kind: Literal["delivered"]
    how: Literal["post", "window", "electronic"]
    tracking: Short = ""


Answer = Annotated[
    Accepted | Correction | Suspended | Resumed | Granted | Denied | Delivered, Field(discriminator="kind")
]


class AnswersIn(Received):
    """A batch. Each answer is judged by itself: a bad one is refused, the good ones are taken, in one commit."""

    answers: Annotated[list[Annotated[Answer, SkipValidation]], Field(min_length=1, max_length=MOST)]


class ErrorOut(BaseModel):
    """One thing that is wrong. `code` is stable; message and remedy follow Accept-Language (zh, en)."""

    code: str
    field: str
    message: str
    remedy: str


class Errors(BaseModel):
    """Everything that is wrong; `error` is the first."""

    error: ErrorOut
    errors: list[ErrorOut]


class AnswerOut(BaseModel):
    """What became of one answer, in the order given. `id` is empty where none could be read."""

    id: str
    status: Literal["taken", "repeated", "refused"]
    error: ErrorOut | None = None
    errors: list[ErrorOut] = []


class AnswersOut(BaseModel):
    """What became of a batch."""

    at: int
    results: list[AnswerOut]


class DocumentOut(BaseModel):
    """A document of the case that the item declared. `href` is empty where there is no file (a promise, a proof)."""

    key: str
    type: str
    role: str
    name: str
    digest: str
    way: str
    href: str


class ResultOut(BaseModel):
    """A result to bring: `carrier` is paper, electronic or both."""

    key: str
    name: dict[str, str]
    carrier: str


class WorkOut(BaseModel):
    """One item with what it declared, and nothing else. `asked`: its one correction was used."""

    case: str
    number: str
    item: int
    id: str
    thing: str
    state: str
    lease: str
    sent: int
    due: int | None
    asked: bool
    delivered: bool
    deliver: str
    fields: dict[str, Value]
    documents: list[DocumentOut]
    results: list[ResultOut]
    gives: list[str]


class ClaimOut(BaseModel):
    """What a claim holds, until when. Items that were answered or lost meanwhile are left out."""

    claim: str
    until: int
    at: int
    work: list[WorkOut]


class WorkPage(BaseModel):
    """A page of work in hand. Ask again with `after` = `next` until `next` is empty."""

    at: int
    work: list[WorkOut]
    next: str


class PaperOut(BaseModel):
    """A paper that was kept: name it by `digest`."""

    digest: str
    size: int
    media_type: str

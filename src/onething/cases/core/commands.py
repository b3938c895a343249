"""What somebody wants to happen. A command has an id: the same id on the same case takes effect once."""

from typing import Any
from uuid import UUID

from msgspec import Struct

from onething.base.actor import Actor, Channel


class Command(Struct, frozen=True, kw_only=True, gc=False):
    """Base of all commands. `at` is in milliseconds since 1970 UTC."""

    id: UUID
    case: UUID
    at: int
    actor: Actor
    channel: Channel


class Submit(Command, frozen=True, kw_only=True):
    """Send the one form: opens the case. `parties` maps every applicant role in use to a person's key.

    `answers` and `documents` are the form as it stands, each value with its origin; `items` is the route,
    `counts` how many members its list roles have.
    """

    release: str
    region: str
    role: str
    items: tuple[int, ...]
    counts: tuple[tuple[str, int], ...] = ()
    parties: dict[str, str]
    signers: tuple[str, ...] = ()
    sign_by: int = 0
    delivery: str = "electronic"
    answers: dict[str, Any]
    documents: dict[str, Any]


class Sign(Command, frozen=True, kw_only=True):
    """Agree as another applicant."""


class DeclineSigning(Command, frozen=True, kw_only=True):
    """Do not agree as another applicant."""


class RenewSigning(Command, frozen=True, kw_only=True):
    """Ask for the signature again, until `sign_by`."""

    sign_by: int


class Correct(Command, frozen=True, kw_only=True):
    """Answer a correction: only contested fields and documents may change."""

    answers: dict[str, Any]
    documents: dict[str, Any]
    explanation: str = ""


class Withdraw(Command, frozen=True, kw_only=True):
    """Take the case back."""

    reason: str = ""


class Tick(Command, frozen=True, kw_only=True):
    """Let time pass: everything that is due by `at` happens."""


class Migrate(Command, frozen=True, kw_only=True):
    """Move the case to another release of its thing, named by its hash."""

    release: str


class ItemCommand(Command, frozen=True, kw_only=True):
    """Base of what a department says about one item; `lease` is the claim that holds it."""

    item: int
    lease: str


class Accept(ItemCommand, frozen=True, kw_only=True):
    """受理."""


class AskCorrection(ItemCommand, frozen=True, kw_only=True):
    """Ask the applicant to correct contested fields or documents, all at once."""

    contested: tuple[str, ...]
    reason: str
    good_enough: str = ""


class Suspend(ItemCommand, frozen=True, kw_only=True):
    """Stop the clock for a lawful cause."""

    cause: str
    basis: str


class Resume(ItemCommand, frozen=True, kw_only=True):
    """Let the clock run again."""


class Grant(ItemCommand, frozen=True, kw_only=True):
    """Decide for the applicant. `results`: (document key, paper digest, number); `elements`: what the item gives."""

    results: tuple[tuple[str, str, str], ...] = ()
    elements: dict[str, Any] = {}


class Deny(ItemCommand, frozen=True, kw_only=True):
    """Decide against the applicant."""

    rule: str
    reason: str
    remedy: str


class Deliver(ItemCommand, frozen=True, kw_only=True):
    """Say that the results were handed over."""

    how: str
    tracking: str = ""

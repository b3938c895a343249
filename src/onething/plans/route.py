"""A Route: the part of a Release that one applicant's answers lead to. Routes are cached by release and answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onething.plans.release import DocumentSlot, Field, Release


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """Which items apply, in which order, and what the form and the documents are then.

    `items` are indices into `release.items`, in an order that respects `after`. `fields` and `documents` pair each
    field or slot in use with whether an answer is required. Only items of the route appear anywhere: each field and
    slot is narrowed to the needs that apply and the ways that can happen here.
    """

    release: Release
    release_hash: str
    items: tuple[int, ...]
    after: Mapping[int, tuple[int, ...]]
    dependents: Mapping[int, tuple[int, ...]]
    fields: tuple[tuple[Field, bool], ...]
    documents: tuple[tuple[DocumentSlot, bool], ...]
    signers: tuple[str, ...] = field(default=())
    sign_within: int = 0
    sign_calendar_days: bool = True

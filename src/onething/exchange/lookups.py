"""Which questions to registries a draft calls for, and where each stands."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from onething.base.canonical import digest
from onething.cases.clock import now
from onething.cases.models import Draft
from onething.exchange.models import Lookup
from onething.plans.asking import lookups_for
from onething.plans.release import LookupPlan, Release

REGISTRY, PUBLIC = "registry:", "public:"
"""Origins: what a registry said of somebody known, and what it publishes of a number that was typed in."""

TRUSTED = ("account", REGISTRY)
"""Only a number that an identity provider or a registry vouches for is asked by: nobody may type in a stranger's
ID number and read that stranger's records in the form. For a typed number a register tells only what it publishes."""


def request_lookups(draft: Draft, release: Release) -> int:
    """Ask what can be asked now and was not asked yet; gives how many questions are new. Safe to repeat.

    A typed number that was changed is asked by anew.
    """
    wanted = [lookup for plan in lookups_for(release, draft.answers) for lookup in _wanted(draft, plan)]
    known = set(Lookup.objects.filter(draft=draft.id).values_list("registry", "by", "typed"))
    new = [lookup for lookup in wanted if (lookup.registry, lookup.by, lookup.typed) not in known]
    asked = {(registry, by) for registry, by, _ in known}
    _forget(draft, [lookup for lookup in new if (lookup.registry, lookup.by) in asked])
    Lookup.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _forget(draft: Draft, corrected: list[Lookup]) -> None:
    """Take out what a registry published of a number that was typed wrong."""
    stale = {
        key
        for lookup in corrected
        for key in lookup.gives
        if draft.answers.get(key, ["", ""])[1] == f"{PUBLIC}{lookup.registry}"
    }
    if stale:
        draft.answers = {key: entry for key, entry in draft.answers.items() if key not in stale}
        draft.save(update_fields=["answers"])


def _wanted(draft: Draft, plan: LookupPlan) -> Iterator[Lookup]:
    answer = draft.answers.get(plan.by)
    vouched = is_vouched_for(answer)
    gives = {key: name for key, name in plan.gives if vouched or key in plan.public}
    if not answer or not answer[0] or not (vouched or gives):
        return
    at = now()
    yield Lookup(
        draft=draft.id,
        person=draft.person,
        registry=plan.registry,
        by=plan.by,
        typed="" if vouched else digest(f"{draft.id}{answer[0]}".encode()),
        subject=answer[0],
        gives=gives,
        proves=list(plan.proves) if vouched else [],
        asked=at,
        next_try=at,
    )


def is_vouched_for(answer: list[Any] | None) -> bool:
    """Tell whether a value may be asked by."""
    return bool(answer and answer[0] and str(answer[1]).startswith(TRUSTED))


def lookups_of(draft: UUID) -> list[Lookup]:
    """Give a draft's or case's questions in the order they were asked; the caller has checked whose it is."""
    return list(Lookup.objects.filter(draft=draft).order_by("id"))


def is_waiting(draft: UUID) -> bool:
    """Tell whether an answer may still come soon."""
    return Lookup.objects.filter(draft=draft, state="pending").exists()

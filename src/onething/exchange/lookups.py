"""Which questions to registries a draft calls for, and where each stands."""

from typing import Any
from uuid import UUID

from onething.cases.clock import now
from onething.cases.models import Draft
from onething.exchange.models import Lookup
from onething.plans.asking import lookups_for
from onething.plans.release import Release

TRUSTED = ("account", "registry:")
"""Only a number that an identity provider or a registry vouches for is asked by: nobody may type in a stranger's
ID number and read that stranger's records in the form."""


def request_lookups(draft: Draft, release: Release) -> int:
    """Ask what can be asked now and was not asked yet; gives how many questions are new. Safe to repeat."""
    at = now()
    wanted = [
        Lookup(
            draft=draft.id,
            person=draft.person,
            registry=plan.registry,
            by=plan.by,
            subject=draft.answers[plan.by][0],
            gives=dict(plan.gives),
            proves=list(plan.proves),
            asked=at,
            next_try=at,
        )
        for plan in lookups_for(release, draft.answers)
        if is_vouched_for(draft.answers.get(plan.by))
    ]
    known = set(Lookup.objects.filter(draft=draft.id).values_list("registry", "by"))
    new = [lookup for lookup in wanted if (lookup.registry, lookup.by) not in known]
    Lookup.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def is_vouched_for(answer: list[Any] | None) -> bool:
    """Tell whether a value may be asked by."""
    return bool(answer and answer[0] and str(answer[1]).startswith(TRUSTED))


def lookups_of(draft: UUID) -> list[Lookup]:
    """Give a draft's or case's questions in the order they were asked; the caller has checked whose it is."""
    return list(Lookup.objects.filter(draft=draft).order_by("id"))


def is_waiting(draft: UUID) -> bool:
    """Tell whether an answer may still come soon."""
    return Lookup.objects.filter(draft=draft, state="pending").exists()

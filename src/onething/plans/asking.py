"""Which look-ups a form calls for: those of the release, and for a list role those of every member."""

from collections.abc import Container, Iterator
from dataclasses import replace

from onething.plans.members import key_for, role_of
from onething.plans.release import LookupPlan, Release


def lookups_for(release: Release, known: Container[str]) -> Iterator[LookupPlan]:
    """Give every look-up; one about a list role for each member whose key element is `known`."""
    lists = dict(release.lists)
    for plan in release.lookups:
        role = role_of(plan.by)
        if role not in lists:
            yield plan
            continue
        for place in range(1, lists[role] + 1):
            member = _of_member(plan, role, f"{role}-{place}")
            if member.by in known:
                yield member


def _of_member(plan: LookupPlan, role: str, member: str) -> LookupPlan:
    def own(key: str) -> str:
        return key_for(key, member) if role_of(key) == role else key

    gives = tuple((own(key), name) for key, name in plan.gives)
    proves, public = tuple(map(own, plan.proves)), tuple(map(own, plan.public))
    return replace(plan, by=own(plan.by), gives=gives, proves=proves, public=public)

"""Cases worked off through the real door, for tests."""

from uuid import UUID, uuid4

from onething.base.actor import Actor
from onething.cases.clock import now
from onething.cases.core import commands as c
from onething.cases.door import handle
from onething.cases.holding import claim
from onething.cases.ids import new_id
from onething.cases.reading import WorkView, work_for
from onething.plans.release import Release
from tests.making import REGION

HOUR = 3_600_000


def person() -> Actor:
    return Actor("person", uuid4().hex)


def submission(release: str, items: tuple[int, ...], actor: Actor, case: UUID | None = None) -> c.Submit:
    return c.Submit(
        id=uuid4(),
        case=case or new_id(),
        at=now(),
        actor=actor,
        channel="portal",
        release=release,
        region=REGION,
        role="mother",
        items=items,
        parties={"mother": actor.key},
        answers={f"child.f{index}": [f"value {index}\t\\x", "applicant"] for index in items},
        documents={},
    )


def grant(view: WorkView, lease: str) -> c.Grant:
    return c.Grant(
        id=uuid4(),
        case=view.case,
        at=now(),
        actor=Actor("department", view.plan.department, REGION),
        channel="api",
        item=view.item,
        lease=lease,
        results=tuple((result.key, "f" * 64, "1") for result in view.plan.results),
        elements=dict.fromkeys(view.plan.gives, "given"),
    )


def work_off(departments: set[str], *, repeat: bool = False) -> None:
    """Let the departments claim and grant until nothing is open."""
    busy = True
    while busy:
        busy = False
        for department in sorted(departments):
            actor = Actor("department", department, REGION)
            batch = claim(actor, uuid4(), 200, HOUR)
            views = work_for(actor, batch.items)
            answers = [grant(view, str(batch.id)) for view in views]
            assert [outcome.status for outcome in handle(answers)] == ["taken"] * len(answers)
            if repeat:
                assert [outcome.status for outcome in handle(answers)] == ["repeated"] * len(answers)
            busy = busy or bool(answers)


def departments_of(release: Release) -> set[str]:
    return {item.department for item in release.items}

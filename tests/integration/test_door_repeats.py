"""Repeats that the rules alone would take again: the receipt is what stops them."""

from uuid import UUID, uuid4

import pytest

from onething.base.actor import Actor
from onething.cases.auditing import audit
from onething.cases.clock import now
from onething.cases.core import commands as c
from onething.cases.door import handle
from onething.cases.holding import claim
from onething.cases.models import Case
from onething.plans.store import publish
from tests.integration.working import HOUR, person, submission
from tests.making import REGION, Node, release_of

pytestmark = pytest.mark.usefixtures("django_ready")


def test_a_repeat_that_the_rules_would_take_again_takes_no_effect_and_holds_nobody_back():
    node = Node(department=f"tax-{uuid4().hex[:8]}")
    release = publish(release_of([node]), now())
    first, second = (submission(release, (0,), person()) for _ in range(2))
    handle([first, second])
    actor = Actor("department", node.department, REGION)
    batch = claim(actor, uuid4(), 10, HOUR)

    def about(kind: type[c.ItemCommand], case: UUID, **values: str) -> c.ItemCommand:
        return kind(
            id=uuid4(), case=case, at=now(), actor=actor, channel="api", item=0, lease=str(batch.id), **values
        )

    accept, resume = about(c.Accept, first.case), about(c.Resume, first.case)
    suspend = about(c.Suspend, first.case, cause="hearing", basis="art. 45")
    for command in (accept, suspend, resume):
        assert [outcome.status for outcome in handle([command])] == ["taken"]
    other = about(c.Accept, second.case)
    assert [outcome.status for outcome in handle([suspend, other])] == ["repeated", "taken"]
    for case in Case.objects.filter(id__in=[first.case, second.case]):
        assert list(audit(case)) == []
    assert handle([accept, other])[0].status == "repeated"


def test_the_same_command_twice_in_one_batch_takes_effect_once():
    release = publish(release_of([Node()]), now())
    command = submission(release, (0,), person())
    assert [outcome.status for outcome in handle([command, command])] == ["taken", "repeated"]

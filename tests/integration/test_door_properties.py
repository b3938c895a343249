"""Random graphs through the real door: answers repeated, reordered, late and wrong, in batches of any mixture."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onething.base.actor import Actor
from onething.cases.auditing import audit
from onething.cases.clock import now
from onething.cases.core import commands as c
from onething.cases.core import events as e
from onething.cases.core.state import DONE, ENDED, PARTLY_DONE, REFUSED
from onething.cases.door import handle
from onething.cases.holding import claim
from onething.cases.models import Case
from onething.cases.reading import case_for, events_of
from onething.plans.store import publish
from tests.integration.working import HOUR, person, submission, work_off
from tests.making import REGION, Node, release_of
from tests.unit.test_case_properties import graphs

pytestmark = pytest.mark.usefixtures("django_ready")
KINDS: dict[str, tuple[type[c.ItemCommand], dict[str, Any]]] = {
    "accept": (c.Accept, {}),
    "grant": (c.Grant, {}),
    "deny": (c.Deny, {"rule": "r", "reason": "w", "remedy": "m"}),
    "ask": (c.AskCorrection, {"reason": "unclear"}),
    "suspend": (c.Suspend, {"cause": "hearing", "basis": "art. 45"}),
    "resume": (c.Resume, {}),
}
ANSWERS = st.tuples(
    st.sampled_from(sorted(KINDS)), st.integers(0, 39), st.sampled_from(["held", "stale"]), st.booleans()
)
ROUNDS = st.lists(st.lists(ANSWERS, max_size=12), min_size=1, max_size=4)


class Played:
    """One case and what its departments may try."""

    def __init__(self, nodes: list[Node]) -> None:
        suffix = uuid4().hex[:8]
        for node in nodes:
            node.department = f"{node.department}-{suffix}"
        self.release = release_of(nodes)
        self.name = publish(self.release, now())
        self.departments = {node.department for node in nodes}
        self.applicant = person()
        self.submission = submission(self.name, tuple(range(len(nodes))), self.applicant)
        self.leases: dict[int, str] = {}

    def claim(self) -> None:
        for department in sorted(self.departments):
            batch = claim(Actor("department", department, REGION), uuid4(), 200, HOUR)
            self.leases |= {item: str(batch.id) for _, item in batch.items}

    def answer(self, kind: str, index: int, lease: str) -> c.ItemCommand:
        item = index % len(self.release.items)
        command, values = KINDS[kind]
        plan = self.release.items[item]
        if kind == "grant":
            values = {"results": tuple((result.key, "f" * 64, "1") for result in plan.results)}
        if kind == "ask":
            values = {**values, "contested": plan.fields}
        held = self.leases.get(item, "none") if lease == "held" else str(uuid4())
        actor = Actor("department", plan.department, REGION)
        return command(
            id=uuid4(),
            case=self.submission.case,
            at=now(),
            actor=actor,
            channel="api",
            item=item,
            lease=held,
            **values,
        )

    def correct(self) -> None:
        command = c.Correct(
            id=uuid4(), case=self.submission.case, at=now(), actor=self.applicant, channel="portal",
            answers={}, documents={}, explanation="as it is",
        )  # fmt: skip
        handle([command])

    def finish(self) -> None:
        """Answer what was asked, let go of what was stopped, grant the rest."""
        self.correct()
        for item in case_for(self.applicant, self.submission.case).state.items:
            if item.state in ("suspended", "sent", "accepted"):
                self.leases[item.item] = item.lease or self.leases.get(item.item, "")
                handle([self.answer("resume", item.item, "held")])
                handle([self.answer("grant", item.item, "held")])
        self.correct()
        work_off(self.departments)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(graphs(most=40), ROUNDS)
def test_whatever_departments_answer_every_case_ends_and_replays(nodes, rounds):
    played = Played(nodes)
    assert handle([played.submission, played.submission])[1].status == "repeated"
    for tried in rounds:
        played.claim()
        answers = [played.answer(kind, index, lease) for kind, index, lease, _ in tried]
        again = [answer for answer, (*_, twice) in zip(answers, tried, strict=True) if twice]
        first = handle(answers + again)
        for outcome in first[len(answers) :]:
            assert outcome.status in ("repeated", "refused")
        check(played.submission.case)
    for _ in range(2 * len(nodes) + 2):
        played.finish()
        if Case.objects.get(id=played.submission.case).status in (DONE, PARTLY_DONE, REFUSED):
            break
    view = case_for(played.applicant, played.submission.case)
    assert view.state.status in (DONE, PARTLY_DONE, REFUSED)
    assert all(item.state in ENDED for item in view.state.items)
    check(played.submission.case)


def check(case: UUID) -> None:
    """The chain holds, the state replays, nothing was granted or sent twice."""
    assert list(audit(Case.objects.get(id=case))) == []
    events = [recorded.event for recorded in events_of(case)]
    for kind in (e.ItemGranted, e.ItemSent):
        items = [event.item for event in events if isinstance(event, kind)]
        assert len(items) == len(set(items))

"""The one door over a real PostgreSQL: batches, repeats, races, claims; replay equals state."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onething.base.actor import Actor
from onething.cases.access import cases_of, work_of
from onething.cases.auditing import audit
from onething.cases.clock import now
from onething.cases.core import commands as c
from onething.cases.core import events as e
from onething.cases.door import handle
from onething.cases.holding import claim
from onething.cases.ids import new_id
from onething.cases.models import Case, Entry, WorkItem
from onething.cases.reading import case_for, events_of, work_for
from onething.plans.store import publish
from tests.integration.working import HOUR, grant, person, submission, work_off
from tests.making import REGION, Node, release_of
from tests.unit.test_case_properties import graphs

pytestmark = pytest.mark.usefixtures("django_ready")


def published(nodes: list[Node]) -> str:
    """Publish a release whose departments nobody else in this database has."""
    suffix = uuid4().hex[:8]
    for node in nodes:
        node.department = f"{node.department}-{suffix}"
    return publish(release_of(nodes), now())


def test_a_batch_of_submissions_runs_to_its_end_and_replays():
    nodes = [Node(), Node(after=(0,), department="health"), Node(after=(0, 1), gives=("child.number",))]
    release = published(nodes)
    submissions = [submission(release, (0, 1, 2), person()) for _ in range(20)]
    assert {outcome.status for outcome in handle(submissions)} == {"taken"}
    work_off({node.department for node in nodes}, repeat=True)
    for command in submissions:
        case = Case.objects.get(id=command.case)
        assert case.status == "done"
        assert list(audit(case)) == []
        view = case_for(command.actor, command.case)
        assert view.form.answers["child.number"] == ["given", "item:item-2"]
        assert view.form.answers["child.f1"][0] == "value 1\t\\x"
        assert WorkItem.objects.filter(case_id=case.id, open=True).count() == 0


def test_sending_twice_makes_one_case():
    release = published([Node()])
    actor = person()
    first = submission(release, (0,), actor)
    assert handle([first])[0].status == "taken"
    assert handle([first])[0].status == "repeated"
    second = submission(release, (0,), actor, case=first.case)
    assert handle([second])[0].error.code == "case.already_submitted"
    stranger = submission(release, (0,), person(), case=first.case)
    assert handle([stranger])[0].error.code == "not_found"
    assert Case.objects.filter(id=first.case).count() == 1


def test_two_tabs_that_send_at_once_make_one_case():
    release = published([Node()])
    actor, case = person(), new_id()

    def send(_: int) -> str:
        try:
            return handle([submission(release, (0,), actor, case=case)])[0].status
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, range(8)))
    assert sorted(statuses) == ["refused"] * 7 + ["taken"]
    assert list(audit(Case.objects.get(id=case))) == []


def test_a_refused_command_in_a_batch_does_not_hold_the_others_back():
    nodes = [Node()]
    release = published(nodes)
    good = submission(release, (0,), person())
    bad = submission(release, (), person())
    assert [outcome.status for outcome in handle([bad, good])] == ["refused", "taken"]
    assert not Case.objects.filter(id=bad.case).exists()


def test_hammered_claims_give_every_item_to_one_holder():
    nodes = [Node()]
    release = published(nodes)
    handle([submission(release, (0,), person()) for _ in range(60)])
    actor = Actor("department", nodes[0].department, REGION)

    def take(_: int) -> list[UUID]:
        try:
            return [case for _ in range(4) for case, _item in claim(actor, uuid4(), 10, HOUR).items]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = [case for batch in pool.map(take, range(8)) for case in batch]
    rest = [case for case, _ in claim(actor, uuid4(), 200, HOUR).items]
    assert len(taken + rest) == len(set(taken + rest)) == 60


def test_the_last_two_answers_in_one_moment_fire_the_join_once():
    nodes = [Node(), Node(department="health"), Node(after=(0, 1), department="tax")]
    release = published(nodes)
    submissions = [submission(release, (0, 1, 2), person()) for _ in range(25)]
    handle(submissions)
    answers = []
    for node in nodes[:2]:
        actor = Actor("department", node.department, REGION)
        batch = claim(actor, uuid4(), 200, HOUR)
        views = work_for(actor, batch.items)
        answers.append([grant(view, str(batch.id)) for view in views])

    def answer(command: c.Grant) -> str:
        try:
            return handle([command])[0].status
        finally:
            connection.close()

    pairs = [command for both in zip(*answers, strict=True) for command in both]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(answer, pairs)) == {"taken"}
    for command in submissions:
        sent = [r.event.item for r in events_of(command.case) if isinstance(r.event, e.ItemSent)]
        assert sorted(sent) == [0, 1, 2]


def test_a_claim_repeated_after_a_lost_answer_gives_the_same():
    nodes = [Node()]
    release = published(nodes)
    handle([submission(release, (0,), person()) for _ in range(3)])
    actor = Actor("department", nodes[0].department, REGION)
    claim_id = uuid4()
    first = claim(actor, claim_id, 2, HOUR)
    assert claim(actor, claim_id, 2, HOUR).items == first.items
    assert len(first.items) == 2


def test_nobody_reads_what_is_not_theirs():
    nodes = [Node()]
    release = published(nodes)
    actor = person()
    command = submission(release, (0,), actor)
    handle([command])
    department = Actor("department", nodes[0].department, REGION)
    assert cases_of(actor).count() == 1
    assert [
        cases_of(other).filter(id=command.case).count() for other in (person(), department, Actor("nobody"))
    ] == [0, 0, 0]
    assert work_of(department).count() == 1
    for other in (
        actor,
        Actor("department", nodes[0].department, "430000"),
        Actor("department", "tax", REGION),
    ):
        assert work_of(other).filter(case_id=command.case).count() == 0
        assert work_for(other, [(command.case, 0)]) == []


@pytest.mark.parametrize("damage", ["body", "hash", "missing", "state", "form"])
def test_one_changed_byte_is_found(damage):
    release = published([Node()])
    command = submission(release, (0,), person())
    handle([command])
    case = Case.objects.get(id=command.case)
    last = Entry.objects.filter(case_id=case.id).order_by("-seq")[0]
    if damage == "body":
        Entry.objects.filter(case_id=case.id, seq=1).update(
            body=Entry.objects.get(case_id=case.id, seq=1).body.replace("mother", "nother", 1)
        )
    elif damage == "hash":
        Entry.objects.filter(case_id=case.id, seq=1).update(hash=bytes(32))
    elif damage == "missing":
        Entry.objects.filter(case_id=case.id, seq=last.seq).delete()
    elif damage == "state":
        Case.objects.filter(id=case.id).update(state=case.state.replace("mother", "nother", 1))
    else:
        from onething.cases.models import FormVersion

        content = FormVersion.objects.get(case_id=case.id).content
        FormVersion.objects.filter(case_id=case.id).update(content=content.replace("value 0", "value 1"))
    assert list(audit(Case.objects.get(id=case.id)))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(graphs(most=40), st.booleans(), st.randoms(use_true_random=False))
def test_random_graphs_run_to_their_end_through_the_real_door(nodes, repeat, random):
    release = published(nodes)
    submissions = [submission(release, tuple(range(len(nodes))), person()) for _ in range(3)]
    random.shuffle(submissions)
    handle(submissions + submissions[:1])
    work_off({node.department for node in nodes}, repeat=repeat)
    for command in submissions:
        case = Case.objects.get(id=command.case)
        assert case.status == "done"
        assert list(audit(case)) == []

"""The promises of a case, over random graphs and random behaviour of departments, applicants and time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onething.base.errors import OneThingError
from onething.cases.core import commands as c
from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.evolve import replay
from tests.making import Node
from tests.unit.playing import DAY, HOUR, MOTHER, Play

DEPARTMENTS = ("police", "health", "tax")


@st.composite
def graphs(draw: st.DrawFn, most: int = 40) -> list[Node]:
    size = draw(st.integers(1, most))
    nodes = []
    for index in range(size):
        before = st.integers(0, index - 1) if index else st.nothing()
        nodes.append(
            Node(
                after=tuple(sorted(draw(st.sets(before, max_size=min(index, 3))))),
                department=draw(st.sampled_from(DEPARTMENTS)),
                limit=draw(st.sampled_from([None, 1, 3, 30])),
                refusal=draw(st.sampled_from(["others_go_on", "others_go_on", "ends_case"])),
            )
        )
    return nodes


ACTIONS = st.sampled_from(
    ["claim", "accept", "grant", "grant", "deny", "ask", "suspend", "resume", "late", "correct"]
)


def act(play: Play, action: str, item: int, lease: str) -> None:
    """Do something, sensible or not; a refusal is an answer too."""
    try:
        if action == "claim":
            play.claim(item, lease)
        elif action == "accept":
            play.answer(c.Accept, item, lease)
        elif action == "grant":
            play.grant(item, lease)
        elif action == "deny":
            play.answer(c.Deny, item, lease, rule="r", reason="w", remedy="m")
        elif action == "ask":
            play.answer(c.AskCorrection, item, lease, contested=(f"child.f{item}",), reason="unclear")
        elif action == "suspend":
            play.answer(c.Suspend, item, lease, cause="hearing", basis="art. 45")
        elif action == "resume":
            play.answer(c.Resume, item, lease)
        elif action == "correct":
            play.say(c.Correct, MOTHER, answers={}, documents={}, explanation="as it is")
        else:
            play.at += HOUR * (item % 3 + 1)
            play.tick()
    except OneThingError:
        pass


def finish(play: Play) -> None:
    """Let every department do its work from wherever the case stands."""
    for _ in range(len(play.state.items) * 4):
        if play.state.status not in s.OPEN_CASE:
            return
        play.at += DAY
        play.tick()
        act(play, "correct", 0, "")
        for item in [item.item for item in play.state.items]:
            lease = play.state.item(item).lease
            for action, name in (
                ("resume", lease),
                ("claim", "last"),
                ("grant", lease or "last"),
                ("grant", "last"),
            ):
                act(play, action, item, name)


def check(play: Play) -> None:
    """What must hold after every step."""
    granted = [event.item for event in play.events if isinstance(event, e.ItemGranted)]
    sent = [event.item for event in play.events if isinstance(event, e.ItemSent)]
    assert len(granted) == len(set(granted)), "granted once"
    assert len(sent) == len(set(sent)), "a join fires once"
    position = {(type(event), event.item): n for n, event in enumerate(play.events) if hasattr(event, "item")}
    for follower, befores in play.route.after.items():
        if follower in sent:
            for before in befores:
                assert position[e.ItemGranted, before] < position[e.ItemSent, follower], (
                    "order respects the data"
                )
    assert replay(play.events) == play.state, "replay equals state"


@settings(max_examples=120, deadline=None)
@given(graphs(), st.lists(st.tuples(ACTIONS, st.integers(0, 39), st.sampled_from("ab")), max_size=60))
def test_every_case_ends_and_every_promise_holds(nodes, steps):
    play = Play(nodes)
    play.submit()
    for action, item, lease in steps:
        act(play, action, item % len(nodes), lease)
    check(play)
    finish(play)
    check(play)
    assert play.state.status in (s.DONE, s.PARTLY_DONE, s.REFUSED)
    assert all(item.state in s.ENDED for item in play.state.items)


@settings(max_examples=60, deadline=None)
@given(graphs(most=12), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_change_the_outcome(nodes, random):
    endings = []
    for _ in range(2):
        play = Play(nodes)
        play.submit()
        while play.state.status in s.OPEN_CASE:
            ready = [item.item for item in play.state.items if item.state == s.SENT]
            item = random.choice(ready)
            play.claim(item)
            play.grant(item)
        endings.append({item.item: item.state for item in play.state.items})
    assert endings[0] == endings[1]

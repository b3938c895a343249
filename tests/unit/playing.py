"""One case played through the pure core, for tests."""

from typing import Any
from uuid import UUID, uuid4

from onething.base.actor import SYSTEM, Actor
from onething.base.errors import OneThingError
from onething.base.workdays import Calendar
from onething.cases.core import commands as c
from onething.cases.core.decide import decide
from onething.cases.core.decision import Decision, Hold
from onething.cases.core.events import AnyEvent, Corrected
from onething.cases.core.evolve import replay
from onething.cases.core.form import Form, read_form
from onething.cases.core.state import SENT, CaseState
from onething.plans.route import Route
from tests.making import REGION, Node, release_of, route_through

MONDAY = 1_795_996_800_000
"""2026-11-30 08:00 in China, in milliseconds."""
HOUR = 3_600_000
DAY = 24 * HOUR
MOTHER = Actor("person", "mother-key")
FATHER = Actor("person", "father-key")
STRANGER = Actor("person", "stranger-key")


class Play:
    """Holds what the door would hold; `say` decides one command and keeps its events."""

    def __init__(self, nodes: list[Node], limit: int = 5, route: Route | None = None) -> None:
        self.route: Route = route or route_through(release_of(nodes, limit))
        self.state = CaseState()
        self.events: list[AnyEvent] = []
        self.holds: dict[int, Hold] = {}
        self.until: dict[int, int] = {}
        self.known: dict[str, Any] = {}
        self.versions: list[tuple[int, bytes]] = []
        self.at = MONDAY
        self.case = UUID(int=7)
        self.calendar = Calendar()

    @property
    def form(self) -> Form:
        return read_form(self.versions)

    def say(self, kind: type[c.Command], actor: Actor, **values: Any) -> list[AnyEvent]:
        command = kind(id=uuid4(), case=self.case, at=self.at, actor=actor, channel="api", **values)
        decision = Decision(
            self.case, self.state, self.route, self.calendar, self.at, actor, self.holds, self.known
        )
        try:
            decide(decision, command)
        except OneThingError:
            assert not decision.events, "a refused command must leave nothing behind"
            raise
        self.versions += decision.new_forms
        self.events += decision.events
        for event in decision.events:
            if isinstance(event, Corrected):
                for item, _ in event.items:
                    self.holds.pop(item, None)
        assert replay(self.events) == self.state
        return decision.events

    def submit(
        self,
        *,
        signers: tuple[str, ...] = (),
        delivery: str = "electronic",
        answers: dict[str, Any] | None = None,
    ) -> list[AnyEvent]:
        return self.say(
            c.Submit,
            MOTHER,
            release="0" * 64,
            region=REGION,
            role="mother",
            items=self.route.items,
            parties={"mother": MOTHER.key, "father": FATHER.key},
            signers=signers,
            sign_by=self.at + DAY if signers else 0,
            delivery=delivery,
            counts=self.route.counts,
            answers={
                **{field.key: ["x", "applicant"] for field, _ in self.route.fields},
                **{key: [value, "applicant"] for key, value in (answers or {}).items()},
            },
            documents={},
        )

    def office(self, item: int, region: str = REGION) -> Actor:
        return Actor("department", self.route.plan(item).department, region)

    def claim(self, item: int, lease: str = "lease-1") -> bool:
        """Take an item as the queue lets its department: one that is there, and that nobody holds."""
        free = self.item(item) == SENT and (item not in self.holds or self.until[item] <= self.at)
        if free:
            self.holds[item], self.until[item] = Hold(lease, self.at), self.at + HOUR
        return free

    def answer(
        self, kind: type[c.ItemCommand], item: int, lease: str = "lease-1", **values: Any
    ) -> list[AnyEvent]:
        return self.say(kind, self.office(item), item=item, lease=lease, **values)

    def grant(self, item: int, lease: str = "lease-1", **elements: Any) -> list[AnyEvent]:
        plan = self.route.plan(item)
        return self.answer(
            c.Grant,
            item,
            lease,
            results=tuple((result.key, "f" * 64, "1") for result in plan.results),
            elements={**dict.fromkeys(plan.gives, "given"), **elements},
        )

    def deny(self, item: int) -> list[AnyEvent]:
        return self.answer(c.Deny, item, rule="r", reason="why", remedy="do this")

    def tick(self) -> list[AnyEvent]:
        return self.say(c.Tick, SYSTEM)

    def item(self, index: int) -> str:
        found = self.state.item(index)
        assert found is not None
        return found.state

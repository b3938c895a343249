"""One case played through the pure core, for tests."""

from typing import Any

from onething.base.actor import SYSTEM, Actor
from onething.base.workdays import Calendar
from onething.cases.core import commands as c
from onething.cases.core.decision import Hold
from onething.cases.core.events import AnyEvent, Corrected
from onething.cases.core.evolve import replay
from onething.cases.core.form import Form, read_form
from onething.cases.core.state import SENT
from onething.cases.playing import PaperCase
from onething.plans.route import Route
from tests.making import REGION, Node, release_of, route_through

MONDAY = 1_795_996_800_000
"""2026-11-30 08:00 in China, in milliseconds."""
HOUR = 3_600_000
DAY = 24 * HOUR
MOTHER = Actor("person", "mother-key")
FATHER = Actor("person", "father-key")
STRANGER = Actor("person", "stranger-key")


class Play(PaperCase):
    """One case of which tests say every command; `say` keeps the form, and looks at the state after each."""

    def __init__(self, nodes: list[Node], limit: int = 5, route: Route | None = None) -> None:
        super().__init__(route or route_through(release_of(nodes, limit)), Calendar(), MONDAY)
        self.until: dict[int, int] = {}
        self.versions: list[tuple[int, bytes]] = []

    @property
    def form(self) -> Form:
        return read_form(self.versions)

    def say(self, kind: type[c.Command], actor: Actor, **values: Any) -> list[AnyEvent]:
        try:
            decision = self.decided(kind, actor, **values)
        finally:
            assert replay(self.events) == self.state, "a refused command must leave nothing behind"
        self.versions += decision.new_forms
        for event in decision.events:
            if isinstance(event, Corrected):
                for item, _ in event.items:
                    self.holds.pop(item, None)
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

"""Plays one case through the pure core, without a database: for examples, scenarios and trials of new definitions.

Everybody signs, departments answer at once, and time passes only when told to. Calendar and time are arguments.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from onething.base.actor import SYSTEM, Actor
from onething.base.workdays import DAY_MS, Calendar
from onething.cases.core import commands as c
from onething.cases.core import state as s
from onething.cases.core.decide import decide
from onething.cases.core.decision import Decision, Hold
from onething.cases.core.events import AnyEvent
from onething.cases.core.timer import NEVER, next_wake
from onething.plans.keys import id_of
from onething.plans.release import Answers
from onething.plans.route import Route
from onething.plans.routing import APPLICANT

_LEASE = "played"
_SIGN_WITHIN = DAY_MS
_PAPER = "0" * 64
_STAND_INS = {"yes_no": True, "number": 1, "date": "2026-01-01", "datetime": "2026-01-01T08:00", "region": ""}


class PaperCase:
    """One case without a database: what its row, its book and the queue would hold, and the form's values by key."""

    def __init__(self, route: Route, calendar: Calendar, at: int) -> None:
        self.case = UUID(int=1)
        self.route = route
        self.calendar = calendar
        self.at = at
        self.state = s.CaseState()
        self.events: list[AnyEvent] = []
        self.holds: dict[int, Hold] = {}
        self.known: dict[str, Any] = {}
        self._said = 0

    def decided(self, kind: type[c.Command], actor: Actor, **values: Any) -> Decision:
        """Decide one command and keep what happened. Raises what the core raises; then nothing has happened."""
        self._said += 1
        command = kind(
            id=UUID(int=self._said), case=self.case, at=self.at, actor=actor, channel="api", **values
        )
        decision = Decision(
            self.case, self.state, self.route, self.calendar, self.at, actor, self.holds, self.known
        )
        decide(decision, command)
        self.events += decision.events
        return decision


class Playthrough(PaperCase):
    """One case that runs by itself from submission on, but for what somebody wants to happen otherwise."""

    def __init__(self, route: Route, answers: Answers, calendar: Calendar, at: int) -> None:
        super().__init__(route, calendar, at)
        self.answers = answers

    def start(self) -> None:
        """Submit, and let every other applicant sign."""
        applicants = self.route.release.applicant
        role = str(self.answers.get(APPLICANT) or applicants[0])
        self.decided(
            c.Submit,
            Actor("person", role),
            release=self.route.release_hash,
            region=self.route.release.region,
            role=role,
            items=self.route.items,
            counts=self.route.counts,
            parties={one: one for one in (role, *self.route.signers)},
            signers=self.route.signers,
            sign_by=self.at + _SIGN_WITHIN if self.route.signers else 0,
            answers={key: [value, "applicant"] for key, value in self.answers.items() if key != APPLICANT},
            documents={},
        )
        for signer in self.route.signers:
            self.decided(c.Sign, Actor("person", signer))

    def state_of(self, number: int) -> str:
        """Give the state of an item of the route."""
        found = self.state.item(number)
        return found.state if found else ""

    def grant(self, number: int, elements: Mapping[str, Any] | None = None) -> None:
        """Let a department grant an item that is there; what it gives and nobody said is made up."""
        plan = self.route.plan(number)
        given = {key: (elements or {}).get(key, self._made_up(key)) for key in plan.gives}
        results = tuple((result.key, _PAPER, "") for result in plan.results)
        self._answer(c.Grant, number, results=results, elements=given)

    def deny(self, number: int) -> None:
        """Let a department deny an item that is there."""
        self._answer(c.Deny, number, rule="—", reason="—", remedy="—")

    def let_pass(self, days: int) -> None:
        """Let calendar days pass, and everything happen that is due by then."""
        self._until(self.at + days * DAY_MS)

    def reach(self, number: int) -> None:
        """Bring an item to its department: what it waits for is granted, or passes, first."""
        for other in self.route.after.get(number, ()):
            if self.state_of(number) == s.WAITING:
                self._settle(other)

    def finish(self, denied: Collection[str] = (), elements: Mapping[str, Any] | None = None) -> bool:
        """Decide whatever is open until the case has ended; tells whether it has. Items named in `denied` are denied."""
        while self.state.status in s.OPEN_CASE:
            ready = [item.item for item in self.state.items if item.state == s.SENT]
            waiting = [item.until for item in self.state.items if item.state == s.RUNNING]
            for number in ready:
                if self.state_of(number) == s.SENT:
                    self._decide(number, denied, elements)
            if not ready and not waiting:
                return False
            if not ready:
                self._until(min(waiting))
        return True

    def _decide(self, number: int, denied: Collection[str], elements: Mapping[str, Any] | None) -> None:
        if id_of(self.route.plan(number).item) in denied:
            self.deny(number)
        else:
            self.grant(number, elements)

    def _settle(self, number: int) -> None:
        self.reach(number)
        found = self.state.item(number)
        if found is not None and found.state == s.SENT:
            self.grant(number)
        elif found is not None and found.state == s.RUNNING:
            self._until(found.until)

    def _answer(self, kind: type[c.ItemCommand], number: int, **values: Any) -> None:
        self.holds[number] = Hold(_LEASE, self.at)
        found = self.state.item(number)
        region = (found.region if found else "") or self.state.region
        office = Actor("department", self.route.plan(number).department, region)
        self.decided(kind, office, item=number, lease=_LEASE, **values)

    def _until(self, moment: int) -> None:
        before = len(self.events) - 1
        while len(self.events) > before and (wake := next_wake(self.state, self.calendar)) <= moment < NEVER:
            before = len(self.events)
            self.at = max(self.at, wake)
            self.decided(c.Tick, SYSTEM)
        self.at = max(self.at, moment)
        self.decided(c.Tick, SYSTEM)

    def _made_up(self, key: str) -> Any:
        """Give a value that a department might give: the first option, or one that fits the type."""
        field = next((field for field, _ in self.route.fields if field.key == key), None)
        if field is None:
            return "—"
        options = [value for value, _ in field.options]
        return _STAND_INS.get(field.type, options[0] if options else "—")

"""What deciding one command works with: the state, the plan, the time; and what it leaves: events and form versions."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from onething.base.actor import Actor
from onething.base.canonical import digest
from onething.base.errors import NotFound, Problem, Refused
from onething.base.workdays import Calendar, day_of
from onething.cases.core.events import AnyEvent
from onething.cases.core.evolve import evolve
from onething.cases.core.form import form_content
from onething.cases.core.state import CaseState, WorkItemState
from onething.plans.release import PlanItem, Release
from onething.plans.route import Route


class Hold(NamedTuple):
    """Who has claimed an item that is not answered yet: the claim's id and since when (ms)."""

    lease: str = ""
    since: int = 0


class Target(NamedTuple):
    """The release to which a case is to move."""

    release_hash: str
    release: Release


UNHELD = Hold()
NO_HOLDS: Mapping[int, Hold] = {}


class Decision:
    """One command being decided. Emitting an event folds it into the state at once, so rules see what is true now.

    A rule checks everything before it emits anything: a refused command leaves the state as it was. `known` are the
    values of the form by key; whoever decides gives them where the route is `late`, and where there is a `target`.
    """

    __slots__ = (
        "actor",
        "at",
        "calendar",
        "case",
        "day",
        "events",
        "holds",
        "known",
        "new_forms",
        "route",
        "state",
        "target",
    )

    def __init__(
        self,
        case: UUID,
        state: CaseState,
        route: Route,
        calendar: Calendar,
        at: int,
        actor: Actor,
        holds: Mapping[int, Hold] = NO_HOLDS,
        known: dict[str, Any] | None = None,
        target: Target | None = None,
    ) -> None:
        self.case = case
        self.state = state
        self.route = route
        self.calendar = calendar
        self.at = at
        self.day = day_of(at)
        self.actor = actor
        self.holds = holds
        self.known = {} if known is None else known
        self.target = target
        self.events: list[AnyEvent] = []
        self.new_forms: list[tuple[int, bytes]] = []

    def emit(self, event: AnyEvent) -> None:
        """Record an event and fold it into the state."""
        evolve(self.state, event)
        self.events.append(event)

    def keep_form(self, answers: dict[str, Any], documents: dict[str, Any]) -> tuple[int, str]:
        """Add a version of the form; gives its number and digest for the event that made it."""
        version, content = self.state.form + 1, form_content(answers, documents)
        self.known |= {key: entry[0] for key, entry in answers.items()}
        self.new_forms.append((version, content))
        return version, digest(content)

    def held(self, item: WorkItemState) -> Hold:
        """Tell who has claimed an item that is at its department."""
        return self.holds.get(item.item, UNHELD)

    def plan(self, item: WorkItemState) -> PlanItem:
        """Give the item's plan."""
        return self.route.plan(item.item)


def refuse(code: str, field: str = "", **values: object) -> Refused:
    """Make the refusal of a command; raise it."""
    return Refused(Problem(f"case.{code}", field=field, values=values))


def not_found() -> NotFound:
    """Make the answer to somebody who asks for what is not theirs or not there."""
    return NotFound(Problem("not_found"))

"""A case while the door works on it: loaded under its row lock, changed by decisions, written back once."""

from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from onething.base.errors import OneThingError
from onething.base.workdays import Calendar
from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.chain import START, chained, encode_events, envelope
from onething.cases.core.commands import Command, Submit
from onething.cases.core.decide import decide
from onething.cases.core.decision import Decision, Hold, Target
from onething.cases.core.moving import route_for
from onething.cases.core.timer import NEVER, next_wake
from onething.plans.route import Route

_decode_state = msgspec.json.Decoder(s.CaseState).decode
encode_state = msgspec.json.Encoder().encode
_CLOCKS = frozenset(
    (
        e.ItemSent,
        e.CorrectionWanted,
        e.ItemSuspended,
        e.ItemResumed,
        e.ItemAccepted,
        e.Warned,
        e.WaitStarted,
        e.WaitEnded,
    )
)


_ELSEWHERE = frozenset((e.ItemReceived, e.Warned, e.ItemSkipped, e.WaitStarted, e.WaitEnded))
"""Events of an item that change no row of the queue."""


class EntryRow(NamedTuple):
    """One entry of the book, ready to be written; `stamp` are time, actor, channel and command as columns."""

    seq: int
    stamp: str
    body: bytes
    hash: bytes


class OpenBook:
    """One locked case. `new` is true until its row exists; `touched` are the items whose rows must be written.

    `key` is the case's id as text, which is dear enough to be made once; `at` is the moment of the last command;
    `known` are commands of which it is known that they took effect; `holds` are the claims on the items concerned,
    `known_form` the form's values where deciding must see them; `target` is the release to which the case is to move,
    and `moved` is true once it did.
    """

    __slots__ = (
        "at", "case", "clock_changed", "entries", "forms", "hash", "holds", "key", "known", "known_form", "moved",
        "new", "parties", "route", "sent", "seq", "state", "target", "touched", "wake",
    )  # fmt: skip

    def __init__(
        self,
        case: UUID,
        route: Route,
        state: s.CaseState,
        seq: int,
        last_hash: bytes,
        wake: int,
        *,
        new: bool,
    ) -> None:
        self.case = case
        self.key = str(case)
        self.at = 0
        self.route = route
        self.state = state
        self.seq = seq
        self.hash = last_hash
        self.wake = wake
        self.new = new
        self.entries: list[EntryRow] = []
        self.forms: list[tuple[int, bytes]] = []
        self.parties: dict[str, str] = {}
        self.known: set[UUID] = set()
        self.holds: dict[int, Hold] = {}
        self.known_form: dict[str, Any] = {}
        self.target: Target | None = None
        self.moved = False
        self.touched: set[int] = set()
        self.sent: set[int] = set()
        self.clock_changed = new

    def apply(self, command: Command, calendar: Calendar) -> None:
        """Decide one command and take its events in. Raises what the rules raise, having changed nothing."""
        decision = Decision(
            self.case,
            self.state,
            self.route,
            calendar,
            command.at,
            command.actor,
            self.holds,
            self.known_form,
            self.target,
        )
        try:
            decide(decision, command)
        except OneThingError:
            if decision.events:
                raise RuntimeError(
                    f"{type(command).__name__} was refused after it had changed the case"
                ) from None
            raise
        if isinstance(command, Submit):
            self.parties = command.parties
        if decision.events:
            self._record(command, decision.events)
            self.forms += decision.new_forms

    def next_wake(self, calendar: Calendar) -> int:
        """Give the moment (ms) for the case's row. One that comes too early costs less than moving it in its index."""
        if not self.clock_changed:
            return self.wake
        wake = next_wake(self.state, calendar)
        early = self.at < self.wake <= wake and self.state.status in s.OPEN_CASE
        return self.wake if early else wake

    def _record(self, command: Command, events: list[e.AnyEvent]) -> None:
        at, actor, channel, command_id = command.at, str(command.actor), command.channel, str(command.id)
        self.at = at
        self.seq += 1
        self.known.add(command.id)
        body = encode_events(events)
        self.hash = chained(self.hash, envelope(self.key, at, actor, channel, command_id), self.seq, body)
        self.entries.append(EntryRow(self.seq, f"{at}\t{actor}\t{channel}\t{command_id}", body, self.hash))
        for event in events:
            self._touch(event)

    def _touch(self, event: e.AnyEvent) -> None:
        """Note which rows of the queue change: a warning, a receipt and silence leave them as they are."""
        kind, index = type(event), getattr(event, "item", -1)
        self.clock_changed |= index < 0 or kind in _CLOCKS
        if kind in _ELSEWHERE or (isinstance(event, e.ItemAccepted) and event.deemed):
            return
        if kind is e.ItemSent:
            self.sent.add(index)
        if index >= 0:
            self.touched.add(index)
        elif isinstance(event, e.CorrectionAsked):
            self.touched.update(event.items)
        elif isinstance(event, e.Corrected):
            self.touched.update(item for item, _ in event.items)
        elif kind is e.Withdrawn:
            self.touched.update(item.item for item in self.state.items)
        elif kind is e.Migrated:
            self._move()

    def _move(self) -> None:
        """Go on with the route of the new release."""
        if self.target is not None:
            self.route = route_for(self.state, *self.target)
            self.moved = True


def new_book(case: UUID, route: Route) -> OpenBook:
    """Open the book of a case that is being submitted."""
    return OpenBook(case, route, s.CaseState(), 0, START, NEVER, new=True)


def read_state(state: str | bytes) -> s.CaseState:
    """Read a stored state."""
    return _decode_state(state)

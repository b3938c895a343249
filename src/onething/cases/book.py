"""A case while the door works on it: loaded under its row lock, changed by decisions, written back once."""

from typing import NamedTuple
from uuid import UUID

import msgspec

from onething.base.errors import OneThingError
from onething.base.workdays import Calendar
from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.chain import START, chained, encode_event, envelope
from onething.cases.core.commands import Claim, Command, Submit, Tick
from onething.cases.core.decide import decide
from onething.cases.core.decision import Decision
from onething.plans.route import Route

_decode_state = msgspec.json.Decoder(s.CaseState).decode
encode_state = msgspec.json.Encoder().encode
_CLOCKS = frozenset(
    (e.ItemSent, e.CorrectionWanted, e.ItemSuspended, e.ItemResumed, e.ItemAccepted, e.Warned)
)
_MANY = frozenset((e.Corrected, e.CorrectionAsked, e.Withdrawn))
UNRECEIPTED = (Tick, Claim)
"""Time and claims repeat without harm by themselves: a tick does what is due, a claim is known by its lease."""


class EventRow(NamedTuple):
    """One row of the book, ready to be written; `stamp` are the columns that all events of one command share."""

    seq: int
    stamp: str
    body: bytes
    hash: bytes


class OpenBook:
    """One locked case. `new` is true until its row exists; `touched` are the items whose rows must be written.

    `key` is the case's id as text, which is dear enough to be made once; `at` is the moment of the last command;
    `known` are commands of which it is known that they took effect.
    """

    __slots__ = (
        "at", "case", "clock_changed", "events", "forms", "hash", "key", "known", "new", "parties", "receipts",
        "route", "sent", "seq", "state", "touched",
    )  # fmt: skip

    def __init__(
        self, case: UUID, route: Route, state: s.CaseState, seq: int, last_hash: bytes, *, new: bool
    ) -> None:
        self.case = case
        self.key = str(case)
        self.at = 0
        self.route = route
        self.state = state
        self.seq = seq
        self.hash = last_hash
        self.new = new
        self.events: list[EventRow] = []
        self.forms: list[tuple[int, bytes]] = []
        self.parties: dict[str, str] = {}
        self.receipts: list[str] = []
        self.known: list[UUID] = []
        self.touched: set[int] = set()
        self.sent: set[int] = set()
        self.clock_changed = new

    def apply(self, command: Command, calendar: Calendar) -> None:
        """Decide one command and take its events in. Raises what the rules raise, having changed nothing."""
        decision = Decision(self.case, self.state, self.route, calendar, command.at, command.actor)
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
        self._record(command, decision.events)
        self.forms += decision.new_forms

    def _record(self, command: Command, events: list[e.AnyEvent]) -> None:
        at, actor, channel, command_id = command.at, str(command.actor), command.channel, str(command.id)
        prefix = envelope(self.key, at, actor, channel, command_id)
        stamp = f"{at}\t{actor}\t{channel}\t{command_id}"
        if not isinstance(command, UNRECEIPTED):
            self.receipts.append(command_id)
            self.known.append(command.id)
        self.at = at
        seq, last = self.seq, self.hash
        for event in events:
            seq += 1
            body = encode_event(event)
            last = chained(last, prefix, seq, body)
            self.events.append(EventRow(seq, stamp, body, last))
            self._touch(event)
        self.seq, self.hash = seq, last

    def _touch(self, event: e.AnyEvent) -> None:
        kind, index = type(event), getattr(event, "item", -1)
        if index >= 0:
            self.touched.add(index)
            if kind is e.ItemSent:
                self.sent.add(index)
            self.clock_changed |= kind in _CLOCKS
        else:
            self.clock_changed = True
            if kind in _MANY:
                self.touched.update(item.item for item in self.state.items if item.state != s.WAITING)


def new_book(case: UUID, route: Route) -> OpenBook:
    """Open the book of a case that is being submitted."""
    return OpenBook(case, route, s.CaseState(), 0, START, new=True)


def read_state(state: str | bytes) -> s.CaseState:
    """Read a stored state."""
    return _decode_state(state)

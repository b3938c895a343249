"""Follows one case until it is over, moving the demo's clock on when everybody waits."""

import time
from collections.abc import Iterator
from uuid import UUID

from onething.base.actor import Actor
from onething.base.workdays import DAY_MS, as_datetime, day_of
from onething.cases.calendar import calendar
from onething.cases.clock import advance, now
from onething.cases.core.chain import Recorded
from onething.cases.core.state import OPEN_CASE
from onething.cases.reading import CaseView, case_for
from onething.run.demo.telling import Teller

LOOK_SECONDS = 0.25
QUIET_LOOKS = 12
"""When nothing has happened for this many looks (three seconds), everybody waits for the next day."""


def is_over(view: CaseView) -> bool:
    """Tell whether everything is decided and handed over."""
    waiting = any(item.state == "granted" and not item.delivered for item in view.state.items)
    return view.state.status not in OPEN_CASE and not waiting


def follow(actor: Actor, case: UUID, teller: Teller) -> Iterator[CaseView]:
    """Tell every new event; give the case each time somebody may have to act. Ends when the case is over."""
    told = quiet = 0
    while True:
        view = case_for(actor, case)
        fresh: list[Recorded] = view.events[told:]
        for recorded in fresh:
            teller.tell(recorded, view.route.release)
        told += len(fresh)
        quiet = 0 if fresh else quiet + 1
        yield view
        if is_over(view):
            return
        if quiet >= QUIET_LOOKS:
            next_working_day(teller)
            quiet = 0
        time.sleep(LOOK_SECONDS)


def next_working_day(teller: Teller) -> None:
    """Move the clock on to the same hour of the next working day."""
    today = day_of(now())
    ahead = calendar().add(today, 1) - today
    advance(ahead * DAY_MS)
    teller.say("day_passes", day=f"{as_datetime(now()):%m-%d}")

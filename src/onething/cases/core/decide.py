"""Decide a command: the rules of a case. Pure; raises Refused, Invalid or NotFound before anything has changed."""

from collections.abc import Callable
from typing import Any

from onething.cases.core import commands as c
from onething.cases.core import department, moving, person, timer
from onething.cases.core.decision import Decision

_RULES: dict[type[c.Command], Callable[[Decision, Any], None]] = {
    c.Submit: person.submit,
    c.Sign: person.sign,
    c.DeclineSigning: person.decline_signing,
    c.RenewSigning: person.renew_signing,
    c.Correct: person.correct,
    c.Withdraw: person.withdraw,
    c.Tick: timer.tick,
    c.Migrate: moving.migrate,
    c.Accept: department.accept,
    c.AskCorrection: department.ask_correction,
    c.Suspend: department.suspend,
    c.Resume: department.resume,
    c.Grant: department.grant,
    c.Deny: department.deny,
    c.Deliver: department.deliver,
}


def decide(decision: Decision, command: c.Command) -> None:
    """Decide a command into `decision`: its events, its form versions, its new state."""
    _RULES[type(command)](decision, command)

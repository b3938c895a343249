"""What earlier items gave and decided, as rules see it: whether a later item is needed, and until when a time runs."""

from datetime import date

from onething.base.workdays import start_of
from onething.cases.core import state as s
from onething.cases.core.decision import Decision
from onething.plans.context import Values, holds, rule_values
from onething.plans.release import WaitPlan


def is_needed(decision: Decision, number: int) -> bool:
    """Tell whether an item's `once` holds: `outcome.<item>` is how an item ended, the rest stands in the form."""
    rule = decision.route.plan(number).once
    if not rule:
        return True
    values, _ = rule_values(decision.route.release, decision.known)
    return holds(rule, {**values, "outcome": _outcomes(decision)["outcome"]})


def _outcomes(decision: Decision) -> Values:
    """Give how each item ended; an item done as one of several business types or for several members once, as granted
    where one of them was.
    """
    found: dict[str, str] = {}
    for item in decision.state.items:
        if item.state in s.ENDED:
            plan = decision.route.plan(item.item)
            name = plan.item.partition("#")[0].partition("/")[0].replace("-", "_")
            found[name] = item.state if found.get(name) != s.GRANTED else s.GRANTED
    return {"outcome": found}


def until_of(decision: Decision, wait: WaitPlan) -> int:
    """Give the moment (ms) at which a time that begins now is over. A date that is not known has passed."""
    if wait.until:
        written = decision.known.get(wait.until)
        day = date.fromisoformat(str(written)[:10]).toordinal() if written else decision.day
        return start_of(day)
    if wait.calendar_days:
        return start_of(decision.day + wait.days + 1)
    return decision.calendar.end(decision.day, wait.days)

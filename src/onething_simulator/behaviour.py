"""How a simulated department behaves, written as JSON."""

from datetime import UTC, date, datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

CHINA_SECONDS = 8 * 3600
Moment = Literal["after_claim", "after_accept", "before_grant", "after_grant", "before_delivery"]


class Rules(BaseModel):
    """Base: unknown keys are refused, so a misspelt behaviour is noticed."""

    model_config = ConfigDict(extra="forbid")


class CorrectionRule(Rules):
    """Which fields or documents are asked to be corrected the first time, and why."""

    keys: tuple[str, ...]
    reason: str
    good_enough: str = ""


class DenialRule(Rules):
    """A decision against the applicant."""

    rule: str
    reason: str
    remedy: str


class ItemBehaviour(Rules):
    """What it does with one item. Days are working days of the platform's clock after the item was sent.

    silent: never answers · twice: each answer again with the same id, then with another ·
    granted_first: grants without accepting, then accepts · delivered_first: says delivered before it grants.
    """

    accept_days: int = 0
    days: int = 0
    correction: CorrectionRule | None = None
    deny: DenialRule | None = None
    silent: bool = False
    twice: bool = False
    granted_first: bool = False
    delivered_first: bool = False
    crash: tuple[Moment, ...] = ()


class Behaviour(Rules):
    """A department: how it polls, and how it treats each item by its id. `holidays` are dates without work."""

    batch: int = 50
    poll_seconds: float = 0.3
    lease_seconds: int = 60
    holidays: tuple[date, ...] = ()
    default: ItemBehaviour = ItemBehaviour()
    items: dict[str, ItemBehaviour] = {}

    def of(self, item: str) -> ItemBehaviour:
        """Give the behaviour for an item."""
        return self.items.get(item, self.default)

    def working_days(self, first: int, last: int) -> int:
        """Count the working days after one moment (ms) up to another."""
        day, end = _day(first), _day(last)
        count = 0
        while day < end:
            day += timedelta(days=1)
            count += day.weekday() < 5 and day not in self.holidays
        return count


def _day(moment: int) -> date:
    return datetime.fromtimestamp(moment / 1000 + CHINA_SECONDS, UTC).date()

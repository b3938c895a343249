"""Compares what an example expects with what was found, expectation by expectation."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from onething.base.errors import Invalid, Problem
from onething.cases.core import state as s
from onething.cases.playing import Playthrough
from onething.cases.referring import Spots, check_item, check_key, is_meant, is_written, means, named
from onething.catalog.definitions import Then
from onething.plans.effect import BROUGHT_BY_PERSON, GIVEN_BY_PERSON
from onething.plans.eligibility import failed
from onething.plans.queries import only_asks
from onething.plans.release import Answers
from onething.plans.route import Route
from onething.plans.seasons import closed_season


class Found:
    """What came of an example: the route and, once it was played, how the case and each item ended."""

    def __init__(self, route: Route, answers: Answers, day: int) -> None:
        self.route = route
        self.closed = closed_season(route.release, day) is not None
        self.conditions = failed(route.release, answers)
        self.status = ""
        self.states: dict[int, str] = {}

    def ended(self, play: Playthrough) -> None:
        """Take over how the case ended."""
        self.status = play.state.status
        self.states = {item.item: item.state for item in play.state.items}

    def items(self, *without: str) -> list[str]:
        """Give the items of the route but those that ended in one of these states."""
        return [self.route.plan(n).item for n in self.route.items if self.states.get(n) not in without]

    def documents(self) -> list[str]:
        """Give the documents of the set."""
        return [slot.key for slot, _ in self.route.documents]

    def brought(self) -> list[str]:
        """Give the documents that the person brings, now or later."""
        return [slot.key for slot, _ in self.route.documents if slot.ways[0] in BROUGHT_BY_PERSON]

    def asked(self) -> list[str]:
        """Give the fields that the person fills in or answers."""
        return [field.key for field, _ in self.route.fields if field.getting[0] in GIVEN_BY_PERSON]

    def filled_in(self) -> list[str]:
        """Give the fields that the person fills in on the form; what a question fills is not asked again."""
        return [field.key for field, _ in self.route.fields if field.getting[0] == "ask"]

    def follows(self, before: str, after: str) -> bool:
        """Tell whether an item waits, directly or through others, for another."""
        starts = [n for n in self.route.items if is_meant(after, self.route.plan(n).item)]
        return any(is_meant(before, self.route.plan(n).item) for start in starts for n in self._behind(start))

    def _behind(self, number: int) -> set[int]:
        found: set[int] = set()
        todo = [number]
        while todo:
            new = set(self.route.after.get(todo.pop(), ())) - found
            found |= new
            todo += new
        return found


def expected(found: Found, then: Then, spots: Spots) -> Iterator[Problem]:
    """Give a problem for every expectation that does not hold."""
    for key, check in _CHECKS.items():
        yield from check(found, key, getattr(then, key), spots)


def _items(found: Found, key: str, wanted: Iterable[str], spots: Spots) -> Iterator[Problem]:
    here = found.items(s.SKIPPED)
    for at, item in enumerate(wanted):
        unknown = _unknown(check_item, found, item, spots, key, at)
        yield from unknown
        if not unknown and not any(is_meant(item, one) for one in here):
            yield spots.problem("example.item_missing", "then", key, at, item=item, found=_listed(here))


def _not_items(found: Found, key: str, wanted: Iterable[str], spots: Spots) -> Iterator[Problem]:
    here = found.items(s.SKIPPED, s.CANCELLED)
    for at, item in enumerate(wanted):
        unknown = _unknown(check_item, found, item, spots, key, at)
        yield from unknown
        if not unknown and any(is_meant(item, one) for one in here):
            yield spots.problem("example.item_unwanted", "then", key, at, item=item, found=_listed(here))


def _rows(
    code: str, here: Callable[[Found], list[str]], *, present: bool
) -> Callable[[Found, str, Any, Spots], Iterator[Problem]]:
    def check(found: Found, key: str, wanted: Iterable[str], spots: Spots) -> Iterator[Problem]:
        for at, one in enumerate(wanted):
            unknown = _unknown(check_key, found, one, spots, key, at)
            yield from unknown
            if not unknown and bool(means(one, here(found))) != present:
                yield spots.problem(code, "then", key, at, key=one, found=_listed(here(found)))

    return check


def _unknown(
    check: Callable[..., None], found: Found, wanted: str, spots: Spots, key: str, at: int
) -> list[Problem]:
    """Find out that a name is unknown here; what must not be here need only be written somewhere."""
    if key.startswith("not_") and is_written(wanted, spots):
        return []
    try:
        check(found.route.release, wanted, spots, "then", key, at)
    except Invalid as invalid:
        return list(invalid.problems)
    return []


def _eligible(found: Found, key: str, wanted: Any, spots: Spots) -> Iterator[Problem]:
    if wanted is None or wanted is not bool(found.conditions):
        return
    if wanted:
        names = ", ".join(condition.id for condition in found.conditions)
        yield spots.problem("example.not_eligible", "then", key, found=names)
    else:
        yield spots.problem("example.eligible", "then", key)


def _handed_to(found: Found, key: str, wanted: str | None, spots: Spots) -> Iterator[Problem]:
    things = [condition.thing for condition in found.conditions if condition.thing]
    if wanted and wanted not in things:
        yield spots.problem("example.not_handed_to", "then", key, thing=wanted, found=_listed(things))


def _ends(found: Found, key: str, wanted: str | None, spots: Spots) -> Iterator[Problem]:
    if wanted and found.status != wanted:
        states = ", ".join(f"{found.route.plan(n).item}: {state}" for n, state in found.states.items())
        values = {"wanted": wanted, "found": found.status or "—", "items": states or named(found.route)}
        yield spots.problem("example.ends_otherwise", "then", key, **values)


def _order(found: Found, key: str, wanted: Iterable[tuple[str, str]], spots: Spots) -> Iterator[Problem]:
    for at, pair in enumerate(wanted):
        unknown = [problem for item in pair for problem in _unknown(check_item, found, item, spots, key, at)]
        yield from unknown
        if not unknown and not found.follows(*pair):
            yield spots.problem("example.order_otherwise", "then", key, at, before=pair[0], after=pair[1])


def _listed(found: Iterable[str]) -> str:
    return ", ".join(found) or "—"


def _said(code: str, told: Callable[[Found], Any]) -> Callable[[Found, str, Any, Spots], Iterator[Problem]]:
    """Make the check of something that a thing simply has: one value, or several of which some are named."""

    def check(found: Found, key: str, wanted: Any, spots: Spots) -> Iterator[Problem]:
        here = told(found)
        missing = (
            set(wanted) - set(here) if isinstance(wanted, tuple) else wanted is not None and wanted != here
        )
        if missing:
            yield spots.problem(code, "then", key, wanted=_plain(wanted), found=_plain(here))

    return check


def _plain(value: Any) -> str:
    return _listed(list(value)) if isinstance(value, tuple) else str(value).lower()


def _authorised(found: Found) -> tuple[str, ...]:
    return tuple(name for sign in found.route.release.signs for name in sign.authorises)


_CHECKS: dict[str, Callable[[Found, str, Any, Spots], Iterator[Problem]]] = {
    "items": _items,
    "not_items": _not_items,
    "documents": _rows("example.document_missing", Found.documents, present=True),
    "not_documents": _rows("example.document_unwanted", Found.documents, present=False),
    "brought": _rows("example.not_brought", Found.brought, present=True),
    "not_brought": _rows("example.brought", Found.brought, present=False),
    "asked": _rows("example.not_asked", Found.asked, present=True),
    "not_asked": _rows("example.asked", Found.filled_in, present=False),
    "eligible": _eligible,
    "handed_to": _handed_to,
    "ends": _ends,
    "order": _order,
    "case": _said("example.otherwise", lambda found: not only_asks(found.route)),
    "open": _said("example.otherwise", lambda found: not found.closed),
    "starts": _said("example.otherwise", lambda found: found.route.release.start),
    "renews": _said("example.otherwise", lambda found: bool(found.route.release.renews)),
    "signers": _said("example.otherwise", lambda found: found.route.signers),
    "authorised": _said("example.otherwise", _authorised),
    "lead": _said("example.otherwise", lambda found: found.route.release.lead),
}

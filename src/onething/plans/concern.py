"""Which changes concern one open case: the others are none of its business, whatever they would mean elsewhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from onething.plans.changes import Change, Consequence
from onething.plans.members import role_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What of an open case decides which changes concern it.

    `items` are the ids of its items, `unended` those that are not decided; `known` the keys of its form that are
    filled; `lists` the roles with members, of whom it may know one and not the other; `contested` the keys under
    correction; `holds` works out a rule of the new release.
    """

    items: frozenset[str]
    unended: frozenset[str]
    known: frozenset[str]
    lists: frozenset[str]
    contested: frozenset[str]
    delivery: str
    holds: Callable[[str], bool]


def concerning(changes: Iterable[Change], case: Standing) -> tuple[Change, ...]:
    """Give the changes that concern a case, the gravest first."""
    found = [_for(change, case) for change in changes if _concerns(change, case)]
    return tuple(sorted(found, key=lambda change: -change.consequence))


def worst(changes: Iterable[Change]) -> Consequence:
    """Give the gravest consequence; harmless where there is none."""
    return max((change.consequence for change in changes), default=Consequence.HARMLESS)


def _for(change: Change, case: Standing) -> Change:
    if change.kind in ("sees_less", "field_removed", "document_removed") and change.about in case.contested:
        return replace(change, kind="contested_removed")
    if change.kind == "sees_new" and _given(
        change.about, case
    ):  # an earlier release of this case had asked for it
        return replace(change, kind="sees_more")
    return change


def _concerns(change: Change, case: Standing) -> bool:
    kind = change.kind
    if kind in ("item_added", "item_rule"):
        return change.rule is None or case.holds(change.rule) != (change.about in case.items)
    if change.item and change.item not in _items(change, case):
        return False
    if kind == "delivery_removed":
        return bool(change.before == case.delivery)
    if kind in _WHERE_MISSING:
        return _missing(change.about, case) and case.holds(change.rule or "")
    return kind not in _WHERE_KNOWN or _given(change.about, case)


def _items(change: Change, case: Standing) -> frozenset[str]:
    return case.unended if change.consequence is Consequence.ANSWER else case.items


_WHERE_MISSING = frozenset({"question_added", "field_required", "document_required"})
_WHERE_KNOWN = frozenset(
    {"sees_more", "unmasked", "field_source", "option_removed", "field_type", "bounds_tighter", "way_removed"}
)


def _given(key: str, case: Standing) -> bool:
    return key in case.known or role_of(key) in case.lists


def _missing(key: str, case: Standing) -> bool:
    return key not in case.known or role_of(key) in case.lists

"""How one part of a release is compared: each rule gives the changes between what stood there and what stands there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onething.plans.changes import Change
from onething.plans.release import ONCE, Need, Release


@dataclass(frozen=True, slots=True)
class Place:
    """Where in two releases a comparison stands; `row` is the row of the new release that the part belongs to."""

    old: Release
    new: Release
    about: str = ""
    part: str = ""
    item: str = ""
    row: Any = None

    def change(self, kind: str, before: Any = None, after: Any = None, **more: Any) -> Change:
        """Make a change of what stands here."""
        return replace(Change(kind, self.about, self.part, self.item, "", before, after), **more)


Rule = Callable[[Place, Any, Any], Iterable[Change]]
"""Compares two values of one part that are not equal."""

Pairs = tuple[tuple[str, Any], ...]


def always(kind: str) -> Rule:
    """Whatever changes here is of one kind."""
    return lambda place, before, after: [place.change(kind, before, after)]


def growing(more: str, less: str) -> Rule:
    """A number that grew or shrank; no number is more than any."""

    def rule(place: Place, before: Any, after: Any) -> Iterable[Change]:
        grew = after is None or (before is not None and after > before)
        return [place.change(more if grew else less, before, after)]

    return rule


def shrinking(more: str, less: str) -> Rule:
    """A lower bound that fell or rose; no number is less than any."""

    def rule(place: Place, before: Any, after: Any) -> Iterable[Change]:
        fell = after is None or (before is not None and after < before)
        return [place.change(more if fell else less, before, after)]

    return rule


def becoming(kinds: Mapping[Any, str]) -> Rule:
    """What it became decides."""
    return lambda place, before, after: [place.change(kinds[after], before, after)]


def names(added: str, removed: str) -> Rule:
    """A list of names; their order alone is not much."""

    def rule(place: Place, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Change]:
        yield from (place.change(added, None, name) for name in after if name not in before)
        yield from (place.change(removed, name) for name in before if name not in after)
        if set(before) == set(after):
            yield place.change("order", before, after)

    return rule


def pairs(added: str, removed: str, changed: Rule | str) -> Rule:
    """A list of names, each with something: a value with its words, a role with a number."""
    compare = always(changed) if isinstance(changed, str) else changed

    def rule(place: Place, before: Pairs, after: Pairs) -> Iterator[Change]:
        old, new = dict(before), dict(after)
        yield from (place.change(added, None, name) for name in new if name not in old)
        yield from (place.change(removed, name) for name in old if name not in new)
        for name in old.keys() & new.keys():
            if old[name] != new[name]:
                yield from compare(replace(place, part=f"{place.part} {name}"), old[name], new[name])
        yield from moved(place, [name for name, _ in before], [name for name, _ in after])

    return rule


def roles(place: Place, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Change]:
    """The roles: kind and name of each."""
    kinds = [tuple((id, kind) for id, kind, _ in rows) for rows in (before, after)]
    words = [tuple((id, name) for id, _, name in rows) for rows in (before, after)]
    yield from pairs("role_added", "role_removed", "role_kind")(place, *kinds)
    old, new = dict(words[0]), dict(words[1])
    for id in old.keys() & new.keys():
        if old[id] != new[id]:
            yield place.change("words", old[id], new[id])


def sees(place: Place, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Change]:
    """What an item's department sees: what the form had already, what is yet to be given, what another item makes."""
    known = {*(row.key for row in place.old.fields), *(row.key for row in place.old.documents)}
    made = {key for item in place.new.items for key in (*item.gives, *(one.key for one in item.results))}
    for key in after:
        if key not in before:
            kind = "sees_results" if key in made else "sees_more" if key in known else "sees_new"
            yield replace(place, about=key).change(kind, None, key)
    yield from (replace(place, about=key).change("sees_less", key) for key in before if key not in after)
    if before != after and set(before) == set(after):
        yield place.change("order", before, after)


def by_item(release: Release, needs: tuple[Need, ...]) -> dict[tuple[str, int], Need]:
    """Give needs by item; an item may need the same thing twice, under two rules."""
    found: dict[tuple[str, int], Need] = {}
    for need in needs:
        item = item_id(release, need.item)
        found[item, sum(name == item for name, _ in found)] = need
    return found


def demand(place: Place, before: Any, after: Any) -> Iterator[Change]:
    """Whether somebody must give what an item needs; `place.row` is the need."""
    rows = {row.key: row.getting for row in place.new.fields} | {
        row.key: row.ways for row in place.new.documents
    }
    kind = "document_required" if "@" in place.about else "field_required"
    nobody = not after or rows.get(place.about) == ("produced",)
    yield place.change("need_eased" if nobody else kind, before, after, rule=place.row.when)


def waits(
    place: Place, before: tuple[tuple[int, str], ...], after: tuple[tuple[int, str], ...]
) -> Iterator[Change]:
    """What an item waits for, and whether only to see how it ends; any other reason is only told."""
    old = {_waited(place.old, other, reason) for other, reason in before}
    new = {_waited(place.new, other, reason) for other, reason in after}
    yield from (place.change("waits", None, other) for other in sorted(new - old))
    yield from (place.change("waits", other) for other in sorted(old - new))
    reasons = [
        [(item_id(release, other), reason) for other, reason in rows]
        for release, rows in ((place.old, before), (place.new, after))
    ]
    if old == new and reasons[0] != reasons[1]:
        yield place.change("order" if sorted(reasons[0]) == sorted(reasons[1]) else "law", *reasons)


def _waited(release: Release, other: int, reason: str) -> str:
    return f"{item_id(release, other)} ({ONCE})" if reason == ONCE else item_id(release, other)


def givers(place: Place, before: tuple[int, ...], after: tuple[int, ...]) -> Iterator[Change]:
    """Which items may make a field or document."""
    old = [item_id(place.old, index) for index in before]
    new = [item_id(place.new, index) for index in after]
    if old != new:
        yield place.change("order" if set(old) == set(new) else "giver", old, new)


def item_rule(place: Place, before: str, after: str) -> Iterator[Change]:
    """When an item applies: it concerns cases that it would now join or leave."""
    yield place.change("item_rule", before, after, rule=None if place.row.each else after)


def item_id(release: Release, index: int) -> str:
    """Name an item of a release; none where there is none."""
    return release.items[index].item if 0 <= index < len(release.items) else ""


def moved(place: Place, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    """Tell whether those that stay stand in another order."""
    old = [name for name in before if name in after]
    new = [name for name in after if name in before]
    if old != new:
        yield place.change("order", old, new)

"""Names as people tell them apart: papers with whose they are, many kinds or members of one item under its name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from onething.base.texts import Language, text
from onething.plans.release import DocumentSlot, PlanItem, Release, Texts
from onething.plans.route import Route


def slot_names(release: Release, language: Language) -> dict[str, str]:
    """Give the name of every paper of a thing by its key."""
    return _names(release.documents, {id: name for id, _, name in release.roles}, language)


def route_names(route: Route, language: Language) -> dict[str, str]:
    """Give the name of every paper of a route by its key, member by member of list roles."""
    return _names([slot for slot, _ in route.documents], route.roles, language)


def _names(slots: Iterable[DocumentSlot], roles: Mapping[str, Texts], language: Language) -> dict[str, str]:
    rows = list(slots)
    times = Counter(slot.type for slot in rows)
    return {slot.key: _name(slot, roles, language, several=times[slot.type] > 1) for slot in rows}


def _name(slot: DocumentSlot, roles: Mapping[str, Texts], language: Language, *, several: bool) -> str:
    name = slot.name[language]
    if not several:
        return name
    role = roles[slot.role][language]
    return f"{name}（{role}）" if language == "zh" else f"{name} ({role.lower()})"


FEW = 3
"""More names than this are not read one by one, least of all on a phone."""


def base_of(item: PlanItem) -> str:
    """Give the id of an item without its kind and member."""
    return item.item.partition("/")[0].partition("#")[0]


def shared_names(items: Iterable[PlanItem], language: Language, several: str = "") -> list[str]:
    """Give the names of items, the kinds and the members of one item under the name they share.

    With the text `several` a few are named one by one, and of more it is said how many they are.
    """
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(base_of(item), []).append(item.name[language])
    return [name for names in found.values() for name in _together(names, language, several)]


def _together(names: list[str], language: Language, several: str) -> list[str]:
    if len(names) <= (FEW if several else 1):
        return names
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False))
    start = "".join(signs[0] for signs in alike)
    for bracket in ("（", " ("):
        start = start.rpartition(bracket)[0] or start
    return [text(several, language, name=start, n=len(names)) if several else start]


def first_few(names: Sequence[str], language: Language, more: str) -> str:
    """Join names; of many only the first few, with how many there are, in the words of the text `more`."""
    comma = "、" if language == "zh" else ", "
    if len(names) <= FEW:
        return comma.join(names)
    return text(more, language, names=comma.join(names[:FEW]), n=len(names))

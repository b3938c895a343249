"""Names of papers as people tell them apart: with whose it is, where a thing needs the same kind of several."""

from collections import Counter
from collections.abc import Iterable, Mapping

from onething.base.texts import Language
from onething.plans.release import DocumentSlot, Release, Texts
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

"""Names of papers as people tell them apart: with whose it is, where a thing needs the same kind of several."""

from collections import Counter

from onething.base.texts import Language
from onething.plans.release import DocumentSlot, Release


def slot_names(release: Release, language: Language) -> dict[str, str]:
    """Give the name of every paper of a thing by its key."""
    times = Counter(slot.type for slot in release.documents)
    return {
        slot.key: _name(release, slot, language, several=times[slot.type] > 1) for slot in release.documents
    }


def _name(release: Release, slot: DocumentSlot, language: Language, *, several: bool) -> str:
    name = slot.name[language]
    if not several:
        return name
    role = next(words[language] for id, _, words in release.roles if id == slot.role)
    return f"{name}（{role}）" if language == "zh" else f"{name} ({role.lower()})"

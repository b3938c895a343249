"""Which department sees what: the same views by which work is handed to departments."""

from dataclasses import dataclass

from onething.base.texts import Language
from onething.channels.portal.naming import slot_names
from onething.plans.release import PlanDepartment
from onething.plans.route import Route
from onething.plans.views import department_views


@dataclass(frozen=True)
class Seen:
    """One department's part: names of what it sees, what for, and by which law."""

    department: PlanDepartment
    items: list[str]
    fields: list[str]
    documents: list[str]
    law: list[str]


def who_sees(route: Route, language: Language, role: str = "") -> list[Seen]:
    """Give each department with what it sees; with a role only what is about that role."""
    release = route.release
    roles = {id: name[language] for id, _, name in release.roles}
    fields = {field.key: field for field, _ in route.fields}
    slots = {slot.key: slot for slot, _ in route.documents}
    names = slot_names(release, language)
    space = "" if language == "zh" else " "
    joint = "的" if language == "zh" else "’s"
    found = []
    for id, view in department_views(route).items():
        items = [release.items[index] for index in view.items]
        found.append(
            Seen(
                release.department(id),
                [item.name[language] for item in items],
                [
                    f"{roles[fields[key].role]}{joint}{space}{_small(fields[key].name[language], language)}"
                    for key in view.fields
                    if not role or fields[key].role == role
                ],
                [names[key] for key in view.documents if not role or slots[key].role == role],
                list(dict.fromkeys(law for item in items for law in item.law)),
            )
        )
    return found


def _small(words: str, language: Language) -> str:
    return words[0].lower() + words[1:] if language == "en" and not words.startswith("ID") else words

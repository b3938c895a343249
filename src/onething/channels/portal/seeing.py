"""Which department sees what: the same views by which work is handed to departments."""

from dataclasses import dataclass

from onething.base.texts import Language
from onething.channels.portal.naming import route_names
from onething.plans.release import Field, PlanDepartment
from onething.plans.route import Route
from onething.plans.views import department_views


@dataclass(frozen=True)
class Seen:
    """One department's part: what it sees, role by role, what for, and by which law."""

    department: PlanDepartment
    items: list[str]
    fields: list[str]
    documents: list[str]
    law: list[str]


def who_sees(route: Route, language: Language, role: str = "") -> list[Seen]:
    """Give each department with what it sees; with a role only what is about that role."""
    release = route.release
    fields = {field.key: field for field, _ in route.fields}
    slots = {slot.key: slot for slot, _ in route.documents}
    names = route_names(route, language)
    found = []
    for id, view in department_views(route).items():
        items = [route.plan(number) for number in view.items]
        found.append(
            Seen(
                release.department(id),
                [item.name[language] for item in items],
                _by_role(
                    route,
                    [fields[key] for key in view.fields if not role or fields[key].role == role],
                    language,
                ),
                [names[key] for key in view.documents if not role or slots[key].role == role],
                list(dict.fromkeys(law for item in items for law in item.law)),
            )
        )
    return found


def _by_role(route: Route, fields: list[Field], language: Language) -> list[str]:
    """Give the names of fields, role by role: 孩子：姓名、性别."""
    comma, colon = ("、", "：") if language == "zh" else (", ", ": ")
    found = []
    for id, name in route.roles.items():
        named = [field.name[language] for field in fields if field.role == id]
        if named:
            found.append(f"{name[language]}{colon}{comma.join(named)}")
    return found

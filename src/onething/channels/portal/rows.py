"""The rows of a section: facts with where they are from, and boxes for what must be asked."""

from dataclasses import dataclass
from dataclasses import field as default
from typing import Any, Literal

from onething.base.texts import Language, text
from onething.channels.portal.dates import moment_words
from onething.channels.portal.drafting import Drafting
from onething.channels.portal.naming import first_few
from onething.channels.portal.places import places_in
from onething.channels.portal.said import as_typed, said
from onething.plans.release import Field, Need

Kind = Literal["fact", "ask", "produced", "private"]
MOST_RADIOS = 7


@dataclass
class Row:
    """One field on a page. `raw` is what stands in the box; `origin` where a fact is from, in words."""

    field: Field
    required: bool
    kind: Kind
    value: str = ""
    origin: str = ""
    raw: str = ""
    error: str = ""
    why: str = ""
    seers: str = ""
    registry: str = ""
    changeable: bool = False
    pending: bool = False
    shape: str = "text"
    choices: list[tuple[str, str]] = default(default_factory=list)
    boxes: list[str] = default(default_factory=list)
    id: str = ""

    @property
    def missing(self) -> bool:
        """Whether something that must be filled in is not."""
        return self.kind == "ask" and self.required and not self.raw

    def put(self, raw: str) -> None:
        """Put a text into the box; a date into its three boxes."""
        self.raw = raw
        if self.shape in ("date", "datetime"):
            day, _, time = raw.replace("T", " ").partition(" ")
            self.boxes = [*[part.lstrip("0") for part in (*day.split("-", 2), "", "")[:3]], time]


def section(drafting: Drafting, role: str, language: Language, opened: str = "") -> list[Row]:
    """Give the rows of a role; `opened` names a fact that its owner wants to change."""
    return [
        _row(drafting, field, language, opened, required=required)
        for field, required in drafting.fields(role)
    ]


def _row(drafting: Drafting, field: Field, language: Language, opened: str, *, required: bool) -> Row:
    """Make one row."""
    entry = drafting.draft.answers.get(field.key)
    value, origin = entry if entry else (None, "")
    made = Row(field, required, _kind(drafting, field, origin), id=field.key.replace(".", "-"))
    made.changeable = origin == "account" and field.type == "phone"
    if made.changeable and opened == field.key:
        made.kind = "ask"
    if made.kind == "fact":
        made.value = said(field, value, language)
        made.origin, made.registry = _origin(drafting, field, str(origin), language)
    elif made.kind == "ask":
        dress(made, drafting, as_typed(field, value, language), language)
    return made


def dress(made: Row, drafting: Drafting, raw: str, language: Language) -> None:
    """Give a row its box: what stands in it, why it is asked, who will see it."""
    field = made.field
    made.why, made.seers = reason(field.needs, language), seers(drafting, field.needs, language)
    made.pending = any(lookup.state == "pending" and field.key in lookup.gives for lookup in drafting.lookups)
    made.choices = [(value, name[language]) for value, name in field.options]
    made.shape = shape_of(field)
    if field.type == "region":
        made.choices = [("", name) for name in places_in(drafting.release.region)]
    made.put(raw)


def _kind(drafting: Drafting, field: Field, origin: str) -> Kind:
    if drafting.is_private(field):
        return "private"
    if "produced" in field.getting:
        return "produced"
    return "fact" if origin and origin != "applicant" else "ask"


def shape_of(field: Field) -> str:
    """Give the kind of box that a field has on a page."""
    if field.options:
        return "radio" if len(field.options) <= MOST_RADIOS else "list"
    return {"region": "list", "address": "long", "date": "date", "datetime": "datetime"}.get(
        field.type, "text"
    )


def _origin(drafting: Drafting, field: Field, origin: str, language: Language) -> tuple[str, str]:
    if origin.startswith(("registry:", "public:")):
        asked = origin.partition(":")[2]
        plan = next((plan for plan in drafting.release.lookups if plan.registry == asked), None)
        name = plan.name[language] if plan else asked
        at = next(
            (
                found.answered
                for found in drafting.lookups
                if found.registry == asked and field.key in found.values
            ),
            None,
        )
        if at is None:
            return text("portal.origin.registry", language, name=name), name
        return text("portal.origin.registry_at", language, name=name, at=moment_words(at, language)), name
    kind = origin if origin in ("account", "answer", "derived") else "account"
    return text(f"portal.origin.{kind}", language), ""


def reason(needs: tuple[Need, ...], language: Language) -> str:
    """Give the reasons why a field is asked, each once."""
    words = dict.fromkeys(need.why[language] for need in needs if need.why)
    return ("；" if language == "zh" else "; ").join(words)


def seers(drafting: Drafting, needs: tuple[Need, ...], language: Language) -> str:
    """Give the short names of the departments that need a field."""
    ids = dict.fromkeys(drafting.route.plan(need.item).department for need in needs)
    names = [drafting.release.department(id).short[language] for id in ids]
    return first_few(names, language, "portal.part.seers")


def with_typed(
    rows: list[Row], drafting: Drafting, kept: dict[str, Any], errors: dict[str, str], language: Language
) -> None:
    """Put back what was typed, also what could not be read, with what is wrong about it."""
    for each in rows:
        key = each.field.key
        if key in kept and each.kind in ("ask", "fact"):
            each.kind = "ask"
            dress(each, drafting, str(kept[key]), language)
        each.error = errors.get(key, "")

"""The documents of a draft as the applicant sees them: what is got for them, what they bring, what may follow."""

from dataclasses import dataclass
from typing import Any, Literal

from onething.base.texts import Language
from onething.channels.portal.drafting import Drafting
from onething.channels.portal.naming import route_names
from onething.plans.asking import lookups_for
from onething.plans.release import DocumentSlot

Standing = Literal[
    "fetched", "fetching", "produced", "form", "not_found", "given", "open", "promise", "later"
]
PUT_OFF = ("promise", "later")
WITHOUT_APPLICANT = ("fetched", "fetching", "produced", "form")


@dataclass(frozen=True)
class PaperRow:
    """One document. `put_off` are the ways to go on without it."""

    slot: DocumentSlot
    required: bool
    standing: Standing
    name: str
    digest: str
    put_off: tuple[str, ...]
    registry: dict[str, str] | None
    label: str

    @property
    def missing(self) -> bool:
        """Whether the applicant still has to do something about it."""
        return self.required and self.standing in ("not_found", "open")

    @property
    def takes_file(self) -> bool:
        """Whether a file can be handed in."""
        return "upload" in self.slot.ways and self.standing not in WITHOUT_APPLICANT


def paper_rows(drafting: Drafting, language: Language = "zh") -> list[PaperRow]:
    """Give every document of the route with where it stands."""
    names = route_names(drafting.route, language)
    return [
        _row(drafting, slot, names[slot.key], required=required)
        for slot, required in drafting.route.documents
    ]


def _row(drafting: Drafting, slot: DocumentSlot, label: str, *, required: bool) -> PaperRow:
    entry = drafting.draft.documents.get(slot.key)
    digest, _, name = entry if entry else ("", "", "")
    put_off = tuple(way for way in PUT_OFF if way in slot.ways)
    plan = next(
        (plan for plan in lookups_for(drafting.release, drafting.flat) if slot.key in plan.proves), None
    )
    registry = dict(plan.name) if plan else None
    return PaperRow(slot, required, _standing(drafting, slot, entry), name, digest, put_off, registry, label)


def _standing(drafting: Drafting, slot: DocumentSlot, entry: list[Any] | None) -> Standing:
    if entry:
        standings: dict[str, Standing] = {
            "registry": "fetched",
            "upload": "given",
            "promise": "promise",
            "later": "later",
        }
        return standings.get(str(entry[1]), "given")
    if "produced" in slot.ways and slot.produced_by:
        return "produced"
    if "form" in slot.ways:
        return "form"
    asked = [lookup for lookup in drafting.lookups if slot.key in lookup.proves]
    if any(lookup.state == "pending" for lookup in asked):
        return "fetching"
    return "not_found" if asked else "open"


def documents_to_send(drafting: Drafting) -> dict[str, list[str]]:
    """Give the documents as a case takes them: what was brought or fetched, and what the form makes."""
    found = {key: list(entry) for key, entry in drafting.draft.documents.items()}
    used = {row.slot.key: row for row in paper_rows(drafting)}
    for key, row in used.items():
        if row.standing == "form":
            found[key] = ["", "form", ""]
    return {key: entry for key, entry in found.items() if key in used}

"""Saves what was typed on a page of the form: what reads well goes into the draft, the rest is kept as typed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from onething.base.errors import Invalid, OneThingError
from onething.base.texts import Language, text
from onething.cases.drafts import save_draft
from onething.channels.portal.drafting import Drafting
from onething.channels.portal.entry import read, typed
from onething.channels.portal.prefill import fetch
from onething.channels.portal.rows import Row

TO_READ = "draft_changed"


@dataclass
class Reading:
    """What a sent page says: values that read well (None empties a field), the raw text, what is wrong."""

    values: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)


def read_rows(request: HttpRequest, rows: Iterable[Row], language: Language) -> Reading:
    """Read the boxes that the page shows; facts of registers cannot be sent."""
    found = Reading()
    for row in rows:
        raw = typed(request.POST, row.field.key)
        if raw is None or not (row.kind == "ask" or row.changeable):
            continue
        found.raw[row.field.key] = raw
        if not raw:
            found.values[row.field.key] = None
            continue
        try:
            found.values[row.field.key] = read(row.field, raw)
        except Invalid as error:
            found.errors[row.field.key] = error.problems[0].message(language)
    return found


def demand(rows: Iterable[Row], found: Reading, language: Language) -> None:
    """Add an error for every box that must be filled in and is empty."""
    for row in rows:
        key = row.field.key
        if row.required and row.kind == "ask" and key in found.raw and not found.raw[key] and not row.pending:
            name = row.field.name[language]
            found.errors[key] = text("problem.portal.entry.empty", language, name=name)


def keep(request: HttpRequest, drafting: Drafting, found: Reading, seen: int | None) -> None:
    """Save. Raises Refused (case.draft_changed) when another tab saved since."""
    entries = {key: None if value is None else [value, "applicant"] for key, value in found.values.items()}
    draft = save_draft(drafting.actor, drafting.draft.id, entries, seen=seen)
    remember(request, drafting, found)
    fetch(draft, drafting.release)


def remember(request: HttpRequest, drafting: Drafting, found: Reading) -> None:
    """Keep what cannot be read as it was typed, for when the page is opened again."""
    name = f"typed:{drafting.draft.id}"
    kept = {key: raw for key, raw in request.session.get(name, {}).items() if key not in found.raw}
    kept |= {key: found.raw[key] for key in found.errors if found.raw.get(key)}
    request.session[name] = kept


def remembered(request: HttpRequest, drafting: Drafting) -> dict[str, str]:
    """Give what was typed before and could not be read."""
    kept: dict[str, str] = request.session.get(f"typed:{drafting.draft.id}", {})
    return kept


def seen_version(request: HttpRequest) -> int | None:
    """Give the version of the draft that the page showed."""
    sent = request.POST.get("seen", "")
    return int(sent) if sent.isdecimal() else None


def is_changed_elsewhere(error: OneThingError) -> bool:
    """Tell whether an error says that another tab saved in between."""
    return error.code == "case.draft_changed"

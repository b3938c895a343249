"""The documents page: fetched, the applicant's own, missing; waiting never blocks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onething.base.errors import Invalid, Problem, Refused
from onething.base.texts import Language
from onething.cases.drafts import draft_for, save_draft
from onething.channels.portal.drafting import Drafting, with_draft
from onething.channels.portal.page import go, language_of, show, way_on
from onething.channels.portal.papers import PUT_OFF, PaperRow, paper_rows
from onething.papers.store import store


@with_draft
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, drafting: Drafting) -> HttpResponse:
    """Show the documents, or take files and choices in."""
    rows = paper_rows(drafting, language_of(request))
    if request.method == "GET":
        return _page(request, drafting, rows, {})
    entries, errors = _read(request, drafting, rows, language_of(request))
    if entries:
        save_draft(drafting.actor, drafting.draft.id, {}, entries)
    if errors:
        after = Drafting(draft_for(drafting.actor, drafting.draft.id), drafting.actor)
        return _page(request, after, paper_rows(after, language_of(request)), errors)
    here = f"{drafting.address}/documents"
    removed = "remove" in request.POST
    return go(here if removed else way_on(request, request.POST.get("then", ""), drafting.address))


def _read(
    request: HttpRequest, drafting: Drafting, rows: list[PaperRow], language: Language
) -> tuple[dict[str, Any], dict[str, str]]:
    """Read files and choices: document key → entry (None takes it out), and what is wrong by key."""
    entries: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for row in rows:
        key = row.slot.key
        if request.POST.get("remove") == key and row.standing in ("given", *PUT_OFF):
            entries[key] = None
            continue
        if not row.takes_file and not row.put_off:
            continue
        sent = request.FILES.get(f"file:{key}")
        way = request.POST.get(f"way:{key}", "")
        try:
            if sent is not None:
                entries[key] = keep_file(drafting.actor, sent, row.slot.formats, row.slot.max_megabytes)
            elif way in row.put_off:
                entries[key] = ["", way, ""]
        except (Invalid, Refused) as error:
            problem: Problem = error.problems[0]
            errors[key] = problem.message(language)
    return entries, errors


def keep_file(actor: Any, sent: Any, formats: tuple[str, ...], megabytes: int) -> list[str]:
    """Keep an uploaded file; gives the entry for the form. Raises Invalid (papers.…)."""
    paper = store(actor, sent, sent.name or "", formats, megabytes)
    return [paper.digest, "upload", (sent.name or "")[:200]]


def _page(
    request: HttpRequest, drafting: Drafting, rows: list[PaperRow], errors: dict[str, str]
) -> HttpResponse:
    groups: dict[str, list[PaperRow]] = {"obtained": [], "brought": [], "missing": []}
    for row in rows:
        groups[_group(row)].append(row)
    context: dict[str, Any] = {
        "drafting": drafting,
        "groups": groups,
        "errors": errors,
        "wrong": [(row, errors[row.slot.key]) for row in rows if row.slot.key in errors],
        "total": len(rows),
        "yours": sum(row.missing for row in rows),
        "fetching": any(row.standing == "fetching" for row in rows),
    }
    return show(request, "documents", status=422 if errors else 200, **context)


def _group(row: PaperRow) -> str:
    if row.standing in ("fetched", "fetching", "produced", "form"):
        return "obtained"
    return "missing" if row.missing else "brought"

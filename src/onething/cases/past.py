"""Past cases without the people: only answers that are choices leave the database, never names, numbers or free text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onething.cases.book import read_state
from onething.cases.core.form import read_form
from onething.cases.models import Case, FormVersion
from onething.plans.keys import base_key
from onething.plans.release import Field, PlanQuestion, Release
from onething.plans.routing import APPLICANT
from onething.plans.store import load

_CODE = re.compile(r"[0-9]{6}")
_MANY = 500


@dataclass(frozen=True, slots=True)
class PastCase:
    """What one case chose, and the release that it ran on, with its hash."""

    release: Release
    hash: str
    answers: dict[str, Any]


def past_cases(thing: str = "", region: str = "") -> Iterator[PastCase]:
    """Give what past cases chose, of one thing or region if named, in the order in which they came."""
    wanted = {name: value for name, value in (("thing", thing), ("region", region)) if value}
    rows = Case.objects.filter(**wanted).order_by("id").values_list("id", "release", "state")
    for case, release_hash, state in rows.iterator(chunk_size=_MANY):
        content = (
            FormVersion.objects.filter(case_id=case, version=1).values_list("content", flat=True).first()
        )
        if content is None:
            continue
        release = load(release_hash)
        answers = read_form([(1, content.encode())]).answers
        chosen = choices(release, {key: entry[0] for key, entry in answers.items()})
        yield PastCase(release, release_hash, {APPLICANT: read_state(state).role, **chosen})


def choices(release: Release, answers: dict[str, Any]) -> dict[str, Any]:
    """Keep only answers that say which of several known things was chosen, how many, or in which county."""
    questions = {f"answers.{question.id}": question for question in release.questions}
    fields = {field.key: field for field in release.fields}
    kept = {}
    for key, value in answers.items():
        row = questions.get(key) or fields.get(base_key(key))
        if row is not None and _is_choice(row, value):
            kept[key] = value
    return kept


def _is_choice(row: PlanQuestion | Field, value: Any) -> bool:
    offered = {option for option, _ in row.options}
    if isinstance(value, bool):
        return bool(offered)
    if isinstance(value, list):
        return bool(offered) and offered.issuperset(value)
    if isinstance(row, PlanQuestion) and row.counts:
        return str(value).isdecimal() and len(str(value)) <= 2
    if isinstance(row, Field) and row.type == "region":
        return bool(_CODE.fullmatch(str(value)))
    return value in offered

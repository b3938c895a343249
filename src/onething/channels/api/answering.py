"""Takes a batch of answers in: each judged by itself, all that are well formed in one commit."""

from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from onething.base.actor import Actor
from onething.base.errors import Invalid, OneThingError, Problem
from onething.base.texts import Language
from onething.cases.clock import now
from onething.cases.core import commands as c
from onething.cases.door import handle
from onething.channels.api import shapes
from onething.channels.api.errors import described, shape_problems
from onething.papers.store import held_among

_ADAPTER: TypeAdapter[shapes.AnswerIn] = TypeAdapter(shapes.Answer)


def take(actor: Actor, given: list[Any], language: Language) -> list[shapes.AnswerOut]:
    """Answer every answer, in the order given."""
    outcomes: list[shapes.AnswerOut | None] = [None] * len(given)
    good: list[tuple[int, shapes.AnswerIn]] = []
    for index, one in enumerate(given):
        try:
            good.append((index, _ADAPTER.validate_python(one)))
        except ValidationError as error:
            problems = shape_problems(error.errors(include_url=False, include_input=False))
            outcomes[index] = _refused(_id_of(one), _without_kind(problems, one), language)
    good = _with_own_papers(actor, good, outcomes, language)
    commands = [command_of(actor, answer, now()) for _, answer in good]
    for (index, answer), outcome in zip(good, handle(commands) if commands else [], strict=True):
        if outcome.error is None:
            outcomes[index] = shapes.AnswerOut(id=str(answer.id), status=outcome.status)
        else:
            outcomes[index] = _refused(str(answer.id), list(outcome.error.problems), language)
    return [outcome for outcome in outcomes if outcome is not None]


def command_of(actor: Actor, answer: shapes.AnswerIn, at: int) -> c.Command:
    """Turn an answer into the command it means."""
    common: dict[str, Any] = {
        "id": answer.id, "case": answer.case, "at": at, "actor": actor, "channel": "api",
        "item": answer.item, "lease": answer.lease,
    }  # fmt: skip
    match answer:
        case shapes.Accepted():
            return c.Accept(**common)
        case shapes.Correction():
            return c.AskCorrection(
                **common, contested=answer.contested, reason=answer.reason, good_enough=answer.good_enough
            )
        case shapes.Suspended():
            return c.Suspend(**common, cause=answer.cause, basis=answer.basis)
        case shapes.Resumed():
            return c.Resume(**common)
        case shapes.Granted():
            results = tuple((result.key, result.digest, result.number) for result in answer.results)
            return c.Grant(**common, results=results, elements=dict(answer.elements))
        case shapes.Denied():
            return c.Deny(**common, rule=answer.rule, reason=answer.reason, remedy=answer.remedy)
        case shapes.Delivered():
            return c.Deliver(**common, how=answer.how, tracking=answer.tracking)
    raise TypeError(type(answer).__name__)


def _with_own_papers(
    actor: Actor,
    good: list[tuple[int, shapes.AnswerIn]],
    outcomes: list[shapes.AnswerOut | None],
    language: Language,
) -> list[tuple[int, shapes.AnswerIn]]:
    """Refuse results whose paper this department did not bring: a digest seen elsewhere opens nothing."""
    digests = {
        result.digest for _, answer in good if isinstance(answer, shapes.Granted) for result in answer.results
    }
    held = held_among(actor, digests) if digests else set()
    kept = []
    for index, answer in good:
        missing = []
        if isinstance(answer, shapes.Granted):
            missing = [result.key for result in answer.results if result.digest not in held]
        if missing:
            error: OneThingError = Invalid(*(Problem("api.paper_unknown", field=key) for key in missing))
            outcomes[index] = _refused(str(answer.id), list(error.problems), language)
        else:
            kept.append((index, answer))
    return kept


def _refused(id: str, problems: list[Problem], language: Language) -> shapes.AnswerOut:
    errors = [described(problem, language) for problem in problems]
    return shapes.AnswerOut(id=id, status="refused", error=errors[0], errors=errors)


def _without_kind(problems: list[Problem], one: Any) -> list[Problem]:
    """Take the kind out of field names: pydantic puts the branch it chose before the field."""
    kind = f"{one.get('kind')}." if isinstance(one, dict) else ""
    return [
        Problem(problem.code, field=problem.field.removeprefix(kind), values=problem.values)
        for problem in problems
    ]


def _id_of(one: Any) -> str:
    try:
        return str(UUID(one["id"]))
    except (TypeError, KeyError, ValueError, AttributeError):
        return ""

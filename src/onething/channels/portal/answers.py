"""Answers to the questions: read from a page, kept in the session, said in words."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from onething.plans.release import PlanQuestion

NONE = {"zh": "都不选", "en": "None"}


def kept(request: HttpRequest, thing: str) -> dict[str, Any]:
    """Give the answers given so far, as rules take them."""
    found: dict[str, Any] = request.session.get(f"answers:{thing}", {})
    return dict(found)


def read_answer(question: PlanQuestion, sent: Sequence[str]) -> Any:
    """Read what was chosen or how many were typed; None when it is nothing that is offered."""
    if question.answer == "many":
        return [value for value, _ in question.options if value in sent]
    first = sent[0].strip() if sent else ""
    if question.answer == "count":
        return int(first) if first.isdecimal() and question.least <= int(first) <= question.most else None
    if first not in {value for value, _ in question.options}:
        return None
    return first == "yes" if question.answer == "yes_no" else first


def shown(question: PlanQuestion, value: Any) -> list[str]:
    """Give what stands on the page for an answer: the options that are chosen, or the number."""
    if value is None:
        return []
    if question.answer == "many":
        return [str(one) for one in value]
    if question.answer == "yes_no":
        return ["yes" if value in (True, "yes") else "no"]
    return [str(value)]


def in_words(question: PlanQuestion, value: Any) -> dict[str, str]:
    """Say an answer in both languages."""
    chosen = shown(question, value)
    if question.answer == "count":
        return {"zh": "".join(chosen), "en": "".join(chosen)}
    names = [name for option, name in question.options if option in chosen]
    if not names and question.answer == "many" and value is not None:
        return NONE
    return {"zh": "、".join(name["zh"] for name in names), "en": ", ".join(name["en"] for name in names)}

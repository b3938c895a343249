"""Turns a validator's errors into problems with a line and words for people who do not program."""

import difflib
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from onething.base.errors import Problem
from onething.catalog import definitions
from onething.catalog.sources import Source, Steps

_CODES = {
    "missing": "catalog.missing_key",
    "extra_forbidden": "catalog.unknown_key",
    "literal_error": "catalog.not_one_of",
    "string_type": "catalog.not_text",
    "tuple_type": "catalog.not_a_list",
    "list_type": "catalog.not_a_list",
    "dict_type": "catalog.not_keys",
    "model_type": "catalog.not_keys",
    "model_attributes_type": "catalog.not_keys",
    "bool_type": "catalog.not_true_or_false",
    "bool_parsing": "catalog.not_true_or_false",
    "int_type": "catalog.not_a_number",
    "int_parsing": "catalog.not_a_number",
    "int_from_float": "catalog.not_a_number",
    "float_type": "catalog.not_a_number",
    "float_parsing": "catalog.not_a_number",
    "string_too_short": "catalog.empty_text",
    "string_too_long": "catalog.too_long",
    "greater_than_equal": "catalog.out_of_range",
    "less_than_equal": "catalog.out_of_range",
}


def _pattern(kind: Any) -> str:
    return next(str(part.pattern) for part in get_args(kind) if getattr(part, "pattern", None))


_PATTERNS = {
    _pattern(definitions.Id): "catalog.bad_id",
    _pattern(definitions.Name): "catalog.bad_name",
    _pattern(definitions.FieldPath): "catalog.bad_field",
    _pattern(definitions.Region): "catalog.bad_region",
    _pattern(definitions.Period): "catalog.bad_period",
    _pattern(definitions.Slot): "catalog.bad_slot",
    _pattern(definitions.Day): "catalog.bad_day",
    _pattern(definitions.ItemId): "catalog.bad_item_id",
    _pattern(definitions.ItemRef): "catalog.bad_item_id",
    _pattern(definitions.FieldRef): "catalog.bad_field",
    _pattern(definitions.SlotRef): "catalog.bad_slot",
    _pattern(definitions.YearDay): "catalog.bad_year_day",
    _pattern(definitions.Phone): "catalog.bad_phone",
    _pattern(definitions.BatchId): "catalog.bad_batch_id",
    _pattern(definitions.Since): "catalog.bad_since",
}


def faults(error: ValidationError, source: Source, steps: Steps) -> list[Problem]:
    """Give the problems of one definition that stands at `steps` in a file."""
    return [_fault(detail, source, steps) for detail in error.errors(include_url=False)]


def _fault(detail: ErrorDetails, source: Source, steps: Steps) -> Problem:
    location = tuple(part for part in detail["loc"] if part != "[key]")
    spot = source.spot(source.known((*steps, *location)))
    name = str(next((part for part in reversed(location) if isinstance(part, str)), ""))
    context = detail.get("ctx", {})
    values: dict[str, Any] = {"name": name}
    code = _CODES.get(detail["type"], "catalog.wrong_value")
    if detail["type"] == "string_pattern_mismatch":
        code = _PATTERNS.get(str(context["pattern"]), code)
    if code not in ("catalog.missing_key", "catalog.unknown_key"):
        values["found"] = _short(detail["input"])
    if code == "catalog.not_one_of":
        values["known"] = str(context["expected"]).replace(" or ", ", ").replace("'", "")
    if code == "catalog.too_long":
        values["most"] = context["max_length"]
    return spot.problem(code, **values)


def _short(value: Any) -> str:
    written = str(value)
    return written if len(written) <= 60 else f"{written[:59]}…"


def near(wanted: str, known: Any) -> str:
    """List what somebody may have meant: the closest names, or the first few where none is close."""
    names = sorted(known)
    return ", ".join(difflib.get_close_matches(wanted, names, n=3, cutoff=0.5) or names[:8]) or "—"

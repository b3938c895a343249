"""What stands in a workbook of definitions: its sheets and their columns, for writing and for reading.

A sheet holds definitions, one a row, or the rows of a list inside them; such a row names its owner.
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from onething.catalog import definitions as d
from onething.catalog.sources import Steps

CellKind = Literal["word", "text", "whole", "number", "flag", "words", "lines", "kind", "certificate"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` stands in its head, `steps` lead to its value inside the row's definition.

    `field` is what the national exchange calls it, `choices` are all values it may have.
    """

    key: str
    steps: Steps
    kind: CellKind = "word"
    field: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `path` leads to the list whose rows stand here; empty: the definitions themselves.

    `owner` are the columns that name whose rows they are. `bare`: a row is one value, not keys.
    """

    name: str
    holds: str
    path: Steps
    owner: tuple[str, ...]
    columns: tuple[Column, ...]
    bare: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key in the head, in order."""
        return (*self.owner, *(column.key for column in self.columns))


def _choices(kind: Any, field: str) -> tuple[str, ...]:
    """Give the values that the language allows; it is written down there only."""
    annotation = kind.model_fields[field].annotation
    inner = get_args(annotation)
    return tuple(get_args(inner[0]) if inner and get_args(inner[0]) else inner)


def _word(key: str, *steps: str, **more: Any) -> Column:
    return Column(key, steps or (key,), **more)


def _both(key: str, *steps: str, field: str = "") -> tuple[Column, ...]:
    steps = steps or (key,)
    return (
        Column(f"{key}_zh", (*steps, "zh"), "text", field),
        Column(f"{key}_en", (*steps, "en"), "text"),
    )


_FACTS = (
    _word("source", kind="text"),
    _word("confidence", choices=get_args(d.Confidence)),
    _word("note", kind="text"),
)
_LIMIT = (
    _word("limit_statutory", "limit", "statutory"),
    _word("limit_promised", "limit", "promised"),
    *_both("limit_excludes", "limit", "excludes"),
    _word("alone_visits", "alone", "visits", kind="whole"),
    _word("alone_steps", "alone", "steps", kind="whole"),
    _word("law", kind="lines"),
)
_FIELDS = {
    "catalog": "CATALOG_CODE",
    "task": "TASK_CODE",
    "handle_item": "TASK_HANDLE_ITEM",
    "local_catalog": "LOCAL_CATALOG_CODE",
    "local_task": "LOCAL_TASK_CODE",
}
_CODES = tuple(
    _word(f"code_{scheme}", "codes", scheme, field=_FIELDS.get(scheme, ""))
    for scheme in get_args(d.ItemScheme)
)
_PART = ("region", "item", "business_type")

SHEETS = (
    Sheet(
        "departments",
        "departments",
        (),
        (),
        (
            _word("id"),
            *_both("name", field="ORG_NAME"),
            *_both("short"),
            _word("phone", kind="text"),
            *_FACTS,
        ),
    ),
    Sheet(
        "elements",
        "elements",
        (),
        (),
        (
            _word("id"),
            *_both("name"),
            _word("type", choices=get_args(d.ElementType)),
            *_both("why"),
            *_both("hint"),
            _word("max_length", kind="whole"),
            _word("minimum", kind="number"),
            _word("maximum", kind="number"),
            *_both("unit"),
            _word("sensitive", kind="flag"),
            _word("derive_by", "derive", "by", choices=_choices(d.Derivation, "by")),
            _word("derive_of", "derive", "of"),
            *_FACTS,
        ),
    ),
    Sheet("options", "elements", ("options",), ("element",), (_word("value"), *_both("name"))),
    Sheet(
        "documents",
        "documents",
        (),
        (),
        (
            _word("id"),
            *_both("name", field="MATERIAL_NAME"),
            _word("ways", kind="words", choices=get_args(d.Way)),
            _word("formats", kind="words", choices=_choices(d.DocumentType, "formats")),
            _word("max_megabytes", kind="whole"),
            *_both("standard", field="ACCEPT_STAND"),
            _word("carrier", choices=_choices(d.DocumentType, "carrier")),
            _word("code_certificate_type", "codes", "certificate_type", kind="certificate"),
            *_FACTS,
        ),
    ),
    Sheet(
        "items",
        "items",
        (),
        ("region",),
        (
            _word("id"),
            *_both("name", field="TASK_NAME"),
            _word("department"),
            _word("kind", kind="kind", field="GB/T 39046-2020 A.1"),
            _word("mode", choices=get_args(d.Mode)),
            _word("refusal", choices=_choices(d.Item, "refusal")),
            *_LIMIT,
            *_CODES,
            *_FACTS,
        ),
    ),
    Sheet(
        "types",
        "items",
        ("types",),
        ("region", "item"),
        (_word("id"), *_both("name"), _word("department"), *_LIMIT, *_FACTS),
    ),
    Sheet(
        "needed_elements",
        "items",
        ("needs", "elements"),
        _PART,
        (
            _word("element"),
            _word("required", kind="flag"),
            _word("when", kind="text"),
            *_both("why"),
            _word("max_length", kind="whole"),
        ),
    ),
    Sheet(
        "needed_documents",
        "items",
        ("needs", "documents"),
        _PART,
        (
            _word("document", "type"),
            _word("of"),
            _word("instead", kind="words"),
            _word("required", kind="flag", field="IS_NEED"),
            _word("when", kind="text"),
            _word("may", kind="words", choices=_choices(d.NeededDocument, "may")),
        ),
    ),
    Sheet(
        "given_documents", "items", ("gives", "documents"), _PART, (_word("document", "type"), _word("of"))
    ),
    Sheet("given_elements", "items", ("gives", "elements"), _PART, (Column("element", ()),), bare=True),
)
SHEET_BY_NAME = {sheet.name: sheet for sheet in SHEETS}

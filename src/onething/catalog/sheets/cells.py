"""One value as it stands in a cell, and back."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from onething.catalog.codes import CERTIFICATE_ROOT, type_of_certificate
from onething.catalog.kinds import KIND_CODES
from onething.catalog.sheets.columns import CellKind, Column

Cell = str | int | float | None
_FLAGS = {"1": True, "0": False, "true": True, "false": False, "是": True, "否": False}
_KINDS = {code: kind for kind, code in KIND_CODES.items()}
_BETWEEN = re.compile(r"[\s,，、;；]+")


class UnfitError(ValueError):
    """That a cell does not hold what its column takes; the argument is the code of the problem."""


def shown(column: Column, value: Any) -> Cell:
    """Give a value as its column shows it. Flags are 1 and 0, as in GB/T 39046-2020."""
    if value is None or value == "":
        return None
    if column.kind == "flag":
        return int(value)
    if column.kind == "words":
        return ",".join(value) or None
    if column.kind == "lines":
        return "\n".join(value) or None
    if column.kind == "kind":
        return f"{KIND_CODES[value]} {value}"
    plain: Cell = value
    return plain


def taken(column: Column, value: object) -> Any:
    """Read a cell; None: it is empty. Raises UnfitError."""
    written = _written(value)
    if not written.strip():
        return None
    return _READERS[column.kind](written)


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)


def _word(written: str) -> str:
    return written.strip()


def _text(written: str) -> str:
    return written


def _whole(written: str) -> int:
    try:
        return int(written)
    except ValueError as error:
        raise UnfitError("sheet.not_whole") from error


def _number(written: str) -> float | int:
    try:
        found = float(written)
    except ValueError as error:
        raise UnfitError("sheet.not_a_number") from error
    return int(found) if found.is_integer() else found


def _flag(written: str) -> bool:
    try:
        return _FLAGS[written.strip().lower()]
    except KeyError as error:
        raise UnfitError("sheet.not_a_flag") from error


def _words(written: str) -> list[str]:
    return [word for word in _BETWEEN.split(written) if word]


def _lines(written: str) -> list[str]:
    return [line.strip() for line in written.splitlines() if line.strip()]


def _kind(written: str) -> str:
    """Read a kind by its name or code; where both stand, the name counts and is checked with all others."""
    code, _, name = written.strip().partition(" ")
    return name.strip() or _KINDS.get(code, code)


def _certificate(written: str) -> str:
    """Read a type code; of a whole certificate's identifier, whose check character is worked out, take its type."""
    if not written.strip().startswith(CERTIFICATE_ROOT):
        return written.strip()
    found = type_of_certificate(written.strip())
    if found is None:
        raise UnfitError("sheet.certificate_check")
    return found


_READERS: dict[CellKind, Callable[[str], Any]] = {
    "word": _word,
    "text": _text,
    "whole": _whole,
    "number": _number,
    "flag": _flag,
    "words": _words,
    "lines": _lines,
    "kind": _kind,
    "certificate": _certificate,
}

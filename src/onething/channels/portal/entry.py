"""Reads what people type, by type of field: cleans what can be cleaned, refuses the rest and says how to put it right."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from onething.base.errors import Invalid, Problem
from onething.base.workdays import CHINA, as_datetime
from onething.cases.clock import now
from onething.channels.portal.places import place_code
from onething.plans.release import Field

DOTS = str.maketrans(dict.fromkeys("‧・•.．･∙⋅●˙", "·"))
DATE_BOXES = ("year", "month", "day", "time")
_DATE = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*?(?:\s*(\d{1,2}\D\d{1,2})\D*)?$")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_ID_LENGTH = 18


def typed(post: Mapping[str, Any], key: str) -> str | None:
    """Give what stands in the boxes of a field, put together; None when the page did not show it."""
    if key in post:
        return str(post[key]).strip()
    boxes = [str(post.get(f"{key}.{box}", "")).strip() for box in DATE_BOXES]
    if not any(f"{key}.{box}" in post for box in DATE_BOXES):
        return None
    day = "-".join(boxes[:3]) if any(boxes[:3]) else ""
    return f"{day} {boxes[3]}".strip()


def read(field: Field, raw: str) -> Any:
    """Give the value that a field stands for. Raises Invalid (portal.entry.…) naming the field."""
    clean = "".join(sign for sign in raw if unicodedata.category(sign) != "Cc").strip()
    return _READERS.get(field.type, _text)(field, clean)


def _wrong(field: Field, code: str, **values: Any) -> NoReturn:
    raise Invalid(Problem(f"portal.entry.{code}", field=field.key, values=values))


def _text(field: Field, raw: str) -> str:
    if len(raw) > field.max_length:
        _wrong(field, "too_long", most=field.max_length, length=len(raw))
    return raw


def _name(field: Field, raw: str) -> str:
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", raw.translate(DOTS)))
    name = re.sub(r"\s*·\s*", "·", name)
    for sign in name:
        if sign not in "· -'’" and not unicodedata.category(sign).startswith(("L", "M")):
            _wrong(field, "name_sign", sign=unicodedata.normalize("NFKC", sign))
    return _text(field, name)


def _digits(raw: str) -> str:
    return re.sub(r"[\s\-—－]", "", unicodedata.normalize("NFKC", raw))


def _id_number(field: Field, raw: str) -> str:
    """Check length, date and check digit. The place is not checked: dissolved counties are in no present list."""
    number = _digits(raw).upper()
    if len(number) != _ID_LENGTH:
        _wrong(field, "id_length", length=len(number))
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        good = number[:17].isdigit() and ric.calc_check_digit(number) == number[17]
    except (ValueError, ValidationError):
        good = False
    if not good:
        _wrong(field, "id_check")
    return number


def _phone(field: Field, raw: str) -> str:
    number = _digits(raw).removeprefix("+86")
    if not re.fullmatch(r"1[0-9]{10}", number):
        _wrong(field, "phone")
    return number


def _bank_account(field: Field, raw: str) -> str:
    number = _digits(raw)
    if not re.fullmatch(r"[0-9]{9,30}", number):
        _wrong(field, "bank_account")
    return number


def _number(field: Field, raw: str) -> int | float:
    try:
        value = float(_digits(raw).replace(",", ""))
    except ValueError:
        _wrong(field, "number")
    if not math.isfinite(value):
        _wrong(field, "number")
    low, high = field.minimum, field.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        _wrong(field, "range", low=f"{low or 0:g}", high=f"{high or 0:g}")
    return int(value) if value.is_integer() else value


def _choice(field: Field, raw: str) -> str:
    for value, name in field.options:
        if raw == value or raw in name.values() or f"{raw}族" == name["zh"]:
            return value
    _wrong(field, "choice")


def _yes_no(field: Field, raw: str) -> bool:
    return _choice(field, raw) == "yes"


def _region(field: Field, raw: str) -> str:
    code = place_code(raw)
    if not code:
        _wrong(field, "region")
    return code


def _moment(field: Field, raw: str) -> datetime:
    plain = unicodedata.normalize("NFKC", raw)
    found = _DATE.match(plain) or _PACKED.match(plain)
    if not found:
        _wrong(field, "date")
    year, month, day, *time = found.groups()
    hour, minute = (int(part) for part in re.split(r"\D", time[0])) if time and time[0] else (0, 0)
    try:
        moment = datetime(int(year), int(month), int(day), hour, minute, tzinfo=CHINA)
    except ValueError:
        _wrong(field, "date")
    if field.key.partition(".")[2].startswith("born") and moment > as_datetime(now()):
        _wrong(field, "future")
    if field.type == "datetime" and not (time and time[0]):
        _wrong(field, "time")
    return moment


def _date(field: Field, raw: str) -> str:
    return f"{_moment(field, raw):%Y-%m-%d}"


def _datetime(field: Field, raw: str) -> str:
    return f"{_moment(field, raw):%Y-%m-%dT%H:%M}"


_READERS: dict[str, Callable[[Field, str], Any]] = {
    "name": _name,
    "id_number": _id_number,
    "phone": _phone,
    "bank_account": _bank_account,
    "number": _number,
    "choice": _choice,
    "yes_no": _yes_no,
    "region": _region,
    "date": _date,
    "datetime": _datetime,
}

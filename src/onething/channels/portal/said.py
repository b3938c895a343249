"""Says a value of the form in words; numbers of people only with their last four digits."""

from datetime import datetime
from typing import Any

from onething.base.texts import Language, text
from onething.base.workdays import CHINA
from onething.channels.portal.dates import day_words, moment_words
from onething.channels.portal.places import place_name
from onething.plans.release import Field

LAST = 4
SHORTENED = ("id_number", "phone", "bank_account")


def said(field: Field, value: Any, language: Language) -> str:
    """Give a value as people read it."""
    if value in (None, ""):
        return ""
    if field.type in SHORTENED:
        return text("portal.last_four", language, digits=str(value)[-LAST:])
    if field.type in ("choice", "yes_no"):
        return chosen(field, value, language)
    if field.type == "region":
        return place_name(str(value))
    if field.type in ("date", "datetime"):
        return _moment(str(value), language)
    if field.type == "number" and field.unit:
        return f"{value} {field.unit[language]}"
    return str(value)


def chosen(field: Field, value: Any, language: Language) -> str:
    """Give the name of the option that a value stands for."""
    wanted = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    return next((name[language] for option, name in field.options if option == wanted), str(value))


def as_typed(field: Field, value: Any, language: Language) -> str:
    """Give a value as somebody would type it again."""
    if value is None:
        return ""
    if field.type == "region":
        return place_name(str(value))
    if field.type == "choice" and len(field.options) > 7:
        return chosen(field, value, language)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("T", " ") if field.type == "datetime" else str(value)


def _moment(value: str, language: Language) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    if "T" not in value:
        return day_words(moment.toordinal(), language, weekday=False)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
    return moment_words(int(aware.timestamp() * 1000), language)

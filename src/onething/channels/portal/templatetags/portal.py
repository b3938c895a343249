"""How templates say things: texts by key, plain-language pairs, days and moments."""

from collections.abc import Mapping
from typing import Any

from django import template

from onething.base.ids import spaced
from onething.base.texts import Language, text
from onething.catalog.definitions import Text
from onething.channels.portal.dates import day_words, moment_words

register = template.Library()


@register.simple_tag(takes_context=True, name="text")
def text_tag(context: Mapping[str, Any], key: str, **values: Any) -> str:
    """Say a text in the language of the page: `{% text "portal.home.title" n=3 %}`."""
    return text(key, context["page"]["language"], **values)


@register.filter
def words(pair: Mapping[str, str] | None, language: Language) -> str:
    """Choose the language of a pair that a release carries; nothing stays empty."""
    return pair[language] if pair else ""


@register.filter
def say(pair: Text, language: Language) -> str:
    """Choose the language of a text of the definitions."""
    return pair.zh if language == "zh" else pair.en


@register.filter
def day(ordinal: int, language: Language) -> str:
    """Say a day (ordinal) with its day of the week."""
    return day_words(ordinal, language)


@register.filter
def moment(milliseconds: int, language: Language) -> str:
    """Say a moment (ms) as date and time."""
    return moment_words(milliseconds, language)


@register.filter
def in_fours(number: str) -> str:
    """Group a case number as it is read out."""
    return spaced(number)

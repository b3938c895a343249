"""Days and times as people say them; this year's dates leave the year out."""

from datetime import date

from onething.base.texts import Language
from onething.base.workdays import as_datetime, day_of
from onething.cases.clock import now

WEEKDAYS = "一二三四五六日"


def day_words(ordinal: int, language: Language, *, weekday: bool = True) -> str:
    """Say a day: 11月24日（星期二） · Tuesday 24 November."""
    day = date.fromordinal(ordinal)
    this_year = day.year == date.fromordinal(day_of(now())).year
    if language == "zh":
        said = f"{day.month}月{day.day}日" if this_year else f"{day.year}年{day.month}月{day.day}日"
        return f"{said}（星期{WEEKDAYS[day.weekday()]}）" if weekday else said
    said = f"{day.day} {day:%B}" if this_year else f"{day.day} {day:%B %Y}"
    return f"{day:%A} {said}" if weekday else said


def time_words(milliseconds: int, language: Language) -> str:
    """Say a time of day: 14:30 · 2:30pm."""
    moment = as_datetime(milliseconds)
    if language == "zh":
        return f"{moment:%H:%M}"
    return f"{moment.hour % 12 or 12}:{moment:%M}{'am' if moment.hour < 12 else 'pm'}"


def moment_words(milliseconds: int, language: Language) -> str:
    """Say a day and a time: 11月24日 14:30 · 24 November, 2:30pm."""
    said = day_words(day_of(milliseconds), language, weekday=False)
    return f"{said}{', ' if language == 'en' else ' '}{time_words(milliseconds, language)}"

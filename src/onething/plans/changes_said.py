"""Says changes in words, and as plain data."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from onething.base.texts import LANGUAGES, Language, text
from onething.plans.changes import Change, Consequence

LONGEST = 60


def said(changes: Iterable[Change], language: Language) -> Iterator[str]:
    """Give one line for each change, under a heading for each consequence, the gravest first."""
    listed = list(changes)
    for consequence in sorted(Consequence, reverse=True):
        own = [change for change in listed if change.consequence is consequence]
        if own:
            yield text(f"change.heading.{consequence.key}", language, count=len(own))
            yield from (f"  {_line(change, language)}" for change in own)


def plain(change: Change) -> dict[str, Any]:
    """Give a change as data."""
    return {
        "kind": change.kind,
        "consequence": change.consequence.key,
        "about": change.about,
        "part": change.part,
        "item": change.item,
        "before": msgspec.to_builtins(change.before),
        "after": msgspec.to_builtins(change.after),
        "means": {language: text(f"change.kind.{change.kind}", language) for language in LANGUAGES},
    }


def _line(change: Change, language: Language) -> str:
    names = [change.about, change.item if change.item != change.about else "", change.part]
    place = " · ".join(name for name in names if name)
    means = text(f"change.kind.{change.kind}", language)
    return f"{place}: {_value(change.before, language)} → {_value(change.after, language)} ({means})"


def _value(value: Any, language: Language) -> str:
    """Say a value in at most one short line."""
    if value is None or value in ("", (), []):
        return "–"
    if isinstance(value, Mapping) and language in value:
        words = str(value[language])
    elif isinstance(value, str):
        words = value
    else:
        words = msgspec.json.encode(value).decode()
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"

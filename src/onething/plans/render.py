"""Shows a description as tables in a terminal."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from onething.base.texts import Language, text
from onething.plans.describe import Plain

MEASURES = ("forms", "fields", "documents", "visits", "steps", "days")


def render(description: Plain, language: Language) -> Iterator[RenderableType]:
    """Give the parts to print, in order."""
    yield text(
        "plans.table.heading",
        language,
        thing=description["name"][language],
        region=description["region_name"][language],
        items=len(description["items"]),
        departments=len(description["departments"]),
        limit=description["limit"],
    )
    yield from (
        f"✗ {row['otherwise'][language]} {row['remedy'][language]}" for row in description["not_eligible"]
    )
    names = {row["item"]: row["name"][language] for row in description["items"]}
    yield _rows("form", "field", description["form"], "getting", names, language)
    yield _rows("documents", "document", description["documents"], "ways", names, language)
    yield _order(description, names, language)
    yield _views(description, names, language)
    yield _effect(description["effect"], language)
    yield from (f"· {note[language]}" for note in description["effect"]["notes"])


def _table(title: str, language: Language, *columns: str) -> Table:
    table = Table(title=text(f"plans.table.{title}", language), title_justify="left")
    for column in columns:
        table.add_column(text(f"plans.table.{column}", language), overflow="fold")
    return table


def _rows(
    title: str, column: str, rows: list[Plain], ways: str, names: dict[str, str], language: Language
) -> Table:
    table = _table(title, language, column, "origin", "items")
    kind = "getting" if ways == "getting" else "way"
    for row in rows:
        optional = "" if row["required"] else text("plans.table.optional", language)
        origin = " → ".join(text(f"plans.{kind}.{way}", language) for way in row[ways])
        table.add_row(
            escape(row["name"][language] + optional), origin, _joined(row["items"], names, language)
        )
    return table


def _order(description: Plain, names: dict[str, str], language: Language) -> Table:
    table = _table("order", language, "item", "after", "start", "finish")
    clocks = {row["item"]: row for row in description["clocks"]["items"]}
    for row in description["items"]:
        clock = clocks[row["item"]]
        others = list(dict.fromkeys(after["item"] for after in row["after"]))
        finish = str(clock["finish"]) if clock["known"] else text("plans.table.unknown", language)
        table.add_row(
            escape(row["name"][language]), _joined(others, names, language), str(clock["start"]), finish
        )
    return table


def _views(description: Plain, names: dict[str, str], language: Language) -> Table:
    table = _table("views", language, "department", "item", "fields", "papers")
    for row in description["departments"]:
        table.add_row(
            escape(row["name"][language]),
            _joined(row["items"], names, language),
            str(len(row["fields"])),
            str(len(row["documents"])),
        )
    return table


def _effect(found: dict[str, Any], language: Language) -> Table:
    table = _table("effect", language, "measure", "before", "at_once")
    for measure in MEASURES:
        change = found[measure]
        table.add_row(text(f"plans.measure.{measure}", language), str(change["before"]), str(change["after"]))
    return table


def _joined(ids: list[str], names: dict[str, str], language: Language) -> str:
    return escape(("、" if language == "zh" else ", ").join(names[id] for id in ids))

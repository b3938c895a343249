"""Tells on the terminal what happens, as it happens."""

from typing import Any

from rich.console import Console
from rich.table import Table

from onething.base.texts import Language, text
from onething.base.workdays import as_datetime
from onething.cases.core.chain import Recorded
from onething.plans.release import Release

EFFECT = ("items", "forms", "fields", "documents", "visits", "steps", "days")
MARKS = {"ItemGranted": "✓", "ItemDenied": "✗", "CorrectionAsked": "!", "Finished": "■", "Warned": "!"}


class Teller:
    """Speaks one language to one console."""

    def __init__(self, console: Console, language: Language) -> None:
        self.console = console
        self.language = language

    def say(self, key: str, **values: Any) -> None:
        """Say one sentence."""
        self.console.print(text(f"demo.{key}", self.language, **values), highlight=False, soft_wrap=True)

    def tell(self, recorded: Recorded, release: Release) -> None:
        """Tell one event with the demo's date and time."""
        event = recorded.event
        kind = type(event).__name__
        words = self._words(event, release)
        if kind == "ItemAccepted" and getattr(event, "deemed", False):
            return
        when = as_datetime(getattr(event, "at", recorded.at))
        mark = MARKS.get(kind, "·")
        line = text(f"demo.{kind}", self.language, **words)
        self.console.print(
            f"  {when:%m-%d %H:%M}  {mark} {line}", highlight=False, markup=False, soft_wrap=True
        )

    def _words(self, event: Any, release: Release) -> dict[str, Any]:
        words: dict[str, Any] = {name: getattr(event, name) for name in event.__struct_fields__}
        index = getattr(event, "item", -1)
        words["item"] = text("demo.whole", self.language)
        if index >= 0:
            plan = release.items[index]
            words["item"] = plan.name[self.language]
            words["department"] = release.department(plan.department).short[self.language]
        elif "items" in words:
            departments = {release.items[item].department for item in words["items"] if isinstance(item, int)}
            words |= {"items": len(words["items"]), "departments": len(departments)}
        return words

    def effect(self, figures: dict[str, Any]) -> None:
        """Show before and after as a table with bars."""
        table = Table(title=text("demo.effect", self.language), title_justify="left")
        for head in ("", text("demo.before", self.language), text("demo.after", self.language), ""):
            table.add_column(head, justify="right" if head else "left")
        for name in EFFECT[1:]:
            before, after = figures[name]["before"], figures[name]["after"]
            bar = "█" * max(1, round(24 * after / before)) if before and after else ""
            rest = "░" * (24 - len(bar)) if before else ""
            table.add_row(text(f"demo.effect_{name}", self.language), str(before), str(after), bar + rest)
        self.console.print(table)

    def sees(self, figures: dict[str, Any], release: Release) -> None:
        """Show that each department received exactly what it declared."""
        table = Table(title=text("demo.sees", self.language), title_justify="left")
        for head in ("department", "declared", "sent"):
            table.add_column(
                text(f"demo.{head}", self.language), justify="left" if head == "department" else "right"
            )
        for department, declared in figures["fields_declared"].items():
            name = release.department(department).name[self.language]
            table.add_row(name, str(declared), str(figures["fields_sent"].get(department, 0)))
        self.console.print(table)

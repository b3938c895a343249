"""Every word that people read, by key, in two languages.

Texts lie in `onething/texts/<topic>.toml`, both languages side by side:

    [progress.title]
    zh = "{n} 个部门同时办"
    en = "{n} departments are working in parallel"
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
FOLDER = Path(__file__).parent.parent / "texts"


@cache
def all_texts() -> dict[str, dict[str, str]]:
    """Read all topics: key → language → text. Raises ValueError when two topics share a key."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for key, entry in _flatten("", tomllib.loads(path.read_text(encoding="utf-8"))):
            if key in found:
                raise ValueError(f"{path.name}: text {key} stands in another file too")
            found[key] = entry
    return found


def text(key: str, language: Language, /, **values: Any) -> str:
    """Look a text up and fill its places in. Raises KeyError for an unknown key."""
    pattern = all_texts()[key][language]
    return pattern.format(**values) if values else pattern


def has_text(key: str) -> bool:
    """Tell whether a key has a text."""
    return key in all_texts()


def _flatten(prefix: str, table: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    if "zh" in table and isinstance(table["zh"], str):
        return [(prefix, table)]
    rows: list[tuple[str, dict[str, str]]] = []
    for name, value in table.items():
        rows += _flatten(f"{prefix}.{name}" if prefix else name, value)
    return rows

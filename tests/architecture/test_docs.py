"""The documentation speaks of what is there: links, commands, examples, states, events and keys."""

import inspect
import json
import re
from pathlib import Path
from pkgutil import iter_modules

import pytest
import yaml
from pydantic import BaseModel

from onething.base.texts import all_texts
from onething.cases.core import events, state
from onething.catalog import definitions
from onething.catalog.checks import names
from onething.catalog.codes import SCHEMES
from onething.catalog.sheets.columns import SHEETS
from onething.run import commands
from onething.run.cli import verb_of

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("README*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
VERB = re.compile(r"(?:\bbin/|[`\s])onething (?!VERB\b)([a-z][a-z-]*)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def in_code(page: Path) -> set[str]:
    """Give every word that stands in code on a page, blocks left out."""
    spans = re.findall(r"`([^`\n]+)`", BLOCK.sub("", text_of(page)))
    return {word for span in spans for word in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", span)}


def blocks(page: Path, language: str) -> list[str]:
    return [body for _, kind, body in BLOCK.findall(text_of(page)) if kind == language]


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", BLOCK.sub("", text_of(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def strings_of(module: object) -> set[str]:
    """Give the values of a module's constants that are texts."""
    return {value for name, value in vars(module).items() if name.isupper() and isinstance(value, str)}


@pytest.mark.parametrize("document", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    broken = []
    for link in LINK.findall(BLOCK.sub("", text_of(document))):
        if "://" in link:
            continue
        place, _, anchor = link.partition("#")
        target = (document.parent / place).resolve() if place else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert not broken


def test_every_command_exists():
    known = {verb_of(module.name) for module in iter_modules(commands.__path__)}
    named = {(verb, page.name) for page in PAGES for verb in VERB.findall(text_of(page))}
    assert not {(verb, page) for verb, page in named if verb not in known}
    assert known <= {verb for verb, page in named if page == "commands.md"}


def test_every_example_can_be_read():
    for page in PAGES:
        for body in blocks(page, "yaml"):
            assert yaml.safe_load(body) is not None, page
        for body in blocks(page, "json"):
            assert json.loads(body) is not None, page


def test_every_state_and_event_is_told():
    found = in_code(DOCS / "reference" / "states.md")
    made = {
        name
        for name, kind in vars(events).items()
        if inspect.isclass(kind) and issubclass(kind, events.Event) and kind is not events.Event
    }
    assert made
    assert made | strings_of(state) <= found


def test_every_key_of_the_definitions_is_told():
    found = in_code(DOCS / "reference" / "definitions.md")
    kinds = [kind for kind in vars(definitions).values() if inspect.isclass(kind)]
    keys = {
        key
        for kind in kinds
        if issubclass(kind, BaseModel) and kind is not BaseModel
        for key in kind.model_fields
    }
    assert keys
    assert keys <= found


def test_every_check_is_told():
    found = in_code(DOCS / "reference" / "definitions.md")
    source = Path(inspect.getfile(names)).parent.parent
    codes = {
        code
        for path in source.rglob("*.py")
        for code in re.findall(r"\"catalog\.([a-z_0-9]+)\"", text_of(path))
    }
    assert codes
    assert codes <= found


def test_every_column_and_code_of_the_workbook_is_told():
    found = in_code(DOCS / "reference" / "exports.md")
    named = {sheet.name for sheet in SHEETS}
    prefix = "problem.sheet."
    codes = {key.removeprefix(prefix) for key in all_texts() if key.startswith(prefix)}
    assert codes
    assert named | codes | SCHEMES.keys() <= found

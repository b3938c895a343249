"""Every text stands in both languages, with the same places to fill; every code that is raised has its words."""

import re
from pathlib import Path
from string import Formatter

import onething
from onething.base.texts import LANGUAGES, all_texts

SOURCE = Path(onething.__file__).parent
PROBLEM = re.compile(r"Problem\(\s*\"([a-z_.]+)\"")
REFUSAL = re.compile(r"refuse\(\"([a-z_]+)\"")


def places(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def test_every_text_has_both_languages_and_the_same_places():
    wrong = [
        key
        for key, entry in all_texts().items()
        if set(entry) != set(LANGUAGES)
        or not all(entry.values())
        or len({frozenset(places(p)) for p in entry.values()}) != 1
    ]
    assert not wrong


def test_every_problem_has_words_and_a_remedy():
    codes = set()
    for path in SOURCE.rglob("*.py"):
        content = path.read_text(encoding="utf-8")
        codes |= set(PROBLEM.findall(content)) | {f"case.{code}" for code in REFUSAL.findall(content)}
    missing = [
        f"{kind}.{code}"
        for code in sorted(codes)
        for kind in ("problem", "remedy")
        if f"{kind}.{code}" not in all_texts()
    ]
    assert codes
    assert not missing

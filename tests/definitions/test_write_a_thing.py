"""The guide for authors is followed word by word: its files written, its commands run, its output compared."""

import re
from pathlib import Path

import pytest

from onething.run.cli import main

PAGE = Path(__file__).parent.parent.parent / "docs/howto/write-a-thing.md"
BLOCK = re.compile(r"^```(yaml|diff|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COUNTS = re.compile(r"^(?:No problems|Every example holds|\d+ examples tried).*$", re.MULTILINE)


def write(body: str) -> None:
    first, _, content = body.partition("\n")
    path = Path(first.removeprefix("# "))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def change(body: str) -> None:
    """Replace the lines with a minus by those with a plus."""
    name, *lines = body.splitlines()
    old = "\n".join(line[1:] for line in lines if line.startswith("-"))
    new = "\n".join(line[1:] for line in lines if line.startswith("+"))
    content = Path(name).read_text(encoding="utf-8")
    assert content.count(old) == 1, body
    Path(name).write_text(content.replace(old, new), encoding="utf-8")


def plain(output: str) -> str:
    """Take out what changes with every thing that is added: numbers of what is shipped, and names that are near."""
    counted = COUNTS.sub(lambda found: re.sub(r"\d+", "N", found[0]), output.strip())
    return re.sub(r"Known: [^.]*\.", "Known: ….", counted)


def test_the_guide_is_true(tmp_path, monkeypatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)
    said = 0
    for kind, body in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "yaml":
            write(body)
        elif kind == "diff":
            change(body)
        else:
            command, _, expected = body.partition("\n")
            main(command.removeprefix("$ onething ").split())
            printed = capsys.readouterr()
            assert plain(printed.out + printed.err) == plain(expected), command
            said += 1
    assert said >= 6

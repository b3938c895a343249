"""A YAML file as plain values that know their lines.

YAML is read narrowly, so that what stands in a file is what it looks like: no anchors, no tags, no duplicate keys,
`yes`, `no` and dates stay text, only `true`, `false`, `null` and numbers mean something else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from onething.base.errors import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
Steps = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def problem(self, code: str, /, **values: Any) -> Problem:
        """Say that something is wrong here."""
        return Problem(code, file=self.file, line=self.line, column=self.column, values=values)


@dataclass(frozen=True)
class Source:
    """One file: its value, and the spot of every key and list entry by path (`("needs", "elements", 0)`)."""

    file: str
    value: Any
    spots: dict[Steps, Spot]

    def spot(self, path: Steps) -> Spot:
        """Give the spot of a path, or of the nearest thing around it."""
        while path and path not in self.spots:
            path = path[:-1]
        return self.spots.get(path, Spot(self.file))

    def known(self, location: Steps) -> Steps:
        """Narrow a validator's location to the parts that stand in the file."""
        path: Steps = ()
        for part in location:
            if (*path, part) in self.spots:
                path = (*path, part)
        return path


class UnreadableError(Exception):
    """A file that cannot be read as YAML of our kind; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass
class _Builder:
    """Makes values and spots out of parser events, and collects duplicate keys."""

    file: str
    events: Iterator[Any]
    spots: dict[Steps, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def spot(self, event: Any) -> Spot:
        """Give the spot at which an event starts."""
        return Spot(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def value(self, event: Any, path: Steps) -> Any:
        """Build the value that starts with an event."""
        self.spots.setdefault(path, self.spot(event))
        if len(path) > MAX_DEPTH:
            raise UnreadableError(self.spot(event).problem("catalog.too_deep", most=MAX_DEPTH))
        if isinstance(event, yaml.AliasEvent) or event.anchor or _tagged(event):
            raise UnreadableError(self.spot(event).problem("catalog.anchor"))
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _list(self, path: Steps) -> list[Any]:
        rows: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            rows.append(self.value(event, (*path, len(rows))))
        return rows

    def _mapping(self, path: Steps) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise UnreadableError(self.spot(event).problem("catalog.bad_yaml"))
            key = event.value
            if key in found:
                self.problems.append(self.spot(event).problem("catalog.duplicate_key", name=key))
            self.spots[(*path, key)] = self.spot(event)
            found[key] = self.value(next(self.events), (*path, key))
        return found


def read_source(path: Path, file: str) -> tuple[Source | None, list[Problem]]:
    """Read one file. Gives no source when it cannot be read at all; `file` is the name that problems show."""
    content = ""
    try:
        content = _content(path, file)
        builder = _Builder(file, iter(yaml.parse(content, Loader=_LOADER)))
        value = builder.value(_first(builder), ())
        _only_one_document(builder)
    except UnreadableError as unreadable:
        return None, [unreadable.problem]
    except yaml.YAMLError as error:
        return None, [_spot_of(error, file, content).problem("catalog.bad_yaml")]
    return Source(file, value, builder.spots), builder.problems


def _content(path: Path, file: str) -> str:
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableError(Spot(file).problem("catalog.file_too_large", most=MAX_BYTES))
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableError(Spot(file, line).problem("catalog.not_utf8")) from error


def _first(builder: _Builder) -> Any:
    for event in builder.events:
        if isinstance(event, yaml.DocumentStartEvent):
            return next(builder.events)
    raise UnreadableError(Spot(builder.file).problem("catalog.empty_file"))


def _only_one_document(builder: _Builder) -> None:
    for event in builder.events:
        if isinstance(event, yaml.DocumentStartEvent):
            raise UnreadableError(builder.spot(event).problem("catalog.several_documents"))


def _tagged(event: Any) -> bool:
    return event.tag is not None and event.tag != "!"


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style in ("'", '"', "|", ">"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def _spot_of(error: yaml.YAMLError, file: str, content: str) -> Spot:
    """Give the spot of a parser's error; what is missing at the end is missing on the last line."""
    mark = getattr(error, "problem_mark", None)
    if not mark:
        return Spot(file)
    last = len(content.splitlines()) or 1
    return Spot(file, mark.line + 1, mark.column + 1) if mark.line < last else Spot(file, last)

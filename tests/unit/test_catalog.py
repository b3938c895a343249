"""The shipped definitions are sound, complete and say what the fact sheets say."""

from datetime import date
from pathlib import Path

import pytest

from onething import catalog
from onething.catalog.catalog import Catalog
from onething.catalog.checks.scopes import every_item, parts_of, scopes
from onething.catalog.rules import compile_rule
from onething.catalog.sources import read_source
from tests.unit.catalog_world import FILES, write_world

LIMITS = {
    "birth-certificate": "5 working days",
    "vaccination-record": "1 working day",
    "birth-registration": "10 working days",
    "medical-insurance-enrolment": "1 working day",
    "social-security-card": "30 working days",
    "insurance-contribution": None,
    "maternity-benefit": "20 working days",
    "parenting-guidance": "15 working days",
    "birth-registration-voucher": None,
    "maternity-allowance": None,
}


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return catalog.read(catalog.SERVICES)


def test_the_shipped_definitions_have_no_problem(shipped: Catalog):
    assert shipped.things["newborn"].lead == "health"


def test_the_nation_joins_five_items_and_chongqing_ten(shipped: Catalog):
    overlay = shipped.overlay("500000", "newborn")
    assert overlay
    nation = [entry.item for entry in shipped.things["newborn"].items]
    assert len(nation) == 5
    assert {*nation, *(entry.item for entry in overlay.items)} == set(LIMITS)


def test_item_limits_are_those_of_the_fact_sheet(shipped: Catalog):
    assert {name: shipped.items[name].limit.promised for name in LIMITS} == LIMITS


def test_what_is_inferred_is_marked_so_with_a_note(shipped: Catalog):
    overlay = shipped.overlay("500000", "newborn")
    assert overlay
    assert overlay.confidence == "inferred"
    assert overlay.note
    assert all(entry.confidence == "inferred" for entry in overlay.items)
    assert [one.id for one in shipped.items.values() if one.confidence == "inferred" and not one.note] == []
    for shelf in (shipped.registries, shipped.documents):
        assert [name for name, one in shelf.items() if one.confidence == "inferred" and not one.note] == []


def test_every_item_and_thing_names_its_sources(shipped: Catalog):
    for shelf in (shipped.items, shipped.things, shipped.registries, shipped.documents, shipped.elements):
        assert [name for name, one in shelf.items() if not one.source] == []
    assert all(shipped.items[name].law for name in LIMITS)
    assert all(question.source for question in shipped.things["newborn"].questions)


def test_every_element_says_why_and_how_in_both_languages(shipped: Catalog):
    assert [name for name, element in shipped.elements.items() if not (element.why and element.hint)] == []


def test_every_document_that_a_person_brings_says_how_to_photograph_it(shipped: Catalog):
    brought = [
        one for one in shipped.documents.values() if "upload" in one.ways and one.carrier != "electronic"
    ]
    assert [one.id for one in brought if not one.standard] == []


def test_nothing_is_defined_that_nobody_uses(shipped: Catalog):
    parts = [(needs, gives) for _, item in every_item(shipped) for _, needs, gives in parts_of(item)]
    paths = [need.element for needs, _ in parts for need in needs.elements]
    paths += [path for _, gives in parts for path in gives.elements]
    paths += [wait.until for thing in shipped.things.values() for wait in thing.waits if wait.until]
    assert set(shipped.elements) - {path.partition(".")[2] for path in paths} == set()
    slots = [name for needs, _ in parts for slot in needs.documents for name in (slot.type, *slot.instead)]
    slots += [given.type for _, gives in parts for given in gives.documents]
    assert set(shipped.documents) - set(slots) == set()
    listed = [entry.item for scope in scopes(shipped) for entry in scope.entries]
    assert set(shipped.items) - set(listed) == set()


def test_every_rule_of_the_shipped_definitions_uses_natural_answers(shipped: Catalog):
    natural = {"has_certificate": False, "married": True, "same_ethnicity": True, "under_12_months": True}
    natural |= {"born_in_region": True, "mother_insured": True, "paid_first": True, "want_guidance": True}
    overlay = shipped.overlay("500000", "newborn")
    assert overlay
    thing = shipped.things["newborn"]
    rules = [entry.when for entry in (*thing.items, *overlay.items) if entry.when]
    rules += [condition.rule for condition in thing.eligible]
    assert all(compile_rule(rule).holds({"answers": natural}) for rule in rules)


def test_2026_is_published_with_its_make_up_days(shipped: Catalog):
    days = shipped.calendar
    assert days.is_working_day(date(2026, 10, 10).toordinal())
    assert not days.is_working_day(date(2026, 10, 1).toordinal())
    assert not days.is_working_day(date(2026, 2, 23).toordinal())
    assert len(days.makeup) == 6
    assert not days.is_provisional(date(2026, 12, 31).toordinal())
    assert days.is_provisional(date(2027, 1, 1).toordinal())


def test_places_are_known_by_code(shipped: Catalog):
    assert shipped.regions["500000"].zh == "重庆市"
    assert shipped.regions["000000"].zh == "全国"
    assert shipped.regions["430104"].en == "Yuelu District"
    assert "500199" not in shipped.regions


def test_a_definition_knows_its_line(shipped: Catalog):
    spot = shipped.lines.spot("things", "newborn", "items", 0, "when")
    lines = (catalog.SERVICES / spot.file).read_text(encoding="utf-8").splitlines()
    assert lines[spot.line - 1].strip().startswith("when:")
    assert lines[spot.line - 1][spot.column - 1 :].startswith("when:")


def test_the_made_up_world_is_sound(tmp_path: Path):
    world = catalog.read(write_world(tmp_path))
    assert set(world.items_in("990000")) == {"dog-licence", "park-pass", "dog-swim"}
    assert set(world.items_in("000000")) == {"dog-licence", "park-pass"}


def test_a_folder_without_departments_is_laid_over_the_shipped_definitions(tmp_path: Path):
    folder = tmp_path / "nation" / "things"
    folder.mkdir(parents=True)
    (folder / "card-only.yaml").write_text(CARD_ONLY, encoding="utf-8")
    read = catalog.read(tmp_path)
    assert {"newborn", "card-only"} <= set(read.things)
    assert read.items["social-security-card"].department == "human-resources"


def test_a_folder_can_be_laid_over_another(tmp_path: Path):
    base = write_world(tmp_path / "base")
    item = tmp_path / "more" / "nation" / "items" / "parks" / "bench.yaml"
    item.parent.mkdir(parents=True)
    item.write_text(
        FILES["nation/items/parks/park-pass.yaml"].replace("park-pass", "bench"), encoding="utf-8"
    )
    assert "bench" in catalog.read(tmp_path / "more", base=base).items


def test_examples_are_read_under_their_thing_and_file(tmp_path: Path):
    example = "name: {zh: 小狗, en: A small dog}\nthen: {eligible: true}"
    world = write_world(
        tmp_path,
        {"nation/examples/dog/small.yaml": example, "regions/990000/examples/dog/large.yaml": example},
    )
    found = catalog.read(world).examples
    assert {region: list(examples) for region, examples in found.items()} == {
        "000000": ["dog/small"],
        "990000": ["dog/large"],
    }


def test_words_in_a_file_are_what_they_look_like(tmp_path: Path):
    path = tmp_path / "plain.yaml"
    path.write_text('a: no\nb: 2026-10-01\nc: 012\nd: 1.5\ne: true\nf: \ng: "7"\nh: 1:30\n', encoding="utf-8")
    source, problems = read_source(path, "plain.yaml")
    assert not problems
    assert source
    assert source.value == {
        "a": "no", "b": "2026-10-01", "c": "012", "d": 1.5, "e": True, "f": None, "g": "7", "h": "1:30",
    }  # fmt: skip


CARD_ONLY = """
id: card-only
name: {zh: 办社保卡, en: A social security card}
summary: {zh: 只办一张社保卡, en: Only a card}
stage: work
lead: human-resources
roles:
  me: {kind: person, name: {zh: 本人, en: Me}}
  delivery: {kind: object, name: {zh: 领取, en: Handing over}}
applicant: [me]
items:
  - item: social-security-card
    bind: {holder: me, guardian: me}
limit: {promised: 30 working days}
"""

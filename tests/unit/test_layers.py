"""County over city over province over nation: what each changes is there, and reaches the composed release."""

from pathlib import Path

from onething import catalog
from onething.catalog.layers import layered, restated
from onething.plans.compose import compose
from tests.unit.catalog_world import FILES, write_world

HEAD = "thing: dog\nsource: 某处\n"
CITY, COUNTY = "regions/990100/things/dog.yaml", "regions/990101/things/dog.yaml"
CITY_SAYS = (
    HEAD
    + """
applicant: [person, neighbour]
changes:
  - {item: dog-licence, limit: {promised: 2 working days}}
  - {item: park-pass, when: answers.swims || answers.leashed, law: [某条例 第二条]}
questions:
  - {id: swims, ask: {zh: 游泳吗？, en: "Does it swim?"}, answer: yes_no}
channels: [online, window, terminal]
identity: 3
limit: {promised: 1 working day}
law: [某条例 第二条]
"""
)
COUNTY_SAYS = (
    HEAD
    + """
changes:
  - {item: dog-licence, limit: {promised: 1 working day}}
known:
  - {question: swims, rule: dog.size == "large"}
"""
)
NEIGHBOUR = "  neighbour: {kind: person, name: {zh: 邻居, en: Neighbour}}\n"
OFFICES = """
- {department: pets, name: {zh: 某县行政审批局, en: County Office}, reach: {address: 某街1号, hours: {zh: 全天, en: All day}}, source: 某处}
- {department: parks, name: {zh: 某县行政审批局, en: County Office}, reach: {phone: "12345", channel: workbench}, source: 某处}
"""


def world(folder: Path) -> catalog.Catalog:
    thing = FILES["nation/things/dog.yaml"].replace("applicant:", f"{NEIGHBOUR}applicant:")
    thing = thing.replace("by: dog.id_number", "by: person.id_number")
    changes = {
        "nation/things/dog.yaml": thing,
        CITY: CITY_SAYS,
        COUNTY: COUNTY_SAYS,
        "regions/990101/departments.yaml": OFFICES,
    }
    return catalog.read(write_world(folder, changes))


def test_each_layer_lies_over_the_one_around_it(tmp_path: Path):
    read = world(tmp_path)
    limits = {
        code: (here.thing.limit.promised, here.items["dog-licence"].limit.promised)
        for code in ("000000", "990000", "990100", "990101")
        for here in [layered(read, "dog", code)]
    }
    assert limits == {
        "000000": ("3 working days", "3 working days"),
        "990000": ("2 working days", "3 working days"),
        "990100": ("1 working day", "2 working days"),
        "990101": ("1 working day", "1 working day"),
    }


def test_a_county_changes_what_its_city_added(tmp_path: Path):
    read = world(tmp_path)
    city, county = (layered(read, "dog", code).thing for code in ("990100", "990101"))
    assert [question.id for question in city.questions] == ["goes_to_park", "leashed", "swims"]
    assert [question.id for question in county.questions] == ["goes_to_park", "leashed"]
    pass_rules = [
        next(one.when for one in thing.items if one.item == "park-pass") for thing in (city, county)
    ]
    assert pass_rules == [
        "(answers.goes_to_park) && (answers.swims || answers.leashed)",
        '(answers.goes_to_park) && ((dog.size == "large") || answers.leashed)',
    ]


def test_the_release_of_a_county_carries_all_layers(tmp_path: Path):
    release = compose(world(tmp_path), "dog", "990101")
    assert (release.limit, release.channels, release.identity, release.fee) == (
        1,
        ("online", "window", "terminal"),
        3,
        0,
    )
    assert release.applicant == ("person", "neighbour")
    assert {one.item for one in release.items} == {"dog-licence", "park-pass", "dog-swim"}
    assert {one.limit for one in release.items if one.item == "dog-licence"} == {1}


def test_one_office_may_do_the_items_of_several_departments(tmp_path: Path):
    release = compose(world(tmp_path), "dog", "990101")
    pets, parks = release.department("pets"), release.department("parks")
    assert pets.name == parks.name == {"zh": "某县行政审批局", "en": "County Office"}
    assert (pets.address, pets.hours, parks.phone) == ("某街1号", {"zh": "全天", "en": "All day"}, "12345")


def test_what_is_known_stands_for_names_and_not_for_texts():
    known = {"answers.a": "(dog.size == 1)"}
    assert restated('answers.a && answers.ab && x.y == "answers.a"', known) == (
        '(dog.size == 1) && answers.ab && x.y == "answers.a"'
    )

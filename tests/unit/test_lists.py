"""The national lists as shipped: what is written down of each, what is said not to be known."""

import pytest

from onething.base.texts import has_text
from onething.catalog import read, shipped
from onething.catalog.definitions import ListEntry
from tests.unit.catalog_world import write_world

PEOPLE = ["出生", "教育", "就业", "生活", "置业", "出行", "就医", "救助", "养老", "身后"]
ENTERPRISES = ["准入准营", "招聘用工", "纳税缴费", "经营发展", "工程建设", "注销退出"]


def entries() -> list[ListEntry]:
    return [entry for batch in shipped().batches.values() for entry in batch.entries]


def test_the_stages_are_the_ten_and_the_six_of_the_state_council_in_order():
    stages = shipped().stages.values()
    assert [stage.name.zh for stage in stages if stage.cycle == "person"] == PEOPLE
    assert [stage.name.zh for stage in stages if stage.cycle == "enterprise"] == ENTERPRISES


def test_five_lists_make_fifty_five_things():
    batches = shipped().batches
    assert {id: batch.count for id, batch in batches.items()} == {
        "2024-1": 13, "2024-2": 8, "2025-1": 12, "2025-2": 9, "2026-1": 13,
    }  # fmt: skip
    assert sum(batch.count for batch in batches.values()) == 55


def test_only_the_first_two_lists_are_known_by_every_name():
    missing = {id: batch.count - len(batch.entries) for id, batch in shipped().batches.items()}
    assert missing == {"2024-1": 0, "2024-2": 0, "2025-1": 1, "2025-2": 7, "2026-1": 7}


def test_every_list_names_its_source_and_what_was_not_seen_is_marked():
    for batch in shipped().batches.values():
        assert batch.source
        assert batch.confidence == ("confirmed" if batch.id == "2024-1" else "inferred")
        assert batch.note


def test_every_entry_can_be_found_by_plain_words_in_both_languages():
    for entry in entries():
        assert len(entry.synonyms) >= 5
        assert any(word.isascii() for word in (*entry.synonyms, entry.name.en))


def test_what_a_region_says_of_a_thing_has_a_source():
    states = [state for of_region in shipped().list_states.values() for state in of_region.values()]
    assert states
    assert all(state.source and has_text(f"portal.state.{state.state}") for state in states)


def test_a_thing_that_is_defined_is_linked_by_its_id():
    linked = {entry.id for entry in entries()} & shipped().things.keys()
    assert "newborn" in linked
    for name in linked:
        listed = shipped().listed(name)
        assert listed
        assert listed[0].id == shipped().things[name].batch


def test_a_list_knows_its_things_and_a_region_how_far_it_is(tmp_path):
    world = read(write_world(tmp_path))
    listed = world.listed("cat")
    assert listed
    assert (listed[0].id, listed[1].name.zh, listed[1].synonyms) == ("2024-1", "养猫", ("猫咪",))
    assert world.listed("bird") is None
    assert world.list_states["990000"]["cat"].state == "prepared"
    assert world.batches["2024-1"].count == 2


@pytest.mark.parametrize("unread", ["nation/lists.yaml", "nation/stages.yaml"])
def test_nobody_is_blamed_for_a_list_that_cannot_be_read(tmp_path, unread):
    from onething.base.errors import Invalid

    with pytest.raises(Invalid) as refused:
        read(write_world(tmp_path, {unread: "- id: ["}))
    assert [(problem.code, problem.file) for problem in refused.value.problems] == [
        ("catalog.bad_yaml", unread)
    ]

"""People find the right thing by their own words, and nothing where we do not know."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from pypinyin import lazy_pinyin

from onething.catalog import shipped
from onething.channels.portal.search import MOST_FOUND, Index, Sought
from onething.channels.portal.sounds import blurred, plain, readings

QUERIES = yaml.safe_load((Path(__file__).parent.parent / "data" / "queries.yaml").read_text(encoding="utf-8"))
ENOUGH = {"tuned": 0.95, "held": 0.93}
KINDS = {"plain", "pinyin", "synonym", "dialect", "slip"}


def everything() -> list[Sought]:
    """Everything on the lists, by the words of the lists and those of things that are defined."""
    things = shipped().things
    return [
        Sought(
            entry.id,
            (
                entry.name.zh,
                entry.name.en,
                *entry.synonyms,
                *(things[entry.id].synonyms if entry.id in things else ()),
            ),
        )
        for batch in shipped().batches.values()
        for entry in batch.entries
    ]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(everything(), {word.say: word.means for word in shipped().words.values()})


def is_right(index: Index, row: dict[str, Any]) -> bool:
    found = index.find(row["query"])
    return found == [] if row["thing"] == "none" else row["thing"] in found[:3]


def test_the_top_three_hold_the_right_thing_for_nineteen_queries_in_twenty(index):
    rows = [row for half in QUERIES.values() for row in half]
    assert len(rows) >= 200
    wrong = [row for row in rows if not is_right(index, row)]
    assert len(wrong) <= 0.05 * len(rows), wrong


@pytest.mark.parametrize("half", ["tuned", "held"])
def test_each_half_of_the_queries_is_answered(index, half):
    wrong = [row for row in QUERIES[half] if not is_right(index, row)]
    assert len(wrong) <= (1 - ENOUGH[half]) * len(QUERIES[half]), wrong


def test_the_queries_are_of_every_kind_and_about_things_that_are_known():
    known = {thing.id for thing in everything()} | {"none"}
    for half in QUERIES.values():
        assert {row["kind"] for row in half} == KINDS
        assert {row["thing"] for row in half} <= known
    asked = [row["query"] for half in QUERIES.values() for row in half]
    assert len(asked) == len(set(asked))


def names() -> list[tuple[str, str]]:
    return [(entry.id, entry.name.zh) for batch in shipped().batches.values() for entry in batch.entries]


def test_every_name_is_found_as_written_as_pinyin_and_by_its_initials(index):
    for id, name in names():
        spelt = lazy_pinyin(name)
        for query in (
            name,
            "".join(spelt),
            " ".join(spelt),
            "".join(one[0] for one in spelt),
            f"我想办{name}",
        ):
            assert id in index.find(query)[:3], query


def test_every_name_is_found_with_a_sign_missing_or_two_swapped(index):
    for id, name in names():
        if len(name) < 4:
            continue
        for at in range(len(name)):
            missing = name[:at] + name[at + 1 :]
            swapped = name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
            assert id in index.find(missing)[:3], missing
            assert id in index.find(swapped)[:3], swapped


@pytest.mark.parametrize(
    ("query", "thing"),
    [
        ("ＳＨＥＢＡＯＫＡ", "social-security-card-services"),
        ("退休！！", "retirement"),
        ("Bankruptcy", "bankruptcy-check"),
        ("open a restaurant", "restaurant"),
        ("tuixui", "retirement"),
        ("gong zu fang", "public-rental-housing"),
    ],
)
def test_spelling_does_not_matter(index, query, thing):
    assert thing in index.find(query)[:3]


@pytest.mark.parametrize(
    "query", ["", "   ", "。", "怎么办", "的", "x" * 5000, "🙂", "%00\x00", "1", "'; DROP TABLE"]
)
def test_what_says_nothing_finds_nothing(index, query):
    assert index.find(query) == []


def test_no_more_is_found_than_one_can_look_through(index):
    assert all(len(index.find(word)) <= MOST_FOUND for word in ("企业", "补贴", "登记", "公司"))


def test_what_people_say_is_understood_on_both_sides():
    index = Index([Sought("a", ("开馆子",)), Sought("b", ("养鸡",))], {"馆子": "饭馆", "咋": ""})
    assert index.find("开饭馆咋办") == ["a"]
    assert index.find("馆子") == ["a"]


def test_an_index_of_nothing_finds_nothing():
    assert Index([], {}).find("退休") == []


def test_sounds_that_many_do_not_tell_apart_are_one():
    assert blurred("zhang") == blurred("zan")
    assert blurred("ning") == blurred("lin")
    assert blurred("shi") != blurred("xi")


def test_letters_are_read_with_the_fewest_syllables():
    assert readings("xian", {"xi", "an", "xian"}) == [["xian"]]
    assert readings("fangan", {"fang", "an", "fan", "gan"}) == [["fan", "gan"], ["fang", "an"]]
    assert readings("asdf", {"a", "an"}) == []


def test_signs_and_widths_do_not_matter():
    assert plain(" ＡＢ，c·d ") == "ab c d"

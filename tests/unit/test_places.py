"""Places to county level: found by code and name, one province at a time."""

import pytest

from onething.catalog import places
from onething.catalog.definitions import Text
from onething.catalog.places import (
    Regions,
    children,
    counties,
    english_name,
    near_places,
    place_name,
    whole_name,
)


def test_all_places_are_there_by_level():
    provinces = children("000000")
    assert len(provinces) == 33
    assert len(children("430000")) == 14
    assert len(children("430100")) == 9
    assert children("430102") == children("999999") == {}
    assert len(children("500000")) == 37
    assert sum(1 for _ in counties("000000")) > 2800


def test_only_the_province_that_is_asked_for_is_laid_out():
    places._province.cache_clear()
    assert place_name("430104") == "岳麓区"
    assert len(children("430100")) == 9
    assert "410000" in Regions({"410000": Text(zh="河南省", en="Henan")})
    assert places._province.cache_info().currsize == 1


def test_a_place_says_where_it_lies():
    assert whole_name("430104") == "湖南省长沙市岳麓区"
    assert whole_name("500103") == "重庆市渝中区"
    assert whole_name("442000") == "广东省中山市"
    assert whole_name("430199") is None
    assert list(counties("442000")) == ["442000"]


@pytest.mark.parametrize(
    ("name", "english"),
    [("岳麓区", "Yuelu District"), ("雅安市", "Ya'an"), ("忠县", "Zhong County"), ("河南省", "Henan")],
)
def test_an_english_name_is_the_sound_and_the_kind(name: str, english: str):
    assert english_name(name) == english


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("430199", "430181 浏阳市"),
        ("长沙", "430100 湖南省长沙市"),
        ("岳麓", "430104 湖南省长沙市岳麓区"),
        ("43", "430000"),
    ],
)
def test_a_place_that_is_not_there_is_answered_with_those_near_it(wanted: str, near: str):
    assert near in near_places(wanted)


def test_what_is_written_down_comes_before_what_the_library_says():
    regions = Regions({"000000": Text(zh="全国", en="China"), "430000": Text(zh="湖南", en="Hunan")})
    assert regions["430000"].zh == "湖南"
    assert regions["430100"] == Text(zh="长沙市", en="Changsha")
    assert len(regions) == len(set(regions)) > 3200
    with pytest.raises(KeyError):
        regions["430199"]

"""People's own words find the thing; words about something else find nothing."""

import pytest

from tests.portal_world import publish_all


@pytest.fixture(scope="module")
def things(django_ready):
    from onething.channels.portal.shelf import things_here

    publish_all()
    return things_here()


@pytest.mark.parametrize(
    "words",
    [
        "生孩子", "上户口", "chusheng", "shanghukou", "宝宝", "我想给孩子上户口", "出生证怎么办", "生孩孑", "新生而",
        "birth certificate", "Baby", "刚生了娃", "生育津贴", "xinshenger",
    ],
)  # fmt: skip
def test_words_that_mean_the_birth_of_a_child(things, words):
    from onething.channels.portal.search import find_things

    assert [found.thing for found in find_things(things, words)] == ["newborn"]


@pytest.mark.parametrize("words", ["", "   ", "开饭店", "买卖二手车", "passport", "。"])
def test_words_that_mean_something_else(things, words):
    from onething.channels.portal.search import find_things

    assert find_things(things, words) == []

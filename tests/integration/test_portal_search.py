"""The search of the portal: what is published here, and what is only on the national lists."""

import pytest

from tests.portal_world import publish_all


@pytest.fixture(scope="module")
def shelf(django_ready):
    from onething.channels.portal.shelf import shelf_here

    publish_all()
    return shelf_here()


@pytest.mark.parametrize(
    "words",
    [
        "生孩子", "上户口", "chusheng", "shanghukou", "宝宝", "我想给孩子上户口", "出生证怎么办", "生孩孑", "新生而",
        "birth certificate", "Baby", "刚生了娃", "生育津贴", "xinshenger",
    ],
)  # fmt: skip
def test_words_that_mean_the_birth_of_a_child(shelf, words):
    assert "newborn" in [found.thing for found in shelf.find(words)[:3]]


@pytest.mark.parametrize("words", ["", "   ", "买卖二手车", "passport", "。"])
def test_words_that_mean_something_else(shelf, words):
    assert shelf.find(words) == []


def test_what_is_defined_is_open_and_what_is_only_listed_is_not(shelf):
    assert shelf.find("上户口")[0].open
    (found, *_) = shelf.find("查个人征信")
    assert (found.thing, found.open, found.summary) == ("credit-report", False, None)


def test_the_words_of_a_region_find_its_thing(shelf):
    assert "newborn" in [found.thing for found in shelf.find("产假工资")]

"""What people type is cleaned where it can be, and refused with its reason where not."""

import pytest

from onething.base.errors import Invalid
from onething.channels.portal.entry import read, typed
from onething.plans.release import Field


def field(kind, key="child.thing", **more):
    return Field(key, "child", {"zh": "字段", "en": "field"}, kind, ("ask",), (), **more)


@pytest.mark.parametrize("dot", "‧・•.．·")
def test_look_alikes_of_the_middle_dot_become_the_one(dot):
    assert read(field("name"), f"阿依古丽{dot}买买提") == "阿依古丽·买买提"


@pytest.mark.parametrize("name", ["𬭊", "㑇小满", "O’Neil Anne-Marie", "林 小满"])
def test_names_stay_as_they_are(name):
    assert read(field("name"), f" {name} ") == name


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("number", "３９", 39),
        ("number", "3.5", 3.5),
        ("phone", "+86 138-0013-8000", "13800138000"),
        ("phone", "１３８００１３８０００", "13800138000"),
        ("id_number", "990101 19950612 0029", "990101199506120029"),
        ("bank_account", "6222 0000 0000 0000", "6222000000000000"),
        ("date", "2026.11.20", "2026-11-20"),
        ("date", "２０２６-１１-２０", "2026-11-20"),
        ("date", "20261120", "2026-11-20"),
        ("date", "2026年11月2日", "2026-11-02"),
        ("datetime", "2026-11-20 14:30", "2026-11-20T14:30"),
        ("datetime", "2026-11-20 14：30", "2026-11-20T14:30"),
        ("region", "重庆市渝中区", "500103"),
        ("region", "500103", "500103"),
        ("text", "  示例社区\x00 ", "示例社区"),
    ],
)
def test_what_is_meant_is_understood(kind, raw, value):
    assert read(field(kind), raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("name", "林1", "name_sign"),
        ("id_number", "99010119950612002", "id_length"),
        ("id_number", "990101199506120028", "id_check"),
        ("id_number", "99010119951312002X", "id_check"),
        ("phone", "12345", "phone"),
        ("bank_account", "12", "bank_account"),
        ("number", "many", "number"),
        ("number", "nan", "number"),
        ("date", "yesterday", "date"),
        ("date", "2026-02-30", "date"),
        ("datetime", "2026-11-20", "time"),
        ("datetime", "2026-11-20 25:00", "date"),
        ("region", "某个区", "region"),
        ("text", "长" * 201, "too_long"),
    ],
)
def test_the_rest_is_refused_with_its_reason(kind, raw, code):
    with pytest.raises(Invalid, match=f"portal.entry.{code}"):
        read(field(kind), raw)


def test_a_birth_is_in_the_past():
    with pytest.raises(Invalid, match="future"):
        read(field("date", "child.born_on"), "2999-01-01")


def test_three_boxes_make_a_date():
    assert (
        typed({"child.born.year": "2026", "child.born.month": "11", "child.born.day": "2"}, "child.born")
        == "2026-11-2"
    )
    assert (
        typed({"child.born.year": "2026.11.20", "child.born.month": "", "child.born.day": ""}, "child.born")
        == "2026.11.20--"
    )
    assert read(field("date"), "2026.11.20--") == "2026-11-20"
    assert typed({}, "child.born") is None

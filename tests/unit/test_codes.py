"""Official codes: their shape and their check digits, on codes that are published or made up for the purpose."""

import pytest

from onething.base.errors import Invalid
from onething.catalog import read
from onething.catalog.codes import SCHEMES, has_right_check, has_shape, id_numbers, type_of_certificate
from tests.unit.catalog_world import edited, write_world

CREDIT = "11440232MB2D06811W"
TASK = f"{CREDIT}4000117051000"
CERTIFICATE = "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F"


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        ("catalog", "000117051000"),
        ("task", TASK),
        ("handle_item", f"{TASK}01"),
        ("local_task", "GD-2020-0001"),
        ("standard_catalog", "XK00101001"),
        ("supervision", "12345678901234"),
        ("certificate_type", "11100000000013338W032"),
    ],
)
def test_a_good_code_is_taken(scheme: str, code: str):
    assert has_shape(scheme, code)
    assert has_right_check(scheme, code)


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        ("catalog", "00011705100"),
        ("catalog", "０00117051000"),
        ("task", TASK[:-1]),
        ("handle_item", TASK),
        ("local_catalog", "x" * 51),
        ("standard_catalog", "XK001010011"),
        ("supervision", "123"),
    ],
)
def test_a_code_of_another_shape_is_not(scheme: str, code: str):
    assert not has_shape(scheme, code)


@pytest.mark.parametrize("at", range(18))
def test_one_wrong_character_in_the_credit_code_is_seen(at: int):
    other = "2" if TASK[at] != "2" else "3"
    wrong = TASK[:at] + other + TASK[at + 1 :]
    assert has_shape("task", wrong)
    assert not has_right_check("task", wrong)


def test_a_certificate_tells_its_type_when_its_check_character_is_right():
    assert type_of_certificate(CERTIFICATE) == "11100000000013338W032"
    assert type_of_certificate(CERTIFICATE[:-1] + "G") is None
    assert type_of_certificate(CERTIFICATE.replace("2430599", "2430598")) is None
    assert type_of_certificate(CERTIFICATE.removeprefix("1.")) is None
    assert type_of_certificate("") is None


def test_an_id_number_is_seen_in_a_text_and_a_task_code_is_none():
    assert id_numbers("如 11010519491231002X。") == ["11010519491231002X"]
    assert id_numbers("110105194912310021") == []
    assert id_numbers(TASK) == []


def test_every_scheme_has_a_place_in_the_definitions():
    from typing import get_args

    from onething.catalog.definitions import ItemScheme

    assert set(get_args(ItemScheme)) | {"certificate_type"} == SCHEMES.keys()


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ('{catalog: "117051000"}', "catalog.code_shape"),
        (f'{{task: "{TASK.replace("W4", "X4")}"}}', "catalog.code_check"),
        ('{number: "1"}', "catalog.not_one_of"),
        (f'{{local_task: "{"x" * 51}"}}', "catalog.too_long"),
    ],
)
def test_a_wrong_code_in_a_file_is_refused_with_its_line(codes: str, code: str, tmp_path):
    name = "nation/items/pets/dog-licence.yaml"
    changes = edited(name, "department: pets\n", f"department: pets\ncodes: {codes}\n")
    with pytest.raises(Invalid) as caught:
        read(write_world(tmp_path, changes))
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.line) == (code, name, 4)

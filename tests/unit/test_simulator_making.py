"""What the simulated departments make up names nobody and can be checked."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from onething_simulator.behaviour import Behaviour
from onething_simulator.journal import Journal, read
from onething_simulator.making import id_number, paper
from onething_simulator.registry import query


def moment(day: int, hour: int = 9) -> int:
    return int(datetime(2026, 11, day, hour - 8, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(("sex", "odd"), [("male", 1), ("female", 0)])
def test_a_made_up_number_checks_but_names_no_place(sex, odd):
    fields = {"child.born_at": "2026-11-18T14:30", "child.sex": sex}
    number = id_number(fields, "child", "case")
    assert number.startswith("990101" + "20261118")
    assert int(number[16]) % 2 == odd
    assert number[-1] == ric.calc_check_digit(number)
    with pytest.raises(InvalidComponent):
        ric.validate(number)


def test_working_days_leave_out_weekends_and_holidays():
    behaviour = Behaviour.model_validate({"holidays": ["2026-11-26"]})
    assert behaviour.working_days(moment(24), moment(24, 23)) == 0
    assert behaviour.working_days(moment(24), moment(25)) == 1
    assert behaviour.working_days(moment(24), moment(30)) == 3


def test_a_misspelt_behaviour_is_refused():
    with pytest.raises(ValidationError):
        Behaviour.model_validate({"default": {"dayz": 3}})


def test_equal_papers_have_equal_bytes():
    rows = [("姓名", "林晚晴")]
    assert paper("出生医学证明", rows, "1") == paper("出生医学证明", rows, "1")
    assert paper("出生医学证明", rows, "1") != paper("出生医学证明", rows, "2")


def test_a_journal_survives_a_line_cut_off(tmp_path):
    path = tmp_path / "journal"
    Journal(path).write("crashed", item="a", moment="after_claim", case="c")
    with path.open("a") as file:
        file.write('{"kind": "clai')
    assert Journal(path).crashes == {("a", "after_claim", "c")}
    assert len(read(path)) == 1


def test_a_registry_gives_only_what_was_asked():
    person = {
        "id_number": "1",
        "name": "甲",
        "registers": {"r": {"elements": {"a": 1, "b": 2}, "documents": ["id-card"]}},
    }
    question = {"registry": "r", "key": "id_number", "value": "1", "elements": ["a"], "documents": []}
    assert query({"1": person}, question) == {"found": True, "elements": {"a": 1}, "documents": {}}
    assert query({"1": person}, {**question, "value": "2"})["found"] is False
    assert query({"1": person}, {**question, "documents": ["id-card"]})["documents"]["id-card"]["content"]

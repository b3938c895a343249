"""The verbs `check` and `compose`, run as a person runs them."""

import json
import shutil
from pathlib import Path

import pytest

from onething.catalog import SERVICES
from onething.run.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "services"
    shutil.copytree(SERVICES, copied)
    return copied


def change(path: Path, old: str, new: str) -> int:
    """Replace text once; gives the line where it stood."""
    written = path.read_text(encoding="utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), encoding="utf-8")
    return written[: written.index(old)].count("\n") + 1


def test_check_says_that_all_is_well_and_how_many_examples_hold(capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--language", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["No problems", "Every example holds"]
    assert main(["check", "--no-examples", "--language", "en"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_check_names_file_line_rule_and_remedy_of_what_reading_finds(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    path = folder / "nation/items/health/parenting-guidance.yaml"
    line = change(path, "department: health", "departmnt: health")
    assert main(["check", str(folder), "--language", "en"]) == 1
    out = capsys.readouterr().out
    assert f"parenting-guidance.yaml:{line}:" in out
    assert " — " in out


def test_check_names_file_line_rule_and_remedy_of_what_composing_finds(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    path = folder / "nation/items/health/birth-certificate.yaml"
    line = change(path, "needs:\n  elements:\n", "needs:\n  elements:\n    - child.id_number\n")
    assert main(["check", str(folder), "--language", "en"]) == 1
    out = capsys.readouterr().out
    assert f"birth-certificate.yaml:{line}:" in out
    assert "plans.cycle" in out
    assert "birth-certificate → birth-registration (child.id_number)" in out
    assert "birth-registration → birth-certificate (birth-certificate@child)" in out
    assert " — " in out


def test_compose_prints_what_the_answers_lead_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"answers.has_certificate": True}), encoding="utf-8")
    arguments = ["compose", "newborn", "--region", "500000", "--answers", str(answers)]
    assert main([*arguments, "--json"]) == 0
    description = json.loads(capsys.readouterr().out)
    assert "birth-certificate" not in [row["item"] for row in description["items"]]
    assert main([*arguments, "--language", "en"]) == 0
    assert "Birth of a child" in capsys.readouterr().out


@pytest.mark.parametrize("written", ["[]", "{", None])
def test_compose_says_what_is_wrong_with_a_file_of_answers(
    written: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    answers = tmp_path / "answers.json"
    if written is not None:
        answers.write_text(written, encoding="utf-8")
    assert main(["compose", "newborn", "--answers", str(answers)]) == 1
    assert "plans.answers_file" in capsys.readouterr().err

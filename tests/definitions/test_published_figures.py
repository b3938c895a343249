"""Published figures beside computed ones: the page is up to date, and explains every difference."""

import shutil
from pathlib import Path

import pytest

from onething.catalog import SERVICES, Catalog, read
from onething.plans.compose import compose
from onething.plans.eligibility import failed
from onething.plans.figures import compare, page
from onething.plans.questions import next_question
from onething.run.cli import main

PAGE = Path(__file__).parent.parent.parent / "docs/reference/published-figures.md"


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return read(SERVICES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "services"
    shutil.copytree(SERVICES, copied)
    return copied


def rewrite(folder: Path, rows: str) -> None:
    (folder / "nation/figures.yaml").write_text(rows, encoding="utf-8")


def one_row(**more: str) -> str:
    keys = {
        "id": "somewhere",
        "thing": "newborn",
        "place": "{zh: 某地, en: Somewhere}",
        "numbers": "[{measure: days, before: 6, after: 5}]",
        **more,
    }
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in keys.items()) + "\n"


def test_the_page_is_up_to_date(shipped: Catalog):
    assert page(shipped, "en") == PAGE.read_text(encoding="utf-8"), "run onething figures"


def test_every_row_of_the_data_has_its_lines(shipped: Catalog):
    written = {language: page(shipped, language) for language in ("zh", "en")}
    assert shipped.figures
    for row in shipped.figures.values():
        section = written["en"].count(f"### {row.place.en}\n")
        same_place = [other for other in shipped.figures.values() if other.place == row.place]
        assert section == len(same_place), row.id
        for other in row.others:
            assert f"- {other.says.en} {other.why.en}\n" in written["en"], row.id
            assert f"- {other.says.zh} {other.why.zh}\n" in written["zh"], row.id
    rows = sum(len(row.numbers) for row in shipped.figures.values())
    assert written["en"].count(" → ") >= 2 * rows


def test_every_difference_is_explained(shipped: Catalog):
    for row in shipped.figures.values():
        for one in compare(shipped, row):
            assert one.agrees or one.number.why, (row.id, one.number.measure)


def test_every_route_is_one_that_a_person_can_take(shipped: Catalog):
    for row in (row for row in shipped.figures.values() if row.numbers):
        release = compose(shipped, str(row.thing), row.region)
        answers = {"applicant": release.applicant[0], **row.answers}
        assert next_question(release, answers) is None, row.id
        assert not failed(release, answers), row.id


def test_a_difference_without_a_reason_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]):
    rewrite(folder, one_row())
    assert main(["figures", "--check", "--folder", str(folder), "--page", str(PAGE)]) == 1
    told = capsys.readouterr().err
    assert "nation/figures.yaml:4:" in told
    assert "plans.figure_unexplained" in told


def test_a_page_that_is_out_of_date_is_found_and_written_anew(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    rewrite(folder, one_row(numbers="[{measure: days, after: 5}]"))
    written = tmp_path / "page.md"
    arguments = ["figures", "--folder", str(folder), "--page", str(written)]
    assert main([*arguments, "--check"]) == 1
    assert "plans.figures_out_of_date" in capsys.readouterr().err
    assert not written.exists()
    assert main(arguments) == 0
    assert "Somewhere" in written.read_text(encoding="utf-8")
    assert main([*arguments, "--check"]) == 0


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"thing": "weding"}, "catalog.unknown_thing"),
        ({"region": '"990000"'}, "catalog.unknown_region"),
        ({"numbers": "[]"}, "catalog.figures_say_nothing"),
        ({"numbers": "[{measure: days}]"}, "catalog.figures_say_nothing"),
        ({"answers": "{answers.maried: true}"}, "catalog.figures_answer_unasked"),
        ({"thing": "null"}, "catalog.figures_of_no_thing"),
    ],
)
def test_rows_that_say_nothing_or_ask_amiss_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, str], code: str
):
    rewrite(folder, one_row(**changed))
    assert main(["check", str(folder), "--language", "en"]) == 1
    assert code in capsys.readouterr().out

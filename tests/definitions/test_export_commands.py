"""The verbs `export` and `import`, run as a person runs them."""

import json
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from onething.catalog import read
from onething.run.cli import main
from tests.unit.catalog_world import edited, write_world


@pytest.fixture
def world(tmp_path: Path) -> Path:
    looked_up = edited("nation/things/dog.yaml", "by: dog.id_number", "by: person.id_number")
    return write_world(tmp_path / "world", looked_up)


def export(world: Path, *what: str) -> bytes:
    output = world.parent / "out"
    assert main(["export", *what, "--folder", str(world), "-o", str(output)]) == 0
    return output.read_bytes()


def workbook(world: Path, **cells: str) -> Path:
    """Export the items and put values into cells, named by the first word of the sheet's title: items__D3."""
    book = load_workbook(BytesIO(export(world, "items")))
    for name, value in cells.items():
        sheet, _, cell = name.partition("__")
        next(page for page in book.worksheets if page.title.split(" ")[0] == sheet)[cell] = value
    path = world.parent / "book.xlsx"
    book.save(path)
    return path


def held(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "what", [["bpmn", "dog"], ["bpmn", "dog", "--region", "990000", "--language", "en"], ["cpsv"], ["items"]]
)
def test_exporting_twice_gives_the_same_bytes(what: list[str], world: Path):
    assert export(world, *what) == export(world, *what)


def test_a_thing_goes_out_as_it_is_in_the_region(world: Path):
    nation, region = (
        {
            element.get("id")
            for element in ET.fromstring(export(world, "bpmn", "dog", "--region", code)).iter()
        }
        for code in ("000000", "990000")
    )
    assert "dog-licence" in nation
    assert region - nation >= {"dog-swim"}


def test_what_is_not_there_is_told(world: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["export", "bpmn", "cat", "--folder", str(world)]) == 1
    assert "plans.unknown_thing" in capsys.readouterr().err


def test_without_a_file_it_goes_to_the_standard_output(
    world: Path, capfdbinary: pytest.CaptureFixture[bytes]
):
    assert main(["export", "cpsv", "--folder", str(world), "--base", "https://example.org/"]) == 0
    graph = json.loads(capfdbinary.readouterr().out)["@graph"]
    assert all(node["@id"].startswith("https://example.org/") for node in graph)


def test_a_place_that_cannot_be_written_is_told(world: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["export", "template", "-o", str(world / "no" / "such.xlsx")]) == 1
    assert "run.cannot_write" in capsys.readouterr().err


def test_what_goes_out_comes_in(world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    name = "nation/items/parks/park-pass.yaml"
    new = write_world(tmp_path / "new", edited(name, "入园卡", "别的名字"))
    assert main(["import", str(workbook(world)), "--into", str(new), "--language", "en"]) == 0
    assert "1 written" in capsys.readouterr().out
    assert read(new).items == read(world).items


def test_a_dry_run_tells_and_writes_nothing(world: Path, capsys: pytest.CaptureFixture[str]):
    before = held(world)
    path = workbook(world, items__D3="新名字")
    assert main(["import", str(path), "--into", str(world), "--dry-run"]) == 0
    assert held(world) == before
    told = capsys.readouterr().out
    assert "写 nation/items/" in told
    assert "试运行：会写入 1 个" in told


def test_one_refused_row_stops_all_unless_the_good_ones_are_asked_for(
    world: Path, capsys: pytest.CaptureFixture[str]
):
    before = held(world)
    path = workbook(world, items__C3="新名字", items__E4="nobody")
    assert main(["import", str(path), "--into", str(world)]) == 1
    assert held(world) == before
    told = capsys.readouterr().out
    assert "book.xlsx!items!E4 catalog.unknown_department" in told
    assert " — " in told
    assert "什么都没有写" in told
    assert main(["import", str(path), "--into", str(world), "--accept-good"]) == 1
    assert {path.name for path, content in held(world).items() if before[path] != content} == {
        "park-pass.yaml"
    }
    assert any(item.name.zh == "新名字" for item in read(world).items.values())


def test_a_workbook_that_is_none_is_told(world: Path, capsys: pytest.CaptureFixture[str]):
    path = world.parent / "book.xlsx"
    assert main(["import", str(path), "--into", str(world)]) == 1
    path.write_text("id,name\n", encoding="utf-8")
    assert main(["import", str(path), "--into", str(world)]) == 1
    told = capsys.readouterr().err
    assert "run.cannot_read" in told
    assert "sheet.not_a_workbook" in told

"""A workbook of definitions: what goes out comes in the same, and what is wrong is told cell by cell."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from openpyxl import Workbook, load_workbook

from onething.base.errors import Invalid
from onething.catalog import SERVICES, Catalog, read, shipped
from onething.catalog.definitions import LocalDepartment
from onething.catalog.sheets.columns import SHEETS
from onething.catalog.sheets.gathering import gather
from onething.catalog.sheets.judging import Verdict, judge
from onething.catalog.sheets.opening import open_workbook
from onething.catalog.sheets.tables import tables
from onething.catalog.sheets.workbook import HEAD_ROWS, workbook
from onething.catalog.sheets.writing import files_of, write
from onething.catalog.shelves import shelf_of
from onething.catalog.sources import read_source
from tests.unit.catalog_world import FILES, edited, write_world

KINDS = ("departments", "elements", "documents", "items")
TYPED = """
id: park-pass
name: {zh: 入园卡, en: Park pass}
department: parks
kind: 公共服务
mode: check
refusal: ends_case
codes: {catalog: "000117051000", local_task: GD-1}
types:
  - {id: yearly, name: {zh: 年卡, en: Yearly}, department: pets, law: [某法 第一条, 某法 第二条],
     limit: {promised: 2 working days}, alone: {visits: 0, steps: 2},
     needs: {elements: [{element: dog.weight, required: false, when: dog.size == "large", max_length: 3}]},
     gives: {elements: [dog.size], documents: [{type: dog-licence, of: dog}]}}
  - {id: day, name: {zh: 日卡, en: Day}}
needs:
  elements:
    - dog.leashed
    - {element: dog.breed, why: {zh: 分区, en: For the right part}}
  documents:
    - {type: dog-licence, of: dog, instead: [chip-proof], may: [promise, later], required: false}
note: "=1+1"
"""


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A folder with everything that a workbook can hold."""
    changes = {"nation/items/parks/park-pass.yaml": TYPED}
    changes |= edited(
        "nation/things/dog.yaml", "  - item: park-pass\n", "  - item: park-pass\n    type: day\n"
    )
    return write_world(tmp_path / "world", changes)


def exported(catalog: Catalog) -> bytes:
    return workbook(tables(catalog), "zh")


def changed(content: bytes, change: Callable[[Workbook], object]) -> bytes:
    """Give a workbook as somebody has edited it."""
    book = load_workbook(BytesIO(content))
    change(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def page(book: Workbook, name: str) -> Any:
    return next(sheet for sheet in book.worksheets if sheet.title.split(" ")[0] == name)


def put(sheet: str, row: int, key: str, value: Any) -> Callable[[Workbook], None]:
    """Put a value into a row of definitions, counted from 1, under a column."""

    def change(book: Workbook) -> None:
        found = page(book, sheet)
        column = next(cell.column for cell in found[1] if cell.value == key)
        found.cell(row + HEAD_ROWS, column).value = value

    return change


def judged(content: bytes, folder: Path) -> Verdict:
    return judge(gather(open_workbook(content, "book.xlsx")), folder)


def imported(content: bytes, folder: Path) -> Verdict:
    verdict = judged(content, folder)
    write(files_of(verdict.good, verdict.before, folder), folder)
    return verdict


def codes(verdict: Verdict) -> list[tuple[str, str, int]]:
    return sorted((one.code, one.file.partition("!")[2], one.line) for one in verdict.problems)


def spoiled(folder: Path) -> Path:
    """Put a remark into every definition that a workbook can hold."""
    for path in folder.rglob("*.yaml"):
        shelf = shelf_of(PurePosixPath(path.relative_to(folder)))
        source, _ = read_source(path, path.name)
        if shelf and source and shelf.kind in KINDS and shelf.model is not LocalDepartment:
            for row in source.value if shelf.rows else [source.value]:
                row["note"] = "别的"
            path.write_text(yaml.safe_dump(source.value, allow_unicode=True), encoding="utf-8")
    return folder


def assert_same(folder: Path, catalog: Catalog) -> None:
    made = read(folder)
    for kind in (*KINDS, "local_items"):
        assert getattr(made, kind) == getattr(catalog, kind), kind


def test_all_shipped_definitions_go_out_and_come_in_the_same(tmp_path: Path):
    nation = replace(shipped(), local_items={})
    assert not imported(exported(nation), tmp_path / "new").problems
    assert_same(tmp_path / "new", nation)


@pytest.mark.parametrize("of", ["shipped", "made up"])
def test_what_was_changed_elsewhere_comes_back_as_it_went_out(of: str, world: Path, tmp_path: Path):
    folder = SERVICES if of == "shipped" else world
    other = spoiled(Path(shutil.copytree(folder, tmp_path / "other")))
    catalog = read(folder)
    assert not imported(exported(catalog), other).problems
    assert_same(other, catalog)
    assert exported(read(other)) == exported(catalog)


def test_a_second_import_changes_nothing(world: Path):
    before = {path: path.read_bytes() for path in world.rglob("*.yaml")}
    verdict = imported(exported(read(world)), world)
    assert not verdict.problems
    assert not verdict.good
    assert verdict.same
    assert {path: path.read_bytes() for path in world.rglob("*.yaml")} == before


def test_the_same_definitions_give_the_same_bytes(world: Path):
    assert exported(read(world)) == exported(read(world))
    assert workbook({}, "zh") == workbook({}, "zh")


def test_a_changed_row_changes_its_place_in_the_list_and_nothing_else(world: Path):
    path = world / "nation/elements.yaml"
    path.write_text("# 我们的信息项\n" + FILES["nation/elements.yaml"] + "# 最后一句\n", encoding="utf-8")
    before = path.read_text(encoding="utf-8").splitlines()
    book = changed(exported(read(world)), put("elements", 2, "max_length", 40))
    assert list(imported(book, world).good) == [("elements", "000000", "breed")]
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if "breed" not in line] == [line for line in after if line in before]
    assert after[0] == "# 我们的信息项"
    assert after[-1] == "# 最后一句"
    assert read(world).elements["breed"].max_length == 40


def test_an_item_that_moves_to_another_department_leaves_no_file_behind(world: Path):
    book = changed(exported(read(world)), put("items", 1, "department", "pets"))
    moved = read(world).items
    imported(book, world)
    (name,) = {id for id, item in read(world).items.items() if item.department != moved[id].department}
    assert (world / f"nation/items/pets/{name}.yaml").is_file()
    assert not (world / f"nation/items/parks/{name}.yaml").exists()


def test_what_begins_like_a_formula_is_text(world: Path):
    book = load_workbook(BytesIO(exported(read(world))))
    cells = [cell for row in page(book, "items").iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_text_becomes_a_formula_whatever_it_begins_with(start: str):
    rows: dict[str, list[tuple[Any, ...]]] = {"elements": [(f"{start}cmd",)]}
    cell = page(load_workbook(BytesIO(workbook(rows, "en"))), "elements").cell(HEAD_ROWS + 1, 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{start}cmd", "s", True)


FAULTS = {
    "formula": (put("items", 1, "name_zh", "=1+1"), ("sheet.formula", "items", 3)),
    "not a flag": (
        put("needed_elements", 1, "required", "maybe"),
        ("sheet.not_a_flag", "needed_elements", 3),
    ),
    "not whole": (put("elements", 2, "max_length", "forty"), ("sheet.not_whole", "elements", 4)),
    "not a number": (put("elements", 5, "minimum", "much"), ("sheet.not_a_number", "elements", 7)),
    "id number": (put("elements", 1, "note", "如 11010519491231002X"), ("sheet.id_number", "elements", 3)),
    "certificate": (
        put("documents", 1, "code_certificate_type", "1.2.156.3005.2.11100000000013338W032.1.2.3.F"),
        ("sheet.certificate_check", "documents", 3),
    ),
    "credit code": (
        put("items", 1, "code_task", "11440232MB2D06811X4000117051000"),
        ("catalog.code_check", "items", 3),
    ),
    "code as number": (put("items", 1, "code_catalog", 117051000), ("catalog.code_shape", "items", 3)),
    "unknown department": (
        put("items", 1, "department", "nobody"),
        ("catalog.unknown_department", "items", 3),
    ),
    "unknown element": (
        put("needed_elements", 1, "element", "dog.nothing"),
        ("catalog.unknown_element", "needed_elements", 3),
    ),
    "bad rule": (
        put("needed_elements", 1, "when", "dog.size =="),
        ("catalog.rule_syntax", "needed_elements", 3),
    ),
    "bad period": (put("items", 1, "limit_promised", "soon"), ("catalog.bad_period", "items", 3)),
    "unknown kind": (put("items", 1, "kind", "99"), ("catalog.not_one_of", "items", 3)),
    "one language": (put("elements", 1, "name_en", None), ("catalog.missing_key", "elements", 3)),
    "one option": (put("options", 1, "value", "large"), ("catalog.option_twice", "options", 3)),
}


@pytest.mark.parametrize(("change", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_sheet_row_and_remedy(
    change: Callable[[Workbook], None], expected: tuple[str, str, int], world: Path
):
    verdict = judged(changed(exported(read(world)), change), world)
    assert expected in codes(verdict)
    assert all(one.message("zh") and one.remedy("zh") for one in verdict.problems)
    assert all(one.column for one in verdict.problems if one.code.startswith("sheet."))


def test_all_faults_are_told_at_once(world: Path):
    def change(book: Workbook) -> None:
        for name in ("formula", "not a flag", "credit code", "bad rule", "one language"):
            FAULTS[name][0](book)

    content = changed(exported(read(world)), change)
    assert {code for code, _, _ in codes(judged(content, world))} >= {"sheet.formula", "sheet.not_a_flag"}


def test_a_refused_element_takes_what_needs_it_along_and_the_rest_is_good(world: Path, tmp_path: Path):
    folder = tmp_path / "new"
    (folder / "nation").mkdir(parents=True)
    shutil.copy(world / "nation/regions.yaml", folder / "nation/regions.yaml")
    content = changed(exported(read(world)), put("elements", 3, "type", "colour"))
    verdict = judged(content, folder)
    assert not verdict.whole
    assert ("elements", "000000", "leashed") in verdict.refused
    assert ("items", "000000", "park-pass") in verdict.refused
    assert ("items", "000000", "dog-licence") in verdict.good


def test_a_row_that_belongs_to_nobody_stops_all(world: Path):
    content = changed(exported(read(world)), put("needed_elements", 1, "item", "no-such-item"))
    verdict = judged(content, world)
    assert verdict.whole
    assert not verdict.good


def test_a_change_that_breaks_the_folder_stops_all(world: Path):
    """A thing's rule asks whether a question is answered with an option that the change takes away."""
    content = changed(exported(read(world)), put("elements", 3, "type", "text"))
    verdict = judged(content, world)
    assert verdict.whole
    assert any(one.file.startswith("nation/things") for one in verdict.problems)


def test_a_folder_over_others_only_adds(tmp_path: Path):
    without = changed(exported(shipped()), lambda book: book.remove(page(book, "departments")))
    verdict = judged(without, tmp_path / "over")
    assert not verdict.problems
    assert not verdict.good
    other = changed(without, put("elements", 1, "max_length", 3))
    assert ("sheet.in_base", "elements", 3) in codes(judged(other, tmp_path / "over"))


def test_columns_may_stand_in_any_order_and_empty_ones_may_go(world: Path, tmp_path: Path):
    def turn(book: Workbook) -> None:
        sheet = page(book, "departments")
        rows = [list(row)[::-1] for row in sheet.iter_rows(values_only=True)]
        sheet.delete_rows(1, sheet.max_row)
        for row in rows:
            sheet.append(row[3:])

    content = changed(exported(read(world)), turn)
    assert judged(content, world).same >= {("departments", "000000", "pets")}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book: book.create_sheet("holidays"), "sheet.unknown_sheet"),
        (lambda book: page(book, "items").cell(1, 3, "nmae"), "sheet.unknown_column"),
        (lambda book: page(book, "items").cell(1, 4, "id"), "sheet.unknown_column"),
        (lambda book: page(book, "elements").cell(4, 50, "alone"), "sheet.no_column"),
        (lambda book: page(book, "elements").cell(4, 1, "id_number"), "sheet.twice"),
        (put("elements", 2, "id", None), "sheet.no_id"),
        (put("items", 1, "region", "here"), "catalog.bad_region"),
    ],
)
def test_a_workbook_of_another_shape_is_told(change: Callable[[Workbook], Any], code: str, world: Path):
    assert code in {one.code for one in judged(changed(exported(read(world)), change), world).problems}


def test_the_template_has_every_sheet_and_no_row(tmp_path: Path):
    opened = open_workbook(workbook({}, "en"), "template.xlsx")
    assert list(opened.rows) == [sheet.name for sheet in SHEETS]
    assert not any(opened.rows.values())
    assert not opened.problems


def test_a_text_too_long_for_a_cell_is_refused_when_going_out():
    with pytest.raises(Invalid, match=r"sheet\.cell_unfit"):
        workbook({"elements": [("x" * 32_768,)]}, "zh")
    with pytest.raises(Invalid, match=r"sheet\.cell_unfit"):
        workbook({"elements": [("bell\x07",)]}, "zh")


def test_a_region_s_item_comes_in_once_its_thing_lists_it(world: Path, tmp_path: Path):
    """The overlay is written first, by hand; until the item is there the folder is not in order."""
    content = exported(read(world))
    (world / "regions/990000/items/parks/dog-swim.yaml").unlink()
    with pytest.raises(Invalid, match=r"catalog\.unknown_item"):
        read(world)
    assert list(imported(content, world).good) == [("items", "990000", "dog-swim")]
    assert exported(read(world)) == content


def test_a_folder_that_is_not_in_order_takes_nothing(world: Path):
    content = exported(read(world))
    (world / "nation/things/cat.yaml").write_text("id: cat\n", encoding="utf-8")
    verdict = judged(content, world)
    assert verdict.whole
    assert {one.file for one in verdict.problems} == {"nation/things/cat.yaml"}

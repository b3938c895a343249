"""Workbooks that somebody sends: bombs, floods, rubbish and formulas are refused before they cost anything."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from onething.base.errors import Invalid
from onething.catalog.sheets import opening
from onething.catalog.sheets.opening import Opened, open_workbook
from onething.catalog.sheets.workbook import HEAD_ROWS, workbook

TEMPLATE = workbook({}, "zh")
ROOT = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def with_part(name: str, content: bytes) -> bytes:
    """Give the template with one part replaced or added."""
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(TEMPLATE)) as found,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for part in found.namelist():
            if part != name:
                packed.writestr(part, found.read(part))
        packed.writestr(name, content)
    return made.getvalue()


def elements(rows: str) -> bytes:
    """Give the template with these rows, as XML, in the sheet of elements."""
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
    return with_part("xl/worksheets/sheet3.xml", f"{ROOT}{head}{rows}</sheetData></worksheet>".encode())


def refused(content: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        open_workbook(content, "book.xlsx")
    return caught.value.code


def test_a_bomb_is_refused_by_its_table_of_contents():
    bomb = with_part("xl/media/image1.png", b"\0" * (opening.MOST_UNPACKED + 1))
    assert len(bomb) < 200_000
    assert refused(bomb) == "sheet.too_large"


def test_a_bomb_that_lies_about_its_size_is_no_workbook():
    bomb = bytearray(with_part("xl/media/image1.png", b"\0" * 1_000_000))
    size = (1_000_000).to_bytes(4, "little")
    while size in bomb:
        at = bomb.index(size)
        bomb[at : at + 4] = (10).to_bytes(4, "little")
    assert refused(bytes(bomb)) == "sheet.not_a_workbook"


def test_a_flood_of_parts_is_refused():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for number in range(opening.MOST_PARTS + 1):
            packed.writestr(str(number), b"")
    assert refused(made.getvalue()) == "sheet.too_large"


def test_a_large_file_is_refused_unread():
    assert refused(b"x" * (opening.MOST_BYTES + 1)) == "sheet.too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused(encoding: str):
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a9;</x>'
    assert refused(with_part("xl/sharedStrings.xml", bomb.encode(encoding))) == "sheet.doctype"


@pytest.mark.parametrize("rubbish", [b"", b"PK", b"id,name\n1,2\n", TEMPLATE[:2000], TEMPLATE[:-30]])
def test_rubbish_is_no_workbook(rubbish: bytes):
    assert refused(rubbish) == "sheet.not_a_workbook"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet3.xml", "[Content_Types].xml"])
def test_a_broken_part_is_no_workbook(part: str):
    assert refused(with_part(part, b"<worksheet><sheetData><row")) == "sheet.not_a_workbook"


def test_more_rows_than_allowed_are_refused_with_the_number():
    last = HEAD_ROWS + opening.MOST_ROWS
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (3, last))
    assert len(open_workbook(elements(rows), "book.xlsx").rows["elements"]) == 2
    with pytest.raises(Invalid) as caught:
        open_workbook(
            elements(f'{rows}<row r="{last + 1}"><c r="A{last + 1}"><v>1</v></c></row>'), "book.xlsx"
        )
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["most"]) == ("sheet.too_many_rows", opening.MOST_ROWS)


def test_a_sheet_that_says_it_is_endless_is_read_as_far_as_it_goes():
    """What only looks large costs nothing: empty rows, and cells far to the right."""
    rows = '<row r="3"><c r="A3"><v>1</v></c><c r="XFD3"><v>1</v></c></row><row r="1048576"/>'
    found = open_workbook(elements(rows), "book.xlsx")
    assert [row.cells for row in found.rows["elements"]] == [{"id": 1}]


def opened(change: Any) -> Opened:
    book = Workbook()
    sheet = book.active
    sheet.title = "elements"
    sheet.append(["id", "name_zh"])
    sheet.append(["what", "it means"])
    sheet.append(["name", "姓名"])
    change(sheet)
    saved = BytesIO()
    book.save(saved)
    return open_workbook(saved.getvalue(), "book.xlsx")


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://example.org","x")', "=cmd|' /C calc'!A0"])
def test_a_formula_is_told_and_never_read(formula: str):
    found = opened(lambda sheet: sheet.cell(3, 2, formula))
    (problem,) = found.problems
    assert (problem.code, problem.file, problem.line, problem.column) == (
        "sheet.formula",
        "book.xlsx!elements",
        3,
        2,
    )
    assert found.rows["elements"][0].cells == {"id": "name"}


def test_an_error_value_is_told():
    def change(sheet: Any) -> None:
        sheet.cell(3, 2, "#REF!")

    assert [problem.code for problem in opened(change).problems] == ["sheet.error_value"]


def test_a_workbook_without_a_known_sheet_says_which_there_are():
    saved = BytesIO()
    Workbook().save(saved)
    codes = [problem.code for problem in open_workbook(saved.getvalue(), "book.xlsx").problems]
    assert codes == ["sheet.unknown_sheet", "sheet.no_sheets"]


WRITABLE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60)


@settings(max_examples=25)
@given(st.lists(WRITABLE.filter(str.strip), min_size=1, max_size=20))
def test_any_text_comes_back_as_it_went(texts: list[str]):
    rows: dict[str, Any] = {"elements": [(f"e{number}", written) for number, written in enumerate(texts)]}
    found = open_workbook(workbook(rows, "zh"), "book.xlsx")
    assert not found.problems
    assert [row.cells["name_zh"] for row in found.rows["elements"]] == texts

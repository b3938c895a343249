"""Writes the workbook. Text stays text, whatever it begins with; the same rows give the same bytes."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from onething.base.errors import Invalid, Problem
from onething.base.texts import Language, text
from onething.catalog.sheets.cells import Cell
from onething.catalog.sheets.columns import SHEETS, Column, Sheet

GUIDE = "guide"
HEAD_ROWS = 2
"""Above the rows stand the keys, which are read back, and what they mean, which is not."""

MOST_CHARACTERS = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MOMENT = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_BOLD, _WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")


def workbook(rows: Mapping[str, Sequence[tuple[Cell, ...]]], language: Language) -> bytes:
    """Give a workbook with these rows; without rows it is the template."""
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)
    _guide(guide, language)
    for sheet in SHEETS:
        page = book.create_sheet(f"{sheet.name} {text(f'sheet.{sheet.name}', language)}")
        _head(page, sheet, language)
        for number, row in enumerate(rows.get(sheet.name, ()), start=HEAD_ROWS + 1):
            for place, value in enumerate(row, start=1):
                if value is not None and value != "":
                    _put(page, number, place, value)
    packed = io.BytesIO()
    book.save(packed)
    return _settled(packed.getvalue())


def meaning(key: str, column: Column | None, language: Language) -> str:
    """Say what a column means: in words, what the national exchange calls it, and what it may hold."""
    said = [text(f"column.{key}", language)]
    if column and column.field:
        said.append(column.field)
    if column and column.choices:
        said.append(" | ".join(column.choices))
    return "\n".join(said)


def _guide(page: Worksheet, language: Language) -> None:
    page.title = f"{GUIDE} {text('sheet.guide', language)}"
    for number, line in enumerate(text("sheet.how", language).splitlines(), start=1):
        _put(page, number, 1, line)
    page.column_dimensions["A"].width = 110


def _head(page: Worksheet, sheet: Sheet, language: Language) -> None:
    columns = {column.key: column for column in sheet.columns}
    for place, key in enumerate(sheet.keys, start=1):
        _put(page, 1, place, key).font = _BOLD
        _put(page, 2, place, meaning(key, columns.get(key), language)).alignment = _WRAPPED
        page.column_dimensions[get_column_letter(place)].width = 18
        column = columns.get(key)
        if column and column.choices and column.kind == "word":
            _offer(page, place, column.choices)
    page.freeze_panes = f"A{HEAD_ROWS + 1}"


def _offer(page: Worksheet, place: int, choices: Sequence[str]) -> None:
    """Let the program offer what a column may hold; Excel takes at most 255 characters of choices."""
    listed = ",".join(choices)
    if len(listed) <= 255:
        offer = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        letter = get_column_letter(place)
        offer.add(f"{letter}{HEAD_ROWS + 1}:{letter}1000")
        page.add_data_validation(offer)


def _put(page: Worksheet, row: int, place: int, value: str | float) -> WorkbookCell:
    cell = page.cell(row, place)
    assert isinstance(cell, WorkbookCell)
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        raise _unfit(page, cell, value)
    try:
        cell.value = value
    except IllegalCharacterError as error:
        raise _unfit(page, cell, value) from error
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA_STARTS)
    return cell


def _unfit(page: Worksheet, cell: WorkbookCell, value: object) -> Invalid:
    place = f"{page.title}!{cell.coordinate}"
    return Invalid(Problem("sheet.cell_unfit", field=place, values={"found": ascii(value)[:40]}))


def _settled(packed: bytes) -> bytes:
    """Take the time of writing out of a workbook, so that equal content has equal bytes."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as found, zipfile.ZipFile(settled, "w") as made:
        for name in found.namelist():
            content = found.read(name)
            if name == _CORE:
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", content)
            made.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()

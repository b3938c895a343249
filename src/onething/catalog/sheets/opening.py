"""Opens a workbook that somebody sent: nothing in it is trusted before it is measured.

A workbook is a packed folder of XML. It may pack gigabytes into kilobytes, name a million rows, or carry formulas;
of each the first is refused before it is unpacked, the second is cut, the third is never worked out.
"""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from onething.base.errors import Invalid, Problem
from onething.catalog.sheets.columns import SHEET_BY_NAME, Sheet
from onething.catalog.sheets.workbook import GUIDE, HEAD_ROWS
from onething.catalog.sources import Spot

MOST_BYTES = 10_000_000
MOST_UNPACKED = 60_000_000
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 60
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in a sheet: the values by column, and the spot of each."""

    sheet: Sheet
    spot: Spot
    cells: dict[str, object]
    spots: dict[str, Spot]


@dataclass(frozen=True, slots=True)
class Opened:
    """The rows of a workbook by sheet, and what is wrong with its shape."""

    rows: dict[str, list[Row]]
    problems: list[Problem]


def open_workbook(content: bytes, name: str) -> Opened:
    """Read the rows of a workbook. Raises Invalid when it cannot be read at all, or is too large."""
    _measure(content, name)
    opened = Opened({}, [])
    for title, lines in _pages(content, name):
        _open_page(title, lines, name, opened)
    if not opened.rows:
        opened.problems.append(Spot(name).problem("sheet.no_sheets", known=", ".join(SHEET_BY_NAME)))
    return opened


def _pages(content: bytes, name: str) -> list[tuple[str, list[Any]]]:
    """Give the cells of every sheet, by the first word of its title."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return [(str(page.title).split(" ")[0], _lines(page)) for page in book.worksheets]
    except Exception as error:  # whatever is wrong inside, the library fails in many ways
        raise _refused("sheet.not_a_workbook", name) from error


def _lines(page: Any) -> list[Any]:
    """Give one row more than are allowed, so that a longer sheet is noticed."""
    page.reset_dimensions()  # what a sheet says of its own size may be wrong, by mistake or on purpose
    return list(page.iter_rows(max_col=MOST_COLUMNS, max_row=HEAD_ROWS + MOST_ROWS + 1))


def _refused(code: str, name: str, **values: Any) -> Invalid:
    return Invalid(Problem(code, file=name, values=values))


def _measure(content: bytes, name: str) -> None:
    """Refuse a bomb by what its table of contents says: no part is unpacked beyond that."""
    if len(content) > MOST_BYTES:
        raise _refused("sheet.too_large", name, most=MOST_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise _refused("sheet.too_large", name, most=MOST_UNPACKED)
            if any(mark in packed.read(part) for part in parts for mark in _DOCTYPES):
                raise _refused("sheet.doctype", name)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
    ) as error:
        raise _refused("sheet.not_a_workbook", name) from error


def _open_page(title: str, lines: list[Any], name: str, opened: Opened) -> None:
    if title == GUIDE:
        return
    file = f"{name}!{title}"
    sheet = SHEET_BY_NAME.get(title)
    if sheet is None:
        known = ", ".join(SHEET_BY_NAME)
        opened.problems.append(Spot(file).problem("sheet.unknown_sheet", name=title, known=known))
        return
    if any(cell.value is not None for line in lines[HEAD_ROWS + MOST_ROWS :] for cell in line):
        raise _refused("sheet.too_many_rows", file, most=MOST_ROWS)
    head = _head(sheet, lines[0], file, opened.problems) if lines else {}
    rows = opened.rows.setdefault(title, [])
    for number, line in enumerate(lines[HEAD_ROWS:], start=HEAD_ROWS + 1):
        filled = [(place, cell) for place, cell in enumerate(line, start=1) if cell.value is not None]
        if filled:
            rows.append(_row(sheet, head, filled, Spot(file, number), opened.problems))


def _head(sheet: Sheet, line: Any, file: str, problems: list[Problem]) -> dict[int, str]:
    """Read which column holds what; columns may stand in any order, and those that would be empty may be left out."""
    head: dict[int, str] = {}
    for place, cell in enumerate(line, start=1):
        key = str(cell.value).strip() if cell.value is not None else ""
        if not key:
            continue
        if key not in sheet.keys or key in head.values():
            known = ", ".join(sheet.keys)
            problems.append(Spot(file, 1, place).problem("sheet.unknown_column", name=key[:60], known=known))
        else:
            head[place] = key
    return head


def _row(
    sheet: Sheet, head: dict[int, str], filled: list[tuple[int, Any]], spot: Spot, problems: list[Problem]
) -> Row:
    row = Row(sheet, spot, {}, {})
    for place, cell in filled:
        here = Spot(spot.file, spot.line, place)
        key = head.get(place)
        if cell.data_type == "f":
            problems.append(here.problem("sheet.formula"))
        elif cell.data_type == "e":
            problems.append(here.problem("sheet.error_value", found=str(cell.value)))
        elif key is None:
            problems.append(here.problem("sheet.no_column"))
        else:
            row.cells[key], row.spots[key] = cell.value, here
    return row

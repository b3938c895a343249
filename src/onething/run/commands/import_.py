"""Read a workbook of departments, elements, documents and items into YAML definitions, or say what is wrong with it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from onething.base.errors import Invalid, Problem
from onething.base.texts import Language, text


def add_arguments(parser: ArgumentParser) -> None:
    """Take the workbook, the folder of the definitions, and what to do with rows that are not good."""
    parser.add_argument("workbook", type=Path, metavar="FILE")
    parser.add_argument("--into", type=Path, required=True, metavar="DIR")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be")
    parser.add_argument(
        "--accept-good", action="store_true", help="write what is good, although other rows are refused"
    )
    parser.add_argument("--language", choices=["zh", "en"], default="zh")


def run(arguments: Namespace) -> int:
    """Print every refused row at once and what changes; end with 1 when a row is refused."""
    from onething.catalog.sheets.gathering import gather
    from onething.catalog.sheets.judging import judge
    from onething.catalog.sheets.opening import open_workbook
    from onething.catalog.sheets.writing import files_of, write

    language: Language = arguments.language
    console = Console(soft_wrap=True, highlight=False, markup=False)
    opened = open_workbook(_bytes(arguments.workbook), arguments.workbook.name)
    verdict = judge(gather(opened), arguments.into)
    console.print("\n".join(refusals(verdict.problems, language)), end="\n" if verdict.problems else "")
    stopped = bool(verdict.problems) and (verdict.whole or not arguments.accept_good)
    files = {} if stopped else files_of(verdict.good, verdict.before, arguments.into)
    for file in files:
        console.print(text("import.file" if files[file] is not None else "import.gone", language, file=file))
    if not arguments.dry_run:
        write(files, arguments.into)
    done = "stopped" if stopped else "would" if arguments.dry_run else "done"
    counts = {"good": len(verdict.good), "same": len(verdict.same), "refused": len(verdict.refused)}
    console.print(text(f"import.{done}", language, problems=len(verdict.problems), **counts))
    return 1 if verdict.problems else 0


def refusals(problems: Iterable[Problem], language: Language) -> list[str]:
    """Say for each problem: sheet, row and column as spreadsheet programs name them, code, reason, remedy."""
    return [
        f"{_place(problem)} {problem.code} {problem.message(language)} — {problem.remedy(language)}"
        for problem in sorted(problems, key=lambda one: (one.file, one.line, one.column))
    ]


def _place(problem: Problem) -> str:
    from openpyxl.utils import get_column_letter

    if "!" not in problem.file or not problem.line:
        return problem.place()
    column = get_column_letter(problem.column) if problem.column else ""
    return f"{problem.file}!{column}{problem.line}" if column else f"{problem.file}!{problem.line}"


def _bytes(path: Path) -> bytes:
    from onething.catalog.sheets.opening import MOST_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Invalid(
            Problem("run.cannot_read", file=str(path), values={"why": str(error.strerror)})
        ) from error

"""Write the page that sets published figures beside the computed ones, or check that it is up to date."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from onething.base.errors import Invalid, Problem
from onething.catalog import SERVICES, read
from onething.plans.figures import page

PAGE = Path("docs/reference/published-figures.md")


def add_arguments(parser: ArgumentParser) -> None:
    """Take whether only to check, the folder of the definitions, the page and its language."""
    parser.add_argument(
        "--check", action="store_true", help="write nothing; end with 1 when the page is out of date"
    )
    parser.add_argument("--folder", type=Path, default=SERVICES, metavar="DIR")
    parser.add_argument("--page", type=Path, default=PAGE, metavar="FILE")
    parser.add_argument("--language", choices=["zh", "en"], default="en")


def run(arguments: Namespace) -> int:
    """Write or check. Raises Invalid where a difference is not explained, or a checked page is out of date."""
    written = page(read(arguments.folder), arguments.language)
    path: Path = arguments.page
    if not arguments.check:
        path.write_text(written, encoding="utf-8")
        print(path)
    elif not path.is_file() or path.read_text(encoding="utf-8") != written:
        raise Invalid(Problem("plans.figures_out_of_date", file=str(path), values={"page": str(path)}))
    return 0

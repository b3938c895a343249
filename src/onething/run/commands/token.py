"""Make a token with which a department speaks the contract in one region."""

from argparse import ArgumentParser, Namespace

from onething.base.errors import Invalid, Problem
from onething.catalog import SERVICES, read
from onething.run.reaching import database_reached


def add_arguments(parser: ArgumentParser) -> None:
    """Take the department and its region."""
    parser.add_argument("department", help="the department's id, such as public-security")
    parser.add_argument("--region", required=True, help="GB/T 2260 code, such as 500000")
    parser.add_argument("--name", default="", help="who will use it")


def run(arguments: Namespace) -> int:
    """Print the token once; only its hash is kept."""
    check_names(arguments.department, arguments.region)
    with database_reached():
        from onething.people.tokens import issue

        print(issue(arguments.department, arguments.region, arguments.name or arguments.department))
    return 0


def check_names(department: str, region: str) -> None:
    """Refuse a department or region that the definitions do not know: nobody could use such a token."""
    catalog = read(SERVICES)
    problems = []
    if department not in catalog.departments:
        problems.append(Problem("run.unknown_department", field="department", values={"name": department}))
    if region not in catalog.regions:
        problems.append(Problem("run.unknown_region", field="region", values={"name": region}))
    if problems:
        raise Invalid(*problems)

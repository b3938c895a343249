"""Make a token with which a department speaks the contract in one region."""

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Take the department and its region."""
    parser.add_argument("department", help="the department's id, such as public-security")
    parser.add_argument("--region", required=True, help="GB/T 2260 code, such as 500000")
    parser.add_argument("--name", default="", help="who will use it")


def run(arguments: Namespace) -> int:
    """Print the token once; only its hash is kept."""
    import django

    django.setup()
    from onething.people.tokens import issue

    print(issue(arguments.department, arguments.region, arguments.name or arguments.department))
    return 0

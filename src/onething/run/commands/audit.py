"""Prove that no case's history was changed: chains, states and forms."""

from argparse import ArgumentParser, Namespace

from onething.base.texts import Language
from onething.run.reaching import database_reached


def add_arguments(parser: ArgumentParser) -> None:
    """Take what to do."""
    parser.add_argument("what", choices=["verify"])
    parser.add_argument("--language", choices=["zh", "en"], default="zh")


def run(arguments: Namespace) -> int:
    """Go through every case; print each problem and end with 1 when there is one."""
    with database_reached():
        return _verify(arguments.language)


def _verify(language: Language) -> int:
    from onething.cases.auditing import audit
    from onething.cases.models import Case

    cases = problems = 0
    for case in Case.objects.order_by("id").iterator(chunk_size=500):
        cases += 1
        for problem in audit(case):
            problems += 1
            print(f"{problem.place()} {problem.code} {problem.message(language)}")
    print(f"{cases} cases, {problems} problems")
    return 1 if problems else 0

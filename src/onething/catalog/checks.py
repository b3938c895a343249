"""What must hold between definitions: each check gives problems, none stops at the first."""

from onething.base.errors import Problem
from onething.catalog.catalog import Catalog


def check(catalog: Catalog) -> list[Problem]:
    """Run all checks."""
    return []

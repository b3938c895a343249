"""What must hold between definitions. Each check gives its problems; none stops at the first."""

from collections.abc import Callable, Iterator

from onething.base.errors import Problem
from onething.catalog.catalog import Catalog
from onething.catalog.checks.codes import check_codes
from onething.catalog.checks.conditions import check_conditions
from onething.catalog.checks.examples import check_examples
from onething.catalog.checks.figures import check_figures
from onething.catalog.checks.lists import check_lists
from onething.catalog.checks.local import check_local
from onething.catalog.checks.lookups import check_lookups
from onething.catalog.checks.names import check_names
from onething.catalog.checks.overlay_additions import check_overlay_additions
from onething.catalog.checks.overlay_changes import check_overlay_changes
from onething.catalog.checks.overlays import check_overlays
from onething.catalog.checks.references import check_references
from onething.catalog.checks.shapes import check_shapes
from onething.catalog.checks.things import check_things
from onething.catalog.checks.values import check_values

CHECKS: tuple[Callable[[Catalog], Iterator[Problem]], ...] = (
    check_names,
    check_references,
    check_values,
    check_codes,
    check_things,
    check_shapes,
    check_lookups,
    check_conditions,
    check_overlays,
    check_overlay_changes,
    check_overlay_additions,
    check_local,
    check_lists,
    check_examples,
    check_figures,
)


def check(catalog: Catalog) -> list[Problem]:
    """Run all checks over all definitions that are well formed by themselves."""
    return [problem for run in CHECKS for problem in run(catalog)]

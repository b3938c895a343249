"""Examples must be about a thing and a place that there are, and each step must say one thing."""

from collections.abc import Iterator

from onething.base.errors import Problem
from onething.catalog.catalog import Catalog
from onething.catalog.definitions import Example
from onething.catalog.faults import near


def check_examples(catalog: Catalog) -> Iterator[Problem]:
    """Check what can be told without composing the thing."""
    for region, examples in catalog.examples.items():
        for name, example in examples.items():
            yield from _thing(catalog, region, name)
            yield from _places(catalog, region, name, example)
            yield from _shapes(catalog, region, name, example)
            yield from _steps(catalog, region, name, example)


def _thing(catalog: Catalog, region: str, name: str) -> Iterator[Problem]:
    thing = name.partition("/")[0]
    known = catalog.lines.ids("things")
    if thing not in known:
        yield catalog.lines.problem(
            "catalog.unknown_thing", "examples", name, region=region, name=thing, known=near(thing, known)
        )


def _places(catalog: Catalog, region: str, name: str, example: Example) -> Iterator[Problem]:
    wanted = example.region
    if wanted and wanted not in catalog.regions and "regions" not in catalog.lines.unread:
        spot = catalog.lines.spot("examples", name, "region", region=region)
        yield spot.problem("catalog.unknown_region", region=wanted, known=near(wanted, catalog.regions))


def _shapes(catalog: Catalog, region: str, name: str, example: Example) -> Iterator[Problem]:
    for at, shape in enumerate(example.shape):
        if shape not in catalog.shapes and "shapes" not in catalog.lines.unread:
            spot = catalog.lines.spot("examples", name, "shape", at, region=region)
            yield spot.problem("catalog.unknown_shape", name=shape, known=near(shape, catalog.shapes))


def _steps(catalog: Catalog, region: str, name: str, example: Example) -> Iterator[Problem]:
    for at, step in enumerate(example.when):
        said = [part for part in (step.grant, step.deny, step.days) if part is not None]
        if len(said) != 1 or (step.elements and step.grant is None):
            yield catalog.lines.problem("catalog.step_not_one", "examples", name, "when", at, region=region)

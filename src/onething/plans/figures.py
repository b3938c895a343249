"""Sets what is computed here beside what others have published, measure by measure, as one page of Markdown."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from onething.base.errors import Invalid, Problem
from onething.base.texts import Language, text
from onething.catalog.catalog import Catalog
from onething.catalog.definitions import Published, PublishedNumber, Text
from onething.plans.compose import compose
from onething.plans.effect import Change, Effect, effect
from onething.plans.release_bytes import release_hash
from onething.plans.routing import APPLICANT, find_route

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Compared:
    """A published number and the computed one. They agree where each published side is the computed one."""

    number: PublishedNumber
    computed: Change

    @property
    def agrees(self) -> bool:
        """Tell whether nothing needs explaining."""
        sides = ((self.number.before, self.computed.before), (self.number.after, self.computed.after))
        return all(said is None or said == found for said, found in sides)


def compare(catalog: Catalog, row: Published) -> list[Compared]:
    """Set the computed numbers of a row's route beside the published ones."""
    if not row.numbers or row.thing is None:
        return []
    release = compose(catalog, row.thing, row.region)
    answers = {APPLICANT: release.applicant[0], **row.answers}
    route = find_route(release, release_hash(release), answers)
    found = effect(route)
    return [Compared(number, _change(number.measure, found, len(route.items))) for number in row.numbers]


def page(catalog: Catalog, language: Language) -> str:
    """Write the page. Raises Invalid (plans.figure_unexplained) for every difference without a `why`."""
    by_thing: dict[str | None, list[Published]] = defaultdict(list)
    for row in catalog.figures.values():
        by_thing[row.thing].append(row)
    compared = {row.id: compare(catalog, row) for row in catalog.figures.values()}
    _all_explained(catalog, compared)
    lines = [f"# {text('plans.figures.title', language)}", "", text("plans.figures.about", language)]
    for thing, rows in sorted(by_thing.items(), key=lambda entry: entry[0] is None):
        name = (
            _said(catalog.things[thing].name, language) if thing else text("plans.figures.several", language)
        )
        lines += ["", f"## {name}"]
        for row in rows:
            lines += ["", *_section(catalog, row, compared[row.id], language)]
    return "\n".join(lines) + "\n"


def _change(measure: str, found: Effect, items: int) -> Change:
    if measure == "items":
        return Change(items, items)
    change: Change = getattr(found, measure)
    return change


def _all_explained(catalog: Catalog, compared: dict[str, list[Compared]]) -> None:
    problems: list[Problem] = [
        catalog.lines.problem(
            "plans.figure_unexplained", "figures", id, "numbers", at, name=id, measure=one.number.measure
        )
        for id, rows in compared.items()
        for at, one in enumerate(rows)
        if not one.agrees and one.number.why is None
    ]
    if problems:
        raise Invalid(*problems)


def _section(catalog: Catalog, row: Published, compared: list[Compared], language: Language) -> Iterator[str]:
    yield f"### {_said(row.place, language)}"
    yield ""
    yield text(f"plans.figures.{row.confidence}", language, source=row.source)
    if row.answers:
        yield ""
        region = _said(catalog.regions[row.region], language)
        yield text("plans.figures.answers", language, region=region, answers=", ".join(_answers(row)))
    if compared:
        yield ""
        yield from _table(compared, language)
    if row.others:
        yield ""
        yield from (f"- {_said(other.says, language)} {_said(other.why, language)}" for other in row.others)


def _answers(row: Published) -> Iterator[str]:
    for name, value in row.answers.items():
        said = str(value).lower() if isinstance(value, bool) else value
        if isinstance(said, tuple):
            said = " + ".join(said) or NOTHING
        yield f"`{name.removeprefix('answers.')}` = {said}"


def _table(compared: list[Compared], language: Language) -> Iterator[str]:
    columns = [
        text(f"plans.figures.{column}", language) for column in ("measure", "published", "computed", "why")
    ]
    yield f"| {' | '.join(columns)} |"
    yield "|---|---|---|---|"
    for one in compared:
        number = one.number
        why = _said(number.why, language) if number.why else text("plans.figures.agrees", language)
        cells = (
            text(f"plans.figures.of_{number.measure}", language),
            f"{_number(number.before)} → {_number(number.after)}",
            f"{one.computed.before} → {one.computed.after}",
            why,
        )
        yield f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:g}"


def _said(words: Text, language: Language) -> str:
    return words.zh if language == "zh" else words.en

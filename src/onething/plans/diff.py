"""What changed between two releases of a thing: every part of a release has a rule that compares it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from onething.plans import release as r
from onething.plans.bounded import Bounded
from onething.plans.changes import Change
from onething.plans.diff_rules import (
    Place,
    Rule,
    always,
    becoming,
    by_item,
    demand,
    givers,
    growing,
    item_rule,
    moved,
    names,
    pairs,
    roles,
    sees,
    shrinking,
    waits,
)

Row = Any


def diff(old: r.Release, new: r.Release) -> tuple[Change, ...]:
    """Give every change from one release to another; none where they are equal."""
    return tuple(_compared(Place(old, new), old, new))


_known: Bounded[tuple[str, str], tuple[Change, ...]] = Bounded(256)


def diff_of(old: tuple[str, r.Release], new: tuple[str, r.Release]) -> tuple[Change, ...]:
    """Give the changes between two releases with their hashes; each pair is compared once."""
    key = (old[0], new[0])
    found = _known.get(key)
    return found if found is not None else _known.put(key, diff(old[1], new[1]))


def _compared(place: Place, old: Row, new: Row) -> Iterator[Change]:
    rules = RULES[type(new)]
    for part in fields(new):
        before, after = getattr(old, part.name), getattr(new, part.name)
        differs = before != after or part.name in BY_PLACE
        if differs and part.name not in MATCHED.get(type(new), ()):
            yield from rules[part.name](replace(place, part=part.name, row=new), before, after)


def _rows(
    added: str,
    removed: str,
    key: Callable[[Row], str],
    *,
    of_item: bool = False,
    rule: Callable[[Row], str | None] = lambda _: "",
) -> Rule:
    """Rows that are matched by their key. `of_item`: a change in a row concerns only the cases that have that item."""

    def compare(place: Place, before: tuple[Row, ...], after: tuple[Row, ...]) -> Iterator[Change]:
        old, new = _keyed(before, key), _keyed(after, key)
        for name, row in new.items():
            here = replace(place, about=name, part="", row=row)
            if name in old:
                yield from _compared(replace(here, item=name) if of_item else here, old[name], row)
            else:
                yield here.change(added, None, name, rule=rule(row))
                yield from _all_needs(here, (), row)
        for name, row in old.items():
            if name not in new:
                here = replace(place, about=name, part="", item=name if of_item else place.item, row=row)
                yield here.change(removed, name)
        if [name for name in old if name in new] != [name for name in new if name in old]:
            yield place.change("order", list(old), list(new))

    return compare


def _all_needs(place: Place, before: tuple[r.Need, ...], row: Row) -> Iterable[Change]:
    return _needs(place, before, row.needs) if hasattr(row, "needs") else ()


def _needs(place: Place, before: tuple[r.Need, ...], after: tuple[r.Need, ...]) -> Iterator[Change]:
    """Which items need a field or document. What an item needs that is new or gone altogether is told by the item."""
    both = {item.item for item in place.old.items} & {item.item for item in place.new.items}
    old, new = by_item(place.old, before), by_item(place.new, after)
    for name, need in new.items():
        here = replace(place, item=name[0], row=need)
        if name in old:
            yield from _compared(here, old[name], need)
        elif name[0] in both:
            yield from demand(here, None, need.required)
    yield from (
        replace(place, item=name[0]).change("need_eased", name[0])
        for name in old
        if name not in new and name[0] in both
    )
    yield from moved(place, list(old), list(new))


def _keyed(rows: tuple[Row, ...], key: Callable[[Row], str]) -> dict[str, Row]:
    """Give rows by key; one that comes again is told apart by its turn."""
    found: dict[str, Row] = {}
    for row in rows:
        name = key(row)
        found[name if name not in found else f"{name} ({len(found)})"] = row
    return found


BY_PLACE = frozenset({"items", "fields", "documents", "needs", "after", "produced_by"})
"""Parts that name items by their place, which may stand for another item in the other release: always compared."""

MATCHED: dict[type, tuple[str, ...]] = {
    r.PlanItem: ("item",),
    r.Field: ("key",),
    r.DocumentSlot: ("key",),
    r.Need: ("item",),
    r.Result: ("key",),
    r.PlanQuestion: ("id",),
    r.Condition: ("id",),
    r.LookupPlan: ("registry", "by"),
    r.PlanDepartment: ("id",),
}
"""By what the rows of two releases are matched: a row with another key is another row."""

WHOLE = (r.WaitPlan, r.SigningPlan, r.SeasonPlan)
"""Rows that are compared as a whole, wherever they stand."""

RULES: dict[type, dict[str, Rule]] = {
    r.Release: {
        "thing": always("identity"),
        "region": always("identity"),
        "region_name": always("words"),
        "name": always("words"),
        "summary": always("words"),
        "synonyms": always("words"),
        "stage": always("words"),
        "lead": always("lead"),
        "roles": roles,
        "applicant": names("applicant_added", "applicant_removed"),
        "questions": _rows(
            "question_added", "question_removed", lambda row: f"answers.{row.id}", rule=lambda row: row.when
        ),
        "eligible": _rows("eligibility", "eligibility", lambda row: row.id),
        "items": _rows(
            "item_added",
            "item_removed",
            lambda row: row.item,
            of_item=True,
            rule=lambda row: None if row.each else row.when,
        ),
        "fields": _rows("field_added", "field_removed", lambda row: row.key),
        "documents": _rows("document_added", "document_removed", lambda row: row.key),
        "lookups": _rows("registry_more", "registry_less", lambda row: f"{row.registry} {row.by}"),
        "signs": always("signing"),
        "limit": growing("limit_longer", "limit_shorter"),
        "limit_excludes": always("limit_excludes"),
        "delivery": names("delivery_added", "delivery_removed"),
        "channels": names("channel_added", "channel_removed"),
        "identity": growing("assurance_raised", "assurance_lowered"),
        "fee": growing("fee_raised", "fee_lowered"),
        "departments": _rows("words", "words", lambda row: row.id),
        "confidence": always("sources"),
        "sources": always("sources"),
        "lists": pairs("members", "members", growing("members_more", "members")),
        "seasons": always("when_to_apply"),
        "start": always("when_to_apply"),
        "renews": always("when_to_apply"),
    },
    r.PlanItem: {
        "name": always("words"),
        "department": always("department"),
        "kind": always("item_kind"),
        "when": item_rule,
        "limit": growing("limit_longer", "limit_shorter"),
        "statutory": growing("limit_longer", "limit_shorter"),
        "law": always("law"),
        "refusal": becoming({"ends_case": "refusal_harder", "others_go_on": "refusal_milder"}),
        "fields": sees,
        "documents": sees,
        "gives": names("gives", "gives"),
        "results": _rows("result", "result", lambda row: row.key),
        "after": waits,
        "visits_alone": always("figures"),
        "steps_alone": always("figures"),
        "confidence": always("sources"),
        "mode": always("item_kind"),
        "once": always("item_later_rule"),
        "each": always("members"),
        "at": always("office"),
        "wait": always("waits"),
    },
    r.Field: {
        "role": always("identity"),
        "name": always("words"),
        "type": always("field_type"),
        "getting": always("field_ways"),
        "needs": _needs,
        "hint": always("words"),
        "options": pairs("option_added", "option_removed", "words"),
        "max_length": growing("bounds_wider", "bounds_tighter"),
        "minimum": shrinking("bounds_wider", "bounds_tighter"),
        "maximum": growing("bounds_wider", "bounds_tighter"),
        "unit": always("field_type"),
        "sensitive": becoming({True: "masked", False: "unmasked"}),
        "derive": always("field_source"),
        "question": always("field_source"),
        "produced_by": givers,
    },
    r.DocumentSlot: {
        "type": always("identity"),
        "role": always("identity"),
        "name": always("words"),
        "ways": names("way_added", "way_removed"),
        "needs": _needs,
        "formats": always("file_rules"),
        "max_megabytes": always("file_rules"),
        "standard": always("words"),
        "instead": pairs("way_added", "way_removed", "words"),
        "produced_by": givers,
    },
    r.Need: {
        "required": demand,
        "when": always("need_rule"),
        "why": always("words"),
        "may": names("way_added", "way_removed"),
    },
    r.Result: {
        "type": always("identity"),
        "role": always("identity"),
        "name": always("words"),
        "carrier": always("result"),
    },
    r.PlanQuestion: {
        "ask": always("words"),
        "why": always("words"),
        "options": pairs("option_added", "option_removed", "words"),
        "when": always("question_rule"),
        "answer": always("field_type"),
        "counts": always("members"),
        "least": shrinking("bounds_wider", "bounds_tighter"),
        "most": growing("bounds_wider", "bounds_tighter"),
    },
    r.Condition: {
        "rule": always("eligibility"),
        "otherwise": always("words"),
        "remedy": always("words"),
        "thing": always("words"),
    },
    r.LookupPlan: {
        "name": always("words"),
        "holder": always("registry_more"),
        "basis": always("law"),
        "gives": pairs("registry_more", "registry_less", "registry_more"),
        "proves": names("registry_more", "registry_less"),
        "public": names("registry_more", "registry_less"),
        "when_down": always("field_ways"),
    },
    r.PlanDepartment: {name: always("words") for name in ("name", "short", "phone", "address", "hours")},
}
"""How each part of each row is compared. A part without a rule fails a test, so that a new one is sorted at once."""

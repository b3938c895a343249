"""Explains why a field is asked, a document needed or an item done: for whom, by which law, and where it comes from."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from onething.base.errors import NotFound, Problem
from onething.base.texts import LANGUAGES, Language, text
from onething.catalog.definitions import Item
from onething.plans.context import holds, rule_values
from onething.plans.keys import base_key, id_of
from onething.plans.release import ONCE, Answers, DocumentSlot, Field, Need, PlanItem, Release, Texts
from onething.plans.route import Route
from onething.plans.saying import say_name, say_rule


@dataclass(frozen=True, slots=True)
class Reason:
    """One item for whose sake something is asked. `only` says for whom, where not for everybody; `holds`: now.

    `rules` are the same conditions as they are written, `why` is what the person is told.
    """

    item: str
    name: Texts
    department: Texts
    law: tuple[str, ...]
    source: str
    confidence: str
    required: bool
    rules: tuple[str, ...]
    only: Texts | None
    holds: bool
    why: Texts | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one field, document or item. `here`: these answers lead to it. `ways` are where it comes from."""

    kind: str
    key: str
    name: Texts
    here: bool
    reasons: tuple[Reason, ...]
    ways: tuple[Texts, ...]


def explain(
    route: Route, answers: Answers, facts: Mapping[str, Item], key: str = ""
) -> tuple[Explanation, ...]:
    """Explain one key, an item with all its business types, or everything.

    `facts` are the items as their departments wrote them, by id. Raises NotFound (explain.unknown) for a key that
    the thing does not have.
    """
    explainer = _Explainer(route, answers, facts)
    known = explainer.known()
    if not key:
        return tuple(make() for make in known.values())
    wanted = base_key(key)
    found = [name for name in known if wanted in (name, id_of(name))]
    if not found:
        near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.4) or list(known)[:3]
        values = {"key": key, "thing": route.release.thing, "known": ", ".join(near)}
        raise NotFound(Problem("explain.unknown", field=key, values=values))
    return tuple(known[name]() for name in found)


class _Explainer:
    def __init__(self, route: Route, answers: Answers, facts: Mapping[str, Item]) -> None:
        self.route = route
        self.release: Release = route.release
        self.facts = facts
        self.fields = frozenset(field.key for field in route.release.fields)
        self.values = rule_values(route.release, answers)[0]
        self.used = {base_key(field.key) for field, _ in route.fields}
        self.used |= {base_key(slot.key) for slot, _ in route.documents}
        self.done = {base_key(route.plan(number).item) for number in route.items}

    def known(self) -> dict[str, partial[Explanation]]:
        """Give what can be explained: key → the explanation, made when asked for."""
        release = self.release
        return {
            **{item.item: partial(self._item, index) for index, item in enumerate(release.items)},
            **{field.key: partial(self._field, field) for field in release.fields},
            **{slot.key: partial(self._document, slot) for slot in release.documents},
        }

    def _item(self, index: int) -> Explanation:
        item = self.release.items[index]
        reason = self._reason(Need(index))
        ways = [self._waits(other, because) for other, because in item.after]
        return Explanation("item", item.item, item.name, item.item in self.done, (reason,), tuple(ways))

    def _field(self, field: Field) -> Explanation:
        ways = tuple(self._field_way(field, way) for way in field.getting)
        return self._row("field", field, ways)

    def _document(self, slot: DocumentSlot) -> Explanation:
        ways = tuple(self._document_way(slot, way) for way in slot.ways)
        return self._row("document", slot, ways)

    def _row(self, kind: str, row: Field | DocumentSlot, ways: tuple[Texts, ...]) -> Explanation:
        roles = {id: name for id, _, name in self.release.roles}
        name = {language: f"{roles[row.role][language]} · {word}" for language, word in row.name.items()}
        reasons = tuple(self._reason(need) for need in row.needs)
        return Explanation(kind, row.key, name, row.key in self.used, reasons, ways)

    def _reason(self, need: Need) -> Reason:
        item = self.release.items[need.item]
        fact = self.facts.get(id_of(item.item))
        rules = tuple(dict.fromkeys(filter(None, (item.when, item.once, need.when))))
        return Reason(
            item=item.item,
            name=item.name,
            department=self.release.department(item.department).name,
            law=item.law,
            source=fact.source if fact else "",
            confidence=item.confidence,
            required=need.required,
            rules=rules,
            only=_each(lambda language: self._said(rules, language)) if rules else None,
            holds=all(holds(rule, self.values) for rule in (item.when, need.when)),
            why=need.why,
        )

    def _said(self, rules: Iterable[str], language: Language) -> str:
        joined = " && ".join(f"({rule})" if {"|", "?"} & set(rule) else rule for rule in rules)
        return say_rule(self.release, joined, language)

    def _waits(self, other: int, because: str) -> Texts:
        first: PlanItem = self.release.items[other]
        return _each(
            lambda language: text(
                "explain.waits", language, item=first.name[language], because=self._because(because, language)
            )
        )

    def _because(self, because: str, language: Language) -> str:
        """Say the reason of an order: what is handed on, or the law."""
        slots = {slot.key: slot.name[language] for slot in self.release.documents}
        if because in slots:
            return slots[because]
        if because == ONCE:
            return text("explain.once", language)
        return say_name(self.release, because, language) if because in self.fields else because

    def _field_way(self, field: Field, way: str) -> Texts:
        return _each(
            lambda language: self._with(
                f"plans.getting.{way}", self._field_from(field, way, language), language
            )
        )

    def _field_from(self, field: Field, way: str, language: Language) -> str:
        if way == "registry":
            return self._registries(field.key, language)
        if way == "produced":
            return self._givers(field.produced_by, language)
        if way == "derived" and field.derive:
            return say_name(self.release, field.derive[1], language)
        return say_name(self.release, f"answers.{field.question}", language) if way == "answer" else ""

    def _document_way(self, slot: DocumentSlot, way: str) -> Texts:
        return _each(
            lambda language: self._with(
                f"plans.way.{way}", self._document_from(slot, way, language), language
            )
        )

    def _document_from(self, slot: DocumentSlot, way: str, language: Language) -> str:
        if way == "registry":
            return self._registries(slot.key, language)
        return self._givers(slot.produced_by, language) if way == "produced" else ""

    def _with(self, key: str, source: str, language: Language) -> str:
        words = text(key, language)
        return text("explain.way", language, way=words, source=source) if source else words

    def _registries(self, key: str, language: Language) -> str:
        asked = {
            text("explain.registry", language, name=lookup.name[language], basis=lookup.basis)
            for lookup in self.release.lookups
            if key in lookup.proves or key in dict(lookup.gives)
        }
        return text("explain.rule.listed", language).join(sorted(asked))

    def _givers(self, items: Iterable[int], language: Language) -> str:
        names = dict.fromkeys(self.release.items[index].name[language] for index in items)
        return text("explain.rule.listed", language).join(names)


def _each(say: Callable[[Language], str]) -> Texts:
    return {language: say(language) for language in LANGUAGES}

"""The members of list roles: vehicles 1, 2, 3 of a case, with fields, documents and items of their own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from onething.plans.context import Values
from onething.plans.release import PlanItem, Release, Texts


@dataclass(frozen=True, slots=True)
class Members:
    """How many members each list role has in a case of this release."""

    release: Release
    counts: Mapping[str, int]

    def roles(self, role: str) -> list[tuple[str, int]]:
        """Give a role as the form names it with the place of the member; 0 for a role that is no list."""
        if role not in self.counts:
            return [(role, 0)]
        return [(f"{role}-{place}", place) for place in range(1, self.counts[role] + 1)]

    def number(self, index: int, place: int) -> int:
        """Give the number of an item for a member: see Route."""
        return index + max(0, place - 1) * len(self.release.items)

    def numbers(self, index: int, role: str = "", place: int = 0) -> list[int]:
        """Give all numbers of an item; of one that is repeated for `role`, only that of the member at `place`."""
        each = self.release.items[index].each
        if not each or each not in self.counts:
            return [index]
        if each == role and place:
            return [self.number(index, place)]
        return [self.number(index, one) for one in range(1, self.counts[each] + 1)]

    def split(self, number: int) -> tuple[int, int]:
        """Give an item's place in the release and the member, 0 where the item is not repeated."""
        place, index = divmod(number, len(self.release.items))
        return index, place + 1 if self.release.items[index].each else 0

    def plans(self, numbers: Iterable[int]) -> dict[int, PlanItem]:
        """Give the plans of items that speak of members, with the members' own keys."""
        if not self.counts:
            return {}
        return {number: self._plan(*self.split(number)) for number in numbers if self._touched(number)}

    def _touched(self, number: int) -> bool:
        item = self.release.items[number % len(self.release.items)]
        keys = (*item.fields, *item.documents, *item.gives, *(result.key for result in item.results))
        return bool(item.each) or any(role_of(key) in self.counts for key in keys)

    def _plan(self, index: int, place: int) -> PlanItem:
        item = self.release.items[index]
        results = tuple(
            replace(result, key=key, role=role_of(key))
            for result in item.results
            for key in self._keys(item, place, (result.key,))
        )
        return replace(
            item,
            item=f"{item.item}#{place}" if place > 1 else item.item,
            name=self._name(item, place),
            fields=tuple(self._keys(item, place, item.fields)),
            documents=tuple(self._keys(item, place, item.documents)),
            gives=tuple(self._keys(item, place, item.gives)),
            results=results,
        )

    def _keys(self, item: PlanItem, place: int, keys: Iterable[str]) -> Iterator[str]:
        for key in keys:
            role = role_of(key)
            if role == item.each and place:
                yield key_for(key, f"{role}-{place}")
            else:
                yield from (key_for(key, member) for member, _ in self.roles(role))

    def _name(self, item: PlanItem, place: int) -> Texts:
        if not place:
            return item.name
        role = next(name for id, _, name in self.release.roles if id == item.each)
        return {
            "zh": f"{item.name['zh']}（{role['zh']}{place}）",
            "en": f"{item.name['en']} ({role['en']} {place})",
        }


def members_of(release: Release, values: Values) -> Members:
    """Count the members from the answers; a list whose number is not known yet has one, if it must have any."""
    asked = {question.counts: question for question in release.questions if question.counts}
    answers = values.get("answers", {})
    counts = {role: 1 for role, _ in release.lists}
    for role, question in asked.items():
        counts[role] = _count(answers.get(question.id), question.least, question.most)
    return Members(release, counts)


def role_of(key: str) -> str:
    """Give the role of a field `role.element` or a document `type@role`."""
    return key.partition("@")[2] if "@" in key else key.partition(".")[0]


def key_for(key: str, role: str) -> str:
    """Say a key of another role."""
    if "@" in key:
        return f"{key.partition('@')[0]}@{role}"
    return f"{role}.{key.partition('.')[2]}"


def seen_by(values: Values, role: str, place: int) -> Values:
    """Give what a rule about one member sees: the role's name means that member."""
    return {**values, role: values.get(f"{role}-{place}", {})} if place else values


def _count(answer: object, least: int, most: int) -> int:
    try:
        return max(least, min(int(str(answer)), most))
    except ValueError:
        return least

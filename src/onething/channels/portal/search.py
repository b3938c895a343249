"""Finds things by people's own words: parts of words, pinyin and its initials, dialect, slips of the finger.

Every phrase that a thing is known by is a bag of features. A feature that few things share weighs more. A query covers
a phrase as far as it has the phrase's features; a thing is worth the features of the query, each as far as the best
phrase that has it is covered. Where no phrase is covered well enough and the thing does not explain the query either,
nothing is found: saying so is better than guessing.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from onething.channels.portal.features import (
    BESIDE,
    Feature,
    Weights,
    features_of,
    initials_of,
    telling,
    unit_of,
)
from onething.channels.portal.sounds import LATIN, blurred, parts, plain, readings, syllables

COVERED = 0.5
"""How far the best phrase must be covered …"""
EXPLAINED, TOUCHED = 0.45, 0.15
"""… or how much of the query the thing must explain, with some phrase covered at least a little."""
SOUND_ALONE = 0.4
"""What a phrase counts where all sounds agree and no character does."""
ALIKE, FEWEST_LETTERS = 0.8, 5
"""How alike letters must be that cannot be read as pinyin, and how many there must be."""
FAINT, MOST_FOUND = 0.35, 8
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Sought:
    """A thing that may be found: its id and every phrase that it is known by."""

    id: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One phrase of the thing `owner`: its Chinese characters with their sounds, and its features."""

    owner: int
    characters: tuple[tuple[str, Feature], ...]
    features: Weights


@dataclass(slots=True)
class _Answer:
    """How well one thing answers a query: its best phrase, and what each feature is worth."""

    cover: float = 0.0
    worth: Weights = field(default_factory=dict)

    def add(self, cover: float, shared: Weights) -> None:
        self.cover = max(self.cover, cover)
        for feature, weight in shared.items():
            self.worth[feature] = max(self.worth.get(feature, 0.0), cover * weight)

    def value(self) -> float:
        return sum(self.worth.values())


class Index:
    """Everything that may be found, ready to be asked. Made once; asking changes nothing."""

    def __init__(self, things: Iterable[Sought], words: Mapping[str, str]) -> None:
        """Take the things, and what people's words mean: other words, or nothing."""
        self._words = sorted(
            ((say, means) for say, means in words.items() if means), key=lambda pair: -len(pair[0])
        )
        self._fillers = frozenset(say for say, means in words.items() if not means)
        self._ids: list[str] = []
        self._phrases: list[_Phrase] = []
        self._spellings: dict[str, Weights] = {}
        self._syllables: set[str] = set()
        for thing in things:
            said = [plain(phrase) for phrase in thing.phrases]
            for words_of_it in dict.fromkeys((*said, *map(self._common, said))):
                self._learn(len(self._ids), words_of_it)
            self._ids.append(thing.id)
        self._rarest = math.log(1 + len(self._ids))
        self._rarity = self._rarities()
        self._places: dict[Feature, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self._phrases):
            for feature in phrase.features:
                self._places[feature].append(number)
        self._totals = [self._weigh(phrase.features) for phrase in self._phrases]

    def find(self, query: str) -> list[str]:
        """Give the ids of the things that answer a query, best first; none when nothing is near."""
        wanted = self._common(plain(query[:LONGEST]))
        asked = self._asked(wanted)
        everything = self._weigh({name: weight for name, weight in asked.items() if name[0] != "initials"})
        answers = self._answers(asked, frozenset(wanted))
        best = max((answer.value() for answer in answers.values()), default=0.0)
        found = [
            (answer.value(), -owner)
            for owner, answer in answers.items()
            if answer.value() >= FAINT * best and self._is_sure(answer, asked, everything)
        ]
        return [self._ids[-owner] for _, owner in sorted(found, reverse=True)[:MOST_FOUND]]

    def _answers(self, asked: Weights, written: frozenset[str]) -> dict[int, _Answer]:
        answers: dict[int, _Answer] = defaultdict(_Answer)
        for number in {place for feature in asked for place in self._places.get(feature, ())}:
            phrase = self._phrases[number]
            shared = {
                feature: phrase.features[feature] * self._rarity[feature]
                for feature in asked
                if feature in phrase.features
            }
            cover = sum(shared.values()) / self._totals[number] * _exactness(phrase, shared, written)
            answers[phrase.owner].add(cover, shared)
        return answers

    def _is_sure(self, answer: _Answer, asked: Weights, everything: float) -> bool:
        if answer.cover >= COVERED:
            return True
        explained = self._weigh({feature: asked[feature] for feature in answer.worth})
        return answer.cover >= TOUCHED and explained >= EXPLAINED * everything

    def _weigh(self, features: Weights) -> float:
        """Add features up. One that no thing has weighs most: it may be what the query is about."""
        return sum(weight * self._rarity.get(feature, self._rarest) for feature, weight in features.items())

    def _common(self, words: str) -> str:
        """Say the same in common words."""
        for say, means in self._words:
            words = words.replace(say, means)
        return words

    def _learn(self, owner: int, words: str) -> None:
        signs = telling(words, self._fillers)
        units = [unit_of(sign) for sign in signs]
        chinese = tuple(
            (sign, unit) for sign, unit in zip(signs, units, strict=True) if unit[0] == "syllable"
        )
        features = features_of(units)
        self._phrases.append(_Phrase(owner, chinese, features))
        for spelt in _spellings(words, signs):
            self._syllables.update(spelt)
            self._spellings["".join(spelt)] = features
            self._phrases += [
                _Phrase(owner, (), {initials: weight}) for initials, weight in initials_of(spelt).items()
            ]

    def _rarities(self) -> Weights:
        """Weigh every feature: the fewer things have it, the more it tells."""
        owners: dict[Feature, set[int]] = defaultdict(set)
        for phrase in self._phrases:
            for feature in phrase.features:
                owners[feature].add(phrase.owner)
        return {feature: math.log(1 + len(self._ids) / len(having)) for feature, having in owners.items()}

    def _asked(self, wanted: str) -> Weights:
        """Give the features of a query. Letters may be pinyin, pinyin with a slip, initials or words."""
        found = features_of([unit_of(sign) for sign in telling(wanted, self._fillers)])
        letters = wanted.replace(" ", "")
        if not LATIN.fullmatch(letters):
            return found
        initials = {("initials", letters): BESIDE}
        ways = readings(letters, self._syllables)
        if ways:
            known = {feature: weight for feature, weight in found.items() if feature in self._rarity}
            for way in ways:
                known |= features_of([("syllable", blurred(syllable)) for syllable in way])
            return known | initials
        if len(letters) >= FEWEST_LETTERS and not any(feature in self._rarity for feature in found):
            for meant in get_close_matches(letters, self._spellings, n=1, cutoff=ALIKE):
                return self._spellings[meant] | initials
        return found | initials


def _spellings(words: str, signs: list[str]) -> Iterator[list[str]]:
    """Give a phrase in pinyin, whole and without its fillers; nothing for one in another script."""
    for text in dict.fromkeys((words, "".join(signs))):
        if not any(sign.isascii() for sign in parts(text)):
            yield list(syllables(text))


def _exactness(phrase: _Phrase, shared: Weights, written: frozenset[str]) -> float:
    """Tell how many of the characters that sound right are also written so. A query in letters has none to compare."""
    heard = [sign for sign, unit in phrase.characters if unit in shared]
    if not heard or all(sign.isascii() for sign in written):
        return 1.0
    return SOUND_ALONE + (1 - SOUND_ALONE) * sum(sign in written for sign in heard) / len(heard)

"""What phrases and queries are compared by: syllables, which two are near each other, words, initials of pinyin."""

from collections.abc import Sequence, Set

import rjieba

from onething.channels.portal.sounds import LATIN, blurred, parts, syllables

Feature = tuple[str, ...]
"""Its kind (syllable, pair, word, initials), then what it is of."""
Weights = dict[Feature, float]
ALONE, BESIDE, APART = 0.4, 1.0, 0.5
"""What a syllable counts by itself, with its neighbour, and with the one after that."""
SHORTER = 0.8
FEWEST_INITIALS = 3


def telling(words: str, fillers: Set[str]) -> list[str]:
    """Give the signs of the words that say something; of nothing but fillers, every sign."""
    cut = [word for word in rjieba.cut(words) if word not in fillers]
    return parts(" ".join(cut)) or parts(words)


def unit_of(sign: str) -> Feature:
    """Give what one sign is compared by: a run of letters as a word, anything else as it sounds."""
    return ("word", sign) if LATIN.fullmatch(sign) else ("syllable", blurred("".join(syllables(sign))))


def features_of(units: Sequence[Feature]) -> Weights:
    """Give the features of units that stand in this order. A pair is the same both ways round: people swap signs."""
    found: Weights = {}
    for at, unit in enumerate(units):
        found[unit] = ALONE if unit[0] == "syllable" else BESIDE
        for other, weight in zip(units[at + 1 : at + 3], (BESIDE, APART), strict=False):
            if unit[0] == other[0] == "syllable":
                pair = ("pair", *sorted((unit[1], other[1])))
                found[pair] = max(found.get(pair, 0.0), weight)
    return found


def initials_of(spelt: Sequence[str]) -> Weights:
    """Give the initials of syllables, whole, and what is left of them when people stop early or start late."""
    whole = "".join(syllable[0] for syllable in spelt)
    most = len(whole) - FEWEST_INITIALS + 1
    parts = [whole[:-cut] for cut in range(1, most)] + [whole[cut:] for cut in range(1, most)]
    found: Weights = {("initials", part): SHORTER for part in parts}
    if len(whole) > 1:
        found["initials", whole] = 1.0
    return found

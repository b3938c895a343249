"""What phrases and queries are compared by: syllables, which two are near each other, words, initials of pinyin."""

from collections.abc import Sequence

import rjieba

from onething.channels.portal.sounds import LATIN, blurred, parts, syllables

Feature = tuple[str, ...]
"""Its kind (syllable, pair, word, initials), then what it is of."""
Weights = dict[Feature, float]
ALONE, BESIDE, APART = 0.4, 1.0, 0.5
"""What a syllable counts by itself, with its neighbour, and with the one after that."""
SHORTER = 0.8
FEWEST_INITIALS = 3
FILLERS = frozenset(
    "我 我要 我想 想 要 怎么 怎样 如何 怎么办 办 办理 申请 申领 需要 什么 啥 哪些 哪里 哪儿 在哪 去哪 材料 手续 流程 条件 请问 可以 "
    "能 吗 呢 了 的 给 把 和 在 有 是 去 来 搞 弄 咋 咋个 咋办 点样 啷个 哪个 哪能 找 个 一个 一家 查询 一下 刚 the a an of for to how i "
    "want my do get".split()
)
"""Words that say nothing about the thing itself."""


def telling(words: str) -> list[str]:
    """Give the signs of the words that say something; of nothing but fillers, every sign."""
    cut = [word for word in rjieba.cut(words) if word not in FILLERS]
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
    shorter = [whole[: len(whole) - cut] for cut in range(1, most)] + [whole[cut:] for cut in range(1, most)]
    return {("initials", part): SHORTER for part in shorter} | ({("initials", whole): 1.0} if len(whole) > 1 else {})

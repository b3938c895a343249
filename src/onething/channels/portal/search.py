"""Finds things by people's own words: parts of words, pinyin with and without tones, small slips of the finger."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

import rjieba
from pypinyin import Style, lazy_pinyin

from onething.plans.release import Release

SURE = 0.6
CLOSE = 0.8
_DOTS = re.compile(r"[\s·‧・•.．,，。、;；!！?？]+")
_SMALL = frozenset("的了办要我想怎么去给把和在一个是有吗什么如何理申请刚")
"""Words that say nothing about the thing itself."""


def find_things(releases: Iterable[Release], query: str) -> list[Release]:
    """Give the things that answer a query, best first; none when nothing is near."""
    wanted = _plain(query)
    if not wanted:
        return []
    scored = [(_score(release, wanted), release) for release in releases]
    near = [(score, release) for score, release in scored if score >= SURE]
    return [release for _, release in sorted(near, key=lambda pair: -pair[0])]


def _score(release: Release, wanted: str) -> float:
    names = [_plain(word) for word in (*release.synonyms, *release.name.values())]
    words = [_plain(word) for word in release.summary.values()]
    bare = "".join(sign for sign in wanted if sign not in _SMALL) or wanted
    best = max(_nearness(name, said) for name in names for said in {wanted, bare})
    asked = [_plain(part) for part in rjieba.cut(wanted) if part.strip() and part not in _SMALL]
    if not asked:
        return best
    everything = " ".join((*names, *words))
    shares = [1.0 if part in everything else max(_nearness(name, part) for name in names) for part in asked]
    return max(best, 0.95 * sum(shares) / len(shares))


def _nearness(name: str, wanted: str) -> float:
    """Compare as written and as sounded; a part of a word counts nearly whole."""
    return max(_likeness(name, wanted), _likeness(_sound(name), _sound(wanted)))


def _likeness(name: str, wanted: str) -> float:
    if name == wanted:
        return 1.0
    if len(wanted) > 1 and (wanted in name or (len(name) > 1 and name in wanted)):
        return 0.9
    ratio = SequenceMatcher(None, name, wanted).ratio()
    return ratio if ratio >= CLOSE else 0.0


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    return "".join(lazy_pinyin(word, style=Style.NORMAL))


def _plain(word: str) -> str:
    return _DOTS.sub("", word).lower()

"""How words sound: syllables without tones and accents, so that homophones, dialects and pinyin meet."""

import re
import unicodedata
from collections.abc import Set
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

LATIN = re.compile(r"[a-z]+")
_SIGNS = re.compile(r"[^\w]+|_")
_PARTS = re.compile(r"[a-z]+|[0-9]+|[^\sa-z0-9]")
_ACCENTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
"""What many people do not tell apart at the beginning of a syllable; at its end it is -ng and -n."""
_MOST_READINGS = 4


def plain(words: str) -> str:
    """Bring words to one spelling: no signs, small letters, full-width letters and digits as ordinary ones."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", words).lower()).strip()


def parts(words: str) -> list[str]:
    """Split plain words into single Chinese characters, runs of letters and numbers."""
    return _PARTS.findall(words)


@lru_cache(maxsize=8192)
def syllables(word: str) -> tuple[str, ...]:
    """Give the syllables of a word in Chinese characters, as pinyin without tones."""
    return tuple(lazy_pinyin(word, style=Style.NORMAL))


def blurred(syllable: str) -> str:
    """Give a syllable as it sounds where people do not tell zh from z, n from l, -ng from -n."""
    for clear, dull in _ACCENTS:
        if syllable.startswith(clear):
            syllable = dull + syllable[len(clear) :]
            break
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


def readings(letters: str, known: Set[str]) -> list[list[str]]:
    """Give the ways to read a run of letters as syllables that are known, the fewest syllables first."""
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(letters) + 1):
        here = [
            [*way, letters[start:end]]
            for start in range(max(0, end - 6), end)
            if letters[start:end] in known
            for way in ways[start]
        ]
        ways.append(sorted(here, key=len)[:_MOST_READINGS])
    return [way for way in ways[-1] if len(way) == len(ways[-1][0])]

"""A Card: the little of a release that pages which show many things need, read without the rest."""

from dataclasses import dataclass

import msgspec

from onething.plans.release import Texts


@dataclass(frozen=True, slots=True)
class Card:
    """One thing as it is listed and found. The fields are those of its Release."""

    thing: str
    name: Texts
    summary: Texts
    synonyms: tuple[str, ...]
    stage: str


def card_of(content: bytes) -> Card:
    """Read a card from the bytes of a release. Raises ValueError for bytes that are not a release."""
    return msgspec.json.decode(content, type=Card)

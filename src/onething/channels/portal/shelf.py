"""What there is for people here: things that can be done, and things of the national lists that cannot be done yet."""

from dataclasses import dataclass

from django.conf import settings

from onething.catalog import shipped
from onething.channels.portal.search import Index, Sought
from onething.plans import store
from onething.plans.bounded import Bounded
from onething.plans.cards import Card
from onething.plans.release import Release, Texts
from onething.plans.words import texts

_indexes: Bounded[tuple[str, ...], Index] = Bounded(4)


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing as pages show it. One that is not `open` is on a national list but not defined yet: no summary."""

    thing: str
    name: Texts
    summary: Texts | None
    stage: str

    @property
    def open(self) -> bool:
        """Tell whether it can be done here."""
        return self.summary is not None


@dataclass(frozen=True, slots=True)
class Shelf:
    """All offers by the id of the thing, in the order of the national lists; what is on none of them comes last."""

    offers: dict[str, Offer]
    index: Index

    def find(self, query: str) -> list[Offer]:
        """Give what answers a query, best first."""
        return [self.offers[thing] for thing in self.index.find(query)]

    def at(self, stage: str) -> list[Offer]:
        """Give what stands at a stage of life."""
        return [offer for offer in self.offers.values() if offer.stage == stage]


def thing_here(thing: str) -> tuple[str, Release]:
    """Give the hash and the release of a thing. Raises NotFound."""
    return store.current(thing, settings.REGION)


def shelf_here() -> Shelf:
    """Give what there is in the region of this node."""
    cards = store.cards(settings.REGION)
    by_thing = {card.thing: card for card in cards.values()}
    entries = {entry.id: entry for batch in shipped().batches.values() for entry in batch.entries}
    offers = {
        entry.id: _open(by_thing[entry.id])
        if entry.id in by_thing
        else Offer(entry.id, texts(entry.name), None, entry.stage)
        for entry in entries.values()
    }
    offers |= {thing: _open(card) for thing, card in sorted(by_thing.items()) if thing not in entries}
    return Shelf(offers, _index(cards, offers))


def _open(card: Card) -> Offer:
    return Offer(card.thing, card.name, card.summary, card.stage)


def _index(cards: dict[str, Card], offers: dict[str, Offer]) -> Index:
    """Make the index of these releases once; it is asked far more often than anything is published."""
    key = tuple(sorted(cards))
    made = _indexes.get(key)
    if made is not None:
        return made
    phrases = {thing: [*offer.name.values()] for thing, offer in offers.items()}
    for batch in shipped().batches.values():
        for entry in batch.entries:
            phrases[entry.id] += entry.synonyms
    for card in cards.values():
        phrases[card.thing] += card.synonyms
    words = {word.say: word.means for word in shipped().words.values()}
    return _indexes.put(key, Index((Sought(thing, tuple(said)) for thing, said in phrases.items()), words))

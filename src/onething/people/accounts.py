"""Accounts: what an identity provider vouches for becomes one row per person."""

from onething.people.keys import person_key
from onething.people.models import Person


def account_of(*, name: str, id_number: str, phone: str = "", address: str = "") -> Person:
    """Give the account of somebody an identity provider vouches for, made on the first sign-in."""
    defaults = {"name": name, "id_number": id_number, "phone": phone, "address": address}
    person, _ = Person.objects.update_or_create(key=person_key(id_number), defaults=defaults)
    return person


def find_person(key: str) -> Person | None:
    """Give the account with a key, if that person has ever signed in."""
    return Person.objects.filter(key=key).first()

"""The demo's identity provider: vouches for made-up people only, whose ID numbers name no real place.

The made-up people are read before Django is ready too: the tables are imported where they are used.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import yaml
from django.http import HttpRequest

if TYPE_CHECKING:
    from onething.people.models import Person

FILE = Path(__file__).parent / "demo.yaml"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One made-up person one may sign in as. `about` says in both languages who this is in the demo."""

    id: str
    name: str
    id_number: str
    phone: str
    address: str
    about: dict[str, str]


@cache
def demo_people() -> tuple[DemoPerson, ...]:
    """Read the made-up people. The same file tells the simulated registries what they know of them."""
    rows: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    names = DemoPerson.__slots__
    return tuple(DemoPerson(**{name: row[name] for name in names}) for row in rows)


class DemoIdentityProvider:
    """A Django authentication backend: `authenticate(request, demo_person="mother")`."""

    def authenticate(self, _request: HttpRequest | None, demo_person: str = "") -> "Person | None":
        """Vouch for a made-up person; None for anybody else."""
        from onething.people.accounts import account_of

        for person in demo_people():
            if person.id == demo_person:
                return account_of(
                    name=person.name, id_number=person.id_number, phone=person.phone, address=person.address
                )
        return None

    def get_user(self, user_id: UUID) -> "Person | None":
        """Give the person of a session."""
        from onething.people.models import Person

        return Person.objects.filter(id=user_id).first()

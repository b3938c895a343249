"""People who sign in, and the tokens with which departments' programs speak."""

from typing import Any

from django.db import models

from onething.base.actor import Actor
from onething.cases.ids import new_id


class Person(models.Model):
    """Somebody who signed in. `key` is all that other rooms ever know of the ID number.

    A person has no password here: an identity provider vouches for them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    id_number = models.CharField(max_length=18)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    last_login = models.DateTimeField(null=True)

    USERNAME_FIELD = "key"
    REQUIRED_FIELDS: list[str] = []
    is_authenticated = True
    is_anonymous = False
    is_active = True

    def __str__(self) -> str:
        return f"person {self.key[:8]}"

    @property
    def actor(self) -> Actor:
        """Who this person is to every other room."""
        return Actor("person", self.key)

    def account_values(self) -> dict[str, Any]:
        """Give what the account knows, by element: a field `role.<element>` of this person is filled with it."""
        known = {
            "name": self.name,
            "id_number": self.id_number,
            "phone": self.phone,
            "home_address": self.address,
        }
        return {element: value for element, value in known.items() if value}


class Token(models.Model):
    """A department's key to the contract. Only the hash is kept; `expires` is in milliseconds since 1970 UTC."""

    hash = models.CharField(max_length=64, primary_key=True)
    department = models.CharField(max_length=60)
    region = models.CharField(max_length=6)
    name = models.CharField(max_length=100)
    expires = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.department} {self.region} {self.name}"

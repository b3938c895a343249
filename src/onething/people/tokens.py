"""Tokens: a department's program proves with one for whom it speaks."""

import hashlib
import secrets

from onething.base.actor import Actor
from onething.base.workdays import DAY_MS
from onething.cases.clock import now
from onething.people.models import Token

LIFE_DAYS = 365
PREFIX = "ot_"


def issue(department: str, region: str, name: str, *, days: int = LIFE_DAYS) -> str:
    """Make a token for a department in a region, good for some calendar days. It is shown this once."""
    plain = PREFIX + secrets.token_urlsafe(32)
    expires = now() + days * DAY_MS
    Token.objects.create(hash=_hash(plain), department=department, region=region, name=name, expires=expires)
    return plain


def actor_of(plain: str) -> Actor | None:
    """Give the department a token speaks for; None for an unknown or expired one."""
    token = Token.objects.filter(hash=_hash(plain), expires__gt=now()).first()
    return Actor("department", token.department, token.region) if token else None


def revoke(plain: str) -> bool:
    """End a token; tells whether there was one."""
    return Token.objects.filter(hash=_hash(plain)).delete()[0] > 0


def _hash(plain: str) -> str:
    return hashlib.sha256(plain.encode(errors="replace")).hexdigest()

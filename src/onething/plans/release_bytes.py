"""A Release as bytes: one spelling, so that equal releases have equal hashes."""

import msgspec

from onething.base.canonical import canonical, digest
from onething.plans.release import Release


def encode(release: Release) -> bytes:
    """Give the canonical bytes of a release."""
    return canonical(msgspec.to_builtins(release))


def decode(content: bytes) -> Release:
    """Read a release back. Raises ValueError for bytes that are not a release."""
    return msgspec.json.decode(content, type=Release)


def release_hash(release: Release) -> str:
    """Give the content hash that pins a release: lower-case hexadecimal SHA-256 of its bytes."""
    return digest(encode(release))

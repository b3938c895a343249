"""Identifiers for machines: UUIDs in the order of time."""

import os
import uuid

from onething.cases.clock import now


def new_id() -> uuid.UUID:
    """Make a UUID version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits.

    Time order keeps new rows next to each other in an index; the random part cannot be guessed.
    """
    random_bits = int.from_bytes(os.urandom(10), "big")
    value = (now() & (1 << 48) - 1) << 80 | 0x7 << 76 | (random_bits >> 68 & 0xFFF) << 64
    return uuid.UUID(int=value | 0b10 << 62 | random_bits & (1 << 62) - 1)

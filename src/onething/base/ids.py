"""Identifiers: time-ordered UUIDs for machines, a random number for people."""

import os
import secrets
import time
import uuid
from datetime import date


def new_id() -> uuid.UUID:
    """Make a UUID version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits.

    Time order keeps new rows next to each other in an index; the random part cannot be guessed.
    """
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | (random_bits >> 68 & 0xFFF) << 64
    return uuid.UUID(int=value | 0b10 << 62 | random_bits & (1 << 62) - 1)


def new_case_number(day: date) -> str:
    """Make the number people read out (办件编号): the day and twelve random digits.

    Random, not counted: a number tells nobody how many cases there are.
    """
    return f"{day:%Y%m%d}{secrets.randbelow(10**12):012d}"


def spaced(number: str) -> str:
    """Group a case number in fours, as it is shown and read out."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))

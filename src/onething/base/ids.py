"""The number of a case, as people read it out."""

import secrets
from datetime import date


def new_case_number(day: date) -> str:
    """Make the number people read out (办件编号): the day and twelve random digits.

    Random, not counted: a number tells nobody how many cases there are.
    """
    return f"{day:%Y%m%d}{secrets.randbelow(10**12):012d}"


def spaced(number: str) -> str:
    """Group a case number in fours, as it is shown and read out."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))

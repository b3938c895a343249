"""Official codes, kept as text beside our own ids: which schemes there are, and what a good code of each looks like.

The national exchange, local systems and GB/T 39046-2020 write codes of different lengths for the same things, so a
code is always said together with its scheme. Where a code carries a check digit it is worked out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_37_36

CERTIFICATE_ROOT = "1.2.156.3005.2."
"""What every identifier of an electronic certificate begins with (GB/T 36904-2018)."""

USCC_LENGTH = 18
TYPE_LENGTH = 21


def _always(_: str) -> bool:
    return True


def _begins_with_credit_code(code: str) -> bool:
    return bool(uscc.is_valid(code[:USCC_LENGTH]))


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to write codes: the whole code matches `pattern`, and its check digit is right."""

    pattern: str
    is_right: Callable[[str], bool] = _always


SCHEMES: dict[str, Scheme] = {
    "catalog": Scheme(r"[0-9]{12}"),
    "task": Scheme(r"[0-9A-Z]{18}[1-7][0-9]{12}", _begins_with_credit_code),
    "handle_item": Scheme(r"[0-9A-Z]{18}[1-7][0-9]{12}[0-9A-Z]{2}", _begins_with_credit_code),
    "local_catalog": Scheme(r"[0-9A-Za-z._-]{1,50}"),
    "local_task": Scheme(r"[0-9A-Za-z._-]{1,50}"),
    "standard_catalog": Scheme(r"[0-9A-Za-z]{1,10}"),
    "standard_task": Scheme(r"[0-9A-Za-z]{1,24}"),
    "supervision": Scheme(r"[0-9]{14}"),
    "certificate_type": Scheme(r"[0-9A-Z]{18}[0-9A-Z]{3}", _begins_with_credit_code),
}


def has_shape(scheme: str, code: str) -> bool:
    """Tell whether a code looks as its scheme says."""
    return re.fullmatch(SCHEMES[scheme].pattern, code, re.ASCII) is not None


def has_right_check(scheme: str, code: str) -> bool:
    """Tell whether the check digit in a code of the right shape is right; true where it has none."""
    return SCHEMES[scheme].is_right(code)


def type_of_certificate(identifier: str) -> str | None:
    """Give the type code in the identifier of an electronic certificate. None: it is not one, or mistyped.

    The check character is ISO/IEC 7064 MOD 37,36 over what follows the root, without the dots.
    """
    if not identifier.startswith(CERTIFICATE_ROOT):
        return None
    parts = identifier.removeprefix(CERTIFICATE_ROOT).split(".")
    if len(parts) != 5 or len(parts[0]) != TYPE_LENGTH or not mod_37_36.is_valid("".join(parts)):
        return None
    return parts[0]


def id_numbers(written: str) -> list[str]:
    """Give the citizens' ID numbers that stand in a text: definitions are public and may hold none."""
    return [
        found
        for found in re.findall(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])", written)
        if ric.is_valid(found)
    ]

"""One spelling per value, so that equal content has equal bytes and an equal hash."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Encode plain data as JSON with sorted keys, no blanks and UTF-8 text."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(content: bytes) -> str:
    """Hash content as lower-case hexadecimal SHA-256."""
    return hashlib.sha256(content).hexdigest()

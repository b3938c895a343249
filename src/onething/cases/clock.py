"""The one place where this program asks what time it is.

`ONETHING_CLOCK_FILE` names a file that holds milliseconds to add: the demo and the tests advance it for all processes
at once. Without it this is the machine's clock.
"""

import os
import time
from pathlib import Path

VARIABLE = "ONETHING_CLOCK_FILE"


def now() -> int:
    """Give the moment in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000 + offset()


def offset() -> int:
    """Give the milliseconds by which the clock was advanced."""
    name = os.environ.get(VARIABLE)
    if not name:
        return 0
    try:
        return int(Path(name).read_text() or 0)
    except FileNotFoundError:
        return 0


def advance(milliseconds: int) -> None:
    """Move the clock forward for every process that shares the file. Raises KeyError when no file is set."""
    path = Path(os.environ[VARIABLE])
    whole = path.with_suffix(".new")
    whole.write_text(str(offset() + milliseconds))
    whole.replace(path)

"""What can go wrong with the embedded PostgreSQL, told by code; words and remedies stand in the texts."""

import errno
from typing import Any

from onething.base.errors import OneThingError, Problem

FULL = (errno.ENOSPC, errno.EDQUOT)
FULL_WORDS = ("No space left on device", "Disk quota exceeded")


class PostgresTrouble(OneThingError):
    """The embedded PostgreSQL cannot do what was asked; `detail` holds what the system said."""

    def __init__(self, code: str, detail: str = "", **values: Any) -> None:
        super().__init__(Problem(code=f"postgres.{code}", values={"detail": detail, **values}))
        self.detail = detail

    def __str__(self) -> str:
        """Give the code with what the system said, for logs and tracebacks."""
        return f"{self.code}: {self.detail}" if self.detail else self.code


def folder_trouble(error: OSError, folder: object) -> PostgresTrouble:
    """Say why a folder cannot be used."""
    code = "disk_full" if error.errno in FULL else "folder"
    return PostgresTrouble(code, error.strerror or str(error), folder=str(error.filename or folder))


def program_trouble(code: str, output: str, folder: object) -> PostgresTrouble:
    """Say why one of PostgreSQL's programs failed, from what it printed."""
    if any(words in output for words in FULL_WORDS):
        code = "disk_full"
    return PostgresTrouble(code, output.strip()[-2000:], folder=str(folder))

"""Who acts: every command, event and query names one."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["nobody", "person", "department", "system"]
Channel = Literal["portal", "window", "workbench", "hotline", "console", "api", "timer"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who may do or see something.

    `key` is a person's keyed hash (never the ID number itself) or a department's id;
    `region` is the GB/T 2260 code in which a department acts.
    """

    kind: ActorKind
    key: str = ""
    region: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}:{self.region}".rstrip(":")


NOBODY = Actor("nobody")
SYSTEM = Actor("system")

"""The hash chain: each entry's hash covers its events and the hash before it, so history cannot be edited unseen."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

import msgspec
from msgspec import Struct

from onething.cases.core.events import AnyEvent

START = bytes(32)
encode_events = msgspec.json.Encoder().encode
"""Give the canonical bytes of the events of one command."""
_decode = msgspec.json.Decoder(list[AnyEvent]).decode


class Entry(Struct, frozen=True):
    """What one command did, as it stands in the book: `body` are the bytes of its events that were hashed."""

    case: UUID
    seq: int
    at: int
    actor: str
    channel: str
    command: UUID
    body: bytes
    hash: bytes

    def events(self) -> list[AnyEvent]:
        """Read the events, in the order in which they happened."""
        events: list[AnyEvent] = _decode(self.body)
        return events


class Recorded(NamedTuple):
    """One event with what its entry says of it: when (ms), by whom, through which channel."""

    at: int
    actor: str
    channel: str
    event: AnyEvent


def recorded(entries: Iterable[Entry]) -> list[Recorded]:
    """Give the events of a book one by one."""
    return [
        Recorded(entry.at, entry.actor, entry.channel, event) for entry in entries for event in entry.events()
    ]


def chained(before: bytes, prefix: bytes, seq: int, body: bytes) -> bytes:
    """Hash one entry onto the chain. `prefix` is `envelope(…)` of its command."""
    return hashlib.sha256(b"%b%b%d\n%b" % (before, prefix, seq, body)).digest()


def envelope(case: UUID | str, at: int, actor: str, channel: str, command: UUID | str) -> bytes:
    """Give the bytes that say whose entry it is. Ids may be given as text already."""
    return f"{case}\n{at}\n{actor}\n{channel}\n{command}\n".encode()


def broken_link(entries: list[Entry]) -> int | None:
    """Give the first sequence number at which a case's chain does not hold, or None."""
    before = START
    for expected, entry in enumerate(entries, start=1):
        prefix = envelope(entry.case, entry.at, entry.actor, entry.channel, entry.command)
        before = chained(before, prefix, entry.seq, entry.body)
        if entry.seq != expected or entry.hash != before:
            return expected
    return None

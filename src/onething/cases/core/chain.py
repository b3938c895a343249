"""The hash chain: each event's hash covers its content and the hash before it, so history cannot be edited unseen."""

import hashlib
from uuid import UUID

import msgspec
from msgspec import Struct

from onething.cases.core.events import AnyEvent

START = bytes(32)
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(AnyEvent).decode


class Recorded(Struct, frozen=True):
    """An event as it stands in the book: `body` are the bytes that were hashed."""

    case: UUID
    seq: int
    at: int
    actor: str
    channel: str
    command: UUID
    body: bytes
    hash: bytes

    def event(self) -> AnyEvent:
        """Read the event."""
        event: AnyEvent = _decode(self.body)
        return event


def encode_event(event: AnyEvent) -> bytes:
    """Give the canonical bytes of an event."""
    return _encode(event)


def chained(before: bytes, prefix: bytes, seq: int, body: bytes) -> bytes:
    """Hash one event onto the chain. `prefix` is `envelope(…)` of its command."""
    return hashlib.sha256(b"%b%b%d\n%b" % (before, prefix, seq, body)).digest()


def envelope(case: UUID | str, at: int, actor: str, channel: str, command: UUID | str) -> bytes:
    """Give the bytes that all events of one command share. Ids may be given as text already."""
    return f"{case}\n{at}\n{actor}\n{channel}\n{command}\n".encode()


def broken_link(events: list[Recorded]) -> int | None:
    """Give the first sequence number at which a case's chain does not hold, or None."""
    before = START
    for expected, event in enumerate(events, start=1):
        prefix = envelope(event.case, event.at, event.actor, event.channel, event.command)
        before = chained(before, prefix, event.seq, event.body)
        if event.seq != expected or event.hash != before:
            return expected
    return None

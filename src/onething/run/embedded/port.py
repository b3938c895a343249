"""The TCP port: kept from start to start, changed only when someone else has taken it."""

import hashlib
import socket
from pathlib import Path

from onething.run.embedded.trouble import PostgresTrouble

# Below the range that the system hands out to outgoing connections, so a stopped server's port stays free.
FIRST, COUNT = 15432, 10_000
TRIES = 200


def kept_port(file: Path) -> int | None:
    """Read the port that this cluster used last."""
    try:
        return int(file.read_text())
    except (FileNotFoundError, ValueError):
        return None


def free_port(file: Path) -> int:
    """Give the port used last, else the first free one from a place in the range that the home decides.

    Two homes that start at the same moment thus hardly ever try the same port.
    """
    start = int.from_bytes(hashlib.sha256(str(file).encode()).digest()[:4]) % COUNT
    kept = kept_port(file)
    candidates = [FIRST + (start + step) % COUNT for step in range(TRIES)]
    for port in candidates if kept is None else [kept, *candidates]:
        if is_free(port):
            return port
    raise PostgresTrouble("no_port", f"{candidates[0]}-{candidates[-1]}")


def is_free(port: int) -> bool:
    """Tell whether a server could listen on this port now."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True

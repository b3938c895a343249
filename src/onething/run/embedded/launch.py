"""The start of the server, or the finding of one that runs. The caller keeps all others out meanwhile."""

import subprocess
import time

from onething.run.embedded.account import Account
from onething.run.embedded.binaries import Binaries
from onething.run.embedded.cluster import environment, write_configuration
from onething.run.embedded.leftovers import kill_leftovers
from onething.run.embedded.places import Places
from onething.run.embedded.port import free_port
from onething.run.embedded.postmaster import Postmaster
from onething.run.embedded.trouble import PostgresTrouble, folder_trouble, program_trouble

PATIENCE = 300.0  # recovery after a crash may have much to read
TRIES = 3
LOG_LIMIT = 16 * 1024 * 1024
# Someone was quicker: with the port, or a server whose starter was killed before it had written its lock file.
PASSING = ("could not bind", "could not create any TCP/IP sockets", "lock file")


def launch(places: Places, binaries: Binaries, account: Account) -> Postmaster:
    """Give the running server, starting it when there is none."""
    said = ""
    for _ in range(TRIES):
        postmaster = _running(places)
        if postmaster is not None:
            return postmaster
        try:
            postmaster, said = _start(places, binaries, account)
        except OSError as error:
            raise folder_trouble(error, places.cluster) from error
        if postmaster is not None:
            return postmaster
        if not any(words in said for words in PASSING):
            break
    raise program_trouble("start", said, places.cluster)


def _running(places: Places) -> Postmaster | None:
    """Find a running server and wait until it is ready. One that is stopping is waited for and not found."""
    end = time.monotonic() + PATIENCE
    while (postmaster := Postmaster.found(places.data)) is not None:
        if postmaster.is_ready():
            return postmaster
        postmaster.wait(0.02)
        postmaster.close()
        if time.monotonic() > end:
            raise PostgresTrouble("slow", folder=str(places.cluster), log=str(places.log))
    return None


def _start(places: Places, binaries: Binaries, account: Account) -> tuple[Postmaster | None, str]:
    """Start a server as our child. Give it, or what it said before it died."""
    kill_leftovers(places.data)
    _clear_sockets(places)
    port = free_port(places.port)
    places.port.write_text(str(port))
    write_configuration(places, binaries, account, port)
    _turn_log(places)
    before = places.log.stat().st_size
    postmaster = _spawn(places, binaries, account)
    end = time.monotonic() + PATIENCE
    while not postmaster.wait(0.01):
        if postmaster.is_ready():
            return postmaster, ""
        if time.monotonic() > end:
            postmaster.leave_running()
            raise PostgresTrouble("slow", folder=str(places.cluster), log=str(places.log))
    postmaster.close()
    with places.log.open("rb") as log:
        log.seek(before)
        return None, log.read().decode(errors="replace")


def _spawn(places: Places, binaries: Binaries, account: Account) -> Postmaster:
    with places.log.open("ab") as log:
        child = subprocess.Popen(
            [binaries.program("postgres"), "-D", str(places.data)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=environment(),
            start_new_session=True,  # a Ctrl-C in the terminal is for us; we stop the server when we are done
            **account.popen(),
        )
    return Postmaster(places.data, child.pid, child)


def _clear_sockets(places: Places) -> None:
    """Remove a killed server's sockets: their lock files name it, and count as held while it is a zombie."""
    if places.socket is not None:
        for left in places.socket.glob(".s.PGSQL.*"):
            left.unlink()


def _turn_log(places: Places) -> None:
    places.log.touch(mode=0o600)
    if places.log.stat().st_size > LOG_LIMIT:
        places.log.replace(places.log.with_name("log.1"))
        places.log.touch(mode=0o600)

"""The embedded PostgreSQL: it is there when the program needs it, and gone when the last program has ended.

    with Postgres(home).running() as server:
        connect(server.url)

Any number of processes may do so with the same home; they share one server. The server is a child of the process
that came first. If that process is killed the server lives on, the next one takes it over, and the last to leave
stops it. If the server itself is killed, whoever uses it has it running again in a moment.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from onething.run.embedded.binaries import Binaries
from onething.run.embedded.cluster import SUPERUSER
from onething.run.embedded.databases import Databases
from onething.run.embedded.lease import Lease
from onething.run.embedded.leftovers import kill_leftovers
from onething.run.embedded.lock import Presence, alone
from onething.run.embedded.places import STORE, find_places, own_folder
from onething.run.embedded.postmaster import Postmaster
from onething.run.embedded.trouble import PostgresTrouble

__all__ = ["Binaries", "Postgres", "PostgresTrouble", "Server"]

STORE_VARIABLE = "ONETHING_POSTGRES_STORE"


class Server:
    """A running server, as its users see it."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease
        self._password = lease.places.password.read_text()

    @property
    def port(self) -> int:
        """The TCP port on 127.0.0.1. It changes only if a stranger takes it while the server is down."""
        return self._lease.postmaster.port

    @property
    def process(self) -> int:
        """The server's process number."""
        return self._lease.postmaster.process

    @property
    def major(self) -> int:
        """PostgreSQL's major version."""
        return self._lease.binaries.major

    @property
    def socket(self) -> Path | None:
        """The folder of the Unix socket; None where its path would be too long."""
        return self._lease.places.socket

    @property
    def log(self) -> Path:
        """The file in which the server says what troubles it."""
        return self._lease.places.log

    @property
    def url(self) -> str:
        """The superuser's URL of the database `postgres`. It holds the password: do not print it."""
        return f"postgresql://{SUPERUSER}:{quote(self._password, safe='')}@127.0.0.1:{self.port}/postgres"

    def url_for(self, name: str) -> str:
        """Give the URL of a database of this server."""
        return Databases(self.url).url_for(name)

    def create_database(self, name: str, template: str | None = None) -> str:
        """Make a database, as a copy of `template` if given, and give its URL."""
        return Databases(self.url).create(name, template)

    def drop_database(self, name: str) -> None:
        """Drop a database if it exists, ending its sessions."""
        Databases(self.url).drop(name)


class Postgres:
    """The PostgreSQL of one home folder.

    `store` is where root's clusters lie (see `embedded.places`), `binaries` the programs to use; both are found
    if not given.
    """

    def __init__(self, home: Path, *, store: Path | None = None, binaries: Binaries | None = None) -> None:
        if not sys.platform.startswith("linux"):
            raise PostgresTrouble("platform", sys.platform)
        self.home = home
        self.store = store or Path(os.environ.get(STORE_VARIABLE) or STORE)
        self.binaries = binaries

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Have the server running inside this block."""
        lease = Lease(self.home, self.store, self.binaries)
        try:
            yield Server(lease)
        finally:
            lease.leave()

    def remove(self) -> None:
        """Delete the cluster with all its data. Refused while it is in use."""
        own = own_folder(self.home)
        with alone(own / "start.lock"):
            places = find_places(self.home, self.store)
            with Presence(places.users_lock) as presence:
                if not presence.is_last():
                    raise PostgresTrouble("in_use", folder=str(own))
                self._delete(places.data, places.cluster, own)

    @staticmethod
    def _delete(data: Path, cluster: Path, own: Path) -> None:
        postmaster = Postmaster.found(data)
        if postmaster is not None:
            postmaster.stop()
        kill_leftovers(data)
        shutil.rmtree(cluster)
        shutil.rmtree(own, ignore_errors=True)

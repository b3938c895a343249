"""The PostgreSQL of one home folder: to be had running, or to be removed."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onething.run.embedded.binaries import Binaries
from onething.run.embedded.lease import Lease
from onething.run.embedded.leftovers import kill_leftovers
from onething.run.embedded.lock import Presence, alone
from onething.run.embedded.places import STORE, find_places, own_folder
from onething.run.embedded.postmaster import Postmaster
from onething.run.embedded.server import Server
from onething.run.embedded.trouble import PostgresTrouble

STORE_VARIABLE = "ONETHING_POSTGRES_STORE"


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

"""One process's share in the running server: taken on entering, given back on leaving."""

import os
from pathlib import Path

from onething.run.embedded.account import Account, server_account
from onething.run.embedded.binaries import Binaries, find_binaries
from onething.run.embedded.cluster import cluster_major, ensure_cluster
from onething.run.embedded.keeper import Keeper
from onething.run.embedded.launch import launch
from onething.run.embedded.lock import Presence, alone
from onething.run.embedded.places import Places, find_places, own_folder
from onething.run.embedded.postmaster import Postmaster
from onething.run.embedded.trouble import PostgresTrouble, folder_trouble


class Lease:
    """Holds the server running. The last one to leave stops it; a killed holder has left without a word."""

    def __init__(self, home: Path, store: Path, binaries: Binaries | None = None) -> None:
        with alone(own_folder(home) / "start.lock"):
            self.places = find_places(home, store)
            self.account, self.binaries = _prepared(self.places, store, binaries)
            postmaster = launch(self.places, self.binaries, self.account)
            self.presence = Presence(self.places.users_lock)
        self.owner = os.getpid()
        self.keeper = Keeper(postmaster, self._revive)
        self.keeper.start()

    @property
    def postmaster(self) -> Postmaster:
        """The server that runs now."""
        return self.keeper.postmaster

    def leave(self) -> None:
        """Stop the server if nobody else uses it. A forked copy of the holder only forgets about it."""
        if os.getpid() != self.owner:
            self.presence.close()
            return
        self.keeper.end()
        with alone(self.places.start_lock):  # nobody comes in while we look whether we are the last
            self._stop_or_leave()

    def _stop_or_leave(self) -> None:
        if self.presence.is_last():
            self.postmaster.stop()
        else:
            self.postmaster.leave_running()
        self.presence.close()

    def _revive(self) -> Postmaster | None:
        with alone(self.places.start_lock):
            if self.keeper.ending.is_set():
                return None
            return launch(self.places, self.binaries, self.account)


def _prepared(places: Places, store: Path, binaries: Binaries | None) -> tuple[Account, Binaries]:
    """Choose account and programs, and make the cluster when there is none."""
    try:
        account = server_account(places.data)
        major = cluster_major(places.data)
        chosen = binaries or find_binaries(major)
        if major not in (None, chosen.major):
            raise PostgresTrouble("version", f"found {chosen.major}", major=major)
        if account.foreign:
            chosen = chosen.copied_below(store)
        ensure_cluster(places, chosen, account)
    except OSError as error:
        raise folder_trouble(error, places.cluster) from error
    return account, chosen

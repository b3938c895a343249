"""A thread that notices the server's death and has it started again.

Every process that uses the server has one. They all wake at the same moment and queue at the start lock: the first
starts the server, the others find it running. So it needs no holder, and no one to take over from a killed one.
"""

import logging
import os
import threading
from collections.abc import Callable

from onething.run.embedded.postmaster import Postmaster
from onething.run.embedded.trouble import PostgresTrouble

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0

log = logging.getLogger("onething.postgres")


class Keeper(threading.Thread):
    """Watches one server. `revive` gives the server that runs now, or None when we are to end."""

    def __init__(self, postmaster: Postmaster, revive: Callable[[], Postmaster | None]) -> None:
        super().__init__(name="onething-postgres-keeper", daemon=True)
        self.postmaster = postmaster
        self.ending = threading.Event()
        self._revive = revive
        self._ears, self._mouth = os.pipe()

    def run(self) -> None:
        """Wait for deaths until told to end."""
        while not self.ending.is_set():
            if self.postmaster.wait(wake=self._ears) and not self.ending.is_set():
                self._have_it_revived()

    def end(self) -> None:
        """Watch no more: whatever dies from now on is meant to. Not to be called while holding the start lock."""
        self.ending.set()
        os.write(self._mouth, b".")
        self.join()
        os.close(self._ears)
        os.close(self._mouth)

    def _have_it_revived(self) -> None:
        log.warning("the database server died and is being started again")
        pause = FIRST_PAUSE
        while not self.ending.is_set():
            try:
                fresh = self._revive()
            except (PostgresTrouble, OSError):
                log.exception("the database server cannot be started; trying again in %.1f s", pause)
                self.ending.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            if fresh is not None:
                self.postmaster.close()
                self.postmaster = fresh
            return

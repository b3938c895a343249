"""Where an embedded cluster's files lie.

Small things (password, port, log, locks) lie in `<home>/postgres`, readable by us alone. The cluster itself lies
there too, but not for root: root's server runs as an account that need not be able to enter the home, so its
cluster lies in the *store*, which only folders of our own making lead to. No other folder's rights are changed.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from onething.run.embedded.leftovers import kill_leftovers
from onething.run.embedded.trouble import PostgresTrouble, folder_trouble

STORE = Path("/var/lib/onething-postgres")
SOCKET_NAME = "/.s.PGSQL.65535"
SOCKET_LIMIT = 107


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of one home's cluster. `own` is ours alone, `cluster` is where the server may look."""

    own: Path
    cluster: Path

    @property
    def password(self) -> Path:
        """The superuser's password."""
        return self.own / "password"

    @property
    def port(self) -> Path:
        """The port used last."""
        return self.own / "port"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.own / "log"

    @property
    def start_lock(self) -> Path:
        """Held by whoever starts or stops the server."""
        return self.own / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Shared by all who use the server."""
        return self.own / "users.lock"

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.cluster / "data"

    @property
    def settings(self) -> Path:
        """Our settings, and an operator's, read in order of their names."""
        return self.cluster / "conf.d"

    @property
    def socket(self) -> Path | None:
        """The Unix socket's folder; None where its path would be longer than the system can take."""
        folder = self.cluster / "socket"
        return folder if len(os.fsencode(str(folder) + SOCKET_NAME)) <= SOCKET_LIMIT else None


def own_folder(home: Path) -> Path:
    """Make and give the folder of our small things."""
    folder = home.resolve() / "postgres"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise folder_trouble(error, folder) from error
    owner = folder.stat().st_uid
    if owner != os.geteuid() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PostgresTrouble("other_owner", folder=str(folder), owner=owner)
    return folder


def find_places(home: Path, store: Path) -> Places:
    """Give the home's places. The caller keeps all others out: root's first call chooses the cluster's folder."""
    own = own_folder(home)
    if os.geteuid() != 0:
        return Places(own, own)
    pointer = own / "cluster"
    try:
        if not pointer.exists():
            _write(pointer, str(_new_cluster(own, store)))
        cluster = Path(pointer.read_text())
        _make(cluster)
        _claim(cluster, own)
    except OSError as error:
        raise folder_trouble(error, store) from error
    return Places(own, cluster)


def _new_cluster(own: Path, store: Path) -> Path:
    """Name a folder for a home that has none, putting aside what a removed home of this path left behind."""
    name = hashlib.sha256(os.fsencode(own)).hexdigest()[:16]
    folder = store.absolute() / name
    if not folder.exists():
        return folder
    if _claimant(folder) != own:  # that home has moved and took its cluster with it
        return store.absolute() / f"{name}-{secrets.token_hex(4)}"
    kill_leftovers(folder / "data")
    aside = folder.with_name(f"{name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    folder.rename(aside)
    return folder


def _claim(cluster: Path, own: Path) -> None:
    """Note whose cluster this is. A moved home keeps its cluster; a copied one may not share its twin's."""
    claimant = _claimant(cluster)
    if claimant == own:
        return
    if claimant is not None and _points_to(claimant, cluster):
        raise PostgresTrouble("copied_home", folder=str(own), twin=str(claimant))
    _write(cluster / "home", str(own))


def _claimant(cluster: Path) -> Path | None:
    try:
        return Path((cluster / "home").read_text())
    except FileNotFoundError:
        return None


def _points_to(own: Path, cluster: Path) -> bool:
    try:
        return (own / "cluster").read_text() == str(cluster)
    except OSError:
        return False


def _make(cluster: Path) -> None:
    """Make the store and the cluster's folder; the server's account passes through both but may not write."""
    for folder in (cluster.parent, cluster):
        with contextlib.suppress(FileExistsError):
            folder.mkdir(parents=True)
            folder.chmod(0o755)  # the umask may have been narrower


def _write(file: Path, content: str) -> None:
    """Write a whole file or none."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text(content)
    fresh.replace(file)

"""The account that the server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SERVICE = "onething-postgres"
LAST_RESORT = "nobody"


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server. `foreign` means: someone other than the account that this process runs as."""

    user: int
    group: int
    foreign: bool

    def popen(self) -> dict[str, Any]:
        """Give the arguments that make subprocess start a program as this account."""
        if not self.foreign:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Hand a file or folder that we have just made over to this account."""
        if self.foreign:
            os.chown(path, self.user, self.group, follow_symlinks=False)


def server_account(data: Path) -> Account:
    """Choose the account: our own; for root the data's owner or, before there is data, a system account."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), foreign=False)
    if data.exists():
        found = data.stat()
        return Account(found.st_uid, found.st_gid, foreign=True)
    entry = _service_entry()
    return Account(entry.pw_uid, entry.pw_gid, foreign=True)


def _service_entry() -> pwd.struct_passwd:
    if not _exists(SERVICE):
        _create(SERVICE)
    return pwd.getpwnam(SERVICE if _exists(SERVICE) else LAST_RESORT)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _create(name: str) -> None:
    """Try to add the account; where that is impossible (no useradd, /etc read-only) the last resort serves."""
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        return
    options = ["--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    subprocess.run([useradd, *options, name], capture_output=True, check=False)

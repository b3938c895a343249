"""The making of a cluster: a password, initdb, settings. A cluster is whole or not there."""

import os
import secrets
import shutil
import subprocess
from pathlib import Path

from onething.run.embedded.account import Account
from onething.run.embedded.binaries import Binaries
from onething.run.embedded.configuration import FILE, configuration
from onething.run.embedded.leftovers import kill_leftovers
from onething.run.embedded.places import Places
from onething.run.embedded.trouble import PostgresTrouble, program_trouble

SUPERUSER = "postgres"
INCLUDE = "\ninclude_dir = '../conf.d'\n"


def cluster_major(data: Path) -> int | None:
    """Give the major version that made a data folder; None where there is none yet."""
    try:
        return int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def ensure_cluster(places: Places, binaries: Binaries, account: Account) -> None:
    """Make the cluster unless it is there. initdb works beside it and a rename ends it, so a torn one is redone."""
    if places.data.exists():
        if not places.password.exists():
            raise PostgresTrouble("password_lost", folder=str(places.own), data=str(places.data))
        return
    _ensure_password(places.password)
    fresh = places.cluster / "data.new"
    kill_leftovers(fresh)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    account.give(fresh)
    _initialise(fresh, places, binaries, account)
    with (fresh / "postgresql.conf").open("a") as file:
        file.write(INCLUDE)
    fresh.rename(places.data)


def write_configuration(places: Places, binaries: Binaries, account: Account, port: int) -> None:
    """Write the settings and make the folders they speak of. They lie outside what the server's account may write."""
    if not places.settings.exists():
        places.settings.mkdir()
        places.settings.chmod(0o755)
    if places.socket is not None and not places.socket.exists():
        places.socket.mkdir(mode=0o700)
        account.give(places.socket)
    fresh = places.settings / f"{FILE}.new"
    fresh.write_text(configuration(places, binaries, port))
    fresh.chmod(0o644)
    fresh.replace(places.settings / FILE)


def _ensure_password(file: Path) -> None:
    if file.exists() and file.read_text():
        return
    _write_secret(file, secrets.token_urlsafe(24))


def _write_secret(file: Path, content: str) -> None:
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(descriptor)  # a cluster whose password is lost is lost
    fresh.replace(file)


def _initialise(data: Path, places: Places, binaries: Binaries, account: Account) -> None:
    handed = places.cluster / "pwfile"  # initdb must read it, and may not enter the home
    _write_secret(handed, places.password.read_text())
    account.give(handed)
    command = [binaries.program("initdb"), "-D", str(data), f"--pwfile={handed}", *_options(binaries)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=data,
            env=environment(),
            **account.popen(),
        )
    except OSError as error:
        raise PostgresTrouble("account", str(error), folder=str(data)) from error
    finally:
        handed.unlink(missing_ok=True)
    if done.returncode:
        raise program_trouble("initdb", done.stderr or done.stdout, data)


def _options(binaries: Binaries) -> list[str]:
    options = [f"--username={SUPERUSER}", "--auth-local=scram-sha-256", "--auth-host=scram-sha-256"]
    options += ["--encoding=UTF8", "--data-checksums", "--no-instructions"]
    if not binaries.has_builtin_provider:
        return [*options, "--locale=C.UTF-8"]
    # With lc-ctype C, pg_trgm sees no letters in Chinese.
    return [
        *options,
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--lc-ctype=C.UTF-8",
    ]


def environment() -> dict[str, str]:
    """Give PostgreSQL's programs an environment that does not vary with who starts them."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}

"""The node's own folder: papers, keys, the embedded database."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def home_folder() -> Path:
    """Give ONETHING_HOME, by default `.onething` in the current folder."""
    return Path(os.environ.get("ONETHING_HOME", ".onething")).absolute()


def home_secret(home: Path) -> str:
    """Give the node's secret: ONETHING_SECRET, else one made once and kept for the owner's eyes only."""
    given = os.environ.get("ONETHING_SECRET")
    if given:
        return given
    path = home / "secret"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        whole = home / f"secret.{os.getpid()}"
        whole.touch(mode=0o600)
        whole.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # another process was first: its secret counts
            path.hardlink_to(whole)
        whole.unlink()
    return path.read_text()

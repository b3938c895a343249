"""The node's own folder: papers, keys, the embedded database."""

import os
import secrets
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
        with open(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(whole, path)
        except FileExistsError:
            pass
        whole.unlink()
    return path.read_text()

"""A running server, as its users see it."""

from pathlib import Path
from urllib.parse import quote

from onething.run.embedded.cluster import SUPERUSER
from onething.run.embedded.databases import Databases
from onething.run.embedded.lease import Lease


class Server:
    """Its address and its databases; good for as long as the block that gave it."""

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

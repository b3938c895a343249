"""The embedded PostgreSQL: it is there when the program needs it, and gone when the last program has ended.

    with Postgres(home).running() as server:
        connect(server.url)

Any number of processes may do so with the same home; they share one server. The server is a child of the process
that came first. If that process is killed the server lives on, the next one takes it over, and the last to leave
stops it. If the server itself is killed, whoever uses it has it running again in a moment.
"""

from onething.run.embedded.binaries import Binaries
from onething.run.embedded.databases import Databases
from onething.run.embedded.postgres import Postgres
from onething.run.embedded.server import Server
from onething.run.embedded.trouble import PostgresTrouble

__all__ = ["Binaries", "Databases", "Postgres", "PostgresTrouble", "Server"]

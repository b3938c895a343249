"""The embedded PostgreSQL, see `onething.run.embedded`: a short name for what others need of it."""

from onething.run.embedded import Binaries, Databases, Postgres, PostgresTrouble, Server

__all__ = ["Binaries", "Databases", "Postgres", "PostgresTrouble", "Server"]

"""The databases of a server: named, made and dropped through its administrator's URL."""

from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql


class Databases:
    """Makes and drops databases of any PostgreSQL server, embedded or not."""

    def __init__(self, url: str) -> None:
        self.url = url

    def url_for(self, name: str) -> str:
        """Give the URL of a database of this server."""
        return urlunsplit(urlsplit(self.url)._replace(path="/" + quote(name, safe="")))

    def create(self, name: str, template: str | None = None) -> str:
        """Make a database, as a copy of `template` if given, and give its URL."""
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template is not None:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        self._execute(statement)
        return self.url_for(name)

    def drop(self, name: str) -> None:
        """Drop a database if it exists, ending its sessions."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

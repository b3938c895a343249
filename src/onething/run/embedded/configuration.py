"""The server's settings, written anew at every start to `conf.d/10-onething.conf`.

An operator's own go to a file with a higher number beside it.
"""

from onething.run.embedded.binaries import Binaries
from onething.run.embedded.places import Places

FILE = "10-onething.conf"


def configuration(places: Places, binaries: Binaries, port: int) -> str:
    """Give the settings file's text."""
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": str(places.socket or ""),
        "unix_socket_permissions": "0700",
        "max_connections": 100,
        "shared_buffers": "256MB",
        "max_wal_size": "2GB",
        "wal_compression": "pglz",  # the wheel is built without lz4 and zstd
        "jit": "off",  # costs more than it saves on short statements
        "timezone": "Asia/Shanghai",
        "log_timezone": "Asia/Shanghai",
        "log_line_prefix": "%m [%p] ",
        "cluster_name": "onething",
    }
    if binaries.has_library("pg_stat_statements"):
        settings["shared_preload_libraries"] = "pg_stat_statements"
    lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    return "\n".join(["# Written at every start. Own settings: in a file with a higher number.", *lines, ""])


def _quoted(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"

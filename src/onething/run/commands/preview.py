"""Show a working folder in the browser: form and lanes, and every fault, without a database."""

import os
import secrets
from argparse import ArgumentParser, Namespace
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django

from onething.base.errors import Invalid, Problem
from onething.run.preview.workshop import FOLDER


def add_arguments(parser: ArgumentParser) -> None:
    """Take the working folder and where to listen."""
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--port", type=int, default=8001, help="0: any that is free")


def run(arguments: Namespace) -> int:
    """Serve until stopped, to this machine alone."""
    if not arguments.folder.is_dir():
        values = {"folder": str(arguments.folder)}
        raise Invalid(Problem("preview.no_folder", field=str(arguments.folder), values=values))
    with _server(arguments.folder, arguments.port) as server:
        print(f"Preview of {arguments.folder} at http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()
    return 0


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing: the page tells what matters."""


def _server(folder: Path, port: int) -> WSGIServer:
    os.environ["DJANGO_SETTINGS_MODULE"] = "onething.run.preview.settings"
    os.environ.setdefault("ONETHING_SECRET", secrets.token_urlsafe(32))
    os.environ[FOLDER] = str(folder)
    django.setup()
    from django.core.wsgi import get_wsgi_application

    return make_server("127.0.0.1", port, get_wsgi_application(), _Server, _Quiet)

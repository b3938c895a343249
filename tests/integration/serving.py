"""Serves the site over real HTTP from the test's own process and database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer

from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test.testcases import QuietWSGIRequestHandler


@contextmanager
def in_background(server: HTTPServer) -> Iterator[str]:
    """Run a server in a thread for as long as the block lasts; gives its address."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def served_site() -> Iterator[str]:
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(get_wsgi_application())
    with in_background(server) as url:
        yield url
